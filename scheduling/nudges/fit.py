"""After a first session each is asked, alone, how the fit feels; "too early" is asked again next time (practice B5)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.fits import FITS, to_ask_about
from bot.mentoring.occasions import Class, Due
from bot.mentoring.people import Person
from scheduling.nudges import Nudge

WINDOW = timedelta(days=7)
ASKED_ALREADY = "outcome"
"""Whoever is asked whether a session took place is asked how it felt with their answer, and needs no letter for it."""


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask about the first session, and about the next one after each "too early"; nobody whose partner has left."""
    pair = facts.pair
    for reader in pair.both if facts.meets else ():
        session = to_ask_about(reader.slack_id, facts.answers, facts.held)
        if session and not is_asked(facts, reader, f"session{session.id}"):
            at = reader.hours.next_slot(max(session.ends_at, session.noted_at))
            yield Due(to=reader.slack_id, at=at, until=at + WINDOW, occasion=f"session{session.id}")


def is_asked(facts: PairFacts, reader: Person, occasion: str) -> bool:
    """Tell whether they have the question about this session in front of them."""
    return any(
        told.kind == ASKED_ALREADY and told.to == reader.slack_id and told.occasion.startswith(occasion)
        for told in facts.told
    )


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
