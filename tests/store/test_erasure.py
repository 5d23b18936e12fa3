"""Being forgotten: nothing of a person is left in any table, whatever tables there are; others keep what is theirs."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.customs import Customs
from bot.mentoring.hours import NO_HOLIDAYS, OPENS
from bot.mentoring.letters import LetterState
from bot.mentoring.people import Person, Standing
from bot.store import belongings, erasure, people, retention
from bot.store.columns import Clock, Days, Holidays, Moment, Moments, OfProgram, OneOf, Payload, Several
from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.tables.asks import asks
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people as rows
from bot.store.tables.searches import searches
from bot.store.tables.sessions import agendas, notes, updates
from tests.examples import MONDAY, TEAM, ada, mei

NAME = "Adalbertina"
FIRST, SECOND = 1, 2
A_YEAR = timedelta(days=366)


def walled() -> Iterator[sa.Table]:
    return (table for table in metadata.sorted_tables if "workspace" in table.c)


USUAL: tuple[tuple[type[Any], object], ...] = (
    (Moment, MONDAY),
    (Several, ("UADA",)),
    (Payload, {"who": "UADA", "said": f"{NAME} <@UADA> said"}),
    (Clock, OPENS),
    (Days, timedelta(days=7)),
    (OfProgram, Customs()),
    (Holidays, NO_HOLIDAYS),
    (Moments, (MONDAY,)),
    (sa.Boolean, False),
    (sa.Date, date(2026, 3, 2)),
    (sa.Integer, FIRST),
    (sa.Text, f"words of {NAME}, <@UADA>, not of UADAM"),
    (sa.String, "UADA"),
)


def value_of(column: sa.Column[Any]) -> object:
    """Make a value of a column's type that names the person wherever it can."""
    if isinstance(column.type, OneOf):
        names: type[StrEnum] = column.type.names
        return next(iter(names))
    return next(value for kind, value in USUAL if isinstance(column.type, kind))


def fill(db: orm.Session) -> None:
    """Put a row about the two into every table."""
    db.add_all([ada(name=NAME), mei()])
    db.flush()
    for table in walled():
        if table is rows:
            continue
        row = {column.key: value_of(column) for column in table.c} | {"workspace": TEAM}
        row |= {name: number for name, number in (("mentor_id", SECOND), ("mentee_id", FIRST)) if name in table.c}
        row |= (
            {"to": "UMEI", "state": LetterState.SENT, "key": "left:UADA", "edits": None, "trouble": ""}
            if table is letters
            else {}
        )
        db.execute(sa.insert(table).values(row))


def everything(db: orm.Session) -> str:
    """Read every column of every table as it is kept."""
    told = []
    for table in walled():
        columns = [sa.type_coerce(column, sa.Text) for column in erasure.wordy(table)]
        if columns:
            told += [f"{table.name}: {tuple(row)}" for row in db.execute(sa.select(*columns))]
    return "\n".join(told)


def test_every_table_says_what_becomes_of_its_rows() -> None:
    fates = [erasure.GOES, erasure.STAYS, erasure.NOBODYS]

    assert sorted(name for fate in fates for name in fate) == sorted(metadata.tables)


def test_nothing_of_a_person_is_left_anywhere(database: Database) -> None:
    with database.begin(TEAM) as db:
        fill(db)
        assert everything(db).count("UADA") > len(metadata.tables)
    with database.begin(TEAM) as db:
        person = people.known(db, "UADA")
        assert person
        stand_in = erasure.erase(db, person)
    with database.begin(TEAM) as db:
        left = everything(db)
        for table in walled():
            if table.name in erasure.GOES:
                count = sa.select(sa.func.count()).select_from(table)
                assert db.scalar(count.where(table.c.workspace == TEAM)) == 0, table.name
        tombstone = db.scalars(sa.select(Person).where(rows.c.id == FIRST)).one()
        other = people.known(db, "UMEI")

    assert "UADA" not in left.replace("UADAM", "")
    assert (tombstone.slack_id, tombstone.name, tombstone.standing) == (stand_in, erasure.FORMER, Standing.GONE)
    assert (tombstone.topics, tombstone.wants, tombstone.joined_at) == ((), (), None)
    assert other
    for own in ("people", "asks", "pairs", "letters"):
        assert not [line for line in left.splitlines() if line.startswith(own) and NAME in line]


def test_another_workspace_keeps_its_person_of_the_same_id(database: Database) -> None:
    with database.everywhere() as db:
        db.add_all([ada(), ada(workspace="T2", name=NAME)])
    with database.begin(TEAM) as db:
        person = people.known(db, "UADA")
        assert person
        erasure.erase(db, person)
    with database.begin("T2") as db:
        there = people.known(db, "UADA")
    assert there
    assert there.name == NAME


def test_a_copy_holds_what_is_theirs_and_nothing_that_is_anothers_alone(database: Database) -> None:
    with database.begin(TEAM) as db:
        fill(db)
        db.execute(sa.update(notes).values(author_id=SECOND, text="Mei's private takeaway"))
        db.execute(sa.update(letters).values({letters.c.to: "UADA", letters.c.text: "What I told you"}))
    with database.look(TEAM) as db:
        person = people.known(db, "UADA")
        assert person
        kept = belongings.of(db, person, MONDAY)
        told = belongings.as_json(kept)

    assert kept["people"][0]["name"] == NAME
    assert kept["pairs"][0]["mentor_id"] == "UMEI"
    assert {"goals", "answers", "searches", "contacts", "blocks", "asks", "sessions"} <= set(kept)
    assert "What I told you" in told
    assert "private takeaway" not in told
    assert not {"prices", "match_pairs", "catalogue_entries"} & set(kept)


@pytest.mark.parametrize("age", [timedelta(days=1), A_YEAR])
def test_what_the_two_wrote_goes_a_year_after_their_pair(database: Database, age: timedelta) -> None:
    with database.begin(TEAM) as db:
        fill(db)
        db.execute(sa.update(pairs).values(ended_at=MONDAY - age))
        db.execute(sa.update(asks).values(answered_at=MONDAY - age))
        db.execute(sa.update(searches).values(saved_at=None, at=MONDAY - age))
    with database.everywhere() as db:
        touched = retention.forget(db, MONDAY)
        left = [db.scalar(sa.select(sa.func.count()).select_from(each)) for each in (notes, agendas, updates, searches)]
        why = db.scalar(sa.select(asks.c.why))

    assert (touched > 0) is (age == A_YEAR)
    assert left == ([0] * 4 if age == A_YEAR else [1] * 4)
    assert (why == "") is (age == A_YEAR)
