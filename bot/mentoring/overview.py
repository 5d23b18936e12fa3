"""Overview: what a lead sees of each pair. States, dates and counts; no score, no note, and nothing about who said it.

Health is reckoned here from the same facts as for the two themselves, but for their own answers, which aren't read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from bot.mentoring import health
from bot.mentoring.customs import AS_SHIPPED, Customs
from bot.mentoring.health import Status, Vitals
from bot.mentoring.lateness import Lateness
from bot.mentoring.lifecycles import ENDED, OPEN, STOPPED, Lifecycle
from bot.mentoring.standing import Standing

KEEPS_RHYTHM: Final = 0.75
"""Whoever met three times out of four as often as they meant to keeps their rhythm (practice 6)."""
ONE_DAY: Final = timedelta(days=1)
NO_TIME: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Stop:
    """A turn into a break, or out of one."""

    at: datetime
    became: Lifecycle


@dataclass(kw_only=True, eq=False)
class PairSeen(Standing, Lateness):
    """One pair, as a lead may see it."""

    id: int
    mentor: str
    mentor_name: str
    mentee: str
    mentee_name: str
    started_at: datetime
    rhythm: timedelta
    lifecycle: Lifecycle
    held: int
    wished_rhythm: timedelta | None = None
    wished_at: datetime | None = None
    before_hold: Lifecycle | None = None
    wound_down_at: datetime | None = None
    redefined_at: datetime | None = None
    missed_in_a_row: int = 0
    idle_since: datetime | None = None
    checked_in_until: datetime | None = None
    ended_at: datetime | None = None
    program_id: int | None = None
    customs: Customs = AS_SHIPPED
    first_met_at: datetime | None = None
    last_met_at: datetime | None = None
    next_at: datetime | None = None
    met: int = 0
    """How often they met within the window by which their rhythm is judged."""
    agreed: int = 0
    is_informal: bool = False
    wishes: bool = False
    """Whether one of the two agreed that a lead gets in touch."""
    stops: Sequence[Stop] = ()
    was_declined: bool = False
    """Whether it was only ever proposed."""
    is_left: bool = False
    """Whether one of the two has left mentoring: the other one knows, and nothing can be done about their silence."""
    _read: tuple[datetime, Vitals] | None = field(default=None, repr=False)
    """Vitals are asked for again and again; they are worked out once for a moment."""

    @property
    def both(self) -> tuple[str, str]:
        """The mentee and the mentor, by Slack id."""
        return self.mentee, self.mentor

    @property
    def is_open(self) -> bool:
        """Whether it isn't over."""
        return self.lifecycle in OPEN

    @property
    def came_about(self) -> bool:
        """Whether the two ever were a pair; what was proposed to them, and isn't accepted, is none."""
        return self.lifecycle is not Lifecycle.PROPOSED and not self.was_declined

    @property
    def met_after(self) -> int | None:
        """How many days after they became a pair the two first met, breaks aside; None while they haven't since."""
        if self.first_met_at is None or self.started_at - self.first_met_at > ONE_DAY:
            return None
        return self._without_breaks(self.started_at, self.first_met_at)

    def waits(self, now: datetime) -> int | None:
        """How many days the two have gone, or went, without a first session, breaks aside; None once they met."""
        return None if self.first_met_at else self._without_breaks(self.started_at, self.ended_at or now)

    def _without_breaks(self, since: datetime, until: datetime) -> int:
        """Count days by the calendar, as whoever compares the days of a table does."""
        away = max(until - since, NO_TIME) - health.active_time(self.stops, since, until)
        return max((until.date() - since.date()).days - away // ONE_DAY, 0)

    def age(self, now: datetime) -> int:
        """Count the days in which it wasn't on a break."""
        return health.active_days(self.stops, self.started_at, now)

    def vitals(self, now: datetime) -> Vitals:
        """Read what its health is told from; nobody's answers are among it."""
        if self._read is None or self._read[0] != now:
            self._read = now, self._vitals(now)
        return self._read[1]

    def _vitals(self, now: datetime) -> Vitals:
        since = max(self.started_at, now - window(self.rhythm))
        quiet = self.quiet_since
        return Vitals(
            is_going=self.meets,
            rhythm=self.rhythm.days,
            late=(now - quiet).days,
            slips_after=self.slips_after.days,
            stalls_after=self.stalls_after.days,
            unmet_after=self.customs.lead_hears_after,
            age=self.age(now),
            met_ever=self.held > 0,
            met=self.met,
            active=health.active_days(self.stops, since, now),
            missed_in_a_row=self.missed_in_a_row,
            agreed=self.agreed,
            is_informal=self.is_informal,
            booked_in=(self.next_at - now).days if self.next_at else None,
        )

    def status(self, now: datetime) -> Status:
        """Say how it is doing."""
        return health.status(self.vitals(now))

    def reasons(self, now: datetime) -> list[str]:
        """Name why a person may be needed; while a lead looks after it, and once it is over, nothing is."""
        return [] if self.is_looked_after(now) else self.facts(now)

    def facts(self, now: datetime) -> list[str]:
        """Name what would call for a person, whether a lead looks after it already or not."""
        if self.is_left:
            return [health.ASKED] if self.is_open and self.wishes else []
        return health.reasons(self.vitals(now), wishes=self.wishes) if self.is_open else []

    def stood(self, at: datetime) -> Lifecycle | None:
        """Tell roughly where it stood at a moment: under way, on a break, or nowhere because it wasn't, or was over."""
        if (
            not self.came_about
            or self.started_at > at
            or (self.lifecycle in ENDED and (self.ended_at is None or self.ended_at <= at))
        ):
            return None
        last = max((stop for stop in self.stops if stop.at <= at), key=lambda stop: stop.at, default=None)
        is_away = last is not None and last.became in STOPPED
        return Lifecycle.PAUSED if is_away else Lifecycle.ACTIVE


@lru_cache(maxsize=256)
def window(rhythm: timedelta) -> timedelta:
    """Return over how long a rhythm is judged."""
    return max(health.WINDOW, health.RHYTHMS_IN_WINDOW * rhythm)


@dataclass(frozen=True, slots=True)
class Needs:
    """A pair that needs a person, and why."""

    pair: PairSeen
    reasons: Sequence[str]
    key: int


def looked_after(several: Iterable[PairSeen], now: datetime) -> int:
    """Count the pairs that would need a person if no lead looked after them."""
    return sum(1 for pair in several if pair.is_looked_after(now) and pair.facts(now))


def worklist(several: Iterable[PairSeen], now: datetime) -> list[Needs]:
    """List the pairs that need a person: those who asked first, then whoever is worst off by what is known."""
    found = [Needs(pair, why, health.sort_key(pair.vitals(now))) for pair in several if (why := pair.reasons(now))]
    return sorted(found, key=lambda each: (health.ASKED not in each.reasons, each.key, each.pair.id))
