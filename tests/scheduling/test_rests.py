"""Rests: two weeks after both were told, unless the two keep the pair, tap on the notice, or turn out to have met."""

from datetime import datetime, timedelta

import pytest

from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.times import Times
from bot.store import pairs
from tests.examples import MONDAY, TEAM
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory

DAY = timedelta(days=1)


@pytest.fixture
def story(mailroom: Mailroom) -> QuietStory:
    return QuietStory(mailroom)


def test_a_pair_rests_two_weeks_after_both_were_told_and_nobody_tapped(story: QuietStory) -> None:
    number = story.pairs(held=1, lifecycle=Lifecycle.ACTIVE)
    story.passes(timedelta(seconds=1))
    story.is_told_of_the_rest(number)

    early, late = story.passes(14 * DAY - timedelta(seconds=1)), story.passes(timedelta(seconds=1))

    assert (early, late) == (0, 1)
    assert story.pair(number).lifecycle is Lifecycle.DORMANT
    assert story.turns()[-1] == "nobody kept it going"


def test_a_pair_that_is_kept_does_not_rest(story: QuietStory) -> None:
    number = story.pairs()
    story.passes(DAY)
    story.is_told_of_the_rest(number)
    story.does(number, "keep", MONDAY + 5 * DAY)

    assert story.passes(30 * DAY) == 0
    assert story.pair(number).lifecycle is Lifecycle.INITIATING


def test_a_tap_that_decided_nothing_puts_the_rest_off(story: QuietStory) -> None:
    number = story.pairs()
    story.passes(DAY)
    story.is_told_of_the_rest(number, acknowledged_at=MONDAY + 10 * DAY)

    assert [story.passes(22 * DAY), story.passes(DAY)] == [0, 1]
    assert story.pair(number).lifecycle is Lifecycle.DORMANT


def test_a_pair_that_met_before_the_notice_does_not_rest_though_they_note_it_after(story: QuietStory) -> None:
    number = story.pairs(held=1, lifecycle=Lifecycle.ACTIVE)
    story.passes(30 * DAY)
    story.is_told_of_the_rest(number)
    story.does(number, "meet", MONDAY + 29 * DAY, MONDAY + 30 * DAY)

    assert story.passes(15 * DAY) == 0
    assert story.pair(number).lifecycle is Lifecycle.ACTIVE


def test_a_later_silence_rests_by_its_own_notice(story: QuietStory) -> None:
    number = story.pairs()
    story.passes(DAY)
    story.is_told_of_the_rest(number)
    story.does(number, "keep", MONDAY + 5 * DAY)
    story.passes(60 * DAY)
    story.is_told_of_the_rest(number)

    assert [story.passes(13 * DAY), story.passes(DAY)] == [0, 1]


@pytest.mark.parametrize("closed_at", [None, MONDAY + 11 * DAY])
def test_times_that_one_of_them_proposed_after_the_notice_are_no_silence(
    story: QuietStory, closed_at: datetime | None
) -> None:
    number = story.pairs()
    story.passes(DAY)
    story.is_told_of_the_rest(number)
    with story.database.begin(TEAM) as db:
        pair = pairs.one(db, number)
        assert pair
        offered = Times(
            workspace=TEAM,
            pair=pair,
            by=pair.mentor,
            moments=(MONDAY + 12 * DAY, MONDAY + 13 * DAY),
            proposed_at=MONDAY + 10 * DAY,
        )
        offered.closed_at = closed_at
        db.add(offered)

    assert [story.passes(25 * DAY), story.passes(DAY)] == [0, 1]
    assert story.pair(number).lifecycle is Lifecycle.DORMANT
