"""Matching a cohort from what is kept: read it, solve it beside the bot, keep what came out. Nobody is told yet."""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from typing import Any

from bot.mentoring import pairscore
from bot.mentoring.cohort import stages
from bot.mentoring.cohort.outcome import Outcome, Paired
from bot.mentoring.cohort.participants import Cohort, Policy
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.store import choices, cohorts, matches, reviews
from bot.store.database import Database

Pair = tuple[str, str]


class CannotBeMatched(Refusal):
    """Those two can't be matched in this program, so nothing was changed. Too little would fit, or a rule says no.

    Pick somebody else who mentors in it.
    """


Solver = Callable[[Cohort, Policy], Outcome]


def match(  # noqa: PLR0913 - what a lead decides is told by name
    database: Database,
    by: Person,
    mentees: Collection[str],
    *,
    now: datetime,
    policy: Policy | None = None,
    locks: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    solver: Solver | None = None,
) -> int:
    """Match these mentees with everybody who mentors, and return the number of the run.

    The solving holds no transaction and none of the bot's threads: it has a process of its own.
    """
    policy = replace(policy or Policy(), on=now)
    with database.look(by.workspace) as db:
        cohort = matches.cohort_of(db, mentees, now)
    cohort = replace(cohort, locks=frozenset(locks), forbidden=frozenset(forbidden))
    outcome = (solver or beside)(cohort, policy)
    with database.begin(by.workspace) as db:
        return matches.keep(db, outcome, policy, by, now)


def match_program(database: Database, by: Person, program: Program, now: datetime, solver: Solver | None = None) -> int:
    """Match the people of a program by its rules, with what its leads locked, and return the number of the run."""
    policy = replace(program.rules.policy, on=now)
    with database.look(by.workspace) as db:
        cohort = cohorts.of(db, program, now)
    outcome = (solver or beside)(cohort, policy)
    with database.begin(by.workspace) as db:
        return matches.keep(db, outcome, policy, by, now, program.id, of=cohort)


def name_some(
    database: Database, by: Person, program: Program, now: datetime, solver: Solver | None = None
) -> Sequence[Paired]:
    """Find a few mentors for everybody who hasn't chosen one yet; keeping and telling them is the caller's."""
    with database.look(by.workspace) as db:
        cohort, settled = cohorts.of(db, program, now), choices.settled(db, program.id)
        vain = cohorts.in_vain(db, program.id, reviews.last_run(db, program.id))
    cohort = stages.without_vain(cohort, vain)
    policy = replace(program.rules.policy, on=now)
    return (solver or beside)(*stages.proposing(cohort, policy, but=settled)).pairs


def weighed(cohort: Cohort, policy: Policy, mentee: str, mentor: str) -> dict[str, Any]:
    """Say what speaks for two people whom a lead puts together, and refuse what nobody may relax.

    Whether it is a line or somebody's own wish that keeps them apart isn't told: too little that fits is refused as
    well, so that no refusal tells of a private word.
    """
    from bot.mentoring.cohort import telling  # noqa: PLC0415 - a start doesn't wait for what only a review needs
    from bot.mentoring.cohort.fit import Fit  # noqa: PLC0415 - as above

    fit = Fit(cohort, policy)
    if mentee not in fit.mentee_at or mentor not in fit.mentor_at:
        raise CannotBeMatched
    one, other = fit.mentees[fit.mentee_at[mentee]], fit.mentors[fit.mentor_at[mentor]]
    if fit.forbidden(one, other) or fit.is_too_poor(one, other):
        raise CannotBeMatched
    points = fit.points(one, other)
    parts = points.mentee._asdict()
    return {
        "score": points.score,
        "parts": parts,
        "points": pairscore.shown(parts),
        "mentor_points": points.mentor.total,
        "rank": 0,
        "reasons": telling.reasons(fit, one, other),
        "missing": telling.missing(one, other),
    }


def must_be_matched_here(cohort: Cohort, policy: Policy, mentee: str, mentor: str) -> None:
    """Refuse to keep two together of whom one isn't matched here; what keeps two apart shows in no refusal.

    A manager whom somebody named is as private as a block, and refusing lines alone would tell the one from the other.
    """
    from bot.mentoring.cohort.fit import Fit  # noqa: PLC0415 - a start doesn't wait for what only a review needs

    fit = Fit(cohort, policy)
    if mentee == mentor or mentee not in fit.mentee_at or mentor not in fit.mentor_at:
        raise CannotBeMatched


def caveats(cohort: Cohort, policy: Policy, mentee: str, mentor: str) -> list[str]:
    """Say which rules of a program two people break whom a lead puts together."""
    from bot.mentoring.cohort import telling  # noqa: PLC0415 - a start doesn't wait for what only a review needs
    from bot.mentoring.cohort.fit import Fit  # noqa: PLC0415 - as above

    fit = Fit(cohort, policy)
    barriers = fit.barriers(fit.mentees[fit.mentee_at[mentee]], fit.mentors[fit.mentor_at[mentor]])
    return [telling.WHY[barrier] for barrier in barriers]


def beside(cohort: Cohort, policy: Policy) -> Outcome:
    """Solve in another process, so that the bot goes on answering; it ends with the answer, and its memory with it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
        return worker.submit(solve_here, cohort, policy).result()


def solve_here(cohort: Cohort, policy: Policy) -> Outcome:
    """Solve in this process, loading the solver only now."""
    from bot.mentoring.cohort.solving import solve  # noqa: PLC0415 - the bot runs without the solver's memory

    return solve(cohort, policy)
