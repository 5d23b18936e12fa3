"""At the beginning of a month, goals untouched for four weeks are asked about, in one message (practice C9)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.blocks import Block, Message, actions, choice, context, counted, message, option, section
from bot.mentoring.facts import PersonFacts
from bot.mentoring.goals import FAR, FEELINGS, PLENTY, Goal
from bot.mentoring.hours import Hours
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, in_brief

WINDOW = timedelta(days=7)
WORDS_OF_A_GOAL = 8


def due(facts: PersonFacts) -> Iterator[Due]:
    """Ask in the month in which a goal has its turn; one that stays untouched is asked about otherwise (C10)."""
    person, hours = facts.person, facts.person.hours
    for at in sorted({at for goal in facts.goals if is_pursued(goal, facts) for at in turns(goal, hours)}):
        yield Due(to=person.slack_id, at=at, until=at + WINDOW, occasion=f"{hours.local(at):%Y-%m}")


def is_pursued(goal: Goal, facts: PersonFacts) -> bool:
    """Tell whether it is open, theirs, and not of a pair that is resting, ended or has yet to meet."""
    meets = goal.pair is None or (goal.pair.meets and goal.pair.held > 0)
    return goal.is_open and goal.owner.slack_id == facts.person.slack_id and meets


def turns(goal: Goal, hours: Hours) -> tuple[datetime, ...]:
    """Find the month in which an untouched goal is asked about, if one begins before it is stale."""
    first = hours.first_working_day_of_month(goal.updated_at + goal.asked_after - timedelta.resolution)
    return (first,) if first < goal.stale_at else ()


def words(facts: PersonFacts, due: Due) -> Message:
    """Ask about the goals whose turn it is: how far each is, and how it feels."""
    asked = goals_in_turn(facts, due)
    return message(
        "How is it going? A tap on whatever has changed is enough.",
        *(block for goal in asked[:PLENTY] for block in (progress_of(goal), actions(feeling_of(goal)))),
        *others(asked),
    )


def rider(facts: PersonFacts, due: Due) -> list[Block]:
    """Ask only how far each is."""
    asked = goals_in_turn(facts, due)
    return [*map(progress_of, asked[:PLENTY]), *others(asked)]


def goals_in_turn(facts: PersonFacts, due: Due) -> list[Goal]:
    """List the goals to be asked about on this occasion, longest untouched first."""
    hours = facts.person.hours
    in_turn = (goal for goal in facts.goals if is_pursued(goal, facts) and due.at in turns(goal, hours))
    return sorted(in_turn, key=lambda goal: goal.updated_at)


def others(asked: Sequence[Goal]) -> list[Block]:
    """Say where the goals are that a message has no room for."""
    more = len(asked) - PLENTY
    return [context(f"And {counted(more, 'more goal')}: `/mentor goal`.")] if more > 0 else []


def progress_of(goal: Goal) -> Block:
    """Ask how far a goal is."""
    options = [option(label, f"{goal.id}:{step}") for step, label in FAR.items()]
    picker = choice("static_select", options, placeholder="How far?") | {"action_id": "goal_progress"}
    return section(f"*{in_brief(goal.text, WORDS_OF_A_GOAL)}*", picker)


def feeling_of(goal: Goal) -> Block:
    """Ask how a goal feels."""
    options = [option(label, f"{goal.id}:{feeling}") for feeling, label in FEELINGS.items()]
    return choice("static_select", options, placeholder="How does it feel?") | {"action_id": "goal_feels"}


NUDGE = Nudge(
    kind="goal_check",
    flow="C9",
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=120,
    why="You get this because you have an open goal.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
