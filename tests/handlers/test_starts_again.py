"""Starting again takes both, however long the second one thinks it over."""

from bot.mentoring.lifecycles import Lifecycle
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears
from tests.handlers.test_wrap_up import DAY, has_wound_down, presses, stands


def test_a_wish_to_start_again_holds_for_as_long_as_the_other_one_is_asked(office: Office) -> None:
    pair = has_wound_down(office)
    presses(office, "UADA", "term_now_and_then", pair)
    hears(presses(office, "UJONAS", "term_now_and_then", pair), "Both of you have answered")
    hears(presses(office, "UJONAS", "reopen", pair), "once both of you want to, you start again")
    for _ in range(3):
        office.passes(30 * DAY)

    hears(presses(office, "UADA", "reopen", pair), "Both of you have answered")

    assert stands(office, pair) is Lifecycle.ACTIVE
