"""After thirty days and then every sixty each is asked, alone and in one tap, whether it is worth it (practice C13)."""

from collections.abc import Iterator

from bot.blocks import Block, Message, actions, choice, mention, message, option, section
from bot.mentoring.answers import Topic, by
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pulses import ASKED_AGAIN_AFTER, QUESTION, SCALE, WINDOW, turns
from scheduling.nudges import Nudge, first_slot, lasting

AGAIN = "-again"


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask whoever didn't answer, twice at most; a pair that is silent is asked how to go on instead."""
    pair = facts.pair
    if not facts.meets or not facts.held:
        return
    for reader in pair.both:
        said = {each.occasion for each in by(reader.slack_id, facts.answers, Topic.PULSE)}
        for number, at in turns(pair.started_at, facts.quiet_since, facts.slips_at, pair.customs):
            occasion = f"pulse{number}"
            if occasion not in said and facts.held[0].at <= at + WINDOW:
                first, again = first_slot(reader, at), first_slot(reader, at + ASKED_AGAIN_AFTER)
                yield from lasting(reader, first, min(again, facts.slips_at), occasion)
                yield from lasting(reader, again, min(at + WINDOW, facts.slips_at), f"{occasion}{AGAIN}")


def words(facts: PairFacts, due: Due) -> Message:
    """Ask for one tap, and say who sees it."""
    last = " I won't ask about this again for a while." if due.occasion.endswith(AGAIN) else ""
    partner = mention(facts.pair.partner_of(due.to).slack_id)
    return message(
        f"About your time with {partner}: {lower(QUESTION)} Neither they nor anybody else sees your answer.{last}",
        actions(scale(facts, due)),
    )


def rider(facts: PairFacts, due: Due) -> list[Block]:
    """Ask the same in a line."""
    return [section(f"{QUESTION} Only you see your answer."), actions(scale(facts, due))]


def scale(facts: PairFacts, due: Due) -> Block:
    """Offer the five answers; each carries which pulse it is."""
    number = due.occasion.removesuffix(AGAIN).removeprefix("pulse")
    options = [option(label, f"{facts.pair.id}:{number}_{score}") for score, label in SCALE.items()]
    return choice("static_select", options, placeholder="Is it worth your time?") | {"action_id": "pulse"}


def lower(sentence: str) -> str:
    """Put a question behind a colon."""
    return sentence[0].lower() + sentence[1:]


NUDGE = Nudge(
    kind="pulse",
    flow="C13",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=95,
    why="You get this because I ask each of you alone, now and then, how it goes.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
