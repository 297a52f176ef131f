"""Run by Alembic: migrate on the connection that the warehouse opened."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # SQLite too: the connection has begun a transaction itself
    render_as_batch=True,
    version_table="ledger_version",
)
context.run_migrations()
