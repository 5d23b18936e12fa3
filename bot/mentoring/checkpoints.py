"""Checkpoints: what is to be done once on the way, by each of the two. They are tasks and no states (practice 3).

Nothing of this is kept as such: when something is due follows from the first session, and whether it is done from what
somebody said. So a correction, a backward move or another term changes them at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.mentoring import audits
from bot.mentoring.answers import Topic, by
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle

AGREE_WITHIN: Final = timedelta(days=14)
"""So long after the first session the two may take to agree on how they work together."""


class Checkpoint(StrEnum):
    """What is to be done."""

    AGREEMENT = "agreement"
    FIT = "fit"
    AUDIT = "audit"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One checkpoint of one person: from when on it is due, and whether it is done."""

    what: Checkpoint
    due_at: datetime
    is_done: bool
    number: int = 1
    """Which of several it is: looking back comes twice a year."""


def tasks(facts: PairFacts, who: str, first_met: datetime | None, now: datetime) -> Iterator[Task]:
    """Name the checkpoints of one of the two, due or to come; a pair that is stopped has none until it goes on."""
    pair = facts.pair
    if pair.lifecycle is Lifecycle.WINDING_DOWN and pair.closes_at:
        yield Task(what=Checkpoint.CLOSING, due_at=pair.closing_since or pair.closes_at, is_done=False)
    if not pair.meets or first_met is None:
        return
    said_yes = bool(facts.proposal and facts.proposal.confirmed_by(who))
    agreed = facts.agreed or facts.is_informal or said_yes
    yield Task(what=Checkpoint.AGREEMENT, due_at=first_met + AGREE_WITHIN, is_done=agreed)
    yield Task(what=Checkpoint.FIT, due_at=first_met, is_done=bool(by(who, facts.answers, Topic.FIT)))
    lasts = pair.term_ends_at - pair.started_at if pair.term_ends_at else None
    number, at = audits.newest(first_met, audits.halfway(pair.started_at, lasts), now, pair.customs)
    if now < at + audits.WINDOW:
        is_done = audits.is_done(who, facts.answers, f"audit{number}")
        yield Task(what=Checkpoint.AUDIT, due_at=at, number=number, is_done=is_done)


def open_at(facts: PairFacts, who: str, first_met: datetime | None, now: datetime) -> list[Task]:
    """List what one of the two may do now."""
    return [task for task in tasks(facts, who, first_met, now) if task.due_at <= now and not task.is_done]
