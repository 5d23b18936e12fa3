"""What earlier looks say is never less than what another look would show."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.cohort.fit import Fit
from bot.mentoring.cohort.participants import Policy
from bot.mentoring.cohort.proof import glance, scan
from bot.mentoring.cohort.remembered import Remembered
from bot.mentoring.cohort.rows import Rows
from bot.mentoring.cohort.solving import network_of
from tests.organisations import organisation

MENTEES, MENTORS = 40, 30


@settings(max_examples=20)
@given(st.integers(0, 20), st.lists(st.integers(0, 1_200), min_size=3, max_size=3))
def test_at_any_prices_what_is_remembered_gives_the_bound_that_looking_again_would(seed: int, dice: list[int]) -> None:
    fit = Fit(organisation(MENTEES, MENTORS, 40, seed, each=(1, 2, 3)), Policy())
    rows, network = Rows(fit), network_of(fit)
    glanced = glance(rows, network)
    pool, floors = glanced.pool, np.zeros(MENTEES, np.int64)
    gains = np.full(MENTEES, 1 << 50)

    for each in dice:
        prices = np.random.default_rng(each).integers(0, each + 1, MENTORS)
        known, _ = scan(rows, network, prices, floors, gains, pool, glanced.seen)
        looked, _ = scan(rows, network, prices, floors, gains, pool, Remembered(network))
        assert known == looked
