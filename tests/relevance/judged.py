"""Judged goals: profiles drawn from hand-written sentences, and who is good for which goal."""

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
GOALS, MORE_GOALS = "goals.txt", "more_goals.txt"
"""The set the search was made with, and one that was written afterwards and seen by nobody before it was measured."""
WAYS: Final = ("lexical", "alias", "paraphrase", "typo")
MENTORS: Final = 240
MAIN, ASIDE = 2, 1
"""How good somebody is for a goal: it is what they are known for, or one of the other things they can do."""
TICKED: Final = 0.5
TELLS: Final = 0.8

Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to learn: its labels, what those who know it write, and goals by the way they are put."""

    labels: tuple[str, ...]
    about: tuple[str, ...]
    goals: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mentor:
    """A profile, and what it is good for, by the number of the subject."""

    id: str
    topics: tuple[str, ...]
    about: str
    good_for: Mapping[int, int]


def subjects(file: str = GOALS) -> list[Subject]:
    """Read the subjects of one set."""
    return [_subject(part) for part in (HERE / file).read_text(encoding="utf-8").split("\n\n") if "topic:" in part]


def mentors(seed: int, among: Sequence[Subject], number: int = MENTORS) -> list[Mentor]:
    """Draw mentors: each good for two to four things, half of which they don't tick."""
    dice = random.Random(seed)  # noqa: S311 - the same people every time
    filler = (HERE / "filler.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [_mentor(at, dice, among, filler) for at in range(number)]


def ndcg(ranked: Sequence[int], ideal: Sequence[int], first: int = 5) -> float:
    """Tell how near a ranking of grades comes to the best one possible."""
    best = _gain(sorted(ideal, reverse=True)[:first])
    return _gain(ranked[:first]) / best if best else 0.0


def judged(search: Search, people: Sequence[Mentor], among: Sequence[Subject]) -> Iterator[tuple[str, float]]:
    """Try every goal, and tell how well it is answered, with the way it is put."""
    grades = {mentor.id: mentor.good_for for mentor in people}
    for number, subject in enumerate(among):
        ideal = [mentor.good_for.get(number, 0) for mentor in people]
        for way, goal in subject.goals.items():
            yield way, ndcg([grades[found].get(number, 0) for found in search(goal)], ideal)


def _gain(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _subject(part: str) -> Subject:
    told = dict(line.split(": ", 1) for line in part.splitlines() if ": " in line and not line.startswith("#"))
    labels = tuple(label.strip() for label in told["topic"].split(";"))
    about = tuple(sentence.strip() for sentence in told["about"].split("|"))
    return Subject(labels, about, {way: told[way] for way in WAYS})


def _mentor(number: int, dice: random.Random, among: Sequence[Subject], filler: Sequence[str]) -> Mentor:
    known = dice.sample(range(len(among)), dice.randint(2, 4))
    grades = {subject: MAIN if place == 0 else ASIDE for place, subject in enumerate(known)}
    topics = tuple(dice.choice(among[subject].labels) for subject in known if dice.random() < TICKED)
    told = [
        dice.choice(among[subject].about) for subject in known if grades[subject] == MAIN or dice.random() < TELLS / 2
    ]
    about = [*told, *dice.sample(filler, 2)]
    dice.shuffle(about)
    return Mentor(f"m{number:03d}", topics, " ".join(about), grades)
