"""The midpoint of a program, where nobody chose its day."""

from datetime import date

import pytest

from bot.mentoring.programs import Step
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
