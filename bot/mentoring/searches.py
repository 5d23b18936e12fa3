"""A search: what somebody looks for in a mentor, said once, and kept for as long as they want it kept."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.mentoring.notes import Mode
from bot.mentoring.offers import Offer
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

TOPICS_MAX = 3
"""More topics than that are no search but a curriculum (practice A1)."""
SAVED_MAX = 3


DIFFERENT = {
    "expertise": "Another field",
    "time": "More or other time",
    "style": "Another way of working",
    "distance": "More distance from my team",
    "nothing": "Nothing, only another person",
}
"""What may be different with the next mentor (practice E9)."""


class Kind(StrEnum):
    """Whether one conversation is looked for, or somebody to meet for a while."""

    EITHER = "either"
    CHAT = "chat"
    ONGOING = "ongoing"


class NotTheirSearch(Refusal):
    """That search isn't there any more. `/mentor find` begins a new one."""


class TooManySearches(Refusal):
    """You have saved three searches. Drop one on my Home tab, and then save this one."""


@dataclass(kw_only=True, eq=False)
class Search:
    """What one person looks for, and when they last did. `shown` are the mentors they have seen for it, by Slack id."""

    workspace: str
    person: Person
    at: datetime
    wish: str = ""
    goal: str = ""
    kind: Kind = Kind.EITHER
    mode: Mode = Mode.EITHER
    languages: tuple[str, ...] = ()
    hours: int = 0
    shown: tuple[str, ...] = ()
    saved_at: datetime | None = None
    unanswered_since: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for more than topics, so that not everybody who teaches them fits."""
        return bool(self.languages or self.hours or self.mode is not Mode.EITHER)

    def fits(self, offer: Offer, hours: int, meets: str) -> bool:
        """Tell whether this mentor can be met as wished: in time, in a language, and in the way.

        What a mentor hasn't said counts neither for nor against.
        """
        return (
            hours >= self.hours
            and _shared(self.languages, offer.languages)
            and (self.mode is Mode.EITHER or meets in {self.mode, Mode.EITHER, ""})
        )

    def show(self, slack_ids: Collection[str]) -> None:
        """Note who was shown."""
        self.shown = tuple(dict.fromkeys((*self.shown, *slack_ids)))

    def save(self, now: datetime) -> None:
        """Keep it until it is dropped."""
        self.saved_at = self.saved_at or now
        self.unanswered_since = self.unanswered_since or now

    def rest(self) -> None:
        """Speak of it no more: somebody was asked."""
        self.unanswered_since = None


def _shared(wanted: Collection[str], spoken: Collection[str]) -> bool:
    if not wanted or not spoken:
        return True
    return bool({one.casefold() for one in wanted} & {one.casefold() for one in spoken})
