"""Delivery: saying the letters that are due. One place knows leases, limits and what to do when Slack is silent."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import orm

from bot.mentoring.letters import Letter
from bot.slack import Slack
from bot.store import outbox
from bot.store.database import Database
from bot.store.outcomes import Held, Outcome, Said, record, settle
from scheduling.errands import Errand, run
from scheduling.last_look import NO_LONGER_TRUE, hindrance

log = logging.getLogger(__name__)

TICK = timedelta(seconds=10)
"""How long one delivery goes on taking letters before it lets others have a turn."""
PER_WORKSPACE = 2
"""Letters per delivery, and so per second: Slack asks for one per channel and "several hundred per minute" in all."""
A_SECOND = timedelta(seconds=1)
SENDERS = 8

StillTrue = Callable[[orm.Session, Sequence[Letter], datetime], frozenset[int]]


@dataclass(slots=True)
class Delivery:
    """What one delivery did so far, to keep Slack's pace."""

    turns: Counter[str] = field(default_factory=Counter)
    written_to: set[tuple[str, str]] = field(default_factory=set)
    said: int = 0

    @property
    def had_their_turn(self) -> frozenset[str]:
        """The workspaces in which enough was said for a second."""
        return frozenset(workspace for workspace, number in self.turns.items() if number >= PER_WORKSPACE)

    def note(self, letter: Letter, outcome: Outcome) -> None:
        """Count a letter that Slack was asked about."""
        if outcome is not NO_LONGER_TRUE:
            self.turns[letter.workspace] += 1
            self.written_to.add((letter.workspace, letter.to))
        self.said += isinstance(outcome, Said)


def deliver(
    database: Database,
    slack_of: Callable[[str], Slack | None],
    now: Callable[[], datetime],
    still_true: StillTrue,
    goes_on: Callable[[], bool] = lambda: True,
) -> int:
    """Say what is due, one letter per workspace at a time, for some seconds at most; return how many were said.

    Whoever is about to stop takes no more letters, and ends with those it has.
    """
    delivery = Delivery()
    stop = now() + TICK
    with ThreadPoolExecutor(SENDERS, thread_name_prefix="delivery") as senders:
        while goes_on() and now() < stop:
            seen, errands = _taken(database, delivery, now())
            if not seen:
                break
            going = [senders.submit(_go, database, slack_of, still_true, errand, now) for errand in errands]
            for errand, gone in zip(errands, going, strict=True):
                delivery.note(errand.letter, gone.result())
    return delivery.said


def tidy(database: Database, now: datetime) -> int:
    """Doubt what was abandoned and close what came too late; return how many letters that were."""
    with database.everywhere() as db:
        abandoned, late = outbox.reap(db, now), outbox.expire(db, now)
    if abandoned:
        log.warning("%s letters were abandoned and are in doubt", abandoned)
    return abandoned + late


def forget(database: Database, now: datetime) -> int:
    """Drop what nobody needs to remember about letters."""
    with database.everywhere() as db:
        return outbox.forget(db, now)


def _taken(database: Database, delivery: Delivery, now: datetime) -> tuple[int, list[Errand]]:
    """Claim letters, settle what a last look settles, and return how many there were and those to carry to Slack."""
    errands = []
    with database.everywhere() as db:
        claimed = outbox.claim(db, now, delivery.had_their_turn)
        about = outbox.surroundings(db, claimed)
        for letter in claimed:
            found = hindrance(letter, about, now)
            if (letter.workspace, letter.to) in delivery.written_to:
                found = found or Held(now + A_SECOND)
            errand = Errand(letter, found, about.originals.get(letter.edits or 0), about.rooms.get(letter.id))
            if found and not errand.is_in_doubt:
                settle(db, letter, found, now)
            else:
                errands.append(errand)
    return len(claimed), errands


def _go(
    database: Database,
    slack_of: Callable[[str], Slack | None],
    still_true: StillTrue,
    errand: Errand,
    now: Callable[[], datetime],
) -> Outcome:
    """Run one errand, with no transaction open, and keep what became of it."""
    letter = errand.letter
    outcome = run(slack_of(letter.workspace), _reconsidered(database, still_true, errand, now()), now())
    log.info("letter %s (%s): %s", letter.id, letter.kind, outcome)
    with database.begin(letter.workspace) as db:
        record(db, letter, outcome, now())
    return outcome


def _reconsidered(database: Database, still_true: StillTrue, errand: Errand, now: datetime) -> Errand:
    """Ask whether a letter is still true; what was said already can always be changed.

    One letter at a time, and after the claim: a rule that fails takes its own letter down and no other.
    """
    if errand.hindrance or errand.original:
        return errand
    with database.look(errand.letter.workspace) as db:
        holds = errand.letter.id in still_true(db, [errand.letter], now)
    return errand if holds else replace(errand, hindrance=NO_LONGER_TRUE)
