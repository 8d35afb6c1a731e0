"""What was delivered, as it was recorded: batches of observations, and cases. Nothing here is ever changed.

Every question is asked as of an instant: only what was recorded by then counts, whatever came later.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select

from tmf623.contract.kinds import Kind
from tmf623.errors import Conflict, Reason
from tmf623.store import bounds, occurrences
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment, instant, microseconds
from tmf623.store.observations import STATE_CHANGES, Names, Observation, packed, unpacked
from tmf623.store.occurrences import Choice, Known
from tmf623.store.tables import MeasurementBatchRow, table

__all__ = ["Evidence", "KnownCase", "NewBatch", "Observation", "Receipt", "StateChange"]

_BATCHES = table(MeasurementBatchRow)
_NUMBER = _BATCHES.c.id.type
_ADD = Statement(insert(_BATCHES).values({column.name: bindparam(column.name) for column in _BATCHES.c}))
_SAME = Statement(
    select(_BATCHES.c.id, _BATCHES.c["count"], _BATCHES.c.digest, _BATCHES.c.known_at).where(
        _BATCHES.c.source == bindparam("source"), _BATCHES.c.external_id == bindparam("external_id")
    )
)
_OF_SERIES = (
    _BATCHES.c.object == bindparam("object"),
    _BATCHES.c.metric == bindparam("metric"),
    _BATCHES.c.known_at <= bindparam("as_of", type_=_NUMBER),
)
_LAST_BEFORE = (
    select(_BATCHES.c.source, func.max(_BATCHES.c.last_time).label("last_time"))
    .where(*_OF_SERIES, _BATCHES.c.last_time < bindparam("start", type_=_NUMBER))
    .group_by(_BATCHES.c.source)
    .subquery()
)
_COLUMNS = (_BATCHES.c.payload, _BATCHES.c.known_at, _BATCHES.c.id)
_BETWEEN = Statement(
    select(*_COLUMNS).where(
        *_OF_SERIES,
        _BATCHES.c.last_time >= bindparam("start", type_=_NUMBER),
        _BATCHES.c.first_time < bindparam("end", type_=_NUMBER),
    )
)
_BEFORE = Statement(
    select(*_COLUMNS)
    .join(
        _LAST_BEFORE,
        (_LAST_BEFORE.c.source == _BATCHES.c.source) & (_LAST_BEFORE.c.last_time == _BATCHES.c.last_time),
    )
    .where(*_OF_SERIES)
)
_BEGINNING = -(2**63)


KnownCase = Known
"""A case as it was known at some instant."""


class NewBatch(NamedTuple):
    """Observations of one object and metric by one source; the values were checked."""

    source: str
    external_id: str | None
    """Identifier the source gave to the batch; None: the content decides whether it is known."""
    object: str
    metric: str
    changes: Sequence[Observation]
    """At least one, in any order."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch."""

    id: int
    repeated: bool
    """The same batch was already stored; this is the receipt of that one."""
    count: int
    digest: bytes
    """SHA-256 of the stored observations and what they are of."""
    known_at: datetime
    """When the batch was stored."""


class StateChange(NamedTuple):
    """An observation, and how it is known."""

    time: int
    """Microseconds since 1970 UTC."""
    state: str
    impact: str
    """Decimal text; empty when it was not given."""
    source: str
    known_at: int
    """When it was recorded, microseconds since 1970 UTC."""
    batch_id: int


class Evidence:
    """The evidence, as one transaction sees and adds to it."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time and the ids of the transaction."""
        self._connection = connection
        self._moment = moment

    def add_batch(self, batch: NewBatch) -> Receipt:
        """Store a batch, once: the same one again gives the receipt of the first.

        Raises:
            Conflict: the source gave the same identifier to other content.
        """
        names = Names(batch.source, batch.external_id or "", batch.object, batch.metric)
        payload = packed(names, batch.changes)
        key = {"source": bounds.key(batch.source), "external_id": _external_key(batch, payload.digest)}
        known = self._connection.one(_SAME, key)
        if known is not None:
            return _repeated(batch, known, payload.digest)
        times = [change.time for change in batch.changes]
        id_ = self._moment.ids.take("measurementBatch")
        row = {
            **key,
            "id": id_,
            "object": bounds.key(batch.object),
            "metric": bounds.key(batch.metric),
            "kind": STATE_CHANGES,
            "first_time": min(times),
            "last_time": max(times),
            "count": len(times),
            "known_at": self._moment.recorded_us,
            "digest": payload.digest,
            "payload": payload.compressed,
        }
        self._connection.run(_ADD, row)
        known_at = instant(self._moment.recorded_us)
        return Receipt(id_, repeated=False, count=len(times), digest=payload.digest, known_at=known_at)

    def state_changes(
        self,
        object: str,  # noqa: A002 - the contract's own word
        metric: str,
        end: int,
        as_of: datetime,
        *,
        start: int | None = None,
    ) -> list[StateChange]:
        """The changes of state before `end` that were recorded by `as_of`, in order of time.

        With `start`: all of them in [start, end), and of each source the last ones before; perhaps more before.
        Times are microseconds since 1970 UTC.
        """
        series = {"object": bounds.key(object), "metric": bounds.key(metric), "as_of": microseconds(as_of)}
        since = _BEGINNING if start is None else start
        rows = self._connection.all(_BETWEEN, {**series, "start": since, "end": end})
        if start is not None:
            rows += self._connection.all(_BEFORE, {**series, "start": since})
        return sorted(change for row in rows for change in _changes(row) if change.time < end)

    def cases(  # noqa: PLR0913 - a choice among cases has these parts
        self,
        objects: Collection[str],
        ticket_types: Collection[str],
        priorities: Collection[str],
        as_of: datetime,
        *,
        after_id: int = 0,
        limit: int = 1000,
    ) -> list[Known]:
        """Cases that name one of `objects`, as they were known at `as_of`: the first ones after `after_id`, by id.

        Empty `ticket_types` or `priorities` choose all. Fewer than `limit` cases are the last ones.
        """
        choice = Choice(frozenset(objects), frozenset(ticket_types), frozenset(priorities))
        return occurrences.known_cases(self._connection, choice, microseconds(as_of), after_id, limit)

    def occurrences(self, kind: Kind, objects: Collection[str], start: int, end: int, as_of: datetime) -> list[Known]:
        """Cases, orders or contacts that name one of `objects`, as they were known at `as_of`, by id.

        All that have to do with [start, end), microseconds since 1970 UTC: they went on in it, or tell of an
        instant of it. Perhaps more.
        """
        return occurrences.known(self._connection, kind, objects, (start, end), microseconds(as_of))


def _changes(row: Any) -> Iterator[StateChange]:
    payload, known_at, batch_id = row
    names, observations = unpacked(payload)
    for time, state, impact in observations:
        yield StateChange(time, state, impact, names.source, known_at, batch_id)


def _external_key(batch: NewBatch, digest: bytes) -> str:
    """What makes a batch the only one of its source; no identifier a source gives looks like a digest of ours."""
    return bounds.key(batch.external_id) if batch.external_id is not None else f"{bounds.CUT}{digest.hex()}"


def _repeated(batch: NewBatch, known: Any, digest: bytes) -> Receipt:
    id_, count, stored, known_at = known
    if stored != digest:
        raise Conflict(
            Reason.REQUEST_REPEATED,
            f"{batch.source[:64]!r} has sent other observations as {str(batch.external_id)[:64]!r}",
        )
    return Receipt(id_, repeated=True, count=count, digest=stored, known_at=instant(known_at))
