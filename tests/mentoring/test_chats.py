"""A chat has a life of its own, and each side's wish for another stays private."""

from datetime import timedelta

import pytest

from bot.mentoring.chats import (
    WITHOUT_A_TIME,
    WITHOUT_A_WORD,
    Chat,
    ChatHasPassed,
    ChatIsAhead,
    ChatIsOver,
    ChatState,
    NotHeldYet,
    NotTheirChat,
    begin,
)
from tests.examples import MONDAY, ask

TOMORROW = MONDAY + timedelta(days=1)


def chat() -> Chat:
    return begin(ask(), MONDAY)


def held() -> Chat:
    one = chat()
    one.hold(MONDAY)
    return one


def test_a_chat_finds_a_time_another_one_and_takes_place_once() -> None:
    one = chat()
    assert (one.state, one.ends_at, one.lapses_at) == (ChatState.REQUESTED, None, MONDAY + WITHOUT_A_TIME)

    with pytest.raises(ChatHasPassed):
        one.schedule(MONDAY, MONDAY)
    one.schedule(TOMORROW, MONDAY)
    assert one.ends_at == TOMORROW + timedelta(minutes=20)
    assert one.lapses_at == TOMORROW + WITHOUT_A_WORD
    one.miss(TOMORROW)
    assert one.may_happen
    one.schedule(TOMORROW + timedelta(days=1), TOMORROW)

    with pytest.raises(ChatIsAhead):
        one.hold(TOMORROW)
    assert one.hold(TOMORROW + timedelta(days=2))
    assert not one.hold(TOMORROW + timedelta(days=3))
    assert one.held_at == TOMORROW + timedelta(days=2)
    for change in (one.miss, lambda now: one.schedule(now + timedelta(days=1), now)):
        with pytest.raises(ChatIsOver):
            change(TOMORROW)


def test_only_the_two_have_a_partner_in_it() -> None:
    assert chat().partner_of("UADA").slack_id == "UMEI"
    assert chat().partner_of("UMEI").slack_id == "UADA"
    with pytest.raises(NotTheirChat):
        chat().partner_of("UJONAS")


@pytest.mark.parametrize(
    ("mentee", "mentor", "both"),
    [
        (True, True, True),
        (True, False, False),
        (False, True, False),
        (False, False, False),
        (True, None, False),
        (None, False, False),
    ],
)
def test_something_comes_of_it_only_if_both_say_so_and_a_second_press_tells_nothing(
    mentee: bool | None, mentor: bool | None, both: bool
) -> None:
    one = held()

    said = [(who, again) for who, again in (("UADA", mentee), ("UMEI", mentor)) if again is not None]
    wishes = [one.wish(who, again=again) for who, again in said]

    assert wishes[-1] is both
    assert [one.wish(who, again=again) for who, again in said][-1] is both
    assert one.state is ChatState.HELD


def test_wishes_need_a_chat_that_was_held_and_isnt_over() -> None:
    with pytest.raises(NotHeldYet):
        chat().wish("UADA", again=True)
    one = held()
    one.convert(MONDAY)
    assert one.is_over
    with pytest.raises(ChatIsOver):
        one.wish("UADA", again=True)
