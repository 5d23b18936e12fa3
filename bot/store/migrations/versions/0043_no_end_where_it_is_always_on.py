"""no end where it is always on."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

ENDING = sa.text(
    "SELECT workspace, id, timezone, ends_on FROM programs WHERE kind = 'always_on' AND ends_on IS NOT NULL"
).columns(ends_on=sa.Date)
LEFT_OPEN = sa.text(
    "UPDATE pairs SET term_ends_at = NULL, closes_at = NULL, asked_from = NULL WHERE workspace = :here "
    "AND program_id = :program AND term_ends_at = :ends_at AND lifecycle <> 'winding_down' "
    "AND (before_hold IS NULL OR before_hold <> 'winding_down') AND closing_since IS NULL AND ended_at IS NULL"
)
NO_DATES = "UPDATE programs SET closes_on = NULL, launches_on = NULL, midpoint_on = NULL, ends_on = NULL"


def upgrade() -> None:
    """Leave open what nobody planned; whoever wraps up already was asked, and goes on as they answer."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    planned = [
        {"here": row.workspace, "program": row.id, "ends_at": nine(row.ends_on, row.timezone, naive=is_sqlite)}
        for row in connection.execute(ENDING)
    ]
    if planned:
        ends_at = sa.bindparam("ends_at", type_=sa.DateTime(timezone=True))
        connection.execute(LEFT_OPEN.bindparams(ends_at), planned)
    op.execute(f"{NO_DATES} WHERE kind = 'always_on'")


def downgrade() -> None:
    """Leave it so: before, these days were kept and shown nowhere."""


def nine(on: date, timezone: str, *, naive: bool) -> datetime:
    """Return the moment at which a program ended, as the database keeps it."""
    at = datetime.combine(on, time(9), ZoneInfo(timezone)).astimezone(UTC)
    return at.replace(tzinfo=None) if naive else at
