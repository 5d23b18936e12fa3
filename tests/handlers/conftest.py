"""An office: the playground, the bot connected to it, and people who use it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import Bot
from bot.playground import Playground
from bot.playground.client import Visitor
from bot.settings import Settings
from bot.store.database import Database
from tests.databases import Databases, quickened
from tests.guests import Guest, unhurried
from tests.places import AT_ANY_PACE, UNHURRIED
from tests.reading import too_long

TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
"""Ten in the morning in London, a working hour from Lisbon to Kolkata."""

A_BREATH = timedelta(seconds=2)
LETTERS_MOST = 12


class Office:
    """One company, one bot, and a clock that moves when told to."""

    def __init__(self, database_url: str) -> None:
        self._base = TUESDAY
        self.playground = Playground(now=lambda: self._base, port=0, patience=UNHURRIED)
        self.playground.start()
        self.settings = Settings(
            slack_bot_token=self.playground.bot_token,
            slack_app_token=self.playground.app_token,
            slack_api_url=self.playground.api_url,
            database_url=database_url,
        )
        self.bot = unhurried(Bot(self.settings, self.playground.clock.now, pace=AT_ANY_PACE))
        quickened(self.bot.database)
        self.bot.open()
        someone = self.visitor("UADA")
        someone.waits_for(lambda: bool(someone.state()["bot_connected"]))

    @property
    def database(self) -> Database:
        """What the bot keeps."""
        return self.bot.database

    @property
    def workspace(self) -> str:
        """Which workspace this is."""
        return self.bot.workspace

    def now(self) -> datetime:
        """Tell the time in the story."""
        return self.playground.clock.now()

    def passes(self, by: timedelta) -> None:
        """Let time pass, and let the bot notice."""
        self._base += by
        self.deliver()

    def deliver(self) -> None:
        """Let the bot look and speak now."""
        self.bot.wake()

    def says_all(self) -> None:
        """Let the bot look once, and say all it has to say: to one person it says one thing a second."""
        self.passes(A_BREATH)
        for _ in range(LETTERS_MOST):
            self._base += A_BREATH
            if not self.bot.jobs.deliver():
                return

    def visitor(self, slack_id: str) -> Visitor:
        """Be somebody."""
        return Guest(self.playground, self.bot, slack_id)

    def close(self) -> None:
        """Lock up."""
        self.bot.stop()
        self.playground.stop()


@pytest.fixture
def office(databases: Callable[[str], Databases]) -> Iterator[Office]:
    """Open an office for one test. The bot hears at once; it speaks when the test says `deliver`."""
    kind = databases("sqlite")
    url = kind.ready()
    place = Office(url)
    yield place
    long_winded = too_long(place.database, place.workspace)
    place.close()
    kind.remove(url)
    assert long_winded == [], "whoever wrote these letters should write less"


@pytest.fixture
def visitor(office: Office) -> Callable[[str], Visitor]:
    """Be somebody in the office."""
    return office.visitor
