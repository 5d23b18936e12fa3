"""Aftermath: how pairs end, and what comes after: other mentees, another match."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.mentoring.counts import Counts, Figure
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.overview import PairSeen

COMES_BACK_WITHIN: Final = timedelta(days=180)
SETTLES_WITHIN: Final = timedelta(days=60)
"""Another match is a success once the two met twice within so long."""


def figures(
    several: Sequence[PairSeen], counts: Counts, met_twice: Mapping[int, datetime], now: datetime
) -> Iterable[Figure]:
    """Tell how pairs end, and what comes after."""
    met = [pair for pair in several if pair.held and not pair.is_open]
    later = sum(1 for pair in several if pair.lifecycle is Lifecycle.REDEFINED)
    done = later + sum(1 for pair in met if pair.lifecycle is Lifecycle.ENDED_COMPLETED)
    started = [pair for pair in several if pair.came_about]
    resting = sum(1 for pair in started if pair.lifecycle is Lifecycle.DORMANT)
    never = sum(1 for pair in started if not pair.is_open and not pair.held)
    freed, back = _returning(several, now)
    again = [pair for pair in rematches(several) if now - pair.started_at >= SETTLES_WITHIN]
    settled = sum(
        1 for pair in again if pair.id in met_twice and met_twice[pair.id] - pair.started_at <= SETTLES_WITHIN
    )
    return (
        Figure(
            "Completed",
            "Pairs that did their work or go on as peers, of those that met and are over.",
            done,
            len(met) + later,
        ),
        Figure(
            "Ended early",
            "Pairs that ended before half of their time without having done their work, of all that came about. "
            "Those that one of the two ended are told of five at a time.",
            counts.ended_early,
            len(started),
        ),
        Figure("Resting", "Pairs left to rest, of all that came about.", resting, len(started)),
        Figure("Never met", "Pairs that ended without a session, of all that came about.", never, len(started)),
        Figure("Another match that holds", "Met twice within 60 days, of those 60 days old.", settled, len(again)),
        Figure("Mentors who came back", "Mentors with a new mentee within half a year of an end.", back, freed),
    )


def rematches(several: Iterable[PairSeen]) -> list[PairSeen]:
    """List the pairs whose mentee had another mentor before, from whom they had parted."""
    parted: dict[str, datetime] = {}
    for pair in several:
        if pair.ended_at and pair.came_about:
            parted[pair.mentee] = min(parted.get(pair.mentee, pair.ended_at), pair.ended_at)
    return [
        pair for pair in several if pair.came_about and pair.mentee in parted and parted[pair.mentee] <= pair.started_at
    ]


def _returning(several: Sequence[PairSeen], now: datetime) -> tuple[int, int]:
    """Count mentors with a pair that is over, and those who took somebody new soon after one was."""
    began: dict[str, list[datetime]] = {}
    ends: dict[str, list[datetime]] = {}
    for pair in several:
        if pair.came_about:
            began.setdefault(pair.mentor, []).append(pair.started_at)
        if pair.came_about and pair.ended_at and pair.ended_at <= now:
            ends.setdefault(pair.mentor, []).append(pair.ended_at)
    back = sum(
        any(end <= at <= end + COMES_BACK_WITHIN for end in theirs for at in began.get(mentor, ()))
        for mentor, theirs in ends.items()
    )
    return len(ends), back
