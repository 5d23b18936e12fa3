"""A pair: a mentor and a mentee, the rhythm they agreed on, and what became of it."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)
RHYTHMS = {
    "weekly": WEEK,
    "biweekly": FORTNIGHT,
    "three-weekly": timedelta(days=21),
    "monthly": timedelta(days=28),
    "quarterly": timedelta(days=91),
}
PAUSE_MAX = timedelta(weeks=26)
NEVER_MET_RESTS_AFTER = timedelta(days=45)
REST_GRACE = timedelta(days=14)
CLOSE_AFTER_REST = timedelta(days=30)
WISH_WAITS = timedelta(days=7)
"""So long another rhythm waits for the other's yes; then the slower of the two holds (practice C17)."""


class Lifecycle(StrEnum):
    """Where a pair stands (practice 3: the relationship state machine)."""

    INITIATING = "initiating"
    ACTIVE = "active"
    PAUSED = "paused"
    DORMANT = "dormant"
    ENDED_NO_FAULT = "ended_no_fault"
    ENDED_LEFT = "ended_left"
    NEVER_STARTED = "never_started"


MEETING = frozenset({Lifecycle.INITIATING, Lifecycle.ACTIVE})
LIVE = MEETING | {Lifecycle.PAUSED, Lifecycle.DORMANT}


class PairHasEnded(Refusal):
    """This pair has ended, so nothing changed. To start again, send a new request."""


class NotTheirPair(Refusal):
    """That pair isn't yours."""


class MentorIsFull(Refusal):
    """There is no room for another mentee right now."""


class MenteeIsFull(Refusal):
    """They already have three mentors, which is as many as this bot keeps for one person."""


class AlreadyPaired(Refusal):
    """You two are already a pair."""


class SharedLine(Refusal):
    """You share a reporting line, and mentoring inside a reporting line isn't set up here."""


class PauseIsTooLong(Refusal):
    """A pause can last up to 26 weeks. For longer, it's kinder to end and start again later."""


@dataclass(kw_only=True, eq=False)
class Pair:
    """Two people, the rhythm they agreed on, and since when they haven't met."""

    workspace: str
    mentor: Person
    mentee: Person
    started_at: datetime
    purpose: str = ""
    rhythm: timedelta = FORTNIGHT
    wished_rhythm: timedelta | None = None
    wished_by: str | None = None
    wished_at: datetime | None = None
    lifecycle: Lifecycle = Lifecycle.INITIATING
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    idle_since: datetime | None = None
    held: int = 0
    missed_in_a_row: int = 0
    ended_at: datetime | None = None
    look_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def is_live(self) -> bool:
        """Whether it still counts towards the mentor's room."""
        return self.lifecycle in LIVE

    @property
    def meets(self) -> bool:
        """Whether the two are meeting or about to, so that nudges make sense."""
        return self.lifecycle in MEETING

    @property
    def quiet_since(self) -> datetime:
        """The moment lateness is counted from: the last session, a fresh start, or a "keep"; pauses don't count."""
        return self.idle_since or self.started_at

    @property
    def silence(self) -> str:
        """Name this silence, as everything names it that is said or picked about it: since when it has lasted."""
        return f"since-{self.quiet_since.date().isoformat()}"

    @property
    def both(self) -> tuple[Person, Person]:
        """The mentee, who usually books, and the mentor."""
        return self.mentee, self.mentor

    def has(self, slack_id: str) -> bool:
        """Tell whether this person is one of the two."""
        return slack_id in {self.mentor.slack_id, self.mentee.slack_id}

    def partner_of(self, slack_id: str) -> Person:
        """Return the other one; a third person gets nothing."""
        if not self.has(slack_id):
            raise NotTheirPair
        return self.mentee if slack_id == self.mentor.slack_id else self.mentor

    def person(self, slack_id: str) -> Person:
        """Return the one with this id; a third person gets nothing."""
        return self.mentee if self.partner_of(slack_id) is self.mentor else self.mentor

    @property
    def pace(self) -> timedelta:
        """The rhythm nudges go by: the agreed one, or the slower one once a wish has waited in vain (practice C17)."""
        waited_in_vain = self.wished_rhythm is not None and self.wished_at is None
        return max(self.rhythm, self.wished_rhythm) if waited_in_vain and self.wished_rhythm else self.rhythm

    # Grace in days, with a minimum: weekly pairs aren't nagged, and quarterly ones aren't closed early (practice 2).
    @property
    def book_at(self) -> datetime:
        """When it is time to have a next date."""
        return self.quiet_since + timedelta(days=math.ceil(self.pace.days * 0.75))

    @property
    def slips_at(self) -> datetime:
        """When the mentee is asked whether to book or slow down."""
        return self.quiet_since + _late(self.pace, 1.25, 5)

    @property
    def slips_for_mentor_at(self) -> datetime:
        """When the mentor is asked whether the rhythm is right."""
        return self.quiet_since + _late(self.pace, 1.5, 8)

    @property
    def stalls_at(self) -> datetime:
        """When each is asked: restart, slower, pause or wrap up."""
        return self.quiet_since + _late(self.pace, 1.75, 10)

    @property
    def rest_notice_at(self) -> datetime:
        """When both are told that the pair will be left to rest."""
        if not self.held:
            return self.quiet_since + NEVER_MET_RESTS_AFTER
        days = max(min(max(3 * self.pace.days, 45), 91), math.ceil(1.75 * self.pace.days) + 14)
        return self.quiet_since + timedelta(days=days)

    @property
    def lapses_at(self) -> datetime | None:
        """The next moment at which time alone may change something, if nobody does before."""
        match self.lifecycle:
            case Lifecycle.PAUSED:
                turn = self.paused_until
            case Lifecycle.DORMANT:
                turn = self.quiet_since + CLOSE_AFTER_REST
            case Lifecycle.INITIATING | Lifecycle.ACTIVE:
                turn = self.rest_notice_at + REST_GRACE
            case _:
                return None
        return min((moment for moment in (turn, self.wish_lapses_at) if moment), default=None)

    @property
    def wish_lapses_at(self) -> datetime | None:
        """When another rhythm, wished by one of the two, has waited long enough for the other's yes."""
        return self.wished_at + WISH_WAITS if self.wished_at and self.is_live else None

    def meet(self, at: datetime, now: datetime) -> None:
        """Record that they met. Sessions may be logged late and out of order."""
        self._must_be_live()
        if self.lifecycle is not Lifecycle.PAUSED:
            self.lifecycle = Lifecycle.ACTIVE
        self.held += 1
        self.missed_in_a_row = 0
        self.idle_since = max(at, self.idle_since or at)
        self.look_at = now

    def correct(self, before: datetime, held: int, last: datetime | None, now: datetime) -> None:
        """Go by what is true after a session at `before` was noted wrongly: how many there were, and the last one."""
        self._must_be_live()
        self.held, self.look_at = held, now
        self.idle_since = last if self.quiet_since == before else max(self.quiet_since, last or self.quiet_since)
        if self.lifecycle in MEETING:
            self.lifecycle = Lifecycle.ACTIVE if held else Lifecycle.INITIATING

    def miss(self, now: datetime) -> None:
        """Record that a session didn't happen; nobody is to blame."""
        self._must_be_live()
        self.missed_in_a_row += 1
        self.look_at = now

    def keep(self, now: datetime) -> None:
        """Carry on: the clock of silence starts again."""
        self._must_be_live()
        if self.lifecycle is Lifecycle.DORMANT:
            self.lifecycle = Lifecycle.ACTIVE if self.held else Lifecycle.INITIATING
        self.idle_since = self.look_at = now

    def pause(self, until: datetime, now: datetime) -> None:
        """Stop the clock until a date. Either may, alone; the other is told the date, not the reason."""
        self._must_be_live()
        if until - now > PAUSE_MAX:
            raise PauseIsTooLong
        if self.lifecycle is not Lifecycle.PAUSED:
            self.paused_at = now
        self.lifecycle = Lifecycle.PAUSED
        self.paused_until, self.look_at = until, now

    def resume(self, now: datetime) -> None:
        """Take up again where they paused; the time between isn't counted as silence."""
        self._must_be_live()
        if self.lifecycle is Lifecycle.PAUSED and self.paused_at:
            self.idle_since = min(self.quiet_since + (now - self.paused_at), now)
            self.lifecycle = Lifecycle.ACTIVE if self.held else Lifecycle.INITIATING
        self.paused_at = self.paused_until = None
        self.look_at = now

    def wish(self, rhythm: timedelta, by: str, now: datetime) -> bool:
        """Ask for another rhythm; it holds once the other one agrees. Return whether it holds now."""
        self._must_be_live()
        if rhythm == self.rhythm or (rhythm == self.wished_rhythm and by != self.wished_by):
            self.rhythm = rhythm
            self.wished_rhythm = self.wished_by = self.wished_at = None
        else:
            self.wished_rhythm, self.wished_by, self.wished_at = rhythm, by, now
        self.look_at = now
        return self.wished_rhythm is None

    def settle(self, now: datetime) -> bool:
        """Let nudges go by the slower of two rhythms, after a wish that nobody answered; return whether that is news.

        The rhythm they agreed on stays agreed, and the wish can still be answered.
        """
        self.wished_at, self.look_at = None, now
        return self.pace != self.rhythm

    def rest(self, now: datetime) -> None:
        """Fall silent after nobody answered the notice."""
        self.lifecycle = Lifecycle.DORMANT
        self.idle_since = self.look_at = now

    def end(self, now: datetime, how: Lifecycle = Lifecycle.ENDED_NO_FAULT) -> None:
        """End for good, without fault and without approval."""
        self._must_be_live()
        self.lifecycle, self.ended_at, self.look_at = how, now, None
        self.paused_until = None

    def _must_be_live(self) -> None:
        if not self.is_live:
            raise PairHasEnded


@dataclass(kw_only=True, eq=False)
class Turn:
    """One change of a pair's lifecycle: who, when, why. History is rows, not flags."""

    workspace: str
    pair: Pair
    at: datetime
    was: Lifecycle | None
    became: Lifecycle
    by: str | None
    cause: str
    id: int = field(init=False, repr=False)


def _late(rhythm: timedelta, factor: float, grace: int) -> timedelta:
    """Days of silence allowed: the rhythm times a factor, but never less than some days' grace."""
    return timedelta(days=max(math.ceil(rhythm.days * factor), rhythm.days + grace))
