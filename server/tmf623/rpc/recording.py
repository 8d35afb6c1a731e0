"""The rpcs on measurements that are no plain verbs: record, stream, read back, retract.

A stream is read ahead of its answers: requests wait for their commits together, as many as `WINDOW`, and each is
answered after its own. When the window is full no more is read, and HTTP/2 makes the client wait.
"""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from queue import Empty, Full, Queue
from typing import Any, TypeAlias

from tmf.sla.v1.measurement_service_pb2 import RetrieveObservationResponse, StreamMeasurementResponse
from tmf623.contract.kinds import MEASUREMENT_BATCH
from tmf623.contract.profiles import V4
from tmf623.contract.rendering import href
from tmf623.errors import Reason, SlaError, Unavailable
from tmf623.rpc import requests
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door
from tmf623.rpc.requests import Request
from tmf623.service import measurements
from tmf623.service.identifiers import identifier
from tmf623.store.evidence import Receipt

log = logging.getLogger(__name__)

WINDOW = 64
"""Requests of one stream that may wait for their commit."""
_LOOK_S = 0.5
"""How often a reader that cannot go on looks whether the stream has ended."""

_Waiting: TypeAlias = Future[list[Receipt]] | SlaError | None
"""Receipts to come; a refusal, which ends the stream; None: it ends."""


def record(door: Door) -> Behaviour:
    """What `RecordMeasurement` does."""

    def call(request: Request, _context: Context) -> Any:
        batches = measurements.checked(requests.unread(request).batch)
        return measurements.recorded(door.store.write(lambda tx: measurements.record(tx, batches)))

    return call


def retract(door: Door) -> Behaviour:
    """What `RetractMeasurement` does."""

    def call(request: Request, _context: Context) -> Any:
        sent = requests.whole(request)
        return door.store.write(lambda tx: measurements.retract_measurement(tx, sent))

    return call


def retrieve(door: Door) -> Behaviour:
    """What `RetrieveObservation` does."""

    def call(request: Request, _context: Context) -> Any:
        id_ = identifier(MEASUREMENT_BATCH, requests.identifier(request))
        batch, tag = door.store.read(lambda tx: measurements.observations(tx, id_))
        batch.href = href(MEASUREMENT_BATCH, id_, V4, door.origin.base)
        return RetrieveObservationResponse(measurement_batch=batch, etag=tag)

    return call


def stream(door: Door) -> Behaviour:
    """What `StreamMeasurement` does."""

    def call(sent: Iterator[Request], _context: Context) -> Iterator[Any]:
        waiting: Queue[_Waiting] = Queue(WINDOW)
        ended = threading.Event()
        reading = threading.Thread(target=_read, args=(door, sent, waiting, ended), name="grpc-recording", daemon=True)
        reading.start()
        try:
            while (each := _next(door, waiting)) is not None:
                if isinstance(each, SlaError):
                    raise each
                yield StreamMeasurementResponse(receipt=map(measurements.receipt_of, each.result()))
        finally:
            ended.set()

    return call


def _next(door: Door, waiting: Queue[_Waiting]) -> _Waiting:
    """What comes next; Unavailable when the server stops and nothing waits any more."""
    while True:
        try:
            return waiting.get(timeout=_LOOK_S)
        except Empty:
            if door.stopping.is_set():
                raise Unavailable(Reason.UNAVAILABLE, "the server stops: send elsewhere what has no answer") from None


def _read(door: Door, sent: Iterator[Request], waiting: Queue[_Waiting], ended: threading.Event) -> None:
    """Have each request recorded as it comes, until there are no more, one is refused, or the stream has ended."""
    last: SlaError | None = None
    try:
        for number, request in enumerate(sent, start=1):
            if ended.is_set():
                return
            _put(waiting, ended, _submitted(door, request, number))
    except SlaError as error:
        last = error
    except Exception:  # the door's last resort; a client that has gone ends its requests this way, too
        log.debug("a stream of measurements broke off", exc_info=True)
        last = SlaError(Reason.INTERNAL, "the stream broke off")
    _put(waiting, ended, last)


def _submitted(door: Door, request: Request, number: int) -> Future[list[Receipt]]:
    """The receipts of a request, once it is committed; a refusal says the how manieth request it is about."""
    try:
        batches = measurements.checked(requests.unread(request).batch)
        return door.store.submit(partial(measurements.record, batches=batches))
    except SlaError as error:
        error.message = f"request {number}: {error.message}"
        raise


def _put(waiting: Queue[_Waiting], ended: threading.Event, each: _Waiting) -> None:
    """Queue up; gives up when the stream has ended."""
    while not ended.is_set():
        try:
            return waiting.put(each, timeout=_LOOK_S)
        except Full:
            continue
    return None
