"""Standing: what follows from where a pair stands, and from how often the two met."""

from datetime import datetime

from bot.mentoring.lifecycles import LIVE, MEETING, TAKES_ROOM, Lifecycle, NothingIsPassedOn, Stage, refusal_from

KNOWN_AFTER, KNOWN_AFTER_AGREEING = 3, 2
"""After so many sessions two people are past getting to know each other."""

RHYTHM_CAN_CHANGE = MEETING | {Lifecycle.DORMANT}


class Standing:
    """What can be told of a pair from its lifecycle alone."""

    lifecycle: Lifecycle
    before_hold: Lifecycle | None
    held: int
    wound_down_at: datetime | None
    redefined_at: datetime | None
    checked_in_until: datetime | None

    @property
    def is_live(self) -> bool:
        """Whether it can still end; that is, whether the two are a pair."""
        return self.lifecycle in LIVE

    @property
    def meets(self) -> bool:
        """Whether the two are meeting or about to, so that silence means something."""
        return self.lifecycle in MEETING

    @property
    def takes_room(self) -> bool:
        """Whether it counts towards the mentor's room and the mentee's mentors."""
        here = self.before_hold if self.lifecycle is Lifecycle.HOLD else self.lifecycle
        return here in TAKES_ROOM and self.redefined_at is None

    @property
    def has_schedule(self) -> bool:
        """Whether the two mean to meet in a rhythm; peers and two who meet now and then don't."""
        return self.redefined_at is None

    def stage(self, *, agreed: bool = False) -> Stage | None:
        """Tell how far they are; `agreed` is whether both confirmed how they work together. The end has no stage."""
        here = self.before_hold if self.lifecycle is Lifecycle.HOLD else self.lifecycle
        match self.under_way if here is Lifecycle.PAUSED else here:
            case Lifecycle.WINDING_DOWN:
                return Stage.SEPARATION
            case Lifecycle.REDEFINED:
                return Stage.REDEFINITION
            case Lifecycle.INITIATING | Lifecycle.ACTIVE | Lifecycle.DORMANT:
                known = self.held >= (KNOWN_AFTER_AGREEING if agreed else KNOWN_AFTER)
                return Stage.CULTIVATION if known else Stage.INITIATION
            case _:
                return None

    def is_looked_after(self, now: datetime) -> bool:
        """Tell whether a lead said that they check in."""
        return self.checked_in_until is not None and self.checked_in_until > now

    def must_be_live(self) -> None:
        """Refuse what only a pair can do."""
        if not self.is_live:
            raise refusal_from(self.lifecycle)

    def must_go_on(self) -> None:
        """Refuse dates and rhythms while the pair is paused, whatever pauses it; a rest is no obstacle."""
        self.must_be_live()
        if self.lifecycle.shown is Lifecycle.PAUSED:
            raise refusal_from(self.lifecycle)

    def must_have_a_rhythm(self) -> None:
        """Refuse where no rhythm is to be agreed on: while the two pause, wrap up, or meet without a schedule."""
        if self.lifecycle not in RHYTHM_CAN_CHANGE:
            raise refusal_from(self.lifecycle)

    def must_pass_on(self) -> None:
        """Refuse to bring the other one words while the pair is paused.

        A hold has to: something was raised, or the two share a line. A pause does the same, so that nobody can tell
        one from the other.
        """
        if self.lifecycle.shown is Lifecycle.PAUSED:
            raise NothingIsPassedOn

    @property
    def under_way(self) -> Lifecycle:
        """Where it stands when nothing stops it: a pause leads back to the end that two were on the way to."""
        if self.redefined_at is not None:
            return Lifecycle.REDEFINED
        if self.wound_down_at is not None:
            return Lifecycle.WINDING_DOWN
        return Lifecycle.ACTIVE if self.held else Lifecycle.INITIATING
