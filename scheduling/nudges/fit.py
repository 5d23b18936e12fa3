"""After a first session each is asked, alone, how the fit feels; "too early" is asked again next time (practice B5)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.answers import FITS, Topic, by
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.people import Person
from scheduling.nudges import Nudge

WINDOW = timedelta(days=7)
EARLY = "early"
ASKED_MOST = 3
"""Whoever can't tell after three sessions is asked by the pulse, later and less often."""


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask about the first session nobody gave an answer for, and again after "too early"."""
    if facts.pair.meets:
        for reader in facts.pair.both:
            yield from question(facts, reader)


def question(facts: PairFacts, reader: Person) -> Iterator[Due]:
    """Ask one of them, the day after they met or after it was noted."""
    said = by(reader.slack_id, facts.answers, Topic.FIT)
    if said and said[-1].value != EARLY:
        return
    number = len(said)
    if number < min(len(facts.held), ASKED_MOST):
        session = facts.held[number]
        at = reader.hours.next_slot(max(session.ends_at, session.noted_at))
        yield Due(to=reader.slack_id, at=at, until=at + WINDOW, occasion=f"session{session.id}")


def words(facts: PairFacts, due: Due) -> Message:
    """Ask for one tap, and say who sees it."""
    pair, session = facts.pair, due.occasion.removeprefix("session")
    return message(
        f"You and {mention(pair.partner_of(due.to).slack_id)} have met. How does the fit feel so far? "
        "Only you see your answer.",
        actions(
            button(FITS["good"], "fit_good", session, says="The fit feels good"),
            button(FITS["early"], "fit_early", session, says="It's too early to tell how the fit feels"),
            button(FITS["wrong"], "fit_wrong", session, says="The fit doesn't feel right"),
        ),
    )


NUDGE = Nudge(
    kind="fit",
    flow="B5",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=8,
    why="You get this because you two are getting to know each other.",
    due=due,
    words=words,
)
