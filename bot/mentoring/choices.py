"""Choices: mentors named to a mentee before a match, for them to rank; each mentor may say no, and nobody learns it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

TIME_TO_CHOOSE: Final = timedelta(days=7)
"""As long as is usual: whoever was away for some days still has a say."""
LONGEST_TO_CHOOSE: Final = timedelta(days=28)


class NothingToChoose(Refusal):
    """There are no mentors for you to choose from here, so nothing was changed. `/mentor find` shows mentors."""


class ChoiceCannotEndThen(Refusal):
    """Please pick a day after today, and within four weeks."""


@dataclass(kw_only=True, eq=False)
class Choice:
    """One mentor named to one mentee of a program, why, and what each said of it. Neither learns of the other."""

    workspace: str
    program_id: int
    mentee_id: int
    mentor_id: int
    place: int
    proposed_at: datetime
    reasons: tuple[str, ...] = ()
    answered: bool = False
    """Whether the mentee said whom they would like. Whom, stands among their wishes."""
    declined: bool = False
    mentee: Person = field(init=False, repr=False)
    mentor: Person = field(init=False, repr=False)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mentees were asked to choose, and how many have answered."""

    asked: int = 0
    answered: int = 0

    @property
    def silent(self) -> int:
        """How many haven't."""
        return self.asked - self.answered


def check_end(until: datetime, now: datetime) -> None:
    """Refuse a time to choose that is over at once, or longer than anybody remembers."""
    if not now < until <= now + LONGEST_TO_CHOOSE:
        raise ChoiceCannotEndThen
