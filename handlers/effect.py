"""Effects: a mentor reads what their time has changed, when a mentee tells them; a tap or a line goes back (C15)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
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
    clip,
    context,
    escape,
    field_of,
    mention,
    message,
    moment,
    notice,
    number,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.letters import LetterState
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Update
from bot.slack import Open, Replace, Visit
from bot.store import brakes, inbox, letters, updates
from bot.store.database import Database

KIND, GLAD = "effect_note", "effect_reaction"
EVERY = timedelta(days=14)
"""What is told more often waits and comes together."""
SHOWN_MAX = 10
REPLY_MAX = 1000
BRIEF_MAX = 80


class NotTold(Refusal):
    """That wasn't told to you, so nothing changed."""


class NothingToReply(Refusal):
    """There is nothing to send yet. A word is enough."""


def register(desk: Desk) -> None:
    """Listen for a reaction, and for a reply."""
    desk.action("react_to_update")(react)
    desk.action("reply_to_update")(open_reply)
    desk.view("reply_to_update")(reply_to)


def hand_on(db: orm.Session, update: Update, now: datetime) -> datetime:
    """Share an update with the mentor; tell from when on they may read it. What waits already goes with it."""
    pair = update.pair
    pair.must_pass_on()
    before = letters.newest_about(db, pair.id, KIND)
    waits = before is not None and before.state is LetterState.DUE and letters.recall(db, before.key)
    if before is None:
        not_before = now
    elif waits:
        not_before = before.due_at
    else:
        not_before = max(now, (before.sent_at or before.due_at) + EVERY)
    told = [*updates.in_letter(db, pair, before.key), update] if before and waits else [update]
    update.shared_at = now
    occasion = f"update{update.id}"
    for each in told:
        each.letter = f"{KIND}:{occasion}:{pair.mentor.slack_id}"
    words = message(*effects(told), answers(update))
    about = About(pair=pair.id)
    letterbox.drop(db, pair.mentor.slack_id, KIND, occasion, words, now, about=about, not_before=not_before)
    return not_before


def react(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let the mentee know, in one tap, that it was read with joy; a second tap says nothing new."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        update = told_to(db, action.get("value"), actor)
        mentee, about = update.pair.mentee, About(pair=update.pair.id)
        if mentee.has_joined:
            letterbox.drop(db, mentee.slack_id, GLAD, f"update{update.id}", glad(update), now, about=about)
        heard = f"{mention(mentee.slack_id)} hears that you are glad."
        if not mentee.has_joined:
            heard = will_hear(db, GLAD, mentee, now, pair=update.pair)
        shown = effects(updates.in_letter(db, update.pair, update.letter))
        again = button("Reply", "reply_to_update", update.id, says="Reply in your own words")
        words = message(*shown, context(heard), actions(again))
    replace(words)


def open_reply(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form for a few words."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        update = told_to(db, action.get("value"), actor)
    field = field_of("reply", f"Your reply to {update.author.name}", text_input(lines=True, most=REPLY_MAX))
    open_modal(Modal("reply_to_update", "Reply", [field], submit="Send", close="Cancel", about=str(update.id)))


def reply_to(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Hand the reply on, once."""
    words = Answers(view).text("reply")
    if not words:
        raise NothingToReply
    with database.begin(workspace) as db:
        update = told_to(db, view["private_metadata"], actor)
        told = message(f"{mention(actor)} replies to what you told them about “{brief(update)}”:", quote(words))
        if update.author.has_joined and inbox.is_new(db, f"view:{view['id']}", now):
            about, to = About(pair=update.pair.id), update.author.slack_id
            letterbox.drop(db, to, "effect_reply", f"view{view['id']}", told, now, about=about)
        is_sent = "On its way." if update.author.has_joined else "This wasn't sent."
        sent = f"{is_sent} {will_hear(db, 'effect_reply', update.author, now, pair=update.pair)}"
    ack(response_action="update", view=notice("Reply", sent, quote(words)).payload)


def reaches(db: orm.Session, pair: Pair, not_before: datetime, now: datetime) -> str:
    """Say when the mentor reads it: soon, or with what else there is by then."""
    mentor = pair.mentor
    if not_before <= now or brakes.is_held(db, KIND, pair):
        return will_hear(db, KIND, mentor, now, pair=pair)
    at = moment(mentor.hours.opening(not_before))
    return f"{mention(mentor.slack_id)} reads it {at}, together with whatever else you share until then."


def brief(update: Update) -> str:
    """Name what an update tells of, in few words."""
    return escape(clip(" ".join(update.about.split()), BRIEF_MAX))


def told_to(db: orm.Session, value: object, actor: str) -> Update:
    """Return an update that was told to this mentor; somebody else's is nobody's."""
    update = updates.one(db, number(value) or 0)
    if update is None or update.pair.mentor.slack_id != actor or update.shared_at is None:
        raise NotTold
    parting.must_pass_on(db, update.pair, actor)
    return update


def effects(told: Sequence[Update]) -> list[Block]:
    """Show what was told, in the mentee's words, newest last."""
    who = mention(told[0].author.slack_id)
    return [
        section(f"Something your time changed. {who} tells you how it went:"),
        *(section(f"About “{brief(each)}”:\n{quote(each.text)}") for each in told[-SHOWN_MAX:]),
    ]


def answers(update: Update) -> Block:
    """Offer a tap, or a few words."""
    return actions(
        button("Glad to read this", "react_to_update", update.id, says="Let them know that you are glad"),
        button("Reply", "reply_to_update", update.id, says="Reply in your own words"),
    )


def glad(update: Update) -> Message:
    """Tell the mentee that it was read."""
    return message(
        f"{mention(update.pair.mentor.slack_id)} has read what you told them about “{brief(update)}” and is glad."
    )
