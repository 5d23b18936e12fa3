"""A goal's date comes near, or has passed: what would its owner like to do with it (practice C11)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.blocks import Block, Message, actions, button, day, message, section
from bot.mentoring.facts import PersonFacts
from bot.mentoring.goals import Goal
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, in_brief, lasting
from scheduling.nudges.goal_check import is_pursued

BEFORE = timedelta(days=7)
AFTER = timedelta(days=3)
WINDOW = timedelta(days=7)
WORDS_OF_A_GOAL = 10
PASSED = "-passed"


def due(facts: PersonFacts) -> Iterator[Due]:
    """Ask a week before and three days after, unless the goal was looked at since; a moved date is a new one."""
    for goal in facts.goals:
        if goal.due_on and is_pursued(goal, facts):
            on = facts.person.hours.at(goal.due_on, time())
            occasion = f"goal{goal.id}-{goal.due_on}"
            yield from asked(facts, goal, on - BEFORE, occasion)
            yield from asked(facts, goal, on + AFTER, f"{occasion}{PASSED}")


def asked(facts: PersonFacts, goal: Goal, moment: datetime, occasion: str) -> Iterator[Due]:
    """Ask from their next usual time on, while the goal is open and untouched."""
    at = first_slot(facts.person, moment)
    if goal.updated_at < at < goal.parks_at:
        yield from lasting(facts.person, at, min(at + WINDOW, goal.parks_at), occasion)


def words(facts: PersonFacts, due: Due) -> Message:
    """Name the goal and its day, and offer what may become of it."""
    goal = asked_about(facts, due)
    return message(
        told(goal, due),
        actions(
            button("Done", "goal_reached", goal.id, style="primary", says="This goal is done"),
            button("Move date", "move_goal", goal.id, says="Move the goal's date"),
            button("Change", "open_goal", goal.id, says="Change the goal"),
            button("Drop", "drop_goal", goal.id, says="Drop the goal"),
        ),
    )


def rider(facts: PersonFacts, due: Due) -> list[Block]:
    """Offer the two likeliest."""
    goal = asked_about(facts, due)
    return [
        section(told(goal, due)),
        actions(
            button("Done", "goal_reached", goal.id, says="This goal is done"),
            button("Move date", "move_goal", goal.id, says="Move the goal's date"),
        ),
    ]


def told(goal: Goal, due: Due) -> str:
    """Say which day it is about."""
    named = f"“{in_brief(goal.text, WORDS_OF_A_GOAL)}”"
    on = day(goal.due_on) if goal.due_on else ""
    if due.occasion.endswith(PASSED):
        return f"The day you set for {named} was {on}. What would you like to do with it?"
    return f"The day you set for {named} is {on}. How does it stand?"


def asked_about(facts: PersonFacts, due: Due) -> Goal:
    """Find the goal an occasion is about."""
    return next(goal for goal in facts.goals if due.occasion.startswith(f"goal{goal.id}-"))


NUDGE = Nudge(
    kind="goal_due",
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=125,
    why="You get this because a goal of yours has a date.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
