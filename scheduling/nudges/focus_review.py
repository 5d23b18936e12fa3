"""When something around a pair has changed, or after three months: is it still about the same thing? (practice C18)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.blocks import Block, Message, actions, button, mention, message, section
from bot.mentoring.answers import Topic, by
from bot.mentoring.facts import PairFacts
from bot.mentoring.goals import Goal, GoalState
from bot.mentoring.occasions import Class, Due
from bot.mentoring.people import Person
from scheduling.nudges import Nudge, first_slot, lasting

KIND = "focus_review"
AFTER_AGREEING = timedelta(days=90)
APART = timedelta(days=60)
WINDOW = timedelta(days=21)
CHANGED = "changed"


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask once for each reason, two months apart, whoever the reason is known to."""
    if not facts.meets or not facts.held:
        return
    for reader in facts.pair.both:
        answered = by(reader.slack_id, facts.answers, Topic.FOCUS)
        asked = {told.occasion: told.at for told in facts.told if told.kind == KIND and told.to == reader.slack_id}
        done = {each.occasion for each in answered}
        for occasion, since in reasons(facts, reader):
            others = [each.at for each in answered] + [at for about, at in asked.items() if about != occasion]
            rested = max((at + APART for at in others if at < since + WINDOW), default=since)
            if occasion not in done:
                until = min(since + WINDOW, facts.slips_at)
                yield from lasting(reader, first_slot(reader, max(since, rested)), until, occasion)


def reasons(facts: PairFacts, reader: Person) -> Iterator[tuple[str, datetime]]:
    """Name what may have changed what one of them wants; a private goal is a reason for its owner alone."""
    for goal in facts.goals:
        is_known = goal.owner is reader or goal.shared
        if goal.pair is facts.pair and is_known and (at := let_go_at(goal)):
            yield f"goal{goal.id}", at
    if reader.new_role_at and reader.new_role_at > facts.pair.started_at:
        yield f"role-{reader.new_role_at:%Y-%m-%d}", reader.new_role_at
    if (agreement := facts.holding) and (since := agreement.held_since):
        yield f"agreement{agreement.version}", since + AFTER_AGREEING


def let_go_at(goal: Goal) -> datetime | None:
    """Tell when a goal was dropped, or said to be another one now."""
    if goal.state is GoalState.DROPPED:
        return goal.closed_at
    return goal.updated_at if goal.is_open and goal.feeling == CHANGED else None


def words(facts: PairFacts, due: Due) -> Message:
    """Ask, with one tap for each answer."""
    partner = mention(facts.pair.partner_of(due.to).slack_id)
    told = f"Has what you want from your mentoring with {partner} changed? Only you see your answer."
    return message(told, actions(*buttons(facts, due)))


def rider(facts: PairFacts, due: Due) -> list[Block]:
    """Ask the same in a line."""
    return [section("Has what you want from this changed?"), actions(*buttons(facts, due))]


def buttons(facts: PairFacts, due: Due) -> list[Block]:
    """Offer the three answers; each carries what the question was about."""
    about = f"{facts.pair.id}:{due.occasion.replace('-', '_')}"
    return [
        button("Still the same", "focus_same", about, says="What I want is still the same"),
        button("It has changed", "focus_adjust", about, says="What I want has changed"),
        button("Wrap up", "focus_wrap_up", about, says="I'd rather wrap up"),
    ]


NUDGE = Nudge(
    kind=KIND,
    flow="C18",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=97,
    why="You get this because something around your mentoring may have changed.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
