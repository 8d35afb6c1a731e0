"""Run by alembic: apply the steps to the connection the caller opened. The caller begins and commits."""

from alembic import context
from sqlmodel import SQLModel

from tmf623.store import tables, tables_assessing, tables_measurements
from tmf623.store.migrations import belonging

assert tables and tables_assessing and tables_measurements  # noqa: S101, PT018 - imported for what they declare
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    include_object=belonging(connection.dialect.name),
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
