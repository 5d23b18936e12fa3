"""Belongings: everything that is kept about one person, to be handed to them. Nothing of what is another's alone."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.almanac import PublicHolidays
from bot.mentoring.people import Person
from bot.store.erasure import referring
from bot.store.schema import metadata
from bot.store.tables.agreements import agreements
from bot.store.tables.asks import asks
from bot.store.tables.brakes import brakes
from bot.store.tables.chats import chats
from bot.store.tables.concerns import concerns
from bot.store.tables.letters import announcements, letters
from bot.store.tables.pairs import pairs, picks, turns
from bot.store.tables.people import blocks, people
from bot.store.tables.programs import audits, match_choices, program_roles
from bot.store.tables.sessions import sessions

OTHERS = frozenset(
    {
        *("catalogue_entries", "match_choices", "match_pairs", "match_runs", "match_verdicts", "prices"),
        *("asks", "pairs", "sessions"),
    }
)
"""What refers to people but is worked out for others, or is read below by another way."""
LEFT_OUT = frozenset({"id", "workspace", "look_at", "lease", "lease_until"})
LETTER = ("kind", "text", "due_at", "state", "sent_at", "acknowledged_at")


def of(db: orm.Session, person: Person) -> dict[str, Any]:
    """Return everything kept about a person, by the name of what it is."""
    number, slack_id = person.id, person.slack_id
    mine = sa.select(pairs.c.id).where(sa.or_(pairs.c.mentor_id == number, pairs.c.mentee_id == number))
    asked = sa.or_(asks.c.mentor_id == number, asks.c.mentee_id == number)
    which: dict[sa.Table, sa.ColumnElement[bool]] = {
        table: sa.or_(*(column == number for column in referring(table)))
        for table in metadata.sorted_tables
        if table.name not in OTHERS and [*referring(table)]
    }
    which |= {
        people: people.c.id == number,
        pairs: pairs.c.id.in_(mine),
        sessions: sessions.c.pair_id.in_(mine),
        turns: turns.c.pair_id.in_(mine),
        agreements: agreements.c.pair_id.in_(mine),
        asks: asked,
        chats: chats.c.ask_id.in_(sa.select(asks.c.id).where(asked)),
        match_choices: match_choices.c.mentor_id == number,
        blocks: blocks.c.by == slack_id,
        picks: picks.c.by == slack_id,
        concerns: concerns.c.by == slack_id,
        announcements: announcements.c.by == slack_id,
        audits: audits.c.by == slack_id,
        brakes: brakes.c.by == slack_id,
        program_roles: program_roles.c.slack_id == slack_id,
    }
    names = _Names(db)
    kept = {table.name: _rows(db, table, where, names) for table, where in which.items()}
    said = sa.select(*(letters.c[name] for name in LETTER)).where(
        letters.c.workspace == person.workspace, letters.c.to == slack_id
    )
    kept["messages_to_you"] = [_plain(dict(row._mapping)) for row in db.execute(said.order_by(letters.c.id))]  # noqa: SLF001 - SQLAlchemy's own name for a row as a mapping
    return {name: rows for name, rows in sorted(kept.items()) if rows}


def as_json(kept: Mapping[str, Any]) -> str:
    """Write it down so that people and programs can read it."""
    return json.dumps(kept, ensure_ascii=False, indent=1, default=str) + "\n"


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


def _rows(db: orm.Session, table: sa.Table, where: sa.ColumnElement[bool], names: _Names) -> list[dict[str, Any]]:
    """Read rows, with people by their Slack ids instead of our numbers."""
    rows = db.execute(sa.select(table).where(where).order_by(*table.primary_key)).all()
    persons = [column.name for column in referring(table)]
    names.learn(row._mapping[name] for row in rows for name in persons if row._mapping[name] is not None)  # noqa: SLF001 - see above
    told = []
    for row in rows:
        given = dict(row._mapping)  # noqa: SLF001 - see above
        told.append(_plain(given | {name: names.of(given[name]) for name in persons}))
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
