"""People's own maps of whom they know, and whom they met."""

from datetime import datetime

import sqlalchemy as sa

from bot.mentoring.networks import Part
from bot.store.columns import Moment, OneOf
from bot.store.tables.shape import metadata, number, team, within


class ContactColumns(sa.TypedColumns):
    """Somebody on a person's map."""

    id = number()
    workspace = team()
    owner_id: sa.Named[int] = sa.Column(sa.Integer)
    part: sa.Named[Part] = sa.Column(OneOf(Part))
    name: sa.Named[str] = sa.Column(sa.Text)
    at: sa.Named[datetime] = sa.Column(Moment)


contacts = sa.Table(
    "contacts",
    metadata,
    ContactColumns,
    within("owner_id", "people", cascade=True),
    sa.Index("ix_contacts_owner_id", "owner_id"),
)


class EncounterColumns(sa.TypedColumns):
    """Somebody a person met."""

    id = number()
    workspace = team()
    owner_id: sa.Named[int] = sa.Column(sa.Integer)
    who: sa.Named[str] = sa.Column(sa.Text)
    where: sa.Named[str] = sa.Column(sa.Text)
    at: sa.Named[datetime] = sa.Column(Moment)
    note: sa.Named[str] = sa.Column(sa.Text)
    closed_at: sa.Named[datetime | None] = sa.Column(Moment)


encounters = sa.Table(
    "encounters",
    metadata,
    EncounterColumns,
    within("owner_id", "people", cascade=True),
    sa.Index("ix_encounters_owner_id", "owner_id"),
)
