"""Measurements of every kind: batches as resources, their observations in chunks that can be sealed.

What was recorded before is kept as it is: a payload of changes of state has the same layout, and its digest.
"""

import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op
from google.protobuf import json_format

from tmf.sla.v1.measurement_pb2 import MeasurementBatch

revision = "0008"
down_revision = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
EVER = 2**62
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_US = 86_400_000_000
CUT = "\x1f"
AT_A_TIME = 200


def upgrade() -> None:
    """Make both tables, and move what is there into them."""
    op.rename_table("measurement_batch", "measurement_before")
    op.drop_index("measurement_batch_external", "measurement_before")
    op.drop_index("measurement_batch_series", "measurement_before")
    _make_chunks()
    _make_batches()
    connection = op.get_bind()
    _move_chunks(connection)
    before = _table("measurement_before")
    batches = _table("measurement_batch")
    for rows in _pages(connection, before):
        connection.execute(sa.insert(batches), [_resource(row) for row in rows])
    op.drop_table("measurement_before")


def downgrade() -> None:
    """Go back to batches of changes of state alone, each counting: what else there is goes."""
    _make_before()
    connection = op.get_bind()
    batches, chunks = _table("measurement_batch"), _table("observation_chunk")
    before = _table("measurement_before")
    for rows in _pages(connection, chunks):
        kept = [
            row for row in rows if row["kind"] == "stateChange" and not row["batches"] and row["superseded_at"] == EVER
        ]
        for row in kept:
            head = json.loads(zlib.decompress(row["payload"]).split(b"\n")[0])
            external = _key(head["names"][1]) if head["names"][1] else f"{CUT}{row['digest'].hex()}"
            values = {column.name: row[column.name] for column in before.c if column.name != "external_id"}
            connection.execute(sa.insert(before), values | {"external_id": external, "kind": "stateChange/1"})
    op.drop_table(batches.name)
    op.drop_table(chunks.name)
    op.rename_table("measurement_before", "measurement_batch")
    op.create_index("measurement_batch_external", "measurement_batch", ["source", "external_id"], unique=True)
    op.create_index("measurement_batch_series", "measurement_batch", ["object", "metric", "source", "last_time"])


def _make_chunks() -> None:
    op.create_table(
        "observation_chunk",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False, primary_key=True),
        *(sa.Column(name, EXACT, nullable=False) for name in ("object", "metric")),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", EXACT, nullable=False),
        *(sa.Column(name, NUMBER, nullable=False) for name in ("first_time", "last_time")),
        sa.Column("count", sa.Integer(), nullable=False),
        *(sa.Column(name, NUMBER, nullable=False) for name in ("known_at", "counted_from", "superseded_at")),
        sa.Column("batches", sa.Text(), nullable=False),
        sa.Column("loose_day", NUMBER, nullable=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
    )
    series = ["object", "metric", "kind", "source"]
    op.create_index("observation_chunk_series", "observation_chunk", [*series, "last_time"])
    loose = sa.text("loose_day IS NOT NULL")
    op.create_index(
        "observation_chunk_loose",
        "observation_chunk",
        ["loose_day", *series],
        sqlite_where=loose,
        postgresql_where=loose,
    )


def _make_batches() -> None:
    texts, instants = (
        ("source", "external_id", "object", "metric", "kind", "state"),
        ("first_time", "last_time", "known_at"),
    )
    op.create_table(
        "measurement_batch",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False, primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(name, NUMBER, nullable=False) for name in ("created_at", "updated_at")),
        sa.Column("natural_key", EXACT, nullable=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        *(sa.Column(name, EXACT, nullable=True) for name in texts),
        *(sa.Column(name, NUMBER, nullable=True) for name in instants),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("natural_key"),
    )
    if op.get_context().dialect.name == "sqlite":
        op.create_index("measurement_batch_id", "measurement_batch", ["id"])
    op.create_index("measurement_batch_source", "measurement_batch", ["source", "external_id", "id"])
    op.create_index("measurement_batch_series", "measurement_batch", ["object", "metric", "last_time", "id"])
    op.create_index("measurement_batch_state", "measurement_batch", ["state", "id"])


def _make_before() -> None:
    op.create_table(
        "measurement_before",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False, primary_key=True),
        *(sa.Column(name, EXACT, nullable=False) for name in ("source", "external_id", "object", "metric")),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, NUMBER, nullable=False) for name in ("first_time", "last_time")),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("known_at", NUMBER, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
    )


def _move_chunks(connection: sa.Connection) -> None:
    same = "id, object, metric, source, first_time, last_time, count, known_at, digest, payload"
    connection.exec_driver_sql(
        f"INSERT INTO observation_chunk ({same}, kind, counted_from, superseded_at, batches, loose_day) "  # noqa: S608 - ours
        f"SELECT {same}, 'stateChange', known_at, {EVER}, '', first_time / {DAY_US} FROM measurement_before"
    )


def _resource(row: Any) -> dict[str, object]:
    """The row of a batch as a resource, from how it was kept before."""
    head = json.loads(zlib.decompress(row["payload"]).split(b"\n")[0])
    source, external, object_, metric = head["names"]
    message = _message(row, head["names"])
    document = json.dumps(json_format.MessageToDict(message), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    what = f"\0{external}".encode() if external else b"\1" + row["digest"]
    return {
        "id": row["id"],
        "revision": 1,
        "created_at": row["known_at"],
        "updated_at": row["known_at"],
        "natural_key": f"{sha256(source.encode() + what).hexdigest()}/1",
        "digest": sha256(document.encode()).digest(),
        "source": source[:128],
        "external_id": external[:128] if external else None,
        "object": object_[:128],
        "metric": metric[:128],
        "kind": "stateChange",
        "state": "counted",
        **{name: row[name] for name in ("first_time", "last_time", "known_at")},
        "document": document,
        "message": message.SerializeToString(deterministic=True),
    }


def _message(row: Any, names: list[str]) -> MeasurementBatch:
    source, external, object_, metric = names
    message = MeasurementBatch(
        source=source,
        external_id=external or None,
        object=object_,
        metric=metric,
        kind="stateChange",
        state="counted",
        version=1,
        count=row["count"],
        digest=row["digest"].hex(),
    )
    for name in ("first_time", "last_time", "known_at", "counted_from"):
        at = row["known_at" if name == "counted_from" else name]
        getattr(message, name).FromDatetime(EPOCH + timedelta(microseconds=at))
    return message


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _pages(connection: sa.Connection, table: sa.Table) -> Iterator[list[Any]]:
    after = 0
    while (
        rows := connection.execute(sa.select(table).where(table.c.id > after).order_by(table.c.id).limit(AT_A_TIME))
        .mappings()
        .all()
    ):
        yield list(rows)
        after = rows[-1]["id"]


def _key(text: str) -> str:
    """As `bounds.key` made it at the time."""
    if len(text.encode()) <= 256 and CUT not in text:  # noqa: PLR2004 - as it was
        return text
    return f"{text[:64]}{CUT}{sha256(text.encode()).hexdigest()}"
