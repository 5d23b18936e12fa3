"""The threads that listen to people, and how many of them are at work."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Listeners(ThreadPoolExecutor):
    """Threads for what people do. Bolt's own default of five starves acknowledgements (slack 1.2)."""

    def __init__(self, threads: int) -> None:
        """Make as many threads as people may be served at once."""
        super().__init__(threads, thread_name_prefix="listener")
        self._counting, self._at_work = Lock(), 0

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

    def _done(self, _: object = None) -> None:
        with self._counting:
            self._at_work -= 1
