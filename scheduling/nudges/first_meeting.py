"""A new pair without a date: the mentee, who books, hears of it twice, the mentor once (practice B3).

Days are counted from when both know that they are a pair: an introduction may be held, or wait for a common hour.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import INTRODUCTION, PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.people import Person
from scheduling.nudges import Nudge, booked, lasting, patience
from scheduling.nudges.first_meeting_choice import asked_after

WINDOW = timedelta(days=5)


def due(facts: PairFacts) -> Iterator[Due]:
    """Remind while nothing is booked, until both are asked how to go on."""
    if not facts.meets or facts.held or booked(facts):
        return
    customs = facts.pair.customs
    yield from reminders(facts, facts.pair.mentee, (customs.first_reminder, customs.second_reminder))
    yield from reminders(facts, facts.pair.mentor, (customs.second_reminder,))


def reminders(facts: PairFacts, reader: Person, working_days: Sequence[int]) -> Iterator[Due]:
    """Give one reader's reminders; each ends where the next begins."""
    patient = patience(facts, reader)
    since = facts.known_since
    choice = max(asked_after(facts), patient)
    moments = [max(reader.hours.working_days_after(since, days), patient) for days in working_days]
    for number, (at, end) in enumerate(zip(moments, [*moments[1:], choice], strict=True), start=1):
        yield from lasting(reader, at, min(at + WINDOW, end, choice), f"{facts.episode}-{number}")


def words(facts: PairFacts, due: Due) -> Message:
    """Say that there is no date, and to the mentor what would help."""
    pair = facts.pair
    no_date = f"There is no date yet for your first session with {mention(pair.partner_of(due.to).slack_id)}."
    if due.to == pair.mentor.slack_id:
        ask = "They may be waiting for a slot. Are there two you could offer?"
    elif due.occasion.endswith("-1"):
        ask = "Booking is usually yours, and twenty minutes are enough for a start. When would suit you?"
    else:
        ask = "When would suit you? I won't remind you of this date again."
    return message(
        f"{no_date} {ask}",
        actions(
            button("Book a session", "book_session", pair.id, style="primary"),
            button("We met: log it", "log_session", pair.id, says="We have met: log the session"),
            button("Pause", "pause_pair", pair.id, says="Pause until a date"),
        ),
    )


NUDGE = Nudge(
    kind="first_meeting",
    flow="B3",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=40,
    why="You get this because a new pair of yours has no first date.",
    due=due,
    words=words,
    follows=frozenset({INTRODUCTION}),
)
