"""Contacts who don't take part any more: whoever brought them a concern decides anew whom to turn to (practice E10).

Their words were for one person, so nobody else is told of them. Until they decide, a pair on hold stays so.
"""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, message
from bot.mentoring.concerns import Concern
from bot.mentoring.pairs import Pair
from bot.store import concerns, pairs, people
from bot.store.database import Database


def lapse(database: Database, now: datetime) -> int:
    """Give every concern back whose contact has left; return how many."""
    with database.everywhere() as db:
        found = concerns.left_alone(db)
    for workspace, number in found:
        with database.begin(workspace) as db:
            give_back(db, number, now)
    return len(found)


def give_back(db: orm.Session, number: int, now: datetime) -> None:
    """Let whoever raised it decide what its contact would have: go on, end, or tell somebody else."""
    concern = concerns.one(db, number)
    if concern is None or concern.closed_at or concern.contact in {None, concern.by}:
        return
    concern.contact = concern.by
    pair = pairs.one(db, concern.pair_id) if concern.pair_id else None
    waits = pair if pair and pair.is_live else None
    if waits is None:
        concern.closed_at = now
    person = people.known(db, concern.by)
    if person and person.has_joined:
        letterbox.drop(db, concern.by, "contact_left", f"concern{concern.id}", words(concern, waits), now)


def words(concern: Concern, pair: Pair | None) -> Message:
    """Say that nobody looks after it any more, and what they can do; of a pair that is over, nothing."""
    gone = "The person you brought something to doesn't take part any more. Nobody else has read your words."
    again = button("Tell somebody else", "raise_concern", pair.id if pair else 0, says="Bring it to somebody else")
    if pair is None:
        return message(gone, actions(again))
    return message(
        f"{gone} Your pair stays paused until you say otherwise.",
        actions(
            again,
            button("Let it go on", "lift_hold", concern.id, says="Let the pair go on"),
            button("End this pair", "end_pair", pair.id),
        ),
    )
