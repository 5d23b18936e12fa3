<%!
    def told(changes):
        """Leave out what Alembic remarks about its own work."""
        lines = [line for line in (changes or "").splitlines() if not line.lstrip().startswith("# ###")]
        return "\n".join(lines).strip() or "pass"
%>\
"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${told(upgrades)}


def downgrade() -> None:
    ${told(downgrades)}
