"""A goal that was shared and is made private again: what its mentor has, and what its owner is told of that."""

from datetime import timedelta

from bot.blocks import button
from bot.playground.client import Visitor
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, letters_to, pairs_up
from tests.handlers.test_goal import goals_of

EVENING, NIGHT = timedelta(hours=9), timedelta(hours=15)
SHARES = "<@UADA> shares a goal with you:"
PRIVATE = "only you see it as it is now"


def shares(office: Office, words: str = "Ask for a raise") -> Visitor:
    """Let Ada share a goal with Jonas."""
    ada = office.visitor("UADA")
    ada.types(f"/mentor goal {words} by the end of June")
    ada.waits_for("And when will you do it?")
    ada.fills({"share": ["share"]}).submits()
    ada.waits_for("Saved. Your mentor sees it.")
    return ada


def changes(ada: Visitor, **given: object) -> None:
    """Let her open it again from where it was confirmed, and change it."""
    ada.clicks("Change it")
    ada.waits_for("What comes next?")
    ada.fills(given).submits()


def in_the_evening(office: Office) -> None:
    pairs_up(office)
    office.passes(EVENING)


def heard_next_day(office: Office) -> list[str]:
    office.passes(NIGHT)
    return [each for each in letters_to(office, "UJONAS") if SHARES in each]


def test_whoever_takes_back_the_sharing_of_what_the_mentor_read_is_told_that_those_words_stay(office: Office) -> None:
    pairs_up(office)
    ada = shares(office)
    assert SHARES in letters_to(office, "UJONAS")[-1]

    changes(ada, share=[])

    ada.waits_for(
        "Saved. Only you see it as it is now. <@UJONAS> has your words of Tue 3 March, and these stay theirs."
    )
    ada.closes()
    ada.types("/mentor goal")
    ada.waits_for(PRIVATE)
    ada.opens_home()
    ada.waits_for(lambda: PRIVATE in str(ada.home()))


def test_what_is_made_private_before_the_mentor_was_told_reaches_nobody(office: Office) -> None:
    in_the_evening(office)
    ada = shares(office)

    changes(ada, share=[])

    ada.waits_for("Saved. Only you see it: <@UJONAS> wasn't told yet, so what you shared is taken back.")
    assert heard_next_day(office) == []
    ada.closes()
    ada.types("/mentor goal")
    ada.waits_for("only you see it")
    assert PRIVATE not in str(ada.dm())
    ada.clicks("Update")
    ada.waits_for("What comes next?")
    ada.fills({"share": ["share"]}).submits()
    ada.waits_for("Saved. Your mentor sees it.")
    office.says_all()
    assert len([each for each in letters_to(office, "UJONAS") if SHARES in each]) == 1, "it can be shared again"


def test_of_a_goal_reworded_before_the_mentor_was_told_only_the_newer_words_arrive(office: Office) -> None:
    in_the_evening(office)

    changes(shares(office, "Find a new job elsewhere"), text="Find a hobby")

    (told,) = heard_next_day(office)
    assert "Find a hobby" in told


def test_a_goal_dropped_before_the_mentor_was_told_reaches_nobody_and_another_one_does(office: Office) -> None:
    in_the_evening(office)
    ada = shares(office, "Learn Portuguese in secret")
    changes(ada, next="dropped")
    ada.waits_for("Dropped: ")
    ada.closes()
    shares(office, "Read about teams").closes()

    (told,) = heard_next_day(office)

    assert "Read about teams" in told


def test_a_goal_dropped_with_a_button_before_the_mentor_was_told_reaches_nobody(office: Office) -> None:
    pairs_up(office)
    ada = holds(office, "UADA", button("Drop it", "drop_goal", 1))
    office.passes(EVENING)
    shares(office).closes()
    assert [goal.id for goal in goals_of(office)] == [1]

    ada.clicks("Drop it")

    ada.waits_for("Dropped: ")
    assert heard_next_day(office) == []


def test_a_mentor_who_was_not_told_yet_reads_the_goal_as_it_was_sharpened(office: Office) -> None:
    ada = holds(office, "UADA", button("Start", "new_goal", pairs_up(office)))
    office.passes(EVENING)
    ada.clicks("Start")
    ada.waits_for("What would you like to be true?")
    ada.fills({"text": "Speak up more", "share": ["share"]}).submits()
    ada.waits_for("These make a goal easier to keep.")

    ada.fills({"measure": "Once in each meeting"}).submits()

    ada.waits_for("Saved. Your mentor sees it.")
    (told,) = heard_next_day(office)
    assert "Once in each meeting" in told
