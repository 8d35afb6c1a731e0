"""Tables of what happens with customers beside cases: orders and contacts; and what all three are about, and when."""

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from tmf623.store.tables import ResourceRow, _bytes, _document, _exact, _found_by, _instant, _key, _number, _row_numbers


class OccurrenceEntityRow(SQLModel, table=True):
    """An entity some revision of a case, order or contact names, and the span that tells of it.

    Rows are only added, and their span follows the present revision; the message decides what it names.
    """

    __tablename__ = "occurrence_entity"
    __table_args__ = (Index("occurrence_entity_until", "entity_id", "kind", "until", "since", "occurrence_id"),)
    entity_id: str = _exact(primary_key=True)  # bounded
    kind: str = Field(sa_type=Text, primary_key=True)
    occurrence_id: int = _key()
    since: int = _number()
    until: int = _number()  # 2^62 while it goes on


class ProductOrderRow(ResourceRow, table=True):
    """An order; `order` alone is a word of SQL."""

    __tablename__ = "product_order"
    __table_args__ = (
        _row_numbers("product_order"),
        Index("product_order_external", "external_id", "id"),
        Index("product_order_state", "state", "id"),
        Index("product_order_created", "creation_date", "id"),
        Index("product_order_promised", "promised_date", "id"),
    )
    source: str | None = _found_by()
    external_id: str | None = _found_by()
    state: str | None = _found_by()
    creation_date: int | None = _instant()
    promised_date: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class ContactRow(ResourceRow, table=True):
    """A contact."""

    __tablename__ = "contact"
    __table_args__ = (
        _row_numbers("contact"),
        Index("contact_external", "external_id", "id"),
        Index("contact_channel", "channel", "id"),
        Index("contact_queue", "queue", "id"),
        Index("contact_offered", "offered_date", "id"),
    )
    source: str | None = _found_by()
    external_id: str | None = _found_by()
    channel: str | None = _found_by()
    queue: str | None = _found_by()
    offered_date: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()
