"""A probe: a question to somebody who may never answer, asked so that whoever wants to know waits only so long."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Probe(Generic[T]):
    """Asks one question at a time, in a thread that keeps no process from ending, and knows the answer for a while."""

    def __init__(self, question: Callable[[], T], patience: float, fresh_for: float = 0.0) -> None:
        """Ask nothing yet; both are seconds. The question has to come back with an answer, also when it fails."""
        self._question, self._patience, self._fresh_for = question, patience, fresh_for
        self._lock, self._open = threading.Lock(), None

    _open: Future[T] | None

    def __call__(self) -> T | None:
        """Return the answer; None when there is none in time. Then the question stays open, and nobody asks another."""
        with self._lock:
            if self._open is None:
                self._open = Future()
                threading.Thread(target=self._ask, args=(self._open,), name="probe", daemon=True).start()
            waited_for = self._open
        try:
            return waited_for.result(self._patience)
        except TimeoutError:
            return None

    def _ask(self, answer: Future[T]) -> None:
        try:
            answer.set_result(self._question())
            threading.Event().wait(self._fresh_for)
        finally:
            with self._lock:
                self._open = None
