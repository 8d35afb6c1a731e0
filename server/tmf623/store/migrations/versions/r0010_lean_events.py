"""Events name the revision they tell of, and no longer hold a copy of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

COPIED: dict[str, Any] = {"document": sa.Text(), "message": sa.LargeBinary()}
PRESENT = {"sla": "sla", "slaViolation": "sla_violation"}
"""The kinds that had events, and the table of each."""


def upgrade() -> None:
    """Drop the copies, and an index nothing is found by."""
    op.drop_index("event_resource", "event")
    with op.batch_alter_table("event") as event:
        for name in COPIED:
            event.drop_column(name)


def downgrade() -> None:
    """Copy the revisions back; events of other kinds are unknown to what is older."""
    known = ", ".join(f"'{kind}'" for kind in PRESENT)
    op.execute(f"DELETE FROM delivery WHERE kind NOT IN ({known})")  # noqa: S608 - names of our own
    op.execute(f"DELETE FROM event WHERE kind NOT IN ({known})")  # noqa: S608 - as above
    for name, type_ in COPIED.items():
        op.add_column("event", sa.Column(name, type_, nullable=True))
        past = f"SELECT {name} FROM revision_history AS h WHERE h.kind = event.kind AND h.id = event.resource_id AND h.revision = event.revision"  # noqa: E501, S608
        for kind, table in PRESENT.items():
            op.execute(
                f"UPDATE event SET {name} = coalesce(({past}), (SELECT p.{name} FROM {table} AS p "  # noqa: S608
                f"WHERE p.id = event.resource_id)) WHERE event.kind = '{kind}'"
            )
    with op.batch_alter_table("event") as event:
        for name, type_ in COPIED.items():
            event.alter_column(name, existing_type=type_, nullable=False)
    op.create_index("event_resource", "event", ["kind", "resource_id", "revision"])
