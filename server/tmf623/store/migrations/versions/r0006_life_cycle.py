"""What changes of agreements changed, and when time changes their state."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _resource("sla_revision", sa.Column("sla_id", EXACT), sa.Column("recorded_at", NUMBER))
    op.create_index("sla_revision_sla", "sla_revision", ["sla_id", "id"])
    op.create_index("sla_revision_recorded", "sla_revision", ["recorded_at", "id"])
    op.create_table("sla_turn", _key("sla_id"), sa.Column("at", NUMBER, nullable=False))
    op.create_index("sla_turn_at", "sla_turn", ["at", "sla_id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("sla_turn")
    op.drop_table("sla_revision")


def _key(name: str = "id", type_: Any = NUMBER) -> sa.Column[Any]:
    return sa.Column(name, type_, autoincrement=False, nullable=False, primary_key=True)


def _resource(name: str, *found_by: sa.Column[Any]) -> None:
    op.create_table(
        name,
        _key(),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", NUMBER, nullable=False),
        sa.Column("updated_at", NUMBER, nullable=False),
        sa.Column("natural_key", EXACT, nullable=True, unique=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        *found_by,
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(f"{name}_id", name, ["id"])
