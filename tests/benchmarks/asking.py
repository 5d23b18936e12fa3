"""How long it takes to ask every nudge about one pair of which a lot is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.mentoring.facts import PairFacts, Told
from bot.mentoring.sessions import Action, Outcome, Session
from scheduling.asking import occasions_of
from scheduling.nudges import every
from tests.benchmarks.figures import Figure, percentile, stopped
from tests.examples import MONDAY, TEAM, agreement, pair

TURNS = 300
MOST = 1.0
"""Milliseconds in which all nudges are asked about one pair."""
DAY = timedelta(days=1)


def measure() -> Iterator[Figure]:
    """Ask again and again about a pair that has met for a year, and take the median."""
    facts, nudges = a_year_of_a_pair(), every()
    if not occasions_of(facts, nudges, MONDAY):
        raise ValueError("nothing to say")
    # Facts remember what was found in them, and a round reads them anew.
    several = [replace(facts) for _ in range(TURNS)]
    times = [stopped(partial(occasions_of, fresh, nudges, MONDAY)) for fresh in several]
    median = percentile(times, 50)
    details = {"p99_ms": round(percentile(times, 99), 3), "nudges": len(nudges), "runs": TURNS}
    yield Figure(what="every nudge asked about one pair", value=round(median, 3), most=MOST, unit="ms", details=details)


def a_year_of_a_pair() -> PairFacts:
    """Tell of two who met every two weeks for a year, and heard of it each time."""
    two = pair(started_at=MONDAY - 365 * DAY, held=26, idle_since=MONDAY - 16 * DAY)
    two.id, two.mentee.id, two.mentor.id = 1, 1, 2
    met = [MONDAY - (16 + 14 * place) * DAY for place in range(25, -1, -1)]
    sessions = [
        Session(workspace=TEAM, pair=two, at=at, on=at.date(), by=two.mentee, noted_at=at, outcome=Outcome.HELD)
        for at in met
    ]
    for place, session in enumerate(sessions, start=1):
        session.id = place
    to_do = [
        Action(workspace=TEAM, pair=two, owner=two.mentee, text="Read the plan", session_id=place, written_at=at)
        for place, at in enumerate(met[-3:], start=24)
    ]
    for place, action in enumerate(to_do, start=1):
        action.id = place
    told = [Told(kind="outcome", to="UADA", occasion=f"session{place}", at=at) for place, at in enumerate(met, start=1)]
    return PairFacts(pair=two, sessions=sessions, actions=to_do, agreements=[agreement(two)], told=told)
