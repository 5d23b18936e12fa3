"""Judging: what a table of decisions would change, and what is wrong with it, before anything is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring import decisions, sheets
from bot.mentoring.cohort.locks import WHY, Objection, objections
from bot.mentoring.cohort.participants import Cohort
from bot.mentoring.decisions import VERDICTS, Circle, Decision, Kind
from bot.mentoring.enrolment import Directory
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roster import Slip
from bot.store import cohorts, decided, reviews
from handlers.roster.frame import LINES_MOST, Fetch, Table

LAUNCHED = "their match was launched before, and no later one brings the same two together again"
NOT_YET = (Objection.NO_MENTEE, Objection.NO_MENTOR)


class TooManyDecisions(Refusal):
    """That is more than two thousand lines. Please bring the table in parts; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a table would change, and what is wrong with it."""

    good: Sequence[Decision]
    known: Sequence[Decision]
    """What is so already, and would change nothing."""
    slips: Sequence[Slip]
    ignored: Sequence[str]


def opened(table: Table, fetch: Fetch) -> tuple[Table, decisions.Table]:
    """Read the table, wherever it is."""
    given = table.opened(fetch)
    told = decisions.read(sheets.read(given.content, decisions.OTHER_COLUMNS))
    if len(told.said) + len(told.slips) > LINES_MOST:
        raise TooManyDecisions
    return given, told


def look(db: orm.Session, program: Program, told: decisions.Table, directory: Directory, now: datetime) -> Look:
    """Look what a table would change, and what is wrong with it."""
    circle = decided.circle_of(db, program)
    several, unknown = decisions.meant(told, directory.among(circle.parts))
    good, wrong = decisions.checked(several, circle)
    vain = [*in_vain(db, program, good, now), *too_late(db, program, good, circle)]
    slips = sorted([*unknown, *wrong, *vain], key=lambda slip: slip.line)
    lines = {slip.line for slip in vain}
    right = [each for each in good if each.line not in lines]
    known = [each for each in right if is_so(each, circle)]
    return Look([each for each in right if each not in known], known, slips, told.ignored)


def is_so(each: Decision, circle: Circle) -> bool:
    """Tell whether this was decided before."""
    return each.kind in VERDICTS and circle.decided.get(each.both) is VERDICTS[each.kind]


def too_late(db: orm.Session, program: Program, several: Sequence[Decision], circle: Circle) -> list[Slip]:
    """Name the lines that would keep two from being matched whose match was launched already."""
    apart = [each for each in several if each.kind is Kind.FORBID and not is_so(each, circle)]
    before = cohorts.launched(db, program.id) if apart else frozenset()
    return [Slip(each.line, LAUNCHED) for each in apart if each.both in before]


def in_vain(db: orm.Session, program: Program, several: Sequence[Decision], now: datetime) -> list[Slip]:
    """Name the lines that would keep two together who can't be matched, beside those who are kept together already.

    Whoever stands on the list and hasn't joined may do so until the match is made. Whose match was launched isn't
    matched a second time. What people said in private is left out: a table could ask about any two. Whom the last match
    named as kept together in vain take no place, as leads read that already.
    """
    kept = {each.both: each for each in several if each.kind is Kind.LOCK}
    if not kept:
        return []
    cohort = without_private_words(cohorts.of(db, program, now))
    vain = cohorts.without_place(db, program.id, reviews.last_run(db, program.id))
    cohort, before = replace(cohort, locks=cohort.locks - vain), cohorts.launched(db, program.id)
    found = objections(cohort, program.rules.policy, [both for both in kept if both not in before])
    return [Slip(kept[both].line, LAUNCHED) for both in kept if both in before] + [
        Slip(kept[both].line, WHY[objection].format(mentee=kept[both].mentee.name, mentor=kept[both].mentor.name))
        for both, objection in found.items()
        if objection not in NOT_YET
    ]


def without_private_words(cohort: Cohort) -> Cohort:
    """Return a cohort without what people said in private: whom they block, chose or declined, and their managers.

    A line that was named here would tell itself from a block, and one that takes no place, by who has room beside it.
    """
    everybody = tuple(replace(each, manager="") for each in cohort.participants)
    return replace(cohort, participants=everybody, manager_of={}, apart=frozenset(), forbidden=frozenset())
