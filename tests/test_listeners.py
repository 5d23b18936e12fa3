"""Listeners: many people at once, and few threads for what nobody waits for."""

import threading

from bot.listeners import ASIDE, Listeners


def test_what_nobody_waits_for_takes_few_threads_and_gives_them_back() -> None:
    listeners, go_on, done = Listeners(32), threading.Event(), []

    def wait() -> None:
        go_on.wait(20)
        done.append(1)

    for _ in range(ASIDE + 3):
        listeners.aside(wait)
    assert listeners.at_work == ASIDE
    go_on.set()
    listeners.shutdown(wait=True)

    assert len(done) == ASIDE


def test_near_the_end_nothing_is_begun_aside() -> None:
    listeners = Listeners(1)
    listeners.shutdown(wait=True)

    listeners.aside(lambda: None)

    assert listeners.at_work == 0
