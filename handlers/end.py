"""End: either may leave a pair at any time, without fault and without anybody's approval."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, parting
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    choice,
    context,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.slack import Refresh
from bot.store import pairs
from bot.store.database import Database
from handlers.pairs.window import Window

HELP = "`/mentor end` — end a pair, at any time and without giving a reason"
ENDED = "ended"
REASONS = {
    "goals_met": "The goals are met",
    "time": "Time",
    "fit": "A different fit",
    "role_change": "A change of role",
    "other": "Something else",
    "unsaid": "I'd rather not say",
}
PARTING = "I'd like to wrap up our mentoring here. Thank you for the time and thought you gave it."
UNMET = "I'd like to end our mentoring here, before it began. I wish you well with what comes next."
"""Two who never met have no time or thought to be thanked for."""
PARTING_MAX = 1000


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("end")(WINDOW.by_command)
    desk.action("end_pair")(WINDOW.by_button)
    desk.view("end")(save)


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """End it; the other one gets a few kind words, and the reason stays here."""
    given = Answers(view)
    reason = given.choice("reason")
    with database.begin(workspace) as db:
        pair = pairs.ever_theirs(db, number(view["private_metadata"]), actor, hold=True)
        is_news, own_words = pair.is_live, given.text("parting") if passes_words_on(pair) else ""
        if is_news:
            part(db, pair, actor, reason if reason in REASONS else "unsaid", now)
            partner = pair.partner_of(actor)
            words = farewell(db, pair, actor, own_words)
            letterbox.drop(db, partner.slack_id, ENDED, f"pair{pair.id}", words, now, about=About(pair=pair.id))
        is_theirs = is_news or pairs.ended_by(db, pair) == actor
        told = ended(db, pair, actor, now) if is_theirs else had_ended(db, pair, actor, given.text("parting"))
    ack(response_action="update", view=notice("Ended", *told.blocks).payload)
    refresh()


def part(db: orm.Session, pair: Pair, by: str, reason: str, now: datetime) -> None:
    """End a pair, clear away what was said about it, and let those who wait for the mentor's place hear of it."""
    was = pair.lifecycle
    pair.end(now)
    pairs.record(db, pair, was, by=by, cause=f"end:{reason}", now=now)
    parting.clear_away(db, pair, now)
    parting.tell_those_waiting(db, pair.mentor, now)


def passes_words_on(pair: Pair) -> bool:
    """Tell whether parting words reach the other one: while a pair is paused, whatever pauses it, none do."""
    return pair.lifecycle.shown is not Lifecycle.PAUSED


def form(pair: Pair, actor: str) -> Modal:
    """Confirm, with words for the other one and a reason for nobody but the counts."""
    partner = pair.partner_of(actor)
    reasons = choice("static_select", [option(text, name) for name, text in REASONS.items()], placeholder="No reason")
    blocks: list[Block] = [
        section(
            f"This ends your pair with {mention(partner.slack_id)} for good. It needs nobody's approval and is "
            "nobody's fault. To start again later, one of you would send a new request."
        ),
        words_for(pair, partner) if passes_words_on(pair) else context("I tell them in neutral words."),
        field_of("reason", "Why?", reasons, hint="Kept as a category only. They don't see it.", optional=True),
    ]
    return Modal("end", "End this pair", blocks, submit="End it", close="Keep it", about=str(pair.id))


def words_for(pair: Pair, partner: Person) -> Block:
    """Offer a few words, to change or to leave out."""
    return field_of(
        "parting",
        f"Words for {partner.name}",
        text_input(initial=PARTING if pair.held else UNMET, lines=True, most=PARTING_MAX),
        hint="Change them as you like. If you leave this empty, I tell them in neutral words.",
        optional=True,
    )


def farewell(db: orm.Session, pair: Pair, actor: str, own_words: str) -> Message:
    """Tell the other one, kindly and without a reason."""
    who = mention(actor)
    told = f"{who} has ended your mentoring pair. {parting.NO_MARK}"
    theirs = [f"Their words:\n{quote(own_words)}"] if own_words else []
    return message(told, *theirs, onward(db, pair, pair.partner_of(actor).slack_id))


def ended(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Confirm to whoever left, and offer what could come next."""
    partner = pair.partner_of(actor)
    told = f"Your pair with {mention(partner.slack_id)} has ended. {will_hear(db, 'ended', partner, now, pair=pair)}"
    kept = "Your notes and goals stay yours. If a session is in your calendars, take it out there."
    return message(told, kept, onward(db, pair, actor))


def had_ended(db: orm.Session, pair: Pair, actor: str, own_words: str) -> Message:
    """Say that something else ended it before, and give back the words that weren't sent."""
    told = f"Your pair with {mention(pair.partner_of(actor).slack_id)} had already ended"
    if own_words in {"", PARTING, UNMET}:
        return message(f"{told}.", onward(db, pair, actor))
    return message(
        f"{told}, so your words weren't sent. Here they are, to copy:", quote(own_words), onward(db, pair, actor)
    )


def onward(db: orm.Session, pair: Pair, reader: str) -> Block:
    """Offer what could come next: another match, thanks, the place that is free again, and somebody independent.

    No thanks after a pair that ended paused: something may have been raised, and no words are passed on.
    """
    again = button("Another match", "rematch", pair.id, says="Say what should be different next time")
    concern = button("Raise a concern", "raise_concern", 0, says="Bring a concern to somebody independent")
    if reader == pair.mentor.slack_id:
        return actions(button("Change what you offer", "open_offer"), again, concern)
    thank = button("Thank and ask on", "refer", pair.id, says="Thank your mentor and ask who else might help")
    thanks = () if pairs.ended_paused(db, pair) else (thank,)
    return actions(button("Find a mentor", "open_find", style="primary"), again, *thanks, concern)


WINDOW = Window(
    question="Which pair would you like to end?",
    opened_by="end_pair",
    make=lambda _, pair, actor, __: form(pair, actor),
)
