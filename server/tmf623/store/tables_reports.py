"""The tables of reports on the quality delivered."""

from sqlalchemy import Index

from tmf623.store.tables import ResourceRow, _bytes, _document, _found_by, _instant, _row_numbers


class QosReportRow(ResourceRow, table=True):
    """A QoS report; its text never changes."""

    __tablename__ = "qos_report"
    __table_args__ = (
        _row_numbers("qos_report"),
        Index("qos_report_scope", "scope", "as_of"),
        Index("qos_report_as_of", "as_of", "id"),
    )
    scope: str | None = _found_by()
    as_of: int | None = _instant()
    state: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()
