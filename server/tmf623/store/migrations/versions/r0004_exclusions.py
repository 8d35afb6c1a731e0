"""Exclusions, and what they are about."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _resource("exclusion", sa.Column("state", EXACT), sa.Column("category", EXACT), sa.Column("starts_at", NUMBER))
    op.create_index("exclusion_state", "exclusion", ["state", "id"])
    op.create_index("exclusion_category", "exclusion", ["category", "id"])
    op.create_index("exclusion_start", "exclusion", ["starts_at", "id"])
    op.create_table(
        "exclusion_target",
        _key("target", EXACT),
        _key("exclusion_id"),
        _key("starts_at"),
        _key("ends_at"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("exclusion_target")
    op.drop_table("exclusion")


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
