"""Floors: what many people said is told only where nobody can be picked out of it (practice rule 18)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

FLOOR: Final = 5
"""Answers without which an average would tell what somebody said."""
A_WEEK: Final = timedelta(weeks=1)
WEEKS_COUNTED_ON: Final = 13
"""So many weeks it is counted on how many are new; then anew, so that what is deleted after a year moves nothing."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
A_MONDAY: Final = datetime(2024, 1, 1, tzinfo=UTC)


def may_be_shown(answers: Mapping[str, int]) -> frozenset[str]:
    """Return which groups may be shown beside their total, given how many answered in each.

    A group below the floor is hidden, and so is the next smallest: otherwise the total less the others would tell it.
    Groups in which nobody answered hide nothing.
    """
    spoken = sorted((name for name, number in answers.items() if number), key=lambda name: (answers[name], name))
    hidden = [name for name in spoken if answers[name] < FLOOR]
    shown = [name for name in spoken if name not in hidden]
    while hidden and shown and (len(hidden) == 1 or sum(answers[name] for name in hidden) < FLOOR):
        hidden.append(shown.pop(0))
    return frozenset(shown)


def told_until(said: Iterable[tuple[datetime, Hashable]], began: datetime, within: timedelta) -> datetime | None:
    """Return up to which Monday things may be told of: the last one by which five people or pairs more had spoken.

    Whoever looks twice sees the same, or what five and more have said since: no difference tells what one of them said.
    `began` is the last Monday, and what was to be told longer ago than `within` is told no more.
    """
    new: dict[int, set[Hashable]] = defaultdict(set)
    for at, who in said:
        new[_week(at)].add(who)
    until, since = None, set[Hashable]()
    for week in range(_week(began - within) // WEEKS_COUNTED_ON * WEEKS_COUNTED_ON, _week(began)):
        since = new[week] | (since if week % WEEKS_COUNTED_ON else set())
        if has_enough(len(since)):
            until, since = A_MONDAY + (week + 1) * A_WEEK, set()
    return until if until and until >= began - within else None


def monday(now: datetime) -> datetime:
    """Return when the week began."""
    return A_MONDAY + _week(now) * A_WEEK


def week_of(day: int) -> datetime:
    """Return when the week of a day began; days are counted from the first of 1970."""
    return monday(EPOCH + timedelta(days=day))


def counted_from(began: datetime, within: timedelta) -> datetime:
    """Return from when on it is counted how many have spoken."""
    return A_MONDAY + _week(began - within) // WEEKS_COUNTED_ON * WEEKS_COUNTED_ON * A_WEEK


@lru_cache(maxsize=1024)
def _week(at: datetime) -> int:
    return (at - A_MONDAY) // A_WEEK


def has_enough(answers: int) -> bool:
    """Tell whether so many answers may be told of together."""
    return answers >= FLOOR
