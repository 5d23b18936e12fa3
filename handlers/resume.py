"""Resume: each ends their own pause, and either takes up a pair that rests; both are welcomed back (practice D8).

Who would rather go on while the other one pauses lets them know. Somebody whose pair is on hold is answered alike,
because it looks to them like a pause of the other one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, reorganized
from bot.arrivals import will_hear
from bot.blocks import Message, actions, button, day, mention, message, number
from bot.desk import Desk, rest
from bot.letterbox import About
from bot.mentoring import pauses
from bot.mentoring.holds import shown_until
from bot.mentoring.lifecycles import refusal_from
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.refusals import Refusal
from bot.slack import Refresh, Replace, Reply, Visit
from bot.store import pairs
from bot.store.database import Database
from bot.welcomes import BACK_AGAIN, OF_A_PAUSE, send, welcome
from bot.windows import not_understood
from handlers import pause
from handlers.pairs import labelled, meant_and_left, which

OF_THE_OTHER = ("paused", "pause_longer")
"""What somebody reads of the pause of the other one."""
STOPPED = frozenset({Lifecycle.PAUSED, Lifecycle.DORMANT})
SHOWN_AS_PAUSED = STOPPED | {Lifecycle.HOLD}
"""A hold looks like a pause everywhere: a list without it would tell the other one what it is."""


class NothingToResume(Refusal):
    """None of your pairs is paused or resting. `/mentor pairs` shows them."""


def register(desk: Desk) -> None:
    """Listen for the command and the buttons."""
    desk.command("resume")(resume)
    desk.action("resume_pair", "keep_pair")(take_up_by_button)


def resume(
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take up again the pair that is meant."""
    ack()
    actor, typed = visit(), rest(command)
    with database.look(workspace) as db:
        named, left = meant_and_left(db, actor, typed)
        several = [pair for pair in named if pair.lifecycle in SHOWN_AS_PAUSED]
    if not several:
        raise NothingToResume
    if len(several) == 1 and not left:
        reply(take_up(database, workspace, actor, several[0].id, now))
    else:
        choices = [button(name, "resume_pair", pair.id) for pair, name in labelled(several, actor)]
        reply(which("Which pair would you like to take up again?", choices, *filter(None, [not_understood(left)])))


def take_up_by_button(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take one pair up again, or keep one going that was about to rest."""
    ack()
    replace(take_up(database, workspace, visit(), action.get("value"), now))
    refresh()


def take_up(database: Database, workspace: str, actor: str, value: object, now: datetime) -> Message:
    """End a pause or a rest, or the silence before one, and tell the other where it concerns them."""
    with database.begin(workspace) as db:
        return go_on(db, pairs.theirs(db, number(value) or 0, actor, hold=True), actor, now)


def go_on(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Go on as far as it is this one's to say."""
    was_theirs = pauses.is_by(pair, actor)
    if pair.lifecycle.shown is Lifecycle.PAUSED and not may_go_on(db, pair, actor, now):
        return wished(db, pair, actor, now, was_theirs=was_theirs)
    if pair.lifecycle in STOPPED and reorganized.is_in_the_way(db, pair, now):
        return reorganized.question(pair, actor)
    if pair.lifecycle in STOPPED:
        return welcome_both(db, pair, actor, now)
    if not pair.meets:
        raise refusal_from(pair.lifecycle)
    if now >= min(pair.stalls_at, pair.rest_notice_at):
        pair.keep(now)
        goes_on = message(f"Your pair with {mention(actor)} goes on: one of you keeps it going.")
        kinds = ("rest_notice", "stalled", "proposal")
        letterbox.take_back(db, "kept", pair=pair.id, kinds=kinds)
        letterbox.retire(db, goes_on, now, pair=pair.id, to=pair.partner_of(actor).slack_id, kinds=kinds)
    return going_on(pair, actor)


def may_go_on(db: orm.Session, pair: Pair, actor: str, now: datetime) -> bool:
    """Tell whether this is one's own pause; what is paused from the other side goes on from there."""
    pause.must_not_know_better(db, pair, actor)
    if pair.lifecycle is Lifecycle.PAUSED and pair.paused_by == actor:
        return True
    pauses.let_go(pair, actor, now)
    return False


def wished(db: orm.Session, pair: Pair, actor: str, now: datetime, *, was_theirs: bool) -> Message:
    """Say what keeps it paused, and let the other one know, once for each pause and unless the pair is on hold.

    Whoever had paused it themselves isn't told that a pause is another's to end: theirs is over, whatever stays.
    """
    person, partner = pair.person(actor), pair.partner_of(actor)
    until = shown_until(pair, now) or now
    if pair.lifecycle is Lifecycle.PAUSED and partner.has_joined:
        on = day(partner.hours.local(until).date())
        words = message(
            f"{mention(actor)} would like to take your pair up again. It stays paused until {on} unless you go on "
            "sooner; no need to answer.",
            actions(button("Go on now", "resume_pair", pair.id, says="End the pause now")),
        )
        about, occasion = About(pair=pair.id), f"pair{pair.id}-{pair.pause_named}"
        letterbox.drop(db, partner.slack_id, "wish_to_go_on", occasion, words, now, about=about)
    who, on = mention(partner.slack_id), day(person.hours.local(until).date())
    if was_theirs:
        letterbox.take_back(db, "resumed", pair=pair.id, to=partner.slack_id, kinds=OF_THE_OTHER)
        letterbox.retire(db, ended(pair, actor), now, pair=pair.id, to=partner.slack_id, kinds=OF_THE_OTHER)
        return message(
            f"Your own pause is over. Your pair with {who} stays paused until {on}, and goes on as soon as neither of "
            "you needs that. They may hear from me that you would like to go on."
        )
    return message(
        f"Your pair with {who} is paused until {on}. A pause is ended by whoever asked for it; they may hear from me "
        "that you would like to go on."
    )


def ended(pair: Pair, actor: str) -> Message:
    """Say to the other one that this pause is over; theirs isn't, unless it is a hold of which they know."""
    yours = " Yours goes on; `/mentor resume` ends it." if pair.lifecycle is Lifecycle.PAUSED else ""
    return message(f"{mention(actor)} has ended their own pause.{yours}")


def welcome_both(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Take a paused or resting pair up again; both are welcomed back (practice D8)."""
    was, since = pair.lifecycle, pair.paused_at or pair.idle_since or pair.started_at
    if was is Lifecycle.PAUSED:
        pauses.let_go(pair, actor, now)
    else:
        pair.keep(now)
    pairs.record(db, pair, was, by=actor, cause="resumed", now=now)
    partner = pair.partner_of(actor)
    letterbox.take_back(db, "resumed", pair=pair.id, kinds=OF_A_PAUSE)
    over = message(f"{mention(actor)} has ended this pause.")
    letterbox.retire(db, over, now, pair=pair.id, to=partner.slack_id, kinds=OF_A_PAUSE)
    if was is Lifecycle.DORMANT:
        awake = message(f"{mention(actor)} has taken your pair up again.")
        letterbox.retire(db, awake, now, pair=pair.id, to=partner.slack_id, kinds=("rest_notice",), done=True)
    send(db, pair, partner, f"{mention(actor)} has taken your pair up again. Welcome back!", since, now)
    heard = will_hear(db, BACK_AGAIN, partner, now, pair=pair)
    told = f"Welcome back. Your pair with {mention(partner.slack_id)} goes on. {heard}"
    return welcome(db, pair, pair.person(actor), told)


def going_on(pair: Pair, actor: str) -> Message:
    """Confirm that nothing ends here."""
    return message(
        f"You and {mention(pair.partner_of(actor).slack_id)} go on. A date, even a short one, is the best next step.",
        actions(
            button("Set the next date", "book_session", pair.id, style="primary"),
            button("Make it a 20-min call", "short_call", pair.id, says="Make it one call of 20 minutes"),
        ),
    )
