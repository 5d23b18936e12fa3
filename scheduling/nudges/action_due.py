"""Something to do has its day: whoever has it on their list is reminded, once (practice C5)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.blocks import Block, Message, actions, button, day, mention, message, section
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.sessions import NOON, Action
from scheduling.nudges import Nudge, first_slot, in_brief, lasting

GIVEN_AFTER_WORKING_DAYS = 5
WINDOW = timedelta(days=7)
WORDS_OF_AN_ACTION = 12


def due(facts: PairFacts) -> Iterator[Due]:
    """Remind of what has a day, and the mentor of what the mentee noted for them without one.

    What a mentee took on without a day is asked about after the session anyway.
    """
    for action in facts.actions if facts.meets else ():
        if action.is_open and (at := reminded_at(facts, action)):
            yield from lasting(action.owner, at, at + WINDOW, f"action{action.id}-{action.due_on or 'given'}")


def reminded_at(facts: PairFacts, action: Action) -> datetime | None:
    """Find the moment: a working day before, or on the day itself when it was noted later than that."""
    hours = action.owner.hours
    if action.due_on:
        before = hours.working_days_before(hours.at(action.due_on, NOON), 1)
        return before if before > action.written_at else first_slot(action.owner, hours.at(action.due_on, time()))
    given = action.was_given and action.owner.slack_id == facts.pair.mentor.slack_id
    return hours.working_days_after(action.written_at, GIVEN_AFTER_WORKING_DAYS) if given else None


def words(facts: PairFacts, due: Due) -> Message:
    """Remind of it, and offer what may become of it."""
    action = reminded_of(facts, due)
    return message(
        told(facts, action),
        f">{in_brief(action.text, WORDS_OF_AN_ACTION)}",
        actions(
            button("Done", "action_done", action.id, style="primary", says="This is done"),
            button("Not yet", "not_yet", action.id, says="Not yet, it stays on my list"),
            button("Drop it", "drop_action", action.id, says="Take it off my list"),
        ),
    )


def rider(facts: PairFacts, due: Due) -> list[Block]:
    """Remind in a line."""
    action = reminded_of(facts, due)
    return [
        section(f"{told(facts, action)} {in_brief(action.text, WORDS_OF_AN_ACTION)}"),
        actions(button("Done", "action_done", action.id, says="This is done")),
    ]


def told(facts: PairFacts, action: Action) -> str:
    """Say by when, and who noted it."""
    partner = mention(facts.pair.partner_of(action.owner.slack_id).slack_id)
    who = f"{partner} noted this for you" if action.was_given else f"On your list from your session with {partner}"
    return f"{who}, by {day(action.due_on)}:" if action.due_on else f"{who}:"


def reminded_of(facts: PairFacts, due: Due) -> Action:
    """Find the action an occasion is about."""
    return next(each for each in facts.actions if due.occasion.startswith(f"action{each.id}-"))


NUDGE = Nudge(
    kind="action_due",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=85,
    why="You get this because something is on your list.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
