"""Delivery: saying the letters that are due. One place knows leases, limits and what to do when Slack is silent."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import orm

from bot.logs import about
from bot.mentoring.letters import Letter
from bot.slack import Slack
from bot.store import brakes, outbox, pauses, rates
from bot.store.database import Database
from bot.store.outcomes import Changed, Held, Outcome, Refused, Said, Silenced, record, settle
from bot.tallies import TALLIES
from scheduling.errands import Errand, run
from scheduling.last_look import NO_LONGER_TRUE, held, hindrance

log = logging.getLogger(__name__)

TICK = timedelta(seconds=10)
"""How long one delivery goes on taking letters before it lets others have a turn."""
A_SECOND = timedelta(seconds=1)
"""Slack asks for one message per conversation and second."""
SENDERS = 16
"""So many letters are under way at once; how many of them in one workspace, its rate decides."""
AHEAD = SENDERS
"""So many more are taken before, so that no sender waits for the next claim, and one claim serves many."""

CARRIED: WeakKeyDictionary[Database, set[int]] = WeakKeyDictionary()
"""The letters that this process is saying right now. Nobody doubts those here, even if the clock jumps ahead."""

StillTrue = Callable[[orm.Session, Sequence[Letter], datetime], frozenset[int]]


@dataclass(slots=True)
class Delivery:
    """What one delivery did so far, to keep Slack's pace."""

    goes_on: Callable[[], bool]
    written_to: dict[tuple[str, str], datetime] = field(default_factory=dict)
    silent_until: dict[str, datetime] = field(default_factory=dict)
    said: int = 0

    def too_soon(self, letter: Letter, now: datetime) -> Held | None:
        """Hold a letter back whose reader is being written to, or was a moment ago."""
        last = self.written_to.get((letter.workspace, letter.to))
        return Held(last + A_SECOND) if last and now < last + A_SECOND else None

    def note(self, letter: Letter, outcome: Outcome) -> None:
        """Count what came of a letter; one that Slack wasn't asked about keeps nobody waiting."""
        if outcome is NO_LONGER_TRUE:
            self.written_to.pop((letter.workspace, letter.to), None)
        self.said += isinstance(outcome, Said)
        TALLIES.count("letters_handled", type(outcome).__name__.lower())


def deliver(
    database: Database,
    slack_of: Callable[[str], Slack | None],
    now: Callable[[], datetime],
    still_true: StillTrue,
    goes_on: Callable[[], bool] = lambda: True,
) -> int:
    """Say what is due, several letters at once, for some seconds at most; return how many were said.

    A place that is free takes the next letter at once: a slow answer keeps one sender waiting and not all of them.
    Whoever is about to stop takes no more letters, ends with those under way, and puts back what is still to begin.
    """
    delivery, carried = Delivery(goes_on), CARRIED.setdefault(database, set())
    stop = now() + TICK
    going: dict[Future[Outcome], Letter] = {}
    with ThreadPoolExecutor(SENDERS, thread_name_prefix="delivery") as senders:
        while True:
            seen, errands = 0, list[Errand]()
            if goes_on() and now() < stop and len(going) <= SENDERS:
                seen, errands = _taken(database, delivery, now(), SENDERS + AHEAD - len(going))
            carried.update(each.letter.id for each in errands)
            going |= {
                senders.submit(_carried, database, slack_of, still_true, each, now, delivery): each.letter
                for each in errands
            }
            if not going and not seen:
                return delivery.said
            if going and not (seen and len(going) <= SENDERS):
                for gone in wait(going, return_when=FIRST_COMPLETED).done:
                    delivery.note(going.pop(gone), gone.result())


def tidy(database: Database, now: datetime) -> int:
    """Doubt what was abandoned and close what came too late; return how many letters that were."""
    with database.everywhere() as db:
        abandoned, late = outbox.reap(db, now, frozenset(CARRIED.get(database, ()))), outbox.expire(db, now)
    if abandoned:
        log.warning("%s letters were abandoned and are in doubt", abandoned)
    return abandoned + late


def forget(database: Database, now: datetime) -> int:
    """Drop what nobody needs to remember about letters."""
    with database.everywhere() as db:
        return outbox.forget(db, now)


def _taken(database: Database, delivery: Delivery, now: datetime, most: int) -> tuple[int, list[Errand]]:
    """Claim letters, settle what a last look settles, and return how many there were and those to carry to Slack.

    Only what is carried to Slack counts towards a workspace's rate.
    """
    errands = []
    with database.everywhere() as db:
        claimed = outbox.claim(db, now, most)
        if not claimed:
            return 0, []
        around = outbox.surroundings(db, claimed)
        for letter in claimed:
            found = hindrance(letter, around, now) or delivery.too_soon(letter, now)
            original, room = around.originals.get(letter.edits or 0), around.rooms.get(letter.id)
            errand = Errand(letter, found, original, room, around.ways.get(letter.id, ""))
            if found and not errand.is_in_doubt:
                settle(db, letter, found, now)
            else:
                errands.append(errand)
                delivery.written_to[letter.workspace, letter.to] = now
        rates.spend(db, {errand.letter.workspace for errand in errands}, now)
    return len(claimed), errands


def _carried(
    database: Database,
    slack_of: Callable[[str], Slack | None],
    still_true: StillTrue,
    errand: Errand,
    now: Callable[[], datetime],
    delivery: Delivery,
) -> Outcome:
    """Run one errand, and know it to be under way meanwhile."""
    try:
        return _go(database, slack_of, still_true, errand, now, delivery)
    finally:
        CARRIED[database].discard(errand.letter.id)


def _go(
    database: Database,
    slack_of: Callable[[str], Slack | None],
    still_true: StillTrue,
    errand: Errand,
    now: Callable[[], datetime],
    delivery: Delivery,
) -> Outcome:
    """Run one errand, with no transaction open, and keep what became of it.

    That Slack wants silence is known to the other senders here before it is kept: keeping it takes a moment.
    """
    letter = errand.letter
    with about(letter=letter.id, workspace=letter.workspace):
        ready = _reconsidered(database, still_true, errand, now(), delivery)
        outcome = ready if isinstance(ready, Held) else run(slack_of(letter.workspace), ready, now)
        if isinstance(outcome, Silenced):
            delivery.silent_until[letter.workspace] = outcome.until
        elif isinstance(outcome, Refused):
            delivery.silent_until[letter.workspace] = now() + pauses.LOOKS_AGAIN[0]
        log.info("letter %s (%s): %s", letter.id, letter.kind, outcome)
        with database.everywhere() as db:  # its lease says whose it is; to hold each query as well takes half the time
            record(db, letter, outcome, now())
            if isinstance(ready, Errand) and ready.was_refused and isinstance(outcome, Said | Changed):
                pauses.lift(db, letter.workspace)
    if isinstance(outcome, Said):
        TALLIES.took("letter_lateness", max((now() - letter.due_at).total_seconds(), 0))
    return outcome


def _reconsidered(
    database: Database, still_true: StillTrue, errand: Errand, now: datetime, delivery: Delivery
) -> Errand | Held:
    """Ask whether a letter is still true, and whether its workspace may still be spoken to.

    One letter at a time, and after the claim: a rule that fails takes its own letter down and no other, and a "slow
    down" that came to another sender meanwhile holds this one back, too, and so does a lead who holds it since it was
    claimed. What was said already can always be changed. Whoever is about to stop leaves it to others.
    """
    letter = errand.letter
    with database.survey() as db:
        pause = pauses.last(db, letter.workspace)
        until = max(pause.until if pause else now, delivery.silent_until.get(letter.workspace, now))
        if until > now:
            return Held(until)
        if not delivery.goes_on():
            return Held(now)
        errand = replace(errand, was_refused=bool(pause and pause.refusals))
        if errand.hindrance or errand.original:
            return errand
        if letter.id in brakes.holding(db, [letter]):
            return replace(errand, hindrance=held(now))
    with database.look(letter.workspace) as db:
        holds = letter.id in still_true(db, [letter], now)
    return errand if holds else replace(errand, hindrance=NO_LONGER_TRUE)
