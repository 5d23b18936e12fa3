"""A program that is always on has no end: none is asked for, none is kept, and no pair of it ends by one."""

from datetime import date

from bot.mentoring.programs import Kind
from bot.store import programs
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.programs import opens
from tests.handlers.test_lead import types

FIELDS = ("Enrolment opens on", "Enrolment closes", "Launch is planned for", "Midpoint", "It ends on")


def test_whoever_opens_one_with_all_the_days_suggested_reads_that_it_keeps_one(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    ines = types(office, "UINES", "/mentor cohort")
    ines.waits_for("No program yet")
    ines.clicks("New program")
    ines.waits_for("What is always on has only the first.")
    ines.fills({"name": "Rolling", "kind": "Always on", "ends_on": "2026-03-05"}).submits()

    ines.waits_for("it has no end and no dates but the day on which enrolment opens")

    with office.database.look(office.workspace) as db:
        (rolling,) = programs.every(db)
    assert (rolling.kind, rolling.opens_on) == (Kind.ALWAYS_ON, date(2026, 3, 10))
    assert (rolling.closes_on, rolling.launches_on, rolling.midpoint_on, rolling.ends_at) == (None,) * 4


def test_its_dates_are_the_day_of_the_opening_and_a_cohort_s_are_all(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    for kind, shown in (("Always on", FIELDS[:1]), ("Cohort", FIELDS)):
        ines = types(office, "UINES", "/mentor cohort")
        ines.clicks("New program")
        ines.waits_for("Dates are optional")
        ines.fills({"name": kind, "kind": kind}).submits()
        ines.waits_for("This is a draft")
        ines.clicks("Dates")
        ines.waits_for("You hear of")

        assert [each for each in FIELDS if ines.sees(each)] == list(shown)

        ines.submits()
        ines.waits_for("The dates are kept.")
        ines.closes(everything=True)
    assert opens(office, "UINES").sees("Cohort")
