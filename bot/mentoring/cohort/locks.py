"""What a lead locked: a pair is kept unless a rule that nobody may relax, or its own arithmetic, says no."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from bot.mentoring.cohort.fit import Barrier, Fit
from bot.mentoring.cohort.outcome import Refused
from bot.mentoring.cohort.participants import Cohort, Policy

Both = tuple[str, str]


class Objection(StrEnum):
    """What keeps two people from being kept together."""

    NO_MENTEE = "no mentee"
    NO_MENTOR = "no mentor"
    SELF = "self"
    LINE = "line"
    APART = "apart"
    RESTS = "rests"
    FULL = "full"
    ENOUGH = "enough"


NEVER: Final[Mapping[Barrier, Objection]] = {
    Barrier.SELF: Objection.SELF,
    Barrier.LINE: Objection.LINE,
    Barrier.APART: Objection.APART,
}
WHY: Final[Mapping[Objection, str]] = {
    Objection.NO_MENTEE: "{mentee} is not a mentee here",
    Objection.NO_MENTOR: "{mentor} is not a mentor here",
    Objection.SELF: "nobody mentors themselves",
    Objection.LINE: "one reports to the other",
    Objection.APART: "the two are kept apart",
    Objection.RESTS: "{mentor} takes nobody new now",
    Objection.FULL: "{mentor} has no place left",
    Objection.ENOUGH: "{mentee} wants no more mentors",
}
MAY_PASS: Final = frozenset({Objection.RESTS, Objection.FULL, Objection.ENOUGH})
"""What keeps two apart in one match, and may not in the next."""
LINE_OR_APART: Final = "one reports to the other, or something keeps the two apart"
"""What leads are told of both: who blocked whom, or whose pair ended, is nobody's business."""


def why(objection: Objection | None, mentee: str, mentor: str) -> str:
    """Say to a lead why two can't be kept together, without telling a line from what is private."""
    if objection is None:
        return "they can't be matched"
    told = LINE_OR_APART if objection in {Objection.LINE, Objection.APART} else WHY[objection]
    return told.format(mentee=mentee, mentor=mentor)


def sound(cohort: Cohort, policy: Policy) -> tuple[Cohort, tuple[Refused, ...]]:
    """Keep the locks that can be, and say of each other one why it cannot.

    Team, level, hours and language are the lead's to overrule; reporting lines, blocks and places are not. Who is a
    live pair already needs no lock, and nobody judges it.
    """
    if cohort.locks <= cohort.live:
        return replace(cohort, locks=frozenset()), ()
    kept, refused = _judged(cohort, policy, sorted(cohort.locks - cohort.live))
    return replace(cohort, locks=frozenset(kept)), tuple(refused)


def objections(cohort: Cohort, policy: Policy, asked: Sequence[Both]) -> Mapping[Both, Objection]:
    """Tell which of some pairs could not be kept together beside those that are, and what keeps each from it."""
    new = [both for both in asked if both not in cohort.fixed]
    if not new:
        return {}
    _, refused = _judged(cohort, policy, [*sorted(cohort.locks - cohort.live), *new])
    found = {(each.mentee, each.mentor): Objection(each.objection) for each in refused}
    return {both: found[both] for both in new if both in found}


def _judged(cohort: Cohort, policy: Policy, several: Iterable[Both]) -> tuple[list[Both], list[Refused]]:
    """Keep one pair after another, as long as there is nothing against it and room for it."""
    fit = Fit(replace(cohort, locks=frozenset()), policy)
    kept: list[Both] = []
    refused: list[Refused] = []
    mentees, mentors = Counter[str](), Counter[str]()
    for one, other in several:
        found = _objection(fit, one, other, mentees[one], mentors[other])
        if found:
            told = WHY[found].format(mentee=one, mentor=other)
            refused.append(Refused(mentee=one, mentor=other, why=told, objection=found))
        else:
            kept.append((one, other))
            mentees[one] += 1
            mentors[other] += 1
    return kept, refused


def _objection(fit: Fit, one: str, other: str, has: int, carries: int) -> Objection | None:
    if one not in fit.mentee_at:
        return Objection.NO_MENTEE
    if other not in fit.mentor_at:
        return Objection.NO_MENTOR
    mentee, mentor = fit.mentees[fit.mentee_at[one]], fit.mentors[fit.mentor_at[other]]
    if (barrier := fit.forbidden(mentee, mentor)) is not None:
        return NEVER[barrier]
    if fit.rooms[fit.mentor_at[other]] <= carries:
        return Objection.RESTS if mentor.paused else Objection.FULL
    return Objection.ENOUGH if fit.places[fit.mentee_at[one]] <= has else None
