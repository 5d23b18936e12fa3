"""Who is found, and how well, does not depend on the order in which people stand in a file."""

import random

from bot.mentoring.search.index import LOOKED_AT, Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import FEW, best
from bot.mentoring.search.wishes import read
from bot.mentoring.skills import Skills

SKILLS = Skills()
FIELDS = (("SQL", "Excel", "Python"), ("Public speaking", "Negotiation", "Hiring"), ("Kubernetes", "Linux", "Networks"))
TOPICS = tuple(topic for field in FIELDS for topic in field)
WISHES = (
    "sql",
    "publik speaking",
    "talk in front of people",
    "budget and excel",
    "kubernets",
    "python",
    "hiring",
    "Ana Silva",
)
MOST = 8


def crowd(dice: random.Random) -> list[Profile]:
    """Make up people of whom many are as good as each other, more than are looked at for what goes together."""
    return [
        Profile(
            id=f"p{at}",
            name=f"{dice.choice(('Ana', 'Ben', 'Cho'))} {dice.choice(('Silva', 'Khan', 'Novak'))}",
            topics=tuple(sorted({*dice.sample(dice.choice(FIELDS), 2), dice.choice(TOPICS)})),
            about=" ".join(dice.choices(("growth", "speaking", "budgets", "Berlin", "design"), k=4)),
        )
        for at in range(6 * LOOKED_AT)
    ]


def test_permuting_people_changes_neither_who_is_found_nor_any_score() -> None:
    dice = random.Random(7)  # noqa: S311 - the same people every time
    people = crowd(dice)
    one = Index(people, SKILLS)
    for _ in range(3):
        other = Index(dice.sample(people, len(people)), SKILLS)

        for wish in WISHES:
            assert best(other, read(wish, other, SKILLS), MOST) == best(one, read(wish, one, SKILLS), MOST)


def test_as_many_are_named_as_asked_for_and_there_are_the_best_first() -> None:
    said = ("some sql and a good deal more " * 2, "sql" + " and a good deal more that has nothing to do with it" * 20)
    people = [
        Profile(id=f"p{at}", topics=("SQL",) if at < MOST // 2 else (), about=said[at % 2]) for at in range(3 * FEW)
    ]
    index = Index(people, SKILLS)
    reading = read("sql", index, SKILLS)

    for most in (MOST, FEW, 2 * FEW, 4 * FEW):
        found = [hit.id for hit in best(index, reading, most)]

        assert len(found) == len(set(found)) == min(most, len(people))
        assert {f"p{at}" for at in range(MOST // 2)} == set(found[: MOST // 2])


def test_who_is_there_twice_is_there_as_put_in_last() -> None:
    index = Index([Profile(id="a", topics=("SQL",)), Profile(id="a", topics=("Excel",))], SKILLS)

    assert len(index) == 1
    assert index.of("a") == Profile(id="a", topics=("Excel",))
