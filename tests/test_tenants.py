"""Two tenants: whatever somebody in one workspace does, with whatever ids, the other isn't touched."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from slack_bolt import BoltRequest

import handlers
from bot.app import Bot
from bot.mentoring.asks import AskState
from bot.mentoring.hours import NoHolidays
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.store import letters
from bot.store.columns import Clock as WallTime
from bot.store.columns import Days, Holidays, Moment, Moments, OneOf, Payload, Several
from bot.store.database import Database
from bot.store.installations import Installation, keep
from bot.store.purge import tables
from bot.vault import Vault
from tests.architecture.sources import sources
from tests.databases import quickened
from tests.examples import MONDAY, ada, letter, mei, pair
from tests.fakes import Clock
from tests.places import AT_ANY_PACE
from tests.slacks import KEY, SCOPES, Slacks, settings_for_many, slacks

pytestmark = pytest.mark.long_story

THEIRS, MINE = "T1", "T2"
SECRET = "only-for-the-first-workspace"
AT_ONCE = 4
"""So many people act at the same time: Bolt looks for an acknowledgement every ten milliseconds only."""
IDS = ("1", "1:2026-03-03", "1:1", "UMEI", json.dumps({"id": 1, "pair": 1, "ask": 1}))
FIELD = re.compile(r'\.(?:text|choice|choices|person|people|channel|day|clock)\(\s*"([a-z_]+)"')
SETTLED = {
    ("letters", "state"): LetterState.SENT,
    ("letters", "channel"): "D1",
    ("letters", "ts"): "1.0",
    ("asks", "state"): AskState.ACCEPTED,
}


class Names:
    """A desk that only remembers what is listened to."""

    def __init__(self) -> None:
        kinds = ("command", "action", "options", "view", "shortcut", "event")
        self.heard: dict[str, list[str]] = {kind: [] for kind in kinds}
        for module in handlers.every():
            module.register(self)

    def __getattr__(self, kind: str) -> Any:  # noqa: ANN401 - whatever a desk can
        def remember(*names: str) -> Any:  # noqa: ANN401 - as above
            self.heard[kind] += names
            return lambda listener: listener

        return remember

    def otherwise(self, listener: object) -> None:
        """Hear everything else."""


def fill(db: Database, workspace: str) -> None:
    """Keep one row of everything, with a secret wherever there is room for words; its numbers are all 1."""
    with db.everywhere() as tx:
        for table in reversed(list(tables())):
            for number in (1, 2) if table.name == "people" else (1,):
                row = {str(column.key): value(column, number) for column in table.c if column.name != "id"}
                row |= {"workspace": workspace}
                if table.name == "people":
                    row |= {"slack_id": ("UMEI", "UADA")[number - 1], "joined_at": MONDAY}
                if {"mentor_id", "mentee_id"} <= row.keys():
                    row |= {"mentee_id": 2}
                tx.execute(sa.insert(table).values(row))


def value(column: sa.Column[Any], number: int) -> Any:  # noqa: ANN401 - of any column's kind
    """Make a value for a column by its kind alone, so that tables that come later are filled, too."""
    kind = column.type
    if (column.table.name, column.name) in SETTLED:
        return SETTLED[column.table.name, column.name]
    if column.nullable and not isinstance(kind, sa.Text):
        return None
    by_kind: list[tuple[type, Any]] = [
        (OneOf, lambda: next(iter(kind.names))),  # type: ignore[attr-defined]  # matched by its kind
        (Moment, lambda: MONDAY),
        (Days, lambda: timedelta(days=14)),
        (WallTime, lambda: time(10)),
        (Several, tuple),
        (Moments, tuple),
        (Holidays, NoHolidays),
        (Payload, list),
        (sa.Boolean, lambda: False),
        (sa.Date, MONDAY.date),
        (sa.Integer, lambda: number if column.name.endswith("id") else 1),
        (sa.Text, lambda: SECRET),
        (sa.String, lambda: SECRET[: kind.length] if kind.length != 24 else "UMEI"),  # type: ignore[attr-defined]  # matched by its kind
    ]
    return next(make for each, make in by_kind if isinstance(kind, each))()


def everything_of(database: Database, workspace: str) -> Mapping[str, list[Any]]:
    with database.survey() as db:
        return {
            table.name: [tuple(row) for row in db.execute(sa.select(table).where(table.c.workspace == workspace))]
            for table in tables()
        }


@pytest.fixture
def place() -> Iterator[Slacks]:
    with slacks() as place:
        place.teams = {"xoxb-first": THEIRS, "xoxb-second": MINE}
        yield place


@pytest.fixture
def bot(place: Slacks, database_url: str) -> Iterator[Bot]:
    """Have everything in the first workspace, and in the second two people who may do everything there."""
    with closing(Database(database_url)) as database:
        for workspace, token in ((THEIRS, "xoxb-first"), (MINE, "xoxb-second")):
            with database.begin(workspace) as db:
                shut = Vault([KEY]).shut(token)
                keep(
                    db,
                    Installation(workspace=workspace, token=shut, scopes=tuple(SCOPES.split(",")), installed_at=MONDAY),
                )
        fill(database, THEIRS)
        with database.begin(MINE) as db:
            everybody = [
                replace(each(workspace=MINE), is_lead=True, is_admin=True, seen_at=MONDAY) for each in (mei, ada)
            ]
            db.add(pair(mentor=everybody[0], mentee=everybody[1], workspace=MINE))
    bot = Bot(settings_for_many(place, database_url), Clock(), pace=AT_ANY_PACE)
    quickened(bot.database)
    bot.prepare()
    yield bot
    bot.stop()


NUMBERS = count(1)


def whatever(identifier: str) -> dict[str, Any]:
    """Fill a field or press a button with somebody else's id, of whichever kind it is."""
    option = {"value": identifier, "text": {"type": "plain_text", "text": "x"}}
    return {
        "value": identifier,
        "selected_option": option,
        "selected_options": [option],
        "selected_user": "UMEI",
        "selected_users": ["UMEI"],
        "selected_conversation": "D1",
        "selected_date": "2026-03-03",
        "selected_time": "10:00",
        "block_id": f"row-{identifier}"[:255],
    }


def ids(place: int, *, has_a_third_wall: bool) -> Sequence[str]:
    """Choose ids for what is listened to in this place: all kinds, or where a third wall stands two in turn."""
    return (IDS[0], IDS[1 + place % (len(IDS) - 1)]) if has_a_third_wall else IDS


def acts(*, has_a_third_wall: bool) -> Iterator[dict[str, Any]]:
    """Make every act there is, as somebody of the second workspace, with ids of the first."""
    heard = Names().heard
    fields = sorted({name for source in sources("handlers") for name in FIELD.findall(source.text)})
    who = {"team": {"id": MINE}, "user": {"id": "UADA", "team_id": MINE}, "api_app_id": "A1", "token": "x"}
    for name in heard["command"]:
        for rest in ("", "1", "<@UMEI|mei>", SECRET[:8]):
            command = {"command": "/mentor", "text": f"{name} {rest}".strip(), "team_id": MINE, "user_id": "UADA"}
            yield command | {"channel_id": "C1"}
    for name in heard["shortcut"]:
        yield who | {"type": "shortcut", "callback_id": name}
    for place, name in enumerate(heard["action"]):
        for identifier in ids(place, has_a_third_wall=has_a_third_wall):
            container = {"type": "message", "channel_id": "D1", "message_ts": "1.0"}
            pressed = whatever(identifier) | {"type": "button", "action_id": name, "action_ts": "1"}
            yield who | {
                "type": "block_actions",
                "container": container,
                "actions": [pressed],
                "message": {"blocks": []},
            }
    for name in heard["options"]:
        for typed in (SECRET[:8], "a", ""):
            asked = {"type": "block_suggestion", "action_id": name, "block_id": "1", "value": typed}
            yield who | asked | {"view": {"id": "V1", "type": "modal", "callback_id": "x", "private_metadata": "1"}}
    for place, name in enumerate(heard["view"]):
        for identifier in ids(place, has_a_third_wall=has_a_third_wall):
            state = {field: {field: whatever(identifier)} for field in fields}
            view = {"id": f"V{next(NUMBERS)}", "type": "modal", "callback_id": name, "hash": "h", "blocks": []}
            yield who | {
                "type": "view_submission",
                "view": view | {"private_metadata": identifier, "state": {"values": state}},
            }


def test_nothing_of_another_workspace_is_read_or_changed_by_anything_people_do(
    bot: Bot, place: Slacks, database_kind: str
) -> None:
    before = everything_of(bot.database, THEIRS)
    assert all(before.values()), [name for name, rows in before.items() if not rows]

    def done(act: dict[str, Any]) -> str:
        urls = {"trigger_id": f"t{next(NUMBERS)}", "response_url": f"{place.url}/response/{MINE}"}
        return str(bot.bolt.dispatch(BoltRequest(mode="socket_mode", body=act | urls)).body)

    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = list(people.map(done, acts(has_a_third_wall=database_kind == "postgresql")))
    bot.listeners.shutdown(wait=True)

    assert everything_of(bot.database, THEIRS) == before
    assert len(place.to(MINE)) > len(answers) / 2
    assert place.to(THEIRS) == []
    told = json.dumps([each.arguments for each in place.to(MINE)]) + " ".join(answers)
    assert SECRET not in told.replace(SECRET[:8] + '"', "")


def test_no_job_that_works_for_one_workspace_touches_the_other(bot: Bot, place: Slacks) -> None:
    with bot.database.begin(MINE) as db:
        letters.write(db, letter(workspace=MINE, class_=Class.TRANSACTIONAL))
    before = everything_of(bot.database, THEIRS)

    bot.open()
    for name, job in bot.jobs._asdict().items():
        job()
        assert everything_of(bot.database, THEIRS) == before, name

    assert [each.arguments["text"] for each in place.to(MINE, "chat.postMessage")] == [letter().text]
    assert place.to(THEIRS) == []
