"""What became of a chat, and whether both would like to go on: asked of each alone, never passed on (practice A12)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Block, Message, actions, button, mention, message, number
from bot.desk import Desk
from bot.mentoring.chats import Chat, ChatState
from bot.mentoring.pairs import FORTNIGHT, AlreadyPaired, MenteeIsFull, MentorIsFull, SharedLine
from bot.mentoring.refusals import Refusal
from bot.mentoring.rhythms import every
from bot.slack import Refresh, Replace, Reply, Visit
from bot.store import chats
from bot.store.database import Database
from handlers import accept, answer
from handlers.home.seeking import wishes

AGAIN = "chat_again"
SETTLED = ("chat_booked", "chat_outcome")
"""What a chat that took place, or didn't, makes untrue."""


def register(desk: Desk) -> None:
    """Listen for what became of it, and for what each wishes."""
    desk.action("chat_met", "chat_missed", "chat_again", "chat_once")(respond)


def respond(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    reply: Reply,
    body: Mapping[str, Any],
    refresh: Refresh,
    database: Database,
    workspace: str,
    granted: frozenset[str],
    now: datetime,
) -> None:
    """Keep what one of the two says; the chat is held meanwhile, so that two answers come one after the other."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        chat = chats.theirs(db, number(action.get("value")), actor, hold=True)
        match action["action_id"]:
            case "chat_met":
                words = met(db, chat, actor, now)
            case "chat_missed":
                words = missed(db, chat, actor, now)
            case "chat_again":
                words = again(db, chat, actor, granted, now)
            case _:
                words = once(chat, actor)
    (replace if body.get("message") else reply)(words)  # on Home there is no message to change
    refresh()


def met(db: orm.Session, chat: Chat, actor: str, now: datetime) -> Message:
    """Note that they talked, and ask both alone whether they'd like to go on.

    Where one of them had said otherwise, nobody reads who, and whoever puts it right keeps no word of the old story.
    """
    was_missed = chat.state is ChatState.MISSED
    if chat.hold(now):
        other = chat.partner_of(actor)
        talked = message("It's noted: you two have talked.")
        settle(db, chat, other.slack_id, talked, now)
        if was_missed:
            letterbox.retire(db, talked, now, ask=chat.ask.id, to=actor, kinds=SETTLED, done=True)
        words, about = question(chat, other.slack_id), letterbox.About(ask=chat.ask.id)
        letterbox.drop(db, other.slack_id, AGAIN, f"chat{chat.id}", words, now, about=about)
    return question(chat, actor)


def missed(db: orm.Session, chat: Chat, actor: str, now: datetime) -> Message:
    """Note that it didn't happen; nobody is to blame, and another time may be found."""
    chat.miss(now)
    other = chat.partner_of(actor).slack_id
    missed_it = message("This chat didn't take place. `/mentor chats` finds another time for it.")
    settle(db, chat, other, missed_it, now)
    told = (
        f"That happens. If you'd still like to talk to {mention(other)}, set another time; else there's nothing to do."
    )
    return message(told, actions(button("Set another time", "chat_time", chat.id)))


def again(db: orm.Session, chat: Chat, actor: str, granted: frozenset[str], now: datetime) -> Message:
    """Keep the wish to go on; once both wish it, they are a pair."""
    return go_on(db, chat, granted, now) if chat.wish(actor, again=True) else noted(chat, actor)


def once(chat: Chat, actor: str) -> Message:
    """Keep the wish to leave it at that; nobody is told."""
    chat.wish(actor, again=False)
    other = mention(chat.partner_of(actor).slack_id)
    return message(f"Noted, and {other} isn't told. One good conversation is a whole thing.", *thanks(chat, actor))


def settle(db: orm.Session, chat: Chat, other: str, words: Message, now: datetime) -> None:
    """Let what was said to the other one about the plan tell how it went."""
    letterbox.take_back(db, "it is settled", ask=chat.ask.id, kinds=SETTLED)
    letterbox.retire(db, words, now, ask=chat.ask.id, to=other, kinds=SETTLED)


def go_on(db: orm.Session, chat: Chat, granted: frozenset[str], now: datetime) -> Message:
    """Make them a pair, or say to both what stands in the way."""
    try:
        answer.still_here(chat.ask)
        accept.join_up(db, chat.ask, granted, now)
    except (MentorIsFull, MenteeIsFull):
        return comes_to_nothing(db, chat, no_place(chat), now)
    except (AlreadyPaired, SharedLine) as refusal:
        return comes_to_nothing(db, chat, no_pair(chat, refusal.sentence), now)
    except Refusal:
        return comes_to_nothing(db, chat, no_pair(chat, "That isn't possible here right now."), now)
    chat.convert(now)
    pair = message("You both would like to go on, so you are a pair now. I introduce you with a few questions.")
    letterbox.take_back(db, "a pair", ask=chat.ask.id)
    letterbox.retire(db, pair, now, ask=chat.ask.id, kinds=(AGAIN,))
    return pair


def comes_to_nothing(db: orm.Session, chat: Chat, words: Message, now: datetime) -> Message:
    """Say to both what stands in the way: each was promised that something comes of two who say the same."""
    chat.close(now)
    for reader in chat.both:
        letterbox.drop(db, reader.slack_id, "chat_no_place", f"chat{chat.id}", words, now)
    return message("Noted. I write to both of you.")


def question(chat: Chat, actor: str) -> Message:
    """Ask one of them, alone, whether they'd like to go on."""
    other = mention(chat.partner_of(actor).slack_id)
    return message(
        f"Good that you talked. Would you like to go on with {other} as a pair, {every(FORTNIGHT)} to begin with? "
        "Only if you both say so does anything come of it; otherwise nobody learns what you said.",
        actions(*wishes(chat)),
    )


def noted(chat: Chat, actor: str) -> Message:
    """Keep the wish, and say what it depends on, without saying what the other one said."""
    other = mention(chat.partner_of(actor).slack_id)
    return message(f"Noted. If {other} says the same, I introduce you as a pair.", *thanks(chat, actor))


def thanks(chat: Chat, actor: str) -> list[Block]:
    """Offer the mentee to say thanks, once."""
    mine = actor == chat.ask.mentee.slack_id and chat.thanked_at is None
    return [actions(button("Write thanks", "chat_thanks", chat.id))] if mine else []


def no_pair(chat: Chat, why: str) -> Message:
    """Tell both that they'd like to go on, and why they can't as a pair; of a block nothing is told."""
    mentee, mentor = (mention(person.slack_id) for person in chat.both)
    return message(f"{mentee} and {mentor}, you both would like to go on as a pair. {why}")


def no_place(chat: Chat) -> Message:
    """Tell both that they'd like to go on, and that there is no place yet."""
    mentee, mentor = (mention(person.slack_id) for person in chat.both)
    return message(
        f"{mentee} and {mentor}, you both would like to go on, and there is no place free for a pair right now. "
        "Once one is, a request makes you one. Until then, another chat is always fine.",
    )
