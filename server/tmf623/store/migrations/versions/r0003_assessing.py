"""What continuous assessing works by: touches, needs, the agenda, and progress."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = ("touch", "rule_need", "rule_agenda", "due_event", "progress")


def upgrade() -> None:
    """Make the tables."""
    _touches()
    _agenda()
    _progress()


def downgrade() -> None:
    """Drop the tables."""
    for name in TABLES:
        op.drop_table(name)


def _column(name: str, type_: Any, *, key: bool = False, nullable: bool = False) -> sa.Column[Any]:
    if key:
        return sa.Column(name, type_, autoincrement=False, nullable=False, primary_key=True)
    return sa.Column(name, type_, nullable=nullable)


def _touches() -> None:
    op.create_table(
        "touch",
        _column("id", NUMBER, key=True),
        _column("kind", sa.Text()),
        _column("object", EXACT),
        _column("metric", EXACT),
        _column("first", NUMBER),
        _column("last", NUMBER),
        _column("cause", sa.Integer()),
        _column("event_id", NUMBER, nullable=True),
    )
    op.create_table(
        "rule_need",
        _column("object", EXACT, key=True),
        _column("kind", sa.Text(), key=True),
        _column("metric", EXACT, key=True),
        _column("sla_id", NUMBER, key=True),
        _column("rule_id", EXACT, key=True),
        _column("per_event", sa.Boolean(), key=True),
    )
    op.create_index("rule_need_rule", "rule_need", ["sla_id", "rule_id"])


def _agenda() -> None:
    op.create_table(
        "rule_agenda",
        _column("sla_id", NUMBER, key=True),
        _column("rule_id", EXACT, key=True),
        _column("share", sa.Integer()),
        _column("next_at", NUMBER, nullable=True),
        _column("not_before", NUMBER),
        _column("mark", NUMBER),
        _column("causes", sa.Integer()),
        _column("touched_from", NUMBER, nullable=True),
        _column("touched_to", NUMBER, nullable=True),
        _column("judged_to", NUMBER, nullable=True),
    )
    op.create_index("rule_agenda_due", "rule_agenda", ["share", "next_at"])
    op.create_table(
        "due_event",
        _column("sla_id", NUMBER, key=True),
        _column("rule_id", EXACT, key=True),
        _column("kind", sa.Text(), key=True),
        _column("event_id", NUMBER, key=True),
        _column("share", sa.Integer()),
        _column("due_at", NUMBER),
        _column("mark", NUMBER),
        _column("cause", sa.Integer()),
    )
    op.create_index("due_event_due", "due_event", ["share", "due_at"])


def _progress() -> None:
    op.create_table(
        "progress",
        _column("id", NUMBER, key=True),
        _column("revision", sa.Integer()),
        _column("created_at", NUMBER),
        _column("updated_at", NUMBER),
        sa.Column("natural_key", EXACT, nullable=True, unique=True),
        _column("digest", sa.LargeBinary(32)),
        _column("sla_id", EXACT, nullable=True),
        _column("rule_id", EXACT, nullable=True),
        _column("outlook", EXACT, nullable=True),
        _column("document", sa.Text()),
        _column("message", sa.LargeBinary()),
    )
    if op.get_context().dialect.name == "sqlite":
        op.create_index("progress_id", "progress", ["id"])
    op.create_index("progress_rule", "progress", ["sla_id", "rule_id", "id"])
    op.create_index("progress_outlook", "progress", ["outlook", "id"])
