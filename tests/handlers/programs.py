"""How the stories of a program begin: Mia leads it, three people mentor in it, and three would like a mentor."""

from typing import Any

from bot import matchmaking
from bot.mentoring.enrolments import Part
from bot.mentoring.programs import Kind, Program, Step
from bot.playground.client import Visitor
from bot.store import enrolments, people, programs, reviews
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
        return list(reviews.page(db, number, most=50)[0]) if run else []


def values(view: Any) -> dict[str, str]:  # noqa: ANN401 - whatever Slack shows
    """Read what the buttons in a window carry, by their ids."""
    found = {}
    for block in view["blocks"]:
        for each in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]:
            if each["type"] == "button":
                found[each["action_id"]] = each.get("value", "")
    return found
