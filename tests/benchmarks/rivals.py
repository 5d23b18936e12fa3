"""Other ways of matching a cohort, over the same points: what the bot's is measured beside."""

import sys
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from matching.games import HospitalResident
from munkres import Munkres, make_cost_matrix
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bot.mentoring.cohort.fit import Fit
from bot.mentoring.cohort.participants import Cohort, Policy
from bot.mentoring.cohort.rows import Rows
from bot.mentoring.cohort.solving import network_of
from bot.mentoring.cohort.stable import stable

ROUNDS = 3
FIRST = 10_000_000
"""What being matched at all is worth to a dense solver: more than all points together, and still exact in a float."""
RECURSION, STACK = 1_000_000, 512 << 20

Table = NDArray[np.int16]


class Points(NamedTuple):
    """What every pair is worth, what it is to the mentee and the mentor, and the places of each mentor."""

    worth: Table
    mentee: Table
    mentor: Table
    rooms: NDArray[np.int64]


class Result(NamedTuple):
    """How many were matched, and with how many points."""

    matched: int
    total: int


def points_of(cohort: Cohort, policy: Policy) -> Points:
    """Score every pair."""
    fit = Fit(cohort, policy)
    rows = Rows(fit)
    several = [rows.row(at) for at in range(len(fit.mentees))]
    worth, mentee, mentor = (
        np.stack([getattr(row, side) for row in several]).astype(np.int16) for side in ("worth", "mentee", "mentor")
    )
    return Points(worth, mentee, mentor, np.array(fit.rooms, np.int64))


def first_come_first_served(points: Points) -> Result:
    """Let everybody in turn take the best mentor who has a place."""
    rooms, matched, total = points.rooms.copy(), 0, 0
    for at in range(len(points.worth)):
        worth = np.where(rooms > 0, points.worth[at], -1)
        best = int(worth.argmax())
        if worth[best] >= 0:
            rooms[best] -= 1
            matched, total = matched + 1, total + int(worth[best])
    return Result(matched, total)


def greedy(points: Points) -> Result:
    """Take the best pair of all, again and again."""
    rooms, free = points.rooms.copy(), np.ones(len(points.worth), bool)
    matched, total = 0, 0
    for place in np.argsort(-points.worth.astype(np.int32), axis=None, kind="stable"):
        mentee, mentor = divmod(int(place), points.worth.shape[1])
        worth = int(points.worth[mentee, mentor])
        if worth < 0:
            break
        if free[mentee] and rooms[mentor]:
            free[mentee], rooms[mentor] = False, rooms[mentor] - 1
            matched, total = matched + 1, total + worth
    return Result(matched, total)


def deferred_acceptance(cohort: Cohort, policy: Policy) -> Result:
    """Match stably, in the bot's own way of doing so."""
    fit = Fit(cohort, policy)
    pairs = stable(Rows(fit), network_of(fit))
    return Result(len(pairs), int(pairs.worth.sum()))


def dense(points: Points) -> Result:
    """Let SciPy assign mentees to places, each place a column of one full table."""
    seat = np.repeat(np.arange(len(points.rooms)), points.rooms)
    costs = np.zeros((len(points.worth), len(seat)))
    for at, row in enumerate(points.worth):
        worth = row[seat]
        costs[at] = np.where(worth >= 0, -FIRST - worth.astype(np.float64), 0)
    mentees, seats = linear_sum_assignment(costs)
    worth = points.worth[mentees, seat[seats]]
    return Result(int((worth >= 0).sum()), int(worth[worth >= 0].astype(np.int64).sum()))


def hospital_residents(points: Points) -> Result:
    """Let the package `matching` play hospitals and residents; its recursion needs room."""
    mentees, mentors = (range(count) for count in points.worth.shape)
    likes = {
        f"r{at}": [f"h{to}" for to in np.argsort(-points.mentee[at], kind="stable") if points.worth[at, to] >= 0]
        for at in mentees
    }
    liked = {
        f"h{to}": [f"r{at}" for at in np.argsort(-points.mentor[:, to], kind="stable") if points.worth[at, to] >= 0]
        for to in mentors
    }
    likes = {name: several for name, several in likes.items() if several}
    liked = {name: several for name, several in liked.items() if several}
    rooms = {name: int(points.rooms[int(name[1:])]) for name in liked}
    found = _with_a_deep_stack(lambda: HospitalResident.create_from_dictionaries(likes, liked, rooms).solve())
    pairs = [(int(one.name[1:]), int(to.name[1:])) for to, several in found.items() for one in several]
    return Result(len(pairs), sum(int(points.worth[pair]) for pair in pairs))


def munkres_rounds(points: Points) -> Result:
    """Assign one to one in three rounds, as mentor-match does: whoever has none and whoever has a place go on.

    A pair that a rule forbids counts nothing and is passed over afterwards, and every score is taken off the largest
    number there is: both are what that program does.
    """
    rooms, left = points.rooms.copy(), list(range(len(points.worth)))
    matched, total = 0, 0
    for _ in range(ROUNDS):
        open_ = np.flatnonzero(rooms > 0)
        table = np.maximum(points.worth[np.ix_(np.array(left), open_)], 0).T.tolist()
        for row, column in Munkres().compute(make_cost_matrix(table, lambda score: sys.maxsize - score)):
            mentor, mentee = int(open_[row]), left[column]
            if points.worth[mentee, mentor] >= 0:
                rooms[mentor] -= 1
                matched, total, left[column] = matched + 1, total + int(points.worth[mentee, mentor]), -1
        left = [mentee for mentee in left if mentee >= 0]
    return Result(matched, total)


def rounds_of_assignment(points: Points, wanted: list[int], departments: list[str]) -> Result:
    """Give everybody a first mentor as well as possible, then whoever wants it a second, and a third."""
    rooms, total, firsts = points.rooms.copy(), 0, 0
    taken: list[set[str]] = [set() for _ in wanted]
    for nth in range(ROUNDS):
        left = [at for at, count in enumerate(wanted) if count > nth]
        table = points.worth[left].copy()
        for row, at in enumerate(left):
            table[row, [to for to, each in enumerate(departments) if each in taken[at]]] = -1
        seat = np.repeat(np.arange(len(rooms)), rooms)
        costs = np.where(table[:, seat] >= 0, -FIRST - table[:, seat].astype(np.float64), 0)
        for row, column in zip(*linear_sum_assignment(costs), strict=True):
            mentor = int(seat[column])
            if table[row, mentor] >= 0:
                rooms[mentor] -= 1
                taken[left[row]].add(departments[mentor])
                total, firsts = total + int(table[row, mentor]), firsts + (nth == 0)
    return Result(firsts, total)


def _with_a_deep_stack(act: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever a package without types returns
    """Do something that calls itself very often."""
    found: list[Any] = []
    usual, size = sys.getrecursionlimit(), threading.stack_size(STACK)
    sys.setrecursionlimit(RECURSION)
    try:
        thread = threading.Thread(target=lambda: found.append(act()))
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(usual)
        threading.stack_size(size)
    return found[0]
