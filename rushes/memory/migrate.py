"""Bringing a store to this rushes' schema."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from rushes.errors import BadProject

HEAD = "0001"
"""The newest schema. A test holds it to the newest file in `migrations/versions`."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def schema_of(engine: Engine) -> str | None:
    """The schema a store has, or None for an empty file."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def check_schema(engine: Engine) -> str | None:
    """`schema_of`, refusing a schema this rushes does not know. Raises BadProject."""
    schema = schema_of(engine)
    if schema is not None and not (_MIGRATIONS / "versions" / f"v{schema}.py").exists():
        raise BadProject(
            f"This project was made by a newer rushes (its store has schema {schema}, this one knows {HEAD}).",
            "Update rushes, or open the project with the version that made it; nothing was changed.",
        )
    return schema


def upgrade(engine: Engine) -> None:
    """Create or migrate the store, in one transaction. Raises BadProject for a newer schema."""
    if check_schema(engine) == HEAD:
        return
    from alembic import command  # noqa: PLC0415 - 0.3 s, and only a new or old project needs it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
