"""Who is asked early how to go on, because their program begins to close, reads why it is now and until when."""

from datetime import datetime, timedelta

import pytest

from bot.blocks import day
from bot.mentoring.brakes import Hold
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.programs import Program
from bot.store import brakes, pairs, people
from tests.handlers.conftest import Office
from tests.handlers.programs import kept, opens
from tests.handlers.test_begin_to_close import ASKED, WEEK, at_midpoint, met

ITS_PROGRAM = "because your program begins to close"
MOVED = "The end of your program was moved, so you and"


def begins_to_close(office: Office) -> Program:
    """Let a program begin to close nine weeks before its end, and two be asked how they would like to go on."""
    program = at_midpoint(office, (office.now() + 9 * WEEK).date())
    assert program.ends_at
    met(office, program.id, "UADA", "UJONAS", program.ends_at)
    mia = opens(office)
    mia.clicks("Begin to close")
    mia.waits_for("The program is at close now")
    return kept(office, program.id)


def passes(office: Office, days: int) -> None:
    """Let some days pass, one after the other."""
    for _ in range(days):
        office.passes(timedelta(days=1))
        office.says_all()


def moves_the_end(office: Office, to: datetime | None, told: str = " 1 pair will end on the new day") -> None:
    """Let the lead choose another day for the end, or none."""
    mia = opens(office)
    mia.clicks("Dates")
    mia.waits_for("Launch is always yours to press")
    mia.fills({"ends_on": str(to.date()) if to else ""}).submits()
    mia.waits_for(f"The dates are kept.{told}")
    office.says_all()


def logs(office: Office) -> None:
    """Let Ada log that the two met today."""
    ada = office.visitor("UADA")
    ada.types("/mentor log")
    ada.waits_for("When did you meet?")
    ada.submits()
    ada.waits_for("Noted: you and <@UJONAS> met on")
    ada.closes(everything=True)


def questions(office: Office, slack_id: str) -> list[str]:
    """Return what somebody is asked about how to go on, as it stands in their messages now."""
    return [str(each) for each in office.visitor(slack_id).dm() if ASKED in str(each)]


def on(office: Office, at: datetime, slack_id: str) -> str:
    """Name a day as somebody reads it."""
    with office.database.look(office.workspace) as db:
        return day(people.these(db, [slack_id])[slack_id].hours.local(at).date())


def the_pair(office: Office) -> Pair:
    """Read the pair of Ada and Jonas as it is kept."""
    with office.database.look(office.workspace) as db:
        (pair,) = pairs.live(db, people.these(db, ["UADA"])["UADA"])
    return pair


def test_whoever_is_asked_because_the_program_closes_reads_that_and_not_that_their_own_end_came_near(
    office: Office,
) -> None:
    begins_to_close(office)
    passes(office, 3)

    (asked,) = questions(office, "UADA")
    assert ITS_PROGRAM in asked
    assert "until when you two meet" not in asked


def test_whoever_answers_nothing_is_asked_again_only_when_their_own_end_comes_near(office: Office) -> None:
    program = begins_to_close(office)
    passes(office, 21)
    assert len(questions(office, "UADA")) == 1
    assert program.ends_at

    passes(office, (program.ends_at - office.now()).days - 8)  # a fifth of their time is left

    first, again = questions(office, "UADA")
    assert ITS_PROGRAM in first
    assert "I won't ask again." in again
    assert "because it was planned until when you two meet" in again


def test_two_who_were_asked_early_and_meet_go_on_meeting_and_are_asked_nothing_else_for_it(office: Office) -> None:
    begins_to_close(office)
    passes(office, 3)

    logs(office)
    passes(office, 2)

    pair = the_pair(office)
    assert pair.held == 2
    assert (pair.lifecycle, pair.closing_since) == (Lifecycle.WINDING_DOWN, None)
    assert pair.closes_at == pair.term_ends_at


def test_once_both_want_to_wrap_up_the_next_session_is_their_last_however_early_they_were_asked(office: Office) -> None:
    begins_to_close(office)
    passes(office, 3)
    for slack_id in ("UADA", "UJONAS"):
        office.visitor(slack_id).clicks("Wrap up")
        office.visitor(slack_id).waits_for("answered")

    logs(office)
    passes(office, 1)

    assert the_pair(office).closing_since


def test_whoever_was_asked_goes_on_and_reads_so_once_the_lead_moves_the_end_far_away_and_is_asked_anew_near_it(
    office: Office,
) -> None:
    program = begins_to_close(office)
    passes(office, 3)
    assert program.ends_at
    office.visitor("UADA").clicks("Extend 3 months")
    office.visitor("UADA").waits_for("Noted; I don't say who answered what")
    later = program.ends_at + 20 * WEEK

    moves_the_end(office, later)

    assert [questions(office, each) for each in ("UADA", "UJONAS")] == [[], []]
    for slack_id in ("UADA", "UJONAS"):
        assert MOVED in str(office.visitor(slack_id).dm())
        assert "`/mentor wrapup` shows until when" in str(office.visitor(slack_id).dm())
    assert the_pair(office).lifecycle is Lifecycle.ACTIVE
    closes = later - 4 * WEEK
    assert the_pair(office).winds_down_at == min(closes, the_pair(office).end_nears_at or closes)

    office.passes(closes - office.now() + timedelta(days=1))
    office.says_all()
    passes(office, 2)

    (asked,) = questions(office, "UJONAS")
    assert f"is planned until {on(office, later, 'UJONAS')}" in asked


def test_two_who_both_want_to_wrap_up_do_wherever_the_end_is_moved_to(office: Office) -> None:
    program = begins_to_close(office)
    passes(office, 3)
    assert program.ends_at
    for slack_id in ("UADA", "UJONAS"):
        office.visitor(slack_id).clicks("Wrap up")
        office.visitor(slack_id).waits_for("answered")

    moves_the_end(office, program.ends_at + 20 * WEEK, "")
    moves_the_end(office, None, "")
    moves_the_end(office, program.ends_at + 10 * WEEK, "")

    assert the_pair(office).lifecycle is Lifecycle.WINDING_DOWN
    assert the_pair(office).closes_at == program.ends_at, "they keep the day that was theirs when they decided"
    assert MOVED not in str(office.visitor("UADA").dm())


def test_two_who_both_want_to_wrap_up_are_asked_sooner_where_the_program_ends_sooner(office: Office) -> None:
    program = begins_to_close(office)
    passes(office, 3)
    assert program.ends_at
    for slack_id in ("UADA", "UJONAS"):
        office.visitor(slack_id).clicks("Wrap up")
        office.visitor(slack_id).waits_for("answered")

    moves_the_end(office, program.ends_at - 3 * WEEK)

    assert the_pair(office).closes_at == program.ends_at - 3 * WEEK


@pytest.mark.parametrize("waits", [False, True])
def test_a_question_names_the_new_day_where_that_is_near_as_well_and_can_be_answered(
    office: Office, *, waits: bool
) -> None:
    program = begins_to_close(office)
    assert program.ends_at
    if waits:
        with office.database.begin(office.workspace) as db:
            brakes.pull(db, Hold.EVERYTHING, "", "UMIA", office.now())
    passes(office, 3)
    sooner = program.ends_at - 6 * WEEK
    assert len(questions(office, "UADA")) == (not waits)

    moves_the_end(office, sooner + WEEK)
    moves_the_end(office, sooner)
    if waits:
        with office.database.begin(office.workspace) as db:
            brakes.release(db, brakes.every(db)[0].id, office.now())
        passes(office, 3)

    (asked,) = questions(office, "UADA")
    assert f"is planned until {on(office, sooner, 'UADA')}" in asked
    assert on(office, program.ends_at, "UADA") not in asked
    office.visitor("UADA").clicks("Extend 3 months")
    office.visitor("UADA").waits_for("Noted; I don't say who answered what")


def test_an_end_that_is_emptied_and_chosen_again_is_that_of_everybody_whom_it_was_before(office: Office) -> None:
    program = begins_to_close(office)
    passes(office, 3)
    assert program.ends_at

    moves_the_end(office, None, " 1 pair has no last day for now.")
    assert MOVED in str(office.visitor("UADA").dm())
    assert (the_pair(office).lifecycle, the_pair(office).closes_at) == (Lifecycle.ACTIVE, None)

    later = program.ends_at + 20 * WEEK
    moves_the_end(office, later)
    assert the_pair(office).term_ends_at == later
    assert (the_pair(office).closes_at or later) < later


def test_two_who_left_their_last_day_open_get_no_programs_end(office: Office) -> None:
    program = at_midpoint(office, (office.now() + 9 * WEEK).date())
    assert program.ends_at
    met(office, program.id, "UADA", "UJONAS", program.ends_at)
    ada = office.visitor("UADA")
    ada.types("/mentor wrapup")
    ada.waits_for("a planned end is the better one")
    ada.fills({"when": "open"}).submits()
    ada.waits_for("meet for as long as it helps")

    ada.closes(everything=True)

    moves_the_end(office, program.ends_at + WEEK, "")
    mia = opens(office)
    mia.clicks("Begin to close")
    mia.waits_for("The program is at close now")
    passes(office, 3)

    assert the_pair(office).term_ends_at is None
    assert questions(office, "UADA") == []


def test_who_couldnt_be_asked_while_a_lead_held_it_is_asked_once_they_let_go(office: Office) -> None:
    begins_to_close(office)
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.PAIR, f"{the_pair(office).id}", "UMIA", office.now())
    passes(office, 15)
    assert questions(office, "UADA") == []

    with office.database.begin(office.workspace) as db:
        brakes.release(db, brakes.every(db)[0].id, office.now())
    passes(office, 2)

    assert len(questions(office, "UADA")) == len(questions(office, "UJONAS")) == 1
