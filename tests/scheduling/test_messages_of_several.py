"""A message that asks about several things: what is settled of it goes, and what is still asked stays."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from bot import farewells, letterbox, parting, safety
from bot.blocks import Block, Message, actions, answered, button, context, divider, in_own_words, message, said, section
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.store import changes, letters, pairs, people
from bot.store.tables.letters import letters as letter_rows
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


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda db, pair, now: safety.still(db, pair, pair.mentee, now), "Your pair with <@UMEI> was paused"),
        (lambda db, pair, now: farewells.begin(db, pair, "UMEI", now), "You and <@UMEI> began to wrap up"),
        (parting.clear_away, "Your pair with <@UMEI> has ended"),
    ],
)
def test_what_is_settled_says_which_of_several_pairs_it_is_and_stays_true(
    mailroom: Mailroom, number: int, act: Callable[[orm.Session, Pair, datetime], object], told: str
) -> None:
    with mailroom.database.begin(TEAM) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        two["UJONAS"].capacity = 1
        other = pairs.make(db, two["UJONAS"], two["UADA"], "Talks", mailroom.clock())
        db.execute(sa.update(letter_rows).where(letter_rows.c.kind == "goal_check").values(pair_id=other.id))
        db.execute(sa.update(letter_rows).values(class_=Class.NUDGE))
    with mailroom.database.begin(TEAM) as db:
        pair = pairs.one(db, number)
        assert pair is not None
        pair.meet(mailroom.clock(), mailroom.clock())
        act(db, pair, mailroom.clock())
    mailroom.drain()

    first, *others = shown(mailroom)
    assert said(first).startswith(told)
    assert others == [divider(), *asks("Goal"), WHY]


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


def test_of_one_of_several_what_is_somebodys_own_stays_below_what_settles_it(mailroom: Mailroom, number: int) -> None:
    with mailroom.database.begin(TEAM) as db:
        told = letters.by_key(db, "outcome")
        assert told is not None
        talk = section("To talk about:\n>Your talk", button("Add", "add"))
        changes.note(db, told, [talk, *asks("Met"), divider(), *asks("Goal"), WHY])

        letterbox.retire(db, DATED, mailroom.clock(), pair=number, kinds=("outcome",), stays=in_own_words)
    mailroom.drain()

    assert shown(mailroom) == [
        *DATED.blocks,
        section("To talk about:\n>Your talk"),
        divider(),
        *asks("Goal"),
        WHY,
    ]
