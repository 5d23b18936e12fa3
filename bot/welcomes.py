"""Welcomes: taking a pair up again after a pause, with what each of the two left off with (practice D8)."""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox, parting
from bot.blocks import Block, Message, actions, button, mention, message, quote
from bot.letterbox import About
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import goals, sessions

BACK_AGAIN = "welcome_back"
OF_A_PAUSE = ("paused", "pause_end", "pause_longer", "wish_to_go_on")
"""What is said about a pause, and no longer true once it has ended."""


def welcome(db: orm.Session, pair: Pair, reader: Person, told: str) -> Message:
    """Recall where the reader left off: their own last note, and a goal they may see."""
    mine = [note for note in sessions.last_notes(db, pair, reader, limit=5) if note.author is reader]
    shared = goals.shared_with(db, pair)
    own = [goal for goal in goals.open_of(db, reader) if goal.pair is pair]
    recalled = [f"Your last note:\n{quote(mine[0].text)}"] if mine else []
    recalled += [f"{'Your goal' if own else 'Their goal'}:\n{quote((own or shared)[0].text)}"] if own or shared else []
    return message(told, *recalled, actions(button("Set the next date", "book_session", pair.id, style="primary")))


def rather_go_on(pair: Pair) -> Block:
    """Let whoever hears of a pause say that they would rather go on."""
    return button("I'd like to go on", "resume_pair", pair.id, says="Say that you would like to go on")


def introduce_late(db: orm.Session, pair: Pair, reader: Person, now: datetime) -> None:
    """Tell somebody who hasn't heard of their pair, because it was stopped before, that they are one."""
    if pair.meets and reader.slack_id in parting.forgo_introduction(db, pair):
        send(db, pair, reader, "", now, now)


def send(db: orm.Session, pair: Pair, reader: Person, told: str, since: datetime, now: datetime) -> None:
    """Welcome somebody back once for each pause or rest, named by when it began; or introduce who never heard of it."""
    if reader.has_joined:
        if reader.slack_id in parting.forgo_introduction(db, pair):
            partner = mention(pair.partner_of(reader.slack_id).slack_id)
            told = f"You and {partner} are a pair now. A first date is the best beginning."
        occasion, place = f"pair{pair.id}-{int(since.timestamp())}", pair.workspace
        words = welcome(db, pair, reader, told)
        letterbox.drop(
            db, reader.slack_id, BACK_AGAIN, occasion, words, now, about=About(pair=pair.id), workspace=place
        )
