"""Pause: either may stop a pair's clock until a date, alone; the other is told the date and not the reason.

Somebody whose pair is on hold is answered alike, because it looks to them like a pause of the other one.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, parting, safety
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Message,
    Modal,
    actions,
    date_input,
    day,
    field_of,
    mention,
    message,
    notice,
    number,
)
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring import pauses
from bot.mentoring.holds import shown_until
from bot.mentoring.pairs import PAUSE_MAX, Lifecycle, Pair, PauseIsTooLong
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.safety import OUTDATED, UNASKED
from bot.slack import Refresh
from bot.store import concerns, pairs
from bot.store.database import Database
from bot.welcomes import rather_go_on
from bot.windows import Takes
from handlers.pairs.window import Window

HELP = "`/mentor pause` — pause a pair until a date; `/mentor resume` — take it up again"


class NoDayToResume(Refusal):
    """Please pick the day on which you want to go on; tomorrow is the first possible one."""


class IsMoreThanAPause(Refusal):
    """This pair waits until what was raised or asked is settled, so nothing changed. `/mentor end` ends it any time."""


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("pause")(WINDOW.by_command)
    desk.action("pause_pair")(WINDOW.by_button)
    desk.view("pause")(save)


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Pause until that day, and tell the other one the day."""
    on = Answers(view).day("until")
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(view["private_metadata"]) or 0, actor, hold=True)
        person = pair.person(actor)
        if on is None:
            raise NoDayToResume
        check_day(on, person.hours.local(now).date())
        told = begin(db, pair, person, on, now)
        words = paused(db, pair, actor, now, told=told)
    ack(response_action="update", view=notice("Paused", *words.blocks).payload)
    refresh()


def must_not_know_better(db: orm.Session, pair: Pair, actor: str) -> None:
    """Refuse whoever knows that this is more than a pause: they have other ways to end it."""
    if concerns.known_to(db, pair.person(actor), [pair]):
        raise IsMoreThanAPause


def begin(db: orm.Session, pair: Pair, person: Person, on: date, now: datetime) -> bool:
    """Pause, take back what is unsaid, and write to the other one; tell whether that is news."""
    until = person.hours.at(on, person.hours.opens)
    must_not_know_better(db, pair, person.slack_id)
    if is_covered(pair, person, on, now):
        return False
    if pair.lifecycle is Lifecycle.DORMANT:  # whoever pauses wants to go on, only later
        pair.keep(now)
        pairs.record(db, pair, Lifecycle.DORMANT, by=person.slack_id, cause="resumed", now=now)
    was = pair.lifecycle
    pauses.begin(pair, until, now, person.slack_id)
    pairs.record(db, pair, was, by=person.slack_id, cause="paused", now=now)
    letterbox.take_back(db, "paused", pair=pair.id, classes=UNASKED)
    letterbox.take_back(db, "another date", pair=pair.id, kinds=OUTDATED)
    for reader in pair.both:
        safety.still(db, pair, reader, now)
    partner, occasion = pair.partner_of(person.slack_id), f"pair{pair.id}-{on}-{int(now.timestamp())}"
    words = news(pair, person, partner, now, unheard=parting.forgo_introduction(db, pair))
    letterbox.drop(db, partner.slack_id, "paused", occasion, words, now, about=About(pair=pair.id))
    return True


def is_covered(pair: Pair, person: Person, on: date, now: datetime) -> bool:
    """Tell whether a pause until a day is there already: their own, or one that the other one needs for longer."""
    until = shown_on(pair, person, now)
    if until is None or pauses.is_own(pair, person.slack_id):
        return until == on
    return until > on or (until == on and pauses.is_by(pair, person.slack_id))


def check_day(on: date, today: date) -> None:
    """Refuse a day on which no pause can end."""
    if on <= today:
        raise NoDayToResume
    if on - today > PAUSE_MAX:
        raise PauseIsTooLong


def shown_on(pair: Pair, person: Person, now: datetime) -> date | None:
    """Tell until which day one of the two sees the pair paused: a hold shows one, too."""
    until = shown_until(pair, now)
    return person.hours.local(until).date() if until else None


def form_for(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Modal:
    """Ask until when; the day they see the pair paused until stands there already."""
    person = pair.person(actor)
    knows = concerns.known_to(db, person, [pair])
    return form(pair, actor, None if knows else shown_on(pair, person, now))


def form(pair: Pair, actor: str, until: date | None) -> Modal:
    """Ask until when; the date is the only thing that is needed."""
    partner = pair.partner_of(actor)
    field = field_of(
        "until",
        "On which day do you want to go on?",
        date_input(until),
        hint=f"Up to 26 weeks. {partner.name} is told the day and nothing else. Before it ends I ask you.",
    )
    return Modal("pause", "Pause", [field], submit="Pause", close="Cancel", about=str(pair.id))


def paused(db: orm.Session, pair: Pair, actor: str, now: datetime, *, told: bool) -> Message:
    """Confirm, with the day that holds: of two pauses that is the later one. Say how to come back sooner."""
    partner, on = pair.partner_of(actor), shown_on(pair, pair.person(actor), now)
    until = f" until {day(on)}" if on else ""
    if not told:
        sooner = " `/mentor resume` ends your pause sooner." if pauses.is_by(pair, actor) else ""
        return message(f"It was already paused{until}, so nothing changed.{sooner}")
    return message(
        f"You and {mention(partner.slack_id)} pause{until}. {will_hear(db, 'paused', partner, now, pair=pair)} "
        "`/mentor resume` ends your pause sooner."
    )


def news(pair: Pair, person: Person, partner: Person, now: datetime, unheard: Collection[str] = ()) -> Message:
    """Tell the other one the date, and not the reason; first that they are a pair, if they haven't heard."""
    on = shown_on(pair, partner, now)
    until = f" until {day(on)}" if on else ""
    begins = f"You and {mention(person.slack_id)} are a pair now. " if partner.slack_id in unheard else ""
    return message(
        f"{begins}{mention(person.slack_id)} pauses your pair{until}. It isn't about you. I keep quiet until then.",
        *([actions(rather_go_on(pair))] if pair.lifecycle is Lifecycle.PAUSED else []),
    )


WINDOW = Window(
    question="Which pair would you like to pause?",
    opened_by="pause_pair",
    make=form_for,
    takes=Takes(day="until", check=check_day),
)
