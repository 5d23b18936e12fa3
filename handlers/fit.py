"""Fit: how it feels after a first session, said alone. The other one sees nothing of it (practice B5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Message, choice, mention, message, number, option, section
from bot.desk import Desk
from bot.mentoring.answers import Topic
from bot.mentoring.fits import FITS, to_ask_about
from bot.mentoring.pairs import NotTheirPair, Pair
from bot.mentoring.sessions import Outcome, Session
from bot.slack import Refresh, Replace, Reply, Visit
from bot.store import answers, pairs, sessions
from bot.store.database import Database
from handlers import fit_help

SAID = {"fit_good": "good", "fit_early": "early", "fit_wrong": "wrong"}


def register(desk: Desk) -> None:
    """Listen for the three answers, as buttons of a letter and as a menu under what was noted."""
    desk.action("fit_good", "fit_early", "fit_wrong")(answer)
    desk.action("fit")(choose)


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
    """Keep the answer for its author, and offer help where it isn't right."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        words = keep(db, number(action.get("value")) or 0, actor, SAID[action["action_id"]], now)
    replace(words)
    refresh()


def choose(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep what was chosen under something that was noted; that stays as it is."""
    ack()
    actor = visit()
    about, _, said = str((action.get("selected_option") or {}).get("value", "")).partition(":")
    if said not in FITS:
        raise NotTheirPair
    with database.begin(workspace) as db:
        words = keep(db, number(about) or 0, actor, said, now)
    reply(words)
    refresh()


def keep(db: orm.Session, session_id: int, actor: str, said: str, now: datetime) -> Message:
    """Keep an answer about a session of theirs."""
    session = sessions.one(db, session_id)
    if session is None or not session.pair.has(actor):
        raise NotTheirPair
    pair = pairs.theirs(db, session.pair.id, actor, hold=True)
    answers.keep(db, pair, actor, Topic.FIT, f"session{session.id}", said, now)
    pair.look_at = now
    return heard(pair, actor, said)


def with_question(db: orm.Session, words: Message, session: Session, actor: str) -> Message:
    """Ask how it feels under what was noted, where that is still to be asked and both are here."""
    pair = session.pair
    if not pair.partner_of(actor).has_joined:
        return words
    held = [each for each in sessions.of(db, pair) if each.outcome is Outcome.HELD]
    if to_ask_about(actor, answers.of(db, pair, Topic.FIT), held) is not session:
        return words
    menu = choice("static_select", [option(label, f"{session.id}:{name}") for name, label in FITS.items()])
    asked = section("How does the fit feel so far? Only you see your answer.", menu | {"action_id": "fit"})
    return message(*words.blocks, asked)


def heard(pair: Pair, actor: str, said: str) -> Message:
    """Thank them, or help."""
    partner = mention(pair.partner_of(actor).slack_id)
    match said:
        case "good":
            return message(f"Good to hear. Only you see what you said about your time with {partner}.")
        case "early":
            return message(f"That's fine. I'll ask once more after you and {partner} have met again.")
        case _:
            return fit_help.offer(pair, actor)
