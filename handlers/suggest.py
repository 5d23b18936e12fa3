"""Suggest: the mentor names somebody else, and the mentee gets the name with a button to ask them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Answers, Message, Modal, actions, button, clip, field_of, mention, message, person_input, section
from bot.desk import Desk
from bot.hand_on import NAME_MAX
from bot.mentoring.asks import Ask
from bot.mentoring.people import Person, Standing
from bot.mentoring.refusals import Refusal
from bot.slack import Meet, Open, Refresh, Visit
from bot.store import people
from bot.store.database import Database
from handlers import answer

WHY_NOT = {
    Standing.GONE: "Their account here is closed, so they can't help any more. Please pick somebody else.",
    Standing.BOT: "That is an app and nobody who could help. Please pick a person.",
}


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("suggest_someone")(choose)
    desk.view("suggest")(suggest)


def choose(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Ask whom they think of."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        ask = answer.waiting(db, action.get("value"), actor)
    open_modal(form(ask))


def suggest(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    meet: Meet,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Pass the name on."""
    whom = Answers(view).person("whom")
    with database.look(workspace) as db:
        ask = answer.waiting(db, view.get("private_metadata"), actor)
    if not whom or whom in {actor, ask.mentee.slack_id}:
        ack(response_action="errors", errors={"whom": "Please pick somebody who is neither of you two."})
        return
    if trouble := why_not(whom, meet):
        ack(response_action="errors", errors={"whom": trouble})
        return
    with database.begin(workspace) as db:
        told = refer(db, answer.waiting(db, view.get("private_metadata"), actor), whom, now)
    ack(**answer.done(told))
    refresh()


def why_not(whom: str, meet: Meet) -> str:
    """Say why a name can't be passed on, as Slack knows them today; nothing of one that can."""
    try:
        return WHY_NOT.get(meet(whom).standing, "")
    except Refusal as refusal:
        return refusal.sentence


def refer(db: orm.Session, ask: Ask, whom: str, now: datetime) -> Message:
    """Close the request with the name, and tell the mentee."""
    answer.still_here(ask)
    ask.refer(whom, now)
    told = message(f"You suggested {mention(whom)} to {mention(ask.mentee.slack_id)}. Thank you for helping them on.")
    answer.close(db, ask, told, now)
    words, about = referral(ask, whom, people.known(db, whom)), letterbox.About(ask=ask.id)
    letterbox.drop(db, ask.mentee.slack_id, "ask_referred", f"ask{ask.id}", words, now, about=about)
    return told


def form(ask: Ask) -> Modal:
    """Ask for a person."""
    why = f"Who could help {mention(ask.mentee.slack_id)} better? They get the name from you, and decide themselves."
    blocks = [section(why), field_of("whom", "Somebody who may fit", person_input())]
    return Modal("suggest", "Suggest someone", blocks, submit="Suggest", close="Back", about=str(ask.id))


def referral(ask: Ask, whom: str, suggested: Person | None) -> Message:
    """Pass the name on, with a way to ask them."""
    told = (
        f"{mention(ask.mentor.slack_id)} read your request, can't take it on themselves, "
        f"and thinks {mention(whom)} could be the right person."
    )
    search = button("New search", "open_find")
    if suggested and suggested.has_joined and suggested.is_mentor:
        label, says = f"Ask {clip(suggested.name, NAME_MAX)}", f"Ask {suggested.name} to be your mentor"
        return message(told, actions(button(label, "ask_mentor", whom, style="primary", says=says), search))
    yourself = "They don't take requests here, so a message of your own is the way. Say who sent you."
    return message(told, yourself, actions(search))
