"""Lateness: when the silence of a pair is spoken of, counted in days that the rhythm of the two allows."""

import math
from datetime import datetime, timedelta

NEVER_MET_RESTS_AFTER = timedelta(days=45)
REST_GRACE = timedelta(days=14)
CLOSE_AFTER_REST = timedelta(days=30)


class Lateness:
    """What a pair's silence is measured by. Only days on which the pair was under way count."""

    started_at: datetime
    idle_since: datetime | None
    rhythm: timedelta
    wished_rhythm: timedelta | None
    wished_at: datetime | None
    held: int

    @property
    def quiet_since(self) -> datetime:
        """The moment lateness is counted from: the last session, a fresh start, or a "keep"; pauses don't count."""
        return self.idle_since or self.started_at

    @property
    def silence(self) -> str:
        """Name this silence, as everything names it that is said or picked about it: since when it has lasted."""
        return f"since-{self.quiet_since.date().isoformat()}"

    @property
    def pace(self) -> timedelta:
        """The rhythm nudges go by: the agreed one, or the slower one once a wish has waited in vain (practice C17)."""
        waited_in_vain = self.wished_rhythm if self.wished_at is None else None
        return max(self.rhythm, waited_in_vain or self.rhythm)

    # Grace in days, with a minimum: weekly pairs aren't nagged, and quarterly ones aren't closed early (practice 2).
    @property
    def book_at(self) -> datetime:
        """When it is time to have a next date."""
        return self.quiet_since + timedelta(days=math.ceil(self.pace.days * 0.75))

    @property
    def slips_at(self) -> datetime:
        """When the mentee is asked whether to book or slow down."""
        return self.quiet_since + _late(self.pace, 1.25, 5)

    @property
    def slips_for_mentor_at(self) -> datetime:
        """When the mentor is asked whether the rhythm is right."""
        return self.quiet_since + _late(self.pace, 1.5, 8)

    @property
    def stalls_at(self) -> datetime:
        """When each is asked: restart, slower, pause or wrap up."""
        return self.quiet_since + _late(self.pace, 1.75, 10)

    @property
    def rest_notice_at(self) -> datetime:
        """When both are told that the pair will be left to rest."""
        return self.quiet_since + self.rests_after

    @property
    def rests_after(self) -> timedelta:
        """So long a silence may last before both are told that the pair will be left to rest."""
        if not self.held:
            return NEVER_MET_RESTS_AFTER
        return timedelta(days=max(min(max(3 * self.pace.days, 45), 91), math.ceil(1.75 * self.pace.days) + 14))


def _late(rhythm: timedelta, factor: float, grace: int) -> timedelta:
    """Days of silence allowed: the rhythm times a factor, but never less than some days' grace."""
    return timedelta(days=max(math.ceil(rhythm.days * factor), rhythm.days + grace))
