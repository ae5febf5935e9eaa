"""What a run was about and might spend: one that broke off is gone on with in the same scope."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """To this schema."""
    op.add_column("run", sa.Column("scope", sa.String(), nullable=False, server_default=""))
