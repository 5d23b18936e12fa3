"""The end of a pair as people live it: wrapping up, going on otherwise, starting again, and looking back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.blocks import button
from bot.mentoring import closings
from bot.mentoring.answers import Topic
from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import GoesOnAs
from bot.playground.client import Visitor
from bot.store import answers, pairs
from bot.store.tables.letters import letters
from scheduling import lapses
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, letters_to, looks, pairs_up

DAY = timedelta(days=1)


def presses(office: Office, who: str, act: str, pair: int) -> Visitor:
    """Put a button in front of somebody, who presses it."""
    visitor = holds(office, who, button("Press", act, pair))
    visitor.clicks("Press")
    return visitor


def stands(office: Office, pair: int) -> Lifecycle:
    return looks(office, pair, lambda two: two.lifecycle)


def has_wound_down(office: Office) -> int:
    """Let Ada have begun to wrap up."""
    pair = pairs_up(office, met_days_ago=3)
    ada = office.visitor("UADA")
    ada.types("/mentor wrapup")
    ada.waits_for("a planned end is the better one")
    ada.fills({"when": "now"}).submits()
    ada.waits_for("wrap up: a last session")
    return pair


def test_one_wraps_up_the_other_would_rather_extend_and_both_do(office: Office) -> None:
    pair = has_wound_down(office)
    assert stands(office, pair) is Lifecycle.WINDING_DOWN
    assert "wants to wrap up your mentoring well" in letters_to(office, "UJONAS")[-1]
    jonas, ada = office.visitor("UJONAS"), office.visitor("UADA")

    jonas.clicks("Rather extend")
    hears(jonas, "Noted: you would rather go on for three months, and it takes both of you. <@UADA> hears")
    assert "Noted; I don't say" not in str(jonas.dm())
    assert "would rather go on for three months" in letters_to(office, "UADA")[-1]
    ada.clicks("Extend 3 months")

    hears(ada, "Both of you have answered")
    assert stands(office, pair) is Lifecycle.ACTIVE
    assert any("both want to go on: until" in each for each in letters_to(office, "UADA"))
    assert any("both want to go on: until" in each for each in letters_to(office, "UJONAS"))


def test_who_plans_the_last_day_alone_has_the_other_told(office: Office) -> None:
    pairs_up(office, met_days_ago=3)
    ada = office.visitor("UADA")
    for filled, told in (
        ({"when": "planned", "last_day": "2026-06-30"}, "<@UADA> planned the last day of your mentoring: Tue 30 June"),
        ({"when": "open"}, "<@UADA> planned no last day for your mentoring"),
    ):
        ada.types("/mentor wrapup")
        ada.waits_for("a planned end is the better one")
        ada.fills(filled).submits()
        ada.waits_for("You and <@UJONAS>")
        ada.closes()
        assert any(told in each for each in letters_to(office, "UJONAS"))
    heard = letters_to(office, "UJONAS")

    ada.types("/mentor wrapup")
    ada.waits_for("a planned end is the better one")
    ada.fills({"when": "open"}).submits()

    ada.waits_for("for as long as it helps")
    assert letters_to(office, "UJONAS") == heard


def test_of_two_answers_the_lighter_holds_and_each_looks_back_alone(office: Office) -> None:
    pair = has_wound_down(office)
    hears(presses(office, "UADA", "go_on_now_and_then", pair), "Noted; I don't say who answered what.")
    hears(presses(office, "UJONAS", "go_on_peers", pair), "Both of you have answered")
    ada = office.visitor("UADA")

    assert stands(office, pair) is Lifecycle.REDEFINED
    assert "are peers without a schedule" in letters_to(office, "UADA")[-1]
    ada.clicks("Look back")
    ada.waits_for("Was it worth your time?")
    ada.fills({"worth": "5", "words": "I ask first now.", "line": "Thank you <!channel>!"}).submits()
    ada.waits_for("Only you can read your answers.")
    told = letters_to(office, "UJONAS")[-1]
    assert "wrote you a line" in told
    assert "<!channel>" not in told
    with office.database.look(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        kept = {answer.item: answer.value for answer in answers.of(db, two, Topic.CLOSING)}
    assert kept == {"worth": "5", "words": "I ask first now."}


def test_those_who_meet_now_and_then_keep_it_or_start_again(office: Office) -> None:
    pair = has_wound_down(office)
    hears(presses(office, "UADA", "term_now_and_then", pair), "Noted")
    hears(presses(office, "UJONAS", "term_now_and_then", pair), "Both of you have answered")
    assert stands(office, pair) is Lifecycle.REDEFINED
    assert any("and I mention it about once a quarter" in each for each in letters_to(office, "UADA"))
    assert any("and I mention it to <@UADA> about once a quarter" in each for each in letters_to(office, "UJONAS"))

    hears(presses(office, "UADA", "keep_now_and_then", pair), "keep meeting now and then")
    hears(presses(office, "UJONAS", "reopen", pair), "once both of you want to, you start again")
    assert "It takes both of you." in letters_to(office, "UADA")[-1]
    ada = office.visitor("UADA")
    ada.clicks("Start again")
    hears(ada, "Both of you have answered")

    assert stands(office, pair) is Lifecycle.ACTIVE
    hears(presses(office, "UADA", "go_on_done", pair), "That question is settled")


def test_being_done_is_one_tap_from_each_and_the_rest_is_settled(office: Office) -> None:
    pair = has_wound_down(office)
    hears(presses(office, "UADA", "go_on_done", pair), "Noted")
    hears(presses(office, "UJONAS", "go_on_done", pair), "Both of you have answered")

    assert stands(office, pair) is Lifecycle.ENDED_COMPLETED
    assert "is complete. Thank you" in letters_to(office, "UADA")[-1]
    presses(office, "UJONAS", "term_wrap_up", pair).waits_for("This pair has ended")


def test_both_may_say_in_time_that_they_wrap_up_and_whoever_meets_now_and_then_may_stop(office: Office) -> None:
    pair = has_wound_down(office)
    presses(office, "UADA", "term_wrap_up", pair)
    hears(presses(office, "UJONAS", "term_extend", pair), "Both of you have answered")
    assert "have both answered, and you wrap up" in letters_to(office, "UADA")[-1]
    with office.database.begin(office.workspace) as db:
        closings.redefine(pairs.theirs(db, pair, "UADA"), GoesOnAs.NOW_AND_THEN, office.now())

    hears(presses(office, "UADA", "go_on_done", pair), "is complete. I write to both of you")

    assert stands(office, pair) is Lifecycle.ENDED_COMPLETED


def test_silence_is_an_answer_and_time_takes_every_step(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    ada = office.visitor("UADA")
    ada.types("/mentor wrapup")
    ada.waits_for("a planned end")
    assert "Please pick the day" in str(ada.fills({"when": "planned"}).submits())
    ada.fills({"when": "planned", "last_day": "2026-04-14"}).submits()
    ada.waits_for("mean to meet until Tue 14 April")
    passed = []
    for days in (40, 50, 75):
        lapses.pass_(office.database, office.now() + days * DAY)
        passed.append(stands(office, pair))

    assert passed == [Lifecycle.WINDING_DOWN, Lifecycle.WINDING_DOWN, Lifecycle.ENDED_COMPLETED]
    with office.database.look(office.workspace) as db:
        asked = db.scalars(sa.select(Letter).where(letters.c.kind == "redefine", letters.c.to == "UADA")).one()
    assert asked.text.startswith("The last day that was planned with <@UJONAS> is Tue 14 April. How would you like to")
    assert "Rather extend" in str(asked.blocks)


def test_whoever_wraps_up_already_is_offered_what_two_who_wrap_up_can_do(office: Office) -> None:
    has_wound_down(office)
    ada = office.visitor("UADA")
    ada.closes()
    ada.types("/mentor wrap-up")
    ada.waits_for("are wrapping up already")
    ada.waits_for("Going on for longer takes both of you.")
    ada.closes()
    ada.types("/mentor pairs")
    ada.waits_for("Wrapping up")
    ada.clicks("How to go on")
    ada.waits_for("How would you like to go on")
    ada.types("/mentor pairs")
    ada.waits_for("Wrapping up")
    ada.clicks("Rather extend")
    ada.waits_for("Noted: you would rather go on for three months")


@pytest.mark.parametrize("when", ["now", "planned", "open"])
def test_a_window_from_before_the_wrapping_up_plans_no_day_that_would_not_be_kept(office: Office, when: str) -> None:
    pair = pairs_up(office, met_days_ago=3)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    for each in (ada, jonas):
        each.types("/mentor wrapup")
        each.waits_for("a planned end is the better one")
    ada.fills({"when": "now"}).submits()

    answer = jonas.fills({"when": when, "last_day": "2026-04-20"}).submits()

    if when == "now":
        jonas.waits_for("are wrapping up already")
    else:
        assert "You two wrap up already, so no other day was planned." in str(answer)
    assert looks(office, pair, lambda two: two.term_ends_at) is None


def test_the_session_of_the_day_on_which_they_began_to_wrap_up_is_the_last_one(office: Office) -> None:
    pair = has_wound_down(office)
    ada = office.visitor("UADA")
    ada.closes()
    ada.types("/mentor log today")
    ada.waits_for("When did you meet?")
    ada.submits()
    ada.waits_for("Noted")

    lapses.pass_(office.database, office.now())

    assert looks(office, pair, lambda two: two.closing_since) is not None
    assert "How would you like to go on with <@UJONAS>" in letters_to(office, "UADA")[-1]


@pytest.mark.parametrize("command", ["rhythm", "agree"])
def test_nobody_who_wraps_up_fills_in_what_would_be_refused(office: Office, command: str) -> None:
    has_wound_down(office)
    ada = office.visitor("UADA")
    ada.closes()
    ada.types(f"/mentor {command}")

    ada.waits_for("You two are wrapping up, so nothing changed.")
    assert not ada.modal()


def test_two_who_have_not_met_plan_a_last_day_or_just_end(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor wrapup")
    ada.waits_for("To end it now, use `/mentor end`")
    assert not ada.sees("Begin to wrap up now")
    ada.fills({"when": "open"}).submits()
    ada.waits_for("for as long as it helps")


@pytest.mark.parametrize("stops", ["paused", "redefined"])
def test_where_nothing_can_be_planned_the_window_is_refused_and_not_what_is_filled_in(
    office: Office, stops: str
) -> None:
    pair = has_wound_down(office)
    office.visitor("UADA").closes()
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        if stops == "paused":
            two.pause(office.now() + 9 * DAY, office.now(), "UADA")
        else:
            closings.redefine(two, GoesOnAs.PEERS, office.now())
    ada = office.visitor("UADA")
    ada.types("/mentor wrapup")

    ada.waits_for("This pair is paused right now" if stops == "paused" else "You two meet without a schedule now")
    assert not ada.modal()


def test_what_is_answered_in_a_window_is_confirmed_there_and_its_buttons_are_gone(office: Office) -> None:
    has_wound_down(office)
    ada = office.visitor("UADA")
    ada.closes()
    ada.opens_home()
    ada.clicks("How to go on")
    ada.waits_for(lambda: ada.modal() and "How would you like to go on" in str(ada.modal()))

    ada.clicks("Peers, no schedule")

    ada.waits_for(lambda: "Noted; I don't say who answered what." in str(ada.modal()))
    assert "Peers, no schedule" not in str(ada.modal())


@pytest.mark.parametrize("act", ["wrap_up", "go_on_done", "look_back"])
def test_nobody_else_ends_or_looks_back_on_a_pair(office: Office, act: str) -> None:
    pair = pairs_up(office)
    pairs_up(office, "UFREYA")
    stranger = holds(office, "UNOOR", button("Press", act, pair))

    stranger.clicks("Press")

    stranger.waits_for(NOT_YOURS)
    ada = presses(office, "UADA", "look_back", pair)
    ada.waits_for("Looking back belongs to the end")
    hears(presses(office, "UADA", "never_pay_forward", pair), "I won't ask again.")
    ada.types("/mentor wrapup")
    ada.waits_for("Which pair would you like to wrap up?")
