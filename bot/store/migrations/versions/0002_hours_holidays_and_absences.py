"""hours holidays and absences."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendars',
    sa.Column('workspace', sa.String(length=24), nullable=False),
    sa.Column('holidays', sa.String(length=12), nullable=False),
    sa.PrimaryKeyConstraint('workspace', name=op.f('pk_calendars'))
    )
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('zone_is_own', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('opens', sa.String(length=5), server_default='09:30', nullable=False))
        batch_op.add_column(sa.Column('closes', sa.String(length=5), server_default='16:30', nullable=False))
        batch_op.add_column(sa.Column('holidays', sa.String(length=12), server_default='', nullable=False))
        batch_op.add_column(sa.Column('holidays_are_own', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('away_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('away_until', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('away_until')
        batch_op.drop_column('away_since')
        batch_op.drop_column('holidays_are_own')
        batch_op.drop_column('holidays')
        batch_op.drop_column('closes')
        batch_op.drop_column('opens')
        batch_op.drop_column('zone_is_own')

    op.drop_table('calendars')
