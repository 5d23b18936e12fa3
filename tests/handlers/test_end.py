"""An end without fault: by either, at any time, with kind words and a place that is free again."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.blocks import button
from bot.mentoring.pairs import Lifecycle, Turn
from bot.playground.client import Visitor
from bot.store import pairs, people
from handlers.end import PARTING, UNMET
from tests.handlers.asking import labels, live_pairs, moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, OVER, holds, letters_to, looks, pairs_up


def ends(office: Office, who: str, **answers: object) -> Visitor:
    """Let somebody end their pair."""
    visitor = office.visitor(who)
    visitor.types("/mentor end")
    visitor.waits_for("This ends your pair with")
    visitor.fills(answers).submits()
    return visitor


def test_the_other_hears_kind_words_and_no_reason(office: Office) -> None:
    pair = pairs_up(office)

    ada = ends(office, "UADA", reason="fit", parting="Thank you <!here>, I learned a lot.")

    ada.waits_for("Your pair with <@UJONAS> has ended.")
    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.ENDED_NO_FAULT
    news = letters_to(office, "UJONAS")[-1]
    assert "Thank you &lt;!here&gt;, I learned a lot." in news
    assert "fit" not in news
    assert "Change what you offer" in labels(office.visitor("UJONAS").dm()[-1])
    with office.database.look(office.workspace) as db:
        assert [turn.cause for turn in db.scalars(sa.select(Turn))][-1] == "end:fit"


def test_words_may_stay_as_they_are_or_be_left_out(office: Office) -> None:
    pairs_up(office)
    ends(office, "UADA").waits_for("has ended.")
    assert "ended your mentoring pair" in letters_to(office, "UJONAS")[-1]
    pairs_up(office, "UFREYA")
    office.visitor("UADA").closes()

    ends(office, "UADA", parting=PARTING).waits_for("has ended.")

    assert "Thank you for the time and thought you gave it." in letters_to(office, "UFREYA")[-1]


@pytest.mark.parametrize(("met_days_ago", "words"), [(None, UNMET), (3, PARTING)])
def test_the_words_to_change_thank_for_time_only_where_there_was_any(
    office: Office, met_days_ago: int | None, words: str
) -> None:
    pairs_up(office, met_days_ago=met_days_ago)
    ada = office.visitor("UADA")

    ada.types("/mentor end")
    ada.waits_for("This ends your pair")

    assert words in str(ada.modal())


def test_the_mentors_place_is_free_again(office: Office) -> None:
    pairs_up(office)

    ends(office, "UJONAS").waits_for("has ended.")

    assert live_pairs(office, "UJONAS") == []
    with office.database.look(office.workspace) as db:
        jonas = people.known(db, "UJONAS")
        assert jonas is not None
        assert pairs.room_of(db, jonas) == jonas.capacity


def test_somebody_who_waits_for_the_place_hears_of_it(office: Office) -> None:
    pairs_up(office)
    moves_in(office, "UNOOR", wants=("sql",), waits_since=office.now(), manager="UKENJI")

    ends(office, "UJONAS").waits_for("has ended.")

    assert any("<@UJONAS>" in each for each in letters_to(office, "UNOOR"))


def test_ending_what_has_ended_says_so_and_tells_nobody_again(office: Office) -> None:
    pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    for visitor in (ada, jonas):
        visitor.types("/mentor end")
        visitor.waits_for("This ends your pair with")
    ada.submits()
    ada.waits_for("Your pair with <@UJONAS> has ended.")

    jonas.submits()

    jonas.waits_for("had already ended.")
    assert not any("ended your mentoring pair" in each for each in letters_to(office, "UADA"))


def test_whoever_wrote_words_for_an_end_that_came_before_theirs_gets_them_back(office: Office) -> None:
    pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    for visitor in (ada, jonas):
        visitor.types("/mentor end")
        visitor.waits_for("This ends your pair with")
    ada.fills({"parting": "I learnt to <cut>."}).submits()
    ada.waits_for("Your pair with <@UJONAS> has ended.")

    jonas.fills({"parting": "It was good to <know> you."}).submits()

    jonas.waits_for("had already ended, so your words weren't sent.")
    jonas.waits_for("It was good to &lt;know&gt; you.")
    assert not any("good to" in each for each in letters_to(office, "UADA"))


def test_what_was_said_about_the_pair_loses_its_buttons(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=12)
    office.deliver()
    ada = office.visitor("UADA")
    assert ada.sees("have no next date yet")

    ends(office, "UJONAS").waits_for("has ended.")

    office.deliver()
    ada.waits_for("Your pair with <@UJONAS> has ended. That is fine at any time")
    assert not any("Add the next date" in labels(each) for each in ada.dm())
    late = holds(office, "UADA", button("End", "end_pair", pair))
    late.clicks("End")
    assert late.waits_for(OVER)


def test_who_looks_before_the_words_come_in_the_morning_finds_kind_ones(office: Office) -> None:
    pairs_up(office, met_days_ago=2)
    office.passes(timedelta(hours=9))

    ends(office, "UADA").waits_for("hears of it from me when their working day begins")

    office.passes(timedelta(minutes=1))
    jonas = office.visitor("UJONAS")
    assert not jonas.sees("Thank you for the time and thought")
    jonas.opens_home()
    kind = "Your pair with <@UADA> has ended. That is fine at any time, and it isn't a mark against anyone."
    assert kind in str(jonas.waits_for(jonas.home))
    jonas.types("/mentor pairs")
    jonas.waits_for(kind)
    office.passes(timedelta(hours=15))
    assert "Thank you for the time and thought you gave it." in letters_to(office, "UJONAS")[-1]
    jonas.opens_home()
    assert kind not in str(jonas.waits_for(jonas.home))


def test_nobody_else_ends_a_pair(office: Office) -> None:
    pair = pairs_up(office)
    stranger = holds(office, "UNOOR", button("End", "end_pair", pair))

    stranger.clicks("End")

    stranger.waits_for(NOT_YOURS)
    assert looks(office, pair, lambda two: two.is_live)


def test_with_several_pairs_one_is_asked_for(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UFREYA")
    ada = office.visitor("UADA")

    ada.types("/mentor end")

    assert ada.waits_for("Which pair would you like to end?")
