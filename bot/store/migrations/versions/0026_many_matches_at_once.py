"""many matches decided about at once, and taken back."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("match_pairs", sa.Column("points", sa.Integer(), server_default="0", nullable=False))
    op.add_column("match_pairs", sa.Column("was", sa.String(length=24), nullable=True))
    op.add_column("match_pairs", sa.Column("sweep", sa.Integer(), nullable=True))
    matches = sa.table(
        "match_pairs", sa.column("id", sa.Integer), sa.column("parts", sa.Text), sa.column("points", sa.Integer)
    )
    connection = op.get_bind()
    for number, parts in connection.execute(sa.select(matches.c.id, matches.c.parts)).all():
        points = sum(points for part, points in json.loads(parts).items() if part != "wish") // 10
        connection.execute(sa.update(matches).where(matches.c.id == number).values(points=points))


def downgrade() -> None:
    for name in ("sweep", "was", "points"):
        op.drop_column("match_pairs", name)
