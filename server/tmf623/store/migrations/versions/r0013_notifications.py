"""Who is told of what: the notification matrix, notices, and scheduled reports."""

from alembic import op

from tmf623.store.migrations.columns import exact, number, resource

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables."""
    resource("notification_rule", exact("state"))
    op.create_index("notification_rule_state", "notification_rule", ["state", "id"])
    resource("notification", exact("rule_id"), exact("state"), number("next_attempt_date", nullable=True))
    op.create_index("notification_by_rule", "notification", ["rule_id", "id"])
    op.create_index("notification_state", "notification", ["state", "id"])
    op.create_index("notification_due", "notification", ["next_attempt_date", "id"])
    resource("qos_report_schedule", exact("state"), number("next_date", nullable=True))
    op.create_index("qos_report_schedule_due", "qos_report_schedule", ["next_date", "id"])


def downgrade() -> None:
    """Drop the tables."""
    for name in ("notification_rule", "notification", "qos_report_schedule"):
        op.drop_table(name)
