"""The project store's schemas, oldest first, as Alembic migrations."""
