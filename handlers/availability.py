"""Whether a mentor is still there for new requests, and how many: every answer is a good one (practice A8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import parting
from bot.blocks import (
    Answers,
    Modal,
    actions,
    button,
    choice,
    counted,
    date_input,
    day,
    field_of,
    message,
    notice,
    number,
    option,
)
from bot.desk import Desk
from bot.mentoring.people import CAPACITY_MAX, LONGEST_BREAK, Person
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Replace, Visit
from bot.store.database import Database
from handlers import join, offer


class OffersNothing(Refusal):
    """You offer nothing as a mentor right now, so nothing changed. `/mentor offer` begins again."""


def register(desk: Desk) -> None:
    """Listen for the answers."""
    desk.action("still_open", "im_back")(stay)
    desk.action("limit_room")(ask_room)
    desk.action("pause_offer")(ask_until)
    desk.action("take_off")(take_off)
    desk.view("limit_room")(limit)
    desk.view("pause_offer")(pause)


def stay(
    ack: Ack, visit: Visit, replace: Replace, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Go on, or come back."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        person = mentor(db, actor)
        person.come_back()
        person.look_at = now
        parting.tell_those_waiting(db, person, now)
    told = f"Good. People who look can find you, with room for {counted(person.capacity, 'mentee')}."
    replace(message(told, actions(button("Change what you offer", "open_offer"))))
    refresh()


def ask_room(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str) -> None:
    """Ask for how many."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = mentor(db, actor)
    rooms = [option(counted(room, "mentee"), room) for room in range(1, CAPACITY_MAX + 1)]
    field = field_of("room", "For how many people at a time?", choice("static_select", rooms, chosen=person.capacity))
    open_modal(Modal("limit_room", "Your room", [field], submit="Save", close="Cancel"))


def ask_until(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str) -> None:
    """Ask until when."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        mentor(db, actor)
    field = field_of("until", "Take no new requests until", date_input(), hint="Nothing else changes.")
    open_modal(Modal("pause_offer", "Pause", [field], submit="Pause", close="Cancel"))


def limit(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Keep another number of places; pairs stay, whatever it is."""
    room = number(Answers(view).choice("room")) or 1
    with database.begin(workspace) as db:
        person = mentor(db, actor)
        person.capacity = min(room, CAPACITY_MAX)
        person.come_back()
        parting.tell_those_waiting(db, person, now)
    told = f"You have room for {counted(person.capacity, 'mentee')} at a time. Pairs you are in go on."
    ack(response_action="update", view=notice("Saved", told, final=True).payload)
    refresh()


def pause(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Take no new requests until that day."""
    until = Answers(view).day("until")
    with database.begin(workspace) as db:
        person = mentor(db, actor)
        today = person.hours.local(now).date()
        is_good = until is not None and today < until <= today + LONGEST_BREAK
        if until and is_good:
            person.pause_offer(person.hours.at(until, person.hours.opens))
    if until is None or not is_good:
        ack(response_action="errors", errors={"until": "Please choose a day after today and within a year."})
        return
    told = f"You take no new requests until {day(until)}. Then people can find you again."
    ack(response_action="update", view=notice("Paused", told, final=True).payload)
    refresh()


def take_off(
    ack: Ack, visit: Visit, replace: Replace, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Stop offering. Doing it twice changes nothing, and pairs go on."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        offer.end_offer(db, join.known(db, actor), now)
    told = "Nobody new finds you any more or is proposed to you. Pairs you are in go on. Thank you for having offered."
    replace(message(told, actions(button("Offer again", "open_offer"))))
    refresh()


def mentor(db: orm.Session, actor: str) -> Person:
    """Return who acts, if they offer something."""
    person = join.known(db, actor)
    if not person.is_mentor:
        raise OffersNothing
    return person
