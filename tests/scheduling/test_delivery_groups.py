"""Letters to two people at once: one room when Slack allows it, and a letter each when it doesn't."""

from datetime import timedelta

import pytest

from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo
from tests.fakes import After
from tests.scheduling.mailroom import Crash, Mailroom

INTRODUCTION = {
    "to": "UADA",
    "with_": ("UMEI",),
    "class_": Class.TRANSACTIONAL,
    "text": "Ada, meet Mei.",
    "key": "intro",
}


def test_both_read_an_introduction_in_one_room(mailroom: Mailroom) -> None:
    mailroom.write(**INTRODUCTION)

    mailroom.deliver()

    assert len(mailroom.slack.log) == 1
    assert mailroom.slack.read_by("UADA") == mailroom.slack.read_by("UMEI") == ["Ada, meet Mei."]


@pytest.mark.parametrize("code", ["missing_scope", "not_enough_users", "method_not_supported_for_channel_type"])
def test_without_a_room_each_gets_a_letter_with_the_same_words(mailroom: Mailroom, code: str) -> None:
    mailroom.write(**INTRODUCTION)
    mailroom.slack.plan("room", SlackSaidNo(code))

    mailroom.drain()

    assert [kept.state for kept in mailroom.all()] == [LetterState.CANCELLED, LetterState.SENT, LetterState.SENT]
    assert [kept.key for kept in mailroom.all()] == ["intro", "intro:UADA", "intro:UMEI"]
    assert mailroom.slack.read_in("DUADA") == mailroom.slack.read_in("DUMEI") == ["Ada, meet Mei."]


def test_a_room_that_does_not_answer_is_asked_for_again(mailroom: Mailroom) -> None:
    mailroom.write(**INTRODUCTION)
    mailroom.slack.plan("room", SlackIsSilent(), After(SlackIsSilent()), SlackIsBusy(5))

    mailroom.drain()

    assert mailroom.slack.read_by("UMEI") == ["Ada, meet Mei."]


def test_a_room_that_never_answers_is_given_up_after_hours(mailroom: Mailroom) -> None:
    written = mailroom.write(**INTRODUCTION)
    mailroom.slack.plan("room", *[SlackIsSilent()] * 20)

    for _ in range(60):
        mailroom.later(timedelta(minutes=5))

    assert mailroom.found(written).trouble == "no answer"
    assert len(mailroom.slack.called("room")) == 8


def test_a_lost_introduction_is_looked_for_in_its_room(mailroom: Mailroom) -> None:
    mailroom.write(**INTRODUCTION)
    mailroom.slack.plan("post", After(SlackIsSilent()))

    mailroom.drain()

    assert mailroom.slack.read_by("UMEI") == ["Ada, meet Mei."]


def test_a_crash_on_the_way_to_two_letters_makes_neither_twice(mailroom: Mailroom) -> None:
    mailroom.slack.groups = False
    mailroom.write(**INTRODUCTION)
    mailroom.slack.plan("post", After(Crash()))

    with pytest.raises(Crash):
        mailroom.deliver()
    mailroom.restart()
    mailroom.drain()

    assert mailroom.slack.read_in("DUADA") == mailroom.slack.read_in("DUMEI") == ["Ada, meet Mei."]


def test_nobody_is_introduced_to_somebody_who_left(mailroom: Mailroom) -> None:
    written = mailroom.write(**INTRODUCTION | {"with_": ("UPETER",)})

    mailroom.drain()

    assert mailroom.slack.log == []
    assert mailroom.found(written).state is LetterState.CANCELLED


def test_a_token_that_is_taken_back_does_not_scatter_a_group(mailroom: Mailroom) -> None:
    mailroom.write(**INTRODUCTION)
    mailroom.slack.plan("room", SlackSaidNo("token_revoked"))

    mailroom.deliver()

    assert [kept.state for kept in mailroom.all()] == [LetterState.DUE]
