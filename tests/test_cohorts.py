"""A cohort's pair is about what the mentee looks for and the mentor teaches."""

from bot.cohorts import met_for
from tests.examples import ada, mei


def test_two_are_matched_for_what_one_looks_for_and_the_other_teaches() -> None:
    mentor, mentee = mei(topics=("SQL", "interviewing")), ada(wants=("public speaking", "sql joins", "hiring"))

    assert met_for(mentor, mentee) == "sql joins"


def test_where_the_words_differ_it_is_what_the_mentee_looks_for() -> None:
    mentor, mentee = mei(topics=("planning",)), ada(wants=("a", "b", "c", "d"))

    assert met_for(mentor, mentee) == "a, b and c"
