"""A program that is always on has no launch and no end, and so it keeps no days for them."""

from datetime import date

from bot.mentoring.programs import Kind, Step
from tests.examples import MONDAY
from tests.mentoring.test_programs import DATES, planned, program


def test_what_is_always_on_has_no_launch_and_no_end() -> None:
    always = program(kind=Kind.ALWAYS_ON)
    always.go(Step.ENROLMENT, MONDAY)

    assert always.takes_people
    assert always.may_match
    assert always.next_step is Step.ARCHIVE
    assert always.date_of(Step.ARCHIVE) is None


def test_what_is_always_on_keeps_the_day_of_its_opening_and_no_other() -> None:
    always = planned(kind=Kind.ALWAYS_ON)
    assert (always.opens_on, always.ends_at) == (DATES["opens_on"], None)
    always.go(Step.ENROLMENT, MONDAY)
    always.launch(MONDAY)

    always.plan({"closes_on": date(2026, 3, 1), "launches_on": date(2026, 1, 1), "ends_on": date(2026, 3, 3)}, MONDAY)

    assert {always.opens_on, always.closes_on, always.launches_on, always.midpoint_on, always.ends_on} == {None}
