"""What was delivered, as it was recorded: batches of observations, and cases. No observation is ever changed.

Every question is asked as of an instant: only what counted then counts, whatever came later. A batch counts from
its recording on, or from when its latest fact is no longer too far in the future; and until another one of the
same source and identifier supersedes it, or it is retracted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple, cast

from sqlalchemy import bindparam, select

from tmf.sla.v1.measurement_pb2 import MeasurementBatch
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import MEASUREMENT_BATCH, Kind
from tmf623.domain.facts import Series
from tmf623.domain.instants import Interval
from tmf623.query.criteria import All, Comparison, Operator, Query, ValueType
from tmf623.store import bounds, chunks, occurrences, sealing, series
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment, instant, microseconds
from tmf623.store.observations import Content, Names, Observation, Payload, packed
from tmf623.store.occurrences import Choice, Known
from tmf623.store.promoted import microseconds as stamped
from tmf623.store.resources import Resources
from tmf623.store.tables import table
from tmf623.store.tables_measurements import MeasurementBatchRow

__all__ = ["Evidence", "KnownCase", "NewBatch", "Observation", "Receipt"]

_BATCHES = table(MeasurementBatchRow)
_KEY = _BATCHES.c.natural_key
_VERSIONS = Statement(
    select(_BATCHES.c.id, _BATCHES.c.revision, _BATCHES.c.document, _BATCHES.c.message)
    .where(bindparam("first", type_=_KEY.type) <= _KEY, bindparam("past", type_=_KEY.type) > _KEY)
    .order_by(_BATCHES.c.id)
)


class BatchState(StrEnum):
    """Whether a batch counts."""

    COUNTED = "counted"
    QUARANTINED = "quarantined"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


class Status(StrEnum):
    """What recording a batch did."""

    RECORDED = "recorded"
    REVISED = "revised"
    REPEATED = "repeated"


KnownCase = Known
"""A case as it was known at some instant."""


class NewBatch(NamedTuple):
    """Observations of one object and metric by one source; the values were checked."""

    source: str
    external_id: str | None
    """Identifier the source gave to the batch; None: the content decides whether it is known."""
    object: str
    metric: str
    content: Content
    """At least one observation."""
    payload: Payload | None = None
    """As it will be stored, written down before its transaction: packing is most of the work. None: it is yet to be."""

    def packed(self) -> Payload:
        """The batch as it is stored; ValueError when it has more different values than a payload can tell apart."""
        if self.payload is not None:
            return self.payload
        return packed(Names(self.source, self.external_id or "", self.object, self.metric), self.content)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch."""

    id: int
    status: Status
    """REPEATED: the same was stored before; this is the receipt of that one."""
    count: int
    digest: bytes
    """SHA-256 of the stored observations and what they are of."""
    known_at: datetime
    """When the batch was stored."""
    state: BatchState = BatchState.COUNTED


class Evidence:
    """The evidence, as one transaction sees and adds to it."""

    __slots__ = ("_connection", "_moment", "_resources")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time and the ids of the transaction."""
        self._connection = connection
        self._moment = moment
        self._resources = Resources(connection, moment)

    def add_batch(self, batch: NewBatch) -> Receipt:
        """Store a batch, unless its source has sent the same under its identifier before: then that one's receipt.

        What the source has sent under the identifier until now is superseded. When another process stores under
        the same identifier the work ends and is done again.

        Raises:
            ValueError: it has more than 65,536 different states and impacts, or bounds.
        """
        payload = batch.packed()
        key = _natural_key(batch.source, batch.external_id, payload.digest)
        before = self._versions(key)
        for known in before:
            if known.digest == payload.digest.hex():
                return _receipt(known, Status.REPEATED)
        for known in before:
            if known.state in _OPEN:
                self.withdraw(known, BatchState.SUPERSEDED)
        message = self._told(batch, payload.digest, len(before) + 1)
        stored = self._resources.insert(MEASUREMENT_BATCH, message, natural_key=f"{key}/{len(before) + 1}")
        row = chunks.single(stored.id, (batch.source, batch.object, batch.metric), batch.content)
        row |= {
            "known_at": self._moment.recorded_us,
            "counted_from": stamped(message.counted_from),
            "digest": payload.digest,
            "payload": payload.compressed,
        }
        chunks.add(self._connection, row)
        message.id = stored.id
        return _receipt(message, Status.REVISED if before else Status.RECORDED)

    def versions(self, source: str, external_id: str) -> list[MeasurementBatch]:
        """Every batch a source has sent under an identifier, the oldest first, without observations."""
        return self._versions(_natural_key(source, external_id, b""))

    def withdraw(self, batch: MeasurementBatch, state: BatchState, reason: str = "") -> None:
        """Let a batch, as it is stored, count no longer from now on: SUPERSEDED or RETRACTED."""
        self.settle(batch, state)
        if reason:
            batch.reason = reason
        self._resources.replace(MEASUREMENT_BATCH, batch.id, batch)

    def settle(self, batch: MeasurementBatch, state: BatchState) -> None:
        """Let a batch count from now on (COUNTED), or no longer; the caller stores the message this writes it in."""
        now, batch_id = self._moment.recorded_us, batch.id
        if state is not BatchState.COUNTED:
            chunks.mark(self._connection, batch_id, _place(batch), "superseded_at", now)
            batch.superseded_at.FromDatetime(instant(now))
        elif stamped(batch.counted_from) > now:
            chunks.mark(self._connection, batch_id, _place(batch), "counted_from", now)
            batch.counted_from.FromDatetime(instant(now))
        batch.state = state

    def let_count(self, limit: int) -> int:
        """Say of at most `limit` quarantined batches that they count, if they do by now; of how many it was said."""
        by_now = Comparison(("countedFrom",), ValueType.INSTANT, Operator.LTE, (self._moment.recorded_us * 1000,))
        query = Query(where=All((_QUARANTINED, by_now)), limit=limit)
        rows = self._resources.find(MEASUREMENT_BATCH, query, counted=False).rows
        for stored in rows:
            batch = cast("MeasurementBatch", loaded(MEASUREMENT_BATCH, stored))
            self.settle(batch, BatchState.COUNTED)
            self._resources.replace(MEASUREMENT_BATCH, batch.id, batch)
        return len(rows)

    def observations(self, batch: MeasurementBatch) -> Content:
        """The observations of a batch, as it is stored."""
        return chunks.batch(self._connection, batch.id, _place(batch))

    def series(
        self,
        object: str,  # noqa: A002 - the contract's own word
        metric: str,
        start: int,
        end: int,
        as_of: int,
    ) -> Series:
        """What was observed in [start, end) and counts as of an instant, microseconds since 1970 UTC.

        With it come, of each source, the last change of state and the last cumulative reading before `start`.
        """
        return series.series(self._connection, chunks.Subject(object, metric), Interval(start, end), as_of)

    def seal(self, settled: datetime) -> bool:
        """Join batches of past days recorded before an instant; whether there may be more to join."""
        return sealing.seal(self._connection, self._moment.ids, microseconds(settled))

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

    def _versions(self, key: str) -> list[MeasurementBatch]:
        rows: Sequence[Any] = self._connection.all(_VERSIONS, {"first": f"{key}/", "past": f"{key}0"})
        stored = (Stored(row[0], row[1], b"", row[3]) for row in rows)
        return [cast("MeasurementBatch", loaded(MEASUREMENT_BATCH, each)) for each in stored]

    def _told(self, batch: NewBatch, digest: bytes, version: int) -> MeasurementBatch:
        """What is told of a new batch."""
        content, now = batch.content, self._moment.recorded_us
        counted_from = max(now, content.last - self._moment.ahead_us)
        message = MeasurementBatch(
            source=batch.source,
            object=batch.object,
            metric=batch.metric,
            kind=content.kind,
            state=BatchState.COUNTED if counted_from == now else BatchState.QUARANTINED,
            version=version,
            count=content.count,
            digest=digest.hex(),
        )
        if batch.external_id is not None:
            message.external_id = batch.external_id
        for name, at in (
            ("first_time", content.first),
            ("last_time", content.last),
            ("known_at", now),
            ("counted_from", counted_from),
        ):
            stamp = getattr(message, name)
            stamp.seconds, rest = divmod(at, 1_000_000)
            stamp.nanos = rest * 1000
        return message


_QUARANTINED = Comparison(("state",), ValueType.TEXT, Operator.EQ, (BatchState.QUARANTINED,))
_OPEN = frozenset({BatchState.COUNTED, BatchState.QUARANTINED})


def _natural_key(source: str, external_id: str | None, digest: bytes) -> str:
    """What the versions of a batch have in common; no identifier a source gives is taken for a digest of ours."""
    what = f"\0{external_id}".encode() if external_id is not None else b"\1" + digest
    return sha256(source.encode() + what).hexdigest()


def _place(batch: MeasurementBatch) -> dict[str, object]:
    """Where a batch's chunk is."""
    place = chunks.Subject(batch.object, batch.metric).keys()
    first, last = stamped(batch.first_time), stamped(batch.last_time)
    return {**place, "kind": batch.kind, "source": bounds.key(batch.source), "first": first, "last": last}


def _receipt(batch: MeasurementBatch, status: Status) -> Receipt:
    known_at = instant(stamped(batch.known_at))
    return Receipt(batch.id, status, batch.count, bytes.fromhex(batch.digest), known_at, BatchState(batch.state))
