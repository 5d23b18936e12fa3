"""What is said about a match: why these two, what is missing, why nobody for somebody, and what is proven."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.mentoring.cohort.fit import Barrier, Fit, ahead, is_elsewhere, is_mutual, skills
from bot.mentoring.cohort.outcome import Certificate
from bot.mentoring.cohort.participants import Participant, Way
from bot.mentoring.pairscore import WHOLE
from bot.mentoring.suitability import ENOUGH_HOURS, listed

WHY: Final[Mapping[Barrier, str]] = {
    Barrier.SELF: "themselves",
    Barrier.LINE: "in their reporting line",
    Barrier.APART: "kept apart from them",
    Barrier.TEAM: "in their own team",
    Barrier.DEPARTMENT: "in the department of another mentor of theirs",
    Barrier.LANGUAGE: "without a language in common",
    Barrier.HOURS: "with too few working hours in common",
    Barrier.LEVEL: "not far enough ahead of them",
    Barrier.FIT: "with too little of what they want",
    Barrier.CLOSED: "without room or paused",
}
NOT_TOLD_APART: Final = frozenset({Barrier.LINE, Barrier.APART, Barrier.FIT})
UNSAID: Final = NOT_TOLD_APART | {Barrier.SELF}
RELAX: Final[Mapping[Barrier, str]] = {
    Barrier.TEAM: "allow mentors from the same team",
    Barrier.DEPARTMENT: "allow a second mentor from one department",
    Barrier.HOURS: "ask whether a session early or late in the day would do",
    Barrier.LEVEL: "allow mentors of the same level",
    Barrier.FIT: "ask what else they would like to learn",
}
ANY_LEVEL: Final = "allow mentors of any level"
"""For those who are behind the mentee: the same level doesn't let them in."""
TOPICS_NAMED: Final = 3
EACH_NAMED: Final = "Each named the other"
MENTEE_NAMED: Final = "Named by the mentee"
WISHED: Final = frozenset({EACH_NAMED, MENTEE_NAMED})
"""What is said of wishes, for whoever may know of them."""
CHOSEN: Final = "one they chose themselves by a wish of both or in their ranks"
THE_SUM: Final = "The sum is all scores but those of locked pairs, and less for mentors with several mentees."


def reasons(fit: Fit, mentee: Participant, mentor: Participant) -> tuple[str, ...]:
    """Say what speaks for a pair, the weightiest first."""
    met, distance = taught_wants(mentee, mentor), ahead(mentee.level, mentor.level)
    hours = fit.hours(mentee.timezone, mentor.timezone)
    told = (
        EACH_NAMED if is_mutual(mentee, mentor) else None,
        MENTEE_NAMED if mentor.id in mentee.wishes and not is_mutual(mentee, mentor) else None,
        f"Teaches {listed(met[:TOPICS_NAMED])}" if met else None,
        f"{hours} hours of the working day in common" if hours is not None and hours >= ENOUGH_HOURS else None,
        f"{distance} {'level' if distance == 1 else 'levels'} ahead" if distance and distance > 0 else None,
        "From another department" if is_elsewhere(mentee.department, mentor.department) else None,
    )
    return tuple(each for each in told if each) or ("Nothing speaks against it",)


def in_a_row(several: Sequence[str]) -> str:
    """Join reasons so that they read as one sentence: only the first begins with a capital."""
    return "; ".join([*several[:1], *(f"{each[:1].lower()}{each[1:]}" for each in several[1:])])


def taught_wants(mentee: Participant, mentor: Participant) -> list[str]:
    """List what the mentee wants and the mentor teaches."""
    taught = frozenset(skills(mentor.topics))
    return [want for want in mentee.wants if not taught.isdisjoint(skills([want]))]


def missing(mentee: Participant, mentor: Participant) -> tuple[str, ...]:
    """List what the mentee wants and the mentor does not teach."""
    met = taught_wants(mentee, mentor)
    return tuple(want for want in mentee.wants if want not in met)


def step(alone: Mapping[Barrier, int], possible: int, same_level: int = 0) -> str:
    """Say the next best thing to do for somebody nobody was found for, by the mentors whom one rule keeps away.

    `same_level` is how many of those kept away by their level would be allowed if mentors of the same level were.
    """
    if possible:
        return f"Ask for one more place: {_mentors(possible)} would fit and gave all their places to others."
    if doors := _doors(alone, same_level):
        widest = max(doors, key=lambda door: doors[door])
        return f"To open {_mentors(doors[widest])}: {widest}."
    if barrier := alone.get(Barrier.CLOSED):
        return f"Ask whether {_mentors(barrier)} without room could take one more."
    if Barrier.LANGUAGE in alone:
        return "Invite a mentor who speaks their language."
    return "Invite more mentors, or offer a short chat or a peer meanwhile."


def _doors(alone: Mapping[Barrier, int], same_level: int) -> Mapping[str, int]:
    """Count whom each rule opens if it is relaxed; any level is only needed where the same level opens fewer."""
    doors = {RELAX[barrier]: count for barrier, count in alone.items() if barrier in RELAX}
    levels = alone.get(Barrier.LEVEL, 0)
    if levels:
        doors[RELAX[Barrier.LEVEL]] = same_level
    if levels - same_level > same_level:
        doors[ANY_LEVEL] = levels
    return doors


def why_not(barriers: Mapping[Barrier, int], possible: int) -> str:
    """Say in numbers what kept the mentors away; that nobody mentors themselves needs no telling.

    Who is kept apart for a reason of their own is counted with reporting lines and with those who fit too little, which
    nobody can count from outside: any other number would tell that somebody said something in private.
    """
    aside = sum(barriers.get(each, 0) for each in NOT_TOLD_APART)
    told = [f"{aside} {WHY[Barrier.LINE]} or {WHY[Barrier.APART]}, or {WHY[Barrier.FIT]}"] if aside else []
    told += [f"{count} {WHY[barrier]}" for barrier, count in barriers.items() if barrier not in UNSAID]
    if possible:
        told.append(f"{possible} who would fit, without a place left")
    nobody = "There is no other mentor." if barriers else "There is no mentor."
    return f"Of the mentors: {listed(told)}." if told else nobody


def proof(found: Certificate) -> Sequence[str]:
    """Say what is proven, and what is only known."""
    if not found.mentees:
        return ["Nobody here wants a mentor, so there is nobody to match."]
    said = [f"{found.matched} of {found.mentees} mentees have a mentor."]
    if found.way is Way.STABLE:
        said.append(
            "Stable: no two people would both rather have each other." if not found.blocking else _blocking(found)
        )
        return said
    said.append(f"{_best(found)} {THE_SUM}")
    if found.floor:
        such = " with as much of what people chose" * bool(found.chosen)
        said.append(f"{_floor(found)}; no match of as many people{such} is better for the worst-off.")
    said.append(_blocking(found))
    return said


def _best(found: Certificate) -> str:
    """Say what nobody can do better, each thing only among matches that are as good in all before it."""
    if found.proven:
        lesser = [
            "keeps more of what people chose" if found.chosen else "",
            "does better by the worst-off" if found.floor else "",
            f"has a sum of more than {found.total}",
        ]
        first, *more = [each for each in lesser if each]
        better = [
            "nobody can match more people",
            f"no match of as many {first}",
            *(f"no such match {each}" for each in more),
        ]
        return f"Provably the best: {', '.join(better[:-1])}, and {better[-1]}."
    such = ["of as many people"]
    such += ["with as much of what people chose"] * bool(found.chosen)
    such += ["as good for the worst-off"] * bool(found.floor)
    none = f"no match {listed(such)} has more than {found.bound}"
    return f"Not proven to be the best: it has a sum of {found.total}, and {none}."


def _floor(found: Certificate) -> str:
    """Say what everybody gets who had no mentor before; whoever is locked may have got less."""
    if found.chosen and found.worst >= WHOLE:
        return f"Everybody newly matched gets {CHOSEN}, or one for whom everything speaks"
    own = f"{CHOSEN}, or " * bool(found.chosen)
    least = f"a mentor worth at least {found.worst} to them, adding up the parts in their line"
    return f"Everybody newly matched gets {own}{least}"


def _blocking(found: Certificate) -> str:
    if not found.blocking:
        return "No two people would both rather have each other."
    if found.blocking == 1:
        return "By their points, there is one pair of people who would both rather have each other."
    return f"By their points, there are {found.blocking} pairs of people who would both rather have each other."


def _mentors(count: int) -> str:
    return "one mentor" if count == 1 else f"{count} mentors"
