"""Who has said how they would like to go on is neither asked it again, nor told what their silence would mean."""

from datetime import timedelta

from bot.mentoring.lifecycles import Lifecycle
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, letters_to, looks
from tests.handlers.test_held_requests import holds_everything, lets_go, passes
from tests.handlers.test_wrap_up import has_wound_down, presses

DAY = timedelta(days=1)
ASKED, SILENCE = "How would you like to go on", "Without an answer by"


def questions(office: Office, who: str) -> list[str]:
    return [each for each in letters_to(office, who) if ASKED in each]


def test_only_who_has_not_said_how_to_go_on_is_asked_a_month_later(office: Office) -> None:
    pair = has_wound_down(office)
    hears(presses(office, "UADA", "go_on_now_and_then", pair), "Noted; I don't say who answered what.")

    passes(office, 29)

    assert questions(office, "UADA") == []
    (asked,) = questions(office, "UJONAS")
    assert SILENCE in asked
    passes(office, 15)
    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.ENDED_COMPLETED


def test_who_opens_the_question_again_reads_their_answer_and_may_change_it(office: Office) -> None:
    pair = has_wound_down(office)
    hears(presses(office, "UADA", "go_on_now_and_then", pair), "Noted; I don't say who answered what.")
    passes(office, 29)

    ada = office.visitor("UADA")
    ada.opens_home()
    ada.clicks("How to go on")

    ada.waits_for("You have answered: Now and then. Another answer takes its place.")
    assert SILENCE not in str(ada.dm()[-1])
    jonas = office.visitor("UJONAS")
    jonas.clicks("Peers, no schedule")
    hears(jonas, "Both of you have answered")


def test_who_answers_while_messages_are_held_back_is_not_asked_once_they_go_out(office: Office) -> None:
    has_wound_down(office)
    office.says_all()
    holds_everything(office)
    passes(office, 29)
    ada = office.visitor("UADA")
    ada.closes()
    ada.opens_home()
    ada.clicks("How to go on")
    ada.waits_for(lambda: ada.modal() and SILENCE in str(ada.modal()))
    ada.clicks("Now and then")
    ada.waits_for(lambda: "Noted; I don't say who answered what." in str(ada.modal()))

    lets_go(office)

    assert questions(office, "UADA") == []
    assert len(questions(office, "UJONAS")) == 1


def test_where_the_other_one_has_left_nobody_is_asked_and_it_is_said_and_done_at_once(office: Office) -> None:
    pair = has_wound_down(office)
    moves_in(office, "UJONAS", joined_at=None)

    hears(presses(office, "UADA", "term_extend", pair), "there is nobody I could ask, and nothing was changed")
    hears(presses(office, "UADA", "go_on_peers", pair), "there is nobody I could ask, and your mentoring is complete")

    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.ENDED_COMPLETED
