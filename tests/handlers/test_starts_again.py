"""Starting again takes both, however long the second one thinks it over."""

from bot.mentoring.lifecycles import Lifecycle
from tests.handlers.asking import labels
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, letters_to
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


def test_whoever_starts_again_is_asked_nothing_more_about_the_time_without_a_schedule(office: Office) -> None:
    pair = has_wound_down(office)
    presses(office, "UADA", "term_now_and_then", pair)
    hears(presses(office, "UJONAS", "term_now_and_then", pair), "Both of you have answered")
    for _ in range(14):
        office.passes(7 * DAY)
    assert any("Is there something you'd like to tell or ask them?" in each for each in letters_to(office, "UADA"))

    presses(office, "UJONAS", "reopen", pair)
    hears(presses(office, "UADA", "reopen", pair), "Both of you have answered")

    for _ in range(6):  # one message is changed a second
        office.says_all()
    for who in ("UADA", "UJONAS"):
        left = {label for each in office.visitor(who).dm() for label in labels(each)}
        assert left.isdisjoint({"Look back", "Done for now", "Start again", "No, thanks"})
