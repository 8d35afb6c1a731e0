"""Sealing: small batches of one series and day become one chunk, which says the same in less space and one row.

Of each batch the chunk keeps what is known of it, so that any of them can still be read, superseded or retracted,
and every question as of an instant has the answer it had before.
"""

from typing import Any

from sqlalchemy import bindparam, delete, select, update

from tmf623.store import chunks, observations
from tmf623.store.chunks import DAY, Part
from tmf623.store.connection import Connection, Statement
from tmf623.store.ids import Ids
from tmf623.store.observations import ObservationKind, unpacked
from tmf623.store.tables import table
from tmf623.store.tables_measurements import ObservationChunkRow

MOST_ROWS = 1_000
MOST_OBSERVATIONS = 100_000
"""What one chunk holds at most, but for a single batch that holds more."""

_CHUNKS = table(ObservationChunkRow)
_NUMBER = _CHUNKS.c.id.type
_SETTLED = (
    _CHUNKS.c.loose_day.is_not(None),
    _CHUNKS.c.known_at <= bindparam("settled", type_=_NUMBER),
    _CHUNKS.c.counted_from <= bindparam("settled", type_=_NUMBER),
)
_GROUP = ("loose_day", "object", "metric", "kind", "source")
_FIRST = Statement(
    select(*(_CHUNKS.c[name] for name in _GROUP))
    .where(*_SETTLED, _CHUNKS.c.loose_day < bindparam("day", type_=_NUMBER))
    .order_by(*(_CHUNKS.c[name] for name in _GROUP))
    .limit(1)
)
_MEMBERS = Statement(
    select(
        _CHUNKS.c.id,
        _CHUNKS.c["count"],
        _CHUNKS.c.known_at,
        _CHUNKS.c.counted_from,
        _CHUNKS.c.superseded_at,
        _CHUNKS.c.payload,
    )
    .where(*_SETTLED, *(_CHUNKS.c[name] == bindparam(name) for name in _GROUP))
    .order_by(_CHUNKS.c.id)
    .limit(MOST_ROWS)
    .with_for_update()
)
_KEEP = Statement(update(_CHUNKS).where(_CHUNKS.c.id == bindparam("id_", type_=_NUMBER)).values(loose_day=None))
_DROP = Statement(delete(_CHUNKS).where(_CHUNKS.c.id == bindparam("id_", type_=_NUMBER)))


def seal(connection: Connection, ids: Ids, settled: int) -> bool:
    """Seal the first group of what was recorded up to `settled` and is of a day that had ended by then.

    Returns whether there was one. A day's latecomers are sealed among themselves.
    """
    group = connection.one(_FIRST, {"settled": settled, "day": settled // DAY})
    if group is None:
        return False
    place = dict(zip(_GROUP, group, strict=True))
    rows = _fitting(connection.all(_MEMBERS, {**place, "settled": settled}))
    if len(rows) == 1:
        connection.run(_KEEP, {"id_": rows[0][0]})
        return True
    chunks.add(connection, {**_sealed(ObservationKind(place["kind"]), rows), "id": ids.take("measurementBatch")})
    for row in rows:
        connection.run(_DROP, {"id_": row[0]})
    return True


def _fitting(rows: list[Any]) -> list[Any]:
    total = 0
    fitting: list[Any] = []
    for row in rows:
        total += row[1]
        if fitting and total > MOST_OBSERVATIONS:
            break
        fitting.append(row)
    return fitting


def _sealed(kind: ObservationKind, rows: list[Any]) -> dict[str, object]:
    """The columns of the chunk that several are sealed in; those of the group are left to the caller."""
    contents, parts, names = [], [], ["", "", "", ""]
    for id_, count, known_at, counted_from, superseded_at, payload in rows:
        head, content = unpacked(kind, payload, count)
        names = head["names"]
        contents.append(content)
        parts.append(Part(id_, names[1], count, known_at, counted_from, superseded_at))
    joined = observations.joined(contents)
    sealed = observations.compressed({"names": [names[0], "", *names[2:]]}, joined)
    return {
        **chunks.single(0, (names[0], *names[2:]), joined),
        "first_time": min(content.first for content in contents),
        "last_time": max(content.last for content in contents),
        "known_at": max(part.known_at for part in parts),
        "counted_from": min(part.counted_from for part in parts),
        "batches": chunks.told(parts),
        "loose_day": None,
        "digest": sealed.digest,
        "payload": sealed.compressed,
    }
