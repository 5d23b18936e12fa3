"""After a booked session: did it take place? Asked once, and once more when nobody answered (practice C4)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.customs import Customs
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.people import Person
from bot.mentoring.sessions import Session
from scheduling.nudges import Nudge, booked

WINDOW = timedelta(days=7)
"""After another week few remember, and the nudges about silence offer to log it anyway."""
AGAIN = "-again"


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask the mentee each time, the mentor about the first session and every few; the first answer stands."""
    pair = facts.pair
    for number, session in enumerate(booked(facts), start=len(facts.held) + 1):
        yield from questions(session, pair.mentee, pair.customs)
        if number == 1 or number % pair.customs.mentor_asked_every == 0:
            yield from questions(session, pair.mentor, pair.customs)


def questions(session: Session, reader: Person, customs: Customs) -> Iterator[Due]:
    """Give both times of asking; the first ends where the second begins."""
    to, occasion = reader.slack_id, f"session{session.id}"
    first = reader.hours.next_slot(session.ends_at)
    again = reader.hours.working_days_after(first, customs.asked_again_after)
    yield Due(to=to, at=first, until=again, occasion=occasion)
    yield Due(to=to, at=again, until=again + WINDOW, occasion=f"{occasion}{AGAIN}")


def words(facts: PairFacts, due: Due) -> Message:
    """Ask, with one tap for each answer."""
    pair = facts.pair
    session = next(each for each in booked(facts) if due.occasion.removesuffix(AGAIN) == f"session{each.id}")
    on = pair.person(due.to).hours.local(session.at).date()
    partner = mention(pair.partner_of(due.to).slack_id)
    last = " I won't ask about this one again." if due.occasion.endswith(AGAIN) else ""
    return message(
        f"Did your session with {partner} on {day(on)} take place?{last}",
        actions(
            button("We met", "met", session.id, style="primary"),
            button("It moved…", "moved", session.id, says="It moved to another day"),
            button("Didn't happen", "missed", session.id, says="It didn't happen"),
        ),
    )


NUDGE = Nudge(
    kind="outcome",
    flow="C4",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=7,
    why="You get this because you had a session booked.",
    due=due,
    words=words,
    carries=True,
)
