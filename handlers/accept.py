"""Accept: room is taken, two people become a pair, and both are introduced."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, pairings
from bot.blocks import (
    Answers,
    Message,
    Modal,
    choices,
    field_of,
    listed,
    mention,
    message,
    option,
    section,
)
from bot.desk import Desk
from bot.introductions import introduction
from bot.mentoring.asks import Ask, CannotBeAsked
from bot.mentoring.pairs import MentorIsFull, Pair
from bot.mentoring.people import MENTORS_MAX, Person
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import asks, lines, pairs, people
from bot.store.database import Database
from handlers import answer

APART = "apart"
NOTHING_TO_DO = "There is nothing for you to do."


class NoPlaceLeft(Refusal):
    """You have no place left, so the request stays open. Offer a chat, suggest someone, or use `/mentor offer`."""


def register(desk: Desk) -> None:
    """Listen for a yes, and for the word that it is no reporting line."""
    desk.action("accept_ask")(accept)
    desk.view("confirm_line")(accept_confirmed)


def accept(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    open_modal: Open,
    update_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    granted: frozenset[str],
    now: datetime,
) -> None:
    """Say yes, after asking about the reporting line if nobody told the bot."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        ask = answer.waiting(db, action.get("value"), actor)
        told = seal(db, ask, granted, now) if line_is_known(ask) else None
    if told is None:
        open_modal(line_form(ask))
        return
    answer.show(view, told, replace, update_modal)
    refresh()


def accept_confirmed(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    granted: frozenset[str],
    now: datetime,
) -> None:
    """Say yes, now that it is clear that neither reports to the other."""
    if APART not in Answers(view).choices("line"):
        ack(response_action="errors", errors={"line": "Please confirm it, or answer in another way."})
        return
    with database.begin(workspace) as db:
        told = seal(db, answer.waiting(db, view.get("private_metadata"), actor), granted, now)
    ack(**answer.done(told))
    refresh()


def line_is_known(ask: Ask) -> bool:
    """Tell whether anything is known about whom either reports to (practice rule 1)."""
    return ask.mentee.manager is not None or ask.mentor.manager is not None


def seal(db: orm.Session, ask: Ask, granted: frozenset[str], now: datetime) -> Message:
    """Make the pair if there is room, close the request, and introduce the two."""
    answer.still_here(ask)
    ask.accept(now)
    try:
        join_up(db, ask, granted, now)
    except MentorIsFull:
        raise NoPlaceLeft from None
    told = message(
        f"You accepted {mention(ask.mentee.slack_id)}'s request, and the two of you are a pair. "
        "They book the first date, and I introduce you with a few questions to begin with."
    )
    answer.close(db, ask, told, now)
    return told


def join_up(db: orm.Session, ask: Ask, granted: frozenset[str], now: datetime) -> None:
    """Make two people a pair where nothing speaks against it, and introduce them."""
    lines.check(db, ask.mentor, ask.mentee)
    if ask.mentor.slack_id in people.blocked_with(db, ask.mentee.slack_id):
        raise CannotBeAsked
    proposed = pairings.overtaken(db, ask.mentor, ask.mentee, now)
    pair = proposed or pairs.make(db, ask.mentor, ask.mentee, ask.want, now)
    about, both = letterbox.About(pair=pair.id), (ask.mentee, ask.mentor)
    words = introduction(pair, now, ask.times)
    answer.introduce(db, both, "introduction", f"pair{pair.id}", words, now, granted=granted, about=about)
    close_others(db, pair, now)


def close_others(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Close what can't come true any more now that two are a pair."""
    for crossed in asks.between(db, pair.mentor, pair.mentee):
        close_crossed(db, crossed, now)
    close_too_many(db, pair.mentee, now)


def close_crossed(db: orm.Session, ask: Ask, now: datetime) -> None:
    """Close what one of a new pair had asked the other: a yes would make them the pair they are, so nobody owes it."""
    ask.void(now)
    mentee, mentor = mention(ask.mentee.slack_id), mention(ask.mentor.slack_id)
    answer.close(db, ask, message(f"You and {mentee} are a pair now, so this request is closed. {NOTHING_TO_DO}"), now)
    told = f"You and {mentor} are a pair now, so I closed your request to them. You can talk about it when you meet."
    letterbox.drop(db, ask.mentee.slack_id, "asks_closed", asks.told_of([ask]), message(told), now)


def close_too_many(db: orm.Session, mentee: Person, now: datetime) -> None:
    """Close what the mentee still asked for, once they have as many mentors as one person can have."""
    if sum(pair.mentee is mentee and pair.takes_room for pair in pairs.live(db, mentee)) < MENTORS_MAX:
        return
    others = asks.open_by(db, mentee, hold=True)
    for other in others:
        other.void(now)
        gone = f"{mention(mentee.slack_id)} has found all the mentors they can have. {NOTHING_TO_DO}"
        answer.close(db, other, message(gone), now)
    if others:
        names = listed(mention(other.mentor.slack_id) for other in others)
        told = f"You have three mentors now, so I closed your open requests to {names}. They owe no answer."
        letterbox.drop(db, mentee.slack_id, "asks_closed", asks.told_of(others), message(told), now)


def line_form(ask: Ask) -> Modal:
    """Ask whether one reports to the other: the bot knows of no manager for either."""
    known = f"I don't know who {mention(ask.mentee.slack_id)} and you report to. Mentoring works across lines only."
    apart = choices("checkboxes", [option("We are not in the same reporting line", APART)])
    blocks = [section(known), field_of("line", "Please confirm", apart)]
    return Modal("confirm_line", "Accept the request", blocks, submit="Accept", close="Back", about=str(ask.id))
