"""Consequences, credits, adjustments, billing connectors, and the judgements they rest on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = ("settled_judgement", "billing_connector", "adjustment", "credit", "consequence")


def upgrade() -> None:
    """Make the tables."""
    _resource("consequence", _text("name"), _text("state"))
    op.create_index("consequence_name", "consequence", ["name", "id"])
    _credits()
    _adjustments()
    _resource("billing_connector", _text("name"), _text("type"), _text("state"))
    op.create_table(
        "settled_judgement",
        *(sa.Column(name, EXACT, nullable=False, primary_key=True) for name in ("sla_id", "rule_id", "subject")),
        sa.Column("ends_at", NUMBER, nullable=False),
        sa.Column("assessment_id", NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
    )
    op.create_index("settled_judgement_end", "settled_judgement", ["sla_id", "rule_id", "ends_at"])


def downgrade() -> None:
    """Drop the tables."""
    for name in TABLES:
        op.drop_table(name)


def _credits() -> None:
    _resource(
        "credit", _text("sla_id"), _text("consequence_id"), _instant("period_start"), _text("state"),
        _instant("claim_until"),
    )  # fmt: skip
    op.create_index("credit_sla", "credit", ["sla_id", "period_start", "id"])
    op.create_index("credit_state", "credit", ["state", "id"])
    _partial("credit_claim", "credit", ["claim_until"], "state = 'awaitingClaim'")


def _adjustments() -> None:
    _resource(
        "adjustment", _text("sla_id"), _text("credit_id"), _text("state"), _text("connector_id"),
        _instant("next_attempt"),
    )  # fmt: skip
    op.create_index("adjustment_sla", "adjustment", ["sla_id", "id"])
    op.create_index("adjustment_credit", "adjustment", ["credit_id", "id"])
    op.create_index("adjustment_state", "adjustment", ["state", "id"])
    _partial("adjustment_due", "adjustment", ["next_attempt", "id"], "next_attempt IS NOT NULL")


def _partial(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, EXACT, nullable=True)


def _instant(name: str) -> sa.Column[Any]:
    return sa.Column(name, NUMBER, nullable=True)


def _resource(name: str, *found_by: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", NUMBER, autoincrement=False, nullable=False, primary_key=True),
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
