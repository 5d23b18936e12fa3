"""Several moments that somebody typed one after another: "10 March 14:00, 11 March 15:00", "fri 10am or 2pm".

As with a single day, nothing is guessed: a part that could mean two things is left for the person to choose.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from typing import Final

from bot.mentoring.typed import MASK, Moment, clocks_in, days_in, masked, meant

SEPARATOR: Final = re.compile(r"[,;\n]|\b(?:and|or)\b", re.IGNORECASE)
RANGE: Final = re.compile(r"\s*(?:-|–|to|till|until)\s*", re.IGNORECASE)
"""Between two times of day it makes the second an end, and not another beginning."""


def read(text: str, today: date) -> tuple[tuple[Moment, ...], str]:
    """Read every moment that is named, in the order in which they were typed, and the words that were left."""
    clocks = clocks_in(text)
    without_clocks = masked(text, [span for span, _ in clocks])
    clocks = [each for place, each in enumerate(clocks) if not (place and _is_end(text, clocks[place - 1], each))]
    found: list[tuple[Span, Said]] = sorted([*clocks, *days_in(without_clocks, today)], key=lambda each: each[0])
    rest = masked(text, [span for span, _ in found])
    reading, left, begins = Reading(), "", 0
    for end, following in [*(each.span() for each in SEPARATOR.finditer(rest)), (len(text), len(text))]:
        said = [value for (start, _), value in found if begins <= start < end]
        left += f" {rest[begins:end] if reading.takes(said) else text[begins:end]}"
        begins = following
    return tuple(reading.done()), meant(left.replace(MASK, " "))


Span = tuple[int, int]
Said = date | time


@dataclass(slots=True)
class Reading:
    """What was read so far, part by part."""

    moments: list[Moment] = field(default_factory=list)
    day: date | None = None
    """The day that was named last."""
    is_used: bool = True
    """Whether a time of it was named, too."""
    waiting: list[time] = field(default_factory=list)
    """Times whose day comes later, as in "10am or 2pm on Friday"."""

    def takes(self, said: Sequence[Said]) -> bool:
        """Take a part in; tell whether it can be read in one way only."""
        days = {each for each in said if isinstance(each, date)}
        if len(days) == 1 and said and isinstance(said[0], time):
            self.name(next(iter(days)))
            said = [each for each in said if isinstance(each, time)]
        elif len(days) > 1 and not _alternate(said):
            return False
        for each in said:
            if isinstance(each, date):
                self.name(each)
            elif self.day is None:
                self.waiting.append(each)
            else:
                self.add(each)
        return True

    def name(self, day: date) -> None:
        """Speak of another day from here on."""
        if not self.is_used and day != self.day:
            self.moments.append(Moment(self.day, None))
        self.is_used = self.is_used and day == self.day
        self.day = day
        for each in self.waiting:
            self.add(each)
        self.waiting = []

    def add(self, at: time) -> None:
        """Speak of a time of the day that was named."""
        self.moments.append(Moment(self.day, at))
        self.is_used = True

    def done(self) -> list[Moment]:
        """Return everything, with the days and the times that stand alone."""
        alone = [Moment(self.day, None)] if not self.is_used else []
        return [*self.moments, *alone, *(Moment(None, each) for each in self.waiting)]


def _alternate(said: Sequence[Said]) -> bool:
    """Tell whether every day of a part is followed by a time of it, as in "10 March 14:00 11 March 15:00"."""
    days_last = [isinstance(each, date) for each in said]
    return not days_last[-1] and not any(one and other for one, other in pairwise(days_last))


def _is_end(text: str, before: tuple[Span, time], this: tuple[Span, time]) -> bool:
    return RANGE.fullmatch(text[before[0][1] : this[0][0]]) is not None
