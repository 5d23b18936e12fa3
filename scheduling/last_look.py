"""The last look at a letter: whether it may still be said, and whether now (reliability 2.2, step 3)."""

from datetime import datetime, timedelta
from functools import cache

from bot.mentoring.flows import is_silent
from bot.mentoring.hours import opening_of_all
from bot.mentoring.letters import GRACE, REFUSALS_MAX, WAITING, Letter, LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person, is_of_a_person
from bot.store.brakes import HELD
from bot.store.outbox import Surroundings
from bot.store.outcomes import Closed, Held
from scheduling.nudges import every

SILENCED_BY_A_PAUSE = frozenset({Class.NUDGE, Class.SERVICE, Class.BROADCAST})
"""Elsewhere another person waits."""
AT_ANY_HOUR = frozenset({Class.LEAD})
NO_LONGER_TRUE = Closed(LetterState.CANCELLED, "no longer true")
OF_A_ROLE = frozenset({
    "concern", "concern_over", "made_contact", "made_lead", "no_lead", "program_contact", "program_lead",
})  # fmt: skip
"""Is for somebody who was named for something, whether or not they ever joined: they hear what they were named for."""
ASKED_FOR = frozenset({"announcement_test", "export_ready", "matches_ready", "mentors_named", "table_ready"})
"""Answers a lead who pressed a button for it."""
WELCOME = "welcome"
"""Answers somebody who is there."""
LOOK_AGAIN = timedelta(days=1)
"""Somebody who paused until next year may change their mind tomorrow."""
IN_COMMON_WITHIN = timedelta(days=14)
"""So far ahead a moment is looked for at which two who share a room both work."""
HELD_LOOK = timedelta(hours=1)
"""Whether a letter is still held is looked at so often."""


def hindrance(letter: Letter, about: Surroundings, now: datetime) -> Held | Closed | None:
    """Find what keeps a letter from being said now; None when nothing does."""
    if letter.edits is not None:
        return _to_edit(letter, about, now)
    if letter.expires_at and letter.expires_at <= now:
        return Closed(LetterState.EXPIRED, "too late")
    if letter.id in about.held:
        return held(now)
    if not is_of_a_person(letter.to):
        return None
    return _of_readers(letter, about) or _of_pauses(letter, about, now) or _of_hours(letter, about, now)


def held(now: datetime) -> Held:
    """Wait while a lead holds it; letting go brings the time forward."""
    return Held(now + HELD_LOOK, why=HELD)


def _to_edit(letter: Letter, about: Surroundings, now: datetime) -> Held | Closed | None:
    """Change only what stands in Slack, and only to what is newest. Nobody is pinged, so it goes at any hour."""
    original = about.originals.get(letter.edits or 0)
    if original is None or about.newest_edits.get(original.id, letter.id) != letter.id:
        return Closed(LetterState.CANCELLED, "a newer change")
    if original.state in WAITING:
        return Held(now + GRACE)
    if original.channel is None or original.ts is None:
        return Closed(LetterState.CANCELLED, "it was never said")
    if letter.unsure >= REFUSALS_MAX:
        return Closed(LetterState.DEAD, "unsure")
    return None


def _of_readers(letter: Letter, about: Surroundings) -> Closed | None:
    """Write to nobody who didn't join or has left, whatever it says; but whoever has a role hears what is for it."""
    readers = [about.readers.get((letter.workspace, reader)) for reader in (letter.to, *letter.with_)]
    takes_part = all(reader and (reader.has_joined or _has_a_role(letter, reader, about)) for reader in readers)
    return None if takes_part else Closed(LetterState.CANCELLED, "not taking part")


def _has_a_role(letter: Letter, reader: Person, about: Surroundings) -> bool:
    """Tell whether somebody who takes no part hears this for what they are; who left hears what they asked for."""
    for_leads = letter.class_ is Class.LEAD and (reader.workspace, reader.slack_id) in about.leads
    for_role = reader.can_be_told and (for_leads or letter.kind in OF_A_ROLE)
    return for_role or (for_leads and letter.kind in ASKED_FOR)


def _of_pauses(letter: Letter, about: Surroundings, now: datetime) -> Held | Closed | None:
    """Let a pause hold back what nobody else waits for."""
    if letter.class_ not in SILENCED_BY_A_PAUSE:
        return None
    lifecycle = about.pairs.get(letter.pair_id) if letter.pair_id is not None else None
    if lifecycle is not None and is_silent(lifecycle):
        return Closed(LetterState.CANCELLED, f"the pair is {lifecycle}")
    until = about.readers[letter.workspace, letter.to].silent_until
    return Held(min(until, now + LOOK_AGAIN)) if until and until > now else None


@cache
def asked_for_then() -> frozenset[str]:
    """Name the kinds that come at their moment, because their readers asked to hear of it then."""
    return frozenset(nudge.kind for nudge in every() if nudge.at_any_hour)


def _of_hours(letter: Letter, about: Surroundings, now: datetime) -> Held | None:
    """Keep to the hours of whoever reads it, also for what somebody waits for; in a room, to those of both."""
    if letter.class_ in AT_ANY_HOUR or letter.kind == WELCOME or letter.kind in asked_for_then():
        return None
    hours = [about.readers[letter.workspace, reader].hours for reader in (letter.to, *letter.with_)]
    # Hours may have changed since it was written: two who have none in common any more aren't kept waiting for ever.
    opening = opening_of_all(hours, now, now + IN_COMMON_WITHIN) or hours[0].opening(now)
    return Held(opening) if opening > now else None
