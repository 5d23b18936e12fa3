"""A mentee who met their mentor and has no goal is offered help with one, once (practice C8)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Block, Message, actions, button, mention, message, section
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

AFTER_FIRST_SESSION = timedelta(days=7)
WINDOW = timedelta(days=14)


def due(facts: PairFacts) -> Iterator[Due]:
    """Offer it a week after the first session, if the mentee never had a goal."""
    pair, held = facts.pair, facts.held
    if not facts.meets or not held or any(goal.owner.slack_id == pair.mentee.slack_id for goal in facts.goals):
        return
    at = first_slot(pair.mentee, held[0].at + AFTER_FIRST_SESSION)
    yield from lasting(pair.mentee, at, at + WINDOW, "first")


def words(facts: PairFacts, _: Due) -> Message:
    """Offer to word a goal together; none is a valid answer."""
    pair = facts.pair
    return message(
        f"You have no goal noted for your time with {mention(pair.mentor.slack_id)}. "
        "One sentence is enough, and only you see it unless you share it. Shall we word one?",
        actions(
            button("Start", "new_goal", pair.id, style="primary", says="Start wording a goal"),
            button("Later", "later_goal", pair.id, says="Word a goal later"),
            button("No goal for now", "no_goal", pair.id),
        ),
    )


def rider(facts: PairFacts, _: Due) -> list[Block]:
    """Offer the same in a line."""
    return [
        section("Would you like to note a goal? One sentence is enough."),
        actions(
            button("Note a goal", "new_goal", facts.pair.id),
            button("No goal for now", "no_goal", facts.pair.id),
        ),
    ]


NUDGE = Nudge(
    kind="goal_setup",
    flow="C8",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=110,
    why="You get this because you met your mentor and have no goal noted.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
