"""What Alembic runs: the connection comes from `memory.migrate`, already open."""

from alembic import context

from rushes.memory.schema import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=False)
with context.begin_transaction():
    context.run_migrations()
