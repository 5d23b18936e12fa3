"""A certificate: a few plain lines of what somebody did in a program, to pass on, in the name they choose for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Message,
    Modal,
    actions,
    button,
    context,
    counted,
    dated,
    escape,
    field_of,
    listed,
    message,
    notice,
    number,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.letters import Letter
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Visit
from bot.store import letters, outcomes_of_programs, people, programs, retirements
from bot.store.database import Database
from bot.store.outcomes_of_programs import Did

KIND = "certificate"
NAME_MAX = 80


class NotTheirCertificate(Refusal):
    """I can't find a certificate of yours for that, so nothing was changed. Leads send them when a program closes."""


def register(desk: Desk) -> None:
    """Listen for the button under a certificate, and the form."""
    desk.action("correct_certificate")(ask)
    desk.view("correct_certificate")(correct)


def ask(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Ask for the name that is to stand there."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        program, person, _ = theirs(db, actor, action.get("value"))
    open_modal(form(program, in_full(person)))


def correct(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Let the certificate bear another name; it stands where it stood, and says what they did until today."""
    name = " ".join(Answers(view).text("name").split())
    if not name or len(name) > NAME_MAX:
        trouble = f"Please keep this within {NAME_MAX} characters." if name else "Please write a name."
        ack(response_action="errors", errors={"name": trouble})
        return
    with database.begin(workspace) as db:
        program, person, letter = theirs(db, actor, view.get("private_metadata"))
        did = outcomes_of_programs.took_part(db, program.id, person.id)
        if not did:
            raise NotTheirCertificate
        retirements.retire(db, letter, certificate(program, did[0], now, name), now)
    told = f"Your certificate of *{escape(program.name)}* bears the name {escape(name)} now, in our conversation."
    ack(response_action="update", view=notice("Certificate", told, final=True).payload)


def theirs(db: orm.Session, actor: str, value: object) -> tuple[Program, Person, Letter]:
    """Return the program of a certificate that somebody has, who they are, and the letter it came with."""
    program, person = programs.one(db, number(value) or 0), people.known(db, actor)
    letter = letters.by_key(db, f"{KIND}:{about(program)}:{actor}") if program else None
    if program is None or person is None or letter is None or not letter.was_said:
        raise NotTheirCertificate
    return program, person, letter


def about(program: Program) -> str:
    """Return what makes a certificate of this program the only one somebody gets."""
    return f"program{program.id}"


def in_full(person: Person) -> str:
    """Name somebody as they do in their Slack profile: in full where they say that, and not as they are called."""
    return person.real_name or person.name


def certificate(program: Program, did: Did, now: datetime, name: str = "") -> Message:
    """Say what somebody did until now, in lines that stand by themselves."""
    parts = [
        *([f"as a mentee in {counted(did.learned, 'session')}"] if did.learned else []),
        *([f"as a mentor in {counted(did.taught, 'session')}"] if did.taught else []),
    ]
    began, today = (did.person.hours.local(each).date() for each in (did.since, now))
    until = f" to {dated(min(program.ends_on, today))}" if program.ends_on else ""
    chosen = "The name is the one you chose." if name else "The name is that of your Slack profile."
    return message(
        f"*{escape(program.name)}*",
        f"{escape(name or in_full(did.person))} took part {listed(parts)}, from {dated(began)}{until}.",
        "Thank you for the time you gave each other.",
        actions(button("Correct the name", "correct_certificate", program.id, says="Correct the name on it")),
        context(
            f"You get this because you met somebody in this program. {chosen} The certificate names nobody else; "
            "pass it on as you like."
        ),
    )


def form(program: Program, name: str) -> Modal:
    """Ask for a name."""
    hint = "Only your certificate changes. I keep the name nowhere else."
    field = field_of("name", "Which name shall stand there?", text_input(initial=name, most=NAME_MAX), hint=hint)
    return Modal("correct_certificate", "Certificate", [field], submit="Change", close="Cancel", about=str(program.id))
