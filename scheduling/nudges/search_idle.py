"""A saved search after which nobody was asked is mentioned twice at most (practice A9)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, message
from bot.mentoring.facts import PersonFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.searches import Search
from scheduling.nudges import Nudge, in_brief, lasting

AFTER_WORKING_DAYS = (3, 10)
WINDOW = timedelta(days=7)
WISH_WORDS = 6


def due(facts: PersonFacts) -> Iterator[Due]:
    """Mention each some working days after it was saved, and once more."""
    for search in facts.searches:
        if search.unanswered_since:
            since = int(search.unanswered_since.timestamp())
            for place, days in enumerate(AFTER_WORKING_DAYS, start=1):
                at = facts.person.hours.working_days_after(search.unanswered_since, days)
                yield from lasting(facts.person, at, at + WINDOW, f"{search.id}-{since}-{place}")


def meant(facts: PersonFacts, due: Due) -> Search:
    """Return the search an occasion is about."""
    number = int(due.occasion.partition("-")[0])
    return next(search for search in facts.searches if search.id == number)


def words(facts: PersonFacts, due: Due) -> Message:
    """Say what was looked for, and that it can be dropped."""
    search = meant(facts, due)
    wish = f" for “{in_brief(search.wish, WISH_WORDS)}”" if search.wish else ""
    last = " I won't mention it again." if due.occasion.endswith("-2") else ""
    return message(
        f"You saved a search{wish} and have asked nobody since. A request for 20 minutes is a small one.{last}",
        actions(
            button("Look again", "look_again", search.id, style="primary", says="Look for mentors again"),
            button("Drop it", "drop_search", search.id, says="Drop this search"),
        ),
    )


NUDGE = Nudge(
    kind="search_idle",
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=76,
    why="You get this because you saved a search.",
    due=due,
    words=words,
)
