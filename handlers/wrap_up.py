"""Wrap up: end well, or plan the end from the start. Either may, alone; the other is told kindly (practice E1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import farewells, letterbox
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    choice,
    context,
    date_input,
    day,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
    section,
)
from bot.desk import Desk
from bot.mentoring import closings
from bot.mentoring.lifecycles import Lifecycle, refusal_from
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.slack import Refresh
from bot.store import last_days, pairs
from bot.store.database import Database
from bot.windows import Takes
from handlers.pairs.window import Window

HELP = "`/mentor wrapup` — wrap up a pair well, or plan until when you two mean to meet"
TERM_PLANNED = "term_planned"
NOW, PLANNED, OPEN = "now", "planned", "open"


class WrapsUpAlready(Refusal):
    """You two wrap up already, so no other day was planned. A last session can still be set; to go on takes both."""


class NoLastDay(Refusal):
    """Please pick the day until which you two mean to meet, or another answer above."""


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("wrapup", "wrap-up")(WINDOW.by_command)
    desk.action("wrap_up")(WINDOW.by_button)
    desk.view("wrap_up")(save)


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Begin to wrap up, or note until when the two mean to meet."""
    given = Answers(view)
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(view["private_metadata"]) or 0, actor, hold=True)
        if given.choice("when") == NOW:
            words = begin(db, pair, actor, now)
        else:
            before = pair.term_ends_at
            words = plan(db, pair, actor, given, now)
            if pair.term_ends_at != before:
                tell(db, pair, actor, f"view{view['id']}", now)
    ack(response_action="update", view=notice("Noted", *words.blocks).payload)
    refresh()


def begin(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Begin to wrap up."""
    partner = pair.partner_of(actor)
    who = mention(partner.slack_id)
    next_date = actions(button("Set a last date", "book_session", pair.id, style="primary"))
    if not farewells.begin(db, pair, actor, now):
        return already(pair, partner)
    heard = will_hear(db, "winding_down", partner, now, pair=pair)
    told = f"You and {who} wrap up: a last session, thanks, and a word on how to go on. {heard}"
    return message(told, next_date)


def already(pair: Pair, partner: Person) -> Message:
    """Say what is open to two who wrap up; going on for longer takes both."""
    return message(
        f"You and {mention(partner.slack_id)} are wrapping up already. A last session is the best next step. Going on "
        "for longer takes both of you.",
        actions(
            button("Set a last date", "book_session", pair.id, style="primary"),
            button("Rather extend", "term_extend", pair.id, says="Say that you would rather go on for three months"),
        ),
    )


def plan(db: orm.Session, pair: Pair, actor: str, given: Answers, now: datetime) -> Message:
    """Note until when the two mean to meet, or that it is open; either may change it, and the other one is told.

    That it is open is an answer, too: no program's end takes its place.
    """
    if Lifecycle.WINDING_DOWN in {pair.lifecycle, pair.under_way}:
        raise WrapsUpAlready
    partner = mention(pair.partner_of(actor).slack_id)
    if given.choice("when") != PLANNED:
        closings.agree_on_end(pair, None, now)
        pairs.pick(db, pair, actor, last_days.LAST_DAY, last_days.LEFT_OPEN, now)
        return message(f"You and {partner} meet for as long as it helps. `/mentor wrapup` ends it well.")
    on = given.day("last_day")
    if on is None:
        raise NoLastDay
    pairs.pick(db, pair, actor, last_days.LAST_DAY, PLANNED, now)
    closings.end_on(pair, on, pair.person(actor).hours.local(now).date(), now)
    return message(f"You and {partner} mean to meet until {day(on)}. I ask you both in time how to go on.")


def tell(db: orm.Session, pair: Pair, actor: str, occasion: str, now: datetime) -> None:
    """Tell the other one what was planned; what was planned before and not said yet isn't said any more."""
    partner, who = pair.partner_of(actor), mention(actor)
    if pair.term_ends_at:
        on = day(partner.hours.local(pair.term_ends_at).date())
        told = f"{who} planned the last day of your mentoring: {on}. Near it I ask you both how to go on."
    else:
        told = f"{who} planned no last day for your mentoring: you two meet for as long as it helps."
    change = actions(button("Change the last day", "wrap_up", pair.id))
    letterbox.take_back(db, "planned anew", pair=pair.id, kinds=(TERM_PLANNED,))
    about = letterbox.About(pair=pair.id)
    letterbox.drop(db, partner.slack_id, TERM_PLANNED, occasion, message(told, change), now, about=about)


def form(pair: Pair, actor: str) -> Modal:
    """Offer to begin now, where there is something to wrap up, or to plan the last day, where either can be."""
    partner = pair.partner_of(actor)
    if pair.under_way in {Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED}:
        pair.must_go_on()
    if pair.lifecycle is Lifecycle.REDEFINED:
        raise refusal_from(pair.lifecycle)
    if pair.lifecycle is Lifecycle.WINDING_DOWN:
        return notice("Wrap up well", *already(pair, partner).blocks)
    last = pair.person(actor).hours.local(pair.term_ends_at).date() if pair.term_ends_at else None
    options = [
        option("Plan the last day below", PLANNED, "I ask both of you in time"),
        option("Leave it open", OPEN, "For as long as it helps"),
    ]
    if closings.may_wind_down(pair):
        options.insert(0, option("Begin to wrap up now", NOW, "A last session, thanks, and a word on how to go on"))
    chosen = PLANNED if last else options[0]["value"]
    blocks: list[Block] = [
        section(f"Your pair with {mention(partner.slack_id)}. Every pair ends; a planned end is the better one."),
        *([] if closings.may_wind_down(pair) else [context("To end it now, use `/mentor end`; it needs no reason.")]),
        field_of("when", "What would you like?", choice("radio_buttons", options, chosen=chosen)),
        field_of("last_day", "Last day", date_input(last), optional=True),
    ]
    return Modal("wrap_up", "Wrap up well", blocks, submit="Go on", close="Cancel", about=str(pair.id))


WINDOW = Window(
    question="Which pair would you like to wrap up?",
    opened_by="wrap_up",
    make=lambda _, pair, actor, __: form(pair, actor),
    takes=Takes(day="last_day", check=closings.check_last_day, with_day={"when": PLANNED}),
)
