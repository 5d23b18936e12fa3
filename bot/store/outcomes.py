"""Outcomes: what became of an attempt to say a letter, and how that is kept (reliability 2.2)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import GRACE, Letter, LetterState
from bot.store import company, pauses, rates
from bot.store.letters import write
from bot.store.tables.letters import letters

log = logging.getLogger(__name__)

SLOW_DOWN = "slow down"
"""Why a workspace is silent whose Slack had too much of us."""


@dataclass(frozen=True, slots=True)
class Said:
    """It stands in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The message it was about reads differently now, or can't be read by anybody any more."""


@dataclass(frozen=True, slots=True)
class Held:
    """It certainly wasn't said, and has to wait."""

    until: datetime
    tried: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Doubted:
    """It may or may not have been said: nobody says it again before looking for it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """It will not be said."""

    state: LetterState
    why: str


@dataclass(frozen=True, slots=True)
class Scattered:
    """The group it was meant for can't meet in one room, so each of them gets a letter."""

    why: str


@dataclass(frozen=True, slots=True)
class Silenced:
    """It certainly wasn't said, and nothing else is said in this workspace until then."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It certainly wasn't said: the workspace refuses our token, or there is none. It is asked again later."""

    why: str


Outcome = Said | Changed | Held | Doubted | Closed | Scattered | Silenced | Refused


SAID = (
    sa.update(letters)
    .where(letters.c.id == sa.bindparam("number"), letters.c.lease == sa.bindparam("mine"))
    .values(
        state=LetterState.SENT,
        lease_until=None,
        sent_at=sa.bindparam("at", type_=letters.c.sent_at.type),
        channel=sa.bindparam("room"),
        ts=sa.bindparam("stamp"),
    )
)
"""Nearly every letter ends like this, and many at once."""


def record_these(db: orm.Session, several: Sequence[tuple[Letter, Outcome, datetime]]) -> None:
    """Keep what became of some letters, and when, in the order of their numbers, as long as they are still ours."""
    several = sorted(several, key=lambda each: each[0].id)
    said = [(letter, outcome, at) for letter, outcome, at in several if isinstance(outcome, Said)]
    if said:
        _say(db, said)
    for letter, outcome, at in several:
        if not isinstance(outcome, Said):
            record(db, letter, outcome, at)


def _say(db: orm.Session, said: Sequence[tuple[Letter, Said, datetime]]) -> None:
    """Note that letters stand in Slack, and what travelled with them; what somebody else took up is theirs."""
    rows = [
        {"number": letter.id, "mine": letter.lease, "at": at, "room": where.channel, "stamp": where.ts}
        for letter, where, at in said
    ]
    kept: sa.CursorResult[Any] = db.execute(SAID, rows)  # type: ignore[assignment]  # a change always has a cursor
    if kept.rowcount != len(rows):
        log.warning("%s of letters %s came back too late", len(rows) - kept.rowcount, [row["number"] for row in rows])
    accompanied = company.carriers(db, [letter.id for letter, _, _ in said])
    for letter, where, at in said:
        if letter.id in accompanied:
            letter.sent_at, letter.channel, letter.ts = at, where.channel, where.ts
            company.arrive(db, letter)


def record(db: orm.Session, letter: Letter, outcome: Outcome, now: datetime) -> None:
    """Keep the outcome if the letter is still ours.

    A letter whose lease ran out meanwhile may be somebody else's. That it was said is true all the same, unless
    somebody else has taken it up.
    """
    ours = sa.select(Letter).where(letters.c.id == letter.id, letters.c.lease == letter.lease)
    kept = db.scalar(ours.with_for_update())
    if kept and (kept.state is LetterState.SENDING or isinstance(outcome, Said | Changed)):
        settle(db, kept, outcome, now)
    else:
        log.warning("letter %s came back too late: %s", letter.id, type(outcome).__name__)


def settle(db: orm.Session, letter: Letter, outcome: Outcome, now: datetime) -> None:
    """Move a letter that is held by this transaction on to its next state."""
    letter.lease_until = None
    match outcome:
        case Said(channel, ts):
            letter.state, letter.sent_at, letter.channel, letter.ts = LetterState.SENT, now, channel, ts
            company.arrive(db, letter)
        case Changed():
            letter.state, letter.sent_at = LetterState.SENT, now
            theirs = sa.or_(letters.c.id == letter.edits, letters.c.lease == f"{company.HOLDER}{letter.edits}")
            part = (letters.c.kind == letter.kind, letters.c.occasion == letter.occasion)
            db.execute(sa.update(letters).where(theirs, *part).values(retired_at=now))
        case Held(until, tried, why):
            letter.state, letter.due_at, letter.trouble = waiting(letter), until, why
            letter.attempts += tried
        case Doubted():
            letter.state, letter.due_at = LetterState.UNSURE, now + GRACE * 2**letter.unsure
            letter.unsure += 1
        case Closed(state, why):
            letter.state, letter.trouble = state, why
            if state is LetterState.DEAD:
                company.get_lost(db, letter)
            else:
                company.disband(db, [letter.id])
        case Scattered(why):
            letter.state, letter.trouble = LetterState.CANCELLED, why
            for person in (letter.to, *letter.with_):
                write(db, copy_for(letter, person))
        case Silenced() | Refused():
            letter.state = waiting(letter)
            _fall_silent(db, letter.workspace, outcome, now)


def _fall_silent(db: orm.Session, workspace: str, outcome: Silenced | Refused, now: datetime) -> None:
    """Say nothing in a workspace for a while; after a "slow down" it is spoken to more slowly, too."""
    if isinstance(outcome, Refused):
        pauses.refuse(db, workspace, outcome.why, now)
        return
    pauses.pause(db, workspace, outcome.until, outcome.why)
    if outcome.why == SLOW_DOWN:
        rates.slow_down(db, workspace, now)


def waiting(letter: Letter) -> LetterState:
    """Return the state in which it waits: once doubted, it is looked for before it is said."""
    return LetterState.UNSURE if letter.unsure else LetterState.DUE


def copy_for(letter: Letter, person: str) -> Letter:
    """Write the same words to one person of the group."""
    return Letter(
        workspace=letter.workspace,
        to=person,
        kind=letter.kind,
        class_=letter.class_,
        key=f"{letter.key}:{person}",
        text=letter.text,
        blocks=letter.blocks,
        due_at=letter.due_at,
        written_at=letter.written_at,
        expires_at=letter.expires_at,
        occasion=letter.occasion,
        pair_id=letter.pair_id,
        ask_id=letter.ask_id,
    )
