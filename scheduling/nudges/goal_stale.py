"""A goal nobody touched for six weeks: is it still one? After nine weeks it is put aside, silently (practice C10)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Block, Message, actions, button, message, section
from bot.mentoring.facts import PersonFacts
from bot.mentoring.goals import Goal
from bot.mentoring.hours import ONE_DAY
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, in_brief, lasting
from scheduling.nudges.goal_check import is_pursued

WORDS_OF_A_GOAL = 10
TO_ANSWER = timedelta(days=7)
"""Nobody is asked on the day on which the goal is put aside: so much time is left for the tap."""


def due(facts: PersonFacts) -> Iterator[Due]:
    """Ask once for each stretch of silence, while there is time to answer before the goal is put aside."""
    for goal in facts.goals:
        if is_pursued(goal, facts):
            at = first_slot(facts.person, goal.stale_at)
            since = facts.person.hours.local(goal.updated_at).date()
            until = min(max(goal.parks_at - TO_ANSWER, at + ONE_DAY), goal.parks_at)
            yield from lasting(facts.person, at, until, f"goal{goal.id}-{since}")


def words(facts: PersonFacts, due: Due) -> Message:
    """Ask, with a tap for each answer."""
    goal = asked_about(facts, due)
    aside = "Without a tap I put it aside in a while, and you can take it up again whenever you like."
    then = "Without a tap it stays open until its day." if goal.waits_for_its_day else aside
    return message(
        f"Is “{in_brief(goal.text, WORDS_OF_A_GOAL)}” still your goal? {then}",
        actions(
            button("Keep", "keep_goal", goal.id, style="primary", says="Keep the goal"),
            button("Rewrite", "open_goal", goal.id, says="Rewrite the goal"),
            button("Drop", "drop_goal", goal.id, says="Drop the goal"),
        ),
    )


def rider(facts: PersonFacts, due: Due) -> list[Block]:
    """Ask in a line."""
    goal = asked_about(facts, due)
    return [
        section(f"Is “{in_brief(goal.text, WORDS_OF_A_GOAL)}” still your goal?"),
        actions(
            button("Keep", "keep_goal", goal.id, says="Keep the goal"),
            button("Drop", "drop_goal", goal.id, says="Drop the goal"),
        ),
    ]


def asked_about(facts: PersonFacts, due: Due) -> Goal:
    """Find the goal an occasion is about."""
    return next(goal for goal in facts.goals if due.occasion.startswith(f"goal{goal.id}-"))


NUDGE = Nudge(
    kind="goal_stale",
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=130,
    why="You get this because you have an open goal.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
