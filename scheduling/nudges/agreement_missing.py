"""A pair that met and agreed on nothing yet: the mentee is asked, a week later both, and then nobody (practice B6)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Block, Message, actions, button, mention, message, section
from bot.mentoring.agreements import missing
from bot.mentoring.answers import Topic
from bot.mentoring.facts import AGREEMENT_MISSING, LAST_TIME, PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

FIRST_AFTER = timedelta(days=7)
LAST_AFTER = timedelta(days=14)
WINDOW = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask whoever hasn't said theirs, until something is on the table or one of them would rather keep it informal."""
    pair, held = facts.pair, facts.held
    said_no = any(each.topic is Topic.INFORMAL for each in facts.answers)
    if not facts.meets or not held or facts.agreements or said_no:
        return
    spoke = [each.author for each in facts.drafts if not missing(each.terms, is_mentee=each.author is pair.mentee)]
    last = {reader: first_slot(reader, held[0].at + LAST_AFTER) for reader in pair.both if reader not in spoke}
    if pair.mentee in last:
        yield from lasting(pair.mentee, first_slot(pair.mentee, held[0].at + FIRST_AFTER), last[pair.mentee], "first")
    for reader, at in last.items():
        yield from lasting(reader, at, min(at + WINDOW, facts.slips_at), LAST_TIME)


def words(facts: PairFacts, due: Due) -> Message:
    """Offer to compare; keeping it informal is a valid answer."""
    pair = facts.pair
    last = " I won't ask again." if due.occasion == LAST_TIME else ""
    return message(
        f"You and {mention(pair.partner_of(due.to).slack_id)} have met. Would you like to agree on how you work "
        f"together? Six short questions, each alone; I show only where you differ.{last}",
        actions(
            button("Start", "open_agreement", pair.id, style="primary", says="Start with the six questions"),
            button("Keep it informal", "no_agreement", pair.id, says="Keep it informal, without an agreement"),
        ),
    )


def rider(facts: PairFacts, _: Due) -> list[Block]:
    """Offer the same in a line."""
    pair = facts.pair
    return [
        section("Would you two like to agree on how you work together? Six short questions, each alone."),
        actions(
            button("Start", "open_agreement", pair.id, says="Start with the six questions"),
            button("Keep it informal", "no_agreement", pair.id, says="Keep it informal, without an agreement"),
        ),
    ]


NUDGE = Nudge(
    kind=AGREEMENT_MISSING,
    flow="B6",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=105,
    why="You get this because a pair of yours has met and has no agreement.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
