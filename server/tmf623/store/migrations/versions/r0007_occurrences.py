"""Orders and contacts; and one index of what cases, orders and contacts are about, and when."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ENDLESS = 2**62


def upgrade() -> None:
    """Make the tables; what cases are about goes on, as far as the old index can say."""
    _resource(
        "product_order",
        sa.Column("state", EXACT),
        sa.Column("creation_date", NUMBER),
        sa.Column("promised_date", NUMBER),
    )
    for name, column in (("state", "state"), ("created", "creation_date"), ("promised", "promised_date")):
        op.create_index(f"product_order_{name}", "product_order", [column, "id"])
    _resource("contact", sa.Column("channel", EXACT), sa.Column("queue", EXACT), sa.Column("offered_date", NUMBER))
    for name, column in (("channel", "channel"), ("queue", "queue"), ("offered", "offered_date")):
        op.create_index(f"contact_{name}", "contact", [column, "id"])
    op.create_table(
        "occurrence_entity",
        _key("entity_id", EXACT),
        _key("kind", sa.Text()),
        _key("occurrence_id"),
        sa.Column("since", NUMBER, nullable=False),
        sa.Column("until", NUMBER, nullable=False),
    )
    op.create_index(
        "occurrence_entity_until", "occurrence_entity", ["entity_id", "kind", "until", "since", "occurrence_id"]
    )
    op.execute(
        sa.text(
            "INSERT INTO occurrence_entity (entity_id, kind, occurrence_id, since, until)"
            " SELECT entity_id, 'case', case_id, creation_date, :endless FROM case_entity"
            " JOIN service_case ON service_case.id = case_entity.case_id"
        ).bindparams(endless=ENDLESS)
    )
    op.drop_table("case_entity")


def downgrade() -> None:
    """Drop the tables; cases get their old index back."""
    op.create_table("case_entity", _key("entity_id", EXACT), _key("case_id"))
    op.execute(
        "INSERT INTO case_entity (entity_id, case_id)"
        " SELECT entity_id, occurrence_id FROM occurrence_entity WHERE kind = 'case'"
    )
    for name in ("occurrence_entity", "contact", "product_order"):
        op.drop_table(name)


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
        sa.Column("source", EXACT),
        sa.Column("external_id", EXACT),
        *found_by,
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
    )
    op.create_index(f"{name}_external", name, ["external_id", "id"])
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(f"{name}_id", name, ["id"])
