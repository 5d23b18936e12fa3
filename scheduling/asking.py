"""Asking: what every nudge would say about one subject, when and to whom. Nothing is chosen or written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.mentoring.budgets import DEFAULT_BUDGET, TOLD_ANYWAY, Budget, Wishes
from bot.mentoring.customs import Customs
from bot.mentoring.facts import PairFacts
from bot.mentoring.holdout import Holdout
from bot.mentoring.manners import Candidate
from bot.mentoring.occasions import Due
from bot.mentoring.people import Person
from bot.store.facts import Facts
from scheduling.nudges import AnyNudge, is_measured
from scheduling.wording import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One thing that could be said: by which nudge, about what, to whom."""

    nudge: AnyNudge
    about: Facts
    due: Due
    reader: Person

    @property
    def key(self) -> str:
        """The letter's key: said once, whoever looks."""
        return f"{self.nudge.kind}:{self.about.name}:{self.due.to}:{self.due.occasion}"

    def is_held_out(self, holdout: Holdout) -> bool:
        """Tell whether this is never said, so that it can be measured what saying it changes."""
        return is_measured(self.nudge) and holdout.holds(self.nudge.kind, self.reader.workspace, self.about.name)

    @property
    def pair_id(self) -> int | None:
        """The pair it is about."""
        return self.about.pair.id if isinstance(self.about, PairFacts) else None

    @property
    def part(self) -> Part:
        """How it is worded."""
        return Part(self.nudge, self.about, self.due)

    @property
    def candidate(self) -> Candidate:
        """How manners see it."""
        return Candidate(
            key=self.key,
            kind=self.nudge.kind,
            class_=self.nudge.class_,
            at=self.due.at,
            until=self.due.until,
            pair=self.pair_id,
            priority=self.nudge.priority,
            rides=self.nudge.rider is not None,
            reserved=self.nudge.reserved,
            optional=self.nudge.optional,
            carries=self.nudge.carries,
            at_any_hour=self.nudge.at_any_hour,
        )


def occasions_of(subject: Facts, nudges: Iterable[AnyNudge], now: datetime) -> list[Occasion]:
    """Ask every nudge about one subject."""
    readers = {person.slack_id: person for person in subject.readers if person.has_joined}
    return [
        Occasion(nudge=nudge, about=subject, due=due, reader=readers[due.to])
        for nudge in nudges
        for due in dues_of(nudge, subject)
        if due.until > now and due.to in readers
    ]


def dues_of(nudge: AnyNudge, subject: Facts) -> Iterable[Due]:
    """Ask one nudge about one subject, if it is about such subjects at all."""
    return nudge.occasions(subject) if isinstance(subject, nudge.about) else ()  # type: ignore[arg-type]  # matched by isinstance


def budgets_of(several: Iterable[Facts]) -> Mapping[int, Budget]:
    """Return how much each person is told at most, by their number, over all their live pairs among these subjects."""
    theirs: dict[int, list[Customs]] = defaultdict(list)
    for subject in several:
        if isinstance(subject, PairFacts) and subject.pair.is_live:
            for person in subject.pair.both:
                theirs[person.id].append(subject.pair.customs)
    return {number: Budget.of(customs) for number, customs in theirs.items()}


def wishes_of(person: Person, live_pairs: int, budget: Budget = DEFAULT_BUDGET) -> Wishes:
    """Return how somebody wants to be written to, and how much at most."""
    return Wishes(
        hours=person.hours,
        paused_until=person.silent_until,
        stopped=frozenset(person.stopped) - TOLD_ANYWAY,
        fewer=frozenset(person.fewer) - TOLD_ANYWAY,
        pairs=live_pairs,
        acted_at=person.acted_at,
        budget=budget,
    )
