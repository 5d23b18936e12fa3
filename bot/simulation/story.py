"""A story: the cast in a database of its own, living from moment to moment through the bot's real jobs."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.almanac import holidays_near
from bot.mentoring.asks import Ask
from bot.mentoring.hours import NO_HOLIDAYS
from bot.mentoring.letters import Letter
from bot.mentoring.pairs import RHYTHMS, Pair
from bot.mentoring.people import Person
from bot.simulation.cast import CAST, Couple, Someone
from bot.simulation.habits import ANSWERED_AFTER, Reading, answer, is_tapped
from bot.simulation.recorder import Heard, Recorder
from bot.store import facts, outbox, pairs
from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.tables.letters import letters
from handlers import accept
from scheduling import lapses, rounds
from scheduling.delivery import deliver

BEGINS = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""A Monday in winter, so that clocks change twice within half a year, in the north and in the south."""
TEAM = "TSTORY"
A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One message of the story: who heard what, and all it was about."""

    couple: Couple
    someone: Someone
    at: datetime
    letter: Letter
    with_it: tuple[Letter, ...]
    text: str

    @property
    def role(self) -> str:
        """Which of the two heard it."""
        return "mentee" if self.someone is self.couple.mentee else "mentor"


class Story:
    """Lives through some weeks; nothing in it waits."""

    def __init__(self, cast: tuple[Couple, ...] = CAST, begins: datetime = BEGINS) -> None:
        """Let everybody join and find each other on the first day."""
        self.begins = self.now = begins
        self._pairs: dict[str, int] = {}
        self.database = Database("sqlite://")
        self.slack = Recorder(lambda: self.now)
        self._places = {one.slack_id: (couple, one) for couple in cast for one in couple.both}
        self._answers: list[tuple[datetime, int, Heard]] = []
        metadata.create_all(self.database.engine)
        with self.database.begin(TEAM) as db:
            for couple in cast:
                pair = pair_up(db, couple, begins)
                self._pairs |= {one.slack_id: pair.id for one in couple.both}

    def live(self, until: datetime) -> Iterator[Event]:
        """Go from moment to moment at which anything can happen, and tell what people hear."""
        moment: datetime | None = self.now
        look = moment
        while moment and moment < until:
            self.now = moment
            answered = self._let_people_answer()
            if moment == look:
                lapses.pass_(self.database, self.now)
            if moment == look or answered:
                rounds.make(self.database, self.now)
            yield from self._deliver()
            look, letter = self._what_comes()
            answer = self._answers[0][0] if self._answers else None
            moment = min((each for each in (look, letter, answer) if each), default=None)

    def close(self) -> None:
        """Forget everything."""
        self.database.close()

    def _let_people_answer(self) -> bool:
        """Let everybody answer who meant to by now; tell whether anybody did."""
        answering = []
        while self._answers and self._answers[0][0] <= self.now:
            answering.append(heapq.heappop(self._answers)[2])
        for heard in answering:
            with self.database.begin(TEAM) as db:
                letter, with_it = told(db, heard)
                couple, _ = self._places[heard.to]
                if pair := pairs.one(db, self._pairs[heard.to], hold=True):
                    answer(Reading(db, couple, pair, letter, with_it, self.now))
        return bool(answering)

    def _deliver(self) -> Iterator[Event]:
        """Say what is due, a second apart where Slack asks for it; who was carried to first is no part of the story."""
        while self._is_anything_due():
            before = len(self.slack.heard)
            deliver(self.database, lambda names: dict.fromkeys(names, self.slack), lambda: self.now, rounds.still_true)
            for heard in sorted(self.slack.heard[before:], key=lambda each: each.letter):
                event = self._event(heard)
                if is_tapped(event.letter, event.couple):
                    heapq.heappush(self._answers, (heard.at + ANSWERED_AFTER, heard.letter, heard))
                yield event
            self.now += A_SECOND

    def _event(self, heard: Heard) -> Event:
        with self.database.look(TEAM) as db:
            letter, with_it = told(db, heard)
        couple, someone = self._places[heard.to]
        return Event(couple, someone, heard.at, letter, with_it, heard.text)

    def _is_anything_due(self) -> bool:
        with self.database.survey() as db:
            due = outbox.next_due(db, self.begins - A_DAY)
        return due is not None and due <= self.now

    def _what_comes(self) -> tuple[datetime | None, datetime | None]:
        """Tell when there is something to look at next, and when something to say."""
        with self.database.survey() as db:
            return facts.next_look(db, self.now), outbox.next_due(db, self.now)


def pair_up(db: orm.Session, couple: Couple, now: datetime) -> Pair:
    """Let two people join, one ask the other, and the other accept."""
    mentee, mentor = (
        Person(
            workspace=TEAM,
            slack_id=one.slack_id,
            name=one.name,
            timezone=one.zone,
            holidays=holidays_near(one.zone) or NO_HOLIDAYS,
            seen_at=now,
            welcomed_at=now,
        )
        for one in couple.both
    )
    db.add_all([mentee, mentor])
    mentee.join(now)
    mentor.offer(("speaking",), 1, now)
    db.flush()
    ask = Ask(workspace=TEAM, mentee=mentee, mentor=mentor, created_at=now, why="Your talk.", want="To give one, too.")
    ask.send(now)
    db.add(ask)
    db.flush()
    accept.seal(db, ask, frozenset(), now)
    (pair,) = pairs.live(db, mentee)
    pair.rhythm = RHYTHMS[couple.rhythm]
    return pair


def told(db: orm.Session, heard: Heard) -> tuple[Letter, tuple[Letter, ...]]:
    """Return the letter that became this message, and what travelled with it."""
    first, *others = db.scalars(_told(), {"room": f"D{heard.to}", "ts": str(heard.letter)}).all()
    return first, tuple(others)


@cache
def _told() -> sa.Select[Letter]:
    here = sa.and_(letters.c.channel == sa.bindparam("room"), letters.c.ts == sa.bindparam("ts"))
    return sa.select(Letter).where(here).order_by(letters.c.id)
