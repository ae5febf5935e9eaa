"""Bringing a store to this rushes' schema."""

from sqlalchemy import Engine, inspect, text

from rushes.memory.schemas import HEAD, MIGRATIONS, known


def check_schema(engine: Engine) -> str | None:
    """The schema a store has, or None for an empty file. Raises BadProject for one from the future."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return known(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def upgrade(engine: Engine, schema: str = HEAD) -> None:
    """Create the store or migrate it to a schema, in one transaction. Raises BadProject for a newer one."""
    if check_schema(engine) == schema:
        return
    from alembic import command  # noqa: PLC0415 - 0.3 s, and only a new or old project needs it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    # Python's sqlite3 begins no transaction before a CREATE TABLE, so a kill half way would leave half the
    # tables: the transaction is begun and ended here by hand.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        config.attributes["connection"] = connection
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            command.upgrade(config, schema)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
