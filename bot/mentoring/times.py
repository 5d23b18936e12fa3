"""Times: up to three moments that one of a pair proposes for their next session, for the other to pick from."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.mentoring.pairs import NotTheirPair, Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import USUAL_LENGTH

MOST = 3


class TimesAreSettled(Refusal):
    """These times are settled: a date was set, or others were proposed. `/mentor pairs` shows what holds."""


class TimeIsOver(Refusal):
    """That time has passed. Please pick another one, or propose others."""


class OnlyTheOtherPicks(Refusal):
    """You proposed these yourself, so the other one picks. You can propose others, or set a date."""


@dataclass(kw_only=True, eq=False)
class Times:
    """What one of the two proposed, until a date is set or others are proposed."""

    workspace: str
    pair: Pair
    by: Person
    moments: tuple[datetime, ...]
    proposed_at: datetime
    minutes: int = USUAL_LENGTH
    closed_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def reader(self) -> Person:
        """Who picks."""
        return self.pair.partner_of(self.by.slack_id)

    def pick(self, number: int, by: str, now: datetime) -> datetime:
        """Take one of them, and be done with the others."""
        self.check(by)
        if by == self.by.slack_id:
            raise OnlyTheOtherPicks
        if not 0 <= number < len(self.moments):
            raise TimesAreSettled
        if self.moments[number] <= now:
            raise TimeIsOver
        self.closed_at = now
        return self.moments[number]

    def check(self, by: str) -> None:
        """Refuse somebody whose business it isn't, and anybody once it is settled."""
        if not self.pair.has(by):
            raise NotTheirPair
        if self.closed_at is not None:
            raise TimesAreSettled
