"""Go on: what each of the two answers, alone, when their mentoring comes to its end (practice E1, E4, E5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import farewells, letterbox
from bot.arrivals import will_hear
from bot.blocks import Message, actions, button, mention, message, number
from bot.desk import Desk
from bot.farewells import Parting, Wish
from bot.mentoring import closings
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair, SharedLine
from bot.slack import Refresh, Replace, Visit
from bot.store import lines, pairs
from bot.store.database import Database

WISHES = {
    "term_wrap_up": Wish.WRAP_UP,
    "term_extend": Wish.EXTEND,
    "term_now_and_then": Wish.NOW_AND_THEN,
}
PARTINGS = {
    "go_on_peers": Parting.PEERS,
    "go_on_now_and_then": Parting.NOW_AND_THEN,
    "go_on_done": Parting.DONE,
}
OF_GOING_ON = ("again", "closing_reflection", "redefined")
"""What says how two go on without a schedule, or asks about it: untrue once they start again."""


def register(desk: Desk) -> None:
    """Listen for every answer."""
    desk.action("term_wrap_up", "term_extend", "term_now_and_then")(answer)
    desk.action("go_on_peers", "go_on_now_and_then", "go_on_done")(answer)
    desk.action("keep_now_and_then", "reopen")(answer)


def answer(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the answer, and do what both have said by now."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor, hold=True)
        left = pair.lifecycle is Lifecycle.WINDING_DOWN and not pair.partner_of(actor).has_joined
        words = (alone if left else act)(db, pair, actor, action["action_id"], now)
    replace(words)
    refresh()


def act(db: orm.Session, pair: Pair, actor: str, pressed: str, now: datetime) -> Message:
    """Do what one button means where the pair stands; an old button changes nothing."""
    partner = mention(pair.partner_of(actor).slack_id)
    if pair.lifecycle is Lifecycle.WINDING_DOWN and pressed in WISHES:
        settled = farewells.wish(db, pair, actor, WISHES[pressed], now)
        is_told = farewells.asks_for_more(pair, WISHES[pressed])
        told = asked_for_more(db, pair, actor, now) if is_told else noted(pair, actor)
        return told if settled is None else BOTH_ANSWERED
    if pair.lifecycle is Lifecycle.WINDING_DOWN and pressed in PARTINGS:
        parted = farewells.part(db, pair, actor, PARTINGS[pressed], now)
        return noted(pair, actor) if parted is None else BOTH_ANSWERED
    if pair.lifecycle is Lifecycle.REDEFINED and pressed == "go_on_done":
        farewells.complete(db, pair, actor, "done for now", now)
        return message(f"Your mentoring with {partner} is complete. I write to both of you.")
    if pair.lifecycle is Lifecycle.REDEFINED and pressed == "keep_now_and_then":
        closings.keep_now_and_then(pair, now)
        return message(f"Good: you and {partner} keep meeting now and then.", _date(pair))
    if pair.lifecycle is Lifecycle.REDEFINED and pressed == "reopen":
        return start_again(db, pair, actor, now)
    return message(f"That question is settled, so nothing changed. `/mentor pairs` shows where you and {partner} are.")


def alone(db: orm.Session, pair: Pair, actor: str, pressed: str, now: datetime) -> Message:
    """Answer whoever is left when the other one has gone: there is nobody to ask, and nobody to go on with."""
    left = f"{mention(pair.partner_of(actor).slack_id)} has left mentoring, so there is nobody I could ask"
    if pressed in PARTINGS:
        farewells.complete(db, pair, actor, "one of the two has left", now)
        return message(f"{left}, and your mentoring is complete. To stay in touch, write to them yourself.")
    return message(f"{left}, and nothing was changed. `/mentor end` ends your pair whenever you like.")


def start_again(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Start again with a schedule once both want to, outside a line and if there is room (transition 16)."""
    partner = pair.partner_of(actor)
    occasion = f"again-{pair.redefined_at:%Y-%m-%d}"
    if lines.are_shared(db, pair.mentor, pair.mentee):
        return not_in_a_line(db, pair, actor, occasion, now)
    pairs.hold_both(db, pair.mentor, pair.mentee)
    pairs.check_room(db, pair.mentor, pair.mentee)
    if len(pairs.pick(db, pair, actor, occasion, "again", now)) < len(pair.both):
        asked = message(
            f"{mention(actor)} would like to start your mentoring again, with a schedule. It takes both of you.",
            actions(button("Start again", "reopen", pair.id, style="primary", says="Start again with a schedule")),
        )
        farewells.tell(db, pair, partner, "again", occasion, asked, now)
        return message(f"Noted. I ask {mention(partner.slack_id)}; once both of you want to, you start again.")
    closings.reopen(pair, now)
    pairs.record(db, pair, Lifecycle.REDEFINED, by=actor, cause="started again", now=now)
    letterbox.take_back(db, "they start again", pair=pair.id, classes=(Class.NUDGE,))
    for reader in pair.both:
        other = mention(pair.partner_of(reader.slack_id).slack_id)
        moot = message(f"You and {other} start again, so there is nothing to answer here.")
        letterbox.retire(db, moot, now, pair=pair.id, to=reader.slack_id, classes=(Class.NUDGE,))
        letterbox.retire(db, moot, now, pair=pair.id, to=reader.slack_id, kinds=OF_GOING_ON)
        words = message(f"You and {other} start again. A date is the best beginning.", _date(pair))
        farewells.tell(db, pair, reader, "started_again", occasion, words, now)
    return BOTH_ANSWERED


def not_in_a_line(db: orm.Session, pair: Pair, actor: str, occasion: str, now: datetime) -> Message:
    """Refuse it to whoever asks; who wished it before the two shared a line was promised to hear, and does."""
    partner = pair.partner_of(actor)
    if partner.slack_id in pairs.picked(db, pair, occasion):
        letterbox.take_back(db, "they share a line", pair=pair.id, to=actor, kinds=("again",))
        told = f"{mention(actor)} would like to start again as well. {SharedLine().sentence} You stay as you are."
        farewells.tell(db, pair, partner, "again_not", occasion, message(told), now)
    return message(f"{SharedLine().sentence} You and {mention(partner.slack_id)} stay as you are.")


def noted(pair: Pair, actor: str) -> Message:
    """Confirm an answer; who answered what is never said."""
    partner = mention(pair.partner_of(actor).slack_id)
    told = (
        f"Noted; I don't say who answered what. Once {partner} has answered, or after a while, I write to both of you."
    )
    return message(told, _date(pair))


def asked_for_more(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Confirm a wish that the other one hears of: they wanted to wrap up, and going on takes both."""
    told = "Noted: you would rather go on for three months, and it takes both of you."
    heard = will_hear(db, "extend_wish", pair.partner_of(actor), now, pair=pair)
    return message(f"{told} {heard}", _date(pair))


def _date(pair: Pair) -> dict[str, Any]:
    return actions(button("Set the next date", "book_session", pair.id, style="primary"))


BOTH_ANSWERED = message("Both of you have answered, thank you. What comes of it is in a message of its own.")
