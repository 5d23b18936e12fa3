"""Absences: who had to do with somebody who leaves hears of it, and who comes back hears what ended meanwhile."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, clip, listed, mention, message
from bot.mentoring.asks import OPEN_MAX, Ask
from bot.mentoring.chats import INTRODUCTION, Chat
from bot.mentoring.pairs import Pair
from bot.mentoring.people import FORGOTTEN_AFTER, Person
from bot.store import asks, chats, letters, pairs

KIND, BACK = "partner_left", "account_back"
NAME_MAX = 25
ABOUT_A_CHAT = ("chat_booked", "chat_again", "chat_outcome", INTRODUCTION)
HAD_ITS_TIME = message("This chat has had its time. `/mentor chats` shows what is open.")
IS_OFF = message("This chat is off. `/mentor chats` shows what is open.")


def tell(db: orm.Session, person: Person, now: datetime) -> None:
    """Write to whoever is in a pair, or was to talk, with somebody who left; nothing more is asked of them."""
    for pair in pairs.live(db, person):
        partner, about = pair.partner_of(person.slack_id), letterbox.About(pair=pair.id)
        occasion = f"pair{pair.id}:{now:%Y%m%d%H%M}"
        letterbox.drop(db, partner.slack_id, KIND, occasion, words(pair, person), now, about=about)
    told = f"{mention(person.slack_id)} left mentoring, so your 20-minute chat is off."
    let_go_of_chats(db, person, f"{told} If you would still like to talk, write to them yourself.", now)


def let_go_of_chats(db: orm.Session, person: Person, told: str, now: datetime) -> None:
    """Close the chats of somebody who is gone, and tell the other one of each what becomes of it, and why."""
    for chat in chats.unfinished_of(db, person):
        reader, was_ahead = chat.partner_of(person.slack_id), chat.may_happen
        chat.close(now)
        letterbox.take_back(db, "the chat is over", ask=chat.ask.id)
        theirs, others = (message(told), IS_OFF) if was_ahead else (HAD_ITS_TIME, HAD_ITS_TIME)
        letterbox.retire(db, theirs, now, ask=chat.ask.id, to=reader.slack_id, kinds=ABOUT_A_CHAT)
        letterbox.retire(db, others, now, ask=chat.ask.id, to=person.slack_id, kinds=ABOUT_A_CHAT)
        if was_ahead and reader.has_joined:
            words = without_a_chat(chat, reader, told)
            letterbox.drop(db, reader.slack_id, "chat_left", f"chat{chat.id}", words, now)


def without_a_chat(chat: Chat, reader: Person, told: str) -> Message:
    """Say it to whoever is left, and what is open to them."""
    if reader is chat.ask.mentor:
        return message(f"{told} Nothing more is asked of you.")
    return message(told, actions(button("Find a mentor", "open_find", style="primary")))


def end(db: orm.Session, person: Person, now: datetime) -> None:
    """Take back, or change, what was said about somebody who is back."""
    back = message(f"{mention(person.slack_id)} takes part in mentoring again.")
    for pair in pairs.live(db, person):
        to = pair.partner_of(person.slack_id).slack_id
        letterbox.take_back(db, "they are back", to=to, pair=pair.id, kinds=(KIND,))
        letterbox.retire(db, back, now, to=to, pair=pair.id, kinds=(KIND,))
    tell_what_closed(db, person, now)


def tell_what_closed(db: orm.Session, person: Person, now: datetime) -> None:
    """Tell somebody who is back which requests of theirs closed meanwhile: they were promised to hear either way."""
    closed = asks.closed_unheard(db, person, now - FORGOTTEN_AFTER)
    if closed:
        letterbox.drop(db, person.slack_id, "asks_closed", asks.told_of(closed), unanswered(closed, now), now)


def tell_who_is_back(db: orm.Session, person: Person, closed_at: datetime, now: datetime) -> None:
    """Tell somebody whose account is open again which pairs ended with it, but for those whose other one left, too.

    To those others who haven't read yet that it was closed, that isn't the whole truth any more.
    """
    ended = pairs.ended_by_leaving(db, person, closed_at)
    partners = {pair.id: pair.partner_of(person.slack_id) for pair in ended}
    keys = {pair.id: letterbox.key_of("left", f"pair{pair.id}:left", partners[pair.id].slack_id) for pair in ended}
    due = letters.due(db, keys.values())
    for pair in ended:
        if keys[pair.id] in due and letters.recall(db, keys[pair.id]):
            partner = partners[pair.id]
            about, occasion = letterbox.About(pair=pair.id), f"pair{pair.id}"
            letterbox.drop(db, partner.slack_id, "left_and_back", occasion, for_a_while(pair, person), now, about=about)
    known = [pair for pair in ended if pair.partner_of(person.slack_id).has_joined]
    if known and person.has_joined:
        letterbox.drop(db, person.slack_id, BACK, f"{closed_at:%Y%m%d%H%M}", meanwhile(known, person), now)
    if person.has_joined:
        tell_what_closed(db, person, now)


def unanswered(closed: Sequence[Ask], now: datetime) -> Message:
    """Say which requests closed, and that nobody said no; whoever takes requests can be asked again."""
    mentors = [ask.mentor for ask in closed]
    one = len(mentors) == 1
    told = (
        f"While you took no part in mentoring, your {'request' if one else 'requests'} to "
        f"{listed(mention(each.slack_id) for each in mentors)} closed. Nobody said no, and you can ask again."
    )
    again = [
        button(f"Ask {clip(each.name, NAME_MAX)}", "ask_mentor", each.slack_id, says=f"Ask {each.name} again")
        for each in mentors
        if each.has_joined and each.offers_at(now)
    ]
    return message(told, actions(*again[:OPEN_MAX], button("Find a mentor", "open_find")))


def meanwhile(ended: Sequence[Pair], person: Person) -> Message:
    """Say what ended and what was deleted, that nobody is to blame, and what is open."""
    partners = ", ".join(mention(pair.partner_of(person.slack_id).slack_id) for pair in ended)
    return message(
        f"Welcome back. When your account was closed, your {'pairs' if ended[1:] else 'pair'} with {partners} ended, "
        "and the notes, agendas and answers that you hadn't shared were deleted. It isn't a mark against anyone; a new "
        "request can begin anew.",
        actions(
            *([button("Find a mentor", "open_find")] if any(pair.mentee is person for pair in ended) else ()),
            *([button("Change what you offer", "open_offer")] if any(pair.mentor is person for pair in ended) else ()),
        ),
    )


def for_a_while(pair: Pair, person: Person) -> Message:
    """Say to whoever stayed that the other one was gone and is back, and that a pair ended with it."""
    told = (
        f"The account of {mention(person.slack_id)} was closed for a while, and your mentoring pair ended with it. "
        "They are back, and a new request can begin anew."
    )
    is_mentor = pair.mentor is not person
    offer, find = button("Change what you offer", "open_offer"), button("Find a mentor", "open_find")
    return message(told, actions(offer if is_mentor else find))


def words(pair: Pair, person: Person) -> Message:
    """Say what that means, and what is open to whoever stays."""
    who = mention(person.slack_id)
    return message(
        f"{who} has left mentoring and gets no messages from me any more. Your pair stays as it is, and I ask nothing "
        "more about it, but I tell you before I let it rest. Write to them yourself, or end it.",
        actions(button("End this pair", "end_pair", pair.id)),
    )
