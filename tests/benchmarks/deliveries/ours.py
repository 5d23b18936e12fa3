"""The bot itself, as it is run: with all its jobs, in as many processes as wanted, and somebody who asks meanwhile."""

import json
import logging
import sys
import threading
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from slack_bolt import BoltRequest

from bot import logs
from bot.app import Bot
from bot.mentoring.rates import FASTEST, Rate
from bot.settings import Settings
from bot.store.database import Database
from bot.store.installations import Installation
from bot.store.tables.installations import installations
from bot.store.tables.letters import letters
from bot.store.tables.people import people
from bot.store.tables.traffic import rates
from bot.vault import Vault
from tests.benchmarks.crowd import Row, as_owner, settle, write
from tests.benchmarks.deliveries.loads import Addressed, Load
from tests.examples import MONDAY, ada, letter
from tests.places import AT_ANY_PACE
from tests.slacks import CLIENT, PUBLIC, SCOPES, SECRET, SIGNING

ASKED_EVERY = 0.1
"""Seconds until somebody types the next command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How one process is to be set up, and in how many workspaces somebody asks meanwhile."""

    database_url: str
    slack_url: str
    key: str
    asks_in: int = 0


class Stopwatch:
    """A clock on which it is Monday at ten when all contestants begin."""

    started: float | None = None

    def __call__(self) -> datetime:
        """Tell the time."""
        passed = time.monotonic() - self.started if self.started else 0.0
        return MONDAY + timedelta(seconds=passed)


def fill(database: Database, load: Load, key: str) -> None:
    """Keep installations, readers and letters; every workspace has learned the pace that its Slack takes."""
    vault, scopes = Vault([key]), tuple(SCOPES.split(","))
    pace = asdict(Rate(per_minute=FASTEST, next_at=MONDAY, changed_at=MONDAY))
    somebody, words = template(people, ada(timezone="UTC", seen_at=MONDAY)), template(letters, letter(occasion=""))
    homes = (
        Installation(workspace=each, token=vault.shut(f"xoxb-{each}"), scopes=scopes, installed_at=MONDAY)
        for each in load.places
    )
    readers = sorted({(each.workspace, each.reader) for each in load.letters()})
    with as_owner(database) as connection:
        write(connection, installations, map(asdict, homes))
        write(connection, rates, (pace | {"workspace": each} for each in load.places))
        write(connection, people, (somebody | {"workspace": place, "slack_id": who} for place, who in readers))
        write(connection, letters, (words | _on_the_envelope(each) for each in load.letters()))
    settle(database)


def template(table: sa.Table, thing: object) -> Row:
    """Make the row that a thing would be, without its number."""
    return {name: getattr(thing, name) for name in table.c.keys() if hasattr(thing, name) and name != "id"}  # noqa: SIM118 - of columns, not of a dict


def _on_the_envelope(each: Addressed) -> Row:
    return {
        "id": each.number,
        "workspace": each.workspace,
        "to": each.reader,
        "key": f"check_in:{each.number}",
        "due_at": MONDAY + timedelta(seconds=each.due_in),
    }


def settings(order: Order) -> Settings:
    """Set a server up that workspaces installed themselves."""
    return Settings(
        slack_client_id=CLIENT,
        slack_client_secret=SECRET,
        slack_signing_secret=SIGNING,
        token_keys=(order.key,),
        public_url=PUBLIC,
        slack_api_url=order.slack_url,
        database_url=order.database_url,
    )


class Asking:
    """Somebody in one workspace after the other who types `/mentor`."""

    def __init__(self, bot: Bot, order: Order) -> None:
        self.bot, self.order = bot, order
        self.asked: dict[str, float] = {}
        self.acks: list[float] = []

    def go_on(self, ended: threading.Event) -> None:
        """Type it ten times a second, until the end."""
        while not ended.wait(ASKED_EVERY):
            self.once(len(self.acks))

    def once(self, number: int) -> None:
        """Type it once."""
        team = f"T{number % self.order.asks_in}"
        command = {"command": "/mentor", "text": "", "team_id": team, "user_id": "U1", "channel_id": "C1"}
        url = self.order.slack_url.replace("/api/", f"/response/{number}")
        began = self.asked[str(number)] = time.monotonic()
        body = command | {"trigger_id": f"t{number}", "response_url": url}
        self.bot.bolt.dispatch(BoltRequest(mode="socket_mode", body=body))
        self.acks.append(time.monotonic() - began)


def main(**given: Any) -> None:  # noqa: ANN401 - an order
    """Be one server until told to end, and then tell how long people waited."""
    order, clock, ended = Order(**given), Stopwatch(), threading.Event()
    logs.listen("INFO", "json")
    bot = Bot(settings(order), clock, pace=AT_ANY_PACE)
    bot.prepare()
    asking = Asking(bot, order)
    print("{}", flush=True)
    clock.started = float(sys.stdin.readline())
    bot.start()
    if order.asks_in:
        threading.Thread(target=asking.go_on, args=(ended,)).start()
    sys.stdin.readline()
    ended.set()
    print(json.dumps({"asked": asking.asked, "acks": asking.acks}), flush=True)
    bot.stop()
    logging.shutdown()
