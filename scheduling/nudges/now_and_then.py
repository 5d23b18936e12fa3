"""Two who meet now and then: the mentee is reminded once a quarter for a year, then asked whether to keep it (E5)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.closings import KEEP_WAITS, NOW_AND_THEN_EVERY, NOW_AND_THEN_TIMES
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import GoesOnAs
from scheduling.nudges import Nudge, first_slot, lasting

WINDOW = timedelta(days=14)


def due(facts: PairFacts) -> Iterator[Due]:
    """Remind four times, and the fifth time ask."""
    pair, since = facts.pair, facts.pair.redefined_at
    if pair.lifecycle is not Lifecycle.REDEFINED or pair.goes_on_as is not GoesOnAs.NOW_AND_THEN or since is None:
        return
    for number in range(1, NOW_AND_THEN_TIMES + 2):
        at = first_slot(pair.mentee, since + number * NOW_AND_THEN_EVERY)
        window = KEEP_WAITS if number > NOW_AND_THEN_TIMES else WINDOW
        met_since = any(each.at > at - NOW_AND_THEN_EVERY / 2 for each in facts.held)
        if number > NOW_AND_THEN_TIMES or not met_since:
            yield from lasting(pair.mentee, at, at + window, f"{since:%Y-%m-%d}-{number}")


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
    return message(
        f"For a year you and {mentor} have been in touch now and then. Would you like to keep that? Without an answer "
        "I close it kindly in four weeks.",
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
