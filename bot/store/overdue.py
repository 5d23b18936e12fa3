"""What time has run out for: open requests, pauses, breaks, wishes, rests, goals, and picks that wait for a second one.

Each query is served by an index over just these rows, so looking costs what is due and not what exists. The
conditions are written out, because only then do both databases see that the partial indexes serve.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import OPEN_FOR, Ask
from bot.mentoring.goals import AFTER_ITS_DAY, PARKED_AFTER, Goal
from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import CLOSE_AFTER_REST, REST_GRACE, WISH_WAITS, Pair
from bot.mentoring.people import WAIT_UPDATE_EVERY, WAIT_UPDATES, Person, Standing
from bot.mentoring.standing import RHYTHM_CAN_CHANGE
from bot.store import asks as requests
from bot.store import pairs as relationships
from bot.store.columns import Moment, listed
from bot.store.tables.asks import asks
from bot.store.tables.goals import goals
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs, picks
from bot.store.tables.people import people

Found = Callable[[orm.Session, datetime], Sequence[tuple[str, int]]]
"""What finds whose time has run out, and where."""
AT_ONCE = 100
BEFORE = sa.bindparam("before", type_=Moment)
CAN_BE_ASKED = sorted(
    str(state)
    for state in (
        *(Lifecycle.PROPOSED, Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED),
        *(Lifecycle.PAUSED, Lifecycle.HOLD),
    )
)
"""Where one of the two may have been promised that something comes of it once the other one says the same."""
ABOUT_A_SILENCE = picks.c.occasion.startswith("since-")
OLD_PICKS = sa.delete(picks).where(
    picks.c.at < BEFORE,
    sa.or_(ABOUT_A_SILENCE, picks.c.pair_id.not_in(sa.select(pairs.c.id).where(pairs.c.lifecycle.in_(CAN_BE_ASKED)))),
)
CLOSING = (Lifecycle.PROPOSED, Lifecycle.ACTIVE, Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED)
"""Where a pair has a moment at which the next step towards its end comes."""
QUESTION_WAITS = timedelta(days=7)
"""A mentor who is asked whether they are still open to requests has a week to say so (practice A8)."""


def asks_to_close(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which open requests are two weeks old, or to or from somebody who doesn't take part any more."""
    return [(workspace, number) for workspace, number in db.execute(_asks_to_close(), {"before": now - OPEN_FOR})]


@cache
def _asks_to_close() -> sa.Select[str, int]:
    """Write a question down once, as all below: it is asked at every look, and mostly in vain."""
    mentor, mentee = people.alias(), people.alias()
    out = [sa.or_(one.c.joined_at.is_(None), one.c.standing != Standing.MEMBER) for one in (mentor, mentee)]
    query = sa.select(asks.c.workspace, asks.c.id).where(
        sa.text("asks.state = 'sent'"), sa.or_(asks.c.sent_at <= BEFORE, *out)
    )
    query = query.join(mentor, mentor.c.id == asks.c.mentor_id).join(mentee, mentee.c.id == asks.c.mentee_id)
    return query.order_by(asks.c.sent_at)


def still_open(db: orm.Session, ask_ids: Collection[int]) -> Sequence[Ask]:
    """Return those of these requests that nobody has answered or is answering, and keep them from being answered."""
    query = sa.select(Ask).where(asks.c.id.in_(ask_ids), sa.text("asks.state = 'sent'")).options(*requests.BOTH)
    return db.scalars(query.order_by(asks.c.id).with_for_update(of=Ask, skip_locked=True)).all()


def undisturbed(db: orm.Session, ask_ids: Collection[int]) -> Sequence[Ask]:
    """Return and hold those of these open requests about which, and about whose two people, nobody decides now.

    Whoever answers holds the two people and then the request. Here all three are held in one step or passed over, so
    that whoever answers may wait for this, and this never waits for them.
    """
    mentor, mentee = people.alias(), people.alias()
    query = sa.select(Ask).where(asks.c.id.in_(ask_ids), sa.text("asks.state = 'sent'")).options(*requests.BOTH)
    query = query.join(mentor, mentor.c.id == asks.c.mentor_id).join(mentee, mentee.c.id == asks.c.mentee_id)
    holding = query.order_by(asks.c.id).with_for_update(of=(asks, mentor, mentee), skip_locked=True)
    return db.scalars(holding).all()


def pauses(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which pairs there are whose pause is over."""
    return _some(db, "pairs.lifecycle = 'paused'", pairs.c.paused_until, now)


def holds(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which pairs there are on hold whose shown day has come."""
    return _some(db, "pairs.lifecycle = 'hold'", pairs.c.paused_until, now)


def wishes(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which pairs there are in which a wish for another rhythm waited too long for an answer."""
    waiting = f"pairs.wished_at IS NOT NULL AND pairs.lifecycle IN ({_named(RHYTHM_CAN_CHANGE)})"
    return _some(db, waiting, pairs.c.wished_at, now - WISH_WAITS)


def closings(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which pairs there are for which the next step towards their end has come."""
    ending = f"pairs.closes_at IS NOT NULL AND pairs.lifecycle IN ({_named(CLOSING)})"
    return _some(db, ending, pairs.c.closes_at, now)


def rests(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which pairs there are that have rested for so long that they are over."""
    return _some(db, "pairs.lifecycle = 'dormant'", pairs.c.idle_since, now - CLOSE_AFTER_REST)


def goals_to_park(db: orm.Session, now: datetime) -> Sequence[Goal]:
    """Return open goals that nobody has touched for so long that they are put aside, and whose day isn't ahead."""
    last_day = (now - AFTER_ITS_DAY).astimezone(UTC).date()
    return db.scalars(_goals_to_park(), {"before": now - PARKED_AFTER, "last_day": last_day}).all()


@cache
def _goals_to_park() -> sa.Select[Goal]:
    untouched = (sa.text("goals.state = 'open'"), goals.c.updated_at <= BEFORE)
    is_over = sa.or_(goals.c.due_on.is_(None), goals.c.due_on <= sa.bindparam("last_day"))
    query = sa.select(Goal).where(*untouched, is_over).order_by(goals.c.updated_at).limit(AT_ONCE)
    return query.with_for_update(of=Goal, skip_locked=True)


def rest_notices(db: orm.Session, now: datetime) -> Sequence[Letter]:
    """Return what told people on which day their pair will rest, once that day has come."""
    return db.scalars(_rest_notices(), {"before": now - REST_GRACE}).all()


@cache
def _rest_notices() -> sa.Select[Letter]:
    undecided = sa.text("letters.kind = 'rest_notice' AND letters.state = 'sent' AND letters.retired_at IS NULL")
    query = sa.select(Letter).where(undecided, letters.c.sent_at <= BEFORE, letters.c.pair_id.is_not(None))
    return query.where(letters.c.edits.is_(None)).order_by(letters.c.sent_at)


def waits(db: orm.Session, now: datetime) -> Sequence[Person]:
    """Return people who have waited for a mentor as long as anybody waits."""
    return db.scalars(_waits(), {"before": now - (WAIT_UPDATES + 1) * WAIT_UPDATE_EVERY}).all()


@cache
def _waits() -> sa.Select[Person]:
    over = (sa.text("people.waits_since IS NOT NULL"), people.c.waits_since <= BEFORE)
    query = sa.select(Person).where(*over).order_by(people.c.waits_since).limit(AT_ONCE)
    return query.with_for_update(of=Person, skip_locked=True)


def breaks(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which mentors there are who take new requests again, which nobody has noticed yet."""
    return _back(db, people.c.offering_paused_until, now)


def silences(db: orm.Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Return where and which mentors there are whose time of silence is over, which nobody has noticed yet."""
    return _back(db, people.c.paused_until, now)


def _back(db: orm.Session, until: sa.Column[datetime | None], now: datetime) -> Sequence[tuple[str, int]]:
    return [(workspace, number) for workspace, number in db.execute(_back_since(until), {"before": now})]


@cache
def _back_since(until: sa.Column[datetime | None]) -> sa.Select[str, int]:
    mentors = "people.capacity > 0 AND people.joined_at IS NOT NULL AND people.standing = 'member'"
    unnoticed = f"{until} IS NOT NULL AND (people.back_at IS NULL OR people.back_at < {until})"
    query = sa.select(people.c.workspace, people.c.id).where(sa.text(mentors), sa.text(unnoticed), until <= BEFORE)
    return query.order_by(until).limit(AT_ONCE)


def people_among(db: orm.Session, numbers: Collection[int]) -> Sequence[Person]:
    """Return these people, and keep others from changing them meanwhile."""
    query = sa.select(Person).where(people.c.id.in_(numbers)).order_by(people.c.id)
    return db.scalars(query.with_for_update(of=Person, skip_locked=True)).all()


def unanswered_questions(db: orm.Session, now: datetime) -> Sequence[tuple[Letter, Person]]:
    """Return the questions to mentors whether they are still open that nobody tapped for a week, with whom they ask."""
    return [(letter, person) for letter, person in db.execute(_unanswered(), {"before": now - QUESTION_WAITS})]


@cache
def _unanswered() -> sa.Select[Letter, Person]:
    silent = sa.text("letters.kind = 'mentor_availability' AND letters.state = 'sent' AND letters.retired_at IS NULL")
    asked = sa.and_(people.c.workspace == letters.c.workspace, people.c.slack_id == letters.c.to)
    query = sa.select(Letter, Person).join(Person, asked).where(silent, letters.c.sent_at <= BEFORE)
    # What changes a question once it is done with is a letter of the same kind, and no question.
    query = query.where(letters.c.acknowledged_at.is_(None), letters.c.edits.is_(None))
    return query.order_by(letters.c.sent_at).limit(AT_ONCE)


def answered_since(db: orm.Session, mentor: Person, moment: datetime) -> bool:
    """Tell whether a mentor answered any request since then."""
    by_hand = asks.c.state.in_(["accepted", "chat_offered", "referred", "declined"])
    query = sa.select(asks.c.id).where(asks.c.mentor_id == mentor.id, by_hand, asks.c.answered_at >= moment).limit(1)
    return db.scalar(query) is not None


def these(db: orm.Session, pair_ids: Collection[int]) -> Mapping[int, Pair]:
    """Return these pairs by number, and keep others from changing them meanwhile."""
    return {pair.id: pair for pair in db.scalars(_these(), {"pairs": list(pair_ids)})} if pair_ids else {}


@cache
def _these() -> sa.Select[Pair]:
    query = sa.select(Pair).where(pairs.c.id.in_(listed("pairs"))).options(*relationships.BOTH)
    return query.order_by(pairs.c.id).with_for_update(of=Pair, skip_locked=True)


class Lone(NamedTuple):
    """One side's pick, to which the other gave no second."""

    pair_id: int
    by: str
    occasion: str
    pick: str
    at: datetime


def lone_picks(db: orm.Session, before: datetime) -> Sequence[Lone]:
    """Return picks about a silence, older than this, whose pair has no second one."""
    return [Lone(*row) for row in db.execute(_lone_picks(), {"before": before})]


@cache
def _lone_picks() -> sa.Select[int, str, str, str, datetime]:
    second = picks.alias()
    same = sa.and_(
        second.c.workspace == picks.c.workspace,
        second.c.pair_id == picks.c.pair_id,
        second.c.occasion == picks.c.occasion,
        second.c.by != picks.c.by,
    )
    told = (picks.c.pair_id, picks.c.by, picks.c.occasion, picks.c.pick, picks.c.at)
    alone = sa.not_(sa.exists().where(same).correlate(picks))
    query = sa.select(*told).where(picks.c.at <= BEFORE, ABOUT_A_SILENCE, alone)
    return query.order_by(picks.c.at)


def forget_picks(db: orm.Session, pair: Pair, occasion: str) -> None:
    """Drop what was picked in private, once it has served."""
    answered = (picks.c.workspace == pair.workspace, picks.c.pair_id == pair.id, picks.c.occasion == occasion)
    db.execute(sa.delete(picks).where(*answered))


def forget_old_picks(db: orm.Session, before: datetime) -> None:
    """Drop what was picked in private long ago; when both have picked, it was acted on at once.

    What still comes true once the other one picks the same stays: whoever picked it was told so.
    """
    db.execute(OLD_PICKS, {"before": before})


def _some(
    db: orm.Session, which: str, since: sa.Column[datetime | None], before: datetime
) -> Sequence[tuple[str, int]]:
    return [(workspace, number) for workspace, number in db.execute(_pairs_that(which, since), {"before": before})]


@cache
def _pairs_that(which: str, since: sa.Column[datetime | None]) -> sa.Select[str, int]:
    query = sa.select(pairs.c.workspace, pairs.c.id).where(sa.text(which), since <= BEFORE)
    return query.order_by(since).limit(AT_ONCE)


def _named(several: Iterable[Lifecycle]) -> str:
    return ", ".join(sorted(f"'{each}'" for each in several))
