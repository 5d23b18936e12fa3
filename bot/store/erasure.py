"""Erasure: taking a person out of every table. What also belongs to somebody else stays, with a former member in it.

Every table says below what becomes of its rows; a test fails for one that doesn't. Whatever the rows were, the person's
Slack id is looked for in every column of every table at the end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import REQUEST
from bot.mentoring.letters import LetterState
from bot.mentoring.people import Person, Standing
from bot.store import company
from bot.store.columns import Moment
from bot.store.schema import metadata
from bot.store.tables.asks import asks
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people
from bot.store.tables.sessions import actions, updates

FORMER = "former member"
"""What somebody is called whom nobody knows any more."""
AT_ONCE = 20
GOES = frozenset(
    {
        *("actions", "agendas", "agreement_drafts", "answers", "blocks", "catalogue_entries", "contacts"),
        *("encounters", "enrolments", "gives", "goals", "knocks", "match_choices", "match_pairs"),
        *("match_verdicts", "notes", "picks", "prices", "program_roles", "searches", "times", "updates"),
    }
)
"""Whose rows go with the person: what they wrote, chose, looked for and were counted as."""
STAYS = frozenset(
    {
        *("agreements", "announcements", "asks", "audits", "brakes", "chats", "concerns", "installations", "letters"),
        *("match_runs", "pairs", "people", "programs", "sessions", "turns"),
    }
)
"""Whose rows stay without the person in them, because they are somebody else's too."""
NOBODYS = frozenset({"calendars", "catalogues", "inbox", "oauth_states", "pauses", "rates", "switches", "verdicts"})
"""In which nobody is."""
TYPED_IN_ASKS = ("why", "want", "times", "thanks", "reply")


def due(db: orm.Session, now: datetime) -> Sequence[Person]:
    """Return people whose time to think it over has passed."""
    return db.scalars(_due(), {"now": now}).all()


@cache
def _due() -> sa.Select[Person]:
    """Write a question down once: it is asked at every look, and mostly in vain."""
    over = (sa.text("people.erase_at IS NOT NULL"), people.c.erase_at <= sa.bindparam("now", type_=Moment))
    return sa.select(Person).where(*over).order_by(people.c.erase_at).limit(AT_ONCE)


def erase(db: orm.Session, person: Person) -> str:
    """Take a person out of every table, in this transaction; return what stands for them from now on."""
    number, slack_id, name, stand_in = person.id, person.slack_id, person.name, f"X{person.id}"
    _silence(db, number, slack_id, name)
    _loosen(db, number)
    for table in reversed(metadata.sorted_tables):
        if table.name in GOES and (where := _of(table, number, slack_id)) is not None:
            db.execute(sa.delete(table).where(where))
    db.execute(sa.update(asks).where(_either(asks, number)).values(dict.fromkeys(TYPED_IN_ASKS, "")))
    db.execute(sa.update(pairs).where(_either(pairs, number)).values(purpose=""))
    db.flush()
    nobody = Person(workspace=person.workspace, slack_id=stand_in, name=FORMER, standing=Standing.GONE)
    blank = {each.name: getattr(nobody, each.name) for each in fields(Person) if each.name not in {"id", "erase_at"}}
    db.execute(sa.update(people).where(people.c.id == number).values(blank | {"erase_at": None}))
    for table in metadata.sorted_tables:
        if "workspace" in table.c:
            _replace(db, table, slack_id, stand_in)
    db.expire(person)
    return stand_in


def requests_of(db: orm.Session, person: Person) -> Sequence[str]:
    """Return the keys of what brought their requests to mentors, where their name stands beside the answer."""
    theirs = sa.select(asks.c.id).where(asks.c.mentee_id == person.id)
    brought = (letters.c.kind == REQUEST, letters.c.ask_id.in_(theirs), letters.c.edits.is_(None))
    return db.scalars(sa.select(letters.c.key).where(*brought)).all()


def _silence(db: orm.Session, number: int, slack_id: str, name: str) -> None:
    """Take back what waits to be said to them or about them, and empty the words of what was said."""
    about = sa.or_(
        letters.c.pair_id.in_(sa.select(pairs.c.id).where(_either(pairs, number))),
        letters.c.ask_id.in_(sa.select(asks.c.id).where(_either(asks, number))),
        *(
            sa.type_coerce(column, sa.Text).contains(word, autoescape=True)
            for column in (letters.c.text, letters.c.blocks)
            for word in (slack_id, name)
        ),
    )
    theirs = sa.or_(letters.c.to == slack_id, sa.type_coerce(letters.c.with_, sa.Text).contains(f'"{slack_id}"'))
    waiting = letters.c.state.in_([LetterState.DUE, LetterState.UNSURE])
    taken_back = sa.update(letters).where(sa.or_(about, theirs), waiting)
    taken_back = taken_back.values(state=LetterState.CANCELLED, trouble="a person was erased")
    company.disband(db, db.scalars(taken_back.returning(letters.c.id)).all())
    db.execute(sa.update(letters).where(sa.or_(about, theirs)).values(text="", blocks=[]))


def _loosen(db: orm.Session, number: int) -> None:
    """Let go of what is theirs, where somebody else's words refer to it."""
    mine = sa.select(actions.c.id).where(actions.c.owner_id == number)
    db.execute(sa.update(updates).where(updates.c.action_id.in_(mine)).values(action_id=None))


def _of(table: sa.Table, number: int, slack_id: str) -> sa.ColumnElement[bool] | None:
    """Say which rows of a table are a person's: those that refer to them, or name them in a key."""
    found = [column == number for column in referring(table)]
    found += [column == slack_id for column in table.primary_key if column.name in {"by", "whom", "slack_id"}]
    return sa.or_(*found) if found else None


def referring(table: sa.Table) -> Iterator[sa.Column[int]]:
    """Find the columns that refer to people."""
    for constraint in table.foreign_key_constraints:
        for key in constraint.elements:
            if key.column.table is people and key.column.name == "id":
                yield key.parent


def _either(table: sa.Table, number: int) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.mentor_id == number, table.c.mentee_id == number)


def wordy(table: sa.Table) -> Iterator[sa.Column[str]]:
    """Find the columns in which an id may stand, alone or among other words."""
    for column in table.c:
        kind = column.type.impl_instance if isinstance(column.type, sa.types.TypeDecorator) else column.type
        if isinstance(kind, sa.String) and column.name != "workspace":
            yield column


def _replace(db: orm.Session, table: sa.Table, slack_id: str, stand_in: str) -> None:
    """Put the stand-in wherever the id stands as a word of its own: another id may begin with it."""
    word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(slack_id)}(?![A-Za-z0-9])")
    keys = tuple(table.primary_key)
    for column in wordy(table):
        raw = sa.type_coerce(column, sa.Text)
        for *key, text in db.execute(sa.select(*keys, raw).where(raw.contains(slack_id, autoescape=True))).all():
            changed = word.sub(stand_in, str(text))
            if changed != text:
                this = sa.and_(*(one == value for one, value in zip(keys, key, strict=True)))
                db.execute(sa.update(table).where(this).values({column: sa.literal(changed, sa.Text)}))
