"""A company with some life in it, its bot, and a clock that moves when told to."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import Bot
from bot.demo import settle
from bot.manifest import manifest
from bot.mentoring.pairs import Pair
from bot.playground import Playground
from bot.playground.client import Visitor
from bot.settings import Settings
from bot.store import logbook, pairs, people
from tests.databases import quickened
from tests.guests import Guest, unhurried
from tests.places import AT_ANY_PACE, UNHURRIED

TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
"""Ten in the morning in London, a working hour from Lisbon to Kolkata."""

LETTERS_AT_ONCE = 3


class Company:
    """The demo's company in this process. The bot hears at once; it speaks when the test lets it."""

    def __init__(self, place: Path) -> None:
        self._base = TUESDAY
        self.playground = Playground(
            now=lambda: self._base,
            port=0,
            next_nudge=self._speaks_next,
            manifest=manifest(),
            patience=UNHURRIED,
        )
        self.playground.start()
        self.settings = Settings(
            slack_bot_token=self.playground.bot_token,
            slack_app_token=self.playground.app_token,
            slack_api_url=self.playground.api_url,
            database_url=f"sqlite:///{place / 'company.db'}",
        )
        self.bot = unhurried(Bot(self.settings, self.now, pace=AT_ANY_PACE))
        quickened(self.bot.database)
        self.bot.prepare()
        staff = self.playground.company
        settle(self.bot.database, self.bot.workspace, staff.people, frozenset(staff.groups[0].ids), self.now())
        self.bot.open()
        self.visitor("UADA").waits_for(lambda: bool(self.visitor("UADA").state()["bot_connected"]))

    def now(self) -> datetime:
        """Tell the time in the story."""
        return self.playground.clock.now()

    def speaks(self) -> None:
        """Let the bot say what it has to say; to one person it says one thing a second."""
        for _ in range(LETTERS_AT_ONCE):
            self._base += timedelta(seconds=2)
            self.bot.wake()

    def passes(self, by: timedelta) -> None:
        """Let time pass, and let the bot notice."""
        self._base += by
        self.speaks()

    def visitor(self, slack_id: str) -> Visitor:
        """Be somebody, without a browser."""
        return Guest(self.playground, self.bot, slack_id)

    def offers(self, slack_id: str, topics: Iterable[str], room: int = 1) -> None:
        """Let somebody be a mentor already, who was welcomed long ago."""
        with self.bot.database.begin(self.bot.workspace) as db:
            person = people.these(db, [slack_id])[slack_id]
            person.offer(tuple(topics), room, self.now())
            person.welcomed_at = self.now()
            people.index(db, person)

    def pairs_up(self, mentor: str, mentee: str, purpose: str, *, met_weeks_ago: Iterable[int] = ()) -> int:
        """Let two people be a pair already; return its number."""
        self.offers(mentor, [purpose])
        with self.bot.database.begin(self.bot.workspace) as db:
            two = people.these(db, [mentor, mentee])
            two[mentee].join(self.now())
            two[mentee].welcomed_at = self.now()
            met = [self.now() - timedelta(weeks=weeks) for weeks in met_weeks_ago]
            pair = pairs.make(db, two[mentor], two[mentee], purpose, min([*met, self.now()]))
            for at in met:
                logbook.held(db, pair, two[mentee], at.date(), self.now())
            return pair.id

    def live_pairs(self, slack_id: str) -> list[Pair]:
        """List the pairs somebody is in."""
        with self.bot.database.look(self.bot.workspace) as db:
            return list(pairs.live(db, people.these(db, [slack_id])[slack_id]))

    def close(self) -> None:
        """Lock up."""
        self.bot.stop()
        self.playground.stop()

    def _speaks_next(self) -> datetime | None:
        return self.bot.speaks_next()
