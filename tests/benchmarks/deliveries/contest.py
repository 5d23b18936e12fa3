"""A contest: one load, one contestant in processes of its own, and what the slow Slack heard of it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil

from tests.benchmarks.deliveries.loads import GIANT, Load

SOURCES = Path(__file__).parents[3]
WARM_UP = 5.0
"""Seconds in which bursts are spent and everything is loaded, before anything counts."""
SOON = 0.25
KILLED_AFTER = 3.0
PATIENCE = {"G": 150.0, "K": 240.0}
"""Seconds after which a load that is run to its end is given up."""
AFTERWARDS = 5.0
"""Seconds in which a second copy would show."""
MEGABYTE = 1 << 20


class Process:
    """A program of ours that speaks a line at a time, and ends when its input does."""

    def __init__(self, name: str, order: Mapping[str, Any] | None = None) -> None:
        loud = None if os.environ.get("BENCH_LOUD") else subprocess.DEVNULL
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.deliveries.contestant", name, json.dumps(order or {})],
            cwd=SOURCES,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=loud,
            text=True,
        )
        self.seen = psutil.Process(self._process.pid)

    def hears(self, line: str) -> None:
        """Tell it something."""
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def says(self) -> Any:  # noqa: ANN401 - whatever the program tells
        """Wait for what it tells."""
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self._process.send_signal(signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """Wait until it is gone."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(40)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class SlowSlackThere:
    """The slow Slack, seen from here."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api/"
        self._root = f"http://127.0.0.1:{port}/"

    def begin_anew(self) -> None:
        """Let it forget everything."""
        with urlopen(f"{self._root}anew", data=b""):  # noqa: S310 - an address of this machine
            pass

    def tally(self) -> "Tally":
        """Ask what it heard."""
        with urlopen(f"{self._root}tally") as answer:  # noqa: S310 - as above
            told = json.load(answer)
        return Tally([Posted(*each) for each in told["posts"]], told["waits"], told["calls"], told["answered"])


@contextmanager
def slow_slack() -> Iterator[SlowSlackThere]:
    """Have one for a while."""
    process = Process("slow_slack")
    try:
        yield SlowSlackThere(process.says())
    finally:
        process.close()


@dataclass(frozen=True, slots=True)
class Posted:
    """One letter that can be read: which, where, and since when."""

    letter: int
    workspace: str
    at: float


@dataclass(frozen=True, slots=True)
class Tally:
    """What the slow Slack heard."""

    posts: list[Posted]
    waits: list[float]
    calls: Mapping[str, int]
    answered: Mapping[str, float]


@dataclass(slots=True, kw_only=True)
class Seen:
    """What was seen of one contest."""

    load: Load
    workers: int
    started: float = 0.0
    begins: float = 0.0
    ends: float = 0.0
    planned_in: float = 0.0
    processor: float = 0.0
    memory: float = 0.0
    tally: Tally = field(default_factory=lambda: Tally([], [], {}, {}))
    told: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """One contestant's program, its orders (the first worker's, and the others'), and the load it faces."""

    program: str
    orders: Sequence[Mapping[str, Any]]
    load: Load
    seconds: float

    def held(self, slack: SlowSlackThere) -> Seen:
        """Hold it: start everybody, let them work for so long, and write down what is seen."""
        seen = Seen(load=self.load, workers=len(self.orders))
        workers = [Process(self.program, self.orders[0])]
        try:
            seen.planned_in = workers[0].says().get("seconds", 0.0)
            workers += [Process(self.program, order) for order in self.orders[1:]]
            for worker in workers[1:]:
                worker.says()
            slack.begin_anew()
            seen.started = time.monotonic()
            for worker in workers:
                worker.hears(repr(seen.started))
            self._watch(seen, workers, slack)
            for worker in workers:
                worker.hears("end")
                seen.told.append(worker.says())
        finally:
            for worker in workers:
                worker.close()
        return seen

    def _watch(self, seen: Seen, workers: list[Process], slack: SlowSlackThere) -> None:
        """Look on until the time is over, or until everybody was served whom this load is about."""
        if self.load.name == "K":
            self._kill_one(seen, workers, slack)
            return
        before = sum(memory(worker) for worker in workers)
        time.sleep(WARM_UP)
        seen.begins, spent = time.monotonic(), sum(processor(worker) for worker in workers)
        until = seen.begins + PATIENCE.get(self.load.name, self.seconds)
        while time.monotonic() < until and not (self.load.name == "G" and is_through(slack.tally(), self.load)):
            time.sleep(SOON if self.load.name != "G" else 2.0)
            seen.memory = max(seen.memory, sum(memory(worker) for worker in workers) - before)
        seen.ends = time.monotonic()
        seen.processor = sum(processor(worker) for worker in workers) - spent
        seen.tally = slack.tally()

    def _kill_one(self, seen: Seen, workers: list[Process], slack: SlowSlackThere) -> None:
        """Kill a worker in the middle, start another, and wait until everything was said, or nothing more comes."""
        time.sleep(KILLED_AFTER)
        workers.pop(0).kill()
        workers.append(
            Process(self.program, dict(self.orders[0]) | ({"plans": 0} if "plans" in self.orders[0] else {}))
        )
        workers[-1].says()
        workers[-1].hears(repr(seen.started))
        until = time.monotonic() + PATIENCE["K"]
        last, since = 0, time.monotonic()
        while time.monotonic() < until:
            time.sleep(1)
            seen.tally = slack.tally()
            said = len({each.letter for each in seen.tally.posts})
            if said != last:
                last, since = said, time.monotonic()
            if said == self.load.due or (self.program == "one_job_each" and time.monotonic() - since > 20):
                break
        time.sleep(AFTERWARDS)
        seen.tally = slack.tally()


def is_through(tally: Tally, load: Load) -> bool:
    """Tell whether everybody but the giant was served."""
    return len({each.letter for each in tally.posts if each.workspace != GIANT}) >= load.workspaces * load.each


def memory(worker: Process) -> float:
    """Return how much memory a worker takes, in megabytes."""
    return worker.seen.memory_info().rss / MEGABYTE


def processor(worker: Process) -> float:
    """Return how many seconds of processor time a worker took so far."""
    times = worker.seen.cpu_times()
    return float(times.user + times.system)
