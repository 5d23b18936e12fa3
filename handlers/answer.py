"""Answer: a request as the mentor reads it, and what every answer to it has in common."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import open_for
from bot.blocks import (
    Block,
    Message,
    Modal,
    actions,
    button,
    context,
    day,
    mention,
    message,
    notice,
    number,
    quote,
    section,
)
from bot.desk import Desk
from bot.mentoring.asks import Ask, AskState, AskWasAnswered, NotTheirAsk, TheyLeft
from bot.mentoring.hours import opening_of_all
from bot.mentoring.letters import Letter
from bot.mentoring.notes import Mode, Preset
from bot.mentoring.people import Person
from bot.slack import Open, Replace, Visit
from bot.store import asks, brakes, overdue
from bot.store.database import Database

GROUPS = "mpim:write"
"""The scope that lets the bot open a room for two people and itself."""
SOON = 2
"""Working days that an introduction may wait until both are at work."""
HAPPENED = {
    AskState.ACCEPTED: "you accepted it",
    AskState.CHAT_OFFERED: "you said yes to a 20-minute chat",
    AskState.REFERRED: "you suggested somebody else",
    AskState.DECLINED: "you said not now",
    AskState.EXPIRED: "it closed by itself",
    AskState.WITHDRAWN: "it was withdrawn",
    AskState.VOID: "it could no longer come true",
}


class AlreadyAnswered(AskWasAnswered):
    """This request was already answered or closed, so nothing changed."""

    def __init__(self, ask: Ask) -> None:
        """Remember what happened, and when: the request itself is out of reach once its transaction is over."""
        super().__init__()
        at = f" on {day(ask.mentor.hours.local(ask.answered_at).date())}" if ask.answered_at else ""
        happened = HAPPENED.get(ask.state, "it is still being written")
        self._sentence = f"This request was already answered: {happened}{at}. Nothing changed now."

    @property
    def sentence(self) -> str:
        """Say what happened."""
        return self._sentence


def register(desk: Desk) -> None:
    """Listen for mentors who want to read a request again."""
    desk.action("read_ask")(read)


def read(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
) -> None:
    """Show the request with the four answers."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        ask = waiting(db, action.get("value"), actor)
        shown = request(ask, is_held=bool(brakes.kept_back(db, [ask])))
    open_modal(Modal("request", "Request", shown.blocks))


def waiting(db: orm.Session, value: object, actor: str) -> Ask:
    """Return the open request that this mentor may answer, and let nobody else decide about it meanwhile."""
    ask = asks.held(db, number(value))
    if ask is None or ask.mentor.slack_id != actor:
        raise NotTheirAsk
    if not ask.is_open:
        raise AlreadyAnswered(ask)
    return ask


def still_here(ask: Ask) -> None:
    """Refuse an answer that nobody would hear."""
    if not ask.mentee.has_joined:
        raise TheyLeft


def close(db: orm.Session, ask: Ask, words: Message, now: datetime) -> None:
    """Take back what waits to be said about a request, and let the mentor's messages say how it ended."""
    letterbox.take_back(db, "answered", ask=ask.id)
    letterbox.retire(db, words, now, ask=ask.id)


def show(view: Mapping[str, Any], words: Message, replace: Replace, update_modal: Open) -> None:
    """Say how it ended in the place where the button was pressed."""
    if view.get("type") == "modal":
        update_modal(notice("Request", *words.blocks, final=True))
    else:
        replace(words)


def done(words: Message) -> Mapping[str, Any]:
    """Say how it ended in the place of the form that was sent."""
    return {"response_action": "update", "view": notice("Request", *words.blocks, final=True).payload}


def introduce(  # noqa: PLR0913 - a letter is an envelope, and these are written on it
    db: orm.Session,
    two: tuple[Person, Person],
    kind: str,
    occasion: str,
    words: Message,
    now: datetime,
    *,
    granted: frozenset[str],
    about: letterbox.About,
) -> None:
    """Write to two people at once: in a room of their own where the bot may open one, else to each.

    What is said in a room pings both. Two who have no working time in common soon are therefore written to one by one,
    each in their own hours: a room would wake one of them (practice P3).
    """
    first, second = (person.slack_id for person in two)
    soon = max(person.hours.working_days_after(now, SOON) for person in two)
    if GROUPS in granted and opening_of_all([person.hours for person in two], now, soon):
        letterbox.drop(db, first, kind, occasion, words, now, about=about, together_with=(second,))
    else:
        for reader in (first, second):
            letterbox.drop(db, reader, kind, occasion, words, now, about=about)


def ask_later(db: orm.Session, held: Collection[Letter], now: datetime) -> None:
    """Give both their whole time from now on where a lead's hold kept a request from being read.

    The request says until when, so it is worded anew.
    """
    open_ = {ask.id: ask for ask in overdue.still_open(db, {letter.ask_id for letter in held if letter.ask_id})}
    for ask in open_.values():
        ask.let_go(now)
    for letter in held:
        if ask_waiting := open_.get(letter.ask_id or 0):
            letter.reword(request(ask_waiting).payload)


def request(ask: Ask, *, is_held: bool = False) -> Message:
    """Put a request to the mentor: the note, what is asked, that nothing hurries, and four answers."""
    how_long = open_for(ask, is_held=is_held)
    calm = f"No need to answer right away; open {how_long}, longer while you are away. A no is fine."
    takes = (
        "Only mentoring takes one of your places, with their yes."
        if ask.preset == Preset.CHAT
        else "Accepting takes one of your places."
    )
    return message(
        *note(ask),
        context(calm),
        answers(ask),
        context(takes),
    )


def note(ask: Ask) -> Sequence[Block]:
    """Show the note, in the mentee's words."""
    who = f"{mention(ask.mentee.slack_id)} sent you a request."
    asked = f"*They ask*\n{Preset(ask.preset).sentence} {Mode(ask.mode).label}."
    when = f"*When*\n{quote(ask.times)}" if ask.times else "*When*\nYou choose."
    return (
        section(who),
        section(f"*Why you*\n{quote(ask.why)}"),
        section(f"*To learn*\n{quote(ask.want)}"),
        section(asked),
        section(when),
        *([section(quote(ask.thanks))] if ask.thanks else []),
    )


def answers(ask: Ask) -> Block:
    """Offer the four answers; the first one gives what was asked for (practice A12)."""
    name = ask.mentee.name
    given = (
        (
            button("Yes, 20 minutes", "offer_chat", ask.id, style="primary", says=f"Say yes to 20 minutes with {name}"),
            button("Offer mentoring", "offer_mentoring", ask.id, says=f"Offer {name} mentoring, too"),
        )
        if ask.preset == Preset.CHAT
        else (
            button("Accept", "accept_ask", ask.id, style="primary", says=f"Accept the request of {name}"),
            button("Offer one 20-minute chat", "offer_chat", ask.id, says=f"Offer {name} one 20-minute chat"),
        )
    )
    return actions(
        *given,
        button("Suggest someone", "suggest_someone", ask.id, says=f"Suggest someone else to {name}"),
        button("Not now…", "decline_ask", ask.id, says=f"Say not now to {name}"),
    )
