"""Whoever asks somebody who may never answer waits for a while, and all wait for the same answer."""

import threading
from collections.abc import Callable

from bot.playground.telephone import wait_until
from bot.probe import Probe

PATIENCE = 20


def answered_in_turn() -> tuple[Callable[[], int], list[int]]:
    """Make a question that is answered with how often it was asked."""
    asked: list[int] = []

    def question() -> int:
        asked.append(len(asked) + 1)
        return asked[-1]

    return question, asked


def test_an_answer_is_good_for_a_while_and_then_somebody_asks_again() -> None:
    question, _ = answered_in_turn()
    known, anew = Probe(question, PATIENCE, fresh_for=PATIENCE), Probe(question, PATIENCE)

    assert known() == known() == 1
    wait_until(lambda: (anew() or 0) > 2, PATIENCE, lambda: "nobody asked again")


def test_nobody_waits_for_an_answer_that_never_comes_and_nobody_asks_twice() -> None:
    question, asked = answered_in_turn()
    comes = threading.Event()

    def late() -> int:
        number = question()
        comes.wait(PATIENCE)
        return number

    probe = Probe(late, 0.01)
    assert probe() is probe() is None
    assert len(asked) <= 1
    comes.set()
    wait_until(lambda: probe() is not None, PATIENCE, lambda: "no answer came")
