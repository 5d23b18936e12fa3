"""Processes: made quickly by one that has everything loaded, and known to be there or gone."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2]


class Zygote:
    """Makes workers."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.zygote"]
        environment = os.environ | {"PYTHONPATH": str(SOURCES)}
        self._process = subprocess.Popen(
            command,
            cwd=SOURCES,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            stderr=None if os.environ.get("FAULTS_LOUD") else subprocess.DEVNULL,
        )

    def worker(self, **order: object) -> int:
        """Make one; return the number of its process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """Make no more."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


def is_there(number: int) -> bool:
    """Tell whether a process is still there."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def gone(number: int, patience: float = 30) -> bool:
    """Wait until a process is gone."""
    until = time.monotonic() + patience
    while is_there(number) and time.monotonic() < until:
        time.sleep(0.01)
    return not is_there(number)


@contextlib.contextmanager
def zygote() -> Iterator[Zygote]:
    """Have a zygote for a while."""
    made = Zygote()
    try:
        yield made
    finally:
        made.close()
