"""Meanwhile: a date that the other one set while the form for one was open is shown, and not overruled unseen."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import orm

from bot.blocks import Answers, Modal, day, mention, moment, section
from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Session
from bot.store import sessions


def seen_by(pair: Pair, planned: Session | None) -> str:
    """Note in a form which date whoever opens it knows of."""
    return f"{pair.id}:{planned.id if planned else 0}"


def set_by_other(db: orm.Session, pair: Pair, actor: str, seen: str, given: Answers, now: datetime) -> Session | None:
    """Return a date to come that the other one set since the form was opened, if another one is sent now."""
    planned = sessions.booked(db, pair)
    if planned is None or not seen or planned.by.slack_id == actor or planned.at <= now:
        return None
    here = pair.person(actor).hours.local(planned.at)
    is_same = (here.date(), here.time()) == (given.day("on"), given.clock("at"))
    return None if is_same or seen == str(planned.id) else planned


def choose_one(asked: Modal, planned: Session, given: Answers) -> Modal:
    """Show both dates above the form: closing it keeps the one, sending it once more moves it to the other."""
    on, clock = given.day("on"), given.clock("at")
    chosen = f" You chose {day(on)}, {clock:%H:%M}, and nothing was changed." if on and clock else ""
    told = f"{mention(planned.by.slack_id)} has just set your next session: {moment(planned.at)}."
    keep = "Cancel keeps their date. To move it, choose a day and send the form once more."
    return replace(asked, blocks=[section(f"{told}{chosen} {keep}"), *asked.blocks])
