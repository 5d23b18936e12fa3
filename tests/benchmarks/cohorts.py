"""How good, how sure and how fast a cohort match is, beside other ways: `python -m tests.benchmarks.cohorts`.

Every contestant has a process of its own, so that its memory can be told, and is timed by its processor time: what
else the machine does costs it less that way.
"""

import json
import random
import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from statistics import mean
from time import process_time
from typing import Any, NamedTuple

import click
import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.fit import Fit, skills
from bot.mentoring.cohort.participants import Cohort, Policy
from bot.mentoring.cohort.rows import Rows
from bot.mentoring.cohort.solving import scarcity, solve
from tests.benchmarks import rivals
from tests.benchmarks.figures import Figure, as_rows, as_table
from tests.organisations import organisation

NAMES = ("quality", "speed", "several", "finding", "large")
SEEDS = (1, 2, 3)
PURE = Policy(crowding=0)
"""What crowding costs is left out: the others know nothing of it."""
THOUSAND, LARGE = (1_000, 500, 1_000), (20_000, 10_000, 20_000)
FOUR_HUNDRED = (400, 200, 400)
"""Munkres takes more than seven minutes for a thousand, and the more people, the further it falls behind."""
SEATS_FOR_SEVERAL = (1_000, 500, 1_500)
EACH = (1,) * 5 + (2,) * 12 + (3,) * 3
"""A quarter want one mentor, most want two, and a few three."""
A_DAY = 100
NEVER = -(1 << 20)
KILOBYTE = 1024

Numbers = NDArray[np.int64]


class Alone(NamedTuple):
    """What somebody did in a process of their own, in how many seconds, and with how many megabytes at most."""

    result: Any
    seconds: float
    megabytes: float


@click.command()
@click.argument("wanted", nargs=-1, type=click.Choice(NAMES))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def main(wanted: tuple[str, ...], *, as_json: bool) -> None:
    """Measure matching beside other ways of doing it."""
    several = {"quality": quality, "speed": speed, "several": several_mentors, "finding": finding, "large": large}
    figures: list[Figure] = []
    for name in wanted or NAMES:
        click.echo(f"measuring {name} ...", err=True)
        figures.extend(several[name]())
    click.echo(json.dumps(as_rows(figures), indent=2) if as_json else as_table(figures))
    sys.exit(0 if all(figure.is_fine for figure in figures) else 1)


def quality() -> Iterator[Figure]:
    """Compare how many are matched, how well, and how well the worst-off."""
    ours = [alone(matched, *THOUSAND, seed).result for seed in SEEDS]
    others = [alone(everybody_else, *THOUSAND, seed).result for seed in SEEDS]
    gaps = [abs(one.plain_total - each["dense"].total) for one, each in zip(ours, others, strict=True)]
    unproven = sum(not one.proven for one in ours)
    shares = {
        name.replace(" ", "_"): round(mean(each[name].total / each["dense"].total for each in others), 3)
        for name in others[0]
    }
    yield _figure(
        "cohort of 1,000: points beside the proven optimum", max(gaps), 0, "points", {"unproven": unproven} | shares
    )
    left = {name.replace(" ", "_"): mean(THOUSAND[0] - each[name].matched for each in others) for name in others[0]}
    mine = mean(one.mentees - one.matched for one in ours)
    yield _figure(
        "unmatched beside greedy's", round(mine / left["greedy"], 3), 0.25, "x", {"ours": round(mine, 1)} | left
    )
    lift = mean(one.worst / one.plain_worst for one in ours)
    cost = mean(1 - one.total / one.plain_total for one in ours)
    yield _figure(
        "the greatest total's worst-off beside the best floor's",
        round(1 / lift, 3),
        round(1 / 1.15, 3),
        "x",
        {"lift": round(lift, 3)},
    )
    yield _figure("what the floor costs of the total", round(100 * cost, 3), 0.2, "%", {})


def speed() -> Iterator[Figure]:
    """Compare how long a cohort of a thousand takes, from people to reasons."""
    ours = min((alone(matched, *THOUSAND, 1) for _ in range(3)), key=lambda each: each.seconds)
    yield _figure(
        "1,000 × 500 scored, solved and proven", round(ours.seconds, 2), 1.0, "s", {"mb": round(ours.megabytes)}
    )
    fewer, rounds = alone(matched, *FOUR_HUNDRED, 1), alone(munkres, *FOUR_HUNDRED, 1)
    details = {
        "ours_s": round(fewer.seconds, 2),
        "munkres_s": round(rounds.seconds, 1),
        "ours_matched": fewer.result.matched,
        "munkres_matched": rounds.result.matched,
    }
    share = round(fewer.seconds / rounds.seconds, 4)
    yield _figure("400 × 200 beside munkres in rounds, as mentor-match does it", share, 0.02, "x", details)


def several_mentors() -> Iterator[Figure]:
    """Compare several mentors each, of different departments, with rounds of optimal one-to-one assignment."""
    both = [alone(both_ways_for_several, *SEATS_FOR_SEVERAL, seed).result for seed in SEEDS]
    share = mean(rounds / ours for ours, rounds, _ in both)
    gap = mean(each[2] for each in both)
    yield _figure(
        "rounds of assignment beside several mentors at once",
        round(share, 4),
        round(1 / 1.025, 4),
        "x",
        {"gain": round(1 / share, 4), "bound_is_higher_by_%": round(100 * gap, 3)},
    )


def finding() -> Iterator[Figure]:
    """Let a thousand mentees find mentors one by one, by points less the prices learnt from other mentees."""
    both = [alone(one_by_one, seed).result for seed in SEEDS]
    left, without = mean(each[0] for each in both), mean(each[1] for each in both)
    yield _figure(
        "matchable and unmatched after finding one by one",
        round(100 * left, 2),
        1.0,
        "%",
        {"without_prices": round(100 * without, 2)},
    )


def large() -> Iterator[Figure]:
    """Compare a cohort of twenty thousand with SciPy's dense assignment, once."""
    ours = alone(matched, *LARGE, 1)
    dense = alone(densely, *LARGE, 1)
    gap = abs(ours.result.plain_total - dense.result[0].total)
    yield _figure(
        "cohort of 20,000: points beside the optimum",
        gap,
        0,
        "points",
        {"proven": ours.result.proven, "matched": ours.result.matched},
    )
    seconds, solving = ours.seconds, dense.result[1]
    yield _figure(
        "20,000 × 10,000 scored, solved and proven beside the dense solver alone",
        round(seconds / solving, 3),
        0.333,
        "x",
        {"ours_s": round(seconds, 1), "dense_s": round(solving, 1)},
    )
    yield _figure(
        "its memory beside the dense solver's",
        round(ours.megabytes / dense.megabytes, 3),
        0.1,
        "x",
        {"ours_mb": round(ours.megabytes), "dense_mb": round(dense.megabytes)},
    )


def alone(act: Callable[..., Any], *what: int) -> Alone:
    """Do something in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
        return worker.submit(_timed, act, *what).result()


def _timed(act: Callable[..., Any], *what: int) -> Alone:
    began = process_time()
    result = act(*what)
    took = result.seconds if isinstance(result, Alone) else process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
    return Alone(result.result if isinstance(result, Alone) else result, took, megabytes)


def matched(mentees: int, mentors: int, places: int, seed: int) -> Alone:
    """Match a cohort in the bot's way; making it up is not timed, and neither is what a process loads once."""
    skills(["SQL"])
    cohort = organisation(mentees, mentors, places, seed)
    began = process_time()
    certificate = solve(cohort, PURE).certificate
    return Alone(replace(certificate, prices={}, floor_prices={}), process_time() - began, 0)


def munkres(mentees: int, mentors: int, places: int, seed: int) -> Alone:
    """Match the same cohort in rounds of munkres; scoring is not timed."""
    points = rivals.points_of(organisation(mentees, mentors, places, seed), PURE)
    began = process_time()
    return Alone(rivals.munkres_rounds(points), process_time() - began, 0)


def densely(mentees: int, mentors: int, places: int, seed: int) -> tuple[rivals.Result, float]:
    """Match the same cohort with SciPy, and tell how long that alone took."""
    points = rivals.points_of(organisation(mentees, mentors, places, seed), PURE)
    points = points._replace(mentee=points.mentee[:0], mentor=points.mentor[:0])
    began = process_time()
    return rivals.dense(points), process_time() - began


def everybody_else(mentees: int, mentors: int, places: int, seed: int) -> dict[str, rivals.Result]:
    """Match one cohort in every other way."""
    cohort = organisation(mentees, mentors, places, seed)
    points = rivals.points_of(cohort, PURE)
    return {
        "dense": rivals.dense(points),
        "greedy": rivals.greedy(points),
        "first come": rivals.first_come_first_served(points),
        "deferred acceptance": rivals.deferred_acceptance(cohort, PURE),
        "hospital residents": rivals.hospital_residents(points),
    }


def both_ways_for_several(mentees: int, mentors: int, places: int, seed: int) -> tuple[int, int, float]:
    """Give several mentors each, at once and in rounds."""
    cohort = organisation(mentees, mentors, places, seed, each=EACH)
    found, fit = solve(cohort, PURE).certificate, Fit(cohort, PURE)
    departments = [each.department for each in fit.mentors]
    rounds = rivals.rounds_of_assignment(rivals.points_of(cohort, PURE), fit.places, departments)
    return found.total, rounds.total, found.bound / found.total - 1


def one_by_one(seed: int) -> tuple[float, float]:
    """Tell which share of the matchable stays without a mentor, with prices and without.

    Every night places are priced anew, by the places that are left and by other mentees than those who come.
    """
    cohort = organisation(2_000, 500, 1_000, seed)
    dice = random.Random(seed)  # noqa: S311 - the same people every time
    mentees = [each for each in cohort.participants if each.mentors]
    dice.shuffle(mentees)
    mentors = tuple(each for each in cohort.participants if not each.mentors)
    others, coming = mentees[:1_000], mentees[1_000:]
    now = replace(cohort, participants=(*coming, *mentors))
    possible = solve(now, PURE).certificate.matched

    def learnt(night: int, rooms: Numbers) -> dict[str, int]:
        people = (
            replace(each, mentees=each.capacity - left[each.id]) for left in [_by_id(now, rooms)] for each in mentors
        )
        to_come = len(coming) - night * A_DAY
        return scarcity(replace(cohort, participants=(*others, *people)), PURE, expected=to_come)

    return 1 - _found(now, learnt) / possible, 1 - _found(now, lambda *_: {}) / possible


def _by_id(cohort: Cohort, rooms: Numbers) -> dict[str, int]:
    return {each.id: int(room) for each, room in zip(Fit(cohort, PURE).mentors, rooms, strict=True)}


def _found(cohort: Cohort, learnt: Callable[[int, Numbers], Mapping[str, int]]) -> int:
    fit = Fit(cohort, PURE)
    rows, rooms = Rows(fit), np.array(fit.rooms)
    price = np.zeros(len(rooms), np.int64)
    found = 0
    for at in range(len(fit.mentees)):
        if at % A_DAY == 0:
            prices = learnt(at // A_DAY, rooms)
            price = np.array([prices.get(each.id, 0) for each in fit.mentors])
        row = rows.row(at)
        likes = np.where(row.allowed & (rooms > 0), row.mentee - price, NEVER)
        best = int(likes.argmax())
        if likes[best] > NEVER:
            rooms[best] -= 1
            found += 1
    return found


def _figure(what: str, value: float, most: float, unit: str, details: dict[str, float]) -> Figure:
    return Figure(what=what, value=value, most=most, unit=unit, details=details)


if __name__ == "__main__":
    main()
