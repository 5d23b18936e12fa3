"""Wording: several things in one letter, why it came, and how to have less of it."""

from datetime import date
from typing import Any

import pytest

from bot.blocks import Message, actions, button, context, message
from scheduling.nudges import first_meeting, outcome
from scheduling.wording import BUTTONS_MAX, VALUE_MAX, Part, compose, with_manners
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, a_pair, dues

ON = date(2026, 3, 9)


def letter(buttons: int) -> Message:
    """Word a letter with so many answers of its own."""
    return message("Hello.", actions(*(button(f"Answer {n}", f"answer_{n}") for n in range(buttons))), context("Why."))


def menu(words: Message) -> list[dict[str, Any]]:
    """Find what is offered behind the three dots."""
    row = next(block for block in words.blocks if block.get("block_id") == "manners")
    return next(list(each["options"]) for each in row["elements"] if each["type"] == "overflow")


@pytest.mark.parametrize(("buttons", "labels"), [(BUTTONS_MAX - 1, 3), (BUTTONS_MAX, 4)])
def test_snoozing_is_a_button_where_there_is_room_for_one(buttons: int, labels: int) -> None:
    words = with_manners(letter(buttons), "outcome:pair1:UADA:x", ON)

    row = next(block for block in words.blocks if block.get("block_id") == "manners")
    assert len(menu(words)) == labels
    assert [each["action_id"] for each in row["elements"]] == ["snooze", "manners"][labels - 3 :]


def test_the_promise_of_quiet_comes_last_and_the_reason_before_it() -> None:
    assert with_manners(letter(1), "k", ON).text.splitlines() == [
        "Hello.",
        "Why.",
        "No other nudge from me before Mon 9 March. `/mentor quiet` changes when I write.",
    ]


def test_a_choice_names_its_letter_unless_the_name_is_too_long() -> None:
    short, long = (with_manners(letter(1), key, ON) for key in ("k", "k" * VALUE_MAX))

    assert [option["value"] for option in menu(short)] == ["fewer:k", "stop:k", "pause:k"]
    assert [option["value"] for option in menu(long)] == ["fewer", "stop", "pause"]


def test_two_things_in_one_letter_are_divided_and_each_reason_is_given_once() -> None:
    facts = a_pair(booked=[MONDAY + DAY])
    part = Part(outcome.NUDGE, facts, dues(outcome.NUDGE, facts)[0])
    other = a_pair()
    reminder = Part(first_meeting.NUDGE, other, dues(first_meeting.NUDGE, other)[0])

    words = compose([part, part, reminder], reminder)

    assert [block["type"] for block in words.blocks].count("divider") == 3
    assert words.blocks[-1]["block_id"] == "why"
    assert words.text.endswith(
        "You get this because you had a session booked, and because a new pair of yours has no first date."
    )
    assert list(reminder.in_passing) == []
