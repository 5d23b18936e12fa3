"""One run: letters, workers, faults and kills; and afterwards what people can read against what was promised."""

import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from threading import Thread

import sqlalchemy as sa

from bot.mentoring.letters import WAITING, LetterState
from bot.store.database import Database
from bot.store.tables.letters import letters
from bot.store.tables.people import people
from tests.examples import ada, letter
from tests.faults.clocks import FastClock
from tests.faults.failing_slack import FailingSlack, Odds, failing_slack
from tests.faults.processes import Zygote, gone, is_there

MONDAY_MORNING = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
AT_ONCE = 1000
ONLOOKER = "onlooker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What a run is made of."""

    name: str
    letters: int
    workspaces: int = 50
    workers: int = 1
    kills: int = 0
    pauses: int = 0
    skews: tuple[float, ...] = ()
    """By how many seconds each worker's own clock is wrong; a single one's jumps from one to the next."""
    odds: Odds = field(default_factory=Odds)
    design: str = "ours"
    crash: str = ""
    seed: int = 1
    patience: float = 900.0
    between: float = 1.0
    trouble: Callable[["Run"], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of it."""

    scenario: Scenario
    lost: int
    twice: int
    dead: int
    waiting: int
    posts: int
    refused: int
    busy: int
    too_early: int
    hung: int  # servers that were told to end and didn't within thirty seconds
    seconds: float
    states: Counter[str]

    @property
    def is_whole(self) -> bool:
        """Whether everybody read every letter once, and nobody spoke when told not to.

        While servers come and go, or lose the database, one may hear "wait" that another doesn't know of yet.
        """
        some = self.posts // 1000 if self.scenario.trouble else 0
        return not (self.lost or self.twice or self.waiting or self.hung or self.too_early > some)

    def __str__(self) -> str:
        """Say it in a line."""
        what = f"{self.scenario.name:<5} {self.scenario.design:<14} {self.scenario.letters:>6} letters"
        found = f"lost {self.lost}, twice {self.twice}, given up and told {self.dead}, waiting {self.waiting}"
        vain = f", asked in vain {self.refused}" if self.refused else ""
        posts = f"posts {self.posts}{vain}, 429s {self.busy}"
        return f"{what}: {found}, {posts}, too early {self.too_early}, hung {self.hung}, {self.seconds:.0f} s"


class Run:
    """A run under way."""

    def __init__(self, scenario: Scenario, zygote: Zygote, slack: FailingSlack, database_url: str) -> None:
        self.scenario, self.zygote, self.slack, self.url = scenario, zygote, slack, database_url
        # Whoever looks on isn't among those whose sessions are ended.
        address = sa.make_url(database_url)
        named = address.update_query_dict({"application_name": ONLOOKER})
        watched = named if address.get_backend_name() == "postgresql" else address
        self.database = Database(watched.render_as_string(hide_password=False))
        self.dice = random.Random(scenario.seed)  # noqa: S311 - faults, not secrets
        self.workers: list[int] = []
        self.names: dict[int, str] = {}
        self.crash = scenario.crash
        self.started = self.hung = 0

    def furnish(self) -> None:
        """Let everybody take part, and write all letters."""
        base = self.slack.clock()
        columns = [name for name in people.c.keys() if name != "id"]  # noqa: SIM118 - of columns, not of a dict
        named = [name for name in letters.c.keys() if name != "id"]  # noqa: SIM118 - as above
        readers, written = [], []
        for number in range(self.scenario.letters):
            workspace, reader = f"T{number % self.scenario.workspaces}", f"U{number}"
            somebody = ada(workspace=workspace, slack_id=reader, timezone="UTC")
            readers.append({name: getattr(somebody, name) for name in columns})
            one = letter(workspace=workspace, to=reader, key=f"check_in:{number}", due_at=base, written_at=base)
            written.append({name: getattr(one, name) for name in named})
        with self.database.everywhere() as db:
            for start in range(0, len(readers), AT_ONCE):
                db.execute(sa.insert(people), readers[start : start + AT_ONCE])
                db.execute(sa.insert(letters), written[start : start + AT_ONCE])

    def start(self, **otherwise: object) -> int:
        """Start one more worker."""
        name = str(self.started)
        order: dict[str, object] = {
            "database_url": self.url,
            "slack_url": f"{self.slack.url}{name}/",
            "clock": asdict(self.slack.clock),
        }
        order |= {"design": self.scenario.design, "crash": self.crash} | otherwise
        self.crash = ""
        if skews := self.scenario.skews:
            several = self.scenario.workers > 1
            order |= {"skews": [skews[self.started % len(skews)]] if several else skews, "shares_a_clock": several}
        self.started += 1
        number = self.zygote.worker(**order)
        self.names[number] = name
        self.workers.append(number)
        return number

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End one worker, whatever it is doing, and start another."""
        victim = self.dice.choice(self.workers)
        self.workers.remove(victim)
        self.signal(victim, how)
        if self.scenario.workers == 1:
            gone(victim)
        self.start()

    def signal(self, worker: int, what: signal.Signals) -> None:
        """Send a worker a signal, if it is still there; what it was told a moment ago nobody may hear of."""
        self.slack.strike(self.names[worker])
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, what)

    def pause(self, seconds: float) -> None:
        """Let one worker stand still for so long, as a suspended machine does."""
        victim = self.dice.choice(self.workers)
        self.signal(victim, signal.SIGSTOP)
        time.sleep(seconds)
        self.signal(victim, signal.SIGCONT)

    def left(self) -> int:
        """Count the letters that are not done with."""
        with self.database.survey() as db:
            query = sa.select(sa.func.count()).select_from(letters).where(letters.c.state.in_(WAITING))
            return int(db.scalar(query) or 0)

    def drain(self) -> None:
        """Wait until nothing waits, with kills on the way, but not for ever."""
        until = time.monotonic() + self.scenario.patience
        kills, pauses = self.scenario.kills, self.scenario.pauses
        while time.monotonic() < until and (self.left() or kills):
            self.revive()
            if kills:
                self.kill()
                kills -= 1
            if pauses:
                Thread(target=self.pause, args=(9 + 3 * self.dice.random(),), daemon=True).start()
                pauses -= 1
            time.sleep(self.dice.uniform(0.5, 1.5) * self.scenario.between)

    def revive(self) -> None:
        """Start those anew that ended by themselves."""
        for worker in [each for each in self.workers if not is_there(each)]:
            self.workers.remove(worker)
            self.start()

    def end(self) -> None:
        """End all workers."""
        for worker in self.workers:
            self.signal(worker, signal.SIGKILL)
        for worker in self.workers:
            gone(worker)

    def result(self, seconds: float) -> Result:
        """Compare what people can read with what is kept."""
        with self.database.survey() as db:
            kept = {number: state for number, state in db.execute(sa.select(letters.c.id, letters.c.state))}  # noqa: C416 - rows are no pairs to a type checker
        copies = Counter(each.letter for each in self.slack.log)
        said = [number for number, state in kept.items() if state is LetterState.SENT]
        return Result(
            scenario=self.scenario,
            lost=sum(copies[number] == 0 for number in said),
            twice=sum(number > 1 for number in copies.values()),
            dead=sum(state is LetterState.DEAD for state in kept.values()),
            waiting=sum(state in WAITING for state in kept.values()),
            posts=self.slack.calls["chat.postMessage"],
            refused=max(self.slack.calls_of_revoked.values(), default=0),
            busy=self.slack.calls["429"],
            too_early=self.slack.too_early,
            hung=self.hung,
            seconds=seconds,
            states=Counter(map(str, kept.values())),
        )


def carry_out(scenario: Scenario, made: Zygote, database_url: str) -> Result:
    """Do one run in an empty database."""
    clock = FastClock(MONDAY_MORNING.timestamp(), time.monotonic())
    with failing_slack(clock, scenario.odds, scenario.seed) as slack:
        run = Run(scenario, made, slack, database_url)
        run.furnish()
        began = time.monotonic()
        try:
            for _ in range(scenario.workers):
                run.start()
            if scenario.trouble:
                Thread(target=scenario.trouble, args=(run,), daemon=True).start()
            run.drain()
            time.sleep(LANDING)
            return run.result(time.monotonic() - began)
        finally:
            run.end()
            run.database.close()


LANDING = 2.2
"""Seconds on the wall in which what is late lands, and a second message of it would be seen."""


def by(design: str, scenario: Scenario) -> Scenario:
    """Let another design face the same."""
    return replace(scenario, design=design)
