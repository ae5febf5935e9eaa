"""Percentiles of scores, what the critic's climb gained, the gauge a run began with, and looks at whole scenes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """To this schema."""
    op.add_column("score", sa.Column("percentile", sa.Float(), nullable=True))
    op.add_column("verdict", sa.Column("rung", sa.String(), nullable=False, server_default=""))
    op.add_column("verdict", sa.Column("gain", sa.Float(), nullable=True))
    op.add_column("run", sa.Column("gauge", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "review",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("scene", sa.String(), nullable=False, index=True),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
