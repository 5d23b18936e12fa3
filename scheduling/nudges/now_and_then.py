"""Two who meet now and then: the mentee is reminded once a quarter for a year, then asked whether to keep it (E5)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.closings import NOW_AND_THEN_EVERY, NOW_AND_THEN_TIMES, year_begins_at
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import KEEP_WAITS
from scheduling.nudges import Nudge, first_slot, lasting

WINDOW = timedelta(days=14)


def due(facts: PairFacts) -> Iterator[Due]:
    """Remind four times, and the fifth time ask."""
    pair, begins = facts.pair, year_begins_at(facts.pair)
    if pair.lifecycle is not Lifecycle.REDEFINED or begins is None:
        return
    for number in range(1, NOW_AND_THEN_TIMES + 2):
        at = first_slot(pair.mentee, begins + number * NOW_AND_THEN_EVERY)
        is_last = number > NOW_AND_THEN_TIMES
        # A pause moves all of it: who was reminded before isn't reminded again, who was asked before is asked anew.
        since = begins if is_last else pair.redefined_at or begins
        met_since = any(each.at > at - NOW_AND_THEN_EVERY / 2 for each in facts.held)
        if is_last or not met_since:
            until = at + (KEEP_WAITS if is_last else WINDOW)
            yield from lasting(pair.mentee, at, until, f"{since:%Y-%m-%d}-{number}")


def words(facts: PairFacts, due: Due) -> Message:
    """Remind lightly; after a year, ask whether to keep it."""
    pair = facts.pair
    mentor = mention(pair.mentor.slack_id)
    if not due.occasion.endswith(f"-{NOW_AND_THEN_TIMES + 1}"):
        return message(
            f"You and {mentor} meant to meet now and then. Is there something you'd like to tell or ask them?",
            actions(
                button("Set a date", "book_session", pair.id, style="primary"),
                button("Done for now", "go_on_done", pair.id, says="Stop meeting now and then"),
            ),
        )
    closes_on = f" on {day(pair.mentee.hours.local(pair.closes_at).date())}" if pair.closes_at else ""
    return message(
        f"For a year you and {mentor} have been in touch now and then. Would you like to keep that? Without an answer "
        f"I close it kindly{closes_on}.",
        actions(
            button("Keep it", "keep_now_and_then", pair.id, style="primary", says="Keep meeting now and then"),
            button("Start again", "reopen", pair.id, says="Start again with a schedule"),
            button("Done for now", "go_on_done", pair.id, says="Stop meeting now and then"),
        ),
    )


NUDGE = Nudge(
    kind="now_and_then",
    flow="E5",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=160,
    why="You get this because you two meet now and then.",
    due=due,
    words=words,
)
