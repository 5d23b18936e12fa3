"""Programs, who leads them, who takes part, what leads decided about pairs, and what they did."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.mentoring.enrolments import Part, Verdict
from bot.mentoring.programs import Kind, Step
from bot.store.columns import Moment, OneOf, Payload, Several
from bot.store.tables.shape import metadata, number, team, within


class ProgramColumns(sa.TypedColumns):
    """One program."""

    id = number()
    workspace = team()
    name: sa.Named[str] = sa.Column(sa.Text)
    kind: sa.Named[Kind] = sa.Column(OneOf(Kind))
    by: sa.Named[str] = sa.Column(sa.String(24))
    created_at: sa.Named[datetime] = sa.Column(Moment)
    step: sa.Named[Step] = sa.Column(OneOf(Step))
    timezone: sa.Named[str] = sa.Column(sa.String(64))
    opens_on: sa.Named[date | None] = sa.Column(sa.Date)
    closes_on: sa.Named[date | None] = sa.Column(sa.Date)
    launches_on: sa.Named[date | None] = sa.Column(sa.Date)
    midpoint_on: sa.Named[date | None] = sa.Column(sa.Date)
    ends_on: sa.Named[date | None] = sa.Column(sa.Date)
    languages: sa.Named[tuple[str, ...]] = sa.Column(Several)
    settings: sa.Named[Any] = sa.Column(Payload, nullable=False)
    told: sa.Named[str] = sa.Column(sa.String(48))
    matching_since: sa.Named[datetime | None] = sa.Column(Moment)
    launched_at: sa.Named[datetime | None] = sa.Column(Moment)
    launching: sa.Named[bool] = sa.Column(sa.Boolean)
    choosing_until: sa.Named[datetime | None] = sa.Column(Moment)
    takes_late: sa.Named[bool] = sa.Column(sa.Boolean, server_default=sa.false())
    report: sa.Named[Any] = sa.Column(Payload)
    look_at: sa.Named[datetime | None] = sa.Column(Moment)


programs = sa.Table(
    "programs",
    metadata,
    ProgramColumns,
    sa.UniqueConstraint("workspace", "id"),
    sa.Index("ix_programs_look_at", "look_at"),
)


class ProgramRoleColumns(sa.TypedColumns):
    """Somebody who leads a program, or to whom concerns about it can be brought."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    program_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    slack_id: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    role: sa.Named[str] = sa.Column(sa.String(16), primary_key=True)
    since: sa.Named[datetime] = sa.Column(Moment)


program_roles = sa.Table(
    "program_roles",
    metadata,
    ProgramRoleColumns,
    within("program_id", "programs", cascade=True),
    sa.Index("ix_program_roles_slack_id", "workspace", "slack_id"),
)


class EnrolmentColumns(sa.TypedColumns):
    """Somebody's part in a program, and as a mentee the mentors they wish for, best first."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    program_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    person_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    part: sa.Named[Part] = sa.Column(OneOf(Part))
    enrolled_at: sa.Named[datetime] = sa.Column(Moment)
    ranks: sa.Named[tuple[str, ...]] = sa.Column(Several)
    ranks_given_at: sa.Named[datetime | None] = sa.Column(Moment)


enrolments = sa.Table(
    "enrolments",
    metadata,
    EnrolmentColumns,
    within("program_id", "programs", cascade=True),
    within("person_id", "people"),
    sa.Index("ix_enrolments_person_id", "person_id"),
)


class VerdictColumns(sa.TypedColumns):
    """What was decided about two people for every match of a program to come."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    program_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    mentee_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    mentor_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    verdict: sa.Named[Verdict] = sa.Column(OneOf(Verdict))
    at: sa.Named[datetime] = sa.Column(Moment)


match_verdicts = sa.Table(
    "match_verdicts",
    metadata,
    VerdictColumns,
    within("program_id", "programs", cascade=True),
    within("mentee_id", "people"),
    within("mentor_id", "people"),
)


class ChoiceColumns(sa.TypedColumns):
    """A mentor named to a mentee before a match, and whether each has said something of it."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    program_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    mentee_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    mentor_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    place: sa.Named[int] = sa.Column(sa.Integer)
    proposed_at: sa.Named[datetime] = sa.Column(Moment)
    reasons: sa.Named[tuple[str, ...]] = sa.Column(Several)
    answered: sa.Named[bool] = sa.Column(sa.Boolean)
    declined: sa.Named[bool] = sa.Column(sa.Boolean)


match_choices = sa.Table(
    "match_choices",
    metadata,
    ChoiceColumns,
    within("program_id", "programs", cascade=True),
    within("mentee_id", "people"),
    within("mentor_id", "people"),
    sa.Index("ix_match_choices_mentor_id", "mentor_id"),
)


class AuditColumns(sa.TypedColumns):
    """What a lead did: who, what, when, about what. Never a word that anybody wrote."""

    id = number()
    workspace = team()
    at: sa.Named[datetime] = sa.Column(Moment)
    by: sa.Named[str] = sa.Column(sa.String(24))
    act: sa.Named[str] = sa.Column(sa.String(32))
    about: sa.Named[str] = sa.Column(sa.String(64))
    program_id: sa.Named[int | None] = sa.Column(sa.Integer)


audits = sa.Table(
    "audits",
    metadata,
    AuditColumns,
    sa.Index("ix_audits_at", "at"),
    sa.Index("ix_audits_program_id", "workspace", "program_id", "id"),
)
