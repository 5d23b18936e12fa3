"""What a safety contact decided stays said, also when they press once more or from an old copy."""

from bot.blocks import button
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, pairs_up
from tests.handlers.test_concern import has_contact, raises

ENDED = "The pair has ended. Both are told so in neutral words"


def test_whoever_ended_a_pair_reads_so_however_often_they_press(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)
    has_contact(office, "UNOOR")
    raises(office, pair)

    for label, action in (("End", "end_held"), ("End again", "end_held"), ("Let go", "lift_hold")):
        noor = holds(office, "UNOOR", button(label, action, 1))
        noor.clicks(label)
        hears(noor, "the pair has ended already", times=0)

    hears(office.visitor("UNOOR"), ENDED, times=3)
