"""Telling people what time has changed for them."""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person


def tell(db: orm.Session, pair: Pair, reader: Person, kind: str, occasion: str, words: Message, now: datetime) -> None:
    """Write to one of a pair, if they still take part."""
    if reader.has_joined:
        about, place = letterbox.About(pair=pair.id), pair.workspace
        letterbox.drop(db, reader.slack_id, kind, f"pair{pair.id}:{occasion}", words, now, about=about, workspace=place)
