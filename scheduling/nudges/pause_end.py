"""Before a pause ends, whoever paused is asked whether to go on, to pause longer or to wrap up (practice D7)."""

from collections.abc import Iterator

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import EXTENDED_MAX
from scheduling.nudges import Nudge, lasting

WORKING_DAYS_BEFORE = 3
LONGER = "I let it go on for four weeks, and ask again."
TO_REST = "your pause ends then, and I tell you both on which day the pair will rest."
TO_WRAP_UP = "your pause ends then, and you two go on wrapping up."
TO_NO_SCHEDULE = "your pause ends then, and you two meet without a schedule again."
AFTERWARDS = {Lifecycle.WINDING_DOWN: TO_WRAP_UP, Lifecycle.REDEFINED: TO_NO_SCHEDULE}
"""Only a pair under way can rest; another one goes on where it stood."""


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask whoever paused, or both if both did. A pause of a few days isn't asked about, and ends by itself.

    Whoever paused a pair that is on hold, and doesn't know of it, is asked alike.
    """
    pair, until = facts.pair, facts.pair.paused_until
    stands = pair.before_hold if pair.lifecycle is Lifecycle.HOLD else pair.lifecycle
    if stands is not Lifecycle.PAUSED or until is None or pair.paused_at is None:
        return
    for reader in pair.both:
        if reader.slack_id in facts.knowing:
            continue
        at = reader.hours.working_days_before(until, WORKING_DAYS_BEFORE)
        if pair.paused_by in {None, reader.slack_id} and at > pair.paused_at:
            yield from lasting(reader, at, until, pair.pause_named)


def words(facts: PairFacts, due: Due) -> Message:
    """Name the day, and what happens without an answer."""
    pair = facts.pair
    on = pair.person(due.to).hours.local(due.until).date()
    is_last = pair.lifecycle is Lifecycle.PAUSED and pair.pause_extended >= EXTENDED_MAX
    otherwise = AFTERWARDS.get(pair.under_way, TO_REST) if is_last else LONGER
    return message(
        f"Your pause with {mention(pair.partner_of(due.to).slack_id)} ends on {day(on)}. How would you like to go on? "
        f"Without an answer {otherwise}",
        actions(
            button("Resume now", "resume_pair", pair.id, style="primary", says="End the pause now"),
            button("Extend 4 weeks", "pause_longer", f"{pair.id}:{on:%Y%m%d}", says="Pause for four more weeks"),
            button("Wrap up", "end_pair", pair.id, says="Wrap up this pair"),
        ),
    )


NUDGE = Nudge(
    kind="pause_end",
    flow="D7",
    about=PairFacts,
    class_=Class.TRANSACTIONAL,
    priority=8,
    why="You get this because you paused this pair.",
    due=due,
    words=words,
)
