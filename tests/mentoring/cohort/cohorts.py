"""Small cohorts made up by chance, and what is best for them found by trying everything."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product

from hypothesis import strategies as st

from bot.mentoring.cohort.fit import Fit, is_mutual
from bot.mentoring.cohort.participants import MUTUAL_WISH, Cohort, Participant, Policy
from bot.mentoring.pairscore import WHOLE

IDS = [f"U{number}" for number in range(7)]
TOPICS = ("Public speaking", "SQL", "Negotiation", "Product management", "Time management", "k8s")
ids = st.sampled_from(IDS)
couples = st.frozensets(st.tuples(ids, ids), max_size=3)


def somebody(name: str) -> st.SearchStrategy[Participant]:
    """Make up one person: a mentee, a mentor, both, or neither for now."""
    return st.builds(
        Participant,
        id=st.just(name),
        wants=st.lists(st.sampled_from(TOPICS), max_size=3).map(tuple),
        goal=st.sampled_from(["", "speak in public without fear", "run SQL and k8s"]),
        interests=st.lists(st.sampled_from(["chess", "Chess", "choir", "running"]), max_size=2).map(tuple),
        mentors=st.integers(0, 3),
        topics=st.lists(st.sampled_from(TOPICS), max_size=3).map(tuple),
        about=st.sampled_from(["", "I speak at conferences"]),
        capacity=st.integers(0, 3),
        mentees=st.integers(0, 1),
        paused=st.sampled_from([False, False, False, True]),
        department=st.sampled_from(["", "Sales", "sales", "Research"]),
        team=st.sampled_from(["", "", "red", "Red", "blue"]),
        level=st.none() | st.integers(1, 4),
        manager=st.sampled_from(["", "", *IDS]),
        languages=st.frozensets(st.sampled_from(["English", "english", "German"]), max_size=2),
        timezone=st.sampled_from(["", "nowhere", "UTC", "Asia/Tokyo", "America/Lima", "Europe/Berlin"]),
        wishes=st.lists(ids, max_size=2, unique=True).map(tuple),
    )


cohorts = st.builds(
    Cohort,
    participants=st.tuples(*(somebody(name) for name in IDS)),
    live=st.just(frozenset()),
    locks=couples,
    apart=couples,
    forbidden=couples,
    manager_of=st.just({}),
    drawn=st.dictionaries(st.tuples(ids, ids), st.integers(0, 3000), max_size=2),
)
policies = st.builds(
    Policy,
    same_team=st.booleans(),
    levels_ahead=st.sampled_from([None, 0, 1]),
    hours=st.integers(0, 3),
    least=st.sampled_from([0, 250, 500]),
    mentors_each=st.sampled_from([None, 1, 2]),
    crowding=st.sampled_from([0, 20, 300]),
    floor=st.booleans(),
    seed=st.integers(0, 3),
)


@dataclass(frozen=True)
class Tried:
    """The best there is, found by trying everything."""

    matched: int
    chosen: int
    floor: int
    total: int


def best_of_all(fit: Fit) -> Tried:
    """Try every choice of mentors for everybody."""
    several = [list(_choices(fit, at)) for at in range(len(fit.mentees))]
    found = [judged for choice in product(*several) if (judged := _judged(fit, choice))]
    matched = max(each.matched for each in found)
    found = [each for each in found if each.matched == matched]
    chosen = max(each.chosen for each in found)
    found = [each for each in found if each.chosen == chosen]
    floor = max(each.floor for each in found) if fit.policy.floor else 0
    return Tried(matched, chosen, floor, max(each.total for each in found if each.floor >= floor))


def _choices(fit: Fit, at: int) -> Iterator[tuple[int, ...]]:
    mentee = fit.mentees[at]
    fixed = {other for one, other in fit.cohort.fixed if one == mentee.id}
    allowed = [
        place for place, mentor in enumerate(fit.mentors) if not fit.barrier(mentee, mentor) and mentor.id not in fixed
    ]
    for choice in chain.from_iterable(combinations(allowed, count) for count in range(fit.places[at] + 1)):
        known = [each for each in (fit.mentors[place].department.casefold() for place in choice) if each]
        if len(set(known)) == len(known):
            yield choice


def _judged(fit: Fit, choice: tuple[tuple[int, ...], ...]) -> Tried | None:
    given = [sum(place in mine for mine in choice) for place in range(len(fit.mentors))]
    if any(count > room for count, room in zip(given, fit.rooms, strict=True)):
        return None
    floor, chosen, total = WHOLE, 0, 0
    for at, mine in enumerate(choice):
        firsts = []
        for place in mine:
            mentee, mentor = fit.mentees[at], fit.mentors[place]
            points, mutual = fit.points(mentee, mentor), is_mutual(mentee, mentor)
            firsts.append(WHOLE if fit.is_chosen(mentee, mentor) else points.mentee.total)
            chosen += MUTUAL_WISH * mutual + fit.cohort.drawn.get((mentee.id, mentor.id), 0)
            total += points.score
        floor = min(floor, max(firsts)) if firsts and fit.is_open[at] else floor
    for count, carried in zip(given, fit.carried, strict=True):
        total -= sum(fit.policy.crowding * (carried + nth) for nth in range(count))
    matched = sum(1 for at, mine in enumerate(choice) if mine and fit.is_open[at])
    return Tried(matched, chosen, floor if matched else 0, total)
