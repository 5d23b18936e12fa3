"""A pair that stays silent is left to rest, and both hear on which day (practice D6)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import REST_GRACE
from scheduling.nudges import Nudge, first_slot, patience

WINDOW = timedelta(days=5)
AFTER_STALL = timedelta(days=14)


def due(facts: PairFacts) -> Iterator[Due]:
    """Tell both, from one moment on, so that both read the same day.

    A plan that came to nothing puts it off further than the question that comes before it, or the two would coincide.
    """
    pair = facts.pair
    if not facts.meets:
        return
    at = max(
        first_slot(reader, max(pair.rest_notice_at, patience(facts, reader) + AFTER_STALL)) for reader in pair.both
    )
    for reader in pair.both:
        yield Due(to=reader.slack_id, at=at, until=at + WINDOW, occasion=facts.episode)


def words(facts: PairFacts, due: Due) -> Message:
    """Name the day, what keeps the pair going, and that nobody is to blame."""
    pair = facts.pair
    rests = pair.person(due.to).hours.local(due.at + REST_GRACE).date()
    partner = mention(pair.partner_of(due.to).slack_id)
    return message(
        f"I'll let your pair with {partner} rest on {day(rests)}, unless one of you keeps it going with a tap. "
        "Resting isn't a mark against anyone.",
        actions(
            button("Keep it going", "keep_pair", pair.id, style="primary", says="Keep this pair going"),
            button("Pause until…", "pause_pair", pair.id, says="Pause until a date"),
            button("Wrap up now", "end_pair", pair.id, says="Wrap up this pair now"),
        ),
    )


NUDGE = Nudge(
    kind="rest_notice",
    flow="D6",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=10,
    why="You get this because a pair of yours has been quiet for long.",
    due=due,
    words=words,
    reserved=True,
)
