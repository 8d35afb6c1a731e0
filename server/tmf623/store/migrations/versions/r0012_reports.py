"""Reports on the quality delivered."""

from alembic import op

from tmf623.store.migrations.columns import exact, number, resource

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    resource("qos_report", exact("scope"), number("as_of", nullable=True), exact("state"))
    op.create_index("qos_report_scope", "qos_report", ["scope", "as_of"])
    op.create_index("qos_report_as_of", "qos_report", ["as_of", "id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("qos_report")
