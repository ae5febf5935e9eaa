"""Compositions of the crew's brain."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """To this schema. A store of the first day has runs that don't say what they were made with."""
    if "making" not in {column["name"] for column in sa.inspect(op.get_bind()).get_columns("run")}:
        op.add_column("run", sa.Column("making", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "composition",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("shot", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    with op.batch_alter_table("composition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_composition_shot"), ["shot"], unique=False)
