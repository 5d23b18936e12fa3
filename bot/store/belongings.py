"""Belongings: everything that is kept about one person, to be handed to them. Nothing of what is another's alone.

Below is a list of what may be shown. A table that isn't in it is shown to nobody, and a test asks about every table.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.almanac import PublicHolidays
from bot.mentoring.asks import Ask
from bot.mentoring.holds import shown_until
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import ENDED, Lifecycle
from bot.mentoring.pairs import Pair, Turn
from bot.mentoring.people import Person
from bot.store import concerns
from bot.store.erasure import referring
from bot.store.pairs import BOTH
from bot.store.schema import joined, metadata
from bot.store.tables.agreements import agreements
from bot.store.tables.asks import asks
from bot.store.tables.chats import chats
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs, turns
from bot.store.tables.people import people
from bot.store.tables.programs import match_choices
from bot.store.tables.sessions import sessions

BY_NUMBER = {
    **dict.fromkeys(("agendas", "agreement_drafts", "answers", "notes", "updates"), "author_id"),
    **dict.fromkeys(("actions", "contacts", "encounters", "goals"), "owner_id"),
    **dict.fromkeys(("enrolments", "searches"), "person_id"),
    **dict.fromkeys(("knocks", "times"), "by_id"),
    "gives": "giver_id",
    "people": "id",
}
"""Whose rows are one person's own and shown whole to them, each with the column that says whose they are."""
BY_SLACK_ID = {
    **dict.fromkeys(("announcements", "audits", "blocks", "brakes", "concerns", "picks"), "by"),
    "program_roles": "slack_id",
}
"""The same, where the person stands with their Slack id."""
SHARED = frozenset({"agreements", "asks", "chats", "letters", "match_choices", "pairs", "sessions", "turns"})
"""Whose rows are also another person's: only the columns named below are shown, and some of them only to one side."""
WITHHELD = frozenset(
    {
        *("calendars", "catalogue_entries", "catalogues", "inbox", "installations", "match_pairs", "match_runs"),
        *("match_verdicts", "oauth_states", "pauses", "prices", "programs", "rates", "switches", "verdicts"),
    }
)
"""What is nobody's, a lead's decision about others, or worked out for others."""
LEFT_OUT = frozenset({"id", "workspace", "look_at", "lease", "lease_until"})
LETTER = ("kind", "text", "due_at", "sent_at", "acknowledged_at")
PAIR = ("started_at", "purpose", "rhythm", "term_ends_at", "goes_on_as", "redefined_at", "held", "ended_at")
WISH = ("wished_rhythm", "wished_at")
SESSION = ("pair_id", "at", "on", "outcome", "noted_at", "minutes", "moves")
AGREEMENT = ("pair_id", "version", "terms", "proposed_at", "mentee_at", "mentor_at")
CHAT = ("ask_id", "state", "at", "held_at", "thanked_at")
ASK = ("created_at", "state", "why", "want", "preset", "times", "mode", "thanks", "sent_at", "answered_at")
ANSWER = ("reply", "suggested")
NAMED_TO_MENTEE = ("program_id", "mentor_id", "place", "proposed_at", "reasons", "answered")
NAMED_TO_MENTOR = ("program_id", "mentee_id", "proposed_at", "declined")


def of(db: orm.Session, person: Person, now: datetime) -> dict[str, Any]:
    """Return everything kept about a person, by the name of what it is."""
    names = _Names(db)
    kept = {name: _rows(db, table, where, names) for name, table, where in _own(person)}
    company = db.scalars(sa.select(Pair).where(_either(pairs, person)).options(*BOTH).order_by(pairs.c.id)).all()
    asked = db.scalars(
        sa.select(Ask).where(_told(person)).options(joined(Ask, "mentee"), joined(Ask, "mentor")).order_by(asks.c.id)
    ).all()
    know = concerns.known_to(db, person, company)
    ours = sa.select(pairs.c.id).where(_either(pairs, person))
    kept["pairs"] = [_pair(each, person, now, knows=each.id in know) for each in company]
    turned = sa.select(Turn).where(turns.c.pair_id.in_(ours)).options(joined(Turn, "pair"))
    kept["turns"] = [*_turns(db.scalars(turned), person)]
    kept["asks"] = [_ask(each, person) for each in asked]
    kept["sessions"] = _rows(db, sessions, sessions.c.pair_id.in_(ours), names, SESSION)
    kept["agreements"] = _rows(db, agreements, agreements.c.pair_id.in_(ours), names, AGREEMENT)
    kept["chats"] = [
        row
        for side in ("mentee", "mentor")
        for row in _rows(db, chats, _of_side(chats.c.ask_id, side, person), names, (*CHAT, f"again_{side}"))
    ]
    kept["match_choices"] = [
        *_rows(db, match_choices, match_choices.c.mentee_id == person.id, names, NAMED_TO_MENTEE),
        *_rows(db, match_choices, match_choices.c.mentor_id == person.id, names, NAMED_TO_MENTOR),
    ]
    said = (letters.c.workspace == person.workspace, letters.c.to == person.slack_id)
    was_said = sa.and_(*said, letters.c.state == LetterState.SENT)
    kept["messages_to_you"] = _rows(db, letters, was_said, names, LETTER)
    return {name: rows for name, rows in sorted(kept.items()) if rows}


def as_json(kept: Mapping[str, Any]) -> str:
    """Write it down so that people and programs can read it."""
    return json.dumps(kept, ensure_ascii=False, indent=1, default=str) + "\n"


def _own(person: Person) -> Iterator[tuple[str, sa.Table, sa.ColumnElement[bool]]]:
    """Say which rows are theirs and nobody else's."""
    for whose, mine in ((BY_NUMBER, person.id), (BY_SLACK_ID, person.slack_id)):
        for name, column in whose.items():
            table = metadata.tables[name]
            yield name, table, sa.and_(table.c.workspace == person.workspace, table.c[column] == mine)


def _either(table: sa.Table, person: Person) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.mentor_id == person.id, table.c.mentee_id == person.id)


def _told(person: Person) -> sa.ColumnElement[bool]:
    """Say of which requests somebody knows: their own, and those that reached them. A draft is its author's."""
    reached = sa.and_(asks.c.mentor_id == person.id, asks.c.sent_at.is_not(None))
    return sa.or_(asks.c.mentee_id == person.id, reached)


def _of_side(column: sa.ColumnElement[int], side: str, person: Person) -> sa.ColumnElement[bool]:
    return column.in_(sa.select(asks.c.id).where(asks.c[f"{side}_id"] == person.id))


def _pair(pair: Pair, person: Person, now: datetime, *, knows: bool) -> dict[str, Any]:
    """Tell of a pair what both of the two may see: a hold looks like a pause here, too."""
    own_wish = WISH if pair.wished_by == person.slack_id else ()
    until = None if knows else shown_until(pair, now)
    return _plain(
        {"pair_id": pair.id, "mentor_id": pair.mentor.slack_id, "mentee_id": pair.mentee.slack_id}
        | {name: getattr(pair, name) for name in (*PAIR, *own_wish)}
        | {"lifecycle": _shown(pair.lifecycle), "paused_until": until and person.hours.local(until).date()}
    )


def _turns(several: Iterable[Turn], person: Person) -> Iterator[dict[str, Any]]:
    """Tell how a pair turned, and why only of what the person did themselves: the other's reasons stay with them.

    What turned twice in a moment turned once, as it does on the way to a pause; what looks the same afterwards as
    before is none, as the way from a pause to a hold.
    """
    in_order = sorted(several, key=lambda turn: (turn.pair.id, turn.at, turn.id))
    for (pair_id, at), here in groupby(in_order, lambda turn: (turn.pair.id, turn.at)):
        moment = [*here]
        first, last = moment[0], moment[-1]
        was, became = first.was and _shown(first.was), _shown(last.became)
        if was != became:
            own = {"by": last.by, "cause": last.cause} if last.by == person.slack_id else {}
            yield _plain({"pair_id": pair_id, "at": at, "was": was, "became": became} | own)


def _shown(lifecycle: Lifecycle) -> str:
    """Name where a pair stands as both may know it: that it is complete is said to both, who else ended it isn't."""
    told = (Lifecycle.ENDED_COMPLETED, Lifecycle.NEVER_STARTED)
    return "ended" if lifecycle in ENDED and lifecycle not in told else str(lifecycle.shown)


def _ask(ask: Ask, person: Person) -> dict[str, Any]:
    """Tell of a request what both know once it was sent and answered; why it was a no, the mentor chose alone."""
    own = ("reason",) if ask.mentor.id == person.id else ()
    both = {"ask_id": ask.id, "mentee_id": ask.mentee.slack_id, "mentor_id": ask.mentor.slack_id}
    return _plain(both | {name: getattr(ask, name) for name in (*ASK, *ANSWER, *own)})


class _Names:
    """Slack ids of people by the numbers they have here, each looked up once."""

    def __init__(self, db: orm.Session) -> None:
        self._db, self._known = db, dict[int, str]()

    def learn(self, numbers: Iterable[int]) -> None:
        wanted = set(numbers) - set(self._known)
        if wanted:
            rows = self._db.execute(sa.select(people.c.id, people.c.slack_id).where(people.c.id.in_(wanted)))
            self._known |= {number: slack_id for number, slack_id in rows}  # noqa: C416 - rows are no pairs to a type checker

    def of(self, number: int | None) -> str | None:
        return self._known.get(number) if number is not None else None


def _rows(
    db: orm.Session, table: sa.Table, where: sa.ColumnElement[bool], names: _Names, shown: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Read rows, all of them or what may be shown, with people by their Slack ids instead of our numbers."""
    rows = db.execute(sa.select(table).where(where).order_by(*table.primary_key)).all()
    persons = [column.name for column in referring(table)]
    names.learn(row._mapping[name] for row in rows for name in persons if row._mapping[name] is not None)  # noqa: SLF001 - SQLAlchemy's own name for a row as a mapping
    told = []
    for row in rows:
        given = dict(row._mapping)  # noqa: SLF001 - see above
        given |= {name: names.of(given[name]) for name in persons}
        told.append(_plain({name: value for name, value in given.items() if not shown or name in shown}))
    return told


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Say everything in words, numbers and lists; what is empty is left out."""
    said = {name.rstrip("_"): _said(value) for name, value in row.items() if name not in LEFT_OUT}
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _said(value: object) -> object:
    match value:
        case PublicHolidays():
            return value.code
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return f"{value.days} days"
        case tuple():
            return [_said(each) for each in value]
        case _:
            return value
