"""Sessions: when a pair met or means to meet, and what they took from it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

if TYPE_CHECKING:
    from bot.mentoring.pairs import Pair

SAME_SESSION = timedelta(days=1)
"""Two people who log a day apart mean one session; one person who logs two days means two."""
OLDEST = timedelta(days=366)
"""Nobody remembers further back than a year."""
FURTHEST = timedelta(days=366)
USUAL_LENGTH = 45
CORRECTABLE_FOR = timedelta(days=30)
"""So long whoever noted a session may still say that it was otherwise."""


class Outcome(StrEnum):
    """What became of a session."""

    BOOKED = "booked"
    HELD = "held"
    MOVED = "moved"
    MISSED = "missed"


NOT_HELD = frozenset({Outcome.BOOKED, Outcome.MISSED})
"""A plan: it isn't known that it took place, and it wasn't moved to another day."""


class SessionIsInTheFuture(Refusal):
    """That day hasn't come yet. To note the next session, use the field for the next date."""


class CannotBeCorrected(Refusal):
    """A log can be corrected for 30 days, by whoever noted it. Your own takeaway can be changed any time."""


class BothHaveNotedIt(Refusal):
    """You have both noted this session, so one of you alone can't undo it. Its length can still be corrected."""


class DayIsTaken(Refusal):
    """Another session of you two is noted on that day already, so nothing changed."""


class SessionIsTooOld(Refusal):
    """That is more than a year ago. Please pick a later day."""

    def __init__(self, earliest: date) -> None:
        """Remember which day is the first that can be noted."""
        super().__init__()
        self.earliest = earliest

    @property
    def sentence(self) -> str:
        """Name that day, so that nobody has to count."""
        return f"That is more than a year ago. The earliest day I can note is {in_full(self.earliest)}."


class SessionIsBeforeThePair(Refusal):
    """You two weren't a pair yet on that day. Please pick a day since you became one."""

    def __init__(self, began: date) -> None:
        """Remember on which day they became one."""
        super().__init__()
        self.began = began

    @property
    def sentence(self) -> str:
        """Name that day, so that nobody has to look it up."""
        told = f"You two became a pair on {in_full(self.began)}, and I count sessions from then on."
        return f"{told} Please pick a day since then."


class SessionIsAfterThePair(Refusal):
    """You two weren't a pair any more on that day. Please pick a day before it ended, or the one on which it did."""


class DateHasPassed(Refusal):
    """That day has passed. Please pick a day from today on."""


class DateIsTooFar(Refusal):
    """That is more than a year ahead. Please pick a nearer day."""


@dataclass(kw_only=True, eq=False)
class Session:
    """One meeting of a pair, planned or past. `at` is its moment; a session logged by day stands at noon there."""

    workspace: str
    pair: "Pair"
    at: datetime
    on: date
    outcome: Outcome
    by: Person
    noted_at: datetime
    minutes: int = USUAL_LENGTH
    first_id: int | None = None
    """Which session this is a new date of, if it was moved."""
    moves: int = 0
    """How often it was moved."""
    agreed_at: datetime | None = None
    """When the other one said, too, that they met."""
    id: int = field(init=False, repr=False)

    def may_be_corrected(self, by: str, now: datetime) -> bool:
        """Tell whether this person may still say that it was otherwise."""
        known = self.outcome in {Outcome.HELD, Outcome.MISSED}
        return known and self.by.slack_id == by and now - self.noted_at <= CORRECTABLE_FOR

    @property
    def has_only_a_day(self) -> bool:
        """Whether nobody said at what time it was: it stands at noon, or where it was noted before noon of its day.

        Nobody knows any more on which clock somebody noted it who was forgotten.
        """
        return self.by.is_forgotten or self.at in {self.by.hours.at(self.on, NOON), self.noted_at}

    def day_of(self, reader: Person) -> date:
        """Tell its day on somebody's own clock; where the day alone is known, it is the one that was noted."""
        keeps_its_day = self.has_only_a_day or reader is self.by
        return self.on if keeps_its_day else reader.hours.local(self.at).date()

    def agree(self, by: Person, now: datetime) -> None:
        """Note that somebody says they met; it is what both say once it isn't only whoever noted it first."""
        if by is not self.by:
            self.agreed_at = self.agreed_at or now

    def check_correction(self, on: date, *, held: bool) -> None:
        """Refuse to undo what both said; a memory that is a day off is still about the same session."""
        if self.agreed_at is not None and not (held and abs(self.on - on) <= SAME_SESSION):
            raise BothHaveNotedIt

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.at + timedelta(minutes=self.minutes)


@dataclass(kw_only=True, eq=False)
class Note:
    """A takeaway. Its author reads it; the other reads it only when it is shared."""

    workspace: str
    session: Session
    author: Person
    text: str
    shared: bool
    written_at: datetime
    shares: int = 0
    """How often it was handed on: each time is a letter of its own."""
    id: int = field(init=False, repr=False)


@dataclass(kw_only=True, eq=False)
class Action:
    """Something one of them said they would do."""

    workspace: str
    pair: "Pair"
    owner: Person
    text: str
    written_at: datetime
    by: str | None = None
    """Who wrote it down, by Slack id; that may be the other one."""
    session_id: int | None = None
    due_on: date | None = None
    done_at: datetime | None = None
    dropped_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and self.dropped_at is None

    @property
    def was_given(self) -> bool:
        """Whether somebody else wrote it down for its owner."""
        return self.by is not None and self.by != self.owner.slack_id

    def finish(self, now: datetime) -> None:
        """Note that it is done; once it is, nothing changes."""
        if self.is_open:
            self.done_at = now

    def drop(self, now: datetime) -> None:
        """Let it go; once it is done, nothing changes."""
        if self.is_open:
            self.dropped_at = now


@dataclass(kw_only=True, eq=False)
class Update:
    """What a mentee tells of how something went: an action, or a goal. Theirs until they share it."""

    workspace: str
    pair: "Pair"
    author: Person
    about: str
    """What it tells of, in the words of that time."""
    text: str
    written_at: datetime
    action_id: int | None = None
    goal_id: int | None = None
    shared_at: datetime | None = None
    letter: str = ""
    """The key of the letter it was handed on in."""
    id: int = field(init=False, repr=False)


@dataclass(kw_only=True, eq=False)
class Agenda:
    """What a mentee wants to talk about next time: theirs until they share it."""

    workspace: str
    pair: "Pair"
    author: Person
    since_last: str
    question: str
    decision: str
    written_at: datetime
    session_id: int | None = None
    shared_at: datetime | None = None
    id: int = field(init=False, repr=False)


def check_past(on: date, today: date) -> None:
    """Refuse a day that cannot be the day of a session that took place."""
    if on > today:
        raise SessionIsInTheFuture
    if today - on > OLDEST:
        raise SessionIsTooOld(today - OLDEST)


def check_since(on: date, pair: "Pair") -> None:
    """Refuse a day before the two became a pair."""
    if on < pair.began_on:
        raise SessionIsBeforeThePair(pair.began_on)


def check_held(on: date, today: date, pair: "Pair") -> None:
    """Refuse a day on which these two can't have met; whichever day is named as the earliest one is possible."""
    if today - max(on, pair.began_on) <= OLDEST:
        check_since(on, pair)
    check_past(on, today)


def check_until(on: date, ended: date | None) -> None:
    """Refuse a day after the end of a pair that is over."""
    if ended is not None and on > ended:
        raise SessionIsAfterThePair


def check_ahead(on: date, today: date) -> None:
    """Refuse a day that cannot be the day of a session to come."""
    if on < today:
        raise DateHasPassed
    if on - today > FURTHEST:
        raise DateIsTooFar


def in_full(on: date) -> str:
    """Say a day so that nobody can take it for another one: Tuesday 3 March 2026."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def is_same(session: Session, on: date, by: Person) -> bool:
    """Tell whether a log for that day by that person is about a session already noted.

    The same day is always the same session. A day apart is the same session when the other person
    noted it: people in two time zones, or a memory a day off, must not count twice.
    """
    apart = abs(session.on - on)
    return apart == timedelta(0) or (apart <= SAME_SESSION and session.by is not by)


NOON = time(12)
