"""The logbook: sessions planned, held, moved and missed, each noted once whoever notes it."""

from datetime import date, datetime, time

from sqlalchemy import orm

from bot.mentoring.pairs import Lifecycle, Pair, PairHasEnded
from bot.mentoring.people import Person
from bot.mentoring.sessions import (
    NOON,
    USUAL_LENGTH,
    CannotBeCorrected,
    DayIsTaken,
    Outcome,
    Session,
    check_ahead,
    check_held,
    check_until,
    is_same,
)
from bot.store import pairs, sessions


def held(
    db: orm.Session, pair: Pair, by: Person, on: date, now: datetime, minutes: int = USUAL_LENGTH
) -> tuple[Session, bool]:
    """Note that a session took place; return it, and whether it is new. The same session never counts twice.

    Take the pair with `pairs.one(..., hold=True)`, so that two people who log at once do so one after the other.
    """
    check_held(on, by.hours.local(now).date(), pair)
    if not pair.is_live:
        raise PairHasEnded
    if known := sessions.held_on(db, pair, on, by):
        known.agree(by, now)
        return known, False
    planned = sessions.booked(db, pair)
    session = planned if planned and _is_about(planned, on, by, now) else _new(db, pair, by, now)
    is_as_planned = session is planned and on in {session.on, session.day_of(by)}
    session.at = session.at if is_as_planned else noon(pair, by, on, now)
    session.on, session.outcome, session.by, session.noted_at = on, Outcome.HELD, by, now
    session.minutes = minutes
    was = pair.lifecycle
    pair.meet(session.at, now)
    pairs.record(db, pair, was, by=by.slack_id, cause="met", now=now)
    return session, True


def noon(pair: Pair, by: Person, on: date, now: datetime) -> datetime:
    """Return the moment of a session of which the day alone is known: never before the pair, and never to come."""
    return min(max(by.hours.at(on, NOON), pair.started_at), now)


def book(
    db: orm.Session, pair: Pair, by: Person, on: date, clock: time, now: datetime, minutes: int = USUAL_LENGTH
) -> Session:
    """Note the next date. A date that was set before is moved, so there is one at a time."""
    return plan(db, pair, by, by.hours.at(on, clock), now, minutes, on)


def plan(
    db: orm.Session,
    pair: Pair,
    by: Person,
    at: datetime,
    now: datetime,
    minutes: int = USUAL_LENGTH,
    on: date | None = None,
) -> Session:
    """Note the next date by its moment; `on` is the day that was meant, if the clock skips the hour."""
    on = on or by.hours.local(at).date()
    pair.must_go_on()
    check_ahead(on, by.hours.local(now).date())
    planned = sessions.booked(db, pair)
    if planned and (planned.at, planned.minutes) == (at, minutes):
        return planned
    if planned:
        planned.outcome = Outcome.MOVED
        db.flush()
    session = _new(db, pair, by, now)
    session.at, session.on, session.minutes, session.outcome = at, on, minutes, Outcome.BOOKED
    if planned:
        session.first_id, session.moves = planned.first_id or planned.id, planned.moves + 1
    wake(db, pair, by, now)
    pair.look_at = now
    db.flush()
    return session


def wake(db: orm.Session, pair: Pair, by: Person, now: datetime) -> None:
    """Take a resting pair up again: whoever sets a date wants to go on (transition 8)."""
    if pair.lifecycle is Lifecycle.DORMANT:
        pair.keep(now)
        pairs.record(db, pair, Lifecycle.DORMANT, by=by.slack_id, cause="a date was set", now=now)


def correct(
    db: orm.Session, session: Session, by: Person, on: date, *, held: bool, minutes: int, now: datetime
) -> None:
    """Say that a session was on another day, of another length, or wasn't held after all; take the pair with `hold`.

    Once both have said that they met, neither undoes it alone.
    """
    before = (session.on, session.outcome is Outcome.HELD, session.minutes)
    if before == (on, held, minutes):
        return
    if not session.may_be_corrected(by.slack_id, now):
        raise CannotBeCorrected
    session.check_correction(on, held=held)
    pair, at, everything = session.pair, session.at, sessions.of(db, session.pair)
    check_held(on, by.hours.local(now).date(), pair)
    check_until(on, by.hours.local(pair.ended_at).date() if pair.ended_at else None)
    others = [each for each in everything if each.outcome is Outcome.HELD and each is not session]
    if held and any(each.on == on for each in others):
        raise DayIsTaken
    if session.on != on:
        session.on, session.at = on, noon(pair, by, on, pair.ended_at or now)
    session.outcome, session.minutes = Outcome.HELD if held else Outcome.MISSED, minutes
    took_place = [each.at for each in [*others, *([session] if held else [])]]
    was = pair.lifecycle
    pair.correct(at, len(took_place), max(took_place, default=None), now)
    pairs.record(db, pair, was, by=by.slack_id, cause="a log was corrected", now=now)


def missed(db: orm.Session, session: Session, now: datetime) -> bool:
    """Note that a planned session didn't happen; tell whether that is news."""
    if session.outcome is not Outcome.BOOKED:
        return False
    session.outcome, session.noted_at = Outcome.MISSED, now
    session.pair.miss(now)
    db.flush()
    return True


def _is_about(planned: Session, on: date, by: Person, now: datetime) -> bool:
    """Tell whether a log is about the planned session: the same day, or a plan whose day has passed."""
    return is_same(planned, on, by) or planned.on == on or planned.at < now


def _new(db: orm.Session, pair: Pair, by: Person, now: datetime) -> Session:
    session = Session(
        workspace=pair.workspace, pair=pair, at=now, on=now.date(), outcome=Outcome.MOVED, by=by, noted_at=now
    )
    db.add(session)
    return session
