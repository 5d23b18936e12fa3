"""Scarcity: what it costs others when a mentor is asked, found by letting the wishes that are open bid for places."""

from collections import deque
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush, nlargest
from typing import Final

LEAST_BID: Final = 10
"""Points by which a bid is raised at least: less would only take longer."""
SWEEPS: Final = 30
DEAREST: Final = 500
"""However scarce somebody is, a fit that is so much better is still shown first."""
BIDS_EACH: Final = 20
"""So often each wish may bid on average; what is not settled by then is settled well enough."""


def prices(wishes: Sequence[Mapping[int, int]], places: Mapping[int, int]) -> dict[int, int]:
    """Find the price of each mentor's place, in points of the score; a mentor whom few want costs nothing.

    Each wish is the mentors that would fit it and how well. First the places are given out by an auction; then a price
    is no higher than it must be for nobody to want another place than their own.
    """
    given = _given_out(wishes, places)
    found = dict.fromkeys(places, 0)
    for _ in range(SWEEPS):
        before = dict(found)
        for number, wish in enumerate(wishes):
            mine = given.get(number)
            content = wish[mine] - before[mine] if mine is not None else 0
            for mentor, score in wish.items():
                if mentor != mine and places.get(mentor, 0) > 0:
                    found[mentor] = max(found[mentor], score - content)
        if found == before:
            break
    return {mentor: min(price, DEAREST) for mentor, price in found.items() if price}


def _given_out(wishes: Sequence[Mapping[int, int]], places: Mapping[int, int]) -> dict[int, int]:
    """Let each wish bid for the mentor who is worth most to it, as much more as it would lose by its second choice.

    Whoever is outbid bids again; a wish for which every place has become too dear goes without.
    """
    held: dict[int, list[tuple[int, int]]] = {mentor: [] for mentor in places}
    going: dict[int, int] = dict.fromkeys(places, 0)
    unplaced = deque(range(len(wishes)))
    bids = BIDS_EACH * len(wishes)
    while unplaced and bids:
        bids -= 1
        wish = unplaced.popleft()
        open_to = ((mentor, score) for mentor, score in wishes[wish].items() if places.get(mentor, 0) > 0)
        worth = nlargest(2, ((score - going[mentor], -mentor) for mentor, score in open_to))
        if not worth or worth[0][0] <= 0:
            continue
        best, mentor = worth[0][0], -worth[0][1]
        second = max(0, worth[1][0]) if len(worth) > 1 else 0
        heappush(held[mentor], (going[mentor] + best - second + LEAST_BID, wish))
        if len(held[mentor]) > places[mentor]:
            unplaced.append(heappop(held[mentor])[1])
        if len(held[mentor]) == places[mentor]:
            going[mentor] = held[mentor][0][0]
    return {wish: mentor for mentor, bidders in held.items() for _, wish in bidders}
