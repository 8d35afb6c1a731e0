"""The tables of customer care: reports of degradation, disputes, and who is told of what."""

from sqlalchemy import Index

from tmf623.store.tables import ResourceRow, _bytes, _document, _found_by, _instant, _row_numbers


class DegradationReportRow(ResourceRow, table=True):
    """A degradation report."""

    __tablename__ = "degradation_report"
    __table_args__ = (
        _row_numbers("degradation_report"),
        Index("degradation_report_sla", "sla_id", "id"),
        Index("degradation_report_state", "state", "id"),
        Index("degradation_report_created", "creation_date", "id"),
        Index("degradation_report_escalation", "next_escalation_date", "id"),
    )
    sla_id: str | None = _found_by()
    state: str | None = _found_by()
    creation_date: int | None = _instant()
    next_escalation_date: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class DisputeRow(ResourceRow, table=True):
    """A dispute about a violation."""

    __tablename__ = "dispute"
    __table_args__ = (
        _row_numbers("dispute"),
        Index("dispute_violation", "violation_id", "id"),
        Index("dispute_state", "state", "id"),
    )
    violation_id: str | None = _found_by()
    state: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class NotificationRuleRow(ResourceRow, table=True):
    """A line of the notification matrix."""

    __tablename__ = "notification_rule"
    __table_args__ = (_row_numbers("notification_rule"), Index("notification_rule_state", "state", "id"))
    state: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class NotificationRow(ResourceRow, table=True):
    """A notice to one recipient."""

    __tablename__ = "notification"
    __table_args__ = (
        _row_numbers("notification"),
        Index("notification_by_rule", "rule_id", "id"),
        Index("notification_state", "state", "id"),
        Index("notification_due", "next_attempt_date", "id"),
    )
    rule_id: str | None = _found_by()
    state: str | None = _found_by()
    next_attempt_date: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class QosReportScheduleRow(ResourceRow, table=True):
    """A report to be made after every period."""

    __tablename__ = "qos_report_schedule"
    __table_args__ = (_row_numbers("qos_report_schedule"), Index("qos_report_schedule_due", "next_date", "id"))
    state: str | None = _found_by()
    next_date: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()
