"""How well a search answers, beside SQLite's full text search and rapidfuzz, and how long it takes.

Goals are judged by hand (`tests/relevance`). Skills are found by one of their names that was held back, and without
the taxonomy that comes with the bot: it would know the name.
"""

import random
import re
import sqlite3
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from time import process_time

from rapidfuzz import fuzz, process

from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import best
from bot.mentoring.search.wishes import read
from bot.mentoring.skills import Skills, shipped
from tests.benchmarks.figures import MILLISECONDS, Figure, percentile
from tests.relevance.judged import GOALS, MORE_GOALS, WAYS, Mentor, Search, judged, mentors, subjects

SEEDS = (1, 2, 3)
FIRST = 5
OURS_TO_FTS5, OURS_TO_WRATIO, TIME_TO_WRATIO = 1.4, 1.5, 1 / 20
SIZES = {5_000: 5.0, 20_000: 20.0}
SEARCHES = 400
HELD_BACK = 250
TIMED = 60
KINDS = (
    "in retail",
    "for schools",
    "in hospitals",
    "of plants",
    "at sea",
    "for banks",
    "in theatres",
    "by contract",
    "abroad",
)
"""With these there are as many labels as in the public lists of skills."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def measure() -> Iterator[Figure]:
    """Compare the answers, then the times."""
    yield _goals("goals", GOALS)
    yield _goals("goals written afterwards", MORE_GOALS)
    yield from _skills()
    yield from (_time(size, most) for size, most in SIZES.items())


def ours(people: Sequence[Mentor]) -> Search:
    """Search as the bot does."""
    index = Index(Profile(id=each.id, topics=each.topics, about=each.about) for each in people)
    return lambda text: [str(hit.id) for hit in best(index, read(text, index, index.skills), FIRST)]


def full_text(people: Sequence[Mentor]) -> Search:
    """Search as SQLite's full text search does, with Porter's stems and bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE people USING fts5(id UNINDEXED, topics, about, tokenize='porter unicode61')")
    rows = [(each.id, "; ".join(each.topics), each.about) for each in people]
    database.executemany("INSERT INTO people VALUES (?, ?, ?)", rows)

    def search(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        ranked = "SELECT id FROM people WHERE people MATCH ? ORDER BY bm25(people) LIMIT ?"
        with closing(database.execute(ranked, (words, FIRST))) as found:
            return [row[0] for row in found]

    return search


def quality(made: Callable[[Sequence[Mentor]], Search], file: str = GOALS) -> dict[str, float]:
    """Tell how well a kind of search answers, by the way the goal is put, and on the whole."""
    told: dict[str, list[float]] = {way: [] for way in (*WAYS, "all")}
    everything = subjects(file)
    for seed in SEEDS:
        people = mentors(seed, everything)
        for way, value in judged(made(people), people, everything):
            told[way].append(value)
            told["all"].append(value)
    return {way: statistics.mean(values) for way, values in told.items()}


def _goals(what: str, file: str) -> Figure:
    mine, theirs = quality(ours, file), quality(full_text, file)
    details = {
        f"{way}_{whose}": round(its[way], 2) for way in mine for whose, its in (("ours", mine), ("fts5", theirs))
    }
    value = round(theirs["all"] / mine["all"], 2)
    return Figure(
        what=f"{what}: NDCG@5 of FTS5 beside ours", value=value, most=1 / OURS_TO_FTS5, unit="x", details=details
    )


def _skills() -> Iterator[Figure]:
    dice = random.Random(4)  # noqa: S311 - the same names every time
    chosen = dice.sample([skill for skill in shipped() if len(skill.names) > 1], HELD_BACK)
    held = {skill.name: dice.choice(skill.names) for skill in chosen}
    labels = {s.name: [name for name in (s.name, *s.names) if name != held.get(s.name)] for s in shipped()}
    many = labels | {
        f"{name} {kind}": [f"{label} {kind}" for label in several] for kind in KINDS for name, several in labels.items()
    }
    for what, asked in (("name", held), ("misspelt name", {of: _slip(dice, name) for of, name in held.items()})):
        (right, _), (right_there, _) = _tried(_by_label(labels), asked), _tried(_by_ratio(labels), asked)
        yield Figure(
            what=f"skills by another {what}: right one first, WRatio beside ours",
            value=round(right_there / right, 2),
            most=1 / OURS_TO_WRATIO,
            unit="x",
            details={"ours": round(right, 2), "wratio": round(right_there, 2)},
        )
        few = dict(list(asked.items())[:TIMED])
        (_, took), (_, took_there) = _tried(_by_label(many), few), _tried(_by_ratio(many), few)
        yield Figure(
            what=f"skills by another {what}: time beside WRatio's, medians",
            value=round(took / took_there, 3),
            most=TIME_TO_WRATIO,
            unit="x",
            details={
                "ours_ms": round(took, 2),
                "wratio_ms": round(took_there, 2),
                "labels": sum(map(len, many.values())),
            },
        )


def _by_label(labels: Mapping[str, Sequence[str]]) -> Callable[[str], str]:
    index = Index((Profile(id=name, topics=tuple(names)) for name, names in labels.items()), Skills((), ()))
    index.warm()
    return lambda text: next((str(hit.id) for hit in best(index, read(text, index, index.skills), FIRST)), "")


def _by_ratio(labels: Mapping[str, Sequence[str]]) -> Callable[[str], str]:
    of = [name for name, several in labels.items() for _ in several]
    flat = [label for several in labels.values() for label in several]
    return lambda text: of[process.extractOne(text, flat, scorer=fuzz.WRatio)[2]]


def _tried(search: Callable[[str], str], asked: dict[str, str]) -> tuple[float, float]:
    right, times = 0, []
    for name, text in asked.items():
        began = process_time()
        right += search(text) == name
        times.append((process_time() - began) * MILLISECONDS)
    return right / len(asked), statistics.median(times)


def _slip(dice: random.Random, text: str) -> str:
    at = dice.randrange(1, max(2, len(text) - 1))
    return text[:at] + dice.choice(LETTERS) + text[at + dice.randrange(2) :]


def _time(size: int, most: float) -> Figure:
    everything = subjects()
    people = mentors(9, everything, size)
    index = Index(Profile(id=each.id, topics=each.topics, about=each.about) for each in people)
    index.warm()
    goals = [goal for subject in everything for goal in subject.goals.values()]
    times = []
    for at in range(SEARCHES):
        began = process_time()
        best(index, read(goals[at % len(goals)], index, index.skills), FIRST)
        times.append((process_time() - began) * MILLISECONDS)
    details = {"p50_ms": round(percentile(times, 50), 2), "runs": SEARCHES}
    value = round(percentile(times, 99), 2)
    return Figure(what=f"a search over {size:,} profiles, p99", value=value, most=most, unit="ms", details=details)
