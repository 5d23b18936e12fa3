"""Sessions, and what people took from them. A note is read by its author, and by the other only when shared."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.sessions import NOT_HELD, Action, Agenda, Note, Outcome, Session, is_same
from bot.store.schema import joined
from bot.store.tables.sessions import actions, agendas, notes, sessions

IN_PAIR = (
    joined(Session, "by"),
    joined(Session, "pair", "mentee"),
    joined(Session, "pair", "mentor"),
)
WHOLE = (joined(Action, "owner"), joined(Action, "pair", "mentee"), joined(Action, "pair", "mentor"))
"""Something to do, with its owner and its pair."""


def one(db: orm.Session, session_id: int) -> Session | None:
    """Return a session with its pair and both people."""
    return db.scalar(sa.select(Session).where(sessions.c.id == session_id).options(*IN_PAIR))


def of(db: orm.Session, pair: Pair) -> Sequence[Session]:
    """Return all sessions of a pair, in order of time."""
    return db.scalars(_of(), {"pair": pair.id}).all()


@cache
def _of() -> sa.Select[Session]:
    mine = sa.select(Session).where(sessions.c.pair_id == sa.bindparam("pair"))
    return mine.options(*IN_PAIR).order_by(sessions.c.at)


def booked(db: orm.Session, pair: Pair) -> Session | None:
    """Return the session whose outcome isn't known yet."""
    return next((each for each in of(db, pair) if each.outcome is Outcome.BOOKED), None)


def has_next(db: orm.Session, pair: Pair, now: datetime) -> bool:
    """Tell whether the two have a date to come."""
    return any(each.outcome is Outcome.BOOKED and each.at > now for each in of(db, pair))


def held_on(db: orm.Session, pair: Pair, on: date, by: Person) -> Session | None:
    """Return the session that a log for this day by this person is about, if it was noted before."""
    return next((each for each in of(db, pair) if each.outcome is Outcome.HELD and is_same(each, on, by)), None)


def note(db: orm.Session, session: Session, author: Person, text: str, *, shared: bool, now: datetime) -> bool:
    """Keep a takeaway: one per session and author, the newest words count. Tell whether it is to be handed on."""
    kept = own_note(db, session, author)
    is_news = shared and not (kept and kept.shared and kept.text == text)
    if kept is None:
        kept = Note(
            workspace=session.workspace, session=session, author=author, text=text, shared=shared, written_at=now
        )
        db.add(kept)
    elif (kept.text, kept.shared) != (text, shared):
        kept.text, kept.shared, kept.written_at = text, shared, now
    kept.shares += is_news
    db.flush()
    return is_news


def own_note(db: orm.Session, session: Session, author: Person) -> Note | None:
    """Return what one of the two took from a session."""
    return db.scalar(sa.select(Note).where(notes.c.session_id == session.id, notes.c.author_id == author.id))


def readable(db: orm.Session, several: Sequence[Session], reader: Person) -> Mapping[int, Sequence[Note]]:
    """Return what this person may read of these sessions, their own takeaways first, by the session's number."""
    may_read = sa.and_(sa.or_(notes.c.author_id == reader.id, notes.c.shared), notes.c.text != "")
    query = sa.select(Note).where(notes.c.session_id.in_([session.id for session in several]), may_read)
    found: dict[int, list[Note]] = {session.id: [] for session in several}
    for note in db.scalars(query.options(joined(Note, "session"), joined(Note, "author")).order_by(notes.c.id)):
        found[note.session.id].append(note)
    return {number: sorted(theirs, key=lambda note: note.author is not reader) for number, theirs in found.items()}


def past(db: orm.Session, pair: Pair, most: int) -> Sequence[Session]:
    """Return the newest sessions of a pair whose outcome is known, newest first."""
    known = (sessions.c.pair_id == pair.id, sessions.c.outcome.in_([Outcome.HELD, Outcome.MISSED]))
    query = sa.select(Session).where(*known).options(*IN_PAIR).order_by(sessions.c.at.desc(), sessions.c.id.desc())
    return db.scalars(query.limit(most)).all()


def last_notes(db: orm.Session, pair: Pair, reader: Person, limit: int = 3) -> Sequence[Note]:
    """Return the newest takeaways this person may read: their own, and what the other shared."""
    readable = sa.and_(sa.or_(notes.c.author_id == reader.id, notes.c.shared), notes.c.text != "")
    query = sa.select(Note).join(sessions, sessions.c.id == notes.c.session_id)
    query = query.where(sessions.c.pair_id == pair.id, readable)
    query = query.options(
        joined(Note, "author"),
        joined(Note, "session"),
    )
    return db.scalars(query.order_by(notes.c.written_at.desc()).limit(limit)).all()


def last_own_notes(db: orm.Session, pair: Pair, author: Person, limit: int) -> Sequence[Note]:
    """Return what this person wrote down last, the newest session first."""
    query = sa.select(Note).join(sessions, sessions.c.id == notes.c.session_id)
    query = query.where(sessions.c.pair_id == pair.id, notes.c.author_id == author.id, notes.c.text != "")
    whole = (joined(Note, "author"), joined(Note, "session", "by"))
    return db.scalars(query.options(*whole).order_by(sessions.c.at.desc()).limit(limit)).all()


def actions_done_since(db: orm.Session, owner: Person, since: datetime) -> Sequence[Action]:
    """Return what somebody did lately, the newest first."""
    mine = sa.select(Action).where(actions.c.owner_id == owner.id, actions.c.done_at >= since)
    return db.scalars(mine.options(*WHOLE).order_by(actions.c.done_at.desc())).all()


def open_actions(db: orm.Session, owner: Person) -> Sequence[Action]:
    """Return what this person said they would do and hasn't done or dropped."""
    mine = sa.select(Action).where(
        actions.c.owner_id == owner.id, actions.c.done_at.is_(None), actions.c.dropped_at.is_(None)
    )
    return db.scalars(mine.options(joined(Action, "pair"), joined(Action, "owner")).order_by(actions.c.id)).all()


def action(db: orm.Session, action_id: int) -> Action | None:
    """Return an action with its owner."""
    return db.scalar(sa.select(Action).where(actions.c.id == action_id).options(*WHOLE))


def agenda(db: orm.Session, pair: Pair, author: Person) -> Agenda | None:
    """Return the newest agenda this person wrote for the pair."""
    mine = sa.select(Agenda).where(agendas.c.pair_id == pair.id, agendas.c.author_id == author.id)
    return db.scalar(mine.order_by(agendas.c.written_at.desc(), agendas.c.id.desc()).limit(1))


def shared_agenda(db: orm.Session, pair: Pair, *, but_the_newest: bool = False) -> Agenda | None:
    """Return the newest agenda that the mentee of a pair shared with the mentor, or the one before it."""
    shared = sa.select(Agenda).where(
        agendas.c.pair_id == pair.id, agendas.c.author_id == pair.mentee.id, agendas.c.shared_at.is_not(None)
    )
    newest_first = shared.order_by(agendas.c.shared_at.desc(), agendas.c.id.desc())
    return db.scalar(newest_first.limit(1).offset(int(but_the_newest)))


def booked_of(db: orm.Session, several: Sequence[Pair]) -> Mapping[int, Session | None]:
    """Return the session to come (or just past) of each of these pairs."""
    if not several:
        return {}
    query = sa.select(Session).where(
        sessions.c.pair_id.in_([pair.id for pair in several]), sessions.c.outcome == Outcome.BOOKED
    )
    planned = db.scalars(query.options(joined(Session, "pair")).order_by(sessions.c.at.desc()))
    return {session.pair.id: session for session in planned}


def plans_of(db: orm.Session, pair_ids: Collection[int]) -> Mapping[int, Sequence[Session]]:
    """Return the sessions of each of these pairs that aren't known to have taken place, to come or past."""
    query = sa.select(sessions.c.pair_id, Session).where(sessions.c.pair_id.in_(pair_ids))
    planned: dict[int, list[Session]] = defaultdict(list)
    for pair_id, session in db.execute(query.where(sessions.c.outcome.in_(NOT_HELD))):
        planned[pair_id].append(session)
    return planned
