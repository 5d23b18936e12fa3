"""Leavers: once an account is closed, those who are left hear of it kindly, and private notes are deleted (E11)."""

from datetime import datetime

from sqlalchemy import orm

from bot import absences, parting, withdrawals
from bot.blocks import Message, actions, button, escape, message
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import leavers, pairs
from bot.store.database import Database
from scheduling.lapses.telling import tell


def lapse(database: Database, now: datetime) -> int:
    """Part with everybody whose account was found closed; return how many pairs that ended."""
    with database.everywhere() as db:
        found = [(person.workspace, person.id) for person in leavers.unnoticed(db)]
    ended = 0
    for workspace, number in found:
        with database.begin(workspace) as db:
            ended += part(db, leavers.one(db, number), now)
    return ended


def part(db: orm.Session, person: Person, now: datetime) -> int:
    """End their pairs and chats, tell who is left, delete what only they could read; return how many pairs ended."""
    live = pairs.live(db, person)
    for pair in live:
        was = pair.lifecycle
        pair.end(now, Lifecycle.ENDED_LEFT)
        pairs.record(db, pair, was, by=None, cause="the account was closed", now=now)
        parting.clear_away(db, pair, now)
        partner = pair.partner_of(person.slack_id)
        tell(db, pair, partner, "left", "left", farewell(pair, person, partner), now)
        parting.tell_those_waiting(db, pair.mentor, now)
    withdrawals.of_whoever_left(db, person, now)
    told = f"{escape(person.name)} has left the workspace, so your 20-minute chat can't take place."
    absences.let_go_of_chats(db, person, told, now)
    leavers.forget_private_words(db, person)
    person.parted_at = now
    return len(live)


def farewell(pair: Pair, person: Person, reader: Person) -> Message:
    """Say that somebody has left the workspace, and what is open."""
    told = f"{escape(person.name)} has left the workspace, so your mentoring pair has ended. Your own notes stay yours."
    if reader is pair.mentor:
        return message(f"{told} Your place is free again.", actions(button("Change what you offer", "open_offer")))
    again = button("Another match", "rematch", pair.id, says="Say what should be different next time")
    return message(told, actions(button("Find a mentor", "open_find", style="primary"), again))
