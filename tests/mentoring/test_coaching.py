"""What a goal may still lack, what its words give away, and how it reads when it is done."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.coaching import (
    HORIZON,
    QUESTIONS,
    Gap,
    as_sentence,
    found_measure,
    if_then,
    missing,
    question,
)
from bot.mentoring.goals import PLENTY

MONDAY = date(2026, 11, 23)
LAST_DAY_OF_MARCH = date(2027, 3, 31)
WHOLE = "Give a talk on caching at the spring meetup"


def gaps(text: str = WHOLE, measure: str = "thirty people listen", due_on: date | None = LAST_DAY_OF_MARCH) -> set[Gap]:
    return set(missing(text, measure, due_on, MONDAY))


def test_a_whole_goal_lacks_nothing() -> None:
    assert missing(WHOLE, "thirty people listen", LAST_DAY_OF_MARCH, MONDAY, 3, 0, first_step="write to Mei") == ()


def test_a_goal_that_says_everything_in_its_own_words_lacks_nothing() -> None:
    assert missing("Give two talks on caching by March 31", "", None, MONDAY) == ()


def test_the_gaps_come_in_the_order_in_which_they_are_worth_asking() -> None:
    found = missing("", "", None, MONDAY, confidence=1, open_goals=PLENTY, first_step=" ")

    assert found == (Gap.SPECIFIC, Gap.MEASURE, Gap.DATE, Gap.UNSURE, Gap.TOO_MANY, Gap.FIRST_STEP)


@pytest.mark.parametrize(
    ("text", "unspecific"),
    [
        ("Give one talk on caching", True),
        ("Give one talk on caching soon", False),
        ("Get better and better at my job", True),
        ("I'd like to learn more about things at work", True),
        ("I’ll become a better person by the end of March 2027", True),
        ("I want to improve everything, much more, next Monday", True),
        ("Improve my public speaking in front of customers", False),
        ("To understand how our payments are reconciled", False),
        ("Betters and getaways are not what this is about", False),
    ],
)
def test_a_goal_of_few_words_or_without_something_to_work_on_is_asked_for_more(text: str, unspecific: bool) -> None:
    assert (Gap.SPECIFIC in gaps(text)) is unspecific


@pytest.mark.parametrize("measure", ["", "   ", "?!", "🎉"])
def test_a_goal_without_proof_is_asked_for_one(measure: str) -> None:
    assert Gap.MEASURE in gaps("Speak up in design discussions by 2027-03-31", measure)


def test_a_proof_in_the_goal_itself_is_enough() -> None:
    assert Gap.MEASURE not in gaps("Speak up in 5 design discussions", "")


def test_a_date_in_the_goal_itself_is_enough() -> None:
    assert Gap.DATE not in gaps("Give a talk on caching in 3 months", due_on=None)
    assert Gap.DATE in gaps("Give a talk on caching some day", due_on=None)


def test_today_is_not_past_and_yesterday_is() -> None:
    assert Gap.PAST not in gaps(due_on=MONDAY)
    assert Gap.PAST in gaps(due_on=MONDAY - timedelta(days=1))


def test_half_a_year_is_not_too_far_and_a_day_more_is() -> None:
    assert Gap.TOO_FAR not in gaps(due_on=MONDAY + HORIZON)
    assert Gap.TOO_FAR in gaps(due_on=MONDAY + HORIZON + timedelta(days=1))


@pytest.mark.parametrize(("confidence", "unsure"), [(None, False), (1, True), (2, True), (3, False), (5, False)])
def test_little_confidence_is_asked_about_and_a_confidence_not_given_is_not(
    confidence: int | None,
    unsure: bool,
) -> None:
    found = missing(WHOLE, "thirty people listen", LAST_DAY_OF_MARCH, MONDAY, confidence)

    assert (Gap.UNSURE in found) is unsure


def test_a_third_goal_is_fine_and_a_fourth_is_asked_about() -> None:
    assert Gap.TOO_MANY not in missing(WHOLE, "", LAST_DAY_OF_MARCH, MONDAY, None, PLENTY - 1)
    assert Gap.TOO_MANY in missing(WHOLE, "", LAST_DAY_OF_MARCH, MONDAY, None, PLENTY)


def test_a_first_step_is_missed_only_once_it_was_asked_for() -> None:
    assert Gap.FIRST_STEP not in gaps()
    assert Gap.FIRST_STEP in missing(WHOLE, "", LAST_DAY_OF_MARCH, MONDAY, first_step="")


@given(st.text(), st.text(), st.none() | st.dates(), st.dates(), st.none() | st.text())
def test_coaching_takes_whatever_people_type(
    text: str, measure: str, due_on: date | None, today: date, first_step: str | None
) -> None:
    found = missing(text, measure, due_on, today, first_step=first_step)

    assert list(found) == [gap for gap in Gap if gap in found]


@pytest.mark.parametrize("gap", Gap)
def test_every_gap_has_several_short_questions(gap: Gap) -> None:
    assert len(set(QUESTIONS[gap])) >= 2
    for asked in QUESTIONS[gap]:
        assert asked.endswith("?")
        assert len(asked.split()) <= 15


@given(st.sampled_from(Gap), st.text())
def test_the_same_seed_asks_the_same_question(gap: Gap, seed: str) -> None:
    assert question(gap, seed) == question(gap, seed)
    assert question(gap, seed) in QUESTIONS[gap]


@pytest.mark.parametrize("gap", Gap)
def test_different_seeds_ask_different_questions(gap: Gap) -> None:
    assert {question(gap, str(seed)) for seed in range(50)} == set(QUESTIONS[gap])


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Close 5 support tickets a week by March 31", "5 support tickets"),
        ("Grow it to 1,000,000 users", "1,000,000 users"),
        ("Cut failures by 30%.", "30%"),
        ("Get $5k for the team", "$5k"),
        ("Meet 5-10 people", "5-10 people"),
        ("Give three talks", "three talks"),
        ("Give a lightning talk by May 3", "a lightning talk"),
        ("Finish the AWS certification", "the AWS certification"),
        ("Pass my certificate", "my certificate"),
        ("Publish articles", "articles"),
        ("Send regular reports", "reports"),
        ("Write it down so that the team can decide. Then rest.", "so that the team can decide"),
        ("Write a report so that\n all can decide", "so that all can decide"),
    ],
)
def test_what_would_show_success_is_found(text: str, measure: str) -> None:
    assert found_measure(text) == measure


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Learn Python by 2027-03-31",
        "Learn Python in 3 months",
        "Learn Python by 2027",
        "Learn Python, 31/03/2027",
        "Talk to more people",
        "Find the right time to talk",
        "Of course be braver",
        "Make a B2B plan",
        "Be there 24/7",
        "Have 1:1s",
        "Be brave so that",
    ],
)
def test_what_shows_nothing_is_no_measure(text: str) -> None:
    assert found_measure(text) is None


@given(st.text())
def test_looking_for_a_measure_takes_whatever_people_type(text: str) -> None:
    found = found_measure(text)

    assert found is None or found


@pytest.mark.parametrize(
    ("situation", "step", "plan"),
    [
        ("the standup ends", "ask one question", "When the standup ends, I will ask one question."),
        ("When The standup ends,", "I will Ask one question.", "When the standup ends, I will ask one question."),
        ("whenever Ana asks", "then I’ll say yes", "When Ana asks, I will say yes."),
        ("My  day\nbegins", "SQL first", "When my day begins, I will SQL first."),
        ("", "Ask one question", "I will ask one question."),
        ("When", "a", "I will a."),
        ("the standup ends", "", ""),
        ("the standup ends", "I will …", ""),
    ],
)
def test_a_step_is_tied_to_a_situation(situation: str, step: str, plan: str) -> None:
    assert if_then(situation, step) == plan


@given(st.text(), st.text())
def test_a_plan_takes_whatever_people_type(situation: str, step: str) -> None:
    plan = if_then(situation, step)

    assert plan == "" or plan.endswith(".")
    assert "\n" not in plan


def test_a_finished_goal_is_read_aloud() -> None:
    read = as_sentence("give a talk on caching.", "thirty people listen", LAST_DAY_OF_MARCH, "write to Mei")

    assert read == (
        "Give a talk on caching, by 31 March 2027. How I will know: thirty people listen. First step: write to Mei."
    )


def test_nothing_is_read_twice() -> None:
    assert as_sentence("Give a talk by March 31", "A talk", LAST_DAY_OF_MARCH, "") == "Give a talk by March 31."


def test_a_date_that_moved_is_read_as_it_is_now() -> None:
    read = as_sentence("Give a talk by March 31", "", date(2027, 4, 1), "")

    assert read == "Give a talk by March 31, by 1 April 2027."


def test_what_was_left_empty_is_left_out() -> None:
    assert as_sentence("", "", None, "") == ""
    assert as_sentence("", "", LAST_DAY_OF_MARCH, "") == "By 31 March 2027."
    assert as_sentence("Give a talk", "", None, "") == "Give a talk."
    assert as_sentence(" ", "a nod", None, "ask") == "How I will know: a nod. First step: ask."


@given(st.text(), st.text(), st.none() | st.dates(), st.text())
def test_reading_aloud_takes_whatever_people_type(text: str, measure: str, due_on: date | None, step: str) -> None:
    read = as_sentence(text, measure, due_on, step)

    assert read == "" or read.endswith(".")
