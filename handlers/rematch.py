"""Rematch: what should be different next time, and with whom not again (practice E9)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox
from bot.blocks import (
    Answers,
    Block,
    Modal,
    actions,
    button,
    choice,
    choices,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
)
from bot.desk import Desk
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.searches import DIFFERENT
from bot.slack import Open, Refresh, Visit
from bot.store import pairs, people
from bot.store.database import Database
from handlers import join

APART, HELP_ME = "apart", "help_me"
ALL_THEY_READ = "They read that you look for another match, and nothing else"


class PairAgain(Refusal):
    """You two are a pair again, so nothing was changed. `/mentor pairs` shows where you stand."""


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("rematch")(rematch)
    desk.view("rematch")(save)


def rematch(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        modal = form(theirs(db, action.get("value"), actor), actor)
    open_modal(modal)


def save(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Keep apart whom they'd rather not meet again, and let leads help if they want that."""
    given = Answers(view)
    with database.begin(workspace) as db:
        pair = theirs(db, view["private_metadata"], actor)
        told = [*look(db, pair, actor, given, now), *what_next(pair, actor)]
    ack(response_action="update", view=notice("Another match", *told).payload)
    refresh()


def look(db: orm.Session, pair: Pair, actor: str, given: Answers, now: datetime) -> list[str]:
    """Do what they asked for, and say so."""
    person, partner = join.known(db, actor), pair.partner_of(actor)
    told = []
    if pair.mentee is person and given.choice("different") in DIFFERENT:
        person.differently = given.choice("different")
    if APART in given.choices("apart"):
        people.block(db, actor, [*people.blocked_by(db, actor), partner.slack_id])
        told.append(f"You won't be matched with {mention(partner.slack_id)} again. `/mentor me` changes that.")
    if HELP_ME in given.choices("help"):
        # What should be different may be about the lead's own team: it stays with whoever looks, as they were promised.
        words = message(f"{mention(actor)} looks for another match and asks you to help.")
        leads = leadership.leads_of(db, pair.program_id, {actor, partner.slack_id})
        for lead in leads:
            letterbox.drop(db, lead.slack_id, "rematch", f"pair{pair.id}:{actor}", words, now, class_=Class.LEAD)
        told.append("I've asked the program leads to help you." if leads else leadership.NobodyLeads().sentence)
    if not pair.is_live and pair.mentee is person:
        person.wait(now, person.waits_for)
        told.append("I tell you once somebody new offers what you look for.")
    return told


def what_next(pair: Pair, actor: str) -> list[str | Block]:
    """Say how somebody finds another mentor, or another mentee finds them."""
    if pair.mentor.slack_id == actor:
        told = "People who look for what you offer find you. What you offer can say whom you would rather help."
        return [told, actions(button("Change what you offer", "open_offer", style="primary"))]
    search = button("Find a mentor", "open_find", style="primary")
    return ["A search with what should be different finds the best match.", actions(search)]


def theirs(db: orm.Session, value: object, actor: str) -> Pair:
    """Return a pair of theirs, also one that has ended."""
    pair = pairs.ever_theirs(db, number(value), actor)
    other = pair.partner_of(actor).slack_id
    if not pair.is_live and any(each.has(other) for each in pairs.live(db, pair.person(actor))):
        raise PairAgain
    return pair


def form(pair: Pair, actor: str) -> Modal:
    """Ask the one thing that should be different with another mentor, whom not to meet again, and whether to help."""
    partner = pair.partner_of(actor)
    options = [option(label, name) for name, label in DIFFERENT.items()]
    never = [option(f"Never match me with {partner.name} again", APART, "They don't learn of it")]
    helping = [option("Let the program leads help me", HELP_ME, ALL_THEY_READ)]
    different = field_of("different", "What should be different?", choice("radio_buttons", options, chosen="nothing"))
    blocks: list[Block] = [
        *([different] if pair.mentee.slack_id == actor else []),
        field_of("apart", "Apart", choices("checkboxes", never, [APART]), optional=True),
        field_of("help", "Help", choices("checkboxes", helping), optional=True),
    ]
    return Modal("rematch", "Another match", blocks, submit="Go on", close="Cancel", about=str(pair.id))
