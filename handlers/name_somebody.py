"""Naming somebody: pick who leads, too, or who hears concerns, as the commands do with a name behind them."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership
from bot.blocks import Answers, Block, Message, Modal, View, context, field_of, notice, person_input
from bot.desk import Desk
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.responses import WAIT
from bot.slack import Meet, TurnTo, Visit
from bot.store.database import Database
from handlers import lead, safety

Fill = Callable[[Modal], None]
Appoint = Callable[[orm.Session, str, Person, datetime], Message]


def register(desk: Desk) -> None:
    """Listen for both buttons and both forms."""
    desk.action("name_lead")(ask_lead)
    desk.action("name_contact")(ask_contact)
    desk.view("name_lead")(name_lead)
    desk.view("name_contact")(name_contact)


def ask_lead(ack: Ack, visit: Visit, turn_to: TurnTo, database: Database, workspace: str) -> None:
    """Ask who should lead, too."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        leadership.must(db, actor, Act.NAME_LEADS)
    told = "They lead every program here. They hear of it, and see states, dates and counts, never notes or answers."
    turn_to(Modal("name_lead", "Name a lead", fields(told), "Name", "Cancel"))


def ask_contact(ack: Ack, visit: Visit, turn_to: TurnTo, database: Database, workspace: str) -> None:
    """Ask who should hear concerns."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        leadership.must(db, actor, Act.NAME_CONTACTS)
    told = "They hear of it, and read concerns that are brought to them, in confidence."
    turn_to(Modal("name_contact", "Name a contact", fields(told), "Name", "Cancel"))


def name_lead(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack, view: View, actor: str, meet: Meet, fill: Fill, database: Database, workspace: str, now: datetime
) -> None:
    """Let somebody lead, too."""
    ack(response_action="update", view=WAIT.payload)
    fill(named(database, workspace, actor, meet, view, Act.NAME_LEADS, lead.appoint, now))


def name_contact(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack, view: View, actor: str, meet: Meet, fill: Fill, database: Database, workspace: str, now: datetime
) -> None:
    """Let somebody hear concerns."""
    ack(response_action="update", view=WAIT.payload)
    fill(named(database, workspace, actor, meet, view, Act.NAME_CONTACTS, safety.appoint, now))


def named(  # noqa: PLR0913, PLR0917 - who names whom as what, where and when
    database: Database,
    workspace: str,
    actor: str,
    meet: Meet,
    view: View,
    act: Act,
    appoint: Appoint,
    now: datetime,
) -> Modal:
    """Look up who was picked, give them the role, and say so; also why not."""
    try:
        with database.look(workspace) as db:
            leadership.must(db, actor, act)
        chosen = meet(Answers(view).person("who") or "")
        with database.begin(workspace) as db:
            words = appoint(db, chosen.slack_id, leadership.must(db, actor, act), now)
    except Refusal as refusal:
        return notice("Not named", refusal.sentence)
    return notice("Named", *words.blocks)


def fields(told: str) -> list[Block]:
    """Ask who."""
    return [field_of("who", "Who?", person_input()), context(told)]
