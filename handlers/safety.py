"""Safety: whom concerns can be brought to. Leads name them; everybody may know who they are (practice E10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox
from bot.blocks import Block, Message, actions, button, context, header, mention, message, section
from bot.desk import Desk, rest
from bot.mentoring.people import Person, Standing
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.safety import TURN_TO
from bot.slack import Meet, Refresh, Replace, Reply, Visit
from bot.store import concerns, people
from bot.store.database import Database
from handlers import join
from handlers.lead import named_in

HELP = "`/mentor safety` — whom concerns can be brought to; leads name somebody with `/mentor safety @person`"
CONTACTS_SHOWN = 20


class CannotHear(Refusal):
    """Concerns can be brought only to members of this workspace: no guests, bots or people who have left."""


class HearsForOneProgram(Refusal):
    """You lead a program, so nothing was changed here: only leads of the whole workspace name whom all can turn to.

    Whom the people of your program can turn to stands on its page (`/mentor cohort`).
    """


def register(desk: Desk) -> None:
    """Listen for the command and the buttons."""
    desk.command("safety")(safety)
    desk.action("open_safety")(show)
    desk.action("remove_contact")(remove)


def safety(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    meet: Meet,
    reply: Reply,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Name a contact, or list them."""
    ack()
    actor, typed = visit(), rest(command)
    with database.look(workspace) as db:
        if typed:
            person = join.known(db, actor)
            if leadership.acting(db, person).is_lead and not leadership.may(db, person, Act.NAME_CONTACTS):
                raise HearsForOneProgram
            leadership.must(db, actor, Act.NAME_CONTACTS)
    named = named_in(database, workspace, typed)
    chosen = meet(named) if named else None
    with database.begin(workspace) as db:
        if chosen:
            words = appoint(db, chosen.slack_id, leadership.must(db, actor, Act.NAME_CONTACTS), now)
        else:
            words = contacts(db, actor)
    reply(words)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str) -> None:
    """List the contacts."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        words = contacts(db, actor)
    reply(words)


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
    """Take somebody off the list."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by = leadership.must(db, actor, Act.NAME_CONTACTS)
        person = people.known(db, str(action.get("value")))
        if person and person.is_contact:
            person.is_contact = False
            leadership.note(db, by, "contact_removed", f"person:{person.slack_id}", now)
        words = roster([each for each in concerns.contacts(db) if each is not person], may_name=True, is_heard=True)
    replace(words)
    refresh()


def contacts(db: orm.Session, actor: str) -> Message:
    """List who they are, for whoever looks."""
    may_name = leadership.may(db, join.known(db, actor), Act.NAME_CONTACTS)
    return roster(concerns.contacts(db), may_name=may_name, is_heard=bool(concerns.hearers(db, actor, None)))


def appoint(db: orm.Session, slack_id: str, by: Person, now: datetime) -> Message:
    """Name somebody, and tell them what that means."""
    person = join.known(db, slack_id)
    if person.standing is not Standing.MEMBER:
        raise CannotHear
    who = mention(slack_id)
    if person.is_contact:
        return message(f"{who} is named already. Nothing was changed.")
    person.is_contact = True
    leadership.note(db, by, "contact_named", f"person:{slack_id}", now)
    words = message(
        "You were named as somebody whom concerns about mentoring can be brought to, in confidence. If one reaches "
        "you, you read it here, and nobody else does. If you'd rather not, tell whoever leads the program."
    )
    letterbox.drop(db, slack_id, "made_contact", f"{now:%Y%m%d%H%M%S}", words, now)
    told = "" if person.can_be_told else " They left mentoring, and hear nothing from me until they join again."
    return message(f"Concerns can be brought to {who} from now on.{told}")


def roster(contacts: Sequence[Person], *, may_name: bool, is_heard: bool) -> Message:
    """List who they are, with a way off the list for leads; where nobody is named, say who hears of a concern."""
    if not contacts:
        told = "Nobody is named yet to bring concerns to."
        heard = " A lead who isn't involved hears them." if is_heard else f" {TURN_TO}"
        how = "" if may_name else heard
        return message(f"{told}{how}", acts(may_name=may_name))
    shown = [entry(each, may_name=may_name) for each in contacts[:CONTACTS_SHOWN]]
    return message(
        header("Whom concerns can be brought to"),
        *shown,
        acts(may_name=may_name),
        context("Whoever is close to the person it is about never hears of it. Nobody else does either."),
    )


def acts(*, may_name: bool) -> Block:
    """Offer to raise a concern, and to those who lead to name somebody."""
    name = [button("Name somebody", "name_contact", says="Name somebody whom concerns can be brought to")]
    return actions(button("Raise a concern", "raise_concern", 0), *(name if may_name else []))


def entry(person: Person, *, may_name: bool) -> Block:
    """Show one contact."""
    off = button("Remove", "remove_contact", person.slack_id, says=f"Remove {person.name} from the contacts")
    return section(mention(person.slack_id), off if may_name else None)
