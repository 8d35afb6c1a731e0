"""One call: from bytes to a request, to an answer or a status.

The single place where an error becomes a status, and where a message that cannot be read becomes an error.
"""

import logging
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, NoReturn, TypeAlias, TypeVar

import grpc
from google.protobuf.message import DecodeError, Message
from grpc_status import rpc_status

from tmf623.errors import Invalid, Reason, SlaError, TooLarge
from tmf623.rpc import errors
from tmf623.store.acting import ACTOR

log = logging.getLogger(__name__)

M = TypeVar("M", bound=Message)
Context: TypeAlias = Any  # grpc.ServicerContext; grpcio is untyped
Answer: TypeAlias = bytes | Message
Behaviour: TypeAlias = Callable[[Any, Context], Any]
"""What an rpc does: a request (or an iterator of them) to an answer (or an iterator of them)."""


Actor: TypeAlias = Callable[[Any], str]
"""Tells who makes a call."""


class Malformed(NamedTuple):
    """Bytes that are not a message of the type the rpc takes, or hold too much."""

    type: str
    cause: str
    is_large: bool = False

    def refused(self) -> SlaError:
        """The error for the caller."""
        if self.is_large:
            return TooLarge(Reason.TOO_LARGE, self.cause)
        return Invalid(Reason.INVALID_VALUE, f"the request is no {self.type}: {self.cause}")


def reader(cls: type[M], parse: Callable[[bytes], M] | None = None) -> Callable[[bytes], M | Malformed]:
    """A request deserialiser that never raises: grpcio would answer INTERNAL for what is the client's fault.

    `parse` reads bytes otherwise than the message itself; it may raise TooLarge.
    """
    parse, name = parse or cls.FromString, cls.DESCRIPTOR.full_name

    def read(raw: bytes) -> M | Malformed:
        try:
            return parse(raw)
        except DecodeError as error:
            return Malformed(name, str(error))
        except TooLarge as error:
            return Malformed(name, error.message, is_large=True)

    return read


def written(answer: Answer) -> bytes:
    """A response serialiser: what stands ready as bytes goes out as it is."""
    return answer if isinstance(answer, bytes) else answer.SerializeToString()


def unary(behaviour: Behaviour, actor: Actor | None = None) -> Behaviour:
    """Guard an rpc with one answer; `actor` tells who acts in it."""

    def call(request: object, context: Context) -> Any:
        _demand_somebody_waits(context)
        if actor is not None:
            ACTOR.set(actor(context))
        try:
            return behaviour(_readable(request), context)
        except Exception as error:  # noqa: BLE001 - the door's last resort
            _refuse(context, error)

    return call


def streaming(behaviour: Behaviour, actor: Actor | None = None) -> Behaviour:
    """Guard an rpc with a stream of answers; `actor` tells who acts in it."""

    def call(request: object, context: Context) -> Iterator[Any]:
        _demand_somebody_waits(context)
        if actor is not None:
            ACTOR.set(actor(context))
        try:
            yield from behaviour(_readable(request), context)
        except Exception as error:  # noqa: BLE001 - the door's last resort
            _refuse(context, error)

    return call


def _readable(request: Any) -> Any:
    if type(request) is Malformed:
        raise request.refused()
    if isinstance(request, Message):
        return request
    return (_readable(each) for each in request)


def _demand_somebody_waits(context: Context) -> None:
    """Do no work nobody waits for: under overload that is what keeps the queue from growing."""
    if context.time_remaining() <= 0:
        context.abort(grpc.StatusCode.DEADLINE_EXCEEDED, "the deadline passed before the work began")
    if not context.is_active():
        context.abort(grpc.StatusCode.CANCELLED, "the call was cancelled before the work began")


def _refuse(context: Context, error: Exception) -> NoReturn:
    """Answer with a status; grpcio ends the call by an exception of its own."""
    if not isinstance(error, SlaError):
        if not context.is_active():
            raise error  # the client has gone: grpcio says so with an exception, and nobody hears a status
        log.error("an rpc failed unexpectedly", exc_info=error)
        error = SlaError(Reason.INTERNAL, "the server failed; the failure is in its log")
    context.abort_with_status(rpc_status.to_status(errors.status_of(error)))
    raise AssertionError  # abort_with_status always raises
