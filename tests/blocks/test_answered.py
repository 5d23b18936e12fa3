"""An answer takes the place of its own question and of no other."""

from bot.blocks import Block, actions, answered, button, context, divider, message, section

NOTED = message("Noted.")
WHY = context("You get this because you had a session booked.", block_id="why")


def asked(what: str) -> list[Block]:
    """Ask something with a button."""
    return [section(f"{what}?"), actions(button("Yes", "yes"), block_id=what)]


def test_a_single_question_is_replaced_whole() -> None:
    shown = [*asked("met"), actions(button("Snooze", "snooze"), block_id="manners"), WHY]

    assert answered(shown, "met", NOTED) == NOTED


def test_of_two_questions_the_other_stays() -> None:
    shown = [*asked("met"), divider(), *asked("goal"), WHY]

    first, second = (answered(shown, pressed, NOTED) for pressed in ("met", "goal"))

    assert first.blocks == [*NOTED.blocks, divider(), *asked("goal"), WHY]
    assert second.blocks == [*asked("met"), divider(), *NOTED.blocks, WHY]
    assert first.text == "Noted.\ngoal?\nYou get this because you had a session booked."


def test_answering_one_after_the_other_leaves_no_question() -> None:
    shown = [*asked("met"), divider(), *asked("goal"), WHY]

    once = answered(shown, "met", NOTED)
    twice = answered(once.blocks, "goal", NOTED)

    assert twice.blocks == [*NOTED.blocks, divider(), *NOTED.blocks, WHY]


def test_what_nobody_said_unasked_is_replaced_whole() -> None:
    shown = [*asked("met"), divider(), *asked("goal")]

    assert answered(shown, "met", NOTED) == NOTED


def test_a_button_that_is_not_there_replaces_everything() -> None:
    shown = [*asked("met"), divider(), *asked("goal"), WHY]

    assert answered(shown, "else", NOTED) == NOTED
    assert answered([], "met", NOTED) == NOTED
