"""A pair: a mentor and a mentee, the rhythm they agreed on, and what became of it.

The verbs here are those of its everyday life; those of its end are in `closings`, and those of a hold in `holds`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.mentoring.customs import AS_SHIPPED, Customs
from bot.mentoring.lateness import CLOSE_AFTER_REST, REST_GRACE, Lateness
from bot.mentoring.lifecycles import LIVE, MEETING, Lifecycle, PairHasEnded, check, refusal_from
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.standing import RHYTHM_CAN_CHANGE, Standing
from bot.mentoring.terms import Term

__all__ = ["CLOSE_AFTER_REST", "LIVE", "MEETING", "REST_GRACE", "Lifecycle", "Pair", "PairHasEnded", "Turn"]
"""And what it is told with: whoever speaks of a pair finds its states and its spans of silence here, too."""

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
PAUSE_LONGER = timedelta(days=28)
EXTENDED_MAX = 2
"""So often a pause goes on by itself when whoever paused stays silent; then both hear that it will rest (D7)."""
WISH_WAITS = timedelta(days=7)
"""So long another rhythm waits for the other's yes; then the slower of the two holds (practice C17)."""
CHECK_IN_LASTS = timedelta(days=14)
"""So long a pair isn't asked about its silence after a lead said "I'll check in" (practice P12)."""
KEEP_WAITS = timedelta(days=28)
"""So long the question whether to keep meeting now and then stays open, also when a pause came between."""


class GoesOnAs(StrEnum):
    """How two people go on once their mentoring is over (practice E4)."""

    PEERS = "peers"
    NOW_AND_THEN = "now_and_then"


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
class Pair(Standing, Lateness, Term):
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
    paused_by: str | None = None
    pause_extended: int = 0
    before_hold: Lifecycle | None = None
    on_hold_since: datetime | None = None
    line_since: datetime | None = None
    """Since when the two share a reporting line and haven't settled how to go on (practice E12)."""
    term_ends_at: datetime | None = None
    asked_from: datetime | None = None
    """When its program began to close, if it ends with it: from then on the two are asked how to go on."""
    wound_down_at: datetime | None = None
    closes_at: datetime | None = None
    closing_since: datetime | None = None
    goes_on_as: GoesOnAs | None = None
    redefined_at: datetime | None = None
    checked_in_until: datetime | None = None
    idle_since: datetime | None = None
    carried_since: datetime | None = None
    held: int = 0
    missed_in_a_row: int = 0
    ended_at: datetime | None = None
    look_at: datetime | None = None
    program_id: int | None = None
    """The program it began in, if it began in one."""
    customs: Customs = AS_SHIPPED
    """By which numbers it is reminded and looked after: those of its program."""
    id: int = field(init=False, repr=False)

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
    def began_on(self) -> date:
        """The day on which they became a pair, on whichever of their calendars it was earlier."""
        return min(each.hours.local(self.started_at).date() for each in self.both)

    @property
    def lapses_at(self) -> datetime | None:
        """The next moment at which time alone may change something, if nobody does before."""
        turns: list[datetime | None]
        match self.lifecycle:
            case Lifecycle.PAUSED | Lifecycle.HOLD:
                turns = [self.paused_until]
            case Lifecycle.DORMANT:
                turns = [self.quiet_since + CLOSE_AFTER_REST]
            case Lifecycle.INITIATING:
                turns = [self.rest_notice_at + REST_GRACE]
            case Lifecycle.ACTIVE:
                turns = [self.rest_notice_at + REST_GRACE, self.closes_at]
            case Lifecycle.PROPOSED | Lifecycle.WINDING_DOWN | Lifecycle.REDEFINED:
                turns = [self.closes_at]
            case _:
                return None
        return min((moment for moment in (*turns, self.wish_lapses_at) if moment), default=None)

    @property
    def wish_lapses_at(self) -> datetime | None:
        """When another rhythm, wished by one of the two, has waited long enough for the other's yes."""
        return self.wished_at + WISH_WAITS if self.wished_at and self.lifecycle in RHYTHM_CAN_CHANGE else None

    @property
    def pause_named(self) -> str:
        """Name this pause, as everything names it that is asked about it: until when it lasts."""
        return f"until-{self.paused_until:%Y-%m-%d}" if self.paused_until else ""

    def become(self, lifecycle: Lifecycle, now: datetime) -> None:
        """Stand somewhere else, if that can follow from here. Only the verbs below and beside call this."""
        check(self.lifecycle, lifecycle)
        self.lifecycle, self.look_at = lifecycle, now

    def begin(self, now: datetime) -> None:
        """Become a pair, once both have said yes to what a lead proposed."""
        self.become(Lifecycle.INITIATING, now)
        self.started_at, self.closes_at = now, None

    def meet(self, at: datetime, now: datetime) -> None:
        """Record that they met. Sessions may be logged late and out of order."""
        self.must_be_live()
        if self.lifecycle in MEETING | {Lifecycle.DORMANT}:
            self.become(Lifecycle.ACTIVE, now)
        local, since = self.mentee.hours.local, self.last_session_from  # of what is logged just the day is known
        if self.lifecycle is Lifecycle.WINDING_DOWN and since and local(at).date() >= local(since).date():
            self.closes_at = min(self.closes_at or now, now)
        self.held += 1
        self.missed_in_a_row = 0
        self.idle_since = max(at, self.idle_since or at)
        self.look_at = now

    def correct(self, before: datetime, held: int, last: datetime | None, now: datetime) -> None:
        """Go by what is true after a session at `before` was noted wrongly: how many there were, and the last one."""
        self.held, self.look_at = held, now
        self.idle_since = last if self.quiet_since == before else max(self.quiet_since, last or self.quiet_since)
        if self.lifecycle in {Lifecycle.INITIATING, Lifecycle.ACTIVE}:
            self.lifecycle = self.under_way

    def miss(self, now: datetime) -> None:
        """Record that a session didn't happen; nobody is to blame."""
        self.must_be_live()
        self.missed_in_a_row += 1
        self.look_at = now

    def keep(self, now: datetime) -> None:
        """Carry on: the clock of silence starts again."""
        if self.lifecycle not in MEETING | {Lifecycle.DORMANT}:
            raise refusal_from(self.lifecycle)
        if self.lifecycle is Lifecycle.DORMANT:
            self.become(self.under_way, now)
        self.idle_since = self.look_at = now

    def pause(self, until: datetime, now: datetime, by: str | None = None) -> None:
        """Stop the clock until a date. Either may, alone, or both do, and it is by nobody alone."""
        check(self.lifecycle, Lifecycle.PAUSED)
        if until - now > PAUSE_MAX:
            raise PauseIsTooLong
        if self.lifecycle is not Lifecycle.PAUSED:
            self.paused_at = now
        self.become(Lifecycle.PAUSED, now)
        self.paused_until, self.paused_by, self.pause_extended = until, by, 0

    def pause_longer(self, now: datetime) -> None:
        """Let a pause go on for four weeks, because whoever paused was asked and said nothing."""
        if self.lifecycle is not Lifecycle.PAUSED or self.paused_until is None:
            raise refusal_from(self.lifecycle)
        self.paused_until, self.look_at = self.paused_until + PAUSE_LONGER, now
        self.pause_extended += 1

    def resume(self, now: datetime, *, by_itself: bool = False) -> None:
        """Take up again where they paused; the time between isn't counted as silence."""
        self.must_be_live()
        if self.lifecycle is Lifecycle.PAUSED and self.paused_at:
            self.become(self.under_way, now)
            self.go_on_after(self.paused_at, now, by_itself=by_itself)
        if self.lifecycle is not Lifecycle.HOLD:
            self.paused_at = self.paused_until = self.paused_by = None
            self.pause_extended = 0
        self.look_at = now

    def go_on_after(self, stopped_at: datetime, now: datetime, *, by_itself: bool = False) -> None:
        """Count on from where everything stopped: neither silence nor the way to an end went on meanwhile."""
        self.count_on(stopped_at, now, by_itself=by_itself)
        if self.closes_at is not None and self.under_way in {Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED}:
            at_least = now + KEEP_WAITS if self.under_way is Lifecycle.REDEFINED else now
            self.closes_at = max(self.closes_at + (now - stopped_at), at_least)

    def wake_to_rest(self, now: datetime) -> None:
        """End a pause that nobody ended, so late that both hear at once on which day the pair will rest (D7)."""
        self.resume(now)
        self.carried_since = self.idle_since = min(self.quiet_since, now - self.rests_after)

    def wish(self, rhythm: timedelta, by: str, now: datetime) -> bool:
        """Ask for another rhythm; it holds once the other one agrees. Return whether it holds now."""
        self.must_have_a_rhythm()
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
        self.become(Lifecycle.DORMANT, now)
        self.idle_since = now

    def check_in(self, now: datetime) -> None:
        """Leave silence to a lead for a while, who looks after the two in person (practice P12)."""
        self.must_be_live()
        self.checked_in_until, self.look_at = now + CHECK_IN_LASTS, now

    def end(self, now: datetime, how: Lifecycle = Lifecycle.ENDED_NO_FAULT) -> None:
        """End for good. Either may at any time, without fault and without approval; so may time, or a lead."""
        check(self.lifecycle, how)
        self.lifecycle, self.ended_at, self.look_at = how, now, None
        self.paused_until = self.closes_at = None


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
