"""Disputes."""

from alembic import op

from tmf623.store.migrations.columns import exact, resource

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    resource("dispute", exact("violation_id"), exact("state"))
    op.create_index("dispute_violation", "dispute", ["violation_id", "id"])
    op.create_index("dispute_state", "dispute", ["state", "id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("dispute")
