"""Bindings of telemetry, and events of other APIs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "measurement_binding",
        _key(),
        _column("revision", sa.Integer()),
        _column("created_at", NUMBER),
        _column("updated_at", NUMBER),
        _column("natural_key", EXACT, nullable=True, unique=True),
        _column("digest", sa.LargeBinary(32)),
        *(_column(name, EXACT, nullable=True) for name in ("name", "protocol", "metric_name")),
        _column("document", sa.Text()),
        _column("message", sa.LargeBinary()),
    )
    op.create_index("measurement_binding_protocol", "measurement_binding", ["protocol", "id"])
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("measurement_binding_id", "measurement_binding", ["id"])
    op.create_table(
        "received_event",
        _key(),
        _column("topic", sa.Text()),
        *(_column(name, EXACT) for name in ("source", "resource_id", "event_id")),
        _column("event_time", NUMBER),
        _column("received_at", NUMBER),
        _column("digest", sa.LargeBinary(32)),
        _column("document", sa.Text()),
    )
    one = ["topic", "source", "resource_id", "event_id"]
    op.create_index("received_event_once", "received_event", one, unique=True)
    op.create_index("received_event_age", "received_event", ["received_at"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("received_event")
    op.drop_table("measurement_binding")


def _key() -> sa.Column[Any]:
    return sa.Column("id", NUMBER, autoincrement=False, nullable=False, primary_key=True)


def _column(name: str, kind: Any, *, nullable: bool = False, unique: bool | None = None) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=nullable, unique=unique)
