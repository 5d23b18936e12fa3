"""The threads that listen to people, and how many of them are at work."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import BoundedSemaphore, Lock
from typing import ParamSpec, TypeVar

ASIDE = 4
"""So few threads do what nobody waits for: when Slack hangs, people are to be acknowledged all the same."""

P = ParamSpec("P")
T = TypeVar("T")


class Listeners(ThreadPoolExecutor):
    """Threads for what people do. Bolt's own default of five starves acknowledgements (slack 1.2)."""

    def __init__(self, threads: int) -> None:
        """Make as many threads as people may be served at once."""
        super().__init__(threads, thread_name_prefix="listener")
        self._counting, self._at_work, self._aside = Lock(), 0, BoundedSemaphore(ASIDE)

    @property
    def at_work(self) -> int:
        """How many people are being served, or wait for it."""
        return self._at_work

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Serve somebody as soon as a thread is free."""
        with self._counting:
            self._at_work += 1
        try:
            served = super().submit(fn, *args, **kwargs)
        except RuntimeError:  # about to stop
            self._done()
            raise
        served.add_done_callback(self._done)
        return served

    def aside(self, task: Callable[[], object]) -> None:
        """Do something that nobody waits for; nothing is lost when there is no room for it, or when the end is near."""
        if not self._aside.acquire(blocking=False):
            return
        with suppress(RuntimeError):  # about to stop
            self.submit(task).add_done_callback(lambda _: self._aside.release())
            return
        self._aside.release()

    def _done(self, _: object = None) -> None:
        with self._counting:
            self._at_work -= 1
