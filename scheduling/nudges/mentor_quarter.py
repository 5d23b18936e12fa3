"""Every three months a mentor reads what their time came to, for their own eyes; it can be stopped (practice C16)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Block, Message, actions, button, counted, day, message, section
from bot.mentoring.facts import PersonFacts
from bot.mentoring.mentored import Quarter
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, in_brief, lasting

WINDOW = timedelta(days=21)
WINS_SHOWN = 2
WORDS_OF_A_WIN = 6


def due(facts: PersonFacts) -> Iterator[Due]:
    """Tell of each quarter in which they met anybody, once it is over, while they mentor anybody."""
    for quarter in facts.mentored.quarters if facts.mentored and facts.mentored.goes_on else ():
        at = first_slot(facts.person, quarter.ends)
        yield from lasting(facts.person, at, at + WINDOW, f"quarter{quarter.number}")


def words(facts: PersonFacts, due: Due) -> Message:
    """Sum it up, with what was shared with them."""
    quarter = told_of(facts, due)
    wins = "\n".join(f">{in_brief(win.about, WORDS_OF_A_WIN)}" for win in quarter.wins[-WINS_SHOWN:])
    return message(
        sum_of(facts, quarter),
        *([f"They shared how it went, with this among it:\n{wins}"] if wins else []),
        actions(
            button("As text", "quarter_text", quarter.number, says="Show these three months as text"),
            button("Change capacity", "open_offer", quarter.number, says="Change how many people you mentor"),
        ),
    )


def rider(facts: PersonFacts, due: Due) -> list[Block]:
    """Sum it up in a line."""
    quarter = told_of(facts, due)
    return [
        section(sum_of(facts, quarter)),
        actions(button("As text", "quarter_text", quarter.number, says="Show these three months as text")),
    ]


def sum_of(facts: PersonFacts, quarter: Quarter) -> str:
    """Say how often and how long, and with how many."""
    until = day(facts.person.hours.local(quarter.ends).date())
    met = f"{counted(len(quarter.meetings), 'session')}, {quarter.time} in all"
    people = "one person" if quarter.mentees == 1 else f"{quarter.mentees} people"
    return f"Your three months as a mentor up to {until}: {met}, with {people}. Thank you."


def told_of(facts: PersonFacts, due: Due) -> Quarter:
    """Find the quarter an occasion is about."""
    quarters = facts.mentored.quarters if facts.mentored else ()
    return next(each for each in quarters if due.occasion == f"quarter{each.number}")


NUDGE = Nudge(
    kind="mentor_quarter",
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=180,
    why="You get this because you mentored somebody in the last three months.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
