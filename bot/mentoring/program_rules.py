"""What the leads of a program decide about it: how people are matched, how pairs begin, and what happens when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from bot.mentoring.cohort.participants import Policy, Way
from bot.mentoring.customs import AS_SHIPPED, EVERY_RHYTHM, Customs
from bot.mentoring.offers import Switches
from bot.mentoring.people import CAPACITY_MAX, MENTORS_MAX
from bot.mentoring.refusals import Refusal

RANKED_MAX: Final = 5
"""So many mentors a mentee may wish for before a match (practice F3)."""
LEVELS_MAX: Final = 3
HOURS_MAX: Final = 6
TERM_LEAST, TERM_MOST = 6, 104
"""Weeks. A pair that means to meet for less is a chat, and one for longer than two years needs no term."""


class NotARule(Refusal):
    """One of these values isn't among those that can be chosen, so nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a program's leads may decide, each with its default."""

    rhythms: tuple[str, ...] = EVERY_RHYTHM
    rhythm: str = "biweekly"
    mentors_each: int = 1
    mentees_each: int = CAPACITY_MAX
    ranked: int = RANKED_MAX
    same_team: bool = False
    levels_ahead: int | None = 1
    hours: int = 2
    crowding: int = 20
    is_stable: bool = False
    """Whether no two people may rather have each other than whom they got, though fewer are matched then."""
    term_weeks: int = 0
    """So long a pair means to meet, where the program has no end of its own; nothing means: as long as they like."""
    numbers: Customs = AS_SHIPPED
    """By which numbers its pairs are reminded and looked after."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Rules":
        """Read what was kept; what an older or newer version kept besides means nothing."""
        known = {each.name for each in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        values["numbers"] = Customs.of(values.get("numbers") or {})
        return cls(**{name: value for name, value in values.items() if name in known})

    def plain(self) -> dict[str, Any]:
        """Return them as words and numbers, for keeping."""
        return asdict(self) | {"rhythms": list(self.rhythms), "numbers": self.numbers.plain()}

    def check(self) -> "Rules":
        """Refuse what can't be chosen."""
        levels = self.levels_ahead
        sound = (
            bool(self.rhythms) and self.rhythm in self.rhythms,
            1 <= self.mentors_each <= MENTORS_MAX,
            1 <= self.mentees_each <= CAPACITY_MAX,
            0 <= self.ranked <= RANKED_MAX,
            levels is None or -LEVELS_MAX <= levels <= LEVELS_MAX,
            0 <= self.hours <= HOURS_MAX,
            self.term_weeks == 0 or TERM_LEAST <= self.term_weeks <= TERM_MOST,
        )
        if not all(sound):
            raise NotARule
        self.numbers.check()
        return self

    @property
    def customs(self) -> Customs:
        """What they mean for the pairs of the program."""
        return replace(self.numbers, rhythms=self.rhythms)

    @property
    def policy(self) -> Policy:
        """What they mean for a match."""
        return Policy(
            same_team=self.same_team,
            levels_ahead=self.levels_ahead,
            hours=self.hours,
            crowding=self.crowding,
            mentors_each=self.mentors_each,
            way=Way.STABLE if self.is_stable else Way.BEST,
        )

    @property
    def switches(self) -> Switches:
        """What they mean for somebody who looks for a mentor alone."""
        return Switches(same_team=self.same_team, levels_ahead=self.levels_ahead)
