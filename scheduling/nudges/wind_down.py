"""Near the end that one or both planned, each is asked alone whether to wrap up, extend or meet now and then (E1)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.closings import PLANNED_UNTIL
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

KIND = "wind_down"
WHY = "You get this because it was planned until when you two meet."
AGAIN_AFTER = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask once, and once more near the end where nothing was tapped; whoever wrapped up by choice isn't asked."""
    pair, since, nears = facts.pair, facts.pair.wound_down_at, facts.pair.end_nears_at
    if pair.lifecycle is not Lifecycle.WINDING_DOWN or since is None or nears is None or not pair.winds_down_as_planned:
        return
    until = pair.closing_since or pair.closes_at or since + 2 * AGAIN_AFTER
    again, named = max(since + AGAIN_AFTER, nears), f"{since:%Y-%m-%d}-"
    for reader in pair.both:
        told = (t for t in facts.told if (t.kind, t.to) == (KIND, reader.slack_id) and t.occasion.startswith(named))
        tapped = any(each.acknowledged_at for each in told)
        for number, asked, end in ((1, since, min(again, until)), (2, again, until)):
            if number == 1 or not tapped:
                yield from lasting(reader, first_slot(reader, asked), end, f"{named}{number}")


def words(facts: PairFacts, due: Due) -> Message:
    """Name the day, and that both have to want more for there to be more."""
    pair = facts.pair
    ends_at, partner = pair.term_ends_at or due.until, mention(pair.partner_of(due.to).slack_id)
    ends = day(pair.person(due.to).hours.local(ends_at).date())
    planned = PLANNED_UNTIL.format(partner=partner, day=ends)
    planned = planned.replace(" is ", " was ") if ends_at < due.at else planned
    last = "" if due.occasion.endswith("-1") else " I won't ask again."
    return message(
        f"Your mentoring {planned}. How would you like to go on? I don't say who answered what; "
        f"extending takes both of you.{last}",
        actions(
            button("Wrap up", "term_wrap_up", pair.id, style="primary", says="Wrap up well"),
            button("Extend 3 months", "term_extend", pair.id, says="Go on for three more months"),
            button("Now and then", "term_now_and_then", pair.id, says="Meet now and then, without a schedule"),
        ),
    )


def because(facts: PairFacts, due: Due) -> str:
    """Say why it comes so early, where the program decides that; asked again, they are near their own end."""
    is_early = due.occasion.endswith("-1") and facts.pair.winds_down_early
    return "You get this because your program begins to close." if is_early else WHY


NUDGE = Nudge(
    kind=KIND,
    flow="E1",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=95,
    why=WHY,
    because=because,
    due=due,
    words=words,
)
