"""Offering-level agreements."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    _resource("sla_template", sa.Column("name", EXACT))
    op.create_index("sla_template_name", "sla_template", ["name", "id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("sla_template")


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
