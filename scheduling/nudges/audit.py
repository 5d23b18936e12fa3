"""Twice a year each is invited to look back, alone; a pair with a short term does so halfway (practice C19)."""

from collections.abc import Iterator

from bot.blocks import Block, Message, actions, button, mention, message, section
from bot.mentoring.audits import ASKED_AGAIN_AFTER, LAST_TURN, WINDOW, halfway, is_done, turns
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

AGAIN = "-again"


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask whoever hasn't handed theirs in, twice at most; a pair that is silent is asked how to go on instead."""
    pair, held = facts.pair, facts.held
    if not facts.meets or not held:
        return
    lasts = pair.term_ends_at - pair.started_at if pair.term_ends_at else None
    middle = halfway(pair.started_at, lasts)
    for reader in pair.both:
        for number, at in turns(held[0].at, middle, facts.quiet_since, facts.slips_at, pair.customs):
            occasion = f"audit{number}"
            if not is_done(reader.slack_id, facts.answers, occasion):
                first, again = first_slot(reader, at), first_slot(reader, at + ASKED_AGAIN_AFTER)
                yield from lasting(reader, first, min(again, facts.slips_at), occasion)
                yield from lasting(reader, again, min(at + WINDOW, facts.slips_at), f"{occasion}{AGAIN}")


def words(facts: PairFacts, due: Due) -> Message:
    """Invite; nothing of it reaches the other one unless it is ticked."""
    pair, last = facts.pair, " I won't ask again this time." if due.occasion.endswith(AGAIN) else ""
    return message(
        f"Time to look back on your mentoring with {mention(pair.partner_of(due.to).slack_id)}? It takes three "
        f"minutes. Your answers are yours; you choose which of them they see.{last}",
        actions(start(facts, due), later(facts, due)),
    )


def rider(facts: PairFacts, due: Due) -> list[Block]:
    """Invite in a line."""
    return [section("Three minutes to look back? Your answers are yours."), actions(start(facts, due))]


def start(facts: PairFacts, due: Due) -> Block:
    """Open the questions."""
    return button("Start", "open_audit", about(facts, due), style="primary", says="Start looking back")


def later(facts: PairFacts, due: Due) -> Block:
    """Put it off, as often as it is asked."""
    turn = LAST_TURN if due.occasion.endswith(AGAIN) else ""
    return button("Later", "later_audit", f"{about(facts, due)}{turn}", says="Look back later")


def about(facts: PairFacts, due: Due) -> str:
    """Name the pair, and which time it is that they look back."""
    return f"{facts.pair.id}:{due.occasion.removesuffix(AGAIN).removeprefix('audit')}"


NUDGE = Nudge(
    kind="audit",
    flow="C19",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=90,
    why="You get this because you two have met for a good while.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
