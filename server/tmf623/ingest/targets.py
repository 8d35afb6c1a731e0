"""Where portions are recorded: a running server, over gRPC, or a database.

Both record a portion once, however often it is sent: so a portion without an answer is sent again, and a file whose
reading broke off is simply read again.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import grpc
from google.protobuf.message import Message

from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest
from tmf.sla.v1.assessment_service_pb2_grpc import AssessmentServiceStub
from tmf.sla.v1.contact_service_pb2_grpc import ContactServiceStub
from tmf.sla.v1.measurement_pb2 import MeasurementBatch
from tmf.sla.v1.order_service_pb2_grpc import OrderServiceStub
from tmf623.errors import SlaError
from tmf623.ingest.portions import Portion
from tmf623.service import cases, contacts, measurements, observed, orders
from tmf623.store.evidence import NewBatch
from tmf623.store.store import Store

PATIENCE_S = 60.0
"""How long a server may be away before the work is given up."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.1, 5.0
_CALL_S = 60.0
_MOST_BYTES = 2 * 1024 * 1024
"""Of one request; a batch that is larger goes alone."""
_AGAIN = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.RESOURCE_EXHAUSTED})
_WORDS = ("recorded", "revised", "repeated", "quarantined")


class NotRecorded(Exception):
    """A portion was refused, or the target is away for too long; the text is one line."""


class Target(Protocol):
    """Where portions go."""

    def record(self, portion: Portion) -> Counter[str]:
        """Have a portion recorded; what became of it. Raises NotRecorded."""


class Nowhere:
    """For a trial: everything is read and checked, nothing is recorded."""

    def record(self, portion: Portion) -> Counter[str]:
        """What would be recorded, were it new."""
        return Counter({"checked": len(portion.batches) or len(_events(portion.request))})


class Database:
    """A database, opened as a server would."""

    def __init__(self, store: Store) -> None:
        """`store` is closed by the caller."""
        self._store = store

    def record(self, portion: Portion) -> Counter[str]:
        """Have a portion recorded."""
        request = portion.request
        try:
            if request is not None:
                return _counted(self._store.write(lambda tx: _USES[type(request).__name__](tx, request)))
            receipts = self._store.write(lambda tx: measurements.record(tx, portion.batches))
        except SlaError as error:
            raise NotRecorded(error.message) from None
        return _counted(measurements.recorded(receipts, in_full=False))


class Server:
    """A running server."""

    def __init__(self, address: str, patience_s: float = PATIENCE_S) -> None:
        """`address` is host:port of the gRPC door."""
        self._channel = grpc.insecure_channel(address)
        assessments = AssessmentServiceStub(self._channel)  # type: ignore[no-untyped-call] # generated
        self._calls: Mapping[str, Callable[..., Any]] = {
            "RecordMeasurementRequest": assessments.RecordMeasurement,
            "RecordCaseRequest": assessments.RecordCase,
            "RecordOrderRequest": OrderServiceStub(self._channel).RecordOrder,  # type: ignore[no-untyped-call] # as above
            "RecordContactRequest": ContactServiceStub(self._channel).RecordContact,  # type: ignore[no-untyped-call] # as above
        }
        self._patience_s = patience_s
        self._pause = threading.Event()  # never set: a pause that nothing cuts short

    def record(self, portion: Portion) -> Counter[str]:
        """Have a portion recorded, in as few requests as it fits into."""
        told: Counter[str] = Counter()
        for request in _requests(portion):
            told += _counted(self._sent(request))
        return told

    def close(self) -> None:
        """Leave the server."""
        self._channel.close()

    def _sent(self, request: Message) -> Any:
        call, waited, pause = self._calls[type(request).__name__], 0.0, _FIRST_PAUSE_S
        while True:
            try:
                return call(request, timeout=_CALL_S, wait_for_ready=waited > 0)
            except grpc.RpcError as error:
                if error.code() not in _AGAIN or waited >= self._patience_s:
                    raise NotRecorded(error.details() or str(error.code())) from None
            self._pause.wait(pause)
            waited += pause
            pause = min(2 * pause, _LONGEST_PAUSE_S)


_USES: Mapping[str, Callable[[Any, Any], Any]] = {
    "RecordCaseRequest": cases.record_cases,
    "RecordOrderRequest": orders.record_orders,
    "RecordContactRequest": contacts.record_contacts,
}


def _requests(portion: Portion) -> Iterator[Message]:
    if portion.request is not None:
        yield portion.request
        return
    waiting, size = RecordMeasurementRequest(), 0
    for batch in portion.batches:
        message = _message(batch)
        if waiting.batch and size + message.ByteSize() > _MOST_BYTES:
            yield waiting
            waiting, size = RecordMeasurementRequest(), 0
        waiting.batch.append(message)
        size += message.ByteSize()
    if waiting.batch:
        yield waiting


def _message(batch: NewBatch) -> MeasurementBatch:
    message = MeasurementBatch(source=batch.source, object=batch.object, metric=batch.metric)
    if batch.external_id is not None:
        message.external_id = batch.external_id
    observed.write(batch.content, message)
    return message


def _counted(answer: Any) -> Counter[str]:
    return Counter({word: getattr(answer, word, 0) for word in _WORDS})


def _events(request: Any) -> list[Any]:
    """What a request that records cases, orders or contacts holds."""
    if request is None:
        return []
    return next((list(value) for field, value in request.ListFields() if field.is_repeated), [])
