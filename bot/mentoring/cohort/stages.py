"""More than one go: proposals that mentees rank before the match, and people who come or leave after it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.mentoring.cohort.participants import Cohort, Participant, Policy, Way

PROPOSALS: Final = 3
CHOSEN: Final = (3000, 2000, 1000)
"""What the first, second and third choice count: scores and the worst-off only settle ties between choices."""

Pair = tuple[str, str]


def proposing(
    cohort: Cohort, policy: Policy, each: int = PROPOSALS, but: Collection[str] = ()
) -> tuple[Cohort, Policy]:
    """Ask for several mentors for everybody who has a place for one; mentors talk to so many more people for it.

    They come from different departments, where there are as many. Whoever is settled, by a live pair, by the lead or
    as one of `but`, is proposed nobody, and takes up one place only.
    """
    has, carries = (Counter(pair[at] for pair in cohort.fixed) for at in (0, 1))
    known = {one.department.casefold() for one in cohort.participants if one.capacity and one.department}

    def asking(one: Participant) -> Participant:
        is_open = one.id not in but and has[one.id] < (policy.mentors_each or one.mentors)
        free = max(0, one.capacity - one.mentees - carries[one.id])
        return replace(
            one,
            mentors=one.mentors if is_open else 0,
            capacity=free * each + carries[one.id],
            mentees=0,
            department=one.department if len(known) >= each else "",
        )

    people = tuple(asking(one) for one in cohort.participants)
    asked = replace(cohort, participants=people, live=cohort.fixed, locks=frozenset())
    return asked, replace(policy, mentors_each=each, way=Way.BEST)


def without_vain(cohort: Cohort, vain: Iterable[Pair]) -> Cohort:
    """Let whoever is kept together in vain be asked like anybody else, about others than each other.

    `vain` is what the last match named. What is in vain only since then stays: else the count of who is asked told it.
    """
    named = frozenset(vain)
    return replace(cohort, locks=cohort.locks - named, forbidden=cohort.forbidden | named)


def choosing(
    cohort: Cohort, proposals: Collection[Pair], ranks: Mapping[str, Sequence[str]], declined: Iterable[Pair] = ()
) -> Cohort:
    """Match again once mentees have ranked whom they were proposed.

    Whom a mentee left out of their ranks is not proposed again, and neither is whoever declined. Mentees who ranked
    nobody are matched as before.
    """
    left_out = {(one, other) for one, other in proposals if one in ranks and other not in ranks[one]}
    drawn = {
        (one, other): CHOSEN[min(place, len(CHOSEN) - 1)]
        for one, other in proposals
        if one in ranks and other in ranks[one]
        for place in [list(ranks[one]).index(other)]
    }
    return replace(cohort, drawn=drawn, forbidden=cohort.forbidden | left_out | frozenset(declined))


def going_on(cohort: Cohort, live: Iterable[Pair], gone: Iterable[str] = ()) -> Cohort:
    """Place whoever came later, and whoever lost a mentor, beside the live pairs: none of them is moved."""
    return replace(cohort, live=frozenset(live)).without(gone)
