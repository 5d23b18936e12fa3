"""Safety: stop everything about a pair at once, and bring a concern to somebody independent (practice E10)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import orm

from bot import letterbox, parting, welcomes
from bot.blocks import Message, actions, button, confirm, context, day, mention, message, quote
from bot.mentoring import holds
from bot.mentoring.concerns import Concern
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import concerns, pairs
from bot.welcomes import OF_A_PAUSE

TURN_TO = "Please turn to HR or to somebody you trust."
"""Where nobody independent can be told."""
UNASKED = (Class.NUDGE, Class.SERVICE)
UNTRUE = ("line_over", "proposal", "times", "welcome_back")
OUTDATED = (*OF_A_PAUSE, *UNTRUE)
"""Messages that a pause, or another date for it, makes untrue. A hold leaves what was said of a pause before it: the
other one would see by its going that something else has come."""


def hold(db: orm.Session, pair: Pair, cause: str, now: datetime, *, known_to: Collection[str]) -> bool:
    """Put a pair on hold and take back what waits to be said. Nobody is told; return whether that is news.

    Whoever doesn't know of it finds what they find when a pair is paused, a day included.
    """
    was = pair.lifecycle
    if was is Lifecycle.HOLD:
        return False
    holds.hold(pair, now)
    pairs.record(db, pair, was, by=None, cause=cause, now=now)
    hush(db, pair, now, known_to=known_to)
    return True


def hush(db: orm.Session, pair: Pair, now: datetime, *, known_to: Collection[str]) -> None:
    """Take back what waits to be said about a pair on hold, and the buttons of what was said."""
    parting.forgo_introduction(db, pair)
    letterbox.take_back(db, "on hold", pair=pair.id, classes=UNASKED)
    for reader in pair.both:
        outdated = OUTDATED if reader.slack_id in known_to else UNTRUE
        letterbox.take_back(db, "on hold", pair=pair.id, to=reader.slack_id, kinds=outdated)
        still(db, pair, reader, now, outdated)


def release(db: orm.Session, pair: Pair, cause: str, now: datetime) -> bool:
    """Let a pair go on once no reason to hold it is left, whichever came first and whichever ends first."""
    if pair.lifecycle is not Lifecycle.HOLD or pair.line_since or concerns.still_open(db, pair):
        return False
    holds.lift(pair, now)
    pairs.record(db, pair, Lifecycle.HOLD, by=None, cause=cause, now=now)
    return True


def still(db: orm.Session, pair: Pair, reader: Person, now: datetime, outdated: Collection[str] = OUTDATED) -> None:
    """Take the buttons away from what asked somebody of a pair that is paused now, or on hold: both look the same.

    The words stay when the pause is over, beside others of other pairs: they name the pair, and no day.
    """
    partner = mention(pair.partner_of(reader.slack_id).slack_id)
    words = message(
        f"Your pair with {partner} was paused, so there is nothing to answer here. `/mentor pairs` shows how it stands."
    )
    letterbox.retire(db, words, now, pair=pair.id, to=reader.slack_id, classes=UNASKED)
    letterbox.retire(db, words, now, pair=pair.id, to=reader.slack_id, kinds=outdated)


def bring(db: orm.Session, concern: Concern, about: str, words: str, pair: Pair | None, now: datetime) -> None:
    """Write to the contact what was said, and what they can do."""
    can = (
        "The pair is paused for both, and neither is told why. Only you hear of it." if pair else "Only you hear of it."
    )
    told = [
        f"{mention(concern.by)} brings you a concern{about}. {can}",
        quote(words) if words else "They left no words.",
    ]
    letterbox.drop(
        db,
        concern.contact or "",
        "concern",
        f"concern{concern.id}",
        message(*told, *([_acts(concern)] if pair else []), context("I give no verdict. Please talk to them first.")),
        now,
    )


def bring_elsewhere(db: orm.Session, pair: Pair, by: str, hearer: Person | None, now: datetime) -> None:
    """Close what somebody decided about alone and brings to somebody now; nothing says any more that it is theirs."""
    who = mention(pair.partner_of(by).slack_id)
    decides = (
        f"{mention(hearer.slack_id)} lets it go on or ends it" if hearer else "What can be done is in a newer message"
    )
    words = message(f"You raised this about your pair with {who} again. {decides}; you can end it any time.")
    for raised in concerns.take_back(db, pair, by, now):
        letterbox.retire_key(db, letterbox.key_of(parting.LEFT_TO_THEM, f"concern{raised.id}", by), words, now)


def leave_to_them(db: orm.Session, concern: Concern, pair: Pair, now: datetime) -> None:
    """Let whoever raised it decide, where nobody independent is named: a pair must not stay on hold for good."""
    partner = mention(pair.partner_of(concern.by).slack_id)
    words = message(
        f"Your pair with {partner} stays paused until you say otherwise. Nobody hears of it from me, and there is no "
        "hurry.",
        actions(
            button("Let it go on", "lift_hold", concern.id, says="Let the pair go on"),
            button("End this pair", "end_pair", pair.id),
        ),
    )
    letterbox.drop(db, concern.by, parting.LEFT_TO_THEM, f"concern{concern.id}", words, now)


def lift(db: orm.Session, concern: Concern, pair: Pair, now: datetime) -> bool:
    """Let a pair go on, unless something else keeps it on hold; whoever raised it hears that it goes on.

    If the other one raised something, too, that looks like a pause of theirs to whoever let go.
    """
    concern.closed_at = now
    db.flush()
    if not release(db, pair, "lifted", now) and not _is_held_for_the_other(db, concern, pair):
        return False
    welcomes.introduce_late(db, pair, pair.partner_of(concern.by), now)
    who, until = mention(pair.partner_of(concern.by).slack_id), holds.shown_until(pair, now)
    told = f"The pause of your pair with {who} is over."
    if until:
        on = day(pair.person(concern.by).hours.local(until).date())
        told = f"What you raised doesn't pause your pair with {who} now. It is paused until {on}, as one of you asked."
    words = message(
        f"{told} You can end it at any time, and raise a concern again.",
        actions(button("End this pair", "end_pair", pair.id), button("Raise a concern", "raise_concern", pair.id)),
    )
    letterbox.drop(db, concern.by, "hold_lifted", f"concern{concern.id}", words, now)
    return True


def _is_held_for_the_other(db: orm.Session, concern: Concern, pair: Pair) -> bool:
    """Tell whether a pair stays on hold for what the other one of the two raised, and for nothing else."""
    others = concerns.still_open(db, pair)
    return not pair.line_since and bool(others) and all(each.by != concern.by for each in others)


def end(db: orm.Session, concern: Concern, pair: Pair, now: datetime) -> bool:
    """End a pair for whoever raised the concern; both read the same neutral words."""
    concern.closed_at = now
    if not pair.is_live:
        return False
    was = pair.lifecycle
    pair.end(now)
    pairs.record(db, pair, was, by=None, cause="end:other", now=now)
    over(db, pair, now)
    return True


def over(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Tell both, in the same neutral words, that their pair has ended, and take back all that was to be said."""
    letterbox.take_back(db, "the pair is over", pair=pair.id)
    parting.clear_away(db, pair, now)
    for reader in pair.both:
        partner = mention(pair.partner_of(reader.slack_id).slack_id)
        told = f"Your mentoring pair with {partner} has ended. It isn't a mark against anyone."
        words = message(told, actions(button("Find a mentor", "open_find"), button("What you offer", "open_offer")))
        about = letterbox.About(pair=pair.id)
        letterbox.drop(
            db, reader.slack_id, "ended", f"pair{pair.id}", words, now, about=about, workspace=pair.workspace
        )
    parting.tell_those_waiting(db, pair.mentor, now)


def _acts(concern: Concern) -> dict[str, object]:
    sure = confirm("End this pair?", "Both are told in neutral words that it has ended, and not why.", "End it")
    return actions(
        button("Let it go on", "lift_hold", concern.id, says="Let the pair go on"),
        button("End the pair", "end_held", concern.id, says="End the pair for both", confirm=sure),
    )


def unheard() -> Message:
    """Say where to turn when nobody independent is named here."""
    return message(f"Nobody independent is named here, so I can't pass words on. {TURN_TO}")
