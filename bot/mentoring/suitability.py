"""How mentors look to one seeker: what forbids a pair, what speaks for it, and what to know before asking."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from bot.mentoring.offers import RELAXABLE, WORKING_DAY, Offer, Rule, Seeker, Switches
from bot.mentoring.pairscore import Between, holds, levels_ahead, time_shared

LEAST_HOURS: Final = 2
"""With less of the working day in common, a pair would meet at somebody's breakfast or bedtime."""
ENOUGH_HOURS: Final = 3
BOT_SPEAKS: Final = "english"
DAY: Final = 24 * 60
AS_SHIPPED: Final = Switches()


class Reachable(Protocol):
    """Where somebody is, and what they speak."""

    @property
    def timezone(self) -> str:
        """The time zone they work in."""

    @property
    def level(self) -> int | None:
        """How far they have come, if that is known."""

    @property
    def languages(self) -> Collection[str]:
        """What they speak, if they said so."""


class Suitability:
    """How mentors look to one seeker."""

    def __init__(self, seeker: Seeker, now: datetime, switches: Switches = AS_SHIPPED) -> None:
        self._seeker = seeker
        self._switches = switches
        self._relaxed = seeker.relaxed & RELAXABLE
        self._now = now
        self._spoken = {language.casefold() for language in seeker.languages}
        self._understood: dict[frozenset[str], bool | None] = {}
        self._hours: dict[str, int | None] = {}
        self._between: dict[tuple[str, int | None, str, frozenset[str]], Between] = {}
        self._below = seeker.below if callable(seeker.below) else None
        self._kept_apart: dict[str, Rule] = {}
        for people, rule in (
            (seeker.below if isinstance(seeker.below, frozenset) else (), Rule.LINE),
            (seeker.above, Rule.LINE),
            (seeker.ended, Rule.ENDED),
            ((seeker.slack_id,), Rule.SELF),
        ):
            self._kept_apart.update(dict.fromkeys(people, rule))

    def objection(self, offer: Offer) -> Rule | None:
        """Name the first hard rule that forbids this mentor, if any does."""
        if offer.slack_id in self._kept_apart:
            return self._kept_apart[offer.slack_id]
        if self._below and self._below(offer.slack_id):
            return Rule.LINE
        if self._is_of_one_team(offer):
            return Rule.TEAM
        return self._unavailable(offer) or self._unsuitable(offer)

    def _is_of_one_team(self, offer: Offer) -> bool:
        manager = self._seeker.manager
        return not self._switches.same_team and manager is not None and offer.manager == manager

    def _unavailable(self, offer: Offer) -> Rule | None:
        if offer.guest:
            return Rule.GUEST
        if offer.away:
            return Rule.AWAY
        # Where a pause would be told, and in its words: neither an earlier rule nor a later one gives a block away.
        if offer.slack_id in self._seeker.excluded:
            return Rule.BLOCKED
        if offer.paused:
            return Rule.PAUSED
        return Rule.NO_ROOM if offer.mentees >= offer.capacity else None

    def _unsuitable(self, offer: Offer) -> Rule | None:
        return next((rule for rule in self._broken(offer) if rule not in self._relaxed), None)

    def _broken(self, offer: "Reachable") -> list[Rule]:
        """List the rules that are broken of those a seeker may set aside."""
        ahead, hours, least = self.ahead(offer), self.hours(offer), self._switches.levels_ahead
        rules = (
            (Rule.LEVEL, least is not None and ahead is not None and ahead < least),
            (Rule.NO_LANGUAGE, self.understands(offer) is False),
            (Rule.NO_OVERLAP, hours is not None and hours < LEAST_HOURS),
        )
        return [rule for rule, broken in rules if broken]

    def understands(self, offer: Reachable) -> bool | None:
        """Tell whether they share a language, if both say what they speak."""
        languages = frozenset(offer.languages)
        if languages not in self._understood:
            shared = any(language.casefold() in self._spoken for language in languages)
            self._understood[languages] = shared if languages and self._spoken else None
        return self._understood[languages]

    def hours(self, offer: Reachable) -> int | None:
        """Count the working hours they share, if both zones are known."""
        zone = offer.timezone
        if zone not in self._hours:
            known = _offset(zone, self._now) is not None and _offset(self._seeker.timezone, self._now) is not None
            shared = overlap_hours(self._seeker.timezone, zone, self._now, self._seeker.hours)
            self._hours[zone] = shared if known else None
        return self._hours[zone]

    def ahead(self, offer: Reachable) -> int | None:
        """Count the levels the mentor is ahead, if both are known."""
        if offer.level is None or self._seeker.level is None:
            return None
        return offer.level - self._seeker.level

    def elsewhere(self, offer: Offer) -> bool | None:
        """Tell whether the mentor works in another department, if both are known."""
        if not offer.department or not self._seeker.department:
            return None
        return offer.department.casefold() != self._seeker.department.casefold()

    def between(self, offer: Offer, *, needs: int | None, goals: int | None) -> Between:
        """Tell how far each part of a pair's score holds; how well the wish is answered, others know."""
        alike = (offer.timezone, offer.level, offer.department, offer.languages)
        if alike not in self._between:
            self._between[alike] = Between(
                time=time_shared(self.hours(offer)),
                level=levels_ahead(self.ahead(offer)),
                department=holds(self.elsewhere(offer)),
                language=holds(self.understands(offer)),
            )
        return replace(self._between[alike], needs=needs, goals=goals)

    def caveat(self, offer: Reachable) -> str | None:
        """Say the one thing the seeker should know before asking: what they set aside themselves is it, if anything."""
        if set_aside := [rule for rule in self._broken(offer) if rule in self._relaxed]:
            said = [self._said_of(rule, offer) for rule in set_aside]
            return ", and ".join([said[0], *(f"{each[:1].lower()}{each[1:]}" for each in said[1:])])
        hours = self.hours(offer)
        if hours is not None and hours < ENOUGH_HOURS:
            return _in_common(hours)
        spoken = {language.casefold(): language for language in offer.languages}
        if spoken and not self._spoken and BOT_SPEAKS not in spoken:
            return f"Speaks {listed(sorted(spoken.values()))}, not listed by you"
        return None

    def _said_of(self, rule: Rule, offer: Reachable) -> str:
        """Say what it means that this rule was set aside for somebody."""
        if rule is Rule.LEVEL:
            return "Less far ahead of you than is asked for here"
        if rule is Rule.NO_LANGUAGE:
            return f"No language in common: they speak {listed(sorted(offer.languages))}"
        return _in_common(self.hours(offer) or 0)


def _in_common(hours: int) -> str:
    least = f"Only {hours} {'hour' if hours == 1 else 'hours'}" if hours else "No hour"
    return f"{least} of working time in common"


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


def _offset(zone: str, now: datetime) -> timedelta | None:
    known = _zone(zone)
    return known.utcoffset(now.astimezone(known)) if known else None


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
