"""One's pairs, their menu, and the questions for a first meeting."""

import pytest

from bot.blocks import button, overflow
from bot.mentoring.prompts import kickoff
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, books, holds, pairs_up


def test_each_pair_is_listed_with_its_rhythm_and_what_is_next(office: Office) -> None:
    pair = pairs_up(office)
    books(office, pair, 7)
    ada = office.visitor("UADA")

    ada.types("/mentor pairs")

    ada.waits_for("*Your mentor: <@UJONAS>*")
    assert ada.sees("every two weeks")
    assert ada.sees("You meet <@UJONAS>")


def test_somebody_in_no_pair_is_shown_the_ways_into_one(office: Office) -> None:
    moves_in(office, "UNOOR")
    noor = office.visitor("UNOOR")

    noor.types("/mentor pairs")

    assert noor.waits_for("You are in no pair right now.")


@pytest.mark.parametrize("act", ["log", "pause", "end", "rhythm", "resume", "agenda"])
def test_naming_somebody_else_leads_to_no_other_pair(office: Office, act: str) -> None:
    pairs_up(office)
    moves_in(office, "UFREYA")
    ada = office.visitor("UADA")

    ada.types(f"/mentor {act} <@UFREYA>")

    assert ada.waits_for("You two aren't a pair, so nothing changed.")


def test_other_questions_come_one_set_after_the_other(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Other questions", "swap_prompts", pair))

    for swaps in (1, 2):
        ada.clicks("Other questions")
        ada.waits_for(kickoff(f"pair{pair}", swaps)[0])
    ada.clicks("Hide")

    ada.waits_for("Hidden.")
    assert ada.sees(kickoff(f"pair{pair}", 2)[0]) is None


def test_whoever_hides_what_comes_at_the_end_or_after_it_is_wished_no_first_session(office: Office) -> None:
    pairs_up(office)
    ada = holds(office, "UADA", button("No, thanks", "hide_message"))

    ada.clicks("No, thanks")

    ada.waits_for("Hidden. There is nothing to do here.")


def test_the_questions_of_others_stay_theirs(office: Office) -> None:
    pair = pairs_up(office)
    stranger = holds(office, "UNOOR", button("Other questions", "swap_prompts", f"{pair}:x"))

    stranger.clicks("Other questions")

    assert stranger.waits_for(NOT_YOURS)


def test_the_menu_of_a_pair_opens_what_is_chosen(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("Your mentor: <@UJONAS>")

    for label, words in (
        ("Change the rhythm", "How often would suit you?"),
        ("Pause", "On which day do you want to go on?"),
        ("End", "This ends your pair with <@UJONAS> for good."),
        ("Sessions and takeaways", "You and <@UJONAS> have no session noted yet."),
        ("What we agree on", "Say it for yourself."),
        ("No reply", "It goes out in your words, once."),
    ):
        ada.clicks(label)
        ada.waits_for(words)
        ada.closes()


def test_the_menu_of_somebody_else_and_of_another_time_changes_nothing(office: Office) -> None:
    pair = pairs_up(office)
    menu = overflow(
        "pair_menu", [("Pause it", f"pause:{pair}"), ("Marry", f"marry:{pair}"), ("Wake", f"resume:{pair}")]
    )
    stranger = holds(office, "UNOOR", menu)

    stranger.clicks("Pause it")
    stranger.waits_for(NOT_YOURS)
    stranger.clicks("Marry")
    stranger.waits_for("That choice is from an older message")
    stranger.clicks("Wake")

    assert stranger.waits_for(lambda: sum(NOT_YOURS in str(each["text"]) for each in stranger.dm()) == 2)
