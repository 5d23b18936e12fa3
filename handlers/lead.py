"""Lead: who leads the program, by those who lead it already or run the workspace."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox
from bot.blocks import Block, Message, actions, button, confirm, context, header, mention, message, number, section
from bot.desk import Desk, rest
from bot.mentoring.people import Person, Standing
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.slack import Meet, Refresh, Replace, Reply, Visit
from bot.store import people
from bot.store.database import Database
from handlers import ask, join
from handlers.announce.meanwhile import stop_all_of

HELP = "`/mentor lead @person` — for leads: let somebody lead the program; without a name, see who does"
LEADS_SHOWN = 40


class NobodyNamed(Refusal):
    """I don't know whom you mean. Mention the person with @ behind the command."""


class CannotLead(Refusal):
    """Only members of this workspace can lead: no guests, bots or people who have left."""


class LastLead(Refusal):
    """Somebody has to lead. Add another lead first with `/mentor lead @person`; then this one can step down."""


class LeadsOneProgram(Refusal):
    """You lead a program, so nothing was changed here: only leads of the whole workspace name others like them.

    Who leads your program stands on its page (`/mentor cohort`).
    """


def register(desk: Desk) -> None:
    """Listen for the command and for the button that takes a lead off."""
    desk.command("lead", "leads")(lead)
    desk.action("open_leads")(show)
    desk.action("leads_before", "leads_after")(turn)
    desk.action("remove_lead")(remove)


def lead(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    meet: Meet,
    reply: Reply,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Add a lead, or list them."""
    ack()
    actor, typed = visit(), rest(command)
    with database.look(workspace) as db:
        person = join.known(db, actor)
        if leadership.acting(db, person).is_lead and not leadership.may(db, person, Act.NAME_LEADS):
            raise LeadsOneProgram
        leadership.must(db, actor, Act.NAME_LEADS)
    named = named_in(database, workspace, typed)
    chosen = meet(named) if named else None
    with database.begin(workspace) as db:
        by = leadership.must(db, actor, Act.NAME_LEADS)
        words = appoint(db, chosen.slack_id, by, now) if chosen else who_leads(db, by, now)
    reply(words)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """List them."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        words = who_leads(db, leadership.must(db, actor, Act.NAME_LEADS), now)
    reply(words)


def turn(
    ack: Ack, action: Mapping[str, Any], visit: Visit, replace: Replace, database: Database, workspace: str
) -> None:
    """Leaf through them."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        leadership.must(db, actor, Act.NAME_LEADS)
        words = roster(people.leads(db), number(action.get("value")) or 0)
    replace(words)


def remove(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let a lead step down, unless nobody would be left."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        words = dismiss(db, str(action.get("value")), leadership.must(db, actor, Act.NAME_LEADS), now)
    replace(words)
    refresh()


def who_leads(db: orm.Session, by: Person, now: datetime) -> Message:
    """List who leads; where nobody does, whoever looks first and may, leads from now on."""
    is_first = leadership.take_the_lead(db, by, now)
    db.flush()
    shown = roster(people.leads(db))
    first = "Nobody led mentoring here yet, so you do from now on. Add somebody who helps you, or who takes over."
    return message(first, *shown.blocks) if is_first else shown


def named_in(database: Database, workspace: str, typed: str) -> str | None:
    """Find out who is meant; nobody, when nothing was typed."""
    named = ask.whom(database, workspace, typed)
    if typed and named is None:
        raise NobodyNamed
    return named


def appoint(db: orm.Session, slack_id: str, by: Person, now: datetime) -> Message:
    """Make somebody a lead."""
    person = join.known(db, slack_id)
    if person.standing is not Standing.MEMBER:
        raise CannotLead
    who = mention(slack_id)
    if person.is_lead:
        return message(f"{who} leads the program already. Nothing was changed.")
    person.is_lead = True
    leadership.note(db, by, "lead_added", f"person:{slack_id}", now)
    if person is by:
        return message(
            "You lead the program now. `/mentor announce` invites people, `/mentor lead @person` adds a lead."
        )
    letterbox.drop(db, slack_id, "made_lead", f"{now:%Y%m%d%H%M%S}", congratulations(by), now)
    told = "I'll tell them" if person.can_be_told else "They left mentoring and hear nothing from me: please tell them"
    return message(f"{who} leads the program from now on. {told}.")


def dismiss(db: orm.Session, slack_id: str, by: Person, now: datetime) -> Message:
    """Take a lead off the list."""
    everybody = people.leads(db, hold=True)
    chosen = next((each for each in everybody if each.slack_id == slack_id), None)
    if chosen is None:
        return message("That person doesn't lead the program any more. Nothing was changed.", *roster(everybody).blocks)
    if len(everybody) == 1:
        raise LastLead
    chosen.is_lead = False
    db.flush()
    stopped = stop_all_of(db, chosen, by, now)
    leadership.note(db, by, "lead_removed", f"person:{slack_id}", now)
    if chosen is not by:
        letterbox.drop(db, slack_id, "no_lead", f"{now:%Y%m%d%H%M%S}", farewell(by), now)
    told = f"{mention(slack_id)} doesn't lead the program any more. `/mentor lead @person` brings them back.{stopped}"
    return message(told, *roster([each for each in everybody if each is not chosen]).blocks)


def roster(leads: Sequence[Person], skip: int = 0) -> Message:
    """List who leads, some at a time, each with a way off the list."""
    skip = skip if skip < len(leads) else 0
    before, after = max(skip - LEADS_SHOWN, 0), skip + LEADS_SHOWN
    name = actions(
        button("Name somebody", "name_lead", says="Name somebody who leads, too"),
        *([button("Before", "leads_before", before, says="See those who lead before these")] if skip else []),
        *([button("After", "leads_after", after, says="See who else leads")] if len(leads) > after else []),
        what_leads_did(),
    )
    shown = leads[skip:after]
    which = f"{skip + 1} to {skip + len(shown)} of {len(leads)}."
    if not leads:
        told = "Nobody leads the program yet. `/mentor lead @person` names somebody; you can name yourself."
        return message(told, name)
    return message(
        header("Who leads the program"),
        *(entry(each, is_last=len(leads) == 1) for each in shown),
        *([context(which)] if len(leads) > LEADS_SHOWN else []),
        name,
        context("`/mentor lead @person` adds somebody. Leads see states, dates and counts, never notes or answers."),
    )


def entry(person: Person, *, is_last: bool) -> Block:
    """Show one lead."""
    sure = confirm(
        "Take off the list?", "They can't announce or name leads any more. They stay in mentoring.", "Take off"
    )
    off = button("Remove", "remove_lead", person.slack_id, says=f"Remove {person.name} from the leads", confirm=sure)
    return section(mention(person.slack_id), None if is_last else off)


def what_leads_did() -> Block:
    """Lead to what leads did for everybody here."""
    return button("What leads did", "audit_of_everybody", says="See what leads did for everybody here")


def congratulations(by: Person) -> Message:
    """Tell a new lead what leads can do."""
    return message(
        f"{mention(by.slack_id)} asked you to lead the mentoring program here.",
        "You can open a program, invite people with an announcement, and name other leads. You see states, dates and "
        "counts, never anybody's notes or answers. `/mentor lead` also takes you off the list.",
        actions(
            button("Programs", "open_programs", style="primary", says="See and open programs and cohorts"),
            button("Write an announcement", "open_announce"),
        ),
    )


def farewell(by: Person) -> Message:
    """Tell a former lead."""
    return message(
        f"{mention(by.slack_id)} took you off the list of people who lead the program. Thank you for leading. "
        "Your own mentoring goes on as before."
    )
