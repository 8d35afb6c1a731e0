"""Every table, on one page.

A resource's row is an envelope: its key, its revision, both encodings of the message, and columns to find it by,
which are derived from the message (`promoted.py`) and never read back into one.

Instants are whole microseconds since 1970 UTC: they sort and compare alike on every database. Texts that are
indexed are bounded (`bounds.py`): PostgreSQL refuses index entries over 2,704 bytes. Ids come from `id_block`,
not from sequences, and no trigger stands behind any table, so that several processes and a distributed
PostgreSQL can share them. Tables that grow with an agreement carry its id as `sla_id`.
"""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

Number = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit number; SQLite's INTEGER makes a key the row's own address."""
Exact = Text().with_variant(Text(collation="C"), "postgresql")
"""Text compared by code point on every database."""

DIGEST_BYTES = 32


def _key() -> Any:
    return Field(sa_type=Number, primary_key=True, sa_column_kwargs={"autoincrement": False})


def _number(default: Any = ..., **column: Any) -> Any:
    return Field(default=default, sa_type=Number, sa_column_kwargs=column)


def _exact(default: Any = ..., **more: Any) -> Any:
    return Field(default=default, sa_type=Exact, **more)


def _found_by() -> Any:
    return Field(default=None, sa_type=Exact)


def _instant() -> Any:
    return Field(default=None, sa_type=Number)


def _document() -> Any:
    return Field(sa_type=Text)


def _bytes() -> Any:
    return Field(sa_type=LargeBinary)


def _row_numbers(name: str) -> Index:
    """A narrow index that SQLite counts and passes over rows by: its primary key is the wide table itself."""
    return Index(f"{name}_id", "id", info={"dialect": "sqlite"}).ddl_if(dialect="sqlite")


class ResourceRow(SQLModel):
    """What the row of every kind of resource begins with."""

    id: int = _key()
    revision: int = Field(sa_type=Integer)  # from 1; the entity tag
    created_at: int = _number()
    updated_at: int = _number()  # when this revision was recorded: never before the one it replaced
    natural_key: str | None = _exact(None, unique=True)  # bounded; what makes a derived resource the only one
    digest: bytes = Field(sa_type=LargeBinary(DIGEST_BYTES))  # SHA-256 of `document`


class SlaRow(ResourceRow, table=True):
    """An agreement."""

    __tablename__ = "sla"
    __table_args__ = (
        _row_numbers("sla"),
        Index("sla_name", "name", "id"),
        Index("sla_version", "version", "id"),
        Index("sla_state", "state", "id"),
    )
    name: str | None = _found_by()
    version: str | None = _found_by()
    state: str | None = _found_by()
    document: str = _document()  # canonical JSON (RFC 8785) without `id` and `href`
    message: bytes = _bytes()  # the same, serialised


class SlaViolationRow(ResourceRow, table=True):
    """A violation."""

    __tablename__ = "sla_violation"
    __table_args__ = (
        _row_numbers("sla_violation"),
        Index("sla_violation_sla", "sla_id", "id"),
        Index("sla_violation_date", "date", "id"),
    )
    sla_id: str | None = _found_by()
    date: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class HubRow(ResourceRow, table=True):
    """A subscription to events, and how the server serves it."""

    __tablename__ = "hub"
    __table_args__ = (Index("hub_callback", "callback", "id"),)
    profile: str = Field(sa_type=Text)  # events are written in it
    base_url: str = Field(sa_type=Text)  # what `href` in events starts with
    after_position: int = _number(0)  # of the last event it does not get, being recorded before it
    state: str = Field(default="active", sa_type=Text)  # "active", or "disabled": nothing is sent any more
    state_reason: str | None = Field(default=None, sa_type=Text)  # why it was disabled
    secret: str | None = Field(default=None, sa_type=Text)  # signs deliveries when set
    envelope: str | None = Field(default=None, sa_type=Text)  # how events are wrapped; unset: TMF630
    callback: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class ServiceCaseRow(ResourceRow, table=True):
    """A case; `case` alone is a word of SQL."""

    __tablename__ = "service_case"
    __table_args__ = (
        _row_numbers("service_case"),
        Index("service_case_external", "external_id", "id"),
        Index("service_case_type", "ticket_type", "id"),
        Index("service_case_created", "creation_date", "id"),
    )
    source: str | None = _found_by()
    external_id: str | None = _found_by()
    ticket_type: str | None = _found_by()
    priority: str | None = _found_by()
    status: str | None = _found_by()
    creation_date: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class AssessmentRow(ResourceRow, table=True):
    """A judgement."""

    __tablename__ = "assessment"
    __table_args__ = (
        _row_numbers("assessment"),
        Index("assessment_rule", "sla_id", "rule_id", "id"),
        Index("assessment_subject", "subject", "id"),
        Index("assessment_verdict", "verdict", "id"),
    )
    sla_id: str | None = _found_by()
    rule_id: str | None = _found_by()
    subject: str | None = _found_by()
    verdict: str | None = _found_by()
    state: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class MeasurementBindingRow(ResourceRow, table=True):
    """A binding of telemetry."""

    __tablename__ = "measurement_binding"
    __table_args__ = (
        _row_numbers("measurement_binding"),
        Index("measurement_binding_protocol", "protocol", "id"),
    )
    name: str | None = _found_by()
    protocol: str | None = _found_by()
    metric_name: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class RevisionHistoryRow(SQLModel, table=True):
    """A revision that is no longer the resource: superseded, or deleted. Nothing here is ever changed."""

    __tablename__ = "revision_history"
    kind: str = Field(sa_type=Text, primary_key=True)
    id: int = _key()
    revision: int = Field(sa_type=Integer, primary_key=True, sa_column_kwargs={"autoincrement": False})
    recorded_at: int = _number()
    superseded_at: int = _number()
    deleted: bool  # this was the last revision
    sla_id: str | None = _found_by()
    digest: bytes = Field(sa_type=LargeBinary(DIGEST_BYTES))
    document: str = _document()
    message: bytes = _bytes()


class EventRow(SQLModel, table=True):
    """An event of the outbox, recorded with the change it tells of; a position is given afterwards.

    What it tells of is the revision it names, which is kept for ever: in the resource's row, or in the history.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index(
            "event_unsequenced",
            "event_time",
            "revision",
            "ordinal",
            "id",
            sqlite_where=text("position IS NULL"),
            postgresql_where=text("position IS NULL"),
        ),
    )
    id: int = _key()
    position: int | None = _number(None, unique=True)  # from 1 without gaps; NULL until sequenced
    kind: str = Field(sa_type=Text)
    resource_id: int = _number()
    revision: int = Field(sa_type=Integer)
    ordinal: int = Field(sa_type=Integer)  # among the events of one revision, from 0; a deletion is its last
    change: str = Field(sa_type=Text)
    event_time: int = _number()
    sla_id: str | None = _found_by()


class DeliveryRow(SQLModel, table=True):
    """What became, or is to become, of one event at one hub.

    Of the open deliveries of one resource to one hub only the first has a `next_attempt_at`; the others wait
    for it without one. So the due ones are found in one step, however long a dead hub's queue is.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index(
            "delivery_due",
            "hub_id",
            "next_attempt_at",
            "position",
            sqlite_where=text("next_attempt_at IS NOT NULL"),
            postgresql_where=text("next_attempt_at IS NOT NULL"),
        ),
        Index(
            "delivery_open",
            "hub_id",
            "kind",
            "resource_id",
            "position",
            sqlite_where=text("state IN ('pending', 'failed')"),
            postgresql_where=text("state IN ('pending', 'failed')"),
        ),
        Index("delivery_state", "hub_id", "state", "position"),
    )
    hub_id: int = Field(
        sa_type=Number,
        primary_key=True,
        sa_column_args=(ForeignKey("hub.id", name="delivery_hub", ondelete="CASCADE"),),
        sa_column_kwargs={"autoincrement": False},
    )
    position: int = _key()  # of the event
    event_id: int = _number()
    kind: str = Field(sa_type=Text)
    resource_id: int = _number()
    state: str = Field(sa_type=Text)  # "pending", "failed" (to be tried again), "delivered" or "parked"
    attempts: int = Field(sa_type=Integer)
    opened_at: int = _number()  # enqueued, or replayed
    next_attempt_at: int | None = _instant()  # 0: at once
    last_status: int | None = Field(default=None, sa_type=Integer)
    last_error: str | None = Field(default=None, sa_type=Text)
    delivered_at: int | None = _instant()


class ReceivedEventRow(SQLModel, table=True):
    """An event of another API, as it came: what is made of a resource of that API follows from all of its events."""

    __tablename__ = "received_event"
    __table_args__ = (
        Index("received_event_once", "topic", "source", "resource_id", "event_id", unique=True),
        Index("received_event_age", "received_at"),
    )
    id: int = _key()
    topic: str = Field(sa_type=Text)  # kind of the resource, e.g. "troubleTicket"
    source: str = _exact()  # these three bounded; the document holds them whole
    resource_id: str = _exact()
    event_id: str = _exact()
    event_time: int = _number()
    received_at: int = _number()
    digest: bytes = Field(sa_type=LargeBinary(DIGEST_BYTES))  # SHA-256 of `document`
    document: str = _document()  # canonical JSON of what was used of the event


class IdempotencyRow(SQLModel, table=True):
    """A request that was carried out, so that repeating it gives the same answer."""

    __tablename__ = "idempotency"
    __table_args__ = (Index("idempotency_age", "created_at"),)
    scope: str = Field(sa_type=Text, primary_key=True)  # what the key is unique within
    key: str = _exact(primary_key=True)  # bounded
    digest: bytes = Field(sa_type=LargeBinary(DIGEST_BYTES))  # of the request's content
    status: int = Field(sa_type=Integer)  # of the answer
    kind: str = Field(sa_type=Text)  # of the resource answered with
    resource_id: int = _number()
    revision: int = Field(sa_type=Integer)
    created_at: int = _number()


class LeaseRow(SQLModel, table=True):
    """Who may do a job alone, and until when."""

    __tablename__ = "lease"
    name: str = Field(sa_type=Text, primary_key=True)
    holder: str = Field(sa_type=Text)
    fence: int = _number()  # rises with every new holder
    expires_at: int = _number()
    progress: int = _number(0)  # how far the job has come, in a measure of its own


class IdBlockRow(SQLModel, table=True):
    """Where the next block of ids of one name starts."""

    __tablename__ = "id_block"
    name: str = Field(sa_type=Text, primary_key=True)
    next: int = _number()


def table(row: type[SQLModel]) -> Any:
    """The Core table of a row class: what hot paths write statements on."""
    return row.__table__  # type: ignore[attr-defined]
