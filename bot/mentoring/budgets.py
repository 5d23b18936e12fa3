"""Budgets: how much one person is told, counted over everything that was lately said to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.mentoring.customs import AS_SHIPPED, Customs, quietest
from bot.mentoring.hours import Hours
from bot.mentoring.occasions import Class

SEVEN_DAYS = timedelta(days=7)
FOUR_WEEKS = timedelta(days=28)
TOLD_ANYWAY = frozenset({"rest_notice"})
"""What somebody hears whatever kinds they stopped or slowed down: that a pair of theirs is about to rest (P7, D6).

It reminds of nothing; without it a pair would be over for whoever is never told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The numbers of the delivery policy. Each is only a default, because none has been measured at work."""

    n_per_7d: int = 1  # P2
    n_per_28d: int = AS_SHIPPED.nudges_in_four_weeks  # P2
    n_kept_for_reserved: int = 1  # P7: this many of the 28 days' places are refused to ordinary nudges
    sn_per_7d: int = AS_SHIPPED.messages_a_week  # P2
    sn_per_7d_multi: int = AS_SHIPPED.messages_a_week + 1  # P2: with two pairs or more
    unack_after_wd: int = 5  # P6
    unack_soft: int = 1  # P6: from here on, no optional nudge in a letter of its own
    unack_quiet: int = 2  # P6: from here on, no nudge but the reserved ones
    rider_wait: timedelta = timedelta(days=AS_SHIPPED.rider_wait)  # P9

    @classmethod
    def of(cls, several: Sequence[Customs]) -> "Budget":
        """Return what holds for somebody whose pairs go by these numbers: over all of them the quietest."""
        if all(each is AS_SHIPPED for each in several):
            return DEFAULT_BUDGET
        customs = quietest(several)
        return cls(
            n_per_28d=customs.nudges_in_four_weeks,
            sn_per_7d=customs.messages_a_week,
            sn_per_7d_multi=customs.messages_a_week + 1,
            rider_wait=timedelta(days=customs.rider_wait),
        )


DEFAULT_BUDGET = Budget()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing this person was told, or will be told by a letter that is already written.

    What shared a letter (riders, merged service letters) has the letter's class and moment, so it costs nothing more.
    """

    kind: str
    class_: Class
    at: datetime
    acknowledged_at: datetime | None = None
    pair: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How this person wants to be written to, and how much at most."""

    hours: Hours
    paused_until: datetime | None = None
    stopped: frozenset[str] = field(default_factory=frozenset)
    fewer: frozenset[str] = field(default_factory=frozenset)
    pairs: int = 1
    acted_at: datetime | None = None
    """When they last did anything with the bot."""
    budget: Budget = DEFAULT_BUDGET


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one person may still be told now, after what they were told before."""

    said: tuple[Said, ...]
    wishes: Wishes
    now: datetime
    budget: Budget

    def room_for_nudge(self, *, reserved: bool) -> datetime:
        """Find the first moment, from now on, at which the budgets have room for one more nudge.

        An ordinary nudge leaves the last place of the 28 days to a reserved one, and counts the service letters of the
        week too. A reserved one counts nudges only: somebody's busy weeks with one mentor must not swallow the notice
        that the pair with another will rest (practice P7).
        """
        nudges = [letter.at for letter in self.said if letter.class_ is Class.NUDGE]
        week = self.room(nudges, self.budget.n_per_7d, SEVEN_DAYS)
        if reserved:
            return max(week, self.room(nudges, self.budget.n_per_28d, FOUR_WEEKS))
        open_to_all = self.budget.n_per_28d - self.budget.n_kept_for_reserved
        service = {letter.at for letter in self.said if letter.class_ is Class.SERVICE}
        return max(
            week,
            self.room(nudges, open_to_all, FOUR_WEEKS),
            self.room([*nudges, *service], self.nudges_and_service, SEVEN_DAYS),
        )

    def room_for_kind(self, kind: str) -> datetime:
        """Find the first moment at which this kind may come again to someone who asked for fewer like it (P5)."""
        if kind not in self.wishes.fewer:
            return self.now
        return self.room([letter.at for letter in self.said if letter.kind == kind], 1, FOUR_WEEKS)

    def room(self, moments: Iterable[datetime], places: int, span: timedelta) -> datetime:
        """Find the first moment, from now on, at which any such span holds fewer than this many of the moments."""
        latest_first = sorted((moment for moment in moments if moment > self.now - span), reverse=True)
        if len(latest_first) < places:
            return self.now
        return latest_first[places - 1] + span if places > 0 else self.now + span

    @property
    def nudges_and_service(self) -> int:
        """How many nudges and service letters a week may hold before nudges have to wait."""
        return self.budget.sn_per_7d if self.wishes.pairs <= 1 else self.budget.sn_per_7d_multi

    @property
    def is_wary(self) -> bool:
        """Whether optional nudges need a letter that goes out anyway."""
        return self.silence >= self.budget.unack_soft

    @property
    def is_quiet(self) -> bool:
        """Whether only reserved nudges may go out."""
        return self.silence >= self.budget.unack_quiet

    @property
    def silence(self) -> int:
        """How many nudges nothing followed for five working days; anything done with the bot ends the silence."""
        return sum(1 for letter in self.said if letter.class_ is Class.NUDGE and self.met_silence(letter))

    def met_silence(self, nudge: Said) -> bool:
        """Tell whether nobody did anything since this nudge, although there was time enough.

        Whoever types commands and taps nothing isn't silent.
        """
        acts = (self.wishes.acted_at, *(letter.acknowledged_at for letter in self.said))
        return not any(at and at >= nudge.at for at in acts) and self.now >= self.wishes.hours.working_days_after(
            nudge.at, self.budget.unack_after_wd
        )
