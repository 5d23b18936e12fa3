"""Erasures: who asked to be forgotten, and didn't change their mind, is taken out; partners hear of it."""

import logging
from datetime import datetime

from sqlalchemy import orm

from bot import absences, letterbox, parting
from bot.blocks import Message, actions, button, message
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import erasure, leavers, pairs
from bot.store.database import Database
from scheduling.lapses.telling import tell

log = logging.getLogger(__name__)

NOBODY_TO_TALK_TO = "Whoever you were to talk to has left mentoring for good, so your 20-minute chat can't take place."

GONE = message("Whoever sent you this request has left mentoring for good. There is nothing to do here.")


def lapse(database: Database, now: datetime) -> int:
    """Take out everybody whose thirty days are over; return how many that were."""
    with database.survey() as db:
        found = [(person.workspace, person.id) for person in erasure.due(db, now)]
    erased = 0
    for workspace, number in found:
        with database.begin(workspace) as db:
            person = leavers.one(db, number)
            if person.erase_at is not None and person.erase_at <= now:
                erase(db, person, now)
                erased += 1
    if erased:
        log.info("%s people were taken out of everything, as they asked", erased)
    return erased


def erase(db: orm.Session, person: Person, now: datetime) -> None:
    """End their pairs, take them out of every table, and tell those who are left."""
    ended = list(pairs.live(db, person))
    for pair in ended:
        was = pair.lifecycle
        pair.end(now, Lifecycle.ENDED_LEFT)
        pairs.record(db, pair, was, by=None, cause="a former member asked to be forgotten", now=now)
        parting.clear_away(db, pair, now)
    left = [(pair, pair.partner_of(person.slack_id)) for pair in ended]
    absences.let_go_of_chats(db, person, NOBODY_TO_TALK_TO, now)
    asked = erasure.requests_of(db, person)
    erasure.erase(db, person)
    letterbox.retire_keys(db, asked, GONE, now)
    for pair, partner in left:
        parting.take_buttons(db, pair, now)  # what was to be changed before was taken back with all that named them
        tell(db, pair, partner, "left", "erased", farewell(pair, partner), now)
        parting.tell_those_waiting(db, pair.mentor, now)


def farewell(pair: Pair, reader: Person) -> Message:
    """Say that a partner is gone for good, and what is open; no name is left to say."""
    told = "Your mentoring partner has left mentoring for good, so your pair has ended. Your own notes stay yours."
    if reader is pair.mentor:
        return message(f"{told} Your place is free again.", actions(button("Change what you offer", "open_offer")))
    return message(told, actions(button("Find a mentor", "open_find", style="primary")))
