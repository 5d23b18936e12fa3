"""Cohorts: the people of a program as the matching rules see them, with what was decided about two of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.cohort.locks import MAY_PASS
from bot.mentoring.cohort.participants import Cohort, Participant
from bot.mentoring.cohort.stages import choosing
from bot.mentoring.enrolments import Enrolment, Verdict
from bot.mentoring.people import MENTORS_MAX, Person
from bot.mentoring.programs import Program
from bot.store import choices, enrolments, loads
from bot.store.database import workspace_of
from bot.store.matches import Run
from bot.store.tables.pairs import claims_room, pairs
from bot.store.tables.people import blocks, people
from bot.store.tables.programs import match_verdicts

Both = tuple[str, str]
AT_ONCE = 500
"""Pairs in one query: well below what either database takes."""


def of(db: orm.Session, program: Program, now: datetime) -> Cohort:
    """Read who takes part: mentees with their wishes, mentors with the room they have left, and who is kept apart.

    Pairs of the program that live or were proposed stay as they are; that two are kept together is done with once they
    were asked. Partners elsewhere take up room, too, also those who were only asked; but a mentee may have a mentor in
    each program, up to as many as one person can have. Whom mentees chose among those they were named counts more than
    any score; whom they left out they don't get, and nobody gets a mentor who declined.
    """
    here, everybody = workspace_of(db), enrolments.everybody(db, program.id)
    slack_ids = {each.person_id: each.person.slack_id for each in everybody}
    live, begun, over, elsewhere = _together(db, program, slack_ids)
    given = Counter(mentor for _, mentor in live)
    rooms = {each.slack_id: each.left + given[each.slack_id] for each in loads.of(db, program, now).values()}
    decided = verdicts(db, program.id)
    apart = db.execute(sa.select(blocks.c.by, blocks.c.whom).where(blocks.c.workspace == here))
    line = db.execute(
        sa.select(people.c.slack_id, people.c.manager).where(people.c.workspace == here, people.c.manager.is_not(None))
    )
    cohort = Cohort(
        participants=tuple(_participant(each, program, elsewhere, rooms, now) for each in everybody),
        live=frozenset(live),
        locks=decided[Verdict.LOCK] - begun,
        forbidden=decided[Verdict.FORBID],
        apart=frozenset((one, other) for one, other in apart) | over,
        manager_of={one: boss for one, boss in line if boss},
    )
    return _as_chosen(db, program, cohort, everybody)


def verdicts(db: orm.Session, program_id: int) -> Mapping[Verdict, frozenset[Both]]:
    """Return what was decided about a mentee and a mentor of a program, by Slack ids."""
    mentee, mentor = people.alias(), people.alias()
    query = (
        sa.select(match_verdicts.c.verdict, mentee.c.slack_id, mentor.c.slack_id)
        .join(mentee, mentee.c.id == match_verdicts.c.mentee_id)
        .join(mentor, mentor.c.id == match_verdicts.c.mentor_id)
        .where(match_verdicts.c.workspace == workspace_of(db), match_verdicts.c.program_id == program_id)
    )
    found: dict[Verdict, set[Both]] = {verdict: set() for verdict in Verdict}
    for verdict, one, other in db.execute(query):
        found[verdict].add((one, other))
    return {verdict: frozenset(both) for verdict, both in found.items()}


def in_vain(db: orm.Session, program_id: int, run: Run | None) -> Mapping[Both, str]:
    """Return whom leads keep together still, though the match they last made couldn't, with what it said of each."""
    if run is None or not run.refused:
        return {}
    told = {(each["mentee"], each["mentor"]): str(each.get("objection", "")) for each in run.refused}
    locks = verdicts(db, program_id)[Verdict.LOCK]
    return {both: objection for both, objection in told.items() if both in locks}


def without_place(db: orm.Session, program_id: int, run: Run | None) -> frozenset[Both]:
    """Return whom leads keep together though the match they last made named them as never to be.

    They take no place. Who only found none may find one in the next match.
    """
    several = in_vain(db, program_id, run)
    return frozenset(both for both, objection in several.items() if objection not in MAY_PASS)


def launched(db: orm.Session, program_id: int) -> frozenset[Both]:
    """Return the mentees and mentors of a program whose match was ever launched, by Slack ids, whatever came of it."""
    mentee, mentor = people.alias(), people.alias()
    query = (
        sa.select(mentee.c.slack_id, mentor.c.slack_id)
        .join_from(pairs, mentee, mentee.c.id == pairs.c.mentee_id)
        .join(mentor, mentor.c.id == pairs.c.mentor_id)
        .where(pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id)
    )
    return frozenset((one, other) for one, other in db.execute(query))


def decide(
    db: orm.Session, program_id: int, several: Iterable[tuple[Person, Person]], verdict: Verdict | None, now: datetime
) -> None:
    """Keep what is decided about mentees and mentors from now on, or, with no verdict, that nothing is."""
    decide_about(db, program_id, [(mentee.id, mentor.id) for mentee, mentor in several], verdict, now)


def decide_about(
    db: orm.Session, program_id: int, both: Sequence[tuple[int, int]], verdict: Verdict | None, now: datetime
) -> None:
    """Do so for mentees and mentors by their numbers, however many."""
    here = workspace_of(db)
    mine = (match_verdicts.c.workspace == here, match_verdicts.c.program_id == program_id)
    row = {"workspace": here, "program_id": program_id, "verdict": verdict, "at": now}
    for start in range(0, len(both), AT_ONCE):
        some = both[start : start + AT_ONCE]
        theirs = sa.tuple_(match_verdicts.c.mentee_id, match_verdicts.c.mentor_id).in_(some)
        db.execute(sa.delete(match_verdicts).where(*mine, theirs))
        if verdict:
            db.execute(sa.insert(match_verdicts), [row | {"mentee_id": one, "mentor_id": other} for one, other in some])


def _as_chosen(db: orm.Session, program: Program, cohort: Cohort, everybody: Sequence[Enrolment]) -> Cohort:
    answered, declined = choices.decided(db, program.id)
    chose = {mentee for mentee, _ in answered}
    ranks = {each.person.slack_id: each.ranks for each in everybody if each.person.slack_id in chose}
    return choosing(cohort, answered, ranks, declined)


def _together(
    db: orm.Session, program: Program, slack_ids: Mapping[int, str]
) -> tuple[set[Both], set[Both], set[Both], Counter[int]]:
    """Tell which pairs of the program live or were proposed, and which ever were; who is a pair elsewhere, or was.

    How many mentors a mentee has or was proposed elsewhere is counted by the mentee's number.
    """
    live, begun, apart, elsewhere = set[Both](), set[Both](), set[Both](), Counter[int]()
    columns = (pairs.c.mentee_id, pairs.c.mentor_id, pairs.c.program_id, claims_room())
    kept = sa.select(*columns).where(pairs.c.workspace == workspace_of(db))
    for mentee_id, mentor_id, program_id, claims_a_place in db.execute(kept):
        mentee, mentor = slack_ids.get(mentee_id, ""), slack_ids.get(mentor_id, "")
        is_here = bool(mentee and mentor) and program_id == program.id
        if is_here:
            begun.add((mentee, mentor))
        if is_here and claims_a_place:
            live.add((mentee, mentor))
            continue
        if mentee and mentor:
            apart.add((mentee, mentor))
        if claims_a_place:
            elsewhere[mentee_id] += 1
    return live, begun, apart, elsewhere


def _participant(
    enrolment: Enrolment, program: Program, elsewhere: Counter[int], rooms: Mapping[str, int], now: datetime
) -> Participant:
    person, rules = enrolment.person, program.rules
    free = MENTORS_MAX - elsewhere[person.id]
    learns = enrolment.part.learns and free > 0
    told = Participant(
        id=person.slack_id,
        name=person.name,
        wants=person.wants,
        mentors=min(rules.mentors_each, free) if learns else 0,
        paused=person.rests_at(now),
        department=person.department,
        team=person.manager or "",
        level=person.level,
        manager=person.manager or "",
        languages=frozenset(person.languages or program.languages),
        timezone=person.timezone,
        wishes=enrolment.ranks if learns else (),
    )
    if not enrolment.part.teaches:
        return told
    room = max(0, rooms[person.slack_id])
    # Whoever is full mentors all the same, and is counted where it is told why somebody has nobody.
    return replace(told, topics=person.topics, about=person.about, capacity=room or 1, mentees=0 if room else 1)
