"""Programs: mentoring that somebody leads, for a cohort with an end or always on, and the steps it goes through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.mentoring.choices import check_end
from bot.mentoring.program_dates import DatesAreOutOfOrder, halfway, judge, nobody_chose, with_midpoint
from bot.mentoring.program_rules import Rules
from bot.mentoring.refusals import Refusal

NAME_MAX: Final = 80
STEPS_AT: Final = time(9)
"""A step happens when the working day begins where the program is led."""
TOLD_BEFORE: Final = timedelta(days=2)
"""Leads hear of a step two days before it happens, so that they can still put it off."""
AT_LEAST_BEFORE: Final = timedelta(days=1)
CLOSES_BEFORE_END: Final = timedelta(days=28)
ARCHIVED_AFTER_END: Final = timedelta(days=21)
"""Ten working days to say how one goes on, and a few more for whoever was away."""
PUT_OFF_BY: Final = timedelta(days=7)


class Kind(StrEnum):
    """Whether a program has an end."""

    COHORT = "cohort"
    ALWAYS_ON = "always_on"


class Step(StrEnum):
    """Where a program stands."""

    DRAFT = "draft"
    ENROLMENT = "enrolment"
    MATCHING = "matching"
    LAUNCH = "launch"
    MIDPOINT = "midpoint"
    CLOSE = "close"
    ARCHIVE = "archive"


STEPS: Final[Mapping[Kind, tuple[Step, ...]]] = {
    Kind.COHORT: tuple(Step),
    Kind.ALWAYS_ON: (Step.DRAFT, Step.ENROLMENT, Step.ARCHIVE),
}
REVERSIBLE: Final = frozenset({Step.ENROLMENT, Step.MATCHING})
"""Until launch nobody was told whom they might meet, so every step can be taken back."""
MOVABLE: Final = frozenset({Step.ENROLMENT, Step.MATCHING, Step.LAUNCH})
LATE: Final = frozenset({Step.MATCHING, Step.LAUNCH, Step.MIDPOINT})
"""Enrolment is closed, and people can still be matched."""
NEVER_BY_ITSELF: Final = frozenset({Step.LAUNCH})
"""A lead says when people are told; a date alone never does."""
DATES: Final[Mapping[Step, str]] = {
    Step.ENROLMENT: "opens_on",
    Step.MATCHING: "closes_on",
    Step.LAUNCH: "launches_on",
    Step.MIDPOINT: "midpoint_on",
    Step.CLOSE: "ends_on",
}
DATED: Final = {kind: frozenset(DATES[step] for step in steps if step in DATES) for kind, steps in STEPS.items()}
"""The days a program can have: one that is always on has no end, so only the day on which enrolment opens."""


class ProgramIsElsewhere(Refusal):
    """That can't be done where this program stands now, so nothing was changed. Open it again to see what can."""


class ProgramIsOver(Refusal):
    """This program is archived, so nothing was changed."""


class EnrolmentIsClosed(Refusal):
    """Enrolment isn't open right now, so nothing was changed. `/mentor find` shows mentors at any time."""


@dataclass(kw_only=True, eq=False)
class Program:
    """One program of a workspace. Its dates may be empty: then a lead takes each step by hand."""

    workspace: str
    name: str
    kind: Kind
    by: str
    created_at: datetime
    step: Step = Step.DRAFT
    timezone: str = "UTC"
    opens_on: date | None = None
    closes_on: date | None = None
    launches_on: date | None = None
    midpoint_on: date | None = None
    ends_on: date | None = None
    languages: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""
    """Of which step the leads were told that it is near, and of which day."""
    matching_since: datetime | None = None
    launched_at: datetime | None = None
    launching: bool = False
    """Whether approved matches are being brought to their people."""
    choosing_until: datetime | None = None
    """Until when mentees choose among mentors, as long as no match was made with what they answered."""
    takes_late: bool = False
    """Whether people may still take part after enrolment has closed."""
    report: Mapping[str, Any] | None = None
    look_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def rules(self) -> Rules:
        """What its leads decided, and the defaults where they decided nothing."""
        return Rules.of(self.settings)

    @property
    def is_over(self) -> bool:
        """Whether it is archived."""
        return self.step is Step.ARCHIVE

    @property
    def takes_people(self) -> bool:
        """Whether people can enrol now; after enrolment, only where a lead lets latecomers in."""
        return self.step is Step.ENROLMENT or (self.takes_late and self.step in LATE)

    @property
    def may_match(self) -> bool:
        """Whether matches can be made and reviewed now: until it closes, so that latecomers find somebody, too."""
        return self.step in LATE or (self.kind is Kind.ALWAYS_ON and self.takes_people)

    @property
    def was_launched(self) -> bool:
        """Whether somebody may have been told of a match already."""
        return self.launched_at is not None

    @property
    def takes_wishes(self) -> bool:
        """Whether a mentee can still name mentors: until a cohort is launched, and always where matching goes on."""
        return not self.was_launched or self.kind is Kind.ALWAYS_ON or self.takes_late

    @property
    def next_step(self) -> Step | None:
        """The step that follows, if there is one."""
        steps = STEPS[self.kind]
        at = steps.index(self.step) + 1
        return steps[at] if at < len(steps) else None

    def date_of(self, step: Step) -> date | None:
        """Return the day on which a step is planned."""
        if step is Step.ARCHIVE:
            return self.ends_on + ARCHIVED_AFTER_END if self.ends_on and self.kind is Kind.COHORT else None
        planned: date | None = getattr(self, DATES[step]) if step in DATES else None
        return planned - CLOSES_BEFORE_END if planned and step is Step.CLOSE else planned

    def moment_of(self, step: Step) -> datetime | None:
        """Return the moment at which a step is planned, where the program is led."""
        on = self.date_of(step)
        return datetime.combine(on, STEPS_AT, ZoneInfo(self.timezone)) if on else None

    @property
    def ends_at(self) -> datetime | None:
        """Until when its pairs mean to meet."""
        return datetime.combine(self.ends_on, STEPS_AT, ZoneInfo(self.timezone)) if self.ends_on else None

    def plan(self, dates: Mapping[str, date | None], now: datetime) -> None:
        """Set the dates. Those ahead come in order, and none of them that is over is new; days behind may be."""
        self.must_go_on()
        was = {name: getattr(self, name) for name in DATES.values()}
        said = {name: dates.get(name) if name in DATED[self.kind] else None for name in was}
        planned = with_midpoint(said, was, self._ahead)
        judge(said, was, planned, self._ahead, now.astimezone(ZoneInfo(self.timezone)).date())
        launch, end = planned["launches_on"], planned["ends_on"]
        if launch and end and end - launch < CLOSES_BEFORE_END:
            raise DatesAreOutOfOrder("ends_on")
        for name, on in planned.items():
            setattr(self, name, on)
        self.look_again(now)

    @property
    def _ahead(self) -> frozenset[str]:
        """Which dates are still to come: those of the steps after this one, and the end, until it is archived."""
        steps = list(Step)
        after = (name for each, name in DATES.items() if steps.index(each) > steps.index(self.step))
        return frozenset({*after, DATES[Step.CLOSE]})

    def go(self, to: Step, now: datetime) -> None:
        """Take the next step. Asked for any other one, nothing happens: a second click finds the first one's work."""
        self.must_go_on()
        if to is not self.next_step:
            raise ProgramIsElsewhere
        self.step, self.told, self.choosing_until = to, "", None
        self.look_again(now)

    def let_latecomers(self, *, join: bool) -> None:
        """Let people take part though enrolment is closed, or no more."""
        self.must_go_on()
        if self.step not in LATE:
            raise ProgramIsElsewhere
        self.takes_late = join

    def ask_to_choose(self, until: datetime, now: datetime) -> None:
        """Wait for mentees to choose among mentors, before a match is made."""
        self.must_go_on()
        if not self.may_match or self.launching:
            raise ProgramIsElsewhere
        check_end(until, now)
        self.choosing_until = until
        self.look_again(now)

    def stop_choosing(self, now: datetime) -> None:
        """Wait no longer: a match is made with what was answered."""
        self.choosing_until = None
        self.look_again(now)

    def launch(self, now: datetime) -> None:
        """Begin to bring approved matches to their people; from now on no step can be taken back."""
        self.must_go_on()
        if not self.may_match:
            raise ProgramIsElsewhere
        if self.launched_at is None:
            self._begin(now)
        self.launching, self.launched_at, self.look_at = True, self.launched_at or now, now
        self.choosing_until = None

    def _begin(self, now: datetime) -> None:
        """Let the dates say when it was launched; a midpoint that was halfway is halfway from then."""
        today = now.astimezone(ZoneInfo(self.timezone)).date()
        begins, ends = self.launches_on, self.ends_on
        if ends and self.midpoint_on in nobody_chose(begins, ends) and today < (on := halfway(today, ends)) < ends:
            self.midpoint_on = on
        self.launches_on = today if begins else None

    def go_back(self, now: datetime) -> None:
        """Take the last step back, as long as nobody was told anything."""
        self.must_go_on()
        if self.step not in REVERSIBLE or self.was_launched:
            raise ProgramIsElsewhere
        steps = STEPS[self.kind]
        undone = self.step
        self.step, self.told = steps[steps.index(self.step) - 1], ""
        self.choosing_until, self.takes_late = None, False
        planned = self.moment_of(undone)
        if planned and planned <= now and undone in DATES:  # else it would happen again at once
            setattr(self, DATES[undone], None)
        self.look_again(now)

    def put_off(self, now: datetime) -> None:
        """Let the next step come a week later, and every one after it: up to launch, nobody counts on a day."""
        self.must_go_on()
        step = self.next_step
        if step not in MOVABLE or self.date_of(step) is None:
            raise ProgramIsElsewhere
        later = STEPS[self.kind][STEPS[self.kind].index(step) :]
        for each in later:
            name = DATES.get(each)
            on: date | None = getattr(self, name) if name else None
            if name and on:
                setattr(self, name, on + PUT_OFF_BY)
        self.look_again(now)

    def is_due(self, now: datetime) -> Step | None:
        """Return the step whose day has come, if it happens by itself and the leads were told before."""
        step = self.next_step
        at = self.moment_of(step) if step and step not in NEVER_BY_ITSELF else None
        return step if step and at and at <= now and self.told == self.named(step) else None

    def is_near(self, now: datetime) -> Step | None:
        """Return the step that leads should hear of now, and haven't."""
        step = self.next_step
        at = self.moment_of(step) if step else None
        return step if step and at and at - TOLD_BEFORE <= now and self.told != self.named(step) else None

    def foretold(self, step: Step, now: datetime) -> None:
        """Note that the leads were told of a step. However late that was, they have a day to put it off."""
        self.told = self.named(step)
        self.look_again(now)
        self.look_at = max(self.look_at, now + AT_LEAST_BEFORE) if self.look_at else None

    def named(self, step: Step) -> str:
        """Name a step on its day, as the ledger of what was told names it."""
        return f"{step}:{self.date_of(step)}"

    def look_again(self, now: datetime) -> None:
        """Say when to look at the program next: a step is near or due, the time to choose is over, or at once."""
        if self.launching:
            self.look_at = now
            return
        step = self.next_step
        at = self.moment_of(step) if step else None
        ahead = [self.choosing_until] if self.choosing_until and self.choosing_until > now else []
        if step and at:
            ahead += [at - TOLD_BEFORE] if self.told != self.named(step) else []
            ahead += [] if step in NEVER_BY_ITSELF else [at]
        self.look_at = max(min(ahead), now) if ahead else None

    def must_go_on(self) -> None:
        """Refuse to change what is archived."""
        if self.is_over:
            raise ProgramIsOver
