"""Run by alembic: apply the steps to the connection the caller opened. The caller begins and commits."""

from alembic import context
from sqlmodel import SQLModel

from tmf623.store import tables

assert tables  # noqa: S101 - imported for what it declares
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
