"""What all tables share: one metadata, names for constraints, and keys that never cross workspaces."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def number() -> sa.Column[int]:
    """Give rows a number."""
    return sa.Column(sa.Integer, primary_key=True)


def team() -> sa.Column[str]:
    """Say whose row it is."""
    return sa.Column(sa.String(24), nullable=False)


def within(column: str, table: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    """Refer to a row of the same workspace only: the database itself refuses another team's id."""
    return sa.ForeignKeyConstraint(
        ["workspace", column], [f"{table}.workspace", f"{table}.id"], ondelete="CASCADE" if cascade else None
    )
