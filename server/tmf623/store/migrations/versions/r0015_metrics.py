"""The library of metrics, published."""

from alembic import op

from tmf623.store.migrations.columns import exact, resource

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the table."""
    resource("metric", exact("name"))
    op.create_index("metric_name", "metric", ["name", "id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("metric")
