"""Help when it doesn't feel right: another rhythm, words for a talk, a lead, or an end. The partner hears nothing.

A lead learns one thing, and only when somebody agrees to it: that this person would like a word (practice B8).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox
from bot.blocks import Block, Message, actions, button, confirm, context, listed, mention, message, number, quote
from bot.desk import Desk
from bot.mentoring.answers import Topic
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.slack import Replace, Reply, Visit
from bot.store import answers, letters, pairs, retirements
from bot.store.database import Database

KIND = "lead_contact"
SCRIPTS = (
    "I've noticed that … I'd like … Could we try … for two meetings?",
    "I think I need someone closer to … Who would you ask in my place?",
    "Thank you for … I'd like to stop here and stay in touch.",
)
SURE = confirm(
    "Ask a lead for a word?",
    "A lead learns that you would like to talk about your mentoring. Not what you answered, and not about whom.",
    "Ask them",
)


def register(desk: Desk) -> None:
    """Listen for the words, the lead, and a change of mind."""
    desk.action("fit_words")(give_words)
    desk.action("contact_lead")(contact)
    desk.action("no_contact")(take_back)


def give_words(
    ack: Ack, action: Mapping[str, Any], visit: Visit, reply: Reply, database: Database, workspace: str
) -> None:
    """Give words for a talk; the choices stay where they are."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
    partner = mention(pair.partner_of(actor).slack_id)
    reply(message(f"Some ways to begin with {partner}; finish the one that is yours:", *map(quote, SCRIPTS)))


def contact(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let a lead know that somebody would like a word; who agreed to that may take it back."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor, hold=True)
        leads = reachable(db, pair)
        if leads:
            answers.keep(db, pair, actor, Topic.CONTACT, "", "yes", now)
        for lead in leads:
            letterbox.drop(db, lead.slack_id, KIND, occasion(pair, actor, now), wish(actor), now, class_=Class.LEAD)
        words = passed_on(pair, leads)
    replace(words)


def take_back(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take the wish back; a lead who has read it is told that it is settled."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.ever_theirs(db, number(action.get("value")), actor, hold=True)
        asked = [each for each in answers.of(db, pair, Topic.CONTACT) if each.author.slack_id == actor]
        for wished in asked:
            for lead in reachable(db, pair):
                letter = letters.by_key(db, f"{KIND}:{occasion(pair, actor, wished.at)}:{lead.slack_id}")
                if letter:
                    retirements.retire(db, letter, settled(actor), now)
            wished.value = "no"
    replace(message("Taken back. Whenever you'd like a word with a lead, `/mentor ask-lead` writes to them."))


def reachable(db: orm.Session, pair: Pair) -> Sequence[Person]:
    """Return who can be asked: those who lead the pair's program, and neither of the two."""
    return leadership.leads_of(db, pair.program_id, {each.slack_id for each in pair.both})


def occasion(pair: Pair, actor: str, at: datetime) -> str:
    """Name one wish, so that a double click is one and a wish of another day is another."""
    return f"pair{pair.id}-{actor}-{at:%Y-%m-%d}"


def offer(pair: Pair, actor: str) -> Message:
    """Offer four ways on. None of them needs a reason."""
    partner = mention(pair.partner_of(actor).slack_id)
    rhythm, talk, end = others(pair)
    ask = button("Ask a lead", "contact_lead", pair.id, says="Ask a lead for a word", confirm=SURE)
    return message(
        f"Thank you for saying so. {partner} doesn't learn of it. What might help?",
        actions(rhythm, talk, ask, end),
        context("An end needs nobody's approval, and afterwards I help you find somebody else."),
    )


def others(pair: Pair) -> list[Block]:
    """Offer what needs no lead."""
    return [
        button("Another rhythm", "choose_rhythm", pair.id, says="Ask for another rhythm"),
        button("Words for a talk", "fit_words", pair.id, says="Show words for talking it through"),
        button("End this pair", "end_pair", pair.id, says="End this pair, without fault"),
    ]


def wish(actor: str) -> Message:
    """Tell a lead the one thing they may know."""
    return message(
        f"{mention(actor)} would like a word about their mentoring, and agreed that I tell you. "
        "Please get in touch with them; what it is about is theirs to say.",
        context("You get this because you lead the program."),
    )


def settled(actor: str) -> Message:
    """Tell a lead that nothing is asked of them any more."""
    return message(f"{mention(actor)} no longer needs a word; there is nothing for you to do.")


def passed_on(pair: Pair, leads: Sequence[Person]) -> Message:
    """Say who was told what, and how to take it back."""
    if not leads:
        return message(
            f"{leadership.NobodyLeads().sentence} One of these may help, too:",
            actions(*others(pair)),
        )
    return message(
        f"Done: I tell {listed(mention(lead.slack_id) for lead in leads)} that you'd like a word, and nothing else.",
        actions(button("Take it back", "no_contact", pair.id, says="Take back the wish for a word")),
    )
