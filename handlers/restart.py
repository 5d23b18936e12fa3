"""Restart: how each of two would like to go on with a pair that stalls; nobody hears who picked what (practice D3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, proposals, safety
from bot.blocks import Message, actions, button, day, mention, message, number
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.picks import PAUSE, Pick, agreed, lighter, slower_than
from bot.mentoring.rhythms import every
from bot.slack import Refresh, Replace, Visit
from bot.store import pairs
from bot.store.database import Database
from handlers import end, no_reply, resume

PICKS = {
    "pick_restart": Pick.RESTART,
    "pick_slower": Pick.SLOWER,
    "pick_pause": Pick.PAUSE,
    "pick_end": Pick.END,
}
GOES_ON = frozenset({Pick.RESTART, Pick.SLOWER})
"""Whoever picks one of these wants to go on, also with a pair that rests by now."""
ANSWERED = ("stalled", "proposal")
BOTH_ANSWERED = message("Both of you have answered, thank you. What comes of it is in a message of its own.")


def register(desk: Desk) -> None:
    """Listen for the four ways to go on."""
    desk.action("pick_restart", "pick_slower", "pick_pause", "pick_end")(pick)


def pick(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the pick; once both have picked, do what they agree on or propose the lighter one."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor, hold=True)
        picked = PICKS[action["action_id"]]
        if picked is not Pick.END and not pair.partner_of(actor).has_joined:
            raise no_reply.TheyHearNothing
        if pair.lifecycle is Lifecycle.DORMANT and picked in GOES_ON:
            words = resume.go_on(db, pair, actor, now)
        elif not pair.meets or now < pair.stalls_at:
            words = settled(pair, actor)
        else:
            words = weigh(db, pair, actor, picked, now)
    replace(words)
    refresh()


def weigh(db: orm.Session, pair: Pair, actor: str, picked: Pick, now: datetime) -> Message:
    """Weigh what was picked so far."""
    silence = pair.silence
    answers = pairs.pick(db, pair, actor, silence, picked, now)
    if len(answers) < len(pair.both):
        return noted(pair, actor)
    both_want = agreed(answers, pair)
    if both_want:
        act(db, pair, both_want, actor, now)
    clear_away(db, pair, pair.partner_of(actor).slack_id, now)
    for reader in pair.both:
        proposed = proposals.after_two_answers(pair, reader.slack_id, lighter(answers.values()))
        words = outcome(db, pair, reader.slack_id, both_want) if both_want else proposed
        kind, about = "agreed" if both_want else "proposal", About(pair=pair.id)
        letterbox.drop(db, reader.slack_id, kind, f"pair{pair.id}:{silence}", words, now, about=about)
    return BOTH_ANSWERED


def act(db: orm.Session, pair: Pair, picked: Pick, by: str, now: datetime) -> None:
    """Do what both picked."""
    match picked:
        case Pick.END:
            end.part(db, pair, by, "agreed", now)
        case Pick.PAUSE:
            was = pair.lifecycle
            pair.pause(now + PAUSE, now)
            pairs.record(db, pair, was, by=by, cause="both picked a pause", now=now)
        case Pick.SLOWER:
            slower = slower_than(pair.rhythm, pair.customs.rhythms)
            for person in pair.both:
                pair.wish(slower, person.slack_id, now)
            pair.keep(now)
        case Pick.RESTART:
            pair.keep(now)


def clear_away(db: orm.Session, pair: Pair, partner: str, now: datetime) -> None:
    """Take away the question that is answered now."""
    letterbox.take_back(db, "both have answered", pair=pair.id, classes=safety.UNASKED)
    who = mention(pair.partner_of(partner).slack_id)
    words = message(f"You and {who} have both answered, thank you. What comes of it is in a message of its own.")
    letterbox.retire(db, words, now, pair=pair.id, to=partner, kinds=ANSWERED)


def noted(pair: Pair, actor: str) -> Message:
    """Confirm a pick; who picked what is never said."""
    partner = mention(pair.partner_of(actor).slack_id)
    return message(
        f"Noted; I don't say who picked what. Once {partner} has answered too, or after a few days, "
        "I propose one way to both of you, from which they may guess yours. A date is always possible before that.",
        actions(button("Set the next date", "book_session", pair.id)),
    )


def settled(pair: Pair, actor: str) -> Message:
    """Say that the question is no longer open."""
    partner = mention(pair.partner_of(actor).slack_id)
    if pair.lifecycle is Lifecycle.DORMANT:
        return message(f"Your pair with {partner} rests, so nothing changed. `/mentor pairs` shows what can be done.")
    if not pair.meets:
        return message(f"You and {partner} are taking a break. `/mentor pairs` shows until when.")
    return message(
        f"This is settled: you and {partner} go on, {every(pair.rhythm)}.",
        actions(button("Set the next date", "book_session", pair.id)),
    )


def outcome(db: orm.Session, pair: Pair, reader: str, picked: Pick) -> Message:
    """Tell what both wanted and is done now."""
    partner = mention(pair.partner_of(reader).slack_id)
    short_call = button("Find 20 minutes", "short_call", pair.id, style="primary", says="Find a date for 20 minutes")
    match picked:
        case Pick.END:
            told = (
                f"You and {partner} both picked wrapping up, so your pair has ended. Thank you for the time you gave."
            )
            return message(told, end.onward(db, pair, reader))
        case Pick.PAUSE:
            until = pair.person(reader).hours.local(pair.paused_until).date() if pair.paused_until else None
            told = f"You and {partner} both picked a pause. I keep quiet until {day(until) if until else 'then'}."
            return message(told, actions(button("Another day", "pause_pair", pair.id, says="Pause until another day")))
        case Pick.SLOWER:
            told = f"You and {partner} both picked a slower rhythm: from now on you meet {every(pair.rhythm)}."
            return message(told, actions(short_call))
        case Pick.RESTART:
            return message(f"You and {partner} both would like to start again. 20 minutes do.", actions(short_call))
