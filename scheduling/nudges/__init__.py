"""Nudges, one module each: when (a pure rule) and words (pure, too). They are found by being here."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, Generic, TypeVar

from bot.blocks import Block, Message, briefly, escape
from bot.mentoring import flows
from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.people import Person
from bot.mentoring.sessions import Outcome, Session

PATIENCE_IN_WORKING_DAYS: Final = 5

Facts = PairFacts | AskFacts | PersonFacts
F = TypeVar("F", PairFacts, AskFacts, PersonFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge(Generic[F]):
    """A rule and its words.

    `due` answers *when*, from the facts alone; it never asks what time it is. `words` says it, with at
    most four buttons; what every nudge has in common (why it came, snooze, fewer, stop) is added by the round.
    `rider` is the same thing, short enough to travel with a letter that goes out anyway.
    """

    kind: str
    about: type[F]
    class_: Class
    priority: int
    why: str
    due: Callable[[F], Iterable[Due]]
    words: Callable[[F, Due], Message]
    because: Callable[[F, Due], str] | None = None
    """Why it comes this time, where that isn't always the same; `why` is what is said of its kind."""
    rider: Callable[[F, Due], Sequence[Block]] | None = None
    reserved: bool = False
    optional: bool = False
    carries: bool = False
    at_any_hour: bool = False
    """Comes at its moment, within the reader's hours or not: they asked to hear of it then."""
    follows: frozenset[str] = frozenset()
    """The kinds of letters it comes some time after: until those are said, nobody knows when its time comes."""
    flow: str = ""
    """Its number in the catalogue, by which `bot.mentoring.flows` knows where in a pair's life it may come up."""

    def occasions(self, facts: F) -> Iterable[Due]:
        """Ask the rule, and let only through what may come up where the pair stands."""
        subject: Facts = facts
        dues = self.due(facts)
        return flows.allowed(self.flow, self.class_, subject, dues) if isinstance(subject, PairFacts) else dues


AnyNudge = Nudge[PairFacts] | Nudge[AskFacts] | Nudge[PersonFacts]


@cache
def every() -> tuple[AnyNudge, ...]:
    """Find every nudge there is: a new one is one new file."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").NUDGE for name in modules)


def is_measured(nudge: AnyNudge) -> bool:
    """Tell whether some pairs never hear of it, and whether it goes when it is of no use.

    What answers an act, belongs to a session, or comes before a pair rests is always said (practice P13).
    """
    return nudge.class_ is Class.NUDGE and not nudge.reserved


def first_slot(reader: Person, moment: datetime) -> datetime:
    """Find the reader's first usual time that is not before this moment."""
    return reader.hours.next_slot(moment - timedelta.resolution)


def lasting(reader: Person, at: datetime, until: datetime, occasion: str) -> Iterator[Due]:
    """Give the occasion, unless what follows it has already taken its place."""
    if at < until:
        yield Due(to=reader.slack_id, at=at, until=until, occasion=occasion)


def booked(facts: PairFacts) -> list[Session]:
    """List the sessions that were booked and not reported on; a pair that has met since needs no report."""
    return [each for each in facts.plans if each.outcome is Outcome.BOOKED]


def patience(facts: PairFacts, reader: Person) -> datetime:
    """Tell until when silence isn't spoken of: while something is booked, and some working days beyond.

    A session that fell through counts like one nobody reported on: the two need time to find another date. So do times
    that one of them proposed: whoever did has answered when it would suit them, and the other one has those to pick.
    """
    ends = [*(plan.ends_at for plan in facts.plans), *(offered.ends_at for offered in facts.proposed)]
    if not ends:
        return facts.quiet_since
    return reader.hours.working_days_after(max(ends), PATIENCE_IN_WORKING_DAYS)


def ahead_of(session: Session, reader: Person, working_days: int) -> datetime:
    """Find when to speak of a session to come; a session booked later than that is spoken of at the next slot."""
    usual = reader.hours.working_days_before(session.at, working_days)
    return usual if usual >= session.noted_at else reader.hours.next_slot(session.noted_at)


def in_brief(text: str, words: int) -> str:
    """Show the first words of what somebody typed, on one line and safe to show."""
    return escape(briefly(text, words))
