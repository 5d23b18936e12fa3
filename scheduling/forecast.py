"""A forecast: who will be messaged, when and why, from the same rounds that will do it. Nothing is kept or sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import orm

from bot.mentoring.letters import Letter, LetterState
from bot.store import facts, letters, people
from bot.store.database import Database
from scheduling import lapses, rounds
from scheduling.nudges import every

ANSWERED_BY_AN_ACT = "It answers something somebody did."

@dataclass(frozen=True, slots=True)
class Planned:
    """One letter that is meant to go out."""

    at: datetime
    workspace: str
    to: str
    kind: str
    why: str

def forecast(database: Database, now: datetime, ahead: timedelta, most: int | None = None) -> list[Planned]:
    """Look ahead by living through it: rounds run at every moment they would, in a transaction that is undone.

    It supposes that nobody taps anything meanwhile. `most` stops it early.
    """
    with database.rehearsal() as db:
        planned = [_planned(db, letter, letter.due_at) for letter in letters.waiting(db, now + ahead)]
        moment: datetime | None = now
        while moment and moment <= now + ahead and (most is None or len(planned) < most):
            planned += _live_through(db, moment)
            moment = facts.next_look(db, moment)
        return sorted(planned, key=lambda each: (each.at, each.to, each.kind))[:most]

def _live_through(db: orm.Session, now: datetime) -> list[Planned]:
    """Make one round, and suppose that what it wrote was said at once."""
    planned: list[Planned] = []
    while subjects := facts.due(db, now):
        lapses.change(db, subjects, now)
        for letter in rounds.look(db, subjects, now, every()):
            planned.append(_planned(db, letter, now))
        for letter in letters.waiting(db, now):
            letter.state, letter.sent_at = LetterState.SENT, now
        db.flush()
    return planned

def _planned(db: orm.Session, letter: Letter, now: datetime) -> Planned:
    """Say when a letter reaches its reader: at once in their hours, else when their day begins."""
    why = next((nudge.why for nudge in every() if nudge.kind == letter.kind), ANSWERED_BY_AN_ACT)
    reader = people.known(db, letter.to)
    at = reader.hours.opening(now) if reader else now
    return Planned(at, letter.workspace, letter.to, letter.kind, why)

__all__ = ["WAITING", "Planned", "forecast"]
