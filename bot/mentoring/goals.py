"""Goals: what a mentee works toward, and what they give back on the way."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.mentoring.customs import AS_SHIPPED, Customs
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

PLENTY = 3
"""As many open goals as most people pursue well; who wants more is asked which one could rest, and has them."""
KEPT_MAX = 20
"""Open and parked ones together: as many as a person, and their Home, can hold."""
FAR = {0: "Just started", 25: "A quarter there", 50: "Halfway", 75: "Most of the way", 100: "Done"}
STEPS = tuple(FAR)
FEELINGS = {"on_track": "On track", "stuck": "Stuck", "changed": "It changed"}
CHECK_EVERY = timedelta(days=AS_SHIPPED.goal_check)
STALE_AFTER = timedelta(days=AS_SHIPPED.goal_stale)
PARKED_AFTER = timedelta(days=63)
"""So long a goal stays open that nobody touches; then it is put aside, silently (practice C10)."""
AFTER_ITS_DAY = timedelta(days=14)
"""So long a goal with a day of its own stays open after it: its owner is asked before, and once more after (C11)."""


class GoalState(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    DONE = "done"
    PARKED = "parked"
    DROPPED = "dropped"


class NotTheirGoal(Refusal):
    """That goal isn't yours."""


class GoalIsClosed(Refusal):
    """This goal is closed, so nothing changed."""


@dataclass(kw_only=True, eq=False)
class Goal:
    """One sentence about what will be different, made plain enough to notice when it is true."""

    workspace: str
    owner: Person
    text: str
    created_at: datetime
    pair: Pair | None = None
    measure: str = ""
    first_step: str = ""
    due_on: date | None = None
    shared: bool = False
    shared_at: datetime | None = None
    """Since when the mentor has words of it, or is about to; so it stays once it is private again."""
    state: GoalState = GoalState.OPEN
    progress: int = 0
    feeling: str = ""
    updated_at: datetime
    closed_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.state is GoalState.OPEN

    @property
    def customs(self) -> Customs:
        """By which numbers it is asked about: those of the pair it belongs to."""
        return self.pair.customs if self.pair else AS_SHIPPED

    @property
    def asked_after(self) -> timedelta:
        """So long nobody may touch it before it is asked about at the beginning of a month."""
        return timedelta(days=self.customs.goal_check)

    @property
    def stale_at(self) -> datetime:
        """When its owner is asked whether it is still one."""
        return self.updated_at + timedelta(days=self.customs.goal_stale)

    @property
    def parks_at(self) -> datetime:
        """When it is put aside by itself: not before the day that its owner set for it, and some more."""
        untouched = self.updated_at + PARKED_AFTER
        return max(untouched, datetime.combine(self.due_on, time(), UTC) + AFTER_ITS_DAY) if self.due_on else untouched

    @property
    def waits_for_its_day(self) -> bool:
        """Whether it stays open longer than others that nobody touches, because of its day."""
        return self.parks_at > self.updated_at + PARKED_AFTER

    @property
    def live_pair(self) -> Pair | None:
        """The pair it belongs to, while that goes on."""
        return self.pair if self.pair and self.pair.is_live else None

    @property
    def live_pair_id(self) -> int | str:
        """The number of that pair, as a button carries it; nothing when there is none."""
        return self.live_pair.id if self.live_pair else ""

    def keep(self, now: datetime) -> None:
        """Leave it as it is, having looked at it."""
        self._must_be_open()
        self.updated_at = now

    def advance(self, progress: int, now: datetime) -> None:
        """Note how far it is."""
        self._must_be_open()
        self.progress, self.updated_at = progress, now

    def feel(self, feeling: str, now: datetime) -> None:
        """Note how it feels: on track, stuck or changed."""
        self._must_be_open()
        self.feeling, self.updated_at = feeling, now

    def revise(self, text: str, measure: str, first_step: str, due_on: date | None, now: datetime) -> None:
        """Say it differently."""
        self._must_be_open()
        self.text, self.measure, self.first_step, self.due_on, self.updated_at = text, measure, first_step, due_on, now

    def close(self, state: GoalState, now: datetime) -> None:
        """Finish, park or drop it; all three are fine."""
        self._must_be_open()
        self.state, self.closed_at, self.updated_at = state, now, now
        if state is GoalState.DONE:
            self.progress = STEPS[-1]

    def reopen(self, now: datetime) -> None:
        """Take a parked goal up again."""
        if self.state is not GoalState.PARKED:
            raise GoalIsClosed
        self.state, self.closed_at, self.updated_at = GoalState.OPEN, None, now

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise GoalIsClosed


class GiveState(StrEnum):
    """What became of an idea for giving something back."""

    OFFERED = "offered"
    PLANNED = "planned"
    DONE = "done"
    REFUSED = "refused"


@dataclass(kw_only=True, eq=False)
class Give:
    """One idea for giving something back, offered to a mentee once."""

    workspace: str
    pair: Pair
    giver: Person
    idea: int
    state: GiveState
    at: datetime
    id: int = field(init=False, repr=False)
