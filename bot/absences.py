"""Absences: who leaves mentoring isn't written to any more, and those in a pair with them hear that they left."""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import pairs

KIND = "partner_left"


def tell(db: orm.Session, person: Person, now: datetime) -> None:
    """Write to whoever is in a pair with somebody who left; nothing more is asked of them about the two."""
    for pair in pairs.live(db, person):
        partner, about = pair.partner_of(person.slack_id), letterbox.About(pair=pair.id)
        occasion = f"pair{pair.id}:{now:%Y%m%d%H%M}"
        letterbox.drop(db, partner.slack_id, KIND, occasion, words(pair, person), now, about=about)


def end(db: orm.Session, person: Person, now: datetime) -> None:
    """Take back, or change, what was said about somebody who is back."""
    back = message(f"{mention(person.slack_id)} takes part in mentoring again.")
    for pair in pairs.live(db, person):
        to = pair.partner_of(person.slack_id).slack_id
        letterbox.take_back(db, "they are back", to=to, pair=pair.id, kinds=(KIND,))
        letterbox.retire(db, back, now, to=to, pair=pair.id, kinds=(KIND,))


def words(pair: Pair, person: Person) -> Message:
    """Say what that means, and what is open to whoever stays."""
    who = mention(person.slack_id)
    return message(
        f"{who} has left mentoring and gets no messages from me any more. Your pair stays as it is, and I ask nothing "
        "more about it: write to them yourself, or end it.",
        actions(button("End this pair", "end_pair", pair.id)),
    )
