"""When a program begins to close, its pairs are asked how they would like to go on, as whoever pressed it was told."""

from datetime import date, datetime, timedelta

from bot.mentoring import closings
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Program, Step
from bot.store import pairs, people, programs
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, fills, kept, opens
from tests.handlers.test_outcomes_agree import is_proposed

ASKED = "How would you like to go on?"
WEEK = timedelta(weeks=1)


def met(office: Office, number: int, mentee: str, mentor: str, ends_at: datetime) -> None:
    """Let two of the program have met three weeks ago, and mean to meet until then."""
    is_proposed(office, number, mentee, mentor, Lifecycle.ACTIVE)
    with office.database.begin(office.workspace) as db:
        (pair,) = pairs.live(db, people.these(db, [mentee])[mentee])
        pair.held, pair.started_at, pair.idle_since = 1, office.now() - 3 * WEEK, office.now()
        closings.agree_on_end(pair, ends_at, office.now())


def at_midpoint(office: Office, ends_on: date) -> Program:
    """Let a program be half over, with six people in it."""
    number = begins(office, Step.MIDPOINT)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program is not None
        program.ends_on = ends_on
    return kept(office, number)


def was_asked(office: Office, slack_id: str) -> bool:
    return any(ASKED in str(each["text"]) for each in office.visitor(slack_id).dm())


def test_whoever_ends_with_the_program_is_asked_as_soon_as_it_begins_to_close(office: Office) -> None:
    program = at_midpoint(office, (office.now() + 9 * WEEK).date())
    assert program.ends_at
    met(office, program.id, "UADA", "UJONAS", program.ends_at)
    met(office, program.id, "UNOOR", "UGRACE", program.ends_at + 4 * WEEK)
    is_proposed(office, program.id, "UHANA", "UVALE", Lifecycle.INITIATING)

    mia = opens(office)
    mia.clicks("Begin to close")
    mia.waits_for("The program is at close now")
    for _ in range(3):
        office.passes(timedelta(days=1))
        office.says_all()

    assert {each: was_asked(office, each) for each in ("UADA", "UJONAS", "UNOOR", "UGRACE", "UHANA", "UVALE")} == {
        "UADA": True,
        "UJONAS": True,
        "UNOOR": False,  # they planned an end of their own
        "UGRACE": False,
        "UHANA": False,  # they haven't met, so there is nothing to wrap up
        "UVALE": False,
    }


def test_who_was_asked_too_early_goes_on_until_the_new_end_once_the_lead_moves_it(office: Office) -> None:
    program = at_midpoint(office, (office.now() + 9 * WEEK).date())
    assert program.ends_at
    met(office, program.id, "UADA", "UJONAS", program.ends_at)
    mia = opens(office)
    mia.clicks("Begin to close")
    mia.waits_for("The program is at close now")
    for _ in range(3):
        office.passes(timedelta(days=1))
        office.says_all()
    assert was_asked(office, "UADA")

    mia = opens(office)
    mia.clicks("Dates")
    mia.waits_for("Launch is always yours to press")
    mia.fills({"ends_on": str((program.ends_at + 20 * WEEK).date())}).submits()
    mia.waits_for("1 pair will end on the new day")
    office.passes(10 * WEEK)
    office.says_all()

    with office.database.look(office.workspace) as db:
        (pair,) = pairs.live(db, people.these(db, ["UADA"])["UADA"])
    assert (pair.lifecycle, pair.wound_down_at) == (Lifecycle.ACTIVE, None)
    assert pair.term_ends_at == kept(office, program.id).ends_at


def test_who_was_asked_the_last_question_already_ends_as_they_answer_and_the_lead_reads_nothing_else(
    office: Office,
) -> None:
    program = at_midpoint(office, (office.now() + 9 * WEEK).date())
    assert program.ends_at
    met(office, program.id, "UADA", "UJONAS", program.ends_at)
    with office.database.begin(office.workspace) as db:
        (pair,) = pairs.live(db, people.these(db, ["UADA"])["UADA"])
        closings.wind_down(pair, office.now())
        closings.ask_how_to_go_on(pair, office.now())
    mia = opens(office)
    mia.clicks("Dates")
    mia.waits_for("Launch is always yours to press")
    mia.fills({"ends_on": str((program.ends_at + 20 * WEEK).date())}).submits()
    mia.waits_for("The dates are kept.")

    assert not mia.sees("will end on the new day")


def test_whoever_sends_certificates_reads_before_that_they_count_until_today_and_come_once(office: Office) -> None:
    at_midpoint(office, (office.now() + 9 * WEEK).date())
    mia = opens(office)
    mia.clicks("Begin to close")
    mia.waits_for("The program is at close now")

    shown = str(mia.modal())

    assert "Everybody who met somebody here gets one, once. It tells what they did until today; no more later." in shown
