"""What a lead locked: a pair is kept unless a rule that nobody may relax, or its own arithmetic, says no."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.mentoring.cohort.fit import Barrier, Fit
from bot.mentoring.cohort.outcome import Refused
from bot.mentoring.cohort.participants import Cohort, Policy

NEVER: Final[Mapping[Barrier, str]] = {
    Barrier.SELF: "nobody mentors themselves",
    Barrier.LINE: "one reports to the other",
    Barrier.APART: "the two are kept apart",
}


def sound(cohort: Cohort, policy: Policy) -> tuple[Cohort, tuple[Refused, ...]]:
    """Keep the locks that can be, and say of each other one why it cannot.

    Team, level, hours and language are the lead's to overrule; reporting lines, blocks and places are not.
    """
    if cohort.locks <= cohort.live:
        return cohort, ()
    fit = Fit(replace(cohort, locks=frozenset()), policy)
    kept: list[tuple[str, str]] = []
    refused: list[Refused] = []
    mentees, mentors = Counter[str](), Counter[str]()
    for one, other in sorted(cohort.locks - cohort.live):
        why = _objection(fit, one, other, mentees[one], mentors[other])
        if why:
            refused.append(Refused(mentee=one, mentor=other, why=why))
        else:
            kept.append((one, other))
            mentees[one] += 1
            mentors[other] += 1
    return replace(cohort, locks=frozenset(kept)), tuple(refused)


def _objection(fit: Fit, one: str, other: str, has: int, carries: int) -> str | None:
    if one not in fit.mentee_at:
        return f"{one} is not a mentee here"
    if other not in fit.mentor_at:
        return f"{other} is not a mentor here"
    mentee, mentor = fit.mentees[fit.mentee_at[one]], fit.mentors[fit.mentor_at[other]]
    if (barrier := fit.forbidden(mentee, mentor)) is not None:
        return NEVER[barrier]
    if fit.rooms[fit.mentor_at[other]] <= carries:
        return f"{other} has no place left"
    if fit.places[fit.mentee_at[one]] <= has:
        return f"{one} wants no more mentors"
    return None
