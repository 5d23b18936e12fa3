"""Tokens that a workspace took back: it is asked ever more rarely, and a new token ends the wait."""

from datetime import timedelta

import pytest

from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.slack import SlackSaidNo
from bot.store import pauses
from scheduling.delivery import deliver
from tests.examples import TEAM
from tests.scheduling.mailroom import Mailroom, everywhere

A_MINUTE = timedelta(minutes=1)
AWAITED = Class.TRANSACTIONAL


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
def test_a_workspace_that_took_its_token_back_is_asked_ever_more_rarely_until_it_gives_a_new_one(
    mailroom: Mailroom, code: str
) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", *[SlackSaidNo(code)] * 3)

    mailroom.deliver()
    for minutes, asked in ((4, 1), (1, 2), (59, 2), (1, 3), (60, 3)):
        mailroom.later(timedelta(minutes=minutes))
        assert len(mailroom.slack.called("post")) == asked

    assert mailroom.found(written).state is LetterState.DUE
    with mailroom.database.begin(TEAM) as db:
        assert pauses.why_paused(db, TEAM, mailroom.clock()) == code
        pauses.lift(db, TEAM)
    assert mailroom.deliver() == 1


def test_a_new_token_ends_the_wait_for_all_letters_at_once(mailroom: Mailroom) -> None:
    for number in range(3):
        mailroom.write(key=f"{number}")
    mailroom.slack.plan("post", SlackSaidNo("token_revoked"))
    mailroom.deliver()

    with mailroom.database.begin(TEAM) as db:
        pauses.lift(db, TEAM)
    assert [mailroom.later(timedelta(seconds=2)) for _ in range(3)] == [1, 1, 1]  # one a second to one person


def test_a_token_that_works_again_is_noticed_soon_and_its_refusals_forgotten(mailroom: Mailroom) -> None:
    for number in range(2):
        mailroom.write(key=f"{number}")
        mailroom.slack.plan("post", SlackSaidNo("token_revoked"))
        mailroom.deliver()

        assert mailroom.later(timedelta(minutes=5)) == 1


def test_a_workspace_without_a_token_is_looked_at_again(mailroom: Mailroom) -> None:
    mailroom.write()

    assert deliver(mailroom.database, everywhere(None), mailroom.clock, mailroom.still_true) == 0

    assert mailroom.later(timedelta(minutes=5)) == 1


def test_a_refusal_is_kept_in_slacks_own_word(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", SlackSaidNo("messages_tab_disabled"))

    mailroom.drain()

    kept = mailroom.found(written)
    assert (kept.state, kept.trouble) == (LetterState.DEAD, "messages_tab_disabled")
    assert len(mailroom.slack.called("post")) == 1
