"""Reporting lines of everybody at once, laid out so that two comparisons tell who is above whom.

Everybody has a span of numbers that holds the spans of all who report to them, at any depth. Who reports in a circle is
above all others in it, and the circle has one span. So a line twenty thousand deep, or a circle of twenty thousand,
takes no more room than twenty thousand teams.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple


class Span(NamedTuple):
    """The numbers of somebody and of all who report to them: from the first to before the end."""

    first: int
    end: int


NO_LINE: Final = Span(-1, -1)


class Lines:
    """Who reports to whom, ready to be asked about anybody."""

    def __init__(self, manager_of: Mapping[str, str]) -> None:
        """Walk every line once. Who reports to themselves or to nobody is the top of their line."""
        circles = _circles(manager_of)
        reports: dict[str, list[str]] = {}
        tops: list[str] = []
        for one in dict.fromkeys((*manager_of, *manager_of.values())):
            if circles.get(one, one) != one:
                continue  # somebody else's name stands for this circle
            manager = "" if one in circles else manager_of.get(one, "")
            if manager:
                reports.setdefault(circles.get(manager, manager), []).append(one)
            else:
                tops.append(one)
        self._spans = _spans(tops, reports)
        self._spans.update({one: self._spans[name] for one, name in circles.items()})

    def span(self, who: str) -> Span:
        """Return somebody's span."""
        return self._spans.get(who, NO_LINE)

    def holds(self, one: str, other: str) -> bool:
        """Tell whether one of two people reports to the other, at any depth."""
        if one == other:
            return False
        mine, theirs = self.span(one), self.span(other)
        return mine.first <= theirs.first < mine.end or theirs.first <= mine.first < theirs.end


def _circles(manager_of: Mapping[str, str]) -> dict[str, str]:
    """Find whoever reports to themselves in the end, and for each a name that stands for the whole circle."""
    circles: dict[str, str] = {}
    seen: set[str] = set()
    for one in manager_of:
        path: dict[str, None] = {}
        at = one
        while at and at not in seen:
            seen.add(at)
            path[at] = None
            at = manager_of.get(at, "")
        if at in path:
            walked = list(path)
            circle = walked[walked.index(at) :]
            circles.update(dict.fromkeys(circle, at))
    return circles


def _spans(tops: Iterable[str], reports: Mapping[str, list[str]]) -> dict[str, Span]:
    """Give everybody a number, and right after it numbers to those who report to them."""
    order: list[str] = []
    ahead = list(tops)
    while ahead:
        one = ahead.pop()
        order.append(one)
        ahead += reports.get(one, ())
    size = dict.fromkeys(order, 1)
    for one in reversed(order):
        size[one] += sum(size[each] for each in reports.get(one, ()))
    return {one: Span(at, at + size[one]) for at, one in enumerate(order)}
