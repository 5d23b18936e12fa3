"""What a lead holds is held, and what concerns somebody's safety never is."""

import pytest

from bot.mentoring.brakes import Brake, Brakes, Hold, together
from bot.mentoring.occasions import Class
from tests.examples import MONDAY


def brakes(*several: tuple[Hold, str]) -> Brakes:
    return together(Brake(what, which, "UINES", MONDAY) for what, which in several)


@pytest.mark.parametrize(
    ("held", "is_held"),
    [
        (brakes(), False),
        (brakes((Hold.EVERYTHING, "")), True),
        (brakes((Hold.KIND, "pulse")), True),
        (brakes((Hold.KIND, "fit")), False),
        (brakes((Hold.PAIR, "7"), (Hold.PAIR, "9")), True),
        (brakes((Hold.PAIR, "8")), False),
        (brakes((Hold.PROGRAM, "3")), True),
        (brakes((Hold.PROGRAM, "7")), False),
    ],
)
def test_each_hold_holds_what_it_names(held: Brakes, is_held: bool) -> None:
    assert held.hold("pulse", Class.NUDGE, 7, 3) is is_held


def test_what_reminds_of_something_is_held_with_it() -> None:
    assert brakes((Hold.KIND, "ask")).hold("ask_reminder", Class.NUDGE, None, None)
    assert not brakes((Hold.KIND, "ask_reminder")).hold("ask", Class.TRANSACTIONAL, None, None)


def test_what_concerns_safety_and_what_leads_are_told_goes_on() -> None:
    held = brakes((Hold.EVERYTHING, ""))

    assert not held.hold("concern", Class.TRANSACTIONAL, 7, None)
    assert not held.hold("digest", Class.LEAD, None, None)
    assert held.hold("introduction", Class.TRANSACTIONAL, None, None)
