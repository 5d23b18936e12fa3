"""Figures: what a lead is told of a whole program, each with what it is counted of and a sentence (practice 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import Final

from bot.mentoring import floors, health
from bot.mentoring.lifecycles import TAKES_ROOM, Lifecycle
from bot.mentoring.overview import KEEPS_RHYTHM, PairSeen

PERIOD: Final = timedelta(days=90)
"""What happens again and again, such as requests and sessions, is counted over so long."""
SETTLES_IN: Final = timedelta(days=21)
"""Younger pairs are left out of what is counted of pairs."""
ACTIVATES_WITHIN: Final = timedelta(days=30)
AGREES_WITHIN: Final = timedelta(days=45)
ACTIVE_WITHIN: Final = 1.25
MANY_MENTEES: Final = 2
BOTH: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the people of one role answered when asked whether it is worth their time: counts, and no names."""

    asked: int = 0
    answered: int = 0
    total: int = 0
    """The sum of their answers, from one to five each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the database counted."""

    joined: int = 0
    with_a_pair: int = 0
    places: int = 0
    """How many more mentees could be taken right now."""
    waiting: int = 0
    answered: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    days_to_answer: Sequence[float] = ()
    open_asks: int = 0
    held: int = 0
    missed: int = 0
    unknown: int = 0
    """Sessions whose day has passed, and of which nobody said whether they took place."""
    mentees: int = 0
    mentees_with_goal: int = 0
    goals_open: int = 0
    goals_fresh: int = 0
    worth: Mapping[str, Worth] = field(default_factory=dict)
    """By role."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is called, what was counted of what, and what that means. Nothing counted is no figure."""

    name: str
    told: str
    part: float | None
    whole: int
    unit: str = "of"

    @property
    def is_known(self) -> bool:
        """Whether there was anything to count."""
        return self.part is not None and self.whole > 0

    @property
    def said(self) -> str:
        """Say it in words; where there is nothing to count, that."""
        if self.part is None or not self.is_known:
            return "nothing to count yet"
        if self.unit == "of":
            return f"{self.part:g} of {self.whole}"
        return f"{self.part:.3g} {self.unit} (n={self.whole})"


def of(several: Sequence[PairSeen], counts: Counts, needs: int, now: datetime) -> list[Figure]:
    """Work out every figure; `needs` is how many pairs need a person."""
    return [
        *_finding(counts),
        *_meeting(several, now),
        *_sessions(several, counts, now),
        *_growing(counts),
        *_worth(counts),
        *_ending(several, now),
        *_carrying(several, needs),
    ]


def _finding(counts: Counts) -> Iterable[Figure]:
    closed = counts.answered + counts.expired
    decided = counts.accepted + counts.declined + counts.expired
    days = counts.days_to_answer
    return (
        Figure("Matched", "People who joined and are in a pair now.", counts.with_a_pair, counts.joined),
        Figure("Places", "Places mentors have, of places that people wait for.", counts.places, counts.waiting),
        Figure(
            "Requests answered", "Requests that got an answer, of those closed in 90 days.", counts.answered, closed
        ),
        Figure("Requests accepted", "Accepted, of those accepted, declined or expired.", counts.accepted, decided),
        Figure(
            "Time to an answer",
            f"Half of the answers came sooner; {counts.open_asks} requests are still open.",
            median(days) if days else None,
            len(days),
            "days",
        ),
    )


def _meeting(several: Sequence[PairSeen], now: datetime) -> Iterable[Figure]:
    met = [(pair.first_met_at - pair.started_at) / timedelta(days=1) for pair in several if pair.first_met_at]
    yet = sum(1 for pair in several if pair.is_open and not pair.first_met_at)
    old = [pair for pair in several if _began(pair, now, ACTIVATES_WITHIN)]
    active = sum(1 for pair in old if pair.first_met_at and pair.first_met_at - pair.started_at <= ACTIVATES_WITHIN)
    settled = [pair for pair in several if pair.is_open and _began(pair, now, AGREES_WITHIN)]
    both = sum(1 for pair in settled if pair.agreed == BOTH)
    return (
        Figure(
            "Time to the first session",
            f"The one in the middle of all pairs that met; {yet} pairs have yet to meet.",
            max(median(met), 0) if met else None,
            len(met),
            "days",
        ),
        Figure("Under way", "Pairs that met within 30 days, of those that are at least 30 days old.", active, len(old)),
        Figure("Agreed", "Pairs with an agreement both confirmed, of those at least 45 days old.", both, len(settled)),
    )


def _sessions(several: Sequence[PairSeen], counts: Counts, now: datetime) -> Iterable[Figure]:
    going = [pair for pair in several if pair.meets and _began(pair, now, SETTLES_IN)]
    kept = [float(health.adherence(pair.vitals(now))) for pair in going]
    lately = sum(1 for pair in going if _is_active(pair, now))
    past = counts.held + counts.missed
    return (
        Figure(
            "Rhythm kept",
            "Pairs that met at least three times out of four as often as they meant to.",
            sum(1 for share in kept if share >= KEEPS_RHYTHM),
            len(kept),
        ),
        Figure("Meeting", "Pairs that met lately or have a date, of those under way.", lately, len(going)),
        Figure(
            "Sessions held", "Sessions that took place in 90 days, of those with a known outcome.", counts.held, past
        ),
        Figure(
            "Outcome unknown",
            "Past sessions nobody spoke of; they count as nothing else.",
            counts.unknown,
            past + counts.unknown,
        ),
    )


def _growing(counts: Counts) -> Iterable[Figure]:
    return (
        Figure("Goals set", "Mentees with a goal, open or reached.", counts.mentees_with_goal, counts.mentees),
        Figure("Goals looked after", "Open goals touched in six weeks.", counts.goals_fresh, counts.goals_open),
    )


def _worth(counts: Counts) -> Iterable[Figure]:
    """Tell whether it is worth people's time, where enough of them said so."""
    answers = {role: worth.answered for role, worth in counts.worth.items()}
    shown, total = floors.may_be_shown(answers), sum(answers.values())
    if floors.has_enough(total):
        everybody = counts.worth.values()
        yield _mean("Worth it", sum(each.total for each in everybody), total, sum(each.asked for each in everybody))
    for role, worth in counts.worth.items():
        if role in shown:
            yield _mean(f"Worth it for {role}", worth.total, worth.answered, worth.asked)


def _mean(name: str, total: int, answered: int, asked: int) -> Figure:
    told = f"Their mean answer, from 1 to 5; {answered} of {asked} answered. Told from five answers on, weekly."
    return Figure(name, told, float(Fraction(total, answered)), answered, "of 5")


def _ending(several: Sequence[PairSeen], now: datetime) -> Iterable[Figure]:
    ended = [pair for pair in several if not pair.is_open and pair.held]
    done = sum(1 for pair in several if pair.lifecycle in {Lifecycle.ENDED_COMPLETED, Lifecycle.REDEFINED})
    whole = len(ended) + sum(1 for pair in several if pair.lifecycle is Lifecycle.REDEFINED)
    started = [pair for pair in several if pair.lifecycle is not Lifecycle.PROPOSED]
    resting = sum(1 for pair in started if pair.lifecycle is Lifecycle.DORMANT)
    never = sum(1 for pair in started if pair.lifecycle is Lifecycle.NEVER_STARTED)
    freed, back = _returning(several, now)
    return (
        Figure(
            "Completed", "Pairs that did their work or go on as peers, of those that met and are over.", done, whole
        ),
        Figure("Resting", "Pairs left to rest, of all that began.", resting, len(started)),
        Figure("Never began", "Pairs that ended without a session, of all that began.", never, len(started)),
        Figure("Mentors who came back", "Mentors with a new mentee within half a year of an end.", back, freed),
    )


def _returning(several: Sequence[PairSeen], now: datetime) -> tuple[int, int]:
    """Count mentors with a pair that is over, and those who took somebody new soon after."""
    began: dict[str, list[datetime]] = {}
    for pair in several:
        began.setdefault(pair.mentor, []).append(pair.started_at)
    ends = {pair.mentor: pair.ended_at for pair in several if pair.ended_at and pair.ended_at <= now}
    back = sum(any(end <= at <= end + 2 * PERIOD for at in began[mentor]) for mentor, end in ends.items())
    return len(ends), back


def _carrying(several: Sequence[PairSeen], needs: int) -> Iterable[Figure]:
    loads: dict[str, int] = {}
    for pair in several:
        if pair.lifecycle in TAKES_ROOM:
            loads[pair.mentor] = loads.get(pair.mentor, 0) + 1
    many = sum(1 for load in loads.values() if load > MANY_MENTEES)
    live = sum(1 for pair in several if pair.is_live)
    most = f" The most anybody has is {max(loads.values())}." if loads else ""
    return (
        Figure("Mentors with many mentees", f"Mentors with more than two, of those with any.{most}", many, len(loads)),
        Figure("Need a person", "Pairs worth a word from you, of all that are live.", needs, live),
    )


def _began(pair: PairSeen, now: datetime, ago: timedelta) -> bool:
    return pair.lifecycle is not Lifecycle.PROPOSED and now - pair.started_at >= ago


def _is_active(pair: PairSeen, now: datetime) -> bool:
    near = pair.rhythm * ACTIVE_WITHIN
    met = pair.last_met_at is not None and now - pair.last_met_at <= near
    return met or (pair.next_at is not None and pair.next_at - now <= near)
