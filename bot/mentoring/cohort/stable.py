"""Stable matching: nobody and no mentor would both rather have each other. The mentees propose, best mentor first."""

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.network import Network, Numbers, Pool
from bot.mentoring.cohort.proof import part
from bot.mentoring.cohort.rows import Row, Rows

AT_A_TIME = 64
"""How many mentors a mentee thinks about at once; the whole order would cost as much memory as all pairs."""
ANYBODY = -1
"""How much a mentor with a place left likes whom they like least."""


class Keeping:
    """Whom each mentor keeps so far, and how good one has to be for that, which only ever rises."""

    def __init__(self, network: Network) -> None:
        """Begin with nobody."""
        self.kept: dict[int, list[tuple[int, int]]] = {}
        self._rooms = network.rooms
        self._liking = np.where(network.rooms > 0, ANYBODY, np.iinfo(np.int64).max)
        self._who = np.full(len(network.rooms), len(network.wanted), np.int64)

    def would(self, mentee: int, row: Row) -> NDArray[np.bool_]:
        """Tell which mentors would keep somebody now. Among equals the first in order stays."""
        likes = row.mentor.astype(np.int64)
        would: NDArray[np.bool_] = (likes > self._liking) | ((likes == self._liking) & (mentee < self._who))
        return would

    def keep(self, mentor: int, mentee: int, liking: int) -> int | None:
        """Keep one more, and tell who has to go for it, if anybody has."""
        # The smaller number is the worse, so it is turned round.
        group = self.kept.setdefault(mentor, [])
        group.append((liking, -mentee))
        gone = min(group) if len(group) > self._rooms[mentor] else None
        if gone:
            group.remove(gone)
        if len(group) == self._rooms[mentor]:
            worst = min(group)
            self._liking[mentor], self._who[mentor] = worst[0], -worst[1]
        return -gone[1] if gone else None


def stable(rows: Rows, network: Network) -> Pool:
    """Let every mentee propose to their best mentor, and every mentor keep the best who came, until nobody moves."""
    waiting = np.flatnonzero(network.wanted)[::-1].tolist()
    lists: dict[int, list[tuple[int, int]]] = {}
    after = dict.fromkeys(waiting, 0)
    keeping = Keeping(network)
    while waiting:
        mentee = waiting.pop()
        if not lists.get(mentee):
            row = rows.row(mentee)
            order = _order(row, rows.choices.first(mentee, row.mentee), network.turn(mentee))
            places = after[mentee] + np.flatnonzero(keeping.would(mentee, row)[order[after[mentee] :]])[:AT_A_TIME]
            if not places.size:
                continue
            after[mentee] = int(places[-1]) + 1
            chosen = order[places]
            lists[mentee] = list(zip(chosen.tolist(), row.mentor[chosen].tolist(), strict=True))[::-1]
        gone = keeping.keep(*_proposal(mentee, lists))
        if gone is not None:
            waiting.append(gone)
    parts = [
        part(-mentee, row, np.array([mentor]))
        for mentor, group in sorted(keeping.kept.items())
        for _, mentee in group
        for row in [rows.row(-mentee)]
    ]
    return Pool.of(*parts)


def _proposal(mentee: int, lists: dict[int, list[tuple[int, int]]]) -> tuple[int, int, int]:
    mentor, liking = lists[mentee].pop()
    return mentor, mentee, liking


def _order(row: Row, liking: Numbers, turn: int) -> Numbers:
    """Put the mentors who are open to a mentee in their order; among equals, everybody begins somewhere else."""
    size = len(row.worth)
    order = np.lexsort(((np.arange(size) - turn) % size, -liking))
    return order[row.allowed[order]]
