"""A message that asks about several things: what is settled of it goes, and what is still asked stays."""

from typing import Any

import pytest

from bot import letterbox
from bot.blocks import Block, Message, actions, answered, button, context, divider, message, section
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.store import changes, letters
from tests.examples import TEAM, letter
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory

DATED, DONE, OVER = message("There is a date."), message("The goal is done."), message("This pair has ended.")
NOTED = message("Noted.")
WHY = context("You get this because you two met.", block_id="why")


def asks(what: str) -> list[Block]:
    return [section(f"{what}?"), actions(button("Yes", "yes"), block_id=what)]


BOTH = message(*asks("Met"), divider(), *asks("Goal"), WHY)


@pytest.fixture
def number(mailroom: Mailroom) -> int:
    """Ask Ada in one message whether they met and how a goal is going; return the number of their pair."""
    two = QuietStory(mailroom).pairs()
    usual: dict[str, Any] = {"to": "UADA", "class_": Class.SERVICE, "pair_id": two, **BOTH.payload}
    with mailroom.database.everywhere() as db:
        met, goal = letter(kind="outcome", key="outcome", **usual), letter(kind="goal_check", key="goal", **usual)
        letters.write(db, met, [goal])
    mailroom.drain()
    return two


def settles(mailroom: Mailroom, words: Message, number: int, *kinds: str) -> None:
    """Let something settle questions of these kinds, and let the message be changed."""
    with mailroom.database.begin(TEAM) as db:
        letterbox.retire(db, words, mailroom.clock(), pair=number, kinds=kinds)
    mailroom.drain()


def shown(mailroom: Mailroom) -> list[Block]:
    """Read what the message shows."""
    with mailroom.database.look(TEAM) as db:
        told = letters.by_key(db, "outcome")
        assert told is not None
        return changes.shown(db, told)


def test_each_question_is_settled_for_itself(mailroom: Mailroom, number: int) -> None:
    settles(mailroom, DONE, number, "goal_check")
    once = shown(mailroom)
    settles(mailroom, DATED, number, "outcome")
    settles(mailroom, OVER, number, "outcome", "goal_check")

    assert once == [*asks("Met"), divider(), *DONE.blocks, WHY]
    assert shown(mailroom) == [*DATED.blocks, divider(), *DONE.blocks, WHY]


def test_what_settles_all_of_it_is_said_once(mailroom: Mailroom, number: int) -> None:
    settles(mailroom, OVER, number, "outcome", "goal_check")

    assert shown(mailroom) == OVER.blocks


def test_an_answer_given_in_the_message_stays_there_when_the_rest_is_settled(mailroom: Mailroom, number: int) -> None:
    with mailroom.database.begin(TEAM) as db:
        told = letters.by_key(db, "outcome")
        assert told is not None
        changes.note(db, told, list(answered(changes.shown(db, told), "Met", NOTED).blocks))

    settles(mailroom, DONE, number, "goal_check")

    assert shown(mailroom) == [*NOTED.blocks, divider(), *DONE.blocks, WHY]


def test_where_the_questions_cannot_be_told_apart_all_of_it_goes(mailroom: Mailroom, number: int) -> None:
    with mailroom.database.begin(TEAM) as db:
        told = letters.by_key(db, "outcome")
        assert told is not None
        changes.note(db, told, [])

    settles(mailroom, DATED, number, "outcome")

    assert shown(mailroom) == DATED.blocks
    with mailroom.database.look(TEAM) as db:
        told = letters.by_key(db, "outcome")
        assert told is not None
        assert (told.state, told.retired_at is None) == (LetterState.SENT, False)
