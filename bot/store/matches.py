"""Matches: whoever takes part in one, as the matching rules see them, and every run with its pairs and its proof."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring import pairscore
from bot.mentoring.cohort.outcome import Outcome, Paired
from bot.mentoring.cohort.participants import Cohort, Participant, Policy
from bot.mentoring.enrolments import Review
from bot.mentoring.people import Person, Standing
from bot.store.database import workspace_of
from bot.store.tables.matches import match_pairs, match_runs
from bot.store.tables.pairs import pairs, takes_room
from bot.store.tables.people import blocks, people

PRESENT = (people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of matching as it was kept."""

    id: int
    made_at: datetime
    by_id: int
    fingerprint: str
    policy: dict[str, Any]
    solver: str
    seed: int
    certificate: dict[str, Any]
    unmatched: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    participants: list[str] | None
    """Who took part, by Slack id; not kept of runs that are older than this."""


def cohort_of(db: orm.Session, mentees: Collection[str], now: datetime) -> Cohort:
    """Read who takes part: these mentees, everybody who mentors, who is kept apart, and who reports to whom.

    Live pairs stay as they are; ended ones are not proposed again. Whoever has not joined or has left takes no part.
    """
    here = workspace_of(db)
    wanted = frozenset(mentees)
    rows = db.execute(sa.select(people).where(people.c.workspace == here, *PRESENT).order_by(people.c.id)).all()
    among = [row for row in rows if row.slack_id in wanted or row.capacity]
    slack_ids = {row.id: row.slack_id for row in among}
    live, ended, elsewhere = _together(db, slack_ids, wanted)
    apart = db.execute(sa.select(blocks.c.by, blocks.c.whom).where(blocks.c.workspace == here))
    line = db.execute(
        sa.select(people.c.slack_id, people.c.manager).where(people.c.workspace == here, people.c.manager.is_not(None))
    )
    return Cohort(
        participants=tuple(
            _participant(row, now, mentors=(row.slack_id in wanted) - elsewhere[-row.id], mentees=elsewhere[row.id])
            for row in among
        ),
        live=frozenset(live),
        apart=frozenset((one, other) for one, other in apart) | ended,
        manager_of={one: boss for one, boss in line if boss},
    )


def keep(
    db: orm.Session,
    outcome: Outcome,
    policy: Policy,
    by: Person,
    now: datetime,
    program: int | None = None,
    *,
    of: Cohort | None = None,
) -> int:
    """Keep a run with all its pairs, and return its number. What a lead locked needs no second look."""
    here, told = workspace_of(db), outcome.plain()
    kept = ("fingerprint", "solver", "seed", "certificate", "unmatched", "refused")
    values = {name: told[name] for name in kept} | {"policy": policy.plain()}
    values["participants"] = [each.id for each in of.participants] if of else None
    inserted = sa.insert(match_runs).values(workspace=here, made_at=now, by_id=by.id, program_id=program, **values)
    run_id = int(db.execute(inserted.returning(match_runs.c.id)).scalar_one())
    named = {each for pair in outcome.pairs for each in (pair.mentee, pair.mentor)}
    known = sa.select(people.c.slack_id, people.c.id).where(people.c.workspace == here, people.c.slack_id.in_(named))
    ids = dict(db.execute(known).all())
    mine = {"workspace": here, "run_id": run_id}
    if rows := [_row(pair, ids) | mine for pair in outcome.pairs]:
        db.execute(sa.insert(match_pairs), rows)
    return run_id


def one(db: orm.Session, run_id: int) -> Run | None:
    """Return one run of this workspace."""
    return _first(db, match_runs.c.id == run_id)


def latest(db: orm.Session) -> Run | None:
    """Return the run that was made last."""
    return _first(db)


def pairs_of(db: orm.Session, run_id: int) -> Sequence[Paired]:
    """Return the pairs of a run, with their people's Slack ids."""
    mentee, mentor = people.alias(), people.alias()
    query = (
        sa.select(match_pairs, mentee.c.slack_id.label("mentee"), mentor.c.slack_id.label("mentor"))
        .join(mentee, mentee.c.id == match_pairs.c.mentee_id)
        .join(mentor, mentor.c.id == match_pairs.c.mentor_id)
        .where(match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == run_id)
        .order_by(match_pairs.c.id)
    )
    return [_paired(row) for row in db.execute(query)]


def _first(db: orm.Session, *which: sa.ColumnElement[bool]) -> Run | None:
    newest_first = (match_runs.c.made_at.desc(), match_runs.c.id.desc())
    query = sa.select(match_runs).where(match_runs.c.workspace == workspace_of(db), *which).order_by(*newest_first)
    row = db.execute(query.limit(1)).one_or_none()
    return Run(**{name: getattr(row, name) for name in Run.__dataclass_fields__}) if row else None


def _together(
    db: orm.Session, slack_ids: dict[int, str], wanted: frozenset[str]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]], Counter[int]]:
    """Tell which pairs of those who take part are live or over, and count live partners who do not take part.

    They are counted by number: a mentor's under their own, a mentee's under the negative of it.
    """
    live: set[tuple[str, str]] = set()
    over: set[tuple[str, str]] = set()
    elsewhere = Counter[int]()
    kept = sa.select(pairs.c.mentee_id, pairs.c.mentor_id, takes_room()).where(pairs.c.workspace == workspace_of(db))
    for mentee_id, mentor_id, is_live in db.execute(kept):
        mentee, mentor = slack_ids.get(mentee_id, ""), slack_ids.get(mentor_id, "")
        if mentee in wanted and mentor:
            (live if is_live else over).add((mentee, mentor))
        elif is_live:
            elsewhere.update((mentor_id, -mentee_id))
    return live, over, elsewhere


def _participant(row: sa.Row[Any], now: datetime, *, mentors: int, mentees: int) -> Participant:
    return Participant(
        id=row.slack_id,
        name=row.name,
        wants=row.wants if mentors > 0 else (),
        mentors=max(0, mentors),
        topics=row.topics,
        about=row.about,
        capacity=row.capacity,
        mentees=mentees,
        paused=any(until > now for until in (row.paused_until, row.offering_paused_until) if until),
        department=row.department,
        level=row.level,
        manager=row.manager or "",
        languages=frozenset(row.languages),
        timezone=row.timezone,
    )


def _row(pair: Paired, ids: dict[str, int]) -> dict[str, Any]:
    told = asdict(pair)
    told["points"] = pairscore.shown(pair.parts)
    told["review"] = Review.APPROVED if pair.locked else Review.PROPOSED
    return told | {"mentee_id": ids[told.pop("mentee")], "mentor_id": ids[told.pop("mentor")]}


def _paired(row: sa.Row[Any]) -> Paired:
    return Paired(**{name: getattr(row, name) for name in Paired.__dataclass_fields__})
