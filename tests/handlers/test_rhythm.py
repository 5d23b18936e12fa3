"""Another rhythm: one wishes it, the other agrees, and until then the old one holds."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.pairs import FORTNIGHT, RHYTHMS
from bot.playground.client import Visitor
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, letters_to, looks, pairs_up

MONTHLY = RHYTHMS["monthly"]


def rhythm_of(office: Office, pair: int) -> timedelta:
    """Tell which rhythm holds."""
    return looks(office, pair, lambda two: two.rhythm)


def wishes(office: Office, who: str, rhythm: str, told: str) -> Visitor:
    """Let somebody wish another rhythm."""
    visitor = office.visitor(who)
    visitor.types("/mentor rhythm")
    visitor.waits_for("How often would suit you?")
    visitor.fills({"rhythm": rhythm}).submits()
    visitor.waits_for(told)
    visitor.closes()
    return visitor


def test_the_old_rhythm_holds_until_the_other_agrees(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UADA", "monthly", "Asked for: every four weeks. Until they agree")
    assert rhythm_of(office, pair) == FORTNIGHT
    assert "would like to meet every four weeks instead of every two weeks" in letters_to(office, "UJONAS")[-1]
    jonas = office.visitor("UJONAS")

    jonas.clicks("That suits me")

    jonas.waits_for("Agreed: you and <@UADA> meet every four weeks.")
    assert rhythm_of(office, pair) == MONTHLY
    assert "<@UJONAS> agrees: from now on you meet every four weeks." in letters_to(office, "UADA")[-1]


def test_the_other_may_keep_it_and_says_no_reason(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UJONAS", "weekly", "Asked for: every week.")
    office.deliver()
    ada = office.visitor("UADA")

    ada.clicks("Keep it as it is")

    ada.waits_for("It stays as it is")
    assert (rhythm_of(office, pair), looks(office, pair, lambda two: two.wished_rhythm)) == (FORTNIGHT, None)
    assert "<@UADA> would rather keep meeting every two weeks." in letters_to(office, "UJONAS")[-1]


def test_a_wish_taken_back_asks_nothing_of_the_other_any_more(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UJONAS", "weekly", "Asked for: every week.")
    office.deliver()

    wishes(office, "UJONAS", "biweekly", "Done: you and <@UADA> meet every two weeks.")

    assert looks(office, pair, lambda two: two.wished_rhythm) is None
    assert "<@UJONAS> no longer wishes another rhythm" in letters_to(office, "UADA")[-1]


def test_agreeing_twice_is_agreeing_once(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UADA", "monthly", "Asked for")
    jonas = holds(
        office, "UJONAS", button("Yes", "confirm_rhythm", f"{pair}:28"), button("Yes!", "confirm_rhythm", f"{pair}:28")
    )

    jonas.clicks("Yes!")
    jonas.waits_for("Agreed: you and <@UADA>")
    again = holds(office, "UJONAS", button("Yes again", "confirm_rhythm", f"{pair}:28"))
    again.clicks("Yes again")

    again.waits_for(lambda: sum("Agreed: you and" in str(each["text"]) for each in again.dm()) == 3)
    assert sum("agrees: from now on" in each for each in letters_to(office, "UADA")) == 1


def test_two_who_wish_the_same_agree(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UADA", "monthly", "Asked for")
    wishes(office, "UJONAS", "monthly", "Done: you and <@UADA> meet every four weeks.")

    assert rhythm_of(office, pair) == MONTHLY
    assert "agrees: from now on you meet every four weeks" in letters_to(office, "UADA")[-1]


def test_wishing_what_holds_changes_nothing_and_takes_a_wish_back(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UADA", "biweekly", "Nothing changed.")
    wishes(office, "UADA", "monthly", "Asked for")
    wishes(office, "UADA", "biweekly", "Done: you and <@UJONAS> meet every two weeks.")

    assert looks(office, pair, lambda two: two.wished_rhythm) is None


def test_an_outdated_wish_is_not_agreed_to(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UADA", "monthly", "Asked for")
    jonas = holds(office, "UJONAS", button("Old yes", "confirm_rhythm", f"{pair}:91"))
    jonas.clicks("Old yes")
    jonas.waits_for("That wish was answered or changed in the meantime")
    ada = holds(office, "UADA", button("My yes", "confirm_rhythm", f"{pair}:28"))

    ada.clicks("My yes")

    ada.waits_for("That is your own wish")
    assert rhythm_of(office, pair) == FORTNIGHT


def test_slower_chooses_the_next_slower_one_and_fine_changes_nothing(office: Office) -> None:
    pair = pairs_up(office)
    jonas = holds(office, "UJONAS", button("Less often", "slower", pair), button("It's fine", "fine", pair))
    jonas.clicks("Less often")
    jonas.waits_for("How often would suit you?")
    view = jonas.modal()
    assert view is not None
    assert view["blocks"][0]["element"]["initial_option"]["value"] == "three-weekly"
    jonas.closes()

    jonas.clicks("It's fine")

    jonas.waits_for("Good to know, thank you.")
    assert rhythm_of(office, pair) == FORTNIGHT


def test_nobody_else_touches_a_rhythm(office: Office) -> None:
    pair = pairs_up(office)
    stranger = holds(
        office,
        "UNOOR",
        button("Choose", "choose_rhythm", pair),
        button("Slower", "slower", pair),
        button("Fine", "fine", pair),
        button("Yes", "confirm_rhythm", f"{pair}:28"),
        button("No", "keep_rhythm", f"{pair}:28"),
    )

    for number, label in enumerate(("Choose", "Slower", "Fine", "Yes", "No"), start=1):
        stranger.clicks(label)
        hears(stranger, NOT_YOURS, number)


def test_with_several_pairs_one_is_asked_for(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UFREYA")
    ada = office.visitor("UADA")

    ada.types("/mentor rhythm")

    assert ada.waits_for("Whose rhythm would you like to change?")
