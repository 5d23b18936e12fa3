"""A copy of everything, and being forgotten: at once silent, in thirty days gone, and until then undone by a tap."""

import json
from datetime import timedelta

import pytest

from bot.mentoring.people import FORGOTTEN_AFTER, Person
from bot.playground.client import Visitor
from bot.store import erasure, pairs, people
from handlers import forget_me
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office


def known(office: Office, slack_id: str = "UADA") -> Person | None:
    with office.database.look(office.workspace) as db:
        return people.known(db, slack_id)


def opens_window(office: Office) -> Visitor:
    visitor = office.visitor("UADA")
    visitor.types("/mentor me")
    visitor.waits_for("being forgotten")
    return visitor


def test_one_is_forgotten_after_thirty_days_and_may_undo_it_until_then(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql",))
    offers(office, "UJONAS", "sql")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        pair = pairs.make(db, two["UJONAS"], two["UADA"], "to speak up", office.now())
        number = two["UADA"].id

    opens_window(office).clicks("Delete everything")
    assert office.visitor("UADA").waits_for("You have left, and I write nothing more")
    asked = known(office)
    assert asked
    assert (asked.has_joined, asked.erase_at) == (False, office.now() + FORGOTTEN_AFTER)

    ada = office.visitor("UADA")
    ada.closes()
    ada.types("/mentor me")
    ada.waits_for("You will be forgotten")
    ada.clicks("Keep everything")
    assert ada.waits_for("Nothing will be deleted")
    kept = known(office)
    assert kept
    assert kept.erase_at is None

    ada.closes()
    ada.types("/mentor me")
    ada.waits_for("being forgotten")
    ada.clicks("Delete everything")
    ada.waits_for("You have left, and I write nothing more")
    office.passes(FORGOTTEN_AFTER + timedelta(minutes=1))

    assert known(office) is None
    with office.database.look(office.workspace) as db:
        tombstone = people.known(db, f"X{number}")
        ended = db.get(type(pair), pair.id)
    assert tombstone
    assert tombstone.name == erasure.FORMER
    assert ended
    assert not ended.is_live
    assert office.visitor("UJONAS").waits_for("left mentoring for good")


@pytest.mark.parametrize("typed", ["forget-me", "forget me", "delete", "delete everything", "erase", "Erase"])
def test_whoever_asks_to_be_forgotten_in_a_word_is_shown_where_that_is_done(office: Office, typed: str) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")

    ada.types(f"/mentor {typed}")

    ada.waits_for("Your copy, and being forgotten")
    ada.clicks("Delete everything")
    ada.waits_for("You have left, and I write nothing more")
    asked = known(office)
    assert asked
    assert asked.erase_at == office.now() + FORGOTTEN_AFTER


def test_whoever_asks_to_be_forgotten_twice_is_shown_until_when_and_how_to_stay(office: Office) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")
    ada.types("/mentor forget-me")
    ada.waits_for("Your copy, and being forgotten")
    ada.clicks("Delete everything")
    ada.waits_for("You have left, and I write nothing more")
    ada.closes(everything=True)

    ada.types("/mentor forget-me")

    ada.waits_for("On Thu 2 April everything about you is deleted for good.")
    ada.clicks("Keep everything")
    assert ada.waits_for("Nothing will be deleted")


def test_joining_again_keeps_everything(office: Office) -> None:
    moves_in(office, "UADA")
    opens_window(office).clicks("Delete everything")
    office.visitor("UADA").waits_for("You have left, and I write nothing more")

    office.visitor("UADA").types("/mentor join")

    ada = office.visitor("UADA")
    ada.waits_for("Nothing of yours will be deleted: joining again called that off.")
    assert ada.sees("`/mentor quiet` says when I write and how to stop it")
    assert not ada.sees("I've sent you a message")
    kept = known(office)
    assert kept
    assert (kept.erase_at, kept.has_joined) == (None, True)


def test_a_copy_is_shown_in_the_window_where_no_file_may_be_sent(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql",))

    opens_window(office).clicks("Get a copy")

    assert office.visitor("UADA").waits_for("UADA")
    assert office.visitor("UADA").sees("Copy what you need")


def test_what_is_too_much_for_a_window_says_so() -> None:
    shown = forget_me.in_parts("x" * forget_me.PART * (forget_me.PARTS + 1))

    assert len(shown.blocks) == forget_me.PARTS + 2
    assert forget_me.HALF in json.dumps(shown.blocks)


def test_home_says_first_when_everything_is_deleted_and_one_press_there_keeps_it(office: Office) -> None:
    moves_in(office, "UADA")
    opens_window(office).clicks("Delete everything")
    ada = office.visitor("UADA")
    ada.waits_for("You have left, and I write nothing more")
    ada.closes(everything=True)

    ada.opens_home()

    home = ada.home()
    assert home
    told = json.dumps(home["blocks"])
    assert told.index("On Thu 2 April everything about you is deleted for good.") < told.index("Mentoring, right here")
    ada.clicks("Keep everything")
    assert ada.waits_for("Nothing will be deleted")
    kept = known(office)
    assert kept
    assert kept.erase_at is None
    ada.closes(everything=True)
    assert "deleted" not in json.dumps(ada.home())


def test_whoever_asks_what_is_next_reads_when_everything_is_deleted_and_gets_a_copy_from_there(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql",))
    opens_window(office).clicks("Delete everything")
    ada = office.visitor("UADA")
    ada.waits_for("You have left, and I write nothing more")
    ada.closes(everything=True)

    ada.types("/mentor")

    assert ada.waits_for("On Thu 2 April everything about you is deleted for good.")
    ada.clicks("Get a copy")
    assert ada.waits_for("Copy what you need")
    ada.closes(everything=True)
    ada.clicks("Keep everything")
    assert ada.waits_for("Nothing will be deleted")


def test_an_old_button_promises_to_keep_nothing_once_the_day_was_called_off(office: Office) -> None:
    moves_in(office, "UADA")
    opens_window(office).clicks("Delete everything")
    ada = office.visitor("UADA")
    ada.closes(everything=True)
    ada.types("/mentor")
    ada.waits_for("You will be forgotten")
    ada.types("/mentor join")
    ada.waits_for("joining again called that off")

    ada.clicks("Keep everything")

    assert ada.waits_for("No day is set on which anything about you is deleted, so nothing changed.")
