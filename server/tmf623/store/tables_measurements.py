"""The tables of what was measured: batches as they are told of, and their observations in chunks."""

from sqlalchemy import Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

from tmf623.store.tables import (
    DIGEST_BYTES,
    ResourceRow,
    _bytes,
    _document,
    _exact,
    _found_by,
    _instant,
    _key,
    _number,
    _row_numbers,
)

EVER = 2**62
"""An instant later than any: what counts until then counts for good."""


class MeasurementBatchRow(ResourceRow, table=True):
    """A batch of observations, without them."""

    __tablename__ = "measurement_batch"
    __table_args__ = (
        _row_numbers("measurement_batch"),
        Index("measurement_batch_source", "source", "external_id", "id"),
        Index("measurement_batch_series", "object", "metric", "last_time", "id"),
        Index("measurement_batch_state", "state", "id"),
    )
    source: str | None = _found_by()
    external_id: str | None = _found_by()
    object: str | None = _found_by()
    metric: str | None = _found_by()
    kind: str | None = _found_by()
    state: str | None = _found_by()
    first_time: int | None = _instant()
    last_time: int | None = _instant()
    known_at: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class ObservationChunkRow(SQLModel, table=True):
    """Observations of one batch, or of several of one series that were sealed together."""

    __tablename__ = "observation_chunk"
    __table_args__ = (
        Index("observation_chunk_series", "object", "metric", "kind", "source", "last_time"),
        Index(
            "observation_chunk_loose",
            "loose_day",
            "object",
            "metric",
            "kind",
            "source",
            sqlite_where=text("loose_day IS NOT NULL"),
            postgresql_where=text("loose_day IS NOT NULL"),
        ),
    )
    id: int = _key()  # that of the one batch it holds; of none when it holds several
    object: str = _exact()  # these three bounded; the payload holds them whole
    metric: str = _exact()
    kind: str = Field(sa_type=Text)
    source: str = _exact()
    first_time: int = _number()
    last_time: int = _number()
    count: int = Field(sa_type=Integer)
    known_at: int = _number()  # of several, the last one's
    counted_from: int = _number()  # of several, the first one's
    superseded_at: int = _number()  # EVER: not yet; of several, always EVER
    batches: str = Field(sa_type=Text)  # JSON, what is known of each of several; empty for one
    loose_day: int | None = _instant()  # day since 1970 UTC it begins on, until it is sealed
    digest: bytes = Field(sa_type=LargeBinary(DIGEST_BYTES))  # SHA-256 of the payload before compression
    payload: bytes = _bytes()
