"""The audit log's tables: what was done and waits for its place, the chain, and the signatures under it."""

from sqlalchemy import Index
from sqlmodel import SQLModel

from tmf623.store.tables import ResourceRow, _bytes, _document, _found_by, _instant, _key, _number, _row_numbers


class AuditPendingRow(SQLModel, table=True):
    """What the works of one transaction did, not chained yet: written with them, and deleted when it is chained."""

    __tablename__ = "audit_pending"
    id: int = _key()
    recorded_at: int = _number()
    notes: str = _document()  # JSON: an array for each thing done, see `audit.Note`


class AuditEntryRow(ResourceRow, table=True):
    """A link of the chain; its id is its position. Never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        _row_numbers("audit_entry"),
        Index("audit_entry_resource", "kind", "resource_id", "id"),
        Index("audit_entry_known", "known_at", "id"),
    )
    kind: str | None = _found_by()
    resource_id: str | None = _found_by()
    known_at: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class AuditCheckpointRow(ResourceRow, table=True):
    """A signature under the chain. Never changed."""

    __tablename__ = "audit_checkpoint"
    __table_args__ = (_row_numbers("audit_checkpoint"),)
    document: str = _document()
    message: bytes = _bytes()
