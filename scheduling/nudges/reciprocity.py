"""A mentee may like to give something back: one small idea at a time, offered to them alone (practice C14)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from bot.blocks import Block, Message, actions, button, mention, message, section
from bot.mentoring.facts import PairFacts
from bot.mentoring.goals import GiveState, GoalState
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pulses import is_low, latest
from bot.mentoring.reciprocity import IDEAS, Idea, next_idea, sentence, untimely
from scheduling.nudges import Nudge, first_slot, lasting

KIND = "reciprocity"
WINDOW = timedelta(days=14)
IDEAS_REMEMBERED = 1024


def due(facts: PairFacts) -> Iterator[Due]:
    """Offer an idea to a pair that is doing well, weeks apart, and never again after "Not for me".

    Whoever lately said that it is hardly worth their time is offered none.
    It counts from the last session, so that one that found no room is still due after the next.
    """
    pair, held, customs = facts.pair, facts.held, facts.pair.customs
    refused = any(give.state is GiveState.REFUSED for give in facts.gives)
    if not facts.meets or len(held) < customs.gives_from or refused:
        return
    gave = [give.at for give in facts.gives] + [told.at for told in facts.told if told.kind == KIND]
    at = first_slot(pair.mentee, max([held[-1].at, *(moment + timedelta(days=customs.gives_every) for moment in gave)]))
    if is_low(latest(pair.mentee.slack_id, facts.answers, at, customs)):
        return
    if at < facts.slips_at and (idea := next_for(facts, at)):
        yield from lasting(pair.mentee, at, min(at + WINDOW, facts.slips_at), f"idea{idea.number}")


def next_for(facts: PairFacts, at: datetime) -> Idea | None:
    """Choose what the mentor cares about or the two work on, nothing before its time, and nothing twice."""
    mentor, goals = facts.pair.mentor, [goal for goal in facts.goals if goal.pair is facts.pair]
    reached = any(goal.state is GoalState.DONE for goal in goals)
    told = {number_of(told.occasion) for told in facts.told if told.kind == KIND}
    early = untimely(at - facts.pair.started_at, reached_a_goal=reached)
    used = frozenset({*(give.idea for give in facts.gives), *told, *early})
    topics = (*mentor.topics, mentor.in_return, *(goal.text for goal in goals if goal.is_open))
    return chosen(used, topics, f"pair{facts.pair.id}")


@lru_cache(maxsize=IDEAS_REMEMBERED)
def chosen(used: frozenset[int], topics: tuple[str, ...], seed: str) -> Idea | None:
    """Remember what was chosen: weighing all ideas takes longer than all other rules together."""
    return next_idea(used, topics, seed)


def number_of(occasion: str) -> int:
    """Read which idea an occasion is about."""
    return int(occasion.removeprefix("idea"))


def words(facts: PairFacts, due: Due) -> Message:
    """Offer the idea; nobody expects it."""
    pair, number = facts.pair, number_of(due.occasion)
    about = f"{pair.id}:{number}"
    return message(
        f"If you'd like to give something back to {mention(pair.mentor.slack_id)}, here is one idea:",
        f">{sentence(IDEAS[number - 1])}",
        actions(
            button("I'll do this", "give_this", about),
            button("Another idea", "another_idea", about),
            button("I already give back", "already_give", about),
            button("Not for me", "no_gives", about, says="Not for me: no more ideas like this"),
        ),
    )


def rider(facts: PairFacts, due: Due) -> list[Block]:
    """Offer the same in a line."""
    number = number_of(due.occasion)
    about = f"{facts.pair.id}:{number}"
    return [
        section(f"An idea, if you'd like to give something back: {sentence(IDEAS[number - 1])}"),
        actions(
            button("I'll do this", "give_this", about),
            button("Another idea", "another_idea", about),
            button("Not for me", "no_gives", about, says="Not for me: no more ideas like this"),
        ),
    ]


NUDGE = Nudge(
    kind=KIND,
    flow="C14",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=140,
    why="You get this because you and a mentor of yours meet regularly.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
