"""The one table from what can go wrong to gRPC status, and the details that go with it (google.rpc error model)."""

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.rpc.code_pb2 import Code
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status

from tmf623.errors import Conflict, Invalid, NotFound, Reason, Refused, SlaError, Stale, TooLarge, Unavailable

DOMAIN = "tmf623"
"""`ErrorInfo.domain`: whose list of reasons it is."""
RETRY_S = 1
"""How long a client should wait before it repeats what the server could not do."""
LONGEST_BYTES = 512
"""A status travels in headers, of which clients accept 8 KiB: long texts are cut."""


class Busy(Unavailable):
    """More calls wait than the server could answer soon."""

    def __init__(self, message: str) -> None:
        """`message` says what there is too much of."""
        super().__init__(Reason.UNAVAILABLE, message)


_BY_CLASS: dict[type[SlaError], int] = {
    Busy: Code.RESOURCE_EXHAUSTED,
    Invalid: Code.INVALID_ARGUMENT,
    Refused: Code.FAILED_PRECONDITION,
    NotFound: Code.NOT_FOUND,
    Conflict: Code.FAILED_PRECONDITION,
    Stale: Code.FAILED_PRECONDITION,
    TooLarge: Code.RESOURCE_EXHAUSTED,
    Unavailable: Code.UNAVAILABLE,
    SlaError: Code.FAILED_PRECONDITION,
}
_BY_REASON: dict[Reason, int] = {
    Reason.REQUEST_REPEATED: Code.ALREADY_EXISTS,
    Reason.PAGE_TOKEN_EXPIRED: Code.OUT_OF_RANGE,
    Reason.NOT_SUPPORTED: Code.UNIMPLEMENTED,
    Reason.INTERNAL: Code.INTERNAL,
}
"""Causes that say more than their class."""


def status_of(error: SlaError) -> Status:
    """Say `error` as a google.rpc.Status: code, sentence, ErrorInfo, and what else fits."""
    message = _cut(error.message)
    status = Status(code=_code(error), message=message)
    status.details.append(_packed(ErrorInfo(reason=error.reason, domain=DOMAIN)))
    if error.attribute is not None:
        violation = BadRequest.FieldViolation(field=_cut(error.attribute), description=message, reason=error.reason)
        status.details.append(_packed(BadRequest(field_violations=[violation])))
    if isinstance(error, Unavailable):
        status.details.append(_packed(RetryInfo(retry_delay=Duration(seconds=RETRY_S))))
    return status


def _code(error: SlaError) -> int:
    by_reason = _BY_REASON.get(error.reason)
    if by_reason is not None:
        return by_reason
    return next(_BY_CLASS[ancestor] for ancestor in type(error).__mro__ if ancestor in _BY_CLASS)


def _packed(detail: Message) -> AnyMessage:
    packed = AnyMessage()
    packed.Pack(detail)
    return packed


def _cut(text: str) -> str:
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= LONGEST_BYTES:
        return encoded.decode()
    return encoded[: LONGEST_BYTES - len("…".encode())].decode("utf-8", "ignore") + "…"
