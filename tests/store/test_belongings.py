"""The copy that somebody gets of everything kept about them: theirs, what both know, and no secret of the other one."""

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import AskState, Reason
from bot.mentoring.customs import Customs
from bot.mentoring.hours import NO_HOLIDAYS, OPENS
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.store import belongings, people
from bot.store.columns import Clock, Days, Holidays, Moment, Moments, OfProgram, OneOf, Payload, Several
from bot.store.database import Database
from bot.store.erasure import referring
from bot.store.schema import metadata
from bot.store.tables.asks import asks
from bot.store.tables.chats import chats
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs, turns
from bot.store.tables.people import people as rows
from tests.examples import MONDAY, TEAM, ada, mei

ADA, MEI = 1, 2
SECRET = "Mei's"
WHO = {"by", "whom", "slack_id", "to", "wished_by", "paused_by"}
USUAL: tuple[tuple[type[Any], object], ...] = (
    (Moment, MONDAY),
    (Several, (SECRET,)),
    (Payload, {"said": SECRET}),
    (Clock, OPENS),
    (Days, timedelta(days=7)),
    (OfProgram, Customs()),
    (Holidays, NO_HOLIDAYS),
    (Moments, (MONDAY,)),
    (sa.Boolean, True),
    (sa.Date, date(2026, 3, 2)),
    (sa.Integer, 1),
    (sa.String, SECRET),
)
AS_BOTH_KNOW = {("pairs", "purpose"), ("agreements", "terms")}
AS_MENTEE = {
    *(("asks", name) for name in ("why", "want", "preset", "times", "mode", "thanks", "reply", "suggested")),
    ("match_choices", "reasons"),
}
"""What a mentee wrote in a request of their own, and was answered or named."""


def value_of(column: sa.Column[Any]) -> object:
    """Make a value that is Mei's, whatever it is."""
    if column.name in WHO:
        return "UMEI"
    if isinstance(column.type, OneOf):
        names: type[StrEnum] = column.type.names
        return next(iter(names))
    return next(value for kind, value in USUAL if isinstance(column.type, kind))


def mei_fills_everything(db: orm.Session, adas_side: str) -> None:
    """Put a row of Mei's into every table; where there are two, Ada is on one side of it."""
    db.add_all([ada(), mei()])
    db.flush()
    for table in metadata.sorted_tables:
        if table is rows:
            continue
        row = {column.key: value_of(column) for column in table.c}
        row |= {column.name: MEI for column in referring(table)} | (
            {"workspace": TEAM} if "workspace" in table.c else {}
        )
        row |= {adas_side: ADA} if adas_side in table.c else {}
        row |= {"sent_at": None} if table is asks else {}
        row |= {"to": "UADA", "state": LetterState.DUE} if table is letters else {}
        row |= {"lifecycle": Lifecycle.HOLD, "before_hold": Lifecycle.ACTIVE} if table is pairs else {}
        row |= {"was": Lifecycle.ACTIVE, "became": Lifecycle.HOLD} if table is turns else {}
        db.execute(sa.insert(table).values(row))


def copy_of(database: Database, slack_id: str = "UADA") -> dict[str, Any]:
    with database.look(TEAM) as db:
        person = people.known(db, slack_id)
        assert person
        return belongings.of(db, person, MONDAY)


def test_of_every_table_it_is_decided_whose_it_is() -> None:
    decided = Counter(
        [*belongings.BY_NUMBER, *belongings.BY_SLACK_ID, *belongings.SHARED, *belongings.WITHHELD],
    )

    assert decided == Counter(metadata.tables.keys())


@pytest.mark.parametrize(("side", "own"), [("mentor_id", frozenset()), ("mentee_id", AS_MENTEE)])
def test_nothing_that_is_meis_alone_is_in_the_copy_that_ada_gets(
    database: Database, side: str, own: frozenset[tuple[str, str]]
) -> None:
    with database.begin(TEAM) as db:
        mei_fills_everything(db, side)

    kept = copy_of(database)
    told = {
        (table, name) for table, several in kept.items() for row in several for name in row if SECRET in str(row[name])
    }
    answer = "again_mentor" if side == "mentor_id" else "again_mentee"

    assert told == AS_BOTH_KNOW | own
    assert not {"messages_to_you", "concerns", "picks", "notes", "answers", "goals", "blocks"} & set(kept)
    assert not {"hold"} & {str(value) for row in kept["pairs"] + kept["turns"] for value in row.values()}
    assert [{name for name in row if name.startswith("again")} for row in kept["chats"]] == [{answer}]
    assert not {"wished_rhythm", "wished_by", "paused_by"} & set(kept["pairs"][0])
    assert ("asks" in kept) is (side == "mentee_id")


def test_a_request_that_reached_ada_is_in_her_copy_with_the_reason_she_gave(database: Database) -> None:
    with database.begin(TEAM) as db:
        mei_fills_everything(db, "mentor_id")
        db.execute(sa.update(asks).values(state=AskState.DECLINED, sent_at=MONDAY, reason=Reason.NO_ROOM))
        db.execute(sa.update(letters).values(state=LetterState.SENT))

    (hers,), (meis,) = copy_of(database)["asks"], copy_of(database, "UMEI")["asks"]

    assert (hers["why"], hers["reason"]) == (SECRET, "no_room")
    assert "reason" not in meis
    assert copy_of(database)["messages_to_you"][0]["text"] == SECRET


def test_why_somebody_ended_a_pair_is_in_their_own_copy_alone(database: Database) -> None:
    with database.begin(TEAM) as db:
        mei_fills_everything(db, "mentor_id")
        db.execute(sa.update(pairs).values(lifecycle=Lifecycle.ENDED_LEFT))
        ended = {"was": Lifecycle.ACTIVE, "became": Lifecycle.ENDED_NO_FAULT, "cause": "end:fit"}
        db.execute(sa.update(turns).values(ended))

    (hers,), (meis,) = copy_of(database)["turns"], copy_of(database, "UMEI")["turns"]

    assert hers == {"pair_id": 1, "at": MONDAY.isoformat(), "was": "active", "became": "ended"}
    assert (meis["by"], meis["cause"]) == ("UMEI", "end:fit")
    assert copy_of(database)["pairs"][0]["lifecycle"] == "ended"


def test_what_turned_twice_in_a_moment_turned_once_and_a_pause_that_becomes_a_hold_didnt_turn(
    database: Database,
) -> None:
    with database.begin(TEAM) as db:
        mei_fills_everything(db, "mentor_id")
        db.execute(sa.delete(turns))
        steps = [
            (0, Lifecycle.DORMANT, Lifecycle.ACTIVE),
            (0, Lifecycle.ACTIVE, Lifecycle.PAUSED),
            (1, Lifecycle.PAUSED, Lifecycle.HOLD),
        ]
        for days, was, became in steps:
            at = MONDAY + timedelta(days=days)
            row = {"workspace": TEAM, "pair_id": 1, "at": at, "was": was, "became": became, "by": "UMEI", "cause": ""}
            db.execute(sa.insert(turns).values(row))

    assert [(each["was"], each["became"]) for each in copy_of(database)["turns"]] == [("dormant", "paused")]


def test_a_wish_for_another_rhythm_and_a_yes_after_a_chat_are_in_the_copy_of_whoever_said_them(
    database: Database,
) -> None:
    with database.begin(TEAM) as db:
        mei_fills_everything(db, "mentor_id")
        db.execute(sa.update(chats).values(again_mentee=False))

    kept = copy_of(database, "UMEI")

    assert kept["pairs"][0]["wished_rhythm"] == "7 days"
    assert kept["chats"][0]["again_mentee"] is False
