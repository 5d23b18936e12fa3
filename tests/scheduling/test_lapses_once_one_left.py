"""Whoever stays when the other one has left was told that nothing more is asked, and nothing more is."""

from datetime import timedelta

import pytest

from bot.farewells import HOW_TO_GO_ON, Parting, part
from bot.mentoring.pairs import FORTNIGHT, Lifecycle
from bot.store import pairs
from tests.examples import MONDAY, TEAM
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory
from tests.scheduling.test_lapses_of_pairs import pick

DAY = timedelta(days=1)


@pytest.fixture
def story(mailroom: Mailroom) -> QuietStory:
    return QuietStory(mailroom)


def test_nothing_is_proposed_for_a_pair_of_which_one_has_left(story: QuietStory) -> None:
    number = story.pairs(held=2, lifecycle=Lifecycle.ACTIVE)
    pick(story, number, "UADA", "slower")
    story.changes("UMEI", joined_at=None)

    assert story.passes(7 * DAY) == 0
    assert story.told("UADA", "proposal") == []


def test_no_wish_is_spoken_of_once_the_other_one_has_left(story: QuietStory) -> None:
    number = story.pairs()
    story.does(number, "wish", 2 * FORTNIGHT, "UADA", MONDAY)
    story.changes("UMEI", joined_at=None)

    assert story.passes(7 * DAY) == 1
    assert story.told("UADA", "rhythm_settled") == []


def winds_down(story: QuietStory) -> int:
    return story.pairs(
        held=3, lifecycle=Lifecycle.WINDING_DOWN, wound_down_at=MONDAY, closes_at=MONDAY + 14 * DAY, look_at=MONDAY
    )


def test_two_who_wrapped_up_are_done_where_one_has_left_by_then_and_nobody_is_asked(story: QuietStory) -> None:
    number = winds_down(story)
    story.changes("UMEI", joined_at=None)

    assert story.passes(14 * DAY) == 1

    assert story.pair(number).lifecycle is Lifecycle.ENDED_COMPLETED
    assert story.told("UADA", HOW_TO_GO_ON) == []
    assert "is complete. Thank you" in story.told("UADA", "completed")[0]


def test_whoever_said_how_to_go_on_before_it_was_asked_is_not_asked_again(story: QuietStory) -> None:
    number = winds_down(story)
    with story.database.begin(TEAM) as db:
        part(db, pairs.theirs(db, number, "UADA"), "UADA", Parting.NOW_AND_THEN, MONDAY)

    assert story.passes(14 * DAY) == 1

    assert story.told("UADA", HOW_TO_GO_ON) == []
    assert len(story.told("UMEI", HOW_TO_GO_ON)) == 1
