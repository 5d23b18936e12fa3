"""What a safety contact decided stays said, also when they press once more or from an old copy."""

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, looks, pairs_up
from tests.handlers.test_concern import has_contact, raises
from tests.handlers.test_home_hub import home
from tests.handlers.test_waits_for_a_yes import agreement_suggested

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


def test_whoever_was_brought_two_concerns_about_a_pair_reads_that_it_goes_on_once_both_are_let_go(
    office: Office,
) -> None:
    pair = pairs_up(office, met_days_ago=30)
    has_contact(office, "UNOOR")
    raises(office, pair)
    raises(office, pair)

    noor = holds(office, "UNOOR", button("The first", "lift_hold", 1), button("The second", "lift_hold", 2))
    noor.clicks("The first")
    hears(noor, "the pair goes on once you let it go on there, too.")
    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.HOLD

    noor = holds(office, "UNOOR", button("The second", "lift_hold", 2))
    noor.clicks("The second")

    hears(noor, "The pair goes on.")
    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.ACTIVE


def test_whoever_raised_a_concern_is_pressed_for_nothing_of_that_pair_meanwhile(office: Office) -> None:
    pair = agreement_suggested(office)
    has_contact(office, "UNOOR")
    ada = home(office)
    ada.waits_for("an agreement waits for your yes")

    raises(office, pair)

    ada = home(office)
    ada.waits_for("Paused")
    assert "waits for your" not in str(ada.home())
