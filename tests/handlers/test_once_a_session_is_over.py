"""Once a session is over, nothing that was said before it speaks of it as still to come."""

from datetime import timedelta

import pytest

from bot.blocks import button
from bot.playground.client import Visitor
from tests.handlers.conftest import Office
from tests.handlers.pairing import books, holds, letters_to, pairs_up

DAY = timedelta(days=1)
PREPARES, PRIMER = "What would you like to bring?", "Your first session with"
OVER = "You and <@UJONAS> met on Thu 5 March, so there is nothing to answer here."
FELL_THROUGH = "Your session with <@UJONAS> on Thu 5 March didn't take place, so there is nothing to answer here."


def a_day_after(office: Office, *, met_days_ago: int | None) -> tuple[Visitor, int]:
    """Let Ada and Jonas have had a date on Thursday, which is over; return her and its number."""
    pair = pairs_up(office, met_days_ago=met_days_ago)
    session = books(office, pair, 2)
    office.says_all()
    for _ in range(3):
        office.passes(DAY)
        office.says_all()
    return office.visitor("UADA"), session


def asks(office: Office, words: str) -> list[str]:
    return [each for each in letters_to(office, "UADA") if words in each]


@pytest.mark.parametrize(
    ("met_days_ago", "asked", "answer", "told"),
    [(9, PREPARES, "We met", OVER), (None, PRIMER, "We met", OVER), (9, PREPARES, "Didn't happen", FELL_THROUGH)],
)
def test_what_was_asked_before_a_session_is_settled_once_somebody_says_what_became_of_it(
    office: Office, met_days_ago: int | None, asked: str, answer: str, told: str
) -> None:
    ada, _ = a_day_after(office, met_days_ago=met_days_ago)
    assert asks(office, asked)

    ada.clicks(answer)
    ada.waits_for("Noted: ")

    assert asks(office, told)
    assert asks(office, asked) == []


def test_what_is_asked_before_the_next_session_stays_when_an_earlier_one_is_noted(office: Office) -> None:
    ada, _ = a_day_after(office, met_days_ago=9)
    ada.clicks("We met")
    ada.waits_for("Noted: ")
    assert asks(office, OVER)
    sets_a_date(office, "2026-03-11")
    for _ in range(3):
        office.passes(DAY)
        office.says_all()
    assert asks(office, PREPARES)

    ada.types("/mentor log 8 March")
    ada.waits_for(ada.modal)
    ada.submits()

    ada.waits_for(lambda: "met on" in str(ada.modal()))
    assert asks(office, PREPARES)


def test_two_whose_first_session_fell_through_keep_the_questions_to_begin_with(office: Office) -> None:
    ada, _ = a_day_after(office, met_days_ago=None)
    ada.clicks("Didn't happen")
    ada.waits_for("Noted: ")

    (told,) = asks(office, "Your session with <@UJONAS> on Thu 5 March didn't take place.")
    assert told.count("?") >= 3
    assert "Hide" not in str(ada.dm())


def sets_a_date(office: Office, on: str) -> None:
    ada = holds(office, "UADA", button("Set it", "book_session", 1))
    ada.clicks("Set it")
    ada.waits_for(ada.modal)
    ada.fills({"on": on}).submits()
    ada.waits_for(lambda: "You and <@UJONAS> meet" in str(ada.modal()))
    ada.closes()


def test_an_agenda_asked_about_a_date_that_was_moved_is_settled(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    books(office, pair, 2)
    office.says_all()
    assert asks(office, PREPARES)

    sets_a_date(office, "2026-03-20")

    assert asks(office, PREPARES) == []


@pytest.mark.parametrize("act", ["no_agenda", "swap_prompts", "calendar_file"])
def test_a_button_of_before_says_that_the_session_is_over(office: Office, act: str) -> None:
    ada, session = a_day_after(office, met_days_ago=9)
    ada.clicks("We met")
    ada.waits_for("Noted: ")
    assert asks(office, OVER)
    ada = holds(office, "UADA", button("Press", act, session if act == "calendar_file" else 1))

    ada.clicks("Press")

    ada.waits_for(
        {
            "no_agenda": "No date with <@UJONAS> is ahead, so there is nothing to prepare.",
            "swap_prompts": "You and <@UJONAS> have met, so the questions for a first session are over.",
            "calendar_file": "That session is over, and no next one is set.",
        }[act]
    )
