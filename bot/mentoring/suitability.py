"""How mentors look to one seeker: what forbids a pair, what speaks for it, and what to know before asking."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.mentoring.offers import WORKING_DAY, Offer, Rule, Seeker

ENOUGH_HOURS: Final = 3
PLENTY_OF_HOURS: Final = 4
HOUR_POINTS: Final = 150
LEVEL_POINTS: Final = {0: 50, 1: 90, 2: 120, 3: 100}
FAR_AHEAD_POINTS: Final = 80
BEHIND_POINTS: Final = 20
UNKNOWN_LEVEL_POINTS: Final = 60
DEPARTMENT_POINTS: Final = 80
LANGUAGE_POINTS: Final = 50
BOT_SPEAKS: Final = "english"
DAY: Final = 24 * 60


class Suitability:
    """How mentors look to one seeker."""

    def __init__(self, seeker: Seeker, now: datetime) -> None:
        self._seeker = seeker
        self._now = now
        self._spoken = {language.casefold() for language in seeker.languages}
        self._understood: dict[frozenset[str], bool | None] = {}
        self._hours: dict[str, int | None] = {}
        self._points: dict[tuple[str, int | None, str, frozenset[str]], int] = {}
        self._below = seeker.below if callable(seeker.below) else None
        self._kept_apart: dict[str, Rule] = {}
        for people, rule in (
            (seeker.below if isinstance(seeker.below, frozenset) else (), Rule.LINE),
            (seeker.above, Rule.LINE),
            (seeker.ended, Rule.ENDED),
            (seeker.excluded, Rule.BLOCKED),
            ((seeker.slack_id,), Rule.SELF),
        ):
            self._kept_apart.update(dict.fromkeys(people, rule))

    def objection(self, offer: Offer) -> Rule | None:
        """Name the first hard rule that forbids this mentor, if any does."""
        if offer.slack_id in self._kept_apart:
            return self._kept_apart[offer.slack_id]
        if self._below and self._below(offer.slack_id):
            return Rule.LINE
        return self._unavailable(offer)

    def _unavailable(self, offer: Offer) -> Rule | None:
        if offer.paused:
            return Rule.PAUSED
        if offer.mentees >= offer.capacity:
            return Rule.NO_ROOM
        if self.understands(offer) is False:
            return Rule.NO_LANGUAGE
        return Rule.NO_OVERLAP if self.hours(offer) == 0 else None

    def understands(self, offer: Offer) -> bool | None:
        """Tell whether they share a language, if both say what they speak."""
        languages = offer.languages
        if languages not in self._understood:
            shared = any(language.casefold() in self._spoken for language in languages)
            self._understood[languages] = shared if languages and self._spoken else None
        return self._understood[languages]

    def hours(self, offer: Offer) -> int | None:
        """Count the working hours they share, if both zones are known."""
        zone = offer.timezone
        if zone not in self._hours:
            known = _offset(zone, self._now) is not None and _offset(self._seeker.timezone, self._now) is not None
            shared = overlap_hours(self._seeker.timezone, zone, self._now, self._seeker.hours)
            self._hours[zone] = shared if known else None
        return self._hours[zone]

    def ahead(self, offer: Offer) -> int | None:
        """Count the levels the mentor is ahead, if both are known."""
        if offer.level is None or self._seeker.level is None:
            return None
        return offer.level - self._seeker.level

    def elsewhere(self, offer: Offer) -> bool | None:
        """Tell whether the mentor works in another department, if both are known."""
        if not offer.department or not self._seeker.department:
            return None
        return offer.department.casefold() != self._seeker.department.casefold()

    def points(self, offer: Offer) -> int:
        """Weigh everything but the topics; what is not known counts half, neither for nor against."""
        alike = (offer.timezone, offer.level, offer.department, offer.languages)
        if alike not in self._points:
            self._points[alike] = self._points_of(offer)
        return self._points[alike]

    def _points_of(self, offer: Offer) -> int:
        hours, ahead = self.hours(offer), self.ahead(offer)
        level = UNKNOWN_LEVEL_POINTS if ahead is None else _level_points(ahead)
        time = HOUR_POINTS // 2 if hours is None else HOUR_POINTS * min(hours, PLENTY_OF_HOURS) // PLENTY_OF_HOURS
        department = _share(DEPARTMENT_POINTS, holds=self.elsewhere(offer))
        return time + level + department + _share(LANGUAGE_POINTS, holds=self.understands(offer))

    def caveat(self, offer: Offer) -> str | None:
        """Say the one thing the seeker should know before asking."""
        hours = self.hours(offer)
        if hours is not None and hours < ENOUGH_HOURS:
            return f"Only {hours} {'hour' if hours == 1 else 'hours'} of working time in common"
        spoken = {language.casefold(): language for language in offer.languages}
        if spoken and not self._spoken and BOT_SPEAKS not in spoken:
            return f"Speaks {listed(sorted(spoken.values()))}, not listed by you"
        return None


def overlap_hours(tz_a: str, tz_b: str, now: datetime, hours_a: tuple[int, int] = WORKING_DAY) -> int:
    """Count the full working hours two people share on a day like today; an unknown zone is read as UTC."""
    ahead = (_offset(tz_b, now) or timedelta()) - (_offset(tz_a, now) or timedelta())
    length_a, length_b = ((end - start) % 24 * 60 for start, end in (hours_a, WORKING_DAY))
    # How long after the first one's start the other starts, somewhere on the clock: an evening may meet a morning.
    later = ((WORKING_DAY[0] - hours_a[0]) * 60 - ahead // timedelta(minutes=1)) % DAY
    shared = max(0, min(length_b, length_a - later)) + max(0, min(length_a, length_b - (DAY - later)))
    return shared // 60


def in_line(manager_of: Mapping[str, str], a: str, b: str) -> bool:
    """Tell whether one of two people reports to the other, at any depth."""
    return a != b and (a in above(manager_of, b) or b in above(manager_of, a))


def above(manager_of: Mapping[str, str], person: str) -> frozenset[str]:
    """List everyone a person reports to, directly or not. People who report in a circle are each above the others."""
    chain: set[str] = set()
    manager = manager_of.get(person)
    while manager and manager != person and manager not in chain:
        chain.add(manager)
        manager = manager_of.get(manager)
    return frozenset(chain)


def listed(things: Sequence[str]) -> str:
    """Join a few things the way a person would say them."""
    return " and ".join(part for part in (", ".join(things[:-1]), things[-1]) if part)


def _level_points(ahead: int) -> int:
    if ahead < 0:
        return BEHIND_POINTS
    return LEVEL_POINTS.get(ahead, FAR_AHEAD_POINTS)


def _share(points: int, *, holds: bool | None) -> int:
    return points // 2 if holds is None else points * holds


def _offset(zone: str, now: datetime) -> timedelta | None:
    known = _zone(zone)
    return known.utcoffset(now.astimezone(known)) if known else None


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
