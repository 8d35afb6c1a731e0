"""The audit log."""

from alembic import op

from tmf623.store.migrations.columns import exact, key, number, resource, text

revision = "0014"
down_revision = "0013"

TABLES = ("audit_pending", "audit_entry", "audit_checkpoint")


def upgrade() -> None:
    """Make the tables."""
    op.create_table("audit_pending", key(), number("recorded_at"), text("notes"))
    resource("audit_entry", exact("kind"), exact("resource_id"), number("known_at", nullable=True))
    op.create_index("audit_entry_resource", "audit_entry", ["kind", "resource_id", "id"])
    op.create_index("audit_entry_known", "audit_entry", ["known_at", "id"])
    resource("audit_checkpoint")


def downgrade() -> None:
    """Drop the tables."""
    for name in TABLES:
        op.drop_table(name)
