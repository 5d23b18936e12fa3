"""Terms: until when two mean to meet, and from when on they are asked how to go on."""

from datetime import datetime, timedelta

WIND_DOWN_BEFORE = timedelta(days=30)
WIND_DOWN_AT = 0.8
"""A short term would wind down as soon as it began, if thirty days before its end were the only rule (practice E1)."""


class Term:
    """What follows from until when two mean to meet, and from their program where they end with it."""

    started_at: datetime
    term_ends_at: datetime | None
    asked_from: datetime | None
    wound_down_at: datetime | None

    @property
    def end_nears_at(self) -> datetime | None:
        """When their end comes near: after four fifths of their time, and at most thirty days before it is over."""
        if self.term_ends_at is None:
            return None
        four_fifths = self.started_at + (self.term_ends_at - self.started_at) * WIND_DOWN_AT
        return max(four_fifths, self.term_ends_at - WIND_DOWN_BEFORE)

    @property
    def winds_down_at(self) -> datetime | None:
        """When two with a term wind down: as their end comes near, or as their program begins to close before that."""
        nears = self.end_nears_at
        return nears and min(nears, self.asked_from or nears)

    @property
    def winds_down_as_planned(self) -> bool:
        """Whether they wind down because the end they planned is near, and not because one of them wants to."""
        planned, since = self.winds_down_at, self.wound_down_at
        return planned is not None and since is not None and since >= planned

    @property
    def winds_down_early(self) -> bool:
        """Whether they wind down because their program begins to close, and neither wants to, nor is their end near."""
        nears, since, closes = self.end_nears_at, self.wound_down_at, self.asked_from
        return nears is not None and since is not None and closes is not None and closes < since < nears

    @property
    def last_session_from(self) -> datetime | None:
        """From when on a session of two who wind down is their last one; who were asked early meet on until then."""
        return self.end_nears_at if self.winds_down_early else self.wound_down_at
