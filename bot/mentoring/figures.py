"""Figures: what a lead is told of a whole program, each with what it is counted of and a sentence (practice 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from bot.mentoring import aftermath, floors, health, sentiments
from bot.mentoring.counts import Counts, Figure, Worth
from bot.mentoring.lifecycles import TAKES_ROOM, Lifecycle
from bot.mentoring.overview import KEEPS_RHYTHM, PairSeen

__all__ = ["PERIOD", "Counts", "Figure", "Worth", "of"]

PERIOD: Final = timedelta(days=90)
"""What happens again and again, such as requests and sessions, is counted over so long."""
SETTLES_IN: Final = timedelta(days=21)
"""Younger pairs are left out of what is counted of pairs."""
ACTIVATES_WITHIN: Final = timedelta(days=30)
AGREES_WITHIN: Final = timedelta(days=45)
ACTIVE_WITHIN: Final = 1.25
MANY_MENTEES: Final = 2
BOTH: Final = 2
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
    closed = counts.answered + counts.expired
    decided = counts.accepted + counts.declined + counts.expired
    days = counts.days_to_answer
    matched = (
        Figure(f"Matched as {role}", f"Of the {role} who joined, those in a pair now.", part, whole)
        for role, (part, whole) in counts.roles.items()
    )
    return (
        Figure("Joined", "People who joined, of those who were invited or could.", counts.joined, counts.invited),
        Figure("Matched", "People who joined and are in a pair now.", counts.with_a_pair, counts.joined),
        *matched,
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
    met = [pair.met_after for pair in several if pair.met_after is not None]
    yet = sum(1 for pair in several if pair.is_open and not pair.first_met_at)
    old = [pair for pair in several if _began(pair, now, ACTIVATES_WITHIN)]
    active = sum(1 for pair in old if pair.first_met_at and pair.first_met_at - pair.started_at <= ACTIVATES_WITHIN)
    settled = [pair for pair in several if pair.is_open and _began(pair, now, AGREES_WITHIN)]
    both = sum(1 for pair in settled if pair.agreed == BOTH)
    return (
        Figure(
            "Time to the first session",
            f"The one in the middle of all pairs that met; {yet} of the others {'has' if yet == 1 else 'have'} yet to.",
            median(met) if met else None,
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
        Figure(
            "How well rhythms are kept",
            "The mean of how often pairs met by how often they meant to, in hundredths.",
            100 * sum(kept) / len(kept) if kept else None,
            len(kept),
            "of 100",
        ),
        Figure(
            "On time",
            "Sessions no later than a quarter of the rhythm beyond it, of those that followed another in 90 days.",
            counts.gaps_on_time,
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
    loads: dict[str, int] = {}
    for pair in several:
        if pair.lifecycle in TAKES_ROOM:
            loads[pair.mentor] = loads.get(pair.mentor, 0) + 1
    many = sum(1 for load in loads.values() if load > MANY_MENTEES)
    live = sum(1 for pair in several if pair.is_live)
    most = f" Half have {median(loads.values()):g} or fewer; the most is {max(loads.values())}." if loads else ""
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
