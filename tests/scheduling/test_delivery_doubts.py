"""When an answer gets lost: looking before repeating, and what to do where nobody may look."""

from datetime import timedelta

import pytest

from bot.mentoring.letters import GRACE, LetterState
from bot.mentoring.occasions import Class
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo
from tests.examples import MONDAY
from tests.fakes import After, Clock, FakeSlack
from tests.scheduling.mailroom import Mailroom

A_MINUTE, A_SECOND = timedelta(minutes=1), timedelta(seconds=1)
AWAITED = Class.TRANSACTIONAL


def test_an_answer_that_got_lost_is_looked_for_and_not_said_again(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", After(SlackIsSilent()))

    mailroom.deliver()
    assert mailroom.found(written).state is LetterState.UNSURE
    mailroom.later(GRACE)

    assert mailroom.slack.copies(written.id) == 1
    assert mailroom.found(written).state is LetterState.SENT


def test_nobody_looks_before_a_late_message_can_have_landed(mailroom: Mailroom) -> None:
    mailroom.write()
    mailroom.slack.plan("post", SlackIsSilent())

    mailroom.deliver()
    mailroom.later(GRACE - timedelta(seconds=1))

    assert mailroom.slack.called("find") == []


def test_what_was_looked_for_and_is_not_there_is_said_again(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", SlackIsSilent())

    mailroom.deliver()
    mailroom.later(GRACE)

    assert mailroom.slack.copies(written.id) == 1


def test_what_certainly_is_not_there_is_said_until_it_is(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", *[SlackIsSilent()] * 5)

    mailroom.drain()

    assert len(mailroom.slack.called("post")) == 6
    assert mailroom.slack.copies(written.id) == 1


def test_a_slack_that_is_away_for_hours_is_asked_ever_more_rarely_and_given_up(mailroom: Mailroom) -> None:
    written = mailroom.write(class_=AWAITED)
    mailroom.slack.plan("post", *[SlackIsSilent()] * 9)
    mailroom.deliver()

    for number in range(7):
        mailroom.later(GRACE * 2**number - A_SECOND)
        assert len(mailroom.slack.called("post")) == number + 1
        mailroom.later(A_SECOND)
        assert len(mailroom.slack.called("post")) == number + 2
    mailroom.later(GRACE * 2**7)

    assert len(mailroom.slack.called("post")) == 8
    kept = mailroom.found(written)
    assert (kept.state, kept.trouble) == (LetterState.DEAD, "no answer")


@pytest.mark.parametrize("class_", [Class.NUDGE, Class.BROADCAST, Class.LEAD])
def test_where_nobody_may_look_a_missed_nudge_beats_a_double_one(mailroom: Mailroom, class_: Class) -> None:
    mailroom.slack.history = False
    written = mailroom.write(class_=class_)
    mailroom.slack.plan("post", After(SlackIsSilent()))

    mailroom.drain()

    assert mailroom.slack.copies(written.id) == 1
    assert mailroom.found(written).trouble == "unsure"


@pytest.mark.parametrize("class_", [Class.TRANSACTIONAL, Class.SERVICE])
def test_where_nobody_may_look_what_somebody_waits_for_is_said_once_more(mailroom: Mailroom, class_: Class) -> None:
    mailroom.slack.history = False
    written = mailroom.write(class_=class_)
    mailroom.slack.plan("post", SlackIsSilent())

    mailroom.drain()

    assert mailroom.slack.copies(written.id) == 1
    assert mailroom.found(written).state is LetterState.SENT


def test_where_nobody_may_look_twice_is_enough(mailroom: Mailroom) -> None:
    mailroom.slack.history = False
    written = mailroom.write(class_=AWAITED)
    mailroom.slack.plan("post", *[SlackIsSilent()] * 9)

    mailroom.drain()

    assert len(mailroom.slack.called("post")) == 2
    assert mailroom.found(written).trouble == "unsure"


def test_a_search_that_slack_slows_down_holds_back_only_what_is_searched_for(mailroom: Mailroom) -> None:
    mailroom.write()
    mailroom.slack.plan("post", After(SlackIsSilent()))
    mailroom.slack.plan("find", SlackIsBusy(60))
    mailroom.deliver()
    mailroom.write(key="another", to="UMEI")

    assert mailroom.later(GRACE) == 1
    assert mailroom.slack.read_by("UMEI") == ["How is it going?"]


def test_what_may_have_been_said_is_looked_for_even_when_it_may_no_longer_be_said(mailroom: Mailroom) -> None:
    written = mailroom.write(expires_at=MONDAY + A_MINUTE)
    mailroom.slack.plan("post", After(SlackIsSilent()))

    mailroom.deliver()
    mailroom.later(timedelta(hours=1))

    assert mailroom.found(written).state is LetterState.SENT


def test_what_was_not_said_and_is_no_longer_true_is_closed_after_the_search(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", SlackIsSilent())

    mailroom.deliver()
    mailroom.untrue.add(written.id)
    mailroom.later(GRACE)

    assert mailroom.found(written).state is LetterState.CANCELLED
    assert mailroom.slack.log == []


def test_a_token_that_is_taken_back_during_the_search_leaves_the_doubt(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", After(SlackIsSilent()))
    mailroom.slack.plan("find", SlackSaidNo("token_revoked"))
    mailroom.deliver()

    mailroom.later(GRACE)
    assert mailroom.found(written).state is LetterState.UNSURE
    mailroom.later(timedelta(days=1))

    assert mailroom.found(written).state is LetterState.SENT
    assert mailroom.slack.copies(written.id) == 1


def test_a_letter_that_was_said_while_this_machine_s_clock_was_ahead_is_found_all_the_same(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack = FakeSlack(Clock())
    mailroom.slack.plan("post", After(SlackIsSilent()))
    mailroom.clock.advance(timedelta(hours=1))

    mailroom.deliver()
    mailroom.later(GRACE)

    assert mailroom.slack.copies(written.id) == 1
    assert mailroom.found(written).state is LetterState.SENT
