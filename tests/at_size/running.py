"""The bot as a process of its own, on a clock that runs fast, so that half an hour of messages takes a few minutes.

python -m tests.at_size.running CLOCK is that process; the rest of this module starts and kills it.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import Bot
from bot.manifest import manifest
from bot.playground import Playground
from bot.playground.client import Visitor
from bot.playground.telephone import wait_until
from bot.settings import Settings
from scheduling.timetable import SECONDS
from tests.crowds import LEAD, company
from tests.places import AT_ANY_PACE, UNHURRIED

SPEED = 10.0
TUESDAY = datetime(2026, 3, 3, 10, tzinfo=UTC)
"""Ten in London, where everybody in this company lives: they may be written to for hours."""
PATIENCE = 120
SOURCES = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time of a story that began when the machine's stopwatch said `started`."""

    started: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        """Tell the time."""
        return TUESDAY + timedelta(seconds=(time.monotonic() - self.started) * SPEED)


def be_the_bot(clock: Clock) -> None:
    """Run as `python -m bot run` does, with every job as often as the story's clock has it."""
    own = settings(os.environ["URL"], os.environ["DATABASE_URL"])
    bot, ended = Bot(own, clock, pace=AT_ANY_PACE), threading.Event()
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # ticks overlap here all the time
    bot.start()
    for name, seconds in SECONDS.items():
        bot.timetable.reschedule_job(name, trigger="interval", seconds=seconds / SPEED)
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    ended.wait()
    bot.stop()


def settings(url: str, database_url: str) -> Settings:
    """Set a bot up in the playground at this address."""
    return Settings(
        slack_bot_token="xoxb-playground-bot",
        slack_app_token="xapp-playground-app",
        slack_api_url=f"{url}/api/",
        database_url=database_url,
    )


class Place:
    """A company, a playground, and a bot in a process that can be killed."""

    def __init__(self, database_url: str, people: int, *, without: str = "") -> None:
        self.clock, self.database_url, self.kills = Clock(), database_url, 0
        told: Any = manifest()
        scopes = told["oauth_config"]["scopes"]
        scopes["bot_optional"] = [each for each in scopes["bot_optional"] if each != without]
        self.playground = Playground(now=self.clock, port=0, company=company(people), manifest=told, patience=UNHURRIED)
        self.playground.start()
        self.lead = Visitor(self.playground.url, LEAD)
        self._running: subprocess.Popen[bytes] | None = None

    def way(self, channel: str) -> str:
        """Return where Slack lets the bot post in a channel that the lead picked."""
        return self.playground._space.response_url(LEAD, channel)  # noqa: SLF001 - what a modal with a picked channel would bring

    def bot(self) -> Bot:
        """Open the same bot in this process, for setting the story up; nothing is said."""
        made = Bot(settings(self.playground.url, self.database_url), self.clock, pace=AT_ANY_PACE)
        made.prepare()
        return made

    def starts(self) -> None:
        """Start the bot, and wait until it hears."""
        own = {"URL": self.playground.url, "DATABASE_URL": self.database_url, "PYTHONPATH": str(SOURCES)}
        command = [sys.executable, "-m", "tests.at_size.running", json.dumps(asdict(self.clock))]
        self._running = subprocess.Popen(command, env=os.environ | own, cwd=SOURCES)
        told = "The bot didn't come up."
        wait_until(lambda: self.lead.state()["bot_connected"] or None, PATIENCE, lambda: told)

    def is_killed(self) -> None:
        """Kill it without a chance to tidy up, and start it again."""
        self._end(signal.SIGKILL)
        self.kills += 1
        self.starts()

    def close(self) -> None:
        """End it all."""
        self._end(signal.SIGTERM)
        self.playground.stop()

    def _end(self, how: int) -> None:
        if self._running:
            self._running.send_signal(how)
            self._running.wait(PATIENCE)


@contextmanager
def a_place(database_url: str, people: int, *, without: str = "") -> Iterator[Place]:
    """Open a place, where the bot may lack one scope, and lock up after it."""
    place = Place(database_url, people, without=without)
    try:
        yield place
    finally:
        place.close()


if __name__ == "__main__":
    be_the_bot(Clock(**json.loads(sys.argv[1])))
