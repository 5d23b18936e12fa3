"""A note that lies unsent is mentioned twice at most (practice A9)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.asks import AskState
from bot.mentoring.facts import AskFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, lasting

AFTER_WORKING_DAYS = (3, 10)
WINDOW = timedelta(days=7)
LAST = "2"


def due(facts: AskFacts) -> Iterator[Due]:
    """Mention it some working days after it was last written on, and once more."""
    ask, hours = facts.ask, facts.ask.mentee.hours
    if ask.state is not AskState.DRAFT:
        return
    written = ask.written_at or ask.created_at
    for place, days in enumerate(AFTER_WORKING_DAYS, start=1):
        at = hours.working_days_after(written, days)
        yield from lasting(ask.mentee, at, at + WINDOW, str(place))


def words(facts: AskFacts, due: Due) -> Message:
    """Say that it is a draft, and what could become of it."""
    ask = facts.ask
    last = " I won't mention it again." if due.occasion == LAST else ""
    return message(
        f"Your note to {mention(ask.mentor.slack_id)} is still a draft. "
        f"People agree to help more often than askers expect.{last}",
        actions(
            button("Open draft", "open_draft", ask.id, style="primary", says=f"Open the draft to {ask.mentor.name}"),
            button("Shorter ask (20 min)", "shorter_draft", ask.id, says="Ask for 20 minutes only"),
            button("Drop it", "drop_draft", ask.id, says="Drop this draft"),
        ),
    )


NUDGE = Nudge(
    kind="draft_idle",
    about=AskFacts,
    class_=Class.NUDGE,
    priority=75,
    why="You get this because a note of yours isn't sent.",
    due=due,
    words=words,
)
