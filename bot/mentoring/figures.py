"""Figures: what a lead is told of a whole program, each with what it is counted of and a sentence (practice 6)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import inf
from statistics import median
from typing import Final

from bot.mentoring import aftermath, floors, health, sentiments, waits
from bot.mentoring.counts import FOR, Counts, Figure, Worth
from bot.mentoring.overview import KEEPS_RHYTHM, PairSeen

__all__ = ["PERIOD", "Counts", "Figure", "Worth", "of"]

PERIOD: Final = timedelta(days=90)
"""What happens again and again, such as requests and sessions, is counted over so long."""
SETTLES_IN: Final = timedelta(days=21)
"""Younger pairs are left out of what is counted of pairs."""
WAITS_LONG: Final = timedelta(days=10)
"""A request that has waited for longer is worth a look."""
ACTIVATES_WITHIN: Final = timedelta(days=30)
AGREES_WITHIN: Final = timedelta(days=45)
ACTIVE_WITHIN: Final = 1.25
MANY_MENTEES: Final = 2
BOTH: Final = 2
NEVER: Final = inf
NOBODY: Final[Mapping[int, datetime]] = {}


def of(
    several: Sequence[PairSeen],
    counts: Counts,
    needs: int,
    now: datetime,
    met_twice: Mapping[int, datetime] = NOBODY,
) -> list[Figure]:
    """Work out every figure; `needs` is how many pairs need a person, `met_twice` when pairs met a second time."""
    return [
        *_finding(counts),
        *_meeting(several, now),
        *_sessions(several, counts, now),
        *_growing(counts),
        *sentiments.figures(counts.feelings),
        *aftermath.figures(several, counts, met_twice, now),
        *_carrying(several, needs),
    ]


def _finding(counts: Counts) -> Iterable[Figure]:
    closed = counts.answered + counts.expired + counts.called_off
    decided = counts.accepted + counts.declined + counts.expired
    days, without = counts.days_to_answer, counts.days_without
    waiting = f"{counts.open_asks} of {len(days) + len(without)} still wait for one."
    matched = (
        Figure(f"Matched as {role}", f"Of the {role} who joined, those in a pair now.", part, whole)
        for role, (part, whole) in counts.roles.items()
    )
    return (
        Figure("Joined", "People who joined, of those who were invited or could.", counts.joined, counts.invited),
        Figure("Matched", "People who joined and are in a pair now.", counts.with_a_pair, counts.joined),
        *matched,
        Figure("Places", "Free places with mentors, for people who wait for one.", counts.places, counts.waiting, FOR),
        Figure(
            "Requests answered", "Requests that got an answer, of those closed in 90 days.", counts.answered, closed
        ),
        Figure("Requests accepted", "Accepted, of those accepted, declined or expired.", counts.accepted, decided),
        _time("Time to an answer", "half of the answers come sooner", waiting, days, without),
        Figure(
            "Waiting long",
            "Requests their mentor has had for more than ten days, of those that wait.",
            counts.waiting_long,
            counts.open_asks,
        ),
    )


def _meeting(several: Sequence[PairSeen], now: datetime) -> Iterable[Figure]:
    began = [pair for pair in several if pair.came_about]
    met = {pair.id: days for pair in began if (days := pair.met_after) is not None}
    without = [days for pair in began if (days := pair.waits(now)) is not None]
    unmet = sum(1 for pair in began if pair.is_open and not pair.first_met_at)
    yet = f"{unmet} of {len(met) + len(without)} pairs have yet to."
    old = [pair for pair in began if _is_older(pair, now, ACTIVATES_WITHIN)]
    active = sum(1 for pair in old if met.get(pair.id, NEVER) <= ACTIVATES_WITHIN.days)
    settled = [pair for pair in began if pair.is_open and _is_older(pair, now, AGREES_WITHIN)]
    both = sum(1 for pair in settled if pair.agreed == BOTH)
    return (
        _time("Time to the first session", "half meet sooner", yet, [*met.values()], without),
        Figure("Under way", "Pairs that met within 30 days, of those that are at least 30 days old.", active, len(old)),
        Figure("Agreed", "Pairs with an agreement both confirmed, of those at least 45 days old.", both, len(settled)),
    )


def _time(name: str, half: str, yet: str, took: Sequence[float], waiting: Sequence[float]) -> Figure:
    """Tell within how many days half get there, counting those who haven't for as long as they have waited.

    While some wait that is an estimate, and is called one; without it nothing is said of half of them.
    """
    middle, told = waits.middle(took, waiting), f"{half.capitalize()}; {yet}"
    if waiting:
        told = yet if middle is None else f"By what is known so far, {half}; {yet}"
    return Figure(name, told, middle, len(took) + len(waiting), "days", "fewer than half have got there")


def _sessions(several: Sequence[PairSeen], counts: Counts, now: datetime) -> Iterable[Figure]:
    going = [pair for pair in several if pair.meets and _is_older(pair, now, SETTLES_IN)]
    kept = [met / meant for met, meant in (health.adherence(pair.vitals(now)) for pair in going)]
    lately = sum(1 for pair in going if _is_active(pair, now))
    past = counts.held + counts.missed
    return (
        Figure(
            "Rhythm kept",
            "Pairs that met at least three times out of four as often as they meant to.",
            sum(1 for share in kept if share >= KEEPS_RHYTHM),
            len(kept),
        ),
        Figure(
            "How well rhythms are kept",
            "The mean of how often pairs met by how often they meant to, in hundredths.",
            100 * sum(kept) / len(kept) if kept else None,
            len(kept),
            "of 100",
        ),
        Figure(
            "On time",
            "Sessions that came within the rhythm and a quarter of it more, of those that followed another in 90 days.",
            counts.gaps_on_time + _on_time_after_all(several, counts),
            counts.gaps,
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


def _on_time_after_all(several: Sequence[PairSeen], counts: Counts) -> int:
    """Count the late sessions that weren't late once the breaks before them are taken away."""
    if not counts.gaps_over_breaks:
        return 0
    stops = {pair.id: pair.stops for pair in several}
    return sum(
        1
        for gap in counts.gaps_over_breaks
        if health.active_time(stops.get(gap.pair, ()), gap.at - gap.after, gap.at) <= gap.allowed
    )


def _growing(counts: Counts) -> Iterable[Figure]:
    goals = counts.goals_open + counts.goals_done
    return (
        Figure("Goals set", "Mentees with a goal, open or reached.", counts.mentees_with_goal, counts.mentees),
        Figure("Goals looked after", "Open goals touched in six weeks.", counts.goals_fresh, counts.goals_open),
        Figure(
            "Goals reached",
            f"Reached, of those reached, dropped, or a month overdue; {counts.goals_parked} are put aside.",
            counts.goals_done,
            counts.goals_done + counts.goals_dropped + counts.goals_overdue,
        ),
        Figure(
            "Progress of goals",
            "How far open and reached goals are on average. Told from five goals on.",
            counts.goals_progress / goals if floors.has_enough(goals) else None,
            goals,
            "of 100",
        ),
    )


def _carrying(several: Sequence[PairSeen], needs: int) -> Iterable[Figure]:
    loads = Counter(pair.mentor for pair in several if pair.takes_room)
    many = sum(1 for load in loads.values() if load > MANY_MENTEES)
    live = sum(1 for pair in several if pair.is_live)
    most = f" Half have {median(loads.values()):g} or fewer; the most is {max(loads.values())}." if loads else ""
    return (
        Figure("Mentors with many mentees", f"Mentors with more than two, of those with any.{most}", many, len(loads)),
        Figure("Need a person", "Pairs worth a word from you, of all that are live.", needs, live),
    )


def _is_older(pair: PairSeen, now: datetime, days: timedelta) -> bool:
    """Tell whether a pair is at least so old; days on a break make nobody older."""
    return now - pair.started_at >= days and pair.vitals(now).age >= days.days


def _is_active(pair: PairSeen, now: datetime) -> bool:
    near = pair.rhythm * ACTIVE_WITHIN
    met = pair.last_met_at is not None and health.active_time(pair.stops, pair.last_met_at, now) <= near
    return met or (pair.next_at is not None and pair.next_at - now <= near)
