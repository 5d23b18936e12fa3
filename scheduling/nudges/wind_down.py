"""Near the end that one or both planned, each is asked alone whether to wrap up, extend or meet now and then (E1)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.closings import is_as_planned
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

KIND = "wind_down"
WINDOW = timedelta(days=7)
AGAIN_AFTER = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask once, and once more where nothing was tapped; whoever wrapped up by choice isn't asked."""
    pair, since = facts.pair, facts.pair.wound_down_at
    if pair.lifecycle is not Lifecycle.WINDING_DOWN or since is None or not is_as_planned(pair):
        return
    until = pair.closing_since or pair.closes_at or since + 2 * AGAIN_AFTER
    for reader in pair.both:
        tapped = any(t.kind == KIND and t.to == reader.slack_id and t.acknowledged_at for t in facts.told)
        for number, after in enumerate((timedelta(0), AGAIN_AFTER), start=1):
            at = first_slot(reader, since + after)
            if number == 1 or not tapped:
                yield from lasting(reader, at, min(at + WINDOW, until), f"{since:%Y-%m-%d}-{number}")


def words(facts: PairFacts, due: Due) -> Message:
    """Name the day, and that both have to want more for there to be more."""
    pair = facts.pair
    ends_at, partner = pair.term_ends_at or due.until, mention(pair.partner_of(due.to).slack_id)
    ends = day(pair.person(due.to).hours.local(ends_at).date())
    planned = "was planned until" if ends_at < due.at else "is planned until"
    last = "" if due.occasion.endswith("-1") else " I won't ask again."
    return message(
        f"Your mentoring with {partner} {planned} {ends}. How would you like to go on? I don't say who answered what; "
        f"extending takes both of you.{last}",
        actions(
            button("Wrap up", "term_wrap_up", pair.id, style="primary", says="Wrap up well"),
            button("Extend 3 months", "term_extend", pair.id, says="Go on for three more months"),
            button("Now and then", "term_now_and_then", pair.id, says="Meet now and then, without a schedule"),
        ),
    )


NUDGE = Nudge(
    kind=KIND,
    flow="E1",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=95,
    why="You get this because it was planned until when you two meet.",
    due=due,
    words=words,
)
