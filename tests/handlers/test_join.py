"""Joining is one tap, leaving is two, and nobody hears anything before or after."""

from datetime import timedelta

import pytest

from bot import letterbox
from bot.blocks import button, message
from bot.mentoring.people import Person
from bot.store import people
from handlers import join
from tests.handlers.asking import moves_in, offers, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, hears, holds

WELCOME = "Welcome to mentoring. You get this because you joined."


def person(office: Office, slack_id: str = "UADA") -> Person:
    with office.database.look(office.workspace) as db:
        found = people.known(db, slack_id)
    assert found is not None
    return found


def test_whoever_joins_is_told_once_what_will_come_and_how_to_stop_it(office: Office) -> None:
    ada = office.visitor("UADA")

    for times in (1, 2):
        ada.types("/mentor join")
        hears(ada, "You're in. Welcome!", times)
        everything_arrives(office)

    assert told(office, "UADA").count(WELCOME) == 1
    assert ada.sees("one nudge in seven days at most, in your working hours.")
    assert ada.sees("*How to stop:* `/mentor quiet`, any time.")
    assert person(office).has_joined


def test_a_double_click_on_join_is_answered_once_and_a_later_click_again(office: Office) -> None:
    moves_in(office, "UADA", joined_at=None)
    with office.database.begin(office.workspace) as db:
        join.welcome(db, join.known(db, "UADA"), office.now())
    everything_arrives(office)
    ada = holds(office, "UADA", button("Join", "join"))
    with office.database.begin(office.workspace) as db:
        join.known(db, "UADA").leave()

    ada.clicks("Join", times=2)

    hears(ada, "You're in. Welcome!")
    office.passes(timedelta(minutes=1))
    ada.clicks("Join")
    hears(ada, "You're in. Welcome!", 2)


def test_home_invites_and_its_button_lets_in(office: Office) -> None:
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("Mentoring, right here in Slack")
    assert not person(office).has_joined

    ada.clicks("Join")

    ada.waits_for("Next for you")
    assert person(office).has_joined


@pytest.mark.parametrize("words", ["/mentor join", "/mentor leave"])
def test_a_guest_is_told_that_mentoring_is_for_members(office: Office, words: str) -> None:
    theo = office.visitor("UTHEO")

    theo.types(words)

    theo.waits_for("can't take part")
    assert not person(office, "UTHEO").has_joined


@pytest.mark.parametrize("more", ["please", "<!channel>", "'; DROP TABLE people;--", "🙂" * 500])
def test_words_after_it_change_nothing(office: Office, more: str) -> None:
    ada = office.visitor("UADA")

    ada.types(f"/mentor join {more}")

    ada.waits_for("You're in. Welcome!")
    assert person(office).has_joined


def test_leaving_asks_once_and_names_the_quieter_way(office: Office) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")

    ada.types("/mentor leave")

    ada.waits_for("If it's only too much, a pause or fewer nudges may do.")
    assert ada.sees("Quieter instead")
    assert person(office).has_joined


def test_who_left_is_not_found_and_hears_nothing_that_was_waiting(office: Office) -> None:
    offers(office, "UJONAS", "sql")
    moves_in(office, "UADA")
    jonas, ada = office.visitor("UJONAS"), office.visitor("UADA")
    jonas.types("/mentor leave")
    jonas.waits_for("Leaving means I write nothing more to you.")
    with office.database.begin(office.workspace) as db:
        letterbox.drop(db, "UJONAS", "story", "once", message("Somebody has news for you"), office.now())

    jonas.clicks("Leave")
    jonas.waits_for("You have left mentoring.")
    office.passes(timedelta(days=1))

    assert "Somebody has news for you" not in told(office, "UJONAS")
    ada.types("/mentor find sql")
    assert ada.waits_for("Nobody is free for")


def test_leaving_twice_is_leaving_once_and_joining_again_welcomes_back_without_a_second_letter(office: Office) -> None:
    ada = office.visitor("UADA")
    ada.types("/mentor join")
    ada.waits_for("You're in. Welcome!")
    everything_arrives(office)
    for times in (1, 2):
        ada.types("/mentor leave")
        hears(ada, "Leaving means I write nothing more to you.")
        ada.clicks("Leave")
        hears(ada, "You have left mentoring.", times)

    ada.types("/mentor join")

    hears(ada, "You're in. Welcome!", 2)
    assert person(office).has_joined
    assert told(office, "UADA").count(WELCOME) == 1
