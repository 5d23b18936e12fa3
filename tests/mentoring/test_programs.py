"""A program's steps: by hand or by their day, told of before, and taken back as long as nobody was told anything."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.mentoring.choices import LONGEST_TO_CHOOSE, ChoiceCannotEndThen
from bot.mentoring.program_dates import DateHasPassed, DatesAreOutOfOrder
from bot.mentoring.programs import (
    AT_LEAST_BEFORE,
    PUT_OFF_BY,
    TOLD_BEFORE,
    Kind,
    Program,
    ProgramIsElsewhere,
    ProgramIsOver,
    Step,
)
from tests.examples import MONDAY, TEAM

DATES: dict[str, date | None] = {
    "opens_on": date(2026, 3, 9),
    "closes_on": date(2026, 3, 23),
    "launches_on": date(2026, 4, 6),
    "ends_on": date(2026, 10, 5),
}


def program(**otherwise: Any) -> Program:  # noqa: ANN401 - anything can be told differently
    usual: dict[str, Any] = {"workspace": TEAM, "name": "Spring", "kind": Kind.COHORT, "by": "UINES"}
    return Program(**usual | {"created_at": MONDAY} | otherwise)


def planned(**otherwise: Any) -> Program:  # noqa: ANN401 - as above
    cohort = program(**otherwise)
    cohort.plan(DATES, MONDAY)
    return cohort


def is_choosing(cohort: Program) -> bool:
    return cohort.choosing_until is not None


def takes_people(cohort: Program) -> bool:
    return cohort.takes_people


def at(on: date, hour: int = 9) -> datetime:
    return MONDAY.replace(year=on.year, month=on.month, day=on.day, hour=hour)


def test_a_cohort_goes_through_all_its_steps_by_hand() -> None:
    cohort = program()
    seen = [cohort.step]
    while step := cohort.next_step:
        cohort.go(step, MONDAY)
        seen.append(cohort.step)

    assert seen == list(Step)
    assert cohort.is_over
    assert cohort.look_at is None
    with pytest.raises(ProgramIsOver):
        cohort.go(Step.DRAFT, MONDAY)


def test_no_step_is_skipped_or_taken_twice() -> None:
    cohort = program()
    cohort.go(Step.ENROLMENT, MONDAY)

    for other in (Step.ENROLMENT, Step.LAUNCH, Step.DRAFT):
        with pytest.raises(ProgramIsElsewhere):
            cohort.go(other, MONDAY)


def test_leads_hear_of_a_step_before_its_day_and_then_it_happens() -> None:
    cohort = planned()
    opens = at(date(2026, 3, 9))
    assert cohort.look_at == opens - TOLD_BEFORE
    assert cohort.is_near(opens - TOLD_BEFORE - timedelta(minutes=1)) is None
    assert cohort.is_near(opens - TOLD_BEFORE) is Step.ENROLMENT

    cohort.foretold(Step.ENROLMENT, opens - TOLD_BEFORE)

    assert cohort.is_near(opens) is None
    assert cohort.look_at == opens
    assert cohort.is_due(opens - timedelta(minutes=1)) is None
    assert cohort.is_due(opens) is Step.ENROLMENT


def test_a_step_nobody_was_told_of_waits_however_late_it_is() -> None:
    cohort, late = planned(), at(date(2026, 3, 20))
    assert cohort.is_due(late) is None

    cohort.foretold(Step.ENROLMENT, late)

    assert cohort.look_at == late + AT_LEAST_BEFORE
    assert cohort.is_due(late + AT_LEAST_BEFORE) is Step.ENROLMENT


def test_launch_is_told_of_and_never_happens_by_itself() -> None:
    cohort = planned(step=Step.MATCHING)
    day = at(date(2026, 4, 6))
    cohort.foretold(Step.LAUNCH, day)

    assert cohort.is_due(day + timedelta(days=30)) is None
    assert cohort.look_at is None


def test_without_dates_nothing_happens_by_itself() -> None:
    cohort = program()
    cohort.look_again(MONDAY)

    assert (cohort.look_at, cohort.is_due(MONDAY), cohort.is_near(MONDAY)) == (None, None, None)
    assert (cohort.ends_at, cohort.moment_of(Step.CLOSE)) == (None, None)
    cohort.foretold(Step.ENROLMENT, MONDAY)
    assert cohort.look_at is None


def test_the_midpoint_is_halfway_and_closing_four_weeks_before_the_end() -> None:
    cohort = planned()

    assert cohort.midpoint_on == date(2026, 7, 6)
    assert cohort.date_of(Step.CLOSE) == date(2026, 9, 7)
    assert cohort.date_of(Step.ARCHIVE) == date(2026, 10, 26)
    assert cohort.ends_at == at(date(2026, 10, 5))
    assert cohort.rules.rhythm == "biweekly"
    assert cohort.date_of(Step.DRAFT) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_on": date(2026, 3, 23)},
        {"closes_on": date(2026, 4, 7)},
        {"ends_on": date(2026, 4, 20)},
        {"launches_on": date(2026, 9, 28), "midpoint_on": date(2026, 9, 29)},
    ],
)
def test_dates_come_in_order_and_leave_room(wrong: dict[str, date]) -> None:
    cohort = planned()

    with pytest.raises(DatesAreOutOfOrder):
        cohort.plan(DATES | wrong, MONDAY)

    assert cohort.opens_on == DATES["opens_on"]


def test_no_new_date_has_passed_already_and_one_that_stood_may_stay() -> None:
    cohort, later = planned(), at(date(2026, 3, 12))

    with pytest.raises(DateHasPassed) as refused:
        cohort.plan(DATES | {"opens_on": date(2024, 3, 9)}, later)

    assert refused.value.at == "opens_on"
    assert refused.value.sentence.startswith("That day has passed already")
    cohort.plan(DATES | {"closes_on": date(2026, 3, 24)}, later)
    assert (cohort.opens_on, cohort.closes_on) == (date(2026, 3, 9), date(2026, 3, 24))


def test_days_of_steps_that_were_taken_early_are_in_nobodys_way() -> None:
    cohort, early = planned(), at(date(2026, 3, 5))
    for step in (Step.ENROLMENT, Step.MATCHING, Step.LAUNCH):
        cohort.go(step, early)
    cohort.launch(early)
    kept = {name: getattr(cohort, name) for name in DATES} | {"midpoint_on": None}

    cohort.plan(kept | {"ends_on": date(2026, 10, 12)}, early)
    assert (cohort.opens_on, cohort.ends_on) == (DATES["opens_on"], date(2026, 10, 12))

    real = {"opens_on": date(2026, 3, 3), "closes_on": date(2026, 3, 4)}
    cohort.plan(kept | real, early)
    assert (cohort.opens_on, cohort.closes_on) == (date(2026, 3, 3), date(2026, 3, 4))

    for wrong in ({"midpoint_on": date(2026, 3, 5)}, {"ends_on": date(2026, 4, 1)}, {"ends_on": date(2026, 3, 4)}):
        with pytest.raises(DatesAreOutOfOrder):
            cohort.plan(kept | wrong, early)


def test_a_step_is_taken_back_until_launch() -> None:
    cohort = planned()
    cohort.go(Step.ENROLMENT, MONDAY)
    cohort.go_back(MONDAY)
    assert (cohort.step, cohort.opens_on) == (Step.DRAFT, DATES["opens_on"])

    late = at(date(2026, 3, 10))
    cohort.go(Step.ENROLMENT, late)
    cohort.go_back(late)
    assert (cohort.step, cohort.opens_on) == (Step.DRAFT, None)

    with pytest.raises(ProgramIsElsewhere):
        cohort.go_back(late)


def test_after_launch_nothing_is_taken_back() -> None:
    always = program(kind=Kind.ALWAYS_ON, step=Step.ENROLMENT)
    always.launch(MONDAY)

    assert always.was_launched
    assert always.look_at == MONDAY
    always.look_again(MONDAY + timedelta(hours=1))
    assert always.look_at == MONDAY + timedelta(hours=1)
    with pytest.raises(ProgramIsElsewhere):
        always.go_back(MONDAY)
    with pytest.raises(ProgramIsElsewhere):
        program().launch(MONDAY)


def test_launched_at_another_day_the_midpoint_is_halfway_from_then_unless_somebody_chose_it() -> None:
    sooner, chosen, late = (planned(step=Step.LAUNCH) for _ in range(3))
    chosen.midpoint_on = date(2026, 6, 1)

    for cohort, on in ((sooner, date(2026, 3, 24)), (chosen, date(2026, 3, 24)), (late, date(2026, 10, 5))):
        cohort.launch(at(on))
        cohort.launch(at(on + timedelta(days=1)))  # latecomers

    assert (sooner.launches_on, sooner.midpoint_on) == (date(2026, 3, 24), date(2026, 6, 29))
    assert (chosen.launches_on, chosen.midpoint_on) == (date(2026, 3, 24), date(2026, 6, 1))
    assert late.midpoint_on == date(2026, 7, 6), "what is over can't be halfway"


def test_a_step_is_put_off_with_all_that_follow() -> None:
    cohort = planned(step=Step.ENROLMENT)
    cohort.put_off(MONDAY)

    assert cohort.opens_on == DATES["opens_on"]
    assert (cohort.closes_on, cohort.ends_on) == (date(2026, 3, 30), date(2026, 10, 12))
    assert cohort.midpoint_on == date(2026, 7, 6) + PUT_OFF_BY


def test_only_what_has_a_day_and_nobody_counts_on_is_put_off() -> None:
    for cohort in (program(), planned(step=Step.LAUNCH)):
        with pytest.raises(ProgramIsElsewhere):
            cohort.put_off(MONDAY)
    half_planned = program(step=Step.DRAFT)
    half_planned.plan({"opens_on": date(2026, 3, 9)}, MONDAY)
    half_planned.put_off(MONDAY)
    assert (half_planned.opens_on, half_planned.ends_on) == (date(2026, 3, 16), None)


def test_mentees_have_some_days_to_choose_and_then_the_leads_are_told() -> None:
    cohort = program()
    with pytest.raises(ProgramIsElsewhere):
        cohort.ask_to_choose(MONDAY + timedelta(days=7), MONDAY)
    cohort.go(Step.ENROLMENT, MONDAY)
    cohort.go(Step.MATCHING, MONDAY)
    for wrong in (MONDAY, MONDAY + LONGEST_TO_CHOOSE + timedelta(days=1)):
        with pytest.raises(ChoiceCannotEndThen):
            cohort.ask_to_choose(wrong, MONDAY)

    over = MONDAY + timedelta(days=7)
    cohort.ask_to_choose(over, MONDAY)
    looks = [cohort.look_at]
    cohort.look_again(over)
    assert [*looks, cohort.look_at] == [over, None]
    cohort.stop_choosing(over)
    assert not is_choosing(cohort)

    cohort.ask_to_choose(over, MONDAY)
    cohort.go_back(MONDAY)
    assert not is_choosing(cohort)


def test_a_launch_ends_choosing() -> None:
    first, second = program(step=Step.MATCHING), program(step=Step.MATCHING)
    for cohort in (first, second):
        cohort.ask_to_choose(MONDAY + timedelta(days=7), MONDAY)
    first.launch(MONDAY)
    second.go(Step.LAUNCH, MONDAY)
    assert (first.choosing_until, second.choosing_until) == (None, None)


def test_latecomers_come_in_where_a_lead_lets_them_and_until_it_closes() -> None:
    cohort = program()
    with pytest.raises(ProgramIsElsewhere):
        cohort.let_latecomers(join=True)
    for step in (Step.ENROLMENT, Step.MATCHING, Step.LAUNCH):
        cohort.go(step, MONDAY)
    cohort.launch(MONDAY)
    assert (takes_people(cohort), cohort.takes_wishes) == (False, False)
    cohort.let_latecomers(join=True)
    assert (takes_people(cohort), cohort.takes_wishes) == (True, True)
    cohort.go(Step.MIDPOINT, MONDAY)
    assert (takes_people(cohort), cohort.may_match) == (True, True)
    cohort.go(Step.CLOSE, MONDAY)
    assert (takes_people(cohort), cohort.may_match) == (False, False)
