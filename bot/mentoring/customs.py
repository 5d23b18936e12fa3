"""Customs: the numbers by which a pair is reminded and looked after, each with its default, its bounds and its words.

A program's leads may set each for the pairs of their program. What isn't here is fixed, because it protects people:
`FIXED` says what and why. Pairs outside a program go by the defaults.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Final

from bot.mentoring.refusals import Refusal

EVERY_RHYTHM: Final = ("weekly", "biweekly", "three-weekly", "monthly", "quarterly")


class NotACustom(Refusal):
    """One of these numbers isn't among those that can be chosen, so nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Customs:
    """What holds for the pairs of a program. Lengths are days, working days where it says so, or hundredths."""

    rhythms: tuple[str, ...] = EVERY_RHYTHM
    first_reminder: int = 3
    second_reminder: int = 7
    choice_after: int = 14
    lead_hears_after: int = 21
    never_met_rests_after: int = 45
    agenda_before: int = 2
    asked_again_after: int = 3
    mentor_asked_every: int = 3
    thin_up_to: int = 7
    book_at: int = 75
    slips_at: int = 125
    slips_grace: int = 5
    mentor_slips_at: int = 150
    mentor_slips_grace: int = 8
    stalls_at: int = 175
    stalls_grace: int = 10
    rests_at: int = 300
    rests_least: int = 45
    rests_most: int = 91
    goal_check: int = 28
    goal_stale: int = 42
    pulse_first: int = 30
    pulse_every: int = 60
    audit_first: int = 168
    audit_every: int = 182
    gives_from: int = 2
    gives_every: int = 42
    nudges_in_four_weeks: int = 3
    messages_a_week: int = 2
    rider_wait: int = 10

    @classmethod
    def of(cls, kept: Mapping[str, object]) -> "Customs":
        """Read what was kept; what an older or newer version kept besides means nothing."""
        known = {each.name for each in fields(cls)}
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
        return cls(**{name: value for name, value in values.items() if name in known})  # type: ignore[arg-type]  # what `plain` wrote

    def plain(self) -> dict[str, object]:
        """Return what differs from the defaults, for keeping."""
        usual = asdict(AS_SHIPPED)
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value != usual[name]
        }

    @cached_property
    def pulse_fresh_for(self) -> int:
        """So long an answer counts: until the next one was asked for, and a little longer."""
        return self.pulse_every + ANSWERED_WITHIN

    def trouble(self) -> dict[str, str]:
        """Say at each number what is wrong with it: out of bounds, or before what comes before it."""
        found = {
            name: f"Please choose a number from {each.least} to {each.most}."
            for name, each in SETTINGS.items()
            if not each.least <= getattr(self, name) <= each.most
        }
        for sooner, later in IN_ORDER:
            if later not in found and getattr(self, sooner) >= getattr(self, later):
                found[later] = f"This has to be more than “{SETTINGS[sooner].label}”."
        if self.rests_least > self.rests_most:
            found["rests_most"] = f"This can't be less than “{SETTINGS['rests_least'].label}”."
        return found

    def check(self) -> "Customs":
        """Refuse what can't be chosen."""
        if self.trouble() or not self.rhythms or not set(self.rhythms) <= set(EVERY_RHYTHM):
            raise NotACustom
        return self


ANSWERED_WITHIN: Final = 15
AS_SHIPPED: Final = Customs()


@dataclass(frozen=True, slots=True)
class Setting:
    """One number as a form asks for it."""

    label: str
    least: int
    most: int
    unit: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together."""

    title: str
    about: str
    settings: Mapping[str, Setting]


GROUPS: Final[Mapping[str, Group]] = {
    "start": Group(
        "A new pair",
        "When a pair without a first date is reminded, and when you hear of it.",
        {
            "first_reminder": Setting("First reminder to book", 1, 10, "working days"),
            "second_reminder": Setting("Second and last reminder", 2, 15, "working days"),
            "choice_after": Setting("Both are asked how to go on", 7, 42, "days"),
            "lead_hears_after": Setting("You see it as “never met”", 10, 60, "days"),
            "never_met_rests_after": Setting("It is left to rest", 28, 120, "days"),
        },
    ),
    "sessions": Group(
        "Around a session",
        "What comes before and after a session that is booked, and when the next date is asked for.",
        {
            "agenda_before": Setting("Ask the mentee what to bring", 1, 5, "working days before"),
            "asked_again_after": Setting("Ask once more whether they met", 1, 10, "working days"),
            "mentor_asked_every": Setting("Ask the mentor, too, every so many sessions", 1, 10, "sessions"),
            "thin_up_to": Setting(
                "Ask only before every second session up to this rhythm",
                1,
                28,
                "days",
                "7 means: for pairs that meet every week.",
            ),
            "book_at": Setting("Ask for the next date after", 50, 100, "hundredths of the rhythm"),
        },
    ),
    "silence": Group(
        "When it gets quiet",
        "After so many hundredths of their rhythm, and at least so many days more than it, a silence is spoken of.",
        {
            "slips_at": Setting("The mentee is asked", 105, 300, "hundredths of the rhythm"),
            "slips_grace": Setting("… and at least so many days late", 2, 30, "days"),
            "mentor_slips_at": Setting("The mentor is asked", 110, 350, "hundredths of the rhythm"),
            "mentor_slips_grace": Setting("… and at least so many days late, for the mentor", 3, 35, "days"),
            "stalls_at": Setting("Both are asked; you see it", 120, 400, "hundredths of the rhythm"),
            "stalls_grace": Setting("… and at least so many days late, for both", 4, 40, "days"),
            "rests_at": Setting("They hear that it will rest", 200, 500, "hundredths of the rhythm"),
            "rests_least": Setting("… not before so many days", 28, 91, "days"),
            "rests_most": Setting("… and not after so many days", 45, 182, "days", "Slow rhythms get longer anyway."),
        },
    ),
    "back": Group(
        "Goals and looking back",
        "How often each is asked, alone, about goals, whether it is worth their time, and to look back.",
        {
            "goal_check": Setting("A goal nobody touched is asked about", 14, 60, "days"),
            "goal_stale": Setting("“Is it still your goal?”", 21, 62, "days"),
            "pulse_first": Setting("“Is it worth your time?” first", 14, 90, "days"),
            "pulse_every": Setting("… and then every", 30, 182, "days"),
            "audit_first": Setting("Looking back, after the first session", 56, 365, "days"),
            "audit_every": Setting("… and then every", 91, 365, "days", "Pairs with a short term look back halfway."),
            "gives_from": Setting("An idea for giving back, from session", 2, 10, "sessions"),
            "gives_every": Setting("… and at most every", 28, 182, "days"),
        },
    ),
    "budget": Group(
        "How much, at most",
        "Over all pairs of a person; who is in several programs gets the quietest of them.",
        {
            "nudges_in_four_weeks": Setting("Nudges in four weeks", 2, 3, "messages", "One a week at most, always."),
            "messages_a_week": Setting("Nudges and reminders of sessions in a week", 1, 2, "messages"),
            "rider_wait": Setting("A small question waits for a message to travel with", 0, 14, "days"),
        },
    ),
}
SETTINGS: Final[Mapping[str, Setting]] = {
    name: setting for group in GROUPS.values() for name, setting in group.settings.items()
}
IN_ORDER: Final = (
    ("first_reminder", "second_reminder"),
    ("choice_after", "never_met_rests_after"),
    ("lead_hears_after", "never_met_rests_after"),
    ("slips_at", "mentor_slips_at"),
    ("slips_grace", "mentor_slips_grace"),
    ("mentor_slips_at", "stalls_at"),
    ("mentor_slips_grace", "stalls_grace"),
    ("stalls_at", "rests_at"),
    ("goal_check", "goal_stale"),
)
"""What comes first has to stay first: else the last question would come before the first."""
FIXED: Final = (
    ("Hours and days", "each person's own: nobody hears anything outside their working hours."),
    ("One nudge a week", "and fewer after silence: more makes people stop them all."),
    ("Requests", "two weeks open, three at once, two reminders: mentors and mentees of all programs share them."),
    ("Two weeks before a rest, a month before its end", "so that a holiday ends nothing."),
    ("Three mentees for a mentor, three goals for a mentee, an hour for giving back", "so that nobody is used up."),
    ("Averages from five answers on", "so that nobody's answer can be guessed."),
    ("One in ten pairs without a nudge", "so that it shows what it changes; a useless kind stops by itself."),
)


def quietest(several: Sequence[Customs]) -> Customs:
    """Return how much at most holds for somebody in several programs: of each number the quietest."""
    return Customs(
        nudges_in_four_weeks=min(each.nudges_in_four_weeks for each in several),
        messages_a_week=min(each.messages_a_week for each in several),
        rider_wait=max(each.rider_wait for each in several),
    )
