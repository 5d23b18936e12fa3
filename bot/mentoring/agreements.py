"""Agreements: what two people settle about their mentoring. Each says it alone; only where they differ is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.mentoring.fields import BY_NAME, FIELDS, Field
from bot.mentoring.pairs import RHYTHMS, NotTheirPair, Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

Terms = Mapping[str, str]
"""What was said, by the field's name; of several choices the names are joined by commas."""
VALID_FOR = timedelta(days=200)
"""So long a yes counts; then it is worth another look (practice B2)."""
AVERAGE_MONTH = timedelta(days=365) / 12
EXTENDED = "end_3"
"""The term in an agreement that both prolonged by three months (practice 3, transition 10)."""


class NothingToConfirm(Refusal):
    """That agreement was changed in the meantime, so nothing was confirmed. `/mentor agree` shows what holds."""


@dataclass(kw_only=True, eq=False)
class Draft:
    """What one of the two would like. The other sees of it only where they differ, once both have said theirs."""

    workspace: str
    pair: Pair
    author: Person
    terms: Terms
    written_at: datetime
    id: int = field(init=False, repr=False)


@dataclass(kw_only=True, eq=False)
class Agreement:
    """One version of what a pair agrees on. It holds once both have said yes; older versions stay as they were."""

    workspace: str
    pair: Pair
    version: int
    terms: Terms
    proposed_at: datetime
    mentee_at: datetime | None = None
    mentor_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def held_since(self) -> datetime | None:
        """Since when both have said yes."""
        return max(self.mentee_at, self.mentor_at) if self.mentee_at and self.mentor_at else None

    @property
    def is_open(self) -> bool:
        """Whether somebody's yes is still missing."""
        return self.held_since is None

    @property
    def today(self) -> Terms:
        """What it says, in the rhythm the two have by now; where they meet without one it says none."""
        rhythm = next((name for name, each in RHYTHMS.items() if each == self.pair.rhythm), "")
        terms = {**self.terms, **({"rhythm": rhythm} if rhythm else {})}
        return terms if self.pair.has_schedule else {name: said for name, said in terms.items() if name != "rhythm"}

    @property
    def rhythm(self) -> timedelta | None:
        """How often they mean to meet."""
        return RHYTHMS.get(self.terms.get("rhythm", ""))

    @property
    def minutes(self) -> int | None:
        """How long they mean to meet; nothing when they didn't say."""
        said = self.terms.get("length", "")
        return int(said) if said in BY_NAME["length"].options else None

    @property
    def lasts(self) -> timedelta | None:
        """How long they mean to go on; nothing when they named no end."""
        months = {"end_3": 3, "end_6": 6, "end_9": 9, "end_12": 12}.get(self.terms.get("term", ""))
        return months * AVERAGE_MONTH if months else None

    def confirmed_by(self, slack_id: str) -> datetime | None:
        """Tell when this one of the two said yes, if they did."""
        return self.mentor_at if self.pair.person(slack_id) is self.pair.mentor else self.mentee_at

    def confirm(self, slack_id: str, now: datetime) -> None:
        """Say yes; saying it twice changes nothing."""
        if not self.pair.has(slack_id):
            raise NotTheirPair
        if self.pair.person(slack_id) is self.pair.mentor:
            self.mentor_at = self.mentor_at or now
        else:
            self.mentee_at = self.mentee_at or now

    def confirmations(self, now: datetime) -> int:
        """Count the yeses that still count."""
        return sum(1 for said_at in (self.mentee_at, self.mentor_at) if said_at and now - said_at < VALID_FOR)


def holding(several: Iterable[Agreement]) -> Agreement | None:
    """Return the newest version both said yes to. It holds until another does; age alone ends no agreement."""
    return max((each for each in several if not each.is_open), key=lambda each: each.version, default=None)


def proposal(several: Iterable[Agreement]) -> Agreement | None:
    """Return what waits for somebody's yes: the newest version, if it does; older ones are past."""
    newest = max(several, key=lambda each: each.version, default=None)
    return newest if newest and newest.is_open else None


def earlier(several: Iterable[Agreement]) -> list[Agreement]:
    """Return what held before the version that does, newest first; what nobody agreed on never did."""
    held = sorted((each for each in several if not each.is_open), key=lambda each: each.version, reverse=True)
    return held[1:]


def changed(before: Terms, after: Terms) -> list[Field]:
    """List the fields about which another version says something else; what is private is never compared."""
    return [each for each in FIELDS if not each.is_private and before.get(each.name, "") != after.get(each.name, "")]


def missing(terms: Terms, *, is_mentee: bool) -> list[Field]:
    """List what this side has yet to say of the first few things."""
    return [each for each in asked(FIELDS, is_mentee=is_mentee) if each.is_first and not terms.get(each.name)]


def asked(fields: Iterable[Field], *, is_mentee: bool) -> list[Field]:
    """Leave out what only the mentee is asked."""
    return [each for each in fields if is_mentee or not each.is_mentees]


def differing(mine: Terms, theirs: Terms) -> list[Field]:
    """List the fields about which both said something, and not the same; what is private is never compared."""
    return [
        each
        for each in FIELDS
        if not each.is_private
        and mine.get(each.name)
        and theirs.get(each.name)
        and mine[each.name] != theirs[each.name]
    ]


def joint(mine: Terms, theirs: Terms) -> dict[str, str]:
    """Put together what two have said: one's own words where they differ, and nothing that is private."""
    said = {each.name: mine.get(each.name) or theirs.get(each.name, "") for each in FIELDS if not each.is_private}
    return {name: value for name, value in said.items() if value}


def shown_limits(mine: Terms, theirs: Terms) -> bool:
    """Tell whether both chose to show each other what they would rather not talk about."""
    return all("limits" in terms.get("shows", "") and terms.get("limits") for terms in (mine, theirs))


def in_words(name: str, value: str) -> str:
    """Say what was chosen as people read it; what somebody typed comes back as it was typed."""
    options = BY_NAME[name].options
    return ", ".join(options.get(each, each) for each in value.split(",")) if options else value
