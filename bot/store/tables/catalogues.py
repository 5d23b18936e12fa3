"""Catalogues: what tells every process that somebody's offer has changed, and what being asked costs others."""

import sqlalchemy as sa

from bot.store.tables.shape import metadata, within


class CatalogueColumns(sa.TypedColumns):
    """How often the offers of a workspace have changed, and what it calls skills besides the usual names."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    revision: sa.Named[int] = sa.Column(sa.Integer)
    skills: sa.Named[str] = sa.Column(sa.Text)
    skills_revision: sa.Named[int] = sa.Column(sa.Integer)


catalogues = sa.Table("catalogues", metadata, CatalogueColumns)


class EntryColumns(sa.TypedColumns):
    """With which change of the catalogue a person's offer became what it is now."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    person_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    revision: sa.Named[int] = sa.Column(sa.Integer)


catalogue_entries = sa.Table(
    "catalogue_entries",
    metadata,
    EntryColumns,
    within("person_id", "people", cascade=True),
    sa.Index("ix_catalogue_entries_revision", "workspace", "revision"),
)


class PriceColumns(sa.TypedColumns):
    """How much others go without when this mentor is asked, in points of the score."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    person_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    price: sa.Named[int] = sa.Column(sa.Integer)


prices = sa.Table("prices", metadata, PriceColumns, within("person_id", "people", cascade=True))
