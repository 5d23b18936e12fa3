"""The midpoint of a program, where nobody chose its day."""

from datetime import date

import pytest

from bot.mentoring.program_dates import halfway
from bot.mentoring.programs import DATES, Step
from tests.mentoring.test_programs import at, planned


@pytest.mark.parametrize("launched", [date(2026, 3, 19), date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 22)])
def test_a_midpoint_nobody_chose_never_falls_on_a_weekend(launched: date) -> None:
    cohort = planned(step=Step.LAUNCH)

    cohort.launch(at(launched))

    assert cohort.midpoint_on in {date(2026, 6, 26), date(2026, 6, 29)}, "a Friday, or the Monday after"


def test_a_midpoint_that_was_planned_for_a_weekend_by_itself_is_halfway_from_the_launch_too() -> None:
    cohort = planned(step=Step.LAUNCH)
    cohort.launches_on, cohort.midpoint_on = date(2026, 4, 3), date(2026, 7, 4)

    cohort.launch(at(date(2026, 3, 24)))

    assert cohort.midpoint_on == date(2026, 6, 29)


@pytest.mark.parametrize("ends_on", [date(2026, 5, 25), date(2026, 11, 2)])
def test_a_midpoint_nobody_chose_follows_when_the_end_is_moved(ends_on: date) -> None:
    cohort = planned()
    assert cohort.launches_on
    assert cohort.ends_on
    cohort.midpoint_on = halfway(cohort.launches_on, cohort.ends_on)
    shown = {name: getattr(cohort, name) for name in DATES.values()}

    cohort.plan(shown | {"ends_on": ends_on}, at(date(2026, 3, 2)))

    assert cohort.midpoint_on == halfway(cohort.launches_on, ends_on)


def test_a_midpoint_that_was_chosen_stays_when_the_end_is_moved() -> None:
    cohort = planned()
    cohort.midpoint_on = chosen = date(2026, 6, 2)
    shown = {name: getattr(cohort, name) for name in DATES.values()}

    cohort.plan(shown | {"ends_on": date(2026, 11, 2)}, at(date(2026, 3, 2)))

    assert cohort.midpoint_on == chosen


def test_a_midpoint_nobody_chose_goes_with_the_end_and_is_halfway_again_once_there_is_another_one() -> None:
    cohort = planned()
    cohort.plan({name: getattr(cohort, name) for name in DATES.values()}, at(date(2026, 3, 2)))
    shown = {name: getattr(cohort, name) for name in DATES.values()}

    cohort.plan(shown | {"ends_on": None}, at(date(2026, 3, 2)))
    assert cohort.midpoint_on is None

    sooner = date(2026, 5, 25)
    cohort.plan(shown | {"midpoint_on": None, "ends_on": sooner}, at(date(2026, 3, 2)))
    assert cohort.midpoint_on == halfway(shown["launches_on"], sooner)
