"""How well two people fit: an additive score from nothing to a thousand, kept with its parts so that it can be said.

Whoever compares people fills in `Between`: for each part how far it holds, in thousandths, or None where it is not
known. What is not known counts half, neither for nor against. Nothing here knows anybody's age, origin, gender or
belief: a preference of that kind can only come in as a wish that the person has said themselves (`wish`).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Final, NamedTuple

WHOLE: Final = 1000
FIRST_PRIORITY: Final = 3
"""The weight of what somebody wants first; what they want second weighs one less, and so on, but never nothing."""
ENOUGH_HOURS: Final = 4
"""More shared working hours than this make no pair better."""
BY_LEVELS_AHEAD: Final = {0: 400, 1: 750, 2: 1000, 3: 830}
FAR_AHEAD: Final = 660
BEHIND: Final = 160
WISH: Final = "wish"
IN_TENTHS: Final = 10
MENTEES_SHARE: Final = 8
MENTORS_SHARE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How many of the thousand points each part can bring."""

    needs: int = 400
    goals: int = 200
    time: int = 100
    level: int = 100
    wish: int = 70
    department: int = 50
    interests: int = 50
    language: int = 30

    def __post_init__(self) -> None:
        """Refuse weights that would not add up, so that a score always means the same."""
        if sum(astuple(self)) != WHOLE or min(astuple(self)) < 0:
            raise ValueError("weights are not negative and add up to a thousand")


WEIGHTS: Final = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """How far each part holds between two people, in thousandths; None where that is not known."""

    needs: int | None = None
    goals: int | None = None
    time: int | None = None
    level: int | None = None
    wish: int | None = None
    department: int | None = None
    interests: int | None = None
    language: int | None = None


class Parts(NamedTuple):
    """The points of each part. They add up to the score."""

    needs: int
    goals: int
    time: int
    level: int
    wish: int
    department: int
    interests: int
    language: int

    @property
    def total(self) -> int:
        """The score, from nothing to a thousand."""
        return sum(self)


def parts(between: Between, weights: Weights = WEIGHTS) -> Parts:
    """Weigh each part; what is not known brings half of its points."""
    return Parts(
        needs=_points(between.needs, weights.needs),
        goals=_points(between.goals, weights.goals),
        time=_points(between.time, weights.time),
        level=_points(between.level, weights.level),
        wish=_points(between.wish, weights.wish),
        department=_points(between.department, weights.department),
        interests=_points(between.interests, weights.interests),
        language=_points(between.language, weights.language),
    )


def of_a_wish(needs: int, goals: int) -> int:
    """Score a pair of which nothing is known but how well it answers a wish, as `parts` would."""
    return _NOTHING_ELSE + _FOR_NEEDS * needs // WHOLE + _FOR_GOALS * goals // WHOLE


def joint(mentee: int, mentor: int) -> int:
    """Make one score of both sides': the mentee's counts four times the mentor's."""
    return (MENTEES_SHARE * mentee + MENTORS_SHARE * mentor) // (MENTEES_SHARE + MENTORS_SHARE)


def shown(points: Mapping[str, int]) -> int:
    """Sum up what a lead may see of the parts of a score, in tenths: whom somebody wished for isn't in it."""
    return sum(each for part, each in points.items() if part != WISH) // IN_TENTHS


def rarity(offers: Iterable[Collection[str]]) -> Mapping[str, int]:
    """Weigh each skill by how rarely it is offered: a hundred for what everybody offers, more for what few do."""
    sets = [set(offer) for offer in offers]
    offering = Counter(skill for skills in sets for skill in skills)
    return {skill: rarity_of(people, len(sets)) for skill, people in offering.items()}


def rarity_of(offering: int, people: int) -> int:
    """Weigh one skill that so many of so many people offer."""
    return round(100 + 100 * math.log((people + 1) / (offering + 1)))


def needs_met(wanted: Mapping[str, int], taught: Collection[str], rare: Mapping[str, int]) -> int | None:
    """Tell how much of what is wanted can be taught; priority 1 weighs most, and so does what few can teach.

    Someone who wants nothing in particular is met by nobody better than by others. A skill that nobody offers weighs
    like the rarest there is, whoever is looked at, so it changes the score of all pairs and the order of none.
    """
    rarest = max(rare.values(), default=WHOLE)
    weight = {skill: _urgency(priority) * rare.get(skill, rarest) for skill, priority in wanted.items()}
    whole = sum(weight.values())
    return WHOLE * sum(weight[skill] for skill in wanted if skill in taught) // whole if whole else None


def time_shared(hours: int | None) -> int | None:
    """Tell how far the shared working hours of a day suffice."""
    return None if hours is None else WHOLE * min(hours, ENOUGH_HOURS) // ENOUGH_HOURS


def levels_ahead(ahead: int | None) -> int | None:
    """Tell how well the distance in level suits: two ahead is best, behind is not forbidden."""
    if ahead is None:
        return None
    return BEHIND if ahead < 0 else BY_LEVELS_AHEAD.get(ahead, FAR_AHEAD)


def in_common(one: Collection[str], other: Collection[str]) -> int | None:
    """Tell how much of the shorter of two lists is in both, whatever their spelling in capitals."""
    mine, theirs = ({each.casefold() for each in several} for several in (one, other))
    return WHOLE * len(mine & theirs) // min(len(mine), len(theirs)) if mine and theirs else None


def holds(fact: bool | None) -> int | None:  # noqa: FBT001 - the fact is all there is to say
    """Make a share of a plain yes or no, or of not knowing."""
    return None if fact is None else WHOLE * fact


def _urgency(priority: int) -> int:
    return max(1, FIRST_PRIORITY + 1 - priority)


def _points(share: int | None, weight: int) -> int:
    return weight // 2 if share is None else weight * share // WHOLE


_FOR_NEEDS, _FOR_GOALS = WEIGHTS.needs, WEIGHTS.goals
_NOTHING_ELSE: Final = parts(Between(needs=0, goals=0)).total
