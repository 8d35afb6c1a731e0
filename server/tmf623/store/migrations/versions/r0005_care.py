"""Reports of degradation."""

from alembic import op

from tmf623.store.migrations.columns import exact, number, resource

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    resource(
        "degradation_report",
        exact("sla_id"),
        exact("state"),
        number("creation_date", nullable=True),
        number("next_escalation_date", nullable=True),
    )
    op.create_index("degradation_report_sla", "degradation_report", ["sla_id", "id"])
    op.create_index("degradation_report_state", "degradation_report", ["state", "id"])
    op.create_index("degradation_report_created", "degradation_report", ["creation_date", "id"])
    op.create_index("degradation_report_escalation", "degradation_report", ["next_escalation_date", "id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("degradation_report")
