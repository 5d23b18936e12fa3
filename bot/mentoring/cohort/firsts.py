"""Firsts: a floor for whoever has several mentors asks it of one of them, and the others may be worth less.

That is no flow. But once it is settled who that one is - the first mentor -, all the rest is: those pairs are held as
if they were locked, and whatever else is possible is chosen anew beside them. Then it is looked whether another first
mentor would do better, one mentee at a time or two who change theirs; the prices tell beforehand where that is vain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.bounds import firsts_by_gain
from bot.mentoring.cohort.network import Network, Numbers, Pool
from bot.mentoring.cohort.proof import NEVER, Best, eased, part, prove, value_of
from bot.mentoring.cohort.remembered import Remembered
from bot.mentoring.cohort.rows import NOT_ALLOWED, Row, Rows
from bot.mentoring.pairscore import WHOLE

Firsts = Mapping[int, int]
PATIENCE: Final = 80_000
"""So many pairs are chosen among anew in all: hundreds of times in a small cohort, a few times in a large one."""
MOST_TRIALS: Final = 300


def around(rows: Rows, network: Network, strict: Best, loose: Best, floors: Numbers, floor: int, rounds: int) -> Best:
    """Improve a match in which some are held to the floor with every mentor, where only a first one need be above it.

    `loose` is the best match when that is asked only of mentees who want one mentor, and `floors` are theirs. The
    worst-off are never worse off than in the strict one, nor are fewer matched, nor is the total less.
    """
    floors = floors.copy()
    below = below_floor(network, loose.pairs, floor)
    firsts: dict[int, int] = {}
    best, known = strict, _foremost(strict.pairs, floor)
    while len(below):
        for at in below.tolist():
            if at in known:
                firsts[at] = known[at]
            else:
                floors[at] = floor
        best = _beside(rows, network, best.pool, firsts, floors, rounds)
        below = below_floor(network, best.pairs, floor)
    settled = _settled(rows, network, best, firsts, floors, floor)
    if settled != firsts:
        best = _beside(rows, network, best.pool, settled, floors, rounds)
    return best


def below_floor(network: Network, pairs: Pool, floor: int) -> Numbers:
    """Find who has several mentors, and none of them above the floor."""
    most = np.full(len(network.wanted), WHOLE, np.int64)
    most[pairs.mentee] = NOT_ALLOWED
    np.maximum.at(most, pairs.mentee, pairs.points)
    return np.flatnonzero(network.open_ & (most < floor))


@dataclass(frozen=True, slots=True)
class _Held:
    """All rows, without what a mentee can't have beside the first mentor who is held for them."""

    rows: Rows
    network: Network
    firsts: Firsts

    @property
    def size(self) -> int:
        return self.rows.size

    def row(self, at: int) -> Row:
        row = self.rows.row(at)
        first = self.firsts.get(at)
        if first is None:
            return row
        return row._replace(worth=np.where(_beyond(self.network, first), row.worth, np.int16(NOT_ALLOWED)))


def _beyond(network: Network, first: int) -> NDArray[np.bool_]:
    """Tell whom a mentee can have beside a first mentor: others, of other departments."""
    departments = network.departments
    beyond: NDArray[np.bool_] = (departments < 0) | (departments != departments[first])
    beyond[first] = False
    return beyond


def _foremost(pairs: Pool, floor: int) -> dict[int, int]:
    """Name of each mentee's mentors above the floor the one by whom most is gained."""
    high = pairs.only(pairs.points >= floor)
    order = np.lexsort((-high.mentor, high.worth))
    return dict(zip(high.mentee[order].tolist(), high.mentor[order].tolist(), strict=True))


def _left(network: Network, firsts: Firsts) -> Network:
    """Take away what the pairs that are held need."""
    mentees, mentors = (np.array(list(each), np.int64) for each in (firsts.keys(), firsts.values()))
    wanted, open_, given = network.wanted.copy(), network.open_.copy(), np.zeros_like(network.rooms)
    wanted[mentees] -= 1
    open_[mentees] = False
    np.add.at(given, mentors, 1)
    return replace(network, wanted=wanted, open_=open_, rooms=network.rooms - given, carried=network.carried + given)


def _without(network: Network, pool: Pool, firsts: Firsts) -> Pool:
    """Leave out the pairs that are held, and whoever is of the same department."""
    first = np.full(len(network.wanted), -1, np.int64)
    first[list(firsts.keys())] = list(firsts.values())
    mine, departments = first[pool.mentee], network.departments
    alike = (departments[pool.mentor] >= 0) & (departments[pool.mentor] == departments[mine])
    return pool.only((mine < 0) | ((pool.mentor != mine) & ~alike))


def _with_firsts(rows: Rows, pairs: Pool, firsts: Firsts) -> Pool:
    held = Pool.of(*(part(at, rows.row(at), np.array([first])) for at, first in sorted(firsts.items())))
    return pairs.with_(held, rows.size)


def _beside(rows: Rows, network: Network, pool: Pool, firsts: Firsts, floors: Numbers, rounds: int) -> Best:
    """Choose the best that is possible beside the pairs that are held."""
    left = _left(network, firsts)
    held = _Held(rows, network, firsts)
    best = prove(held, left, _without(network, pool, firsts), Remembered(left), floors, rounds=rounds)
    pairs = _with_firsts(rows, best.pairs, firsts)
    return replace(best, pairs=pairs, value=value_of(network, pairs), pool=pool.with_(best.pool, rows.size))


def _settled(rows: Rows, network: Network, best: Best, firsts: Firsts, floors: Numbers, floor: int) -> Firsts:
    """Look for better first mentors until no other one for anybody, and no change between two, would gain anything."""
    trials = min(MOST_TRIALS, PATIENCE // max(1, len(best.pool)))
    value, prices = best.value, best.prices
    pool = best.pool.only(best.pool.points >= floors[best.pool.mentee])
    ahead = other_firsts(rows, network, prices, firsts, floor)
    while trials and (other := next(ahead, None)):
        trials -= 1
        left = _left(network, other)
        among = _without(network, _with_firsts(rows, pool, other), other)
        chosen = left.best(among)
        pairs = _with_firsts(rows, among.only(chosen.which), other)
        if (worth := value_of(network, pairs)) > value and not len(below_floor(network, pairs, floor)):
            value, firsts, prices = worth, other, chosen.prices
            ahead = other_firsts(rows, network, prices, firsts, floor)
    return firsts


def other_firsts(rows: Rows, network: Network, prices: Numbers, firsts: Firsts, floor: int) -> Iterator[Firsts]:
    """Go through other first mentors by whom somebody would gain at these prices, what promises most first."""
    given = np.bincount(list(firsts.values()), minlength=rows.size)
    promising: list[tuple[int, int, int]] = []
    for at, first in sorted(firsts.items()):
        row = rows.row(at)
        net = np.where(row.worth < 0, NEVER, row.worth - prices)
        promising += [
            (-gain, at, other) for other, gain in firsts_by_gain(network, at, net, eased(row) >= floor, first)
        ]
    for _, at, other in sorted(promising):
        if given[other] < network.rooms[other]:
            yield {**firsts, at: other}
            continue
        for rival in sorted(each for each, theirs in firsts.items() if theirs == other and each != at):
            row = rows.row(rival)
            instead = firsts[at]
            if row.worth[instead] >= 0 and eased(row)[instead] >= floor:
                yield {**firsts, at: other, rival: instead}
