"""Do the rows still say what was written? Every one is read, and held to its digest and to itself.

    document   its SHA-256 is the row's digest, or it was changed after it was written
    message    says the same as the document, or one of the two was
    columns    are those of the message, or searches miss the row

`Store.open` does not do this: it takes minutes for millions of rows.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

from google.protobuf.message import DecodeError
from sqlalchemy import Connection, Table, select, tuple_

from tmf623.contract.codec import canonical
from tmf623.contract.kinds import KINDS, Kind
from tmf623.errors import SlaError
from tmf623.store import bounds, chunks, schema
from tmf623.store.observations import ObservationKind, read
from tmf623.store.promoted import TABLES, columns
from tmf623.store.tables import EventRow, ReceivedEventRow, RevisionHistoryRow, table
from tmf623.store.tables_measurements import ObservationChunkRow

_AT_A_TIME = 500

Row: TypeAlias = Mapping[Any, Any]
"""A row by the names of its columns."""


class Damage(NamedTuple):
    """A row that is not what was written."""

    table: str
    key: str
    """Of the row: its primary key, in the order of the table's columns, parted by "/"."""
    what: str


def damages(url: str) -> Iterator[Damage]:
    """What is wrong with the rows of a database, table by table.

    Raises:
        SchemaError: it cannot be read at all.
    """
    backend = schema.backend_of(url)
    if schema.current(url) != schema.HEAD:
        raise schema.SchemaError(f"{backend.url}: only a schema at {schema.HEAD} can be verified")
    with backend.reader() as connection:
        if backend.local:
            driver: Any = connection.connection.dbapi_connection
            driver.text_factory = _text
        for of, check in _checks():
            try:
                yield from _examined(connection, of, check)
            except backend.errors as error:
                yield Damage(of.name, "", f"cannot be read: {error}".splitlines()[0])


def _text(raw: bytes) -> str:
    """Text as SQLite has it, also where it is damaged."""
    return raw.decode("utf-8", "surrogateescape")


def _checks() -> Iterator[tuple[Table, Callable[[Row], str | None]]]:
    for kind in KINDS.values():
        yield TABLES[kind.name], partial(_resource, kind)
    yield table(RevisionHistoryRow), _kept
    yield table(EventRow), _told
    yield table(ObservationChunkRow), _chunk
    yield table(ReceivedEventRow), _received


def _examined(connection: Connection, of: Table, check: Callable[[Row], str | None]) -> Iterator[Damage]:
    keys = list(of.primary_key.columns)
    statement = select(of).order_by(*keys).limit(_AT_A_TIME)
    rows: Sequence[Row] = connection.execute(statement).mappings().all()
    while rows:
        for row in rows:
            what = check(row)
            if what is not None:
                yield Damage(of.name, "/".join(str(row[key.name]) for key in keys), what)
        last = tuple_(*(rows[-1][key.name] for key in keys))
        rows = connection.execute(statement.where(tuple_(*keys) > last)).mappings().all()


def _resource(kind: Kind, row: Row) -> str | None:
    return _encodings(kind, row) or _columns(kind, row)


def _encodings(kind: Kind, row: Row) -> str | None:
    document = row["document"].encode("utf-8", "surrogateescape")
    if "digest" in row and sha256(document).digest() != row["digest"]:
        return "the document is not the one its digest was made of"
    try:
        said = canonical(kind.message.FromString(row["message"]))
    except (DecodeError, SlaError):
        return "the message cannot be read"
    return None if said == document else "message and document say different things"


def _columns(kind: Kind, row: Row) -> str | None:
    expected = columns(kind, kind.message.FromString(row["message"]))
    wrong = [name for name, value in expected.items() if row[name] != value]
    return f"not those of the message: {', '.join(wrong)}" if wrong else None


def _received(row: Row) -> str | None:
    document = row["document"].encode("utf-8", "surrogateescape")
    same = sha256(document).digest() == row["digest"]
    return None if same else "the document is not the one its digest was made of"


def _kept(row: Row) -> str | None:
    kind = KINDS.get(row["kind"])
    return "there is no such kind" if kind is None else _encodings(kind, row)


def _told(row: Row) -> str | None:
    return None if row["kind"] in KINDS else "there is no such kind"


def _chunk(row: Row) -> str | None:
    try:
        raw = zlib.decompress(row["payload"])
        if sha256(raw).digest() != row["digest"]:
            return "the observations are not those its digest was made of"
        head, content = read(ObservationKind(row["kind"]), raw, row["count"])
        parts = chunks.parts_of(row["batches"]) if row["batches"] else []
    except (zlib.error, ValueError, TypeError):
        return "the observations cannot be read"
    if parts and sum(part.size for part in parts) != row["count"]:
        return "not what its batches hold"
    source, _, *series = head["names"]
    said = (min(content.instants[0]), max(content.instants[-1]), *map(bounds.key, (source, *series)))
    stored = tuple(row[name] for name in ("first_time", "last_time", "source", "object", "metric"))
    return None if said == stored else "not what its observations are of"
