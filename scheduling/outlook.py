"""An outlook: what one person will be told, from the nudges' own `due` and the same manners. Nothing is kept or sent.

Everything is read once, whatever the number of pairs, and then lived through in memory. It supposes that nobody taps
anything meanwhile; where time alone would change a thing, the outlook on that thing ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring.budgets import DEFAULT_BUDGET, Said, Wishes
from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts, Told
from bot.mentoring.holdout import NOBODY, Holdout
from bot.mentoring.letters import AGAIN, Letter
from bot.mentoring.manners import CLASSES_THAT_A_PAUSE_HOLDS, Speak, choose
from bot.mentoring.outlooks import AHEAD, Foreseen
from bot.mentoring.people import Person
from bot.store import facts, letters, verdicts
from bot.store.facts import Facts
from scheduling.asking import Occasion, budgets_of, occasions_of, wishes_of
from scheduling.kinds import in_words, reason_of
from scheduling.lapses import rests
from scheduling.nudges import AnyNudge, every
from scheduling.rounds import LOOK_BACK


def foresee(db: orm.Session, person: Person, now: datetime, holdout: Holdout = NOBODY) -> list[Foreseen]:
    """Tell what somebody will hear in the coming weeks, in order; what waits for their next working hour is part of it.

    It takes as many queries for one pair as for several.
    """
    off = verdicts.off(db)
    past = letters.said_to(db, person.workspace, [person.slack_id], now - LOOK_BACK)
    days = Days(
        person=person,
        subjects={subject.name: subject for subject in facts.around(db, person)},
        nudges=[nudge for nudge in every() if nudge.kind not in off],
        said=list(past.get(person.slack_id, ())),
        holdout=holdout,
    )
    days.done |= letters.written(db, [occasion.key for occasion in days.occasions(now)])
    waits = [found for letter in letters.waiting_for(db, person.slack_id) if (found := days.waits(letter, now))]
    return sorted([*waits, *days.live(now)], key=lambda each: each.at)


class Days:
    """The days to come, as one person will live them if nobody does anything."""

    def __init__(
        self,
        *,
        person: Person,
        subjects: dict[str, Facts],
        nudges: Sequence[AnyNudge],
        said: list[Said],
        holdout: Holdout,
    ) -> None:
        """Begin with what is so today."""
        self.person, self.subjects, self.nudges, self.said, self.holdout = person, subjects, nudges, said, holdout
        self.done: set[str] = set()

    @property
    def wishes(self) -> Wishes:
        """How they want to be written to."""
        subjects = self.subjects.values()
        budget = budgets_of(subjects).get(self.person.id, DEFAULT_BUDGET)
        return wishes_of(self.person, sum(isinstance(subject, PairFacts) for subject in subjects) or 1, budget)

    def occasions(self, now: datetime) -> list[Occasion]:
        """Ask every nudge about everything, for this reader; what was said, and what never is, is left out."""
        return [
            occasion
            for subject in self.subjects.values()
            if not is_over(subject, now)
            for occasion in occasions_of(subject, self.nudges, now)
            if occasion.reader is self.person and occasion.key not in self.done
            if not occasion.is_held_out(self.holdout)
        ]

    def live(self, now: datetime) -> Iterator[Foreseen]:
        """Go from moment to moment at which manners would let something through."""
        moment: datetime | None = now
        while moment and moment <= now + AHEAD:
            occasions = {occasion.key: occasion for occasion in self.occasions(moment)}
            choice = choose([each.candidate for each in occasions.values()], self.said, self.wishes, moment)
            for speak in choice.now:
                yield from self._say(speak, occasions, moment)
            if not choice.now:
                moment = min(choice.later.values(), default=None)

    def waits(self, letter: Letter, now: datetime) -> Foreseen | None:
        """Tell when a letter that is written already will come; one that is no longer true won't."""
        silent = self.person.silent_until if letter.class_ in CLASSES_THAT_A_PAUSE_HOLDS else None
        at = self.person.hours.opening(max(letter.due_at, now, silent or now))
        subject = self.subjects.get(letter.key.split(":")[1]) if ":" in letter.key else None
        if at > now + AHEAD or (letter.expires_at and letter.expires_at <= at):
            return None
        if subject is not None and letter.kind in {nudge.kind for nudge in self.nudges}:
            if not (letter.key.endswith(AGAIN) or self._holds(subject, letter, at)):
                return None
            self._note(subject, Told(kind=letter.kind, to=letter.to, occasion=letter.occasion, at=at))
        return Foreseen(at=at, about=in_words(letter.kind), why=reason_of(letter.kind), partner=self._partner(subject))

    def _holds(self, subject: Facts, letter: Letter, at: datetime) -> bool:
        """Tell whether a nudge would still say this then."""
        return any(
            occasion.nudge.kind == letter.kind and occasion.due.occasion == letter.occasion and occasion.due.at <= at
            for occasion in occasions_of(subject, self.nudges, at)
            if occasion.reader is self.person
        )

    def _say(self, speak: Speak, occasions: dict[str, Occasion], at: datetime) -> Iterator[Foreseen]:
        """Suppose that one letter is said, with all that is in it."""
        self.said += speak.once_said(at)
        told = speak.parts if speak.rider is None else (*speak.parts, speak.rider)
        for place, part in enumerate(told):
            self.done.add(part.key)
            occasion = occasions[part.key]
            said = Told(kind=part.kind, to=self.person.slack_id, occasion=occasion.due.occasion, at=at)
            self._note(self.subjects[occasion.about.name], said)
            yield Foreseen(
                at=at,
                about=in_words(part.kind),
                why=occasion.part.why,
                partner=self._partner(occasion.about),
                comes_along=place > 0,
            )

    def _note(self, subject: Facts, told: Told) -> None:
        self.subjects[subject.name] = replace(subject, told=[*subject.told, told])

    def _partner(self, subject: Facts | None) -> str | None:
        """Name whom it is about, beside the reader."""
        if subject is None or isinstance(subject, PersonFacts):
            return None
        return next((other.slack_id for other in subject.readers if other is not self.person), None)


def is_over(subject: Facts, now: datetime) -> bool:
    """Tell whether time alone will have changed this by then, so that nobody knows yet what follows."""
    if isinstance(subject, PersonFacts):
        return False
    if isinstance(subject, AskFacts):
        return subject.ask.is_open and subject.ask.open_until <= now
    pair = subject.pair
    turns = (pair.closes_at, pair.paused_until, rests.rests_at(pair, subject.told, subject.sessions, subject.times))
    return any(turn is not None and turn <= now for turn in turns)
