"""Delivery: saying the letters that are due. One place knows leases, limits and what to do when Slack is silent."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import orm
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import about
from bot.mentoring.letters import Letter
from bot.slack import Slack
from bot.store import brakes, outbox, pauses, rates, withdrawn
from bot.store.database import Database
from bot.store.outcomes import Changed, Held, Outcome, Refused, Said, Silenced, record_these, settle
from bot.tallies import TALLIES
from scheduling import anew
from scheduling.errands import NEVER, Errand, run
from scheduling.last_look import NO_LONGER_TRUE, held, hindrance

log = logging.getLogger(__name__)

TICK = timedelta(minutes=1)
"""How long one delivery goes on taking letters. At its end senders wait for the slowest answer and for the next tick:
after every ten seconds that cost seven letters in a hundred. It is well below what counts as a silent job."""
A_SECOND = timedelta(seconds=1)
"""Slack asks for one message per conversation and second."""
FRESH_FOR = timedelta(seconds=1)
"""Whoever waited longer for a sender after the last look is looked at again."""
SENDERS = 16
"""So many letters are under way at once; how many of them in one workspace, its rate decides."""
AHEAD = SENDERS
"""So many more are taken before, so that no sender waits for the next claim, and one claim serves many."""
TOGETHER, A_MOMENT = SENDERS // 2, 0.02
"""What comes back is kept together, so many at most, as long as each comes within so many seconds after the last."""

CARRIED: WeakKeyDictionary[Database, set[int]] = WeakKeyDictionary()
"""The letters that this process is saying right now. Nobody doubts those here, even if the clock jumps ahead."""

StillTrue = Callable[[orm.Session, Sequence[Letter], datetime], frozenset[int]]
SlacksOf = Callable[[Collection[str]], Mapping[str, Slack]]


class Returned(NamedTuple):
    """An errand that is done with: what became of it, and when."""

    errand: Errand
    outcome: Outcome
    at: datetime


def deliver(
    database: Database,
    slacks_of: SlacksOf,
    now: Callable[[], datetime],
    still_true: StillTrue,
    goes_on: Callable[[], bool] = lambda: True,
) -> int:
    """Say what is due, several letters at once, for some seconds at most; return how many were said.

    A sender who is free takes the next letter at once: a slow answer keeps one sender waiting and not all of them.
    Whoever is about to stop takes no more letters, ends with those under way, and puts back what is still to begin.
    """
    delivery = Delivery(database, slacks_of, now, still_true, goes_on, now() + TICK)
    with ThreadPoolExecutor(SENDERS, thread_name_prefix="delivery") as senders:
        delivery.go(senders)
    if delivery.trouble:
        raise delivery.trouble
    return delivery.said


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


@dataclass(slots=True, eq=False)
class Delivery:
    """One delivery: what is under way, what it did so far, and what went wrong first.

    The database is asked for many letters at once, before they are carried to Slack and after. In between there are
    only senders, each with one letter.
    """

    database: Database
    slacks_of: SlacksOf
    now: Callable[[], datetime]
    still_true: StillTrue
    goes_on: Callable[[], bool]
    stop: datetime
    going: dict[Future[Returned], Letter] = field(default_factory=dict)
    back: "SimpleQueue[Future[Returned]]" = field(default_factory=SimpleQueue)
    written_to: dict[tuple[str, str], datetime] = field(default_factory=dict)
    silent_until: dict[str, datetime] = field(default_factory=dict)
    turns: Sequence[str] = ()
    turns_until: datetime = NEVER
    said: int = 0
    trouble: BaseException | None = None

    def go(self, senders: ThreadPoolExecutor) -> None:
        """Take letters and keep what becomes of them, until nothing is to be said; whatever happens, keep the rest."""
        try:
            while (seen := self.take(senders)) or self.going:
                if self.going and not (seen and self.has_room):
                    self.bring_back()
        finally:
            while self.going:
                self.bring_back()

    @property
    def has_room(self) -> bool:
        """Whether it is time to claim again, before any sender has to wait."""
        return len(self.going) <= SENDERS + AHEAD // 2

    def take(self, senders: ThreadPoolExecutor) -> int:
        """Claim letters and send those on their way that are to be said; return how many were claimed."""
        now = self.now()
        if self.trouble or not self.has_room or now >= self.stop or not self.goes_on():
            return 0
        seen, errands = self.claim(now, SENDERS + AHEAD - len(self.going))
        for errand in self.look(errands) if errands else ():
            CARRIED.setdefault(self.database, set()).add(errand.letter.id)
            carried = senders.submit(self.carry, errand)
            self.going[carried] = errand.letter
            carried.add_done_callback(self.back.put)
        return seen

    def claim(self, now: datetime, most: int) -> tuple[int, list[Errand]]:
        """Claim letters, settle what a last look settles, and return how many there were and those to carry to Slack.

        Only what is carried to Slack counts towards a workspace's rate.
        """
        errands = []
        with self.database.everywhere() as db:
            claimed = self.next_in_turn(db, now, most)
            if not claimed:
                return 0, []
            around = outbox.surroundings(db, claimed)
            for letter in claimed:
                found = hindrance(letter, around, now) or self.too_soon(letter, now)
                original, room = around.originals.get(letter.edits or 0), around.rooms.get(letter.id)
                errand = Errand(letter, found, original, room, around.ways.get(letter.id, ""))
                if found and not errand.is_in_doubt:
                    settle(db, letter, found, now)
                else:
                    errands.append(errand)
                    self.written_to[letter.workspace, letter.to] = now
            errands = self.without_withdrawn(db, errands, now)
            anew.word(db, [errand.letter for errand in errands], now)
            rates.spend(db, {errand.letter.workspace for errand in errands}, now)
        return len(claimed), errands

    def without_withdrawn(self, db: orm.Session, errands: list[Errand], now: datetime) -> list[Errand]:
        """Leave out news that were withdrawn before they could be said; whoever waited for them waits on."""
        over = withdrawn.of(db, [errand.letter for errand in errands if not errand.is_in_doubt], now)
        withdrawn.wait_on(db, over)
        for letter in over:
            settle(db, letter, NO_LONGER_TRUE, now)
            self.written_to.pop((letter.workspace, letter.to), None)
        return [errand for errand in errands if errand.letter not in over]

    def next_in_turn(self, db: orm.Session, now: datetime, most: int) -> Sequence[Letter]:
        """Claim the next letters. Whose turn it is, is looked up every two seconds, or when everybody had theirs."""
        is_new = not self.turns or now >= self.turns_until
        if is_new:
            self.turns, self.turns_until = outbox.turns(db, now), now + 2 * A_SECOND
        while self.turns:
            several = self.turns[: most * outbox.BESIDE]
            claimed = outbox.claim(db, now, most, several)
            taken = {letter.workspace for letter in claimed}
            seen = 1 + max(map(several.index, taken)) if len(claimed) == most else len(several)
            self.turns = self.turns[seen:]
            if claimed:
                return claimed
        return () if is_new else self.next_in_turn(db, now, most)

    def too_soon(self, letter: Letter, now: datetime) -> Held | None:
        """Hold a letter back whose reader is being written to, or was a moment ago."""
        last = self.written_to.get((letter.workspace, letter.to))
        return Held(last + A_SECOND) if last and now < last + A_SECOND else None

    def look(self, errands: Sequence[Errand]) -> list[Errand]:
        """See how to speak in these letters' workspaces, and whether anybody asked for silence since they were claimed.

        A "slow down" that came to another server meanwhile holds them back, too, and so does a lead. What was said
        already can always be changed.
        """
        now, workspaces = self.now(), {errand.letter.workspace for errand in errands}
        with self.database.survey() as db:
            asked = pauses.of(db, workspaces)
            waits = brakes.holding(db, [each.letter for each in errands if not (each.hindrance or each.original)])
        slacks = self.slacks_of(workspaces)
        return [
            replace(
                errand,
                hindrance=held(now) if errand.letter.id in waits else errand.hindrance,
                slack=slacks.get(errand.letter.workspace),
                pause=asked.get(errand.letter.workspace),
                looked_at=now,
            )
            for errand in errands
        ]

    def carry(self, errand: Errand) -> Returned:
        """Run one errand, with no transaction open.

        That Slack wants silence is told to the other senders here and to other servers at once, and not only when what
        became of the letter is kept: that takes a moment.
        """
        letter = errand.letter
        with about(letter=letter.id, workspace=letter.workspace):
            if self.now() - errand.looked_at >= FRESH_FOR:
                (errand,) = self.look([errand])
            ready = self.reconsidered(errand, self.now())
            outcome = ready if isinstance(ready, Held) else run(errand.slack, ready, self.now)
            if isinstance(outcome, Silenced):
                self.silent_until[letter.workspace] = outcome.until
                with (
                    suppress(SQLAlchemyError),
                    self.database.everywhere() as db,
                ):  # it is kept once more with the letter
                    pauses.pause(db, letter.workspace, outcome.until, outcome.why)
            elif isinstance(outcome, Refused):
                self.silent_until[letter.workspace] = self.now() + pauses.LOOKS_AGAIN[0]
            log.info("letter %s (%s): %s", letter.id, letter.kind, outcome)
        return Returned(errand, outcome, self.now())

    def reconsidered(self, errand: Errand, now: datetime) -> Errand | Held:
        """Ask whether a letter is still true, and whether its workspace may still be spoken to.

        One letter at a time, and after the claim: a rule that fails takes its own letter down and no other. Whoever is
        about to stop leaves it to others. What has to wait stays due: its workspace is left out as long as it is
        silent, and a new token ends that at once.
        """
        letter = errand.letter
        until = max(errand.pause.until if errand.pause else now, self.silent_until.get(letter.workspace, now))
        if until > now or not self.goes_on():
            return Held(letter.due_at)
        if errand.hindrance or errand.original:
            return errand
        with self.database.look(letter.workspace) as db:
            holds = letter.id in self.still_true(db, [letter], now)
        return errand if holds else replace(errand, hindrance=NO_LONGER_TRUE)

    def bring_back(self) -> None:
        """Wait until a sender comes back, and keep what became of its letter, with those of others who come soon."""
        came = [self.back.get()]
        with suppress(Empty):
            while len(came) < min(TOGETHER, len(self.going)):
                came.append(self.back.get(timeout=A_MOMENT))
        letters = [self.going.pop(each) for each in came]
        try:
            self.keep([each.result() for each in came if not self.failed(each)])
        except SQLAlchemyError as trouble:  # the letters will be found in doubt; those still under way are to be kept
            self.trouble = self.trouble or trouble
        finally:
            CARRIED[self.database].difference_update(letter.id for letter in letters)

    def failed(self, carried: Future[Returned]) -> bool:
        """Tell whether an errand ended without any outcome; the first time is what this delivery ends with."""
        self.trouble = self.trouble or carried.exception()
        return carried.exception() is not None

    def keep(self, several: Sequence[Returned]) -> None:
        """Keep what became of some letters, in one transaction."""
        with self.database.everywhere() as db:  # a lease says whose a letter is, in whatever workspace
            record_these(db, [(each.errand.letter, each.outcome, each.at) for each in several])
            for errand, outcome, _ in several:
                if errand.pause and errand.pause.refusals and isinstance(outcome, Said | Changed):
                    pauses.lift(db, errand.letter.workspace)
        for errand, outcome, at in several:
            self.note(errand.letter, outcome, at)

    def note(self, letter: Letter, outcome: Outcome, at: datetime) -> None:
        """Count what came of a letter; one that Slack wasn't asked about keeps nobody waiting."""
        if outcome is NO_LONGER_TRUE:
            self.written_to.pop((letter.workspace, letter.to), None)
        if isinstance(outcome, Said):
            self.said += 1
            TALLIES.took("letter_lateness", max((at - letter.due_at).total_seconds(), 0))
        TALLIES.count("letters_handled", type(outcome).__name__.lower())
