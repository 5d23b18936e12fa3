"""Several mentors of different departments: the few that are put in order are as good as all of them would be."""

import numpy as np

from bot.mentoring.cohort.network import Network, Numbers
from bot.mentoring.cohort.proof import NEVER, in_different_departments

TRIALS = 400


def among_all(network: Network, at: int, net: Numbers, wanted: int, extra: int) -> list[int]:
    """Pick by putting everybody in order."""
    picks: list[int] = []
    taken: set[int] = set()
    turn = network.turn(at)
    for place in sorted(range(len(net)), key=lambda each: (-net[each], (each - turn) % len(net))):
        department = int(network.departments[place])
        if len(picks) == wanted or net[place] + (0 if picks else extra) <= 0:
            break
        if department < 0 or department not in taken:
            picks.append(place)
            taken.add(department)
    return picks


def test_few_put_in_order_are_the_same_as_all_of_them() -> None:
    dice = np.random.default_rng(1)
    for _ in range(TRIALS):
        size, mentees, wanted = (int(dice.integers(1, most)) for most in (60, 5, 4))
        net = dice.integers(-3, int(dice.choice([2, 10])), size)
        net[dice.random(size) < 0.3] = NEVER
        network = Network(
            wanted=np.full(mentees, wanted),
            open_=np.ones(mentees, bool),
            rooms=np.ones(size, np.int64),
            carried=np.zeros(size, np.int64),
            departments=dice.integers(int(dice.choice([-1, 0])), int(dice.choice([1, 2, 5])), size),
            crowding=0,
            first_gain=10,
        )
        at, extra = int(dice.integers(0, mentees)), int(dice.choice([0, 10]))

        found = in_different_departments(network, at, net, wanted, extra)
        assert found == among_all(network, at, net, wanted, extra)
