"""A process that ends in the worst moment: after a restart every letter is there once."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event, orm

from bot.mentoring.letters import LEASE, LetterState
from bot.slack import SlackIsSilent
from bot.store.database import Database
from scheduling.delivery import tidy
from tests.fakes import After
from tests.scheduling.mailroom import Crash, Mailroom

Crashing = Callable[[Database, int], AbstractContextManager[None]]
CLAIM, LAST_QUESTION, RECORD = 1, 2, 3
"""One letter's transactions, in order."""


@contextmanager
def crashing_before_commit(database: Database, number: int) -> Iterator[None]:
    """End the process just before the n-th transaction is committed."""
    left = iter(range(number - 1, -1, -1))

    def crash(_connection: sa.Connection) -> None:
        if next(left, None) == 0:
            raise Crash

    event.listen(database.engine, "commit", crash)
    yield
    event.remove(database.engine, "commit", crash)


@contextmanager
def crashing_after_commit(_database: Database, number: int) -> Iterator[None]:
    """End the process just after the n-th transaction was committed."""
    left = iter(range(number - 1, -1, -1))

    def crash(_session: orm.Session) -> None:
        if next(left, None) == 0:
            raise Crash

    event.listen(orm.Session, "after_commit", crash)
    yield
    event.remove(orm.Session, "after_commit", crash)


@pytest.mark.parametrize("number", [CLAIM, LAST_QUESTION, RECORD])
@pytest.mark.parametrize("crashing", [crashing_before_commit, crashing_after_commit])
def test_a_crash_around_a_commit_neither_loses_nor_doubles(mailroom: Mailroom, crashing: Crashing, number: int) -> None:
    written = mailroom.write()

    with crashing(mailroom.database, number), pytest.raises(Crash):
        mailroom.deliver()
    mailroom.restart()
    mailroom.drain()

    assert mailroom.slack.copies(written.id) == 1
    assert mailroom.found(written).state is LetterState.SENT


@pytest.mark.parametrize("crash", [Crash(), After(Crash())], ids=["before", "after"])
def test_a_crash_around_the_post_neither_loses_nor_doubles(mailroom: Mailroom, crash: Crash | After) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", crash)

    with pytest.raises(Crash):
        mailroom.deliver()
    mailroom.restart()
    mailroom.drain()

    assert mailroom.slack.copies(written.id) == 1
    assert mailroom.found(written).state is LetterState.SENT


@pytest.mark.parametrize("crash", [Crash(), After(Crash())], ids=["before", "after"])
@pytest.mark.parametrize("lost", [SlackIsSilent(), After(SlackIsSilent())], ids=["not said", "said"])
def test_a_crash_while_looking_for_a_letter_neither_loses_nor_doubles(
    mailroom: Mailroom, crash: Crash | After, lost: SlackIsSilent | After
) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", lost)
    mailroom.slack.plan("find", crash)

    mailroom.deliver()
    with pytest.raises(Crash):
        mailroom.later()
    mailroom.restart()
    mailroom.drain()

    assert mailroom.slack.copies(written.id) == 1
    assert mailroom.found(written).state is LetterState.SENT


def test_a_crash_while_tidying_changes_nothing(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", After(Crash()))
    with pytest.raises(Crash):
        mailroom.deliver()

    with crashing_before_commit(mailroom.database, 1), pytest.raises(Crash):
        mailroom.later()
    mailroom.restart()
    mailroom.drain()

    assert mailroom.slack.copies(written.id) == 1


def test_a_sender_that_was_asleep_for_too_long_does_not_post(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.dozes = LEASE - timedelta(seconds=1)

    mailroom.deliver()

    assert mailroom.slack.log == []
    assert mailroom.found(written).state is LetterState.DUE


def test_a_letter_under_way_is_left_to_its_sender(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", Crash())
    with pytest.raises(Crash):
        mailroom.deliver()

    tidy(mailroom.database, mailroom.clock())
    mailroom.deliver()

    assert mailroom.found(written).state is LetterState.SENDING
