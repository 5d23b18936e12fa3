"""Health: how a pair is doing, from states, dates and counts; for one of the two also from their own pulse.

Nobody is shown a number. What one of the two feels changes what they see themselves, and nothing that the other or a
lead sees: an "attention" on a pair that meets on time would give it away (practice 6, and rule 17).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter
from typing import Final, Protocol

from bot.mentoring.answers import wishes_to_talk
from bot.mentoring.customs import AS_SHIPPED
from bot.mentoring.facts import PairFacts
from bot.mentoring.goals import Goal
from bot.mentoring.lifecycles import STOPPED, Lifecycle
from bot.mentoring.pairs import Pair, Turn
from bot.mentoring.pulses import LOW, latest
from bot.mentoring.sessions import Outcome, Session

SETTLED_BY: Final = timedelta(days=45)
"""So long a pair may go without an agreement before it is worth a look."""
MISSES: Final = 2
WINDOW: Final = timedelta(days=90)
RHYTHMS_IN_WINDOW: Final = 3
GOAL_FRESH_FOR: Final = timedelta(days=42)
A_DAY: Final = timedelta(days=1)
FADES_OVER: Final = 3
"""At three times the rhythm nothing is left of recency."""
BEST_PULSE: Final = 5
NEVER_MET_YET: Final = "never met"
HASNT_MET: Final = "hasn't met for a while"
FELL_THROUGH: Final = "several sessions fell through"
ASKED: Final = "asked for a word"
WEIGHTS: Final = {"recency": 40, "adherence": 20, "pulse": 20, "goals": 10, "agreement": 10}


class Status(StrEnum):
    """How a pair is doing, in words that blame nobody."""

    NOT_APPLICABLE = "n/a"
    NOT_STARTED = "not started"
    TOO_EARLY = "too early to tell"
    STALLED = "stalled"
    NEEDS_CHECK_IN = "needs a check-in"
    ON_TRACK = "on track"


@dataclass(slots=True, kw_only=True)
class Vitals:
    """What health is read from. Days are days in which the pair was not paused.

    Thousands are made for one screen, and a frozen one is slower to make.
    """

    is_going: bool = True
    rhythm: int
    late: int
    """Days since they last met, or since the beginning."""
    slips_after: int
    stalls_after: int
    unmet_after: int = AS_SHIPPED.lead_hears_after
    """So many days a pair may go without a first session before a lead hears of it."""
    age: int
    met_ever: bool
    met: int
    active: int
    """Both within the window."""
    missed_in_a_row: int = 0
    agreed: int = 0
    is_informal: bool = False
    pulses: tuple[int, ...] = ()
    """What the one who looks answered lately, and nobody else's."""
    goals: int = 0
    goals_fresh: int = 0
    booked_in: int | None = None

    @property
    def days_late(self) -> int:
        """Count a session that is booked within the rhythm as not late."""
        is_booked = self.booked_in is not None and 0 <= self.booked_in <= self.rhythm
        return min(self.late, self.rhythm) if is_booked else self.late

    @property
    def is_unmet(self) -> bool:
        """Tell whether they have gone without a first session for so long that a lead hears of it."""
        return not self.met_ever and min(self.age, self.late) >= self.unmet_after

    @property
    def is_stalled(self) -> bool:
        """Tell whether they met, and haven't for so long that a lead hears of it."""
        return self.met_ever and self.days_late >= self.stalls_after

    @property
    def ratio(self) -> Fraction:
        """Measure lateness in rhythms."""
        return Fraction(self.days_late, self.rhythm)


def status(vitals: Vitals) -> Status:
    """Find the first word that fits."""
    if not vitals.is_going:
        return Status.NOT_APPLICABLE
    if not vitals.met_ever:
        return Status.NOT_STARTED if vitals.is_unmet else Status.TOO_EARLY
    if vitals.is_stalled:
        return Status.STALLED
    unsettled = vitals.age >= SETTLED_BY.days and not vitals.agreed and not vitals.is_informal
    is_low = bool(vitals.pulses) and min(vitals.pulses) <= LOW
    slips = vitals.days_late >= vitals.slips_after
    if slips or vitals.missed_in_a_row >= MISSES or unsettled or is_low:
        return Status.NEEDS_CHECK_IN
    return Status.ON_TRACK


def sort_key(vitals: Vitals) -> int:
    """Weigh what is known; what nobody answered is missing, never zero. It sorts, and is shown to nobody."""
    known = components(vitals)
    total, whole = 0, 1
    for name, (part, of) in known.items():
        total, whole = total * of + WEIGHTS[name] * part * whole, whole * of
    return round(Fraction(100 * total, whole * sum(WEIGHTS[name] for name in known)))


def components(vitals: Vitals) -> dict[str, tuple[int, int]]:
    """Put each thing that is known between nothing and one, as a part of a whole.

    Whole numbers stay exact, and thousands of pairs are put in order for one screen.
    """
    fades = (FADES_OVER - 1) * vitals.rhythm
    recency = max(0, min(fades, FADES_OVER * vitals.rhythm - vitals.days_late)), fades
    known = {"recency": recency, "adherence": adherence(vitals), "agreement": (vitals.agreed, 2)}
    if vitals.pulses:
        span = (BEST_PULSE - 1) * len(vitals.pulses)
        known["pulse"] = sum(vitals.pulses) - len(vitals.pulses), span
    if vitals.goals:
        known["goals"] = vitals.goals_fresh, vitals.goals
    return known


def adherence(vitals: Vitals) -> tuple[int, int]:
    """Count how often they met as they meant to, of how often they meant to."""
    meant = max(1, vitals.active // vitals.rhythm)
    return min(vitals.met, meant), meant


def vitals(facts: PairFacts, turns: Sequence[Turn], now: datetime, seen_by: str | None = None) -> Vitals:
    """Read a pair's vitals, for a lead or for one of the two: theirs is the only pulse they see."""
    pair, rhythm = facts.pair, facts.pair.rhythm
    since = max(pair.started_at, now - max(WINDOW, RHYTHMS_IN_WINDOW * rhythm))
    booked = [each.at for each in facts.sessions if each.outcome is Outcome.BOOKED and each.at >= now]
    own = latest(seen_by, facts.answers, now, pair.customs) if seen_by else None
    pursued = [goal for goal in facts.goals if is_pursued(goal, pair)]
    held = facts.holding
    return Vitals(
        is_going=pair.meets,
        rhythm=rhythm.days,
        late=(now - pair.quiet_since).days,
        slips_after=(pair.slips_at - pair.quiet_since).days,
        stalls_after=(pair.stalls_at - pair.quiet_since).days,
        unmet_after=pair.customs.lead_hears_after,
        age=active_days(turns, pair.started_at, now),
        met_ever=pair.held > 0,
        met=sum(1 for each in held_since(facts.sessions, since) if each.at <= now),
        active=active_days(turns, since, now),
        missed_in_a_row=pair.missed_in_a_row,
        agreed=held.confirmations(now) if held else (facts.proposal.confirmations(now) if facts.proposal else 0),
        is_informal=facts.is_informal,
        pulses=() if own is None else (own,),
        goals=len(pursued),
        goals_fresh=sum(1 for goal in pursued if now - goal.updated_at <= GOAL_FRESH_FOR),
        booked_in=(min(booked) - now).days if booked else None,
    )


def held_since(sessions: Iterable[Session], since: datetime) -> list[Session]:
    """List the sessions that took place since then."""
    return [each for each in sessions if each.outcome is Outcome.HELD and each.at >= since]


def is_pursued(goal: Goal, pair: Pair) -> bool:
    """Tell whether the mentee works on this with this mentor, or with nobody in particular."""
    return goal.is_open and goal.owner is pair.mentee and goal.pair in {None, pair}


class Change(Protocol):
    """A turn in a pair's life, or as much of one as is needed to count its days."""

    @property
    def at(self) -> datetime:
        """When it was."""

    @property
    def became(self) -> Lifecycle:
        """Where the pair stood from then on."""


def active_days(turns: Collection[Change], since: datetime, until: datetime) -> int:
    """Count the days in which a pair was meeting or about to; breaks of any kind don't count."""
    return active_time(turns, since, until) // A_DAY


def active_time(turns: Collection[Change], since: datetime, until: datetime) -> timedelta:
    """Measure how long a pair was meeting or about to between two moments, without its breaks."""
    if not turns:
        return max(until - since, timedelta(0))
    away = timedelta(0)
    stopped_at: datetime | None = None
    for turn in sorted(turns, key=attrgetter("at")):
        if turn.became in STOPPED:
            stopped_at = stopped_at or turn.at
        elif stopped_at:
            away += max(min(turn.at, until) - max(stopped_at, since), timedelta(0))
            stopped_at = None
    if stopped_at:
        away += max(until - max(stopped_at, since), timedelta(0))
    return max(until - since - away, timedelta(0))


def needs_a_person(facts: PairFacts, seen: Vitals) -> list[str]:
    """Name, from facts alone, why a lead may like to ask after a pair; nobody's feelings are among the reasons."""
    return reasons(seen, wishes=wishes_to_talk(facts.answers))


def reasons(seen: Vitals, *, wishes: bool) -> list[str]:
    """Name why a person is needed; `wishes` is whether one of the two agreed that a lead gets in touch."""
    known = {
        NEVER_MET_YET: seen.is_going and seen.is_unmet,
        HASNT_MET: seen.is_going and seen.is_stalled,
        FELL_THROUGH: seen.is_going and seen.missed_in_a_row >= MISSES,
        ASKED: wishes,
    }
    return [name for name, holds in known.items() if holds]
