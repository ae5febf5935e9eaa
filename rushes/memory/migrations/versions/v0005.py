"""How long calls and loads took, by the lane they ran on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """To this schema."""
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("load", sa.Float(), nullable=True),
        sa.Column("silence", sa.Float(), nullable=False),
    )
