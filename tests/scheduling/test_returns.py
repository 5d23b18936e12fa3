"""A mentor who is back is good news for whoever waits, however their break ended and whoever ended it."""

from datetime import timedelta

import pytest

from bot.mentoring.people import FOREVER, Standing
from tests.examples import MONDAY
from tests.scheduling.lives import Queries
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
BREAKS = pytest.mark.parametrize("until", ["offering_paused_until", "paused_until"])


@pytest.fixture
def story(mailroom: Mailroom) -> QuietStory:
    story = QuietStory(mailroom)
    story.changes("UMEI", topics=("weaving",), capacity=1)
    story.changes("UNOOR", waits_for="weaving", waits_since=MONDAY)
    return story


def news(story: QuietStory, to: str = "UNOOR") -> list[str]:
    return story.told(to, "somebody_offers")


@BREAKS
def test_whoever_waits_hears_of_a_mentor_whose_break_ends_once_its_day_has_come(story: QuietStory, until: str) -> None:
    story.changes("UMEI", **{until: MONDAY + 3 * DAY})

    story.passes(3 * DAY - SECOND)
    before = news(story)
    story.passes(SECOND)

    assert before == []
    (told,) = news(story)
    assert "<@UMEI> has room now. Teaches weaving." in told


@BREAKS
def test_the_end_of_a_break_is_noticed_once_and_the_end_of_the_next_one_again(story: QuietStory, until: str) -> None:
    story.changes("UMEI", **{until: MONDAY + DAY})
    story.changes("UNOOR", waits_for="skiing")

    first = [story.passes(2 * DAY), story.passes(DAY)]
    story.changes("UMEI", **{until: MONDAY + 7 * DAY})
    second = [story.passes(DAY), story.passes(5 * DAY), story.passes(DAY)]

    assert (first, second) == ([1, 0], [0, 1, 0])


def test_a_mentor_with_two_breaks_is_back_after_the_later_one(story: QuietStory) -> None:
    story.changes("UMEI", offering_paused_until=MONDAY + DAY, paused_until=MONDAY + 5 * DAY)

    story.passes(2 * DAY)
    before = news(story)
    story.passes(3 * DAY)

    assert (before, len(news(story))) == ([], 1)


@pytest.mark.parametrize(
    "is_none", [{"capacity": 0}, {"joined_at": None}, {"standing": Standing.GUEST}, {"standing": Standing.GONE}]
)
def test_nobody_hears_of_whoever_is_no_mentor_any_more(story: QuietStory, is_none: dict[str, object]) -> None:
    story.changes("UMEI", **{"offering_paused_until": MONDAY + DAY, "parted_at": MONDAY} | is_none)

    assert story.passes(2 * DAY) == 0
    assert news(story) == []


def test_a_break_without_an_end_ends_by_hand_alone(story: QuietStory) -> None:
    story.changes("UMEI", offering_paused_until=MONDAY + FOREVER)

    assert story.passes(27 * DAY) == 0
    assert news(story) == []


def test_however_many_mentors_are_back_the_same_few_questions_find_who_waits(story: QuietStory) -> None:
    story.changes("UJONAS", topics=("weaving",), capacity=1)
    story.changes("UADA", waits_for="skiing", waits_since=MONDAY)

    def asked_when_back(*mentors: str) -> int:
        for mentor in mentors:
            story.changes(mentor, offering_paused_until=story.room.clock() + DAY)
        asked = Queries(story.database)
        assert story.passes(DAY) == len(mentors)
        return sum(each.startswith(("SELECT", "WITH")) for each in asked)

    story.changes("UNOOR", waits_for="climbing")
    story.passes(SECOND)  # what has nothing to do with it is done
    assert asked_when_back("UMEI", "UJONAS", "UTANE") == asked_when_back("UMEI")


def test_whoever_waits_hears_of_one_of_two_mentors_who_are_back_in_the_same_moment(story: QuietStory) -> None:
    story.changes("UJONAS", topics=("weaving",), capacity=1)
    for mentor in ("UMEI", "UJONAS"):
        story.changes(mentor, offering_paused_until=MONDAY + DAY)
    story.changes("UADA", waits_for="weaving", waits_since=MONDAY)

    assert story.passes(2 * DAY) == 2

    assert (len(news(story)), len(news(story, "UADA"))) == (1, 1)
