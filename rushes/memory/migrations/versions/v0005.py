"""How long calls and loads took, by the lane they ran on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """To this schema. A store of 0004's first day has no stills, and its takes don't say what was settled."""
    found = sa.inspect(op.get_bind())
    if not found.has_table("still"):
        op.create_table(
            "still",
            sa.Column("subject", sa.String(), nullable=False),
            sa.Column("sha256", sa.String(), nullable=False),
            sa.Column("size", sa.Integer(), nullable=False),
            sa.Column("ordinal", sa.Integer(), nullable=False),
            sa.Column("at", sa.String(), nullable=False),
            sa.PrimaryKeyConstraint("subject", "sha256"),
        )
    if "settled" not in {column["name"] for column in found.get_columns("take")}:
        op.add_column("take", sa.Column("settled", sa.String(), nullable=False, server_default="{}"))
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
