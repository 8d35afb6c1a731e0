"""Tables of what is agreed beside the agreements themselves: exclusions, templates, amendments."""

from sqlalchemy import Index
from sqlmodel import SQLModel

from tmf623.store.tables import ResourceRow, _bytes, _document, _exact, _found_by, _instant, _key, _number, _row_numbers


class ExclusionRow(ResourceRow, table=True):
    """Time that does not count."""

    __tablename__ = "exclusion"
    __table_args__ = (
        _row_numbers("exclusion"),
        Index("exclusion_state", "state", "id"),
        Index("exclusion_category", "category", "id"),
        Index("exclusion_start", "starts_at", "id"),
    )
    state: str | None = _found_by()
    category: str | None = _found_by()
    starts_at: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class ExclusionTargetRow(SQLModel, table=True):
    """What some revision of an exclusion is about, and when; rows are only added, the revision decides."""

    __tablename__ = "exclusion_target"
    target: str = _exact(primary_key=True)  # bounded; `sla/{id}` or `object/{id}`
    exclusion_id: int = _key()
    starts_at: int = _key()
    ends_at: int = _key()  # of the last window; the greatest number when it recurs


class SlaRevisionRow(ResourceRow, table=True):
    """One change of an agreement."""

    __tablename__ = "sla_revision"
    __table_args__ = (
        _row_numbers("sla_revision"),
        Index("sla_revision_sla", "sla_id", "id"),
        Index("sla_revision_recorded", "recorded_at", "id"),
    )
    sla_id: str | None = _found_by()
    recorded_at: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class SlaTemplateRow(ResourceRow, table=True):
    """An offering-level agreement."""

    __tablename__ = "sla_template"
    __table_args__ = (_row_numbers("sla_template"), Index("sla_template_name", "name", "id"))
    name: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class SlaTurnRow(SQLModel, table=True):
    """When time alone will change the state of an agreement; a row only while it will."""

    __tablename__ = "sla_turn"
    __table_args__ = (Index("sla_turn_at", "at", "sla_id"),)
    sla_id: int = _key()
    at: int = _number()


__all__ = ["ExclusionRow", "ExclusionTargetRow", "SlaRevisionRow", "SlaTemplateRow", "SlaTurnRow"]


class MetricRow(ResourceRow, table=True):
    """A metric of the library, as it is published."""

    __tablename__ = "metric"
    __table_args__ = (_row_numbers("metric"), Index("metric_name", "name", "id"))
    name: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()
