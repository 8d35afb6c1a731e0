"""The first schema: resources with their history, the outbox, evidence, leases, ids."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = (
    "delivery", "sla", "sla_violation", "hub", "service_case", "case_entity", "assessment", "revision_history",
    "event", "measurement_batch", "idempotency", "lease", "id_block",
)  # fmt: skip


def upgrade() -> None:
    """Make every table."""
    _agreements()
    _hubs()
    _cases()
    _assessments()
    _history()
    _events()
    _deliveries()
    _measurements()
    _coordination()


def downgrade() -> None:
    """Drop every table."""
    for name in TABLES:
        op.drop_table(name)


def _key(name: str = "id", type_: Any = NUMBER) -> sa.Column[Any]:
    return sa.Column(name, type_, autoincrement=False, nullable=False, primary_key=True)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, NUMBER, nullable=nullable)


def _count(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _exact(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, EXACT, nullable=nullable)


def _digest() -> sa.Column[Any]:
    return sa.Column("digest", sa.LargeBinary(32), nullable=False)


def _encodings() -> tuple[sa.Column[Any], ...]:
    return _text("document"), sa.Column("message", sa.LargeBinary(), nullable=False)


def _resource(name: str, *found_by: sa.Column[Any]) -> None:
    op.create_table(
        name,
        _key(),
        _count("revision"),
        _number("created_at"),
        _number("updated_at"),
        sa.Column("natural_key", EXACT, nullable=True, unique=True),
        _digest(),
        *found_by,
        *_encodings(),
    )
    if op.get_context().dialect.name == "sqlite" and name != "hub":
        op.create_index(f"{name}_id", name, ["id"])


def _agreements() -> None:
    _resource("sla", _exact("name"), _exact("version"), _exact("state"))
    op.create_index("sla_name", "sla", ["name", "id"])
    op.create_index("sla_version", "sla", ["version", "id"])
    op.create_index("sla_state", "sla", ["state", "id"])
    _resource("sla_violation", _exact("sla_id"), _number("date", nullable=True))
    op.create_index("sla_violation_sla", "sla_violation", ["sla_id", "id"])
    op.create_index("sla_violation_date", "sla_violation", ["date", "id"])


def _hubs() -> None:
    _resource(
        "hub",
        _text("profile"),
        _text("base_url"),
        _number("after_position"),
        _text("state"),
        _text("state_reason", nullable=True),
        _text("secret", nullable=True),
        _text("envelope", nullable=True),
        _exact("callback"),
    )
    op.create_index("hub_callback", "hub", ["callback", "id"])


def _cases() -> None:
    _resource(
        "service_case",
        _exact("source"),
        _exact("external_id"),
        _exact("ticket_type"),
        _exact("priority"),
        _exact("status"),
        _number("creation_date", nullable=True),
    )
    op.create_index("service_case_external", "service_case", ["external_id", "id"])
    op.create_index("service_case_type", "service_case", ["ticket_type", "id"])
    op.create_index("service_case_created", "service_case", ["creation_date", "id"])
    op.create_table("case_entity", _key("entity_id", EXACT), _key("case_id"))


def _assessments() -> None:
    _resource(
        "assessment",
        _exact("sla_id"),
        _exact("rule_id"),
        _exact("subject"),
        _exact("verdict"),
        _exact("state"),
    )
    op.create_index("assessment_rule", "assessment", ["sla_id", "rule_id", "id"])
    op.create_index("assessment_subject", "assessment", ["subject", "id"])
    op.create_index("assessment_verdict", "assessment", ["verdict", "id"])


def _history() -> None:
    op.create_table(
        "revision_history",
        _key("kind", sa.Text()),
        _key(),
        _key("revision", sa.Integer()),
        _number("recorded_at"),
        _number("superseded_at"),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        _exact("sla_id"),
        _digest(),
        *_encodings(),
    )


def _events() -> None:
    op.create_table(
        "event",
        _key(),
        sa.Column("position", NUMBER, nullable=True, unique=True),
        _text("kind"),
        _number("resource_id"),
        _count("revision"),
        _count("ordinal"),
        _text("change"),
        _number("event_time"),
        _exact("sla_id"),
        *_encodings(),
    )
    _index_some("event_unsequenced", "event", ["event_time", "revision", "ordinal", "id"], "position IS NULL")
    op.create_index("event_resource", "event", ["kind", "resource_id", "revision"])


def _deliveries() -> None:
    hub = sa.ForeignKey("hub.id", name="delivery_hub", ondelete="CASCADE")
    op.create_table(
        "delivery",
        sa.Column("hub_id", NUMBER, hub, autoincrement=False, nullable=False, primary_key=True),
        _key("position"),
        _number("event_id"),
        _text("kind"),
        _number("resource_id"),
        _text("state"),
        _count("attempts"),
        _number("opened_at"),
        _number("next_attempt_at", nullable=True),
        _count("last_status", nullable=True),
        _text("last_error", nullable=True),
        _number("delivered_at", nullable=True),
    )
    due = ["hub_id", "next_attempt_at", "position"]
    _index_some("delivery_due", "delivery", due, "next_attempt_at IS NOT NULL")
    queue = ["hub_id", "kind", "resource_id", "position"]
    _index_some("delivery_open", "delivery", queue, "state IN ('pending', 'failed')")
    op.create_index("delivery_state", "delivery", ["hub_id", "state", "position"])


def _measurements() -> None:
    op.create_table(
        "measurement_batch",
        _key(),
        _exact("source", nullable=False),
        _exact("external_id", nullable=False),
        _exact("object", nullable=False),
        _exact("metric", nullable=False),
        _text("kind"),
        _number("first_time"),
        _number("last_time"),
        _count("count"),
        _number("known_at"),
        _digest(),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
    )
    op.create_index("measurement_batch_external", "measurement_batch", ["source", "external_id"], unique=True)
    op.create_index("measurement_batch_series", "measurement_batch", ["object", "metric", "source", "last_time"])


def _coordination() -> None:
    op.create_table(
        "idempotency",
        _key("scope", sa.Text()),
        _key("key", EXACT),
        _digest(),
        _count("status"),
        _text("kind"),
        _number("resource_id"),
        _count("revision"),
        _number("created_at"),
    )
    op.create_index("idempotency_age", "idempotency", ["created_at"])
    op.create_table(
        "lease",
        _key("name", sa.Text()),
        _text("holder"),
        _number("fence"),
        _number("expires_at"),
        _number("progress"),
    )
    op.create_table("id_block", _key("name", sa.Text()), _number("next"))


def _index_some(name: str, table: str, columns: list[str], condition: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))
