"""Places and wishes as a flow: the best choice among some pairs, and what a place with each mentor costs in it.

From a source to every mentee runs one arc for a first mentor, whose gain outweighs everything else, and one for
further mentors; from there to mentors, through a gate for each department where a mentee wants several; and from every
mentor one arc for each place, the further ones dearer. What flows at the least cost is the best match.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from ortools.graph.python import max_flow, min_cost_flow

Numbers = NDArray[np.int64]
SOURCE, SINK, FIRST_MENTEE = 0, 1, 2
UNREACHED: Final = np.int64(1) << np.int64(60)


class SolverFailed(RuntimeError):
    """The solver gave no answer to a question that always has one."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Pairs among which the best are chosen: mentee, mentor, what the pair is worth, and the mentee's points."""

    mentee: Numbers
    mentor: Numbers
    worth: Numbers
    points: Numbers

    @classmethod
    def of(cls, *several: tuple[int, Numbers, Numbers, Numbers]) -> "Pool":
        """Put parts of rows together."""
        mentee = [np.full(len(places), at, np.int64) for at, places, _, _ in several]
        columns = [mentee, *([np.asarray(part[at], np.int64) for part in several] for at in (1, 2, 3))]
        return cls(*(np.concatenate(column) if column else np.empty(0, np.int64) for column in columns))

    def __len__(self) -> int:
        return len(self.mentee)

    def only(self, which: NDArray[np.bool_] | Numbers) -> "Pool":
        """Keep some of them."""
        return Pool(self.mentee[which], self.mentor[which], self.worth[which], self.points[which])

    def with_(self, other: "Pool", mentors: int) -> "Pool":
        """Add others, each pair once, in an order that does not depend on who came first."""
        columns = [
            np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("mentee", "mentor", "worth", "points")
        ]
        _, first = np.unique(columns[0] * mentors + columns[1], return_index=True)
        return Pool(*(column[first] for column in columns))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which pairs of a pool were chosen, and the price of one place more with each mentor."""

    which: NDArray[np.bool_]
    prices: Numbers


@dataclass(frozen=True, slots=True)
class Network:
    """What people have room for: mentees' wanted mentors, mentors' places, and what is given to them already.

    `open_` tells who has no mentor yet; `carried` how many mentees a mentor has already; `departments` are numbered,
    and -1 where not known. A choice gains more than all scores, and a first mentor more still.
    """

    wanted: Numbers
    open_: NDArray[np.bool_]
    rooms: Numbers
    carried: Numbers
    departments: Numbers
    crowding: int
    first_gain: int
    choice_gain: int = 1

    def turn(self, at: int) -> int:
        """Tell where a mentee begins to look among mentors who are equally good: everybody somewhere else.

        Who all began with the first one would ask for the same few, however many there are.
        """
        return at * len(self.rooms) // len(self.wanted)

    def fees(self) -> tuple[Numbers, Numbers]:
        """Return every place of every mentor, and what it costs to fill it."""
        mentor = np.repeat(np.arange(len(self.rooms)), self.rooms)
        nth = np.arange(len(mentor)) - np.repeat(np.cumsum(self.rooms) - self.rooms, self.rooms)
        return mentor, self.crowding * (nth + self.carried[mentor])

    def best(self, pool: Pool) -> Chosen:
        """Choose the pairs that are worth most together."""
        arcs = self._arcs(pool)
        solver = min_cost_flow.SimpleMinCostFlow()
        numbers = solver.add_arcs_with_capacity_and_unit_cost(
            arcs.tail.astype(np.int32), arcs.head.astype(np.int32), arcs.capacity, arcs.cost
        )
        supply = int(self.wanted.sum()) + 1
        solver.set_node_supply(SOURCE, supply)
        solver.set_node_supply(SINK, -supply)
        if solver.solve() != solver.OPTIMAL:
            raise SolverFailed
        flow = solver.flows(numbers)
        distance = distances(arcs, flow)
        mentors = distance[FIRST_MENTEE + len(self.wanted) :][: len(self.rooms)]
        least = self.crowding * self.carried
        prices = np.where(mentors < UNREACHED, np.maximum(-mentors, least), least)
        return Chosen(flow[arcs.pairs] > 0, prices)

    def most(self, pool: Pool) -> tuple[int, Numbers]:
        """Count how many mentees can have a first mentor; and price the mentors so that no more can by these pairs.

        A mentor costs one where a cut shows it: some mentees can go to those mentors only.
        """
        mentees = np.flatnonzero(self.open_ & (self.wanted > 0))
        mentors = np.flatnonzero(self.rooms > 0)
        base = FIRST_MENTEE + len(self.wanted)
        inner = self.open_[pool.mentee]
        solver = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(
            _joined(_all(SOURCE, mentees), pool.mentee[inner] + FIRST_MENTEE, mentors + base).astype(np.int32),
            _joined(mentees + FIRST_MENTEE, pool.mentor[inner] + base, _all(SINK, mentors)).astype(np.int32),
            _joined(_all(1, mentees), np.ones(int(inner.sum())), self.rooms[mentors]),
        )
        solver.solve(SOURCE, SINK)
        reached = np.zeros(base + len(self.rooms), np.int64)
        reached[solver.get_source_side_min_cut()] = 1
        return solver.optimal_flow(), reached[base:]

    def _arcs(self, pool: Pool) -> "Arcs":
        mentors = FIRST_MENTEE + len(self.wanted)
        gates = mentors + len(self.rooms)
        first = np.flatnonzero(self.open_ & (self.wanted > 0))
        more = np.maximum(0, self.wanted - self.open_)
        several = np.flatnonzero(more)
        department, most = self.departments[pool.mentor], 1 + self.departments.max(initial=0)
        through = (self.wanted[pool.mentee] > 1) & (department >= 0)
        keys, gate = np.unique(pool.mentee[through] * most + department[through], return_inverse=True)
        tails = pool.mentee + FIRST_MENTEE
        tails[through] = gates + gate
        place, fee = self.fees()
        groups = (
            (_all(SOURCE, first), first + FIRST_MENTEE, _all(1, first), _all(-self.first_gain, first)),
            (_all(SOURCE, several), several + FIRST_MENTEE, more[several], _all(0, several)),
            (keys // most + FIRST_MENTEE, gates + np.arange(len(keys)), _all(1, keys), _all(0, keys)),
            (place + mentors, _all(SINK, place), _all(1, place), fee),
            ([SOURCE], [SINK], [self.wanted.sum() + 1], [0]),
            (tails, pool.mentor + mentors, _all(1, tails), -pool.worth),
        )
        tail, head, capacity, cost = (_joined(*(group[at] for group in groups)) for at in range(4))
        return Arcs(tail, head, capacity, cost, slice(len(tail) - len(pool), None), gates + len(keys))


@dataclass(frozen=True, slots=True)
class Arcs:
    """The arcs of a flow, and which of them are pairs."""

    tail: Numbers
    head: Numbers
    capacity: Numbers
    cost: Numbers
    pairs: slice
    nodes: int


def _all(value: int, like: Numbers) -> Numbers:
    return np.full(len(like), value, np.int64)


def _joined(*parts: ArrayLike) -> Numbers:
    return np.concatenate([np.asarray(part, np.int64) for part in parts])


def distances(arcs: Arcs, flow: Numbers) -> Numbers:
    """Find the cheapest way from the source to everywhere in what the flow leaves open: the dual of the flow.

    Step by step from those whose way became cheaper in the last one, of whom there are soon but a few.
    """
    nodes = arcs.nodes
    forth, back = flow < arcs.capacity, flow > 0
    tail = np.concatenate([arcs.tail[forth], arcs.head[back]])
    order = np.argsort(tail, kind="stable")
    first = np.searchsorted(tail[order], np.arange(nodes + 1))
    head = np.concatenate([arcs.head[forth], arcs.tail[back]])[order]
    cost = np.concatenate([arcs.cost[forth], -arcs.cost[back]])[order]
    distance = np.full(nodes, UNREACHED, np.int64)
    distance[SOURCE] = 0
    cheaper = np.array([SOURCE])
    for _ in range(nodes):
        count = first[cheaper + 1] - first[cheaper]
        arc = np.arange(count.sum()) + np.repeat(first[cheaper] - np.cumsum(count) + count, count)
        to, through = head[arc], np.repeat(distance[cheaper], count) + cost[arc]
        gains = through < distance[to]
        np.minimum.at(distance, to[gains], through[gains])
        to = np.sort(to[gains])
        if not to.size:
            return distance
        cheaper = to[np.append(True, to[1:] != to[:-1])]  # each once; of many, `np.unique` takes far longer
    raise SolverFailed
