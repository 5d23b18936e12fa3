"""Offer a chat: not a mentorship, but one conversation of twenty minutes, with questions to make it a good one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, pairings
from bot.blocks import (
    Block,
    Message,
    Modal,
    actions,
    button,
    context,
    header,
    mention,
    message,
    moment,
    notice,
    number,
    quote,
)
from bot.desk import Desk
from bot.mentoring.asks import Ask
from bot.mentoring.chats import INTRODUCTION, Chat, begin
from bot.mentoring.letters import Letter
from bot.mentoring.notes import Preset
from bot.mentoring.pairs import MentorIsFull, Pair
from bot.mentoring.prompts import CHAT_AGENDA, chat_questions
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import chats, pairs, proposals
from bot.store.database import Database
from handlers import accept, answer


class NoChatLeft(Refusal):
    """You have as many chats ahead as you take at a time, so the request stays open. `/mentor offer` changes that."""


class AskedAlready(Refusal):
    """You two are asked already whether you'd like to be a pair, so I don't ask again. That question is on Home."""


def register(desk: Desk) -> None:
    """Listen for the offer, and for whoever would like something to talk about."""
    desk.action("offer_chat", "offer_mentoring")(offer)
    desk.action("chat_questions")(show_questions)


def offer(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    update_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    granted: frozenset[str],
    now: datetime,
) -> None:
    """Say yes to one conversation, and introduce the two for it; who would mentor asks for the other's yes to that."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        ask = answer.waiting(db, action.get("value"), actor)
        told = arrange(db, ask, granted, now, mentoring=action["action_id"] == "offer_mentoring")
    answer.show(view, told, replace, update_modal)
    refresh()


def show_questions(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Show what the two may talk about."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        chat = chats.theirs(db, number(action.get("value")), actor)
    open_modal(questions(chat.ask))


def arrange(db: orm.Session, ask: Ask, granted: frozenset[str], now: datetime, *, mentoring: bool = False) -> Message:
    """Close the request with the chat, and introduce the two; mentoring is only offered, and waits for a yes."""
    answer.still_here(ask)
    if chats.room_of(db, ask.mentor) < 1:
        raise NoChatLeft
    ask.offer_chat(now)
    chat = begin(ask, now)
    db.add(chat)
    db.flush()
    told = given(ask, offered(db, ask, now) if mentoring else None)
    answer.close(db, ask, told, now)
    both, about = (ask.mentee, ask.mentor), letterbox.About(ask=ask.id)
    answer.introduce(db, both, INTRODUCTION, f"ask{ask.id}", introduction(chat), now, granted=granted, about=about)
    return told


def offered(db: orm.Session, ask: Ask, now: datetime) -> Pair:
    """Propose to go on as a pair to whoever asked for a chat, if the mentor has a place."""
    if proposals.between(db, ask.mentor, ask.mentee):
        raise AskedAlready
    try:
        pairs.check_room(db, ask.mentor, ask.mentee)
    except MentorIsFull:
        raise accept.NoPlaceLeft from None
    return pairings.offer(db, ask.mentor, ask.mentee, ask.want, now)


def given(ask: Ask, pair: Pair | None) -> Message:
    """Tell the mentor what they gave, and what comes next."""
    mentee = mention(ask.mentee.slack_id)
    told = (
        f"You said yes to 20 minutes with {mentee}"
        if ask.preset == Preset.CHAT
        else f"You offered {mentee} one 20-minute chat"
    )
    more = (
        f" I also ask them whether they'd like you as their mentor. If they say yes by {moment(pair.closes_at)}, "
        "you are a pair, and only that takes one of your places."
        if pair and pair.closes_at
        else " It takes none of your places."
    )
    return message(f"{told}. They suggest a time, and I introduce you with three questions.{more}")


def introduce_later(db: orm.Session, held: Collection[Letter], now: datetime) -> None:
    """Give two their whole time from now on to find one for their chat, where a lead's hold kept it from them.

    What introduces them says until when, so it is worded anew.
    """
    several = {
        chat.ask.id: chat
        for chat in chats.without_a_time(db, {letter.ask_id for letter in held if letter.ask_id is not None})
    }
    for chat in several.values():
        chat.wait(now)
    for letter in held:
        if chat_waiting := several.get(letter.ask_id or 0):
            letter.reword(introduction(chat_waiting).payload)


def introduction(chat: Chat) -> Message:
    """Introduce two people for one chat: who suggests a time, three questions, and how twenty minutes may go."""
    ask = chat.ask
    mentee, mentor = mention(ask.mentee.slack_id), mention(ask.mentor.slack_id)
    gives = "says yes to" if ask.preset == Preset.CHAT else "offers you"
    return message(
        header("One 20-minute chat"),
        f"{mentee}, meet {mentor}, who {gives} one conversation of 20 minutes.",
        f"*What {mentee} wants to learn*\n{quote(ask.want)}",
        when(chat),
        actions(
            *setting(chat),
            button("Three questions", "chat_questions", chat.id, says="Three questions, and how 20 minutes may go"),
        ),
        context(f"Once you have talked, `/mentor chats` notes it.{lapses(chat)}"),
    )


def when(chat: Chat) -> str:
    """Say who suggests a time, or which one is set: one of the two may have set it before the other could read this."""
    if chat.at:
        return f"The time that is set: {moment(chat.at)}."
    times = f", perhaps:\n{quote(chat.ask.times)}" if chat.ask.times else "."
    return f"{mention(chat.ask.mentee.slack_id)} suggests a time{times}"


def setting(chat: Chat) -> Sequence[Block]:
    """Let either of the two set the time, or another one."""
    if chat.at:
        return (button("Set another time", "chat_time", chat.id, says="Set another time for this chat"),)
    return (button("Set the time", "chat_time", chat.id, style="primary", says="Set the time for this chat"),)


def lapses(chat: Chat) -> str:
    """Say until when a chat waits for its time."""
    return f" Without a time by {moment(chat.lapses_at)} I let it go." if chat.lapses_at and not chat.at else ""


def questions(ask: Ask) -> Modal:
    """Show three questions, and how twenty minutes may go."""
    asked = "\n".join(f"• {question}" for question in chat_questions(f"ask{ask.id}"))
    shape = " · ".join(f"{part} {minutes} min" for minutes, part in CHAT_AGENDA)
    return notice("20-minute chat", f"*Three questions to choose from*\n{asked}", f"*How it may go*\n{shape}")
