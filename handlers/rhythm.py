"""Rhythm: how often a pair means to meet. One wishes another, the other agrees, and until then the old one holds."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Message,
    Modal,
    actions,
    button,
    choice,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
)
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.pairs import RHYTHMS, Pair
from bot.mentoring.picks import slower_than
from bot.mentoring.refusals import Refusal
from bot.mentoring.rhythms import NAMES, every
from bot.rhythm_wishes import KIND, question
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import inbox, pairs
from bot.store.database import Database
from bot.windows import Takes
from handlers.pairs.window import Window

HELP = "`/mentor rhythm` — change how often you two mean to meet; the other one agrees first"


class NoSuchRhythm(Refusal):
    """Please choose one of the rhythms on the form. Nothing was changed."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("rhythm")(WINDOW.by_command)
    desk.action("choose_rhythm")(WINDOW.by_button)
    desk.action("slower")(slow_down)
    desk.action("fine")(leave_as_it_is)
    desk.view("rhythm")(save)


def slow_down(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form with the next slower rhythm chosen."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
    pair.must_go_on()
    open_modal(form(pair, slower_than(pair.rhythm, pair.customs.rhythms)))


def leave_as_it_is(
    ack: Ack, action: Mapping[str, Any], visit: Visit, replace: Replace, database: Database, workspace: str
) -> None:
    """Thank them; nothing changes."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
    pair.must_go_on()
    replace(
        message(
            f"Good to know, thank you. You and {mention(pair.partner_of(actor).slack_id)} meet {every(pair.rhythm)}.",
            actions(button("Set the next date", "book_session", pair.id)),
        )
    )


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the wish and ask the other one."""
    chosen = Answers(view).choice("rhythm")
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(view["private_metadata"]) or 0, actor, hold=True)
        if chosen not in offered(pair):
            raise NoSuchRhythm
        words = standing(db, pair, actor, now)
        if inbox.is_new(db, f"view:{view['id']}", now):
            words = wish(db, pair, RHYTHMS[chosen], actor, view["id"], now)
    ack(response_action="update", view=notice("Rhythm", *words.blocks).payload)
    refresh()


def wish(db: orm.Session, pair: Pair, rhythm: timedelta, actor: str, view: str, now: datetime) -> Message:
    """Wish another rhythm, or agree to the one the other wished."""
    pair.must_go_on()
    partner, before, wisher = pair.partner_of(actor), pair.rhythm, pair.wished_by
    if rhythm == before and wisher is None:
        return message(f"That is the rhythm you two have: {every(pair.rhythm)}. Nothing changed.")
    about = About(pair=pair.id)
    letterbox.take_back(db, "another wish", pair=pair.id, kinds=(KIND,))
    outdated = message("This wish for another rhythm was answered or changed. `/mentor pairs` shows what holds.")
    letterbox.retire(db, outdated, now, pair=pair.id, kinds=(KIND,))
    holds = pair.wish(rhythm, actor, now)
    if not holds:
        asked = question(pair, partner.slack_id)
        letterbox.drop(db, partner.slack_id, KIND, f"view{view}", asked, now, about=about)
    elif pair.rhythm != before:
        letterbox.drop(db, partner.slack_id, "rhythm_agreed", f"view{view}", agreed(pair, actor), now, about=about)
    else:
        words = taken_back(pair, actor) if wisher == actor else kept(pair, actor)
        letterbox.drop(db, partner.slack_id, "rhythm_kept", f"view{view}", words, now, about=about)
    return standing(db, pair, actor, now)


def form_for(pair: Pair, actor: str) -> Modal:
    """Make the form with today's rhythm chosen; it is the same for both."""
    del actor
    pair.must_have_a_rhythm()
    return form(pair, pair.rhythm)


def form(pair: Pair, chosen: timedelta) -> Modal:
    """Offer the rhythms of their program, or all."""
    names = {rhythm: name for name, rhythm in RHYTHMS.items()}
    options = [
        option(NAMES[name], name, "As it is now" if RHYTHMS[name] == pair.rhythm else "") for name in offered(pair)
    ]
    field = field_of(
        "rhythm",
        "How often would suit you?",
        choice("radio_buttons", options, chosen=names.get(chosen)),
        hint="The other one is asked, without a reason. Until they agree, the old rhythm holds.",
    )
    return Modal("rhythm", "Rhythm", [field], submit="Ask for it", close="Cancel", about=str(pair.id))


def offered(pair: Pair) -> list[str]:
    """List the rhythms they may choose; the one they have and the one that is wished are always among them."""
    kept = {pair.rhythm, pair.wished_rhythm}
    return [name for name, each in RHYTHMS.items() if name in pair.customs.rhythms or each in kept]


def agreed(pair: Pair, actor: str) -> Message:
    """Tell the other one that it holds."""
    return message(
        f"{mention(actor)} agrees: from now on you meet {every(pair.rhythm)}.",
        actions(button("Set the next date", "book_session", pair.id)),
    )


def kept(pair: Pair, actor: str) -> Message:
    """Tell the other one that the old rhythm stays, and what they can do alone."""
    return message(
        f"{mention(actor)} would rather keep meeting {every(pair.rhythm)}. "
        "You may like to talk about it; a pause is always yours to take.",
        actions(button("Choose another", "choose_rhythm", pair.id), button("Pause", "pause_pair", pair.id)),
    )


def taken_back(pair: Pair, actor: str) -> Message:
    """Tell the other one that nothing is asked of them any more."""
    return message(
        f"{mention(actor)} no longer wishes another rhythm: you go on meeting {every(pair.rhythm)}. "
        "There is nothing for you to do."
    )


def standing(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Say what holds now, and what is asked."""
    partner = pair.partner_of(actor)
    holds = f"you and {mention(partner.slack_id)} meet {every(pair.rhythm)}"
    if pair.wished_rhythm is None:
        return message(f"Done: {holds}.")
    heard = will_hear(db, KIND, partner, now, pair=pair)
    return message(f"Asked for: {every(pair.wished_rhythm)}. Until they agree, {holds}. {heard}")


WINDOW = Window(
    question="Whose rhythm would you like to change?",
    opened_by="choose_rhythm",
    make=lambda _, pair, actor, __: form_for(pair, actor),
    takes=Takes(rhythm="rhythm"),
)
