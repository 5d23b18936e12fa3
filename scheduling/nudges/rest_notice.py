"""A pair that stays silent is left to rest, and both hear on which day (practice D6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import REST_GRACE
from scheduling.nudges import Nudge, first_slot, patience

WINDOW = timedelta(days=5)
STILL_TRUE = timedelta(days=366)
"""A notice that couldn't come in time may come whenever the silence still lasts: it names no day before it is said."""
LATE = "-late"
AFTER_STALL = timedelta(days=14)
A_WEEK = timedelta(days=7)


def due(facts: PairFacts) -> Iterator[Due]:
    """Tell both, from one moment on, so that both read the same day.

    A plan that came to nothing puts it off further than the question that comes before it, or the two would coincide.
    So does a proposal that comes of that question.
    Where one of the two has left mentoring, the other one is told.
    """
    pair = facts.pair
    if not pair.meets:
        return
    heard = proposed_at(facts)
    at = max(
        first_slot(reader, max(pair.rest_notice_at, patience(facts, reader) + AFTER_STALL, heard + A_WEEK))
        for reader in pair.both
    )
    for reader in pair.both:
        yield Due(to=reader.slack_id, at=at, until=at + WINDOW, occasion=facts.episode)
    yield from late(facts, at)


def proposed_at(facts: PairFacts) -> datetime:
    """Tell when a way to go on was last proposed in this silence, before the notice: it has a week to be answered."""
    since, until = facts.quiet_since, facts.pair.rest_notice_at
    proposals = (told.at for told in facts.told if told.kind == "proposal" and since < told.at < until)
    return max(proposals, default=since)


def late(facts: PairFacts, at: datetime) -> Iterator[Due]:
    """Tell both later where neither could be told in time, because the bot was silent or both of them were away.

    Without it such a pair would never rest. Who was told in time isn't told again: that day holds.
    """
    if any(told.kind == NUDGE.kind and told.occasion == facts.episode for told in facts.told):
        return
    missed = max(at, facts.pair.checked_in_until or at) + WINDOW
    at = max(first_slot(reader, missed) for reader in facts.pair.both)
    for reader in facts.pair.both:
        yield Due(to=reader.slack_id, at=at, until=at + STILL_TRUE, occasion=f"{facts.episode}{LATE}")


def words(facts: PairFacts, due: Due) -> Message:
    """Name the earliest day, what keeps the pair going, and that nobody is to blame.

    It is called the earliest, for it may become a little later: who hears it later, or taps something else, has two
    weeks from then.
    """
    pair = facts.pair
    on = day(pair.person(due.to).hours.local(due.at + REST_GRACE).date())
    when = "two weeks from today" if due.occasion.endswith(LATE) else f"on {on}"
    partner = mention(pair.partner_of(due.to).slack_id)
    return message(
        f"I'll let your pair with {partner} rest {when} at the earliest, unless one of you keeps it going with a "
        "tap. Resting isn't a mark against anyone.",
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
