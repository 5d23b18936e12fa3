"""Lateness: when the silence of a pair is spoken of, counted in days that the rhythm of the two allows."""

import math
from datetime import datetime, timedelta
from functools import lru_cache

from bot.mentoring.customs import Customs

REST_GRACE = timedelta(days=14)
CLOSE_AFTER_REST = timedelta(days=30)
WHOLE = 100
REST_AFTER_STALLING = 14
"""Whoever was asked how to go on has two weeks to say so before anybody speaks of a rest."""
TIME_TO_MEET = timedelta(days=7)
"""So long nobody speaks of a rest again once somebody took a pair up that has stopped before in the same silence."""
A_DAY = timedelta(days=1)


class Lateness:
    """What a pair's silence is measured by. Only days on which the pair was under way count."""

    started_at: datetime
    idle_since: datetime | None
    carried_since: datetime | None
    """Since when the silence lasts that the last stop left: while it is still that one, nobody met or kept the pair."""
    rhythm: timedelta
    wished_rhythm: timedelta | None
    wished_at: datetime | None
    held: int
    customs: Customs

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

    def count_on(self, stopped_at: datetime, now: datetime, *, by_itself: bool = False) -> None:
        """Go on counting a silence that stopped meanwhile.

        One that was spoken of before begins anew: a stop is an answer to it, and nobody is led from it to a rest. Of
        any other no more is left than lets the two have their whole rhythm before somebody asks how to go on: whoever
        was just welcomed back needs time to meet.

        That is so once. Where nobody met or kept the pair since the last stop, this one only stopped the clock, and
        whoever goes on with a tap has a week before a rest is spoken of: else one paused again and again never rests.
        """
        silent, was = stopped_at - self.quiet_since, self.silence
        if self.carried_since == self.quiet_since:
            at_most = silent if by_itself else self.rests_after - TIME_TO_MEET
        else:
            at_most = timedelta(0) if silent >= self.asked_after else max(self.asked_after - self.pace, timedelta(0))
        self.idle_since = min(now - min(silent, at_most), now)
        if self.silence == was and by_itself:
            # After a pause of some hours it would have the name of the one before, and what was said of that.
            self.idle_since = min(self.idle_since + A_DAY, now)
        self.carried_since = self.idle_since

    # Grace in days, with a minimum: weekly pairs aren't nagged, and quarterly ones aren't closed early (practice 2).
    @property
    def book_at(self) -> datetime:
        """When it is time to have a next date."""
        return self.quiet_since + timedelta(days=math.ceil(self.pace.days * self.customs.book_at / WHOLE))

    @property
    def slips_at(self) -> datetime:
        """When the mentee is asked whether to book or slow down."""
        return self.quiet_since + self.slips_after

    @property
    def slips_for_mentor_at(self) -> datetime:
        """When the mentor is asked whether the rhythm is right."""
        return self.quiet_since + _late(self.pace, self.customs.mentor_slips_at, self.customs.mentor_slips_grace)

    @property
    def stalls_at(self) -> datetime:
        """When each is asked: restart, slower, pause or wrap up."""
        return self.quiet_since + self.stalls_after

    @property
    def rest_notice_at(self) -> datetime:
        """When both are told that the pair will be left to rest."""
        return self.quiet_since + self.rests_after

    @property
    def asked_after(self) -> timedelta:
        """So long a silence may last before somebody asks how to go on; two who never met are asked sooner."""
        first = min(self.stalls_after, self.rests_after)
        return first if self.held else min(first, timedelta(days=self.customs.choice_after))

    @property
    def rests_after(self) -> timedelta:
        """So long a silence may last before both are told that the pair will be left to rest."""
        customs = self.customs
        if not self.held:
            return timedelta(days=customs.never_met_rests_after)
        usual = math.ceil(self.pace.days * customs.rests_at / WHOLE)
        after_stalling = math.ceil(self.pace.days * customs.stalls_at / WHOLE) + REST_AFTER_STALLING
        return timedelta(days=max(min(max(usual, customs.rests_least), customs.rests_most), after_stalling))

    @property
    def slips_after(self) -> timedelta:
        """So long a silence may last before the mentee is asked whether to book or slow down."""
        return _late(self.pace, self.customs.slips_at, self.customs.slips_grace)

    @property
    def stalls_after(self) -> timedelta:
        """So long a silence may last before each is asked how to go on."""
        return _late(self.pace, self.customs.stalls_at, self.customs.stalls_grace)


@lru_cache(maxsize=256)
def _late(rhythm: timedelta, hundredths: int, grace: int) -> timedelta:
    """Days of silence allowed: so much of the rhythm, but never less than some days' grace."""
    return timedelta(days=max(math.ceil(rhythm.days * hundredths / WHOLE), rhythm.days + grace))
