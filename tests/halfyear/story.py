"""The story: time goes from moment to moment, the bot does what its timetable says, and people do what they do."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, count
from pathlib import Path

from bot.app import Bot
from bot.settings import Settings
from bot.store import facts, outbox
from tests.fakes import Clock
from tests.halfyear.colleagues import COMMANDS, Colleague, couples
from tests.halfyear.forms import filled, tappable
from tests.halfyear.history import gaps_in
from tests.halfyear.inspection import Inspection
from tests.halfyear.phone import Phone
from tests.halfyear.workplace import TOKEN, Json, Shown, Workplace, opened
from tests.places import AT_ANY_PACE
from tests.slacks import SIGNING, Caller

BEGINS = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY, WEEK, SECOND = timedelta(days=1), timedelta(days=7), timedelta(seconds=1)
LAST_MONTH = (20 * DAY, 45 * DAY)
ROUNDS_IN_A_WINDOW = 4
A_QUARTER_TO = timedelta(hours=4, minutes=15)
"""When those act who act together: at a quarter past some hour of everybody's day."""
WATCH = timedelta(hours=12)
"""How long what time changes by itself may wait here; a bot looks each minute, which half a year has too many of."""
NEVER_SENT = frozenset({"me", "close_pair"})
SELDOM_SENT = frozenset({"concern", "end", "hours", "quiet", "rematch", "wrap_up", "pause", "offer"})
"""What ends things, or changes when somebody may be written to: tried, but not by everybody every week."""


@dataclass(slots=True)
class Story:
    """A bot over HTTP, everybody it serves, and the time."""

    bot: Bot
    clock: Clock
    place: Workplace
    phone: Phone
    people: dict[str, Colleague]
    inspection: Inspection
    acts: list[tuple[datetime, int, str, Callable[[], None]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    read: int = 0

    def live(self, weeks: int) -> list[str]:
        """Live so many weeks; give every fault that was found."""
        end = self.clock() + weeks * WEEK
        self._plan(weeks)
        week = watch = self.clock()
        moment: datetime | None = self.clock()
        while moment and moment < end:
            self.clock.now = max(moment, self.clock())
            self._act()
            if self.clock() >= week:
                week = self.clock() + WEEK
                self._do_everything()
            if self.clock() >= watch:
                watch = self.clock() + WATCH
                self.bot.jobs.lapses()
            self.bot.jobs.round()
            self._speak()
            moment = self._next()
        self._do_everything()
        self._speak()
        lost, gaps = self.inspection.lost(self.clock()), gaps_in(self.bot.database)
        return [*self.inspection.faults, *self.phone.dead, *lost, *gaps]

    def _do_everything(self) -> None:
        """Let every job of the timetable run once."""
        for job in self.bot.jobs:
            job()

    def _plan(self, weeks: int) -> None:
        """Let everybody join and ask on the first days, and now and then do something by themselves."""
        for number, person in enumerate(self.people.values()):
            begins = self.clock() + timedelta(minutes=number)
            self._at(begins, person, "join")
            is_mentee = person.id.startswith("UMENTEE")
            ask = f"ask <@{person.partner}|{person.partner.lower()}>"
            first = partial(self._types, person, ask if is_mentee else "offer", surely=True)
            self._when(begins + (DAY if is_mentee else timedelta(hours=1)), person, first)
            for week in range(1, weeks):
                at = begins + week * WEEK + timedelta(hours=person.chance.randrange(120))
                if person.chance.random() < person.habit.own:
                    self._at(at, person, person.chance.choice(COMMANDS))
                if person.chance.random() < person.habit.old:
                    self._when(at + timedelta(hours=1), person, partial(self._digs, person))
                if person.chance.random() < person.habit.own:
                    self._when(at + timedelta(hours=2), person, partial(self._looks_home, person))

    def _at(self, at: datetime, person: Colleague, text: str) -> None:
        self._when(at, person, partial(self._types, person, text))

    def _when(self, at: datetime, person: Colleague, act: Callable[[], None]) -> None:
        heapq.heappush(self.acts, (at, next(self.numbers), person.id, act))

    def _act(self) -> None:
        """Let everybody do what they meant to do by now; those who act together do it in the same moment.

        Nobody does two things at once: they would close each other's windows, and each would seem to get no answer.
        """
        due = defaultdict[str, list[Callable[[], None]]](list)
        while self.acts and self.acts[0][0] <= self.clock():
            _, _, who, act = heapq.heappop(self.acts)
            due[who].append(act)
        with ThreadPoolExecutor(2) as two:
            for going in [two.submit(_one_by_one, due.pop(who)) for who in [*due] if self.people[who].habit.together]:
                going.result()
        _one_by_one(chain.from_iterable(due.values()))

    def _speak(self) -> None:
        """Let the bot say what is due, a second apart where Slack asks for it, and people plan what they do then."""
        while (due := self._next_letter(self.clock() - 400 * DAY)) and due <= self.clock():
            self.bot.jobs.deliver()
            self.clock.now += SECOND
        for shown in self.place.messages[self.read :]:
            self._plans_to_answer(shown)
        self.read = len(self.place.messages)

    def _plans_to_answer(self, shown: Shown) -> None:
        readers = self.place.rooms.get(shown.channel, (shown.to,))
        for person in (self.people[reader] for reader in readers if reader in self.people):
            habit = person.habit
            gone = habit.until is not None and shown.at > BEGINS + habit.until
            if gone or person.chance.random() > habit.answers:
                continue
            at = shown.at + person.waits()
            if habit.together:
                at = at.replace(hour=0, minute=0, second=0, microsecond=0) + DAY + A_QUARTER_TO * 3
            self._when(at, person, partial(self._presses, person, shown, shown.blocks))

    def _types(self, person: Colleague, text: str, *, surely: bool = False) -> None:
        seen = self.place.of(person.id)
        answers = len(seen.answers)
        self.phone.types(person.id, text)
        for answer in seen.answers[answers : answers + 1]:
            picked = person.picks(list(tappable(answer.get("blocks", ()))))
            if picked and person.chance.random() < person.habit.own:
                self.phone.presses_answer(person.id, answer, *picked)
        self._goes_through_windows(person, surely=surely)

    def _presses(self, person: Colleague, shown: Shown, blocks: list[Json]) -> None:
        picked = person.picks(list(tappable(shown.blocks)) or list(tappable(blocks)))
        if picked:
            times = 2 if person.chance.random() < person.habit.twice else 1
            self.phone.presses(person.id, shown, *picked, times=times)
            self._goes_through_windows(person)

    def _digs(self, person: Colleague) -> None:
        """Press something of last month, as it stood then if nothing of it is left."""
        youngest, oldest = LAST_MONTH
        old = [
            shown
            for shown in self.place.messages
            if shown.to == person.id and youngest < self.clock() - shown.at < oldest
        ]
        if old:
            shown = person.chance.choice(old)
            self._presses(person, shown, shown.at_first)

    def _looks_home(self, person: Colleague) -> None:
        self.phone.opens_home(person.id)
        home = self.place.of(person.id).home
        assert home is not None
        picked = person.picks(list(tappable(home["blocks"])))
        if picked:
            self.phone.presses_in(person.id, home, *picked)
            self._goes_through_windows(person)

    def _goes_through_windows(self, person: Colleague, *, surely: bool = False) -> None:
        """Send, press or close what opened, until nothing is open."""
        windows = self.place.of(person.id).windows
        for _ in range(ROUNDS_IN_A_WINDOW):
            if not windows:
                return
            front = windows[-1]
            picked = person.picks(list(tappable(front["blocks"])))
            sends = 1 if surely else 0.15 if front["callback_id"] in SELDOM_SENT else 0.85
            if front.get("submit") and front["callback_id"] not in NEVER_SENT and person.chance.random() < sends:
                values = filled(front, person.chance, self.clock(), [*self.people])
                self.phone.submits(person.id, front, values)
            elif picked and front["callback_id"] not in NEVER_SENT and person.chance.random() < sends:
                self.phone.presses_in(person.id, front, *picked)
            else:
                windows.pop()
        windows.clear()

    def _next(self) -> datetime | None:
        with self.bot.database.everywhere() as db:
            look, letter = facts.next_look(db, self.clock()), outbox.next_due(db, self.clock())
        act = self.acts[0][0] if self.acts else None
        return min((each for each in (look, letter, act) if each), default=None)

    def _next_letter(self, after: datetime) -> datetime | None:
        with self.bot.database.everywhere() as db:
            return outbox.next_due(db, after)


def _one_by_one(acts: Iterable[Callable[[], None]]) -> None:
    for act in acts:
        act()


@contextmanager
def told(number: int, seed: int, folder: Path) -> Iterator[Story]:
    """Begin a story of so many pairs."""
    clock = Clock(BEGINS)
    people = {one.id: one for two in couples(number, seed) for one in two}
    place = Workplace(clock, {one.id: one.account for one in people.values()})
    with opened(place):
        settings = Settings(
            slack_bot_token=TOKEN,
            slack_signing_secret=SIGNING,
            slack_api_url=f"{place.url}/api/",
            database_url=f"sqlite:///{folder / 'halfyear.db'}",
        )
        bot = Bot(settings, clock, pace=AT_ANY_PACE)
        bot.open()
        assert bot.door
        inspection = Inspection(bot.database)
        place.on_post = inspection
        try:
            yield Story(bot, clock, place, Phone(Caller(bot.door, clock), place, bot), people, inspection)
        finally:
            bot.stop()
