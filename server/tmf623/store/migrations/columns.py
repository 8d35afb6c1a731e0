"""What the steps of the schema's history are written with, since the second."""

from typing import Any

import sqlalchemy as sa
from alembic import op

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def key(name: str = "id", type_: Any = NUMBER) -> sa.Column[Any]:
    """A column of the primary key."""
    return sa.Column(name, type_, autoincrement=False, nullable=False, primary_key=True)


def number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A 64-bit number; an instant when it is nullable."""
    return sa.Column(name, NUMBER, nullable=nullable)


def exact(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    """Text compared by code point."""
    return sa.Column(name, EXACT, nullable=nullable)


def text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Text nothing is found by."""
    return sa.Column(name, sa.Text(), nullable=nullable)


def resource(name: str, *found_by: sa.Column[Any]) -> None:
    """The table of a kind of resource, with the columns it is found by."""
    op.create_table(
        name,
        key(),
        sa.Column("revision", sa.Integer(), nullable=False),
        number("created_at"),
        number("updated_at"),
        sa.Column("natural_key", EXACT, nullable=True, unique=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        *found_by,
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
    )
    if op.get_context().dialect.name == "sqlite":
        op.create_index(f"{name}_id", name, ["id"])
