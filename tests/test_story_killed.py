"""`kill -9` at the worst moments, with the bot as a process of its own: nothing is lost, and nothing is said twice."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import clock
from bot.app import Bot
from bot.demo import settle
from bot.manifest import manifest
from bot.mentoring.letters import LEASE, LetterState
from bot.playground import Playground
from bot.playground.client import Stagehand, Visitor
from bot.playground.telephone import wait_until
from bot.settings import Settings
from bot.store import people
from tests.places import AT_ANY_PACE

pytestmark = pytest.mark.long_story

SOURCES = Path(__file__).parents[1]
PATIENCE = 60
WHY = "I saw your talk on accessible dashboards at the spring offsite, and you answered hostile questions kindly."
WANT = "I want to speak in front of fifty people without reading from my slides."
AGED = """
    update letters set
        lease_until = strftime('%Y-%m-%d %H:%M:%f', lease_until, :by),
        first_try_at = strftime('%Y-%m-%d %H:%M:%f', first_try_at, :by)
"""
NOON, EVERY_DAY = 12, tuple(range(7))


class Process:
    """`python -m bot run`, which knows its settings from its surroundings only."""

    def __init__(self, place: Path) -> None:
        self.database = place / "bot.db"
        self.playground = Playground(now=clock, port=0, manifest=manifest())
        self.playground.start()
        self.settings = Settings(
            slack_bot_token=self.playground.bot_token,
            slack_app_token=self.playground.app_token,
            slack_api_url=self.playground.api_url,
            database_url=f"sqlite:///{self.database}",
        )
        self.stagehand = Stagehand(self.playground.url)
        self.ada, self.jonas = (Visitor(self.playground.url, each) for each in ("UADA", "UJONAS"))
        self._running: subprocess.Popen[bytes] | None = None
        self._place = place

    def furnish(self) -> None:
        """Let the company move in, to where it is noon on a working day; Jonas has room for one."""
        now = clock()
        staff = self.playground.company
        bot = Bot(self.settings, lambda: now, pace=AT_ANY_PACE)
        bot.prepare()
        settle(bot.database, bot.workspace, staff.people, frozenset(staff.groups[0].ids), now)
        with bot.database.begin(bot.workspace) as db:
            two = people.these(db, ["UADA", "UJONAS"])
            two["UADA"].join(now)
            two["UJONAS"].offer(("public speaking",), 1, now)
            for person in two.values():
                person.welcomed_at, person.timezone, person.days = now, noon_zone(now), EVERY_DAY
            people.index(db, two["UJONAS"])
        bot.stop()
        for slack_id in ("UADA", "UJONAS"):
            self.stagehand.changes(slack_id, tz=noon_zone(now))

    def starts(self) -> None:
        """Start it, and wait until it hears."""
        own = {
            "SLACK_BOT_TOKEN": self.settings.slack_bot_token,
            "SLACK_APP_TOKEN": self.settings.slack_app_token,
            "SLACK_API_URL": self.settings.slack_api_url,
            "DATABASE_URL": self.settings.database_url,
            "PYTHONPATH": str(SOURCES),
        }
        command = [sys.executable, "-m", "bot", "run"]
        self._running = subprocess.Popen(command, env=os.environ | own, cwd=self._place)
        self.ada.waits_for(lambda: bool(self.ada.state()["bot_connected"]), PATIENCE)

    def is_killed(self) -> None:
        """Kill it, without a chance to tidy up."""
        if self._running:
            self._running.kill()
            self._running.wait(PATIENCE)

    def comes_back_later(self) -> None:
        """Start it again after whoever held a letter has been gone for long enough."""
        long_ago = LEASE + timedelta(minutes=2)
        db = sqlite3.connect(self.database, timeout=PATIENCE)
        with db:
            db.execute(AGED, {"by": f"-{long_ago.seconds} seconds"})
        db.close()
        self.starts()

    def asks(self) -> None:
        """Let Ada ask Jonas; the request is on its way when this returns."""
        self.ada.types("/mentor ask @jonas", "CMENTORING")
        self.ada.waits_for(self.ada.modal, PATIENCE)
        self.ada.fills({"why": WHY, "want": WANT, "preset": "ongoing"}).submits()

    def state_of(self, kind: str) -> set[str]:
        """Tell where the letters of one kind are."""
        db = sqlite3.connect(self.database, timeout=PATIENCE)
        found = {str(state).lower() for (state,) in db.execute("select state from letters where kind = ?", (kind,))}
        db.close()
        return found

    def close(self) -> None:
        """End it all."""
        self.is_killed()
        self.playground.stop()


def noon_zone(now: datetime) -> str:
    """Name a zone in which it is noon; the sign is POSIX's, west of Greenwich counts up."""
    return f"Etc/GMT{now.hour - NOON:+d}"


def until(holds: Callable[[], object], told: str) -> None:
    """Wait for something, with a deadline."""
    wait_until(lambda: holds() or None, PATIENCE, lambda: told)


def requests_read_by(reader: Visitor) -> int:
    """Count the requests somebody got."""
    return sum(WHY in str(message) for message in reader.dm())


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """Start the bot as people run it."""
    process = Process(tmp_path)
    process.furnish()
    process.starts()
    yield process
    process.close()


def test_a_request_whose_letter_was_still_waiting_arrives_once(process: Process) -> None:
    process.stagehand.breaks("chat.postMessage", "ratelimited", retry_after=2)
    process.asks()
    process.is_killed()
    assert requests_read_by(process.jonas) == 0

    process.comes_back_later()

    until(lambda: process.state_of("ask") == {LetterState.SENT}, "The request was lost.")
    assert requests_read_by(process.jonas) == 1


def test_a_request_that_was_being_said_is_looked_for_and_not_said_again(process: Process) -> None:
    process.stagehand.breaks("chat.postMessage", "hang_after")
    process.asks()
    until(lambda: requests_read_by(process.jonas), "The request was never posted.")
    process.is_killed()
    assert process.state_of("ask") == {LetterState.SENDING}

    process.comes_back_later()

    until(lambda: process.state_of("ask") == {LetterState.SENT}, "Nobody found out that it had arrived.")
    assert requests_read_by(process.jonas) == 1


def test_two_people_who_became_a_pair_are_introduced_once(process: Process) -> None:
    process.asks()
    until(lambda: requests_read_by(process.jonas), "The request was never posted.")
    process.stagehand.breaks("chat.postMessage", "ratelimited", retry_after=2)
    process.jonas.clicks("Accept")
    until(lambda: process.state_of("introduction"), "Nobody became a pair.")
    process.is_killed()

    process.comes_back_later()

    until(lambda: process.state_of("introduction") == {LetterState.SENT}, "Nobody was introduced.")
    rooms = [place["id"] for place in process.ada.state()["dms"] if place["kind"] == "group"]
    said = [message for room in rooms for message in process.ada.messages(room) if "You are a pair" in str(message)]
    assert len(said) == 1
