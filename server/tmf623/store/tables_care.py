"""The tables of customer care: reports of degradation, and disputes."""

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
