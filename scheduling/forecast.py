"""A forecast: who will be messaged, when and why, from the same rounds that will do it. Nothing is kept or sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import orm

from bot.mentoring.holdout import NOBODY, Holdout
from bot.store import facts, letters, outbox
from bot.store.database import Database
from bot.store.outcomes import Held, Said, settle
from scheduling import lapses, rounds
from scheduling.kinds import in_words, reason_of
from scheduling.last_look import NO_LONGER_TRUE, hindrance
from scheduling.nudges import every

BEYOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter that is meant to go out: at `here` its reader's clock shows the moment, where they are known."""

    at: datetime
    workspace: str
    to: str
    kind: str
    why: str
    name: str
    here: datetime
    pair: int | None = None


def forecast(
    database: Database,
    now: datetime,
    ahead: timedelta,
    *,
    most: int | None = None,
    holdout: Holdout = NOBODY,
    workspace: str = "",
) -> list[Planned]:
    """Look ahead by living through it: everything happens at the moment it would, in a copy that nobody else waits for.

    It supposes that nobody taps anything meanwhile, that Slack takes every message, and that what a lead holds stays
    held. `most` stops it early.
    """
    planned: list[Planned] = []
    with database.apart(workspace) as db:
        moment: datetime | None = now
        while moment and moment <= now + ahead and (most is None or len(planned) < most):
            is_all = _look(db, moment, holdout, None if most is None else most - len(planned))
            planned += _said(db, moment, now + ahead)
            moment = _next_moment(db, moment) if is_all else moment
    return sorted(planned, key=lambda each: (each.at, each.to, each.kind))[:most]


def _look(db: orm.Session, now: datetime, holdout: Holdout, enough: int | None) -> bool:
    """Change what time changes, and make one round; with enough to say, leave the rest, and tell that it is left."""
    while subjects := facts.due(db, now):
        lapses.change(db, subjects, now)
        rounds.look(db, subjects, now, every(), holdout)
        db.flush()
        if enough is not None and len(letters.waiting(db, now)) >= enough:
            return False
    return True


def _said(db: orm.Session, now: datetime, end: datetime) -> list[Planned]:
    """Take a last look at what is due, as delivery does, and suppose that the rest is said."""
    due = letters.waiting(db, now)
    if not due:
        return []
    about, true = outbox.surroundings(db, due), rounds.still_true(db, due, now)
    planned = []
    for letter in due:
        found = hindrance(letter, about, now) or (None if letter.id in true else NO_LONGER_TRUE)
        found = replace(found, until=max(end, found.until) + BEYOND) if isinstance(found, Held) and found.why else found
        settle(db, letter, found or Said("", ""), now)
        if found is None:
            reader = about.readers.get((letter.workspace, letter.to))
            name, here = (reader.name, reader.hours.local(now)) if reader else (letter.to, now)
            planned.append(
                Planned(
                    now,
                    letter.workspace,
                    letter.to,
                    letter.kind,
                    reason_of(letter.kind),
                    name=name,
                    here=here,
                    pair=letter.pair_id,
                )
            )
    db.flush()
    return planned


def _next_moment(db: orm.Session, now: datetime) -> datetime | None:
    """Find when a round looks again, or a letter's time comes."""
    moments = (facts.next_look(db, now), outbox.next_due(db, now))
    return min((moment for moment in moments if moment), default=None)


def as_table(planned: Sequence[Planned]) -> Iterator[str]:
    """Lay a forecast out for people: who, when on their own clock, what about, and why."""
    rows = [(each.name, f"{each.here:%a %d %b %H:%M %Z}", in_words(each.kind), each.why) for each in planned]
    head = ("Who", "When", "What about", "Why")
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows) if rows else ():
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
