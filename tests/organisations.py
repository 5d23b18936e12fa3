"""Organisations made up by chance, the same ones every time: for matching a cohort, small or large."""

import random
from collections.abc import Iterable

from bot.mentoring.cohort.participants import Cohort, Participant

ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Singapore")
DEPARTMENTS = ("Sales", "Finance", "Engineering", "Design", "People", "Legal", "Support", "Research")
LANGUAGES = ("German", "Hindi", "Spanish")
FIELDS = """public speaking,negotiation,python,sql,data analysis,statistics,kubernetes,product strategy,hiring,budgets,
writing,interviewing,accessibility,security,contracts,pricing,forecasting,facilitation,copywriting,machine learning,
testing,distributed systems,user research,storytelling,delegating,prioritising,feedback,conflict,okr,excel,typescript,
golang,seo,stakeholders,coaching,career change,parental leave,networking,time management,mental health""".replace(
    "\n", ""
).split(",")
HOBBIES = ("running", "chess", "baking", "climbing", "choir", "gardening", "books", "football")
WEIGHTS = [1 / (rank + 3) for rank in range(len(FIELDS))]
REPORTS = 8
MENTORS_LEVEL = 4
ENGLISH = 0.85
"""How many speak the language that most share."""


def organisation(mentees: int, mentors: int, places: int, seed: int = 1, *, each: tuple[int, ...] = (1,)) -> Cohort:
    """Make up so many mentees and mentors with so many places in all; `each` is how many mentors mentees want."""
    dice = random.Random(seed)  # noqa: S311 - the same people every time
    size = mentees + mentors
    everybody = dice.sample(range(size), size)
    teach = set(everybody[:mentors])
    capacity = _capacities(dice, sorted(teach), places)
    people = [_somebody(dice, at, capacity.get(at, 0), 0 if at in teach else dice.choice(each)) for at in range(size)]
    apart = frozenset((f"U{dice.randrange(size)}", f"U{dice.randrange(size)}") for _ in range(size // 10))
    return Cohort(participants=tuple(people), apart=apart)


def _capacities(dice: random.Random, mentors: list[int], places: int) -> dict[int, int]:
    capacity = dict.fromkeys(mentors, 1)
    open_ = list(mentors)
    for _ in range(places - len(mentors)):
        lucky = dice.choice(open_)
        capacity[lucky] += 1
        if capacity[lucky] == 3 + places // (2 * len(mentors)):
            open_.remove(lucky)
    return capacity


def _somebody(dice: random.Random, at: int, capacity: int, mentors: int) -> Participant:
    # Whoever is further up the tree is higher; and nobody at the lowest level mentors.
    level = max(1, min(8, 8 - _depth(at) + dice.choice((-1, 0, 0, 1))))
    level = max(MENTORS_LEVEL, min(8, level + dice.randint(0, 3))) if capacity else level
    return Participant(
        id=f"U{at}",
        name=f"person {at}",
        wants=tuple(_fields(dice, dice.choice((1, 2, 3)))) if mentors else (),
        goal=f"I want to get better at {' and '.join(_fields(dice, 2))}" if mentors else "",
        interests=tuple(dice.sample(HOBBIES, dice.randint(0, 3))),
        mentors=mentors,
        topics=tuple(_fields(dice, dice.randint(2, 5))) if capacity else (),
        about=f"Long in {' and '.join(_fields(dice, 2))}" if capacity else "",
        capacity=capacity,
        department=dice.choice(DEPARTMENTS),
        team=f"team {at // REPORTS}",
        level=level,
        manager=f"U{(at - 1) // REPORTS}" if at else "",
        languages=frozenset(["English"] * (dice.random() < ENGLISH) + [dice.choice(LANGUAGES)]),
        timezone=dice.choice(ZONES),
    )


def _depth(at: int) -> int:
    depth = 0
    while at:
        at, depth = (at - 1) // REPORTS, depth + 1
    return depth


def _fields(dice: random.Random, count: int) -> Iterable[str]:
    return dict.fromkeys(dice.choices(FIELDS, WEIGHTS, k=count))
