"""Chunks of observations: the rows they are, and which of their observations count as of an instant."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import bindparam, insert, select, tuple_, update

from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.observations import Content, ObservationKind, unpacked
from tmf623.store.tables import table
from tmf623.store.tables_measurements import EVER, ObservationChunkRow

DAY = 86_400_000_000
"""Microseconds."""
_CHUNKS = table(ObservationChunkRow)
_NUMBER = _CHUNKS.c.id.type
_READ = ("id", "kind", "count", "known_at", "batches", "payload", "last_time")
_COLUMNS = tuple(_CHUNKS.c[name] for name in _READ)
_AS_OF = bindparam("as_of", type_=_NUMBER)
_OF_SERIES = (
    _CHUNKS.c.object == bindparam("object"),
    _CHUNKS.c.metric == bindparam("metric"),
    _CHUNKS.c.kind == bindparam("kind"),
    _CHUNKS.c.source == bindparam("source"),
)
_COUNTED = (_CHUNKS.c.counted_from <= _AS_OF, _CHUNKS.c.superseded_at > _AS_OF)
_ADD = Statement(insert(_CHUNKS).values({column.name: bindparam(column.name) for column in _CHUNKS.c}))
_NEXT_SOURCE = Statement(
    select(_CHUNKS.c.kind, _CHUNKS.c.source)
    .where(
        *_OF_SERIES[:2],
        tuple_(_CHUNKS.c.kind, _CHUNKS.c.source) > tuple_(bindparam("kind"), bindparam("source")),
    )
    .order_by(_CHUNKS.c.kind, _CHUNKS.c.source)
    .limit(1)
)
_BETWEEN = Statement(
    select(*_COLUMNS).where(
        *_OF_SERIES,
        *_COUNTED,
        _CHUNKS.c.last_time >= bindparam("start", type_=_NUMBER),
        _CHUNKS.c.first_time <= bindparam("end", type_=_NUMBER),
    )
)
_BEFORE = Statement(
    select(*_COLUMNS)
    .where(*_OF_SERIES, *_COUNTED, _CHUNKS.c.last_time < bindparam("start", type_=_NUMBER))
    .order_by(_CHUNKS.c.last_time.desc(), _CHUNKS.c.id)
    .limit(bindparam("limit", type_=_NUMBER))
)
_BY_ID = Statement(select(*_COLUMNS).where(_CHUNKS.c.id == bindparam("id", type_=_NUMBER)))
_AROUND = select(*_COLUMNS).where(
    *_OF_SERIES,
    _CHUNKS.c.batches != "",
    _CHUNKS.c.last_time >= bindparam("last", type_=_NUMBER),
    _CHUNKS.c.first_time <= bindparam("first", type_=_NUMBER),
)
_LOOK, _LOCK = Statement(_AROUND), Statement(_AROUND.with_for_update())
_MARK = {
    name: Statement(
        update(_CHUNKS)
        .where(_CHUNKS.c.id == bindparam("id_", type_=_NUMBER), _CHUNKS.c.batches == "")
        .values({name: bindparam("at", type_=_NUMBER)})
    )
    for name in ("superseded_at", "counted_from")
}
_REWRITE = Statement(
    update(_CHUNKS)
    .where(_CHUNKS.c.id == bindparam("id_", type_=_NUMBER))
    .values(batches=bindparam("told"), counted_from=bindparam("from_", type_=_NUMBER))
)


class Subject(NamedTuple):
    """Whose observations are meant."""

    name: str
    metric: str

    def keys(self) -> dict[str, object]:
        """As the columns hold them."""
        return {"object": bounds.key(self.name), "metric": bounds.key(self.metric)}


class Part(NamedTuple):
    """What a chunk knows of one of its batches; in their order, its observations follow those of the one before."""

    id: int
    external_id: str
    size: int
    """Number of its observations."""
    known_at: int
    counted_from: int
    superseded_at: int

    def counts(self, as_of: int) -> bool:
        """Whether the batch counts as of an instant."""
        return self.counted_from <= as_of < self.superseded_at


class Chunk(NamedTuple):
    """Observations read back."""

    source: str
    content: Content
    counted: Sequence[tuple[int, int, int]]
    """Those that count: from place, to before place, and when they were recorded."""


def add(connection: Connection, row: dict[str, object]) -> None:
    """Store a chunk, by its columns."""
    connection.run(_ADD, row)


def sources(connection: Connection, series: Subject) -> Iterator[tuple[ObservationKind, str]]:
    """The kinds of observations there are of a series, and the sources of each, as the column holds them."""
    found: Any = ("", "")
    while True:
        found = connection.one(_NEXT_SOURCE, {**series.keys(), "kind": found[0], "source": found[1]})
        if found is None:
            return
        yield ObservationKind(found[0]), found[1]


def between(connection: Connection, place: dict[str, object], start: int, end: int) -> list[Chunk]:
    """Chunks that reach into a span, ends included; `place` names series, kind, source and `as_of`."""
    rows = connection.all(_BETWEEN, {**place, "start": start, "end": end})
    return [chunk_of(row, place["as_of"]) for row in rows]


def before(connection: Connection, place: dict[str, object], start: int, limit: int) -> list[tuple[int, Chunk]]:
    """The `limit` chunks that end last before an instant, latest first, each with its last instant."""
    rows = connection.all(_BEFORE, {**place, "start": start, "limit": limit})
    return [(row[-1], chunk_of(row, place["as_of"])) for row in rows]


def chunk_of(row: Any, as_of: Any) -> Chunk:
    """The chunk of a row of `_READ`, as of an instant."""
    _, kind, count, known_at, batches, payload, _ = row
    head, content = unpacked(ObservationKind(kind), payload, count)
    counted = [(0, count, known_at)]
    if batches:
        counted, place = [], 0
        for part in parts_of(batches):
            if part.counts(as_of):
                counted.append((place, place + part.size, part.known_at))
            place += part.size
    return Chunk(head["names"][0], content, counted)


def parts_of(batches: str) -> list[Part]:
    """What the column `batches` says."""
    return [Part(*part) for part in orjson.loads(batches)]


def told(parts: Sequence[Part]) -> str:
    """As the column `batches` says it."""
    return orjson.dumps([list(part) for part in parts]).decode()


def batch(connection: Connection, id_: int, place: dict[str, object]) -> Content:
    """The observations of one batch; `place` names its series, kind, source, `first` and `last` instant.

    Raises:
        LookupError: there is no such batch there.
    """
    row = connection.one(_BY_ID, {"id": id_})
    if row is not None:
        return unpacked(ObservationKind(row[1]), row[5], row[2])[1]
    row, parts, at = _sealed(connection.all(_LOOK, place), id_)
    start = sum(part.size for part in parts[:at])
    return unpacked(ObservationKind(row[1]), row[5], row[2])[1].at(start, start + parts[at].size)


def mark(connection: Connection, id_: int, place: dict[str, object], name: str, at_us: int) -> None:
    """Say of one batch since when it counts (`counted_from`) or no longer counts (`superseded_at`); as `batch`."""
    if connection.run(_MARK[name], {"id_": id_, "at": at_us}):
        return
    row, parts, at = _sealed(connection.all(_LOCK, place), id_)
    parts[at] = Part(**parts[at]._asdict() | {name: at_us})
    earliest = min(part.counted_from for part in parts)
    connection.run(_REWRITE, {"id_": row[0], "told": told(parts), "from_": earliest})


def _sealed(rows: Sequence[Any], id_: int) -> tuple[Any, list[Part], int]:
    for row in rows:
        parts = parts_of(row[4])
        for at, part in enumerate(parts):
            if part.id == id_:
                return row, parts, at
    raise LookupError(f"no chunk holds the batch {id_}")


def single(id_: int, names: Sequence[str], content: Content) -> dict[str, object]:
    """The columns of a chunk that tell of its observations; `names` are source, object and metric."""
    source, object_, metric = map(bounds.key, names)
    return {
        "id": id_,
        "source": source,
        "object": object_,
        "metric": metric,
        "kind": content.kind,
        "first_time": content.first,
        "last_time": content.last,
        "count": content.count,
        "superseded_at": EVER,
        "batches": "",
        "loose_day": content.first // DAY,
    }
