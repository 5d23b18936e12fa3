"""Proof that nothing better exists: with a price on every place, no mentee could gain by any other mentors.

Whatever the prices are, what every mentee could gain at most after paying them, and what the places then earn, bound
what any match is worth. Where the bound is what was reached, the match is the best. One look at every pair decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.network import Network, Numbers, Pool
from bot.mentoring.cohort.remembered import Remembered, most_in_pool
from bot.mentoring.cohort.rows import NOBODY, NOT_ALLOWED, Row, Rows
from bot.mentoring.pairscore import WHOLE

FIRST_LOOK: Final = 20
"""How many of the best mentors of each mentee are looked at first; others are added where they would gain."""
AT_ONCE: Final = 8
OF_EACH: Final = 8
"""So many mentors are looked at first for each one who is wanted, where they have to be of different departments."""
ROUNDS: Final = 40
MODEST: Final = 12 * WHOLE
"""What a first mentor gains to begin with: more than any pair, though not more than all of them together."""
NEAR: Final = 20
"""So many points may be lost by a pair that is nearly as good."""
NEVER: Final = -(1 << 60)
"""The gain by a pair that a rule forbids."""


class Looks(Protocol):
    """Every mentee's row, whoever computes it."""

    @property
    def size(self) -> int:
        """How many mentors stand in a row."""

    def row(self, at: int) -> Row:
        """Return the row of one mentee."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best match that was found, its prices, what it is worth, and what no match can be worth more than."""

    pairs: Pool
    prices: Numbers
    value: int
    bound: int
    rounds: int
    pool: Pool


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look at all pairs shows before anything is decided."""

    pool: Pool
    best_points: Numbers
    seen: Remembered


def glance(rows: Rows, network: Network) -> Glance:
    """Look at every mentee's best mentors, and at the most points anybody could have."""
    seen = Remembered(network)
    parts: list[tuple[int, Numbers, Numbers, Numbers]] = []
    best_points = np.full(len(network.wanted), -1, np.int64)
    for at in np.flatnonzero(network.wanted).tolist():
        row = rows.row(at)
        worth = row.worth.astype(np.int64)
        if (places := foremost(worth, FIRST_LOOK, NOT_ALLOWED, network.turn(at))).size:
            points = eased(row)
            parts.append((at, places, worth[places], points[places]))
            best_points[at] = points[worth >= 0].max()
        seen.note(at, worth, places)
    return Glance(Pool.of(*parts), best_points, seen)


def prove(
    rows: Looks,
    network: Network,
    pool: Pool,
    seen: Remembered,
    floors: Numbers,
    *,
    rounds: int = ROUNDS,
    enough: int = 0,
) -> Best:
    """Choose the best pairs, look whether any other pair would improve them, add it, until none would.

    `floors` are the least points of each mentee's pairs; `enough` is how far below its bound a match may stay.
    """
    done = 0
    while True:
        done += 1
        eligible = pool.only(pool.points >= floors[pool.mentee])
        chosen = network.best(eligible)
        pairs = eligible.only(chosen.which)
        value = value_of(network, pairs)
        gains = gained(network, chosen.prices, pairs)
        bound, better = scan(rows, network, chosen.prices, floors, gains, pool, seen)
        pool = pool.with_(better, rows.size)
        if bound - value <= enough or done == rounds:
            return Best(pairs, chosen.prices, value, bound, done, pool)


def prove_anew(rows: Rows, network: Network, glanced: Glance, floors: Numbers, rounds: int = ROUNDS) -> Best:
    """Do so with a pool that was only glanced at.

    It begins with a modest gain for a first mentor, which is solved much faster and finds nearly all of the pairs.
    """
    modest = _modest(network, glanced.pool)
    # The last few are left to the strict one, which looks at everybody anyway.
    pool, seen = glanced.pool, glanced.seen
    begun = prove(rows, modest, pool, seen, floors, rounds=rounds, enough=MODEST)
    best = prove(rows, network, begun.pool, seen, floors, rounds=max(1, rounds - begun.rounds))
    return replace(best, rounds=begun.rounds + best.rounds)


def prices_now(rows: Rows, network: Network) -> Numbers:
    """Price one place more with each mentor, when everybody here is matched as well as possible."""
    glanced = glance(rows, network)
    return prove(rows, _modest(network, glanced.pool), glanced.pool, glanced.seen, 0 * network.wanted).prices


def _modest(network: Network, pool: Pool) -> Network:
    dearest = int(pool.worth.max(initial=0))
    return replace(network, first_gain=min(network.first_gain, max(MODEST, 2 * dearest)))


def scan(
    rows: Looks, network: Network, prices: Numbers, floors: Numbers, gains: Numbers, pool: Pool, seen: Remembered
) -> tuple[int, Pool]:
    """Bound what any match is worth, and return the pairs by which some mentee would gain more at these prices.

    Whoever is known to gain nothing by anybody outside the pool is not looked at again.
    """
    extra = np.where(network.open_, network.first_gain, 0)
    outside = seen.begin(prices)
    eligible = pool.only(pool.points >= floors[pool.mentee])
    inside, least = _inside(network, eligible, prices, extra)
    known = (network.wanted > 0) & (outside <= least) & (inside <= gains)
    bound = earned(network, prices) + int(inside[known].sum())
    first = np.searchsorted(pool.mentee, np.arange(len(network.wanted) + 1))
    parts: list[tuple[int, Numbers, Numbers, Numbers]] = []
    for at in np.flatnonzero((network.wanted > 0) & ~known).tolist():
        row = rows.row(at)
        worth = row.reaching(int(floors[at]))
        net = np.where(worth < 0, NEVER, worth - prices)
        most, places = most_gain(network, at, net)
        bound += most
        added = NOBODY
        if most > gains[at]:
            added = foremost(net, AT_ONCE, -int(extra[at]), network.turn(at)) if places is None else places
            parts.append(part(at, row, added))
        seen.note(at, net if worth is row.worth else row.worth - prices, pool.mentor[first[at] : first[at + 1]], added)
    return bound, Pool.of(*parts)


def near_best(network: Network, best: Best, pool: Pool) -> NDArray[np.bool_]:
    """Tell which pairs of a pool are nearly as good as those that were chosen, at the prices of a match."""
    extra = np.where(network.open_, network.first_gain, 0)
    _, least = _inside(network, pool, best.prices, extra)
    near: NDArray[np.bool_] = pool.worth - best.prices[pool.mentor] >= least[pool.mentee] - NEAR
    return near


def _inside(network: Network, pool: Pool, prices: Numbers, extra: Numbers) -> tuple[Numbers, Numbers]:
    """Tell the most that each mentee could gain within the pool, and how little anybody else may be worth to help."""
    most = most_in_pool(network, pool, prices)
    inside = np.maximum(0, most + extra)
    least = np.maximum(most, -extra)
    mentee, gains = _picked(network, pool, prices, extra)
    picked = np.bincount(mentee, minlength=len(network.wanted))
    sums, last = np.zeros_like(inside), np.full_like(least, -NEVER)
    np.add.at(sums, mentee, gains)
    np.minimum.at(last, mentee, gains)
    has = picked > 0
    inside[has] = sums[has] + extra[has]
    least[has] = np.where(picked == network.wanted, last, np.minimum(0, last))[has]
    return inside, least


def _picked(network: Network, pool: Pool, prices: Numbers, extra: Numbers) -> tuple[Numbers, Numbers]:
    """Pick within the pool, for all who want several at once, mentors of different departments by whom most is gained.

    Returns whose each pick is, and what is gained by it.
    """
    net = pool.worth - prices[pool.mentor]
    mine = np.flatnonzero((network.wanted[pool.mentee] > 1) & (net > -extra[pool.mentee]))
    mine = mine[np.argsort(-net[mine], kind="stable")]
    # Whoever is of no known department is of one of their own.
    own = len(network.rooms) + network.departments.max(initial=0) + 1
    at = network.departments[pool.mentor[mine]]
    department = np.where(at < 0, own - 1 - pool.mentor[mine], at)
    _, best = np.unique(pool.mentee[mine] * own + department, return_index=True)
    mine = mine[np.sort(best)]
    mine = mine[np.argsort(pool.mentee[mine], kind="stable")]
    mentee, gains = pool.mentee[mine], net[mine]
    nth = np.arange(len(mine)) - np.searchsorted(mentee, mentee)
    picks = (nth == 0) | ((nth < network.wanted[mentee]) & (gains > 0))
    return mentee[picks], gains[picks]


def value_of(network: Network, pairs: Pool) -> int:
    """Add up what pairs are worth: what everybody gains, less what crowding costs, a first mentor above all."""
    matched = np.unique(pairs.mentee[network.open_[pairs.mentee]]).size
    return int(pairs.worth.sum()) - crowding_of(network, pairs) + network.first_gain * matched


def crowding_of(network: Network, pairs: Pool) -> int:
    """Add up what it costs that mentors have several mentees."""
    given = np.bincount(pairs.mentor, minlength=len(network.rooms))
    return int(network.crowding * (network.carried * given + given * (given - 1) // 2).sum())


def earned(network: Network, prices: Numbers) -> int:
    """Add up what all places earn at these prices."""
    mentor, fee = network.fees()
    return int(np.maximum(0, prices[mentor] - fee).sum())


def gained(network: Network, prices: Numbers, pairs: Pool) -> Numbers:
    """Tell what every mentee gains by the pairs they have, after paying."""
    gains = np.zeros(len(network.wanted), np.int64)
    np.add.at(gains, pairs.mentee, pairs.worth - prices[pairs.mentor])
    gains[np.unique(pairs.mentee[network.open_[pairs.mentee]])] += network.first_gain
    return gains


def part(at: int, row: Row, places: Numbers) -> tuple[int, Numbers, Numbers, Numbers]:
    """Take some mentors out of a mentee's row."""
    return at, places, row.worth[places].astype(np.int64), eased(row)[places].astype(np.int64)


def eased(row: Row) -> Numbers:
    """Return the mentee's points as a floor sees them: whom people chose themselves is above every floor."""
    points = row.mentee.astype(np.int64)
    points[row.let_off] = WHOLE
    return points


def most_gain(network: Network, at: int, net: Numbers) -> tuple[int, Numbers | None]:
    """Find the most a mentee could gain; and by which mentors, where that takes more than one look."""
    extra = _extra(network, at)
    if network.wanted[at] == 1:
        return max(0, int(net.max(initial=NEVER)) + extra), None
    picks = in_different_departments(network, at, net, int(network.wanted[at]), extra)
    return (int(net[picks].sum()) + extra if picks else 0), np.array(picks, np.int64)


def _extra(network: Network, at: int) -> int:
    return network.first_gain if network.open_[at] else 0


def in_different_departments(network: Network, at: int, net: Numbers, wanted: int, extra: int) -> list[int]:
    """Pick so many mentors of different departments by whom most is gained; the first one gains something extra.

    Only the best few are put in order, and more of them where these are of too few departments.
    """
    turn, count = network.turn(at), wanted * OF_EACH
    while True:
        places = foremost(net, count, -extra, turn)
        order = places[np.lexsort(((places - turn) % len(net), -net[places]))]
        picks = _of_different(network.departments[order].tolist(), net[order].tolist(), wanted)
        if len(picks) == wanted or len(places) < count or net[order[-1]] <= 0:
            return [int(order[pick]) for pick in picks]
        count *= OF_EACH


def _of_different(departments: Sequence[int], gains: Sequence[int], wanted: int) -> list[int]:
    """Pick the first ones of different departments, and after the very first one only those who gain something."""
    picks: list[int] = []
    taken: set[int] = set()
    for at, (department, gain) in enumerate(zip(departments, gains, strict=True)):
        if len(picks) == wanted or (picks and gain <= 0):
            break
        if department < 0 or department not in taken:
            picks.append(at)
            taken.add(department)
    return picks


def foremost(values: Numbers, count: int, above: int, turn: int) -> Numbers:
    """Return where the highest values are; among equals the first ones from `turn` on."""
    places = np.flatnonzero(values > above)
    if len(places) > count:
        keys = values[places] * len(values) - places
        keys[: np.searchsorted(places, turn)] -= len(values)
        places = np.sort(places[np.argpartition(keys, len(keys) - count)[-count:]])
    return places
