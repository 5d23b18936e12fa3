"""Manners: what may be said to one person now, what has to wait, and what is never said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.mentoring.budgets import SEVEN_DAYS, Allowance, Budget, Said, Wishes
from bot.mentoring.occasions import Class

__all__ = ["Budget", "Candidate", "Choice", "Said", "Speak", "Wishes", "choose", "quiet_until"]

CLASSES_THAT_A_PAUSE_HOLDS = frozenset({Class.NUDGE, Class.SERVICE})
"""Elsewhere another person is waiting, or a lead has to know."""
CLASSES_WITH_RIDERS = frozenset({Class.TRANSACTIONAL, Class.SERVICE})
"""A rider is a block inside one of these (practice 1.0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something worth saying in [at, until) that was not said yet."""

    key: str
    kind: str
    class_: Class
    at: datetime
    until: datetime
    priority: int
    """Lower is more urgent (practice P10)."""
    pair: int | None = None
    rides: bool = False
    """Waits for a letter that goes out anyway, so as not to cost one of its own (P9)."""
    reserved: bool = False
    """Always deliverable: the last questions before a pair rests (P7)."""
    optional: bool = False
    """No letter of its own after one unacknowledged nudge (P6)."""
    carries: bool = False
    """Its letter may take a rider."""
    at_any_hour: bool = False
    """Asked for at this very moment, so no hours hold it (practice C3)."""
    snoozed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Speak:
    """One letter to send now: what it is about, what rides on it, and the service letters merged into it."""

    candidate: Candidate
    rider: Candidate | None = None
    also: tuple[Candidate, ...] = ()

    @property
    def parts(self) -> tuple[Candidate, ...]:
        """What the letter says for itself, without the rider."""
        return (self.candidate, *self.also)

    def takes(self, nudge: Candidate) -> bool:
        """Tell whether this nudge may ride here: one rider to a letter, and about the same pair if about any."""
        return self.rider is None and any(
            part.carries and part.class_ in CLASSES_WITH_RIDERS and nudge.pair in {None, part.pair}
            for part in self.parts
        )

    def once_said(self, at: datetime) -> tuple[Said, ...]:
        """Look back on it from after this moment."""
        told = self.parts if self.rider is None else (*self.parts, self.rider)
        return tuple(Said(kind=one.kind, class_=self.candidate.class_, at=at, pair=one.pair) for one in told)


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of every candidate, by its key."""

    now: tuple[Speak, ...]
    later: Mapping[str, datetime]
    """When to look again; always after now."""
    never: frozenset[str]


def choose(
    candidates: Iterable[Candidate],
    said: Iterable[Said],
    wishes: Wishes,
    now: datetime,
    budget: Budget | None = None,
) -> Choice:
    """Decide what one person is told now, what waits until when, and what is dropped.

    Candidates that are not due yet are welcome: an ordinary nudge steps back for a reserved one that is a few days off
    only if it is among them.
    """
    by_urgency = sorted(candidates, key=urgency)
    live = [one for one in by_urgency if not is_moot(one, wishes, now)]
    held = {one.key: until for one in live if (until := held_until(one, wishes, now)) > now}
    due = [one for one in live if one.key not in held]
    past = Allowance(said=tuple(said), wishes=wishes, now=now, budget=budget or wishes.budget)
    letters, waiting = with_nudges(
        merged([one for one in due if one.class_ is not Class.NUDGE]),
        [one for one in due if one.class_ is Class.NUDGE],
        [one for one in live if one.class_ is Class.NUDGE and one.reserved],
        past,
    )
    return Choice(
        now=tuple(letters),
        later=held | waiting,
        never=frozenset(one.key for one in by_urgency) - {one.key for one in live},
    )


def quiet_until(said: Iterable[Said], wishes: Wishes, now: datetime, budget: Budget | None = None) -> datetime:
    """Find the earliest moment at which another nudge of any kind could come: "Nothing else from me before".

    What is sent now belongs to what was said. Reserved nudges have more room than others, and the promise holds for
    them too.
    """
    past = Allowance(said=tuple(said), wishes=wishes, now=now, budget=budget or wishes.budget)
    return wishes.hours.opening(max(past.room_for_nudge(reserved=True), wishes.paused_until or now))


def urgency(candidate: Candidate) -> tuple[int, datetime, str]:
    """Say the more urgent first (practice P10), then the older; the key makes it one order for everybody."""
    return candidate.priority, candidate.at, candidate.key


def is_moot(candidate: Candidate, wishes: Wishes, now: datetime) -> bool:
    """Tell whether it is too late to say this, or the person never wants to hear it."""
    return now >= candidate.until or (candidate.class_ is Class.NUDGE and candidate.kind in wishes.stopped)


def held_until(candidate: Candidate, wishes: Wishes, now: datetime) -> datetime:
    """Find when this is due, neither snoozed nor paused, and within hours; that is now if nothing holds it."""
    paused_until = wishes.paused_until if candidate.class_ in CLASSES_THAT_A_PAUSE_HOLDS else None
    opens = now if candidate.at_any_hour else wishes.hours.opening(now)
    return max(candidate.at, candidate.snoozed_until or now, paused_until or now, opens)


def merged(due: Sequence[Candidate]) -> list[Speak]:
    """Make one letter of all that belongs to booked sessions (practice P2), and one of each other thing."""
    letters = [Speak(one) for one in due if one.class_ is not Class.SERVICE]
    service = [one for one in due if one.class_ is Class.SERVICE]
    return [*letters, Speak(service[0], also=tuple(service[1:]))] if service else letters


def with_nudges(
    letters: list[Speak], nudges: Iterable[Candidate], reserved: Sequence[Candidate], past: Allowance
) -> tuple[list[Speak], dict[str, datetime]]:
    """Seat nudges on letters that go out anyway, let at most one go alone, and tell when to look at the others."""
    waiting = {}
    for nudge in nudges:
        after = replace(past, said=(*past.said, *(told for letter in letters for told in letter.once_said(past.now))))
        seat = next((letter for letter in letters if letter.takes(nudge)), None)
        if seat and may_ride(nudge, after):
            letters = [replace(letter, rider=nudge) if letter is seat else letter for letter in letters]
        elif (alone := alone_at(nudge, reserved, after)) > past.now:
            waiting[nudge.key] = past.wishes.hours.opening(alone)
        elif any(letter.candidate.class_ is Class.NUDGE for letter in letters):
            waiting[nudge.key] = past.wishes.hours.next_slot(past.now)
        else:
            letters = [*letters, Speak(nudge)]
    return letters, waiting


def may_ride(nudge: Candidate, past: Allowance) -> bool:
    """Tell whether it may be a block in a letter that goes out anyway; that costs no budget, but quiet is quiet."""
    return nudge.rides and (nudge.reserved or not past.is_quiet) and past.room_for_kind(nudge.kind) <= past.now


def alone_at(nudge: Candidate, reserved: Sequence[Candidate], past: Allowance) -> datetime:
    """Find when to consider a letter for this nudge alone; that is now if it may go."""
    room = max(past.room_for_nudge(reserved=nudge.reserved), past.room_for_kind(nudge.kind))
    if nudge.reserved:
        return room
    if past.is_quiet or (nudge.optional and past.is_wary):
        room = max(room, past.wishes.hours.next_slot(past.now))
    if any(would_lose_its_turn(other, past) for other in reserved):
        room = max(room, past.now + SEVEN_DAYS)
    return max(room, nudge.at + patience(nudge, past.budget)) if nudge.rides else room


def patience(nudge: Candidate, budget: Budget) -> timedelta:
    """Say how long a nudge waits for a letter to ride on (P9), half its time at most: it must still be true alone."""
    return min(budget.rider_wait, (nudge.until - nudge.at) / 2)


def would_lose_its_turn(reserved: Candidate, past: Allowance) -> bool:
    """Tell whether a nudge sent now would cost this reserved one its only chance.

    A nudge is followed by seven days without one, and the notice that a pair will rest is true for only five (P7).
    """
    opening = past.wishes.hours.opening
    without = opening(max(held_until(reserved, past.wishes, past.now), alone_at(reserved, (), past)))
    return without < reserved.until <= opening(past.now + SEVEN_DAYS)
