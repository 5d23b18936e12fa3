"""Programs: who sees and does what, everything a page can do, and the same again by people whose business it is not."""

from datetime import timedelta
from typing import Any

import pytest

from bot import matchmaking
from bot.mentoring.enrolments import Part, Review, Verdict
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Kind, Program, Step
from bot.playground.client import Visitor
from bot.store import audits, cohorts, enrolments, outcomes_of_programs, people, programs, reviews
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office

NOT_YOURS = "This is for people who lead the program and for workspace admins"
MENTORS = ("UJONAS", "UGRACE", "UVALE")
MENTEES = ("UADA", "UNOOR", "UHANA")


def begins(office: Office, step: Step = Step.DRAFT, kind: Kind = Kind.COHORT, name: str = "Spring") -> int:
    """Let a program be led by Mia, with three mentors and three mentees in it; return its number."""
    moves_in(office, "UMIA", name="Mia")
    with office.database.begin(office.workspace) as db:
        program = Program(
            workspace=office.workspace, name=name, kind=kind, by="UMIA", created_at=office.now(), step=step
        )
        program.look_again(office.now())
        programs.add(db, program)
        programs.appoint(db, program.id, "UMIA", office.now())
        return program.id


def fills(office: Office, number: int) -> None:
    """Let three mentors and three mentees take part."""
    for slack_id in MENTORS:
        offers(office, slack_id, "sql", level=5, manager="UMAGGIE", name=slack_id.removeprefix("U").title())
    for slack_id in MENTEES:
        moves_in(office, slack_id, wants=("sql",), level=2, manager="UFREYA", name=slack_id.removeprefix("U").title())
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program is not None
        for slack_id in (*MENTORS, *MENTEES):
            part = Part.MENTOR if slack_id in MENTORS else Part.MENTEE
            enrolments.enrol(db, program, people.these(db, [slack_id])[slack_id], part, office.now())


def matched(office: Office, number: int) -> None:
    """Let the people of a program be matched, in this process."""
    with office.database.look(office.workspace) as db:
        by, program = people.known(db, "UMIA"), programs.one(db, number)
    assert by is not None
    assert program is not None
    matchmaking.match_program(office.database, by, program, office.now(), matchmaking.solve_here)


def opens(office: Office, slack_id: str = "UMIA") -> Visitor:
    """Let somebody open the only program they lead."""
    lead = office.visitor(slack_id)
    while lead.modal():
        lead.closes(everything=True)
    lead.types("/mentor cohort")
    lead.waits_for("What leads do is kept for two years")
    lead.clicks("Open")
    lead.waits_for("All programs")
    return lead


def kept(office: Office, number: int) -> Program:
    """Read a program as it is kept."""
    with office.database.look(office.workspace) as db:
        program = programs.one(db, number)
    assert program is not None
    return program


def looks(office: Office, number: int) -> list[reviews.Match]:
    """Read the matches as they are kept, weakest first."""
    with office.database.look(office.workspace) as db:
        run = reviews.last_run(db, number)
        return list(reviews.page(db, run.id, most=50)[0]) if run else []


def values(view: Any) -> dict[str, str]:  # noqa: ANN401 - whatever Slack shows
    """Read what the buttons in a window carry, by their ids."""
    found = {}
    for block in view["blocks"]:
        for each in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]:
            if each["type"] == "button":
                found[each["action_id"]] = each.get("value", "")
    return found


def test_nobody_but_leads_sees_programs_and_a_lead_sees_their_own(office: Office) -> None:
    begins(office)
    moves_in(office, "UADA")
    other = begins(office, name="Autumn")
    moves_in(office, "UJONAS")
    with office.database.begin(office.workspace) as db:
        programs.dismiss(db, other, "UMIA")
        programs.appoint(db, other, "UJONAS", office.now())

    assert office.visitor("UADA").types("/mentor cohort")
    office.visitor("UADA").waits_for(NOT_YOURS)
    mia = opens(office)
    assert mia.sees("Spring")
    mia.clicks("All programs")
    mia.waits_for("What leads do is kept for two years")
    assert not mia.sees("Autumn")
    assert "new_program" not in values(mia.modal())


def test_a_former_lead_with_an_old_window_can_do_nothing(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    mia = opens(office)
    with office.database.begin(office.workspace) as db:
        programs.appoint(db, number, "UINES", office.now())
        programs.dismiss(db, number, "UMIA")

    for label in ("Dates", "Rules", "Who leads", "People", "Matches", "What leads did", "Take the last step back"):
        mia.clicks(label)
        mia.waits_for(NOT_YOURS)
        while mia.modal() and mia.sees(NOT_YOURS):
            mia.closes()
    assert kept(office, number).step is Step.MATCHING


def test_a_window_of_one_program_opens_no_other(office: Office) -> None:
    mine = begins(office)
    other = begins(office, name="Autumn")
    with office.database.begin(office.workspace) as db:
        programs.dismiss(db, other, "UMIA")
    mia = opens(office)
    view = mia.modal()
    assert view is not None
    assert set(values(view).values()) - {""} <= {str(mine), f"{mine}:enrolment"}


def test_dates_rules_and_people_are_kept_and_noted(office: Office) -> None:
    number = begins(office)
    fills(office, number)
    mia = opens(office)
    mia.clicks("Dates")
    mia.waits_for("Launch is always yours to press")
    mia.fills({"opens_on": "2026-03-20", "closes_on": "2026-03-10"})
    assert "opens_on" in mia.submits()["errors"]
    mia.fills({"opens_on": "2026-03-20", "closes_on": "2026-03-30"}).submits()
    mia.waits_for("The dates are kept.")
    mia.clicks("Put off by a week")
    mia.waits_for("come a week later")
    mia.clicks("Rules")
    mia.waits_for("Who suits whom")
    mia.fills({"same_team": "Yes", "levels_ahead": "Any level", "rhythms": ["Every two weeks"], "rhythm": "Every week"})
    assert "rhythm" in mia.submits()["errors"]
    mia.fills({"rhythm": "Every two weeks", "languages": "x" * 20}).submits()
    mia.waits_for("The rules are kept.")
    program = kept(office, number)
    assert (program.rules.same_team, program.rules.levels_ahead, str(program.opens_on)) == (True, None, "2026-03-27")

    mia.clicks("People")
    mia.waits_for("6 people")
    mia.fills({"search": "ada"}).submits()
    mia.waits_for("with “ada” in their name")
    mia.clicks("Take off the list")
    mia.waits_for("isn't on the list any more")
    with office.database.look(office.workspace) as db:
        acts = [each.act for each in audits.latest(db, 20, programs=[number])[0]]
    assert acts == ["person_taken_off", "rules_changed", "put_off", "dates_changed"]
    mia.clicks("Back to the program")
    mia.waits_for("All programs")
    mia.clicks("What leads did")
    assert mia.waits_for("rules changed")


def test_leads_are_named_and_taken_off_and_the_last_one_stays(office: Office) -> None:
    number = begins(office)
    moves_in(office, "UJONAS")
    mia = opens(office)
    mia.clicks("Who leads")
    mia.waits_for("Nobody is named for this program")
    for role, who in (("Lead", "UJONAS"), ("Safety contact", "UJONAS"), ("Lead", "UJONAS")):
        mia.clicks("Name somebody")
        mia.waits_for("They see that you named them")
        mia.fills({"who": who, "role": role}).submits()
        mia.waits_for("is named")
    assert mia.sees("is named already")
    mia.clicks("Name somebody")
    mia.waits_for("They see that you named them")
    assert "who" in mia.fills({"who": "UZOE"}).submits()["errors"]
    office.passes(timedelta(seconds=2))
    office.passes(timedelta(seconds=2))
    assert office.visitor("UJONAS").waits_for("asked you to lead *Spring*")

    jonas = opens(office, "UJONAS")
    jonas.clicks("Who leads")
    jonas.waits_for("Who leads Spring")
    jonas.clicks("Remove")  # the newest one: the safety contact, or a lead
    jonas.waits_for("has this role no more")
    with office.database.look(office.workspace) as db:
        roles = len(programs.leads_of(db, number)) + len(programs.contacts_of(db, number))
        assert roles == 2


def test_enrolling_by_button_changing_it_and_leaving(office: Office) -> None:
    number = begins(office, Step.ENROLMENT)
    noor = office.visitor("UNOOR")
    noor.types("/mentor enrol")
    noor.waits_for("takes people")
    noor.clicks("Take part")
    noor.waits_for("How would you like to take part?")
    assert "wants" in noor.fills({"part": "I'd like a mentor", "wants": ""}).submits()["errors"]
    assert "wants" in noor.fills({"part": "Both", "wants": "x" * 3000, "topics": "sql"}).submits()["errors"]
    noor.fills({"part": "Both", "wants": "python", "topics": "sql", "room": "2 mentees"}).submits()
    noor.waits_for("You take part in")
    noor.closes(everything=True)
    with office.database.look(office.workspace) as db:
        numbers = enrolments.numbers(db, kept(office, number))
    assert (numbers.mentees, numbers.mentors, numbers.places) == (1, 1, 2)

    noor.types("/mentor enrol")
    noor.waits_for("You take part in *Spring* (as both)")
    noor.clicks("My part")
    noor.waits_for("Leave this program")
    noor.clicks("Leave this program")
    noor.waits_for("You don't take part in *Spring* any more")
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program is not None
        program.go(Step.MATCHING, office.now())
    noor.closes(everything=True)
    noor.types("/mentor enrol")
    assert noor.waits_for("No program takes people right now")


def test_matches_are_gone_through_one_by_one(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    before = looks(office, number)
    assert len(before) == 3
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("3 to review")
    mia.clicks("Approve")
    mia.waits_for("Approved.")
    mia.clicks("Not yet")
    mia.waits_for("Back among those to review")
    mia.clicks("Keep together")
    mia.waits_for("Kept together, also")
    mia.clicks("Don't keep together")
    mia.waits_for("Not kept together any more")
    mia.clicks("Reject")
    mia.waits_for("Rejected:")
    mia.clicks("Not rejected after all")
    mia.waits_for("Back among those to review")
    with office.database.look(office.workspace) as db:
        assert not any(cohorts.verdicts(db, number).values())
    mia.fills({"only": "Approved"}).submits()
    mia.waits_for(lambda: not mia.sees(f"<@{before[0].mentor.slack_id}>*"))
    mia.fills({"only": "All", "search": before[1].mentee.name.lower()}).submits()
    assert mia.waits_for(f"<@{before[1].mentee.slack_id}> with")


def test_another_mentor_or_a_change_of_places(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    first, second, _ = looks(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("3 to review")
    mia.clicks("Give another mentor")
    mia.waits_for("the two mentees change places")
    for nobody in (first.mentee.slack_id, "UZOE", first.mentor.slack_id):
        assert "mentor" in mia.fills({"mentor": nobody}).submits()["errors"]
    mia.fills({"mentor": second.mentor.slack_id}).submits()
    mia.waits_for(", and ")
    now = {each.mentee.slack_id: each for each in looks(office, number)}
    assert now[first.mentee.slack_id].mentor is not None
    assert now[first.mentee.slack_id].mentor.slack_id == second.mentor.slack_id
    assert now[second.mentee.slack_id].mentor.slack_id == first.mentor.slack_id
    assert now[first.mentee.slack_id].locked
    with office.database.look(office.workspace) as db:
        assert len(cohorts.verdicts(db, number)[Verdict.LOCK]) == 2

    matched(office, number)
    again = {(each.mentee.slack_id, each.mentor.slack_id): each for each in looks(office, number)}
    assert again[first.mentee.slack_id, second.mentor.slack_id].review is Review.APPROVED


def test_whoever_blocked_somebody_is_never_matched_and_a_lead_can_t_tell(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in MENTORS:
            people.block(db, mentor, ["UADA"])
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("1 without a match")
    mia.clicks("Without a match")
    mia.waits_for("1 of the mentees have no match")
    assert not mia.sees("kept apart")
    mia.clicks("Back to the matches")
    mia.waits_for("2 to review")
    mia.clicks("Give another mentor")
    mia.waits_for("the two mentees change places")


@pytest.mark.parametrize("step", [Step.ENROLMENT])
def test_what_is_always_on_launches_again_and_again(office: Office, step: Step) -> None:
    number = begins(office, step, Kind.ALWAYS_ON)
    fills(office, number)
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("3 to review")
    mia.clicks("approve_rest")
    mia.waits_for("3 matches approved")
    mia.clicks("Back to the program")
    mia.waits_for("All programs")
    mia.clicks("Launch 3 matches")
    mia.waits_for("are being brought to both people")
    office.deliver()
    office.deliver()
    with office.database.look(office.workspace) as db:
        assert outcomes_of_programs.states(db, number) == {Lifecycle.PROPOSED: 3}
        assert not kept(office, number).launching
    matched(office, number)
    assert looks(office, number) == []
    mia.clicks("program_step")
    mia.waits_for("The program is at archive now")
    mia.clicks("Send certificates")
    assert mia.waits_for("0 people will get theirs")


def test_an_unmatchable_program_says_so(office: Office) -> None:
    begins(office, Step.MATCHING)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("No match was made yet")
    mia.clicks("Match")
    mia.waits_for("There has to be at least one mentee and one mentor")
    mia.closes()
    mia.clicks("Back to the program")
    mia.waits_for("All programs")
    mia.clicks("program_step")
    assert mia.waits_for("No match is approved yet")
