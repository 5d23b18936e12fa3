"""Where a pair can stand, and what may follow: the state machine of a relationship (practice 3).

Three values tell how a pair is, never one: its lifecycle is kept, its stage and its health are derived from events.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.mentoring.refusals import Refusal


class Lifecycle(StrEnum):
    """Where a pair stands."""

    PROPOSED = "proposed"
    INITIATING = "initiating"
    ACTIVE = "active"
    PAUSED = "paused"
    DORMANT = "dormant"
    HOLD = "hold"
    WINDING_DOWN = "winding_down"
    REDEFINED = "redefined"
    ENDED_COMPLETED = "ended_completed"
    ENDED_NO_FAULT = "ended_no_fault"
    ENDED_LEFT = "ended_left"
    ENDED_BY_PROGRAM = "ended_by_program"
    NEVER_STARTED = "never_started"

    @property
    def shown(self) -> "Lifecycle":
        """How it is shown to anybody: on hold looks like paused, so that nobody can tell that something was raised."""
        return Lifecycle.PAUSED if self is Lifecycle.HOLD else self


class Stage(StrEnum):
    """How far a relationship is (Kram 1983). It follows from what happened, never from the time that went by."""

    INITIATION = "initiation"
    CULTIVATION = "cultivation"
    SEPARATION = "separation"
    REDEFINITION = "redefinition"


class PairHasEnded(Refusal):
    """This pair has ended, so nothing changed. It isn't a mark against anyone; a new request can begin anew."""


class NotYetAPair(Refusal):
    """Both of you have to say yes to this pair before anything else can happen."""


class PairIsPaused(Refusal):
    """This pair is paused right now, so nothing changed. `/mentor pairs` shows until when, and what can be done."""


class NothingIsPassedOn(Refusal):
    """This pair is paused right now, so I pass nothing on, and nothing was changed. What you keep to yourself works."""


class NothingMoreIsPassedOn(Refusal):
    """I pass nothing more on in this pair, so nothing was sent. What you wrote stays here for you to copy."""


class PairIsWindingDown(Refusal):
    """You two are wrapping up, so nothing changed. If both of you want to go on, extend it first."""


class PairIsRedefined(Refusal):
    """You two meet without a schedule now, so nothing changed. Both of you can start again with one."""


class NotUnderWay(Refusal):
    """This pair isn't under way right now, so nothing changed. `/mentor pairs` shows what can be done."""


MEETING: Final = frozenset({Lifecycle.INITIATING, Lifecycle.ACTIVE})
"""Under way: silence means something, and a nudge makes sense."""
SPEAKS: Final = MEETING | {Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED}
"""Something may be said unasked."""
STOPPED: Final = frozenset({Lifecycle.PAUSED, Lifecycle.DORMANT, Lifecycle.HOLD})
"""Still a pair, but nothing is said unasked."""
TAKES_ROOM: Final = MEETING | STOPPED | {Lifecycle.WINDING_DOWN}
"""What counts towards a mentor's room and a mentee's mentors; two who meet now and then need no place kept."""
LIVE: Final = TAKES_ROOM | {Lifecycle.REDEFINED}
"""Everything that can still end."""
OPEN: Final = LIVE | {Lifecycle.PROPOSED}
"""What two people can be in only once."""
ENDED: Final = frozenset(Lifecycle) - OPEN

_ENDS: Final = frozenset({Lifecycle.ENDED_NO_FAULT, Lifecycle.ENDED_LEFT, Lifecycle.ENDED_BY_PROGRAM})
_ANY_TIME: Final = _ENDS | {Lifecycle.HOLD}
LEADS_TO: Final[Mapping[Lifecycle, frozenset[Lifecycle]]] = {
    Lifecycle.PROPOSED: frozenset({Lifecycle.INITIATING, Lifecycle.NEVER_STARTED}),
    Lifecycle.INITIATING: _ANY_TIME | {Lifecycle.ACTIVE, Lifecycle.PAUSED, Lifecycle.DORMANT, Lifecycle.NEVER_STARTED},
    Lifecycle.ACTIVE: _ANY_TIME | {Lifecycle.PAUSED, Lifecycle.DORMANT, Lifecycle.WINDING_DOWN},
    Lifecycle.PAUSED: _ANY_TIME | MEETING | {Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED},
    Lifecycle.DORMANT: _ANY_TIME | MEETING | {Lifecycle.NEVER_STARTED},
    Lifecycle.WINDING_DOWN: _ANY_TIME
    | {Lifecycle.ACTIVE, Lifecycle.PAUSED, Lifecycle.REDEFINED, Lifecycle.ENDED_COMPLETED},
    Lifecycle.REDEFINED: _ANY_TIME | {Lifecycle.ACTIVE, Lifecycle.PAUSED, Lifecycle.ENDED_COMPLETED},
    Lifecycle.HOLD: _ENDS,
}
"""Every change there is. From what has ended there is none: to meet again, somebody sends a new request."""
LIFTS_TO: Final = LIVE - {Lifecycle.HOLD}
"""After a hold a pair is where it was; only `holds` leads there, so that nothing else ends a hold by the way."""

_REFUSED: Final[Mapping[Lifecycle, type[Refusal]]] = {
    Lifecycle.PROPOSED: NotYetAPair,
    Lifecycle.HOLD: PairIsPaused,
    Lifecycle.PAUSED: PairIsPaused,
    Lifecycle.WINDING_DOWN: PairIsWindingDown,
    Lifecycle.REDEFINED: PairIsRedefined,
}


def refusal_from(lifecycle: Lifecycle) -> Refusal:
    """Say why a pair that stands here can't do what was wanted."""
    return PairHasEnded() if lifecycle in ENDED else _REFUSED.get(lifecycle, NotUnderWay)()


def check(was: Lifecycle, becomes: Lifecycle) -> None:
    """Refuse a change that there isn't."""
    if was in ENDED or (was is not becomes and becomes not in LEADS_TO[was]):
        raise refusal_from(was)
