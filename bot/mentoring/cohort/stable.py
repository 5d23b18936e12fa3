"""Stable matching: nobody and no mentor would both rather have each other. The mentees propose, best mentor first."""

import numpy as np

from bot.mentoring.cohort.network import Network, Pool
from bot.mentoring.cohort.proof import part
from bot.mentoring.cohort.rows import Row, Rows

AT_A_TIME = 64
"""How many mentors a mentee thinks about at once; the whole order would cost as much memory as all pairs."""


def stable(rows: Rows, network: Network) -> Pool:
    """Let every mentee propose to their best mentor, and every mentor keep the best who came, until nobody moves."""
    waiting = np.flatnonzero(network.wanted)[::-1].tolist()
    asked = dict.fromkeys(waiting, 0)
    lists: dict[int, list[tuple[int, int]]] = {}
    kept: dict[int, list[tuple[int, int]]] = {}
    while waiting:
        mentee = waiting.pop()
        if asked[mentee] % AT_A_TIME == 0:
            lists[mentee] = _preferred(rows.row(mentee), asked[mentee])
        at = asked[mentee] % AT_A_TIME
        if at >= len(lists[mentee]):
            continue
        mentor, liking = lists[mentee][at]
        asked[mentee] += 1
        # Among equals the first in order stays: the smaller number is the worse, so it is turned round.
        group = kept.setdefault(mentor, [])
        group.append((liking, -mentee))
        if len(group) > network.rooms[mentor]:
            group.remove(worst := min(group))
            waiting.append(-worst[1])
    parts = [
        part(-mentee, row, np.array([mentor]))
        for mentor, group in sorted(kept.items())
        for _, mentee in group
        for row in [rows.row(-mentee)]
    ]
    return Pool.of(*parts)


def _preferred(row: Row, start: int) -> list[tuple[int, int]]:
    order = np.lexsort((np.arange(len(row.worth)), -row.mentee))
    order = order[row.allowed[order]][start : start + AT_A_TIME]
    return list(zip(order.tolist(), row.mentor[order].tolist(), strict=True))
