"""Telemetry over HTTP, on the paths its senders know: OTLP/HTTP and Prometheus remote write; and what was seen of it.

These paths belong to other protocols, so they stand beside the contract: their answers are what their senders
understand. Recorded is what is answered with success, as everywhere.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import cramjam
import orjson
from google.protobuf import json_format
from google.protobuf.message import DecodeError, Message
from google.rpc.code_pb2 import Code
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from tmf.sla.v1.remote_write_pb2 import RemoteWriteRequest
from tmf623.contract.reader import read_json
from tmf623.domain.telemetry import Protocol
from tmf623.errors import Invalid, Reason, SlaError, TooLarge, Unavailable
from tmf623.rest.answer import Answer, Application, Receive, Scope, Send, deliver, json_answer
from tmf623.rest.body import read_packed, unpacked
from tmf623.rest.errors import Refusal, error_headers, status_of
from tmf623.rest.gate import MOST_UNDER_WAY, Limits
from tmf623.rest.negotiation import media_type
from tmf623.rest.request import headers_of
from tmf623.rest.routes import Routes, Target
from tmf623.service.telemetry import otlp, remote_write
from tmf623.service.telemetry.points import Metric
from tmf623.service.telemetry.reception import Reception
from tmf623.service.telemetry.recording import Taken
from tmf623.store.acting import ACTOR

JSON, PROTOBUF = "application/json", "application/x-protobuf"
REMOTE_WRITE_VERSIONS = b"0.1."
"""What X-Prometheus-Remote-Write-Version begins with in version 1.0 of the protocol."""
MOST_BRACKETS = 200_000
"""Objects and arrays of a body in JSON: each takes a kilobyte."""
_CODES: Mapping[int, int] = {413: Code.RESOURCE_EXHAUSTED, 500: Code.INTERNAL, 503: Code.UNAVAILABLE}

Headers = Mapping[bytes, bytes]
M = TypeVar("M", bound=Message)


class Sent(NamedTuple):
    """A body and what was said of it."""

    raw: bytes
    headers: Headers
    media: str


Work = Callable[[Sent], Awaitable[Answer]]


def add_telemetry(routes: Routes, reception: Reception, limits: Limits) -> None:
    """Add the paths of the receivers."""
    receivers = _Receivers(reception, limits)
    routes.add("POST", "/v1/metrics", Target(receivers.application(receivers.otlp, _otlp_refusal)))
    routes.add("POST", "/api/v1/write", Target(receivers.application(receivers.remote_write, None)))
    routes.add("GET", "/receivers", Target(_telling(reception)))


class _Receivers:
    def __init__(self, reception: Reception, limits: Limits) -> None:
        self._reception = reception
        self._limits = limits

    def application(self, work: Work, refusal: Callable[[SlaError, str], Answer] | None) -> Application:
        """What ASGI calls; `refusal` writes an error as the protocol wants it, None as everywhere."""

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            headers = headers_of(scope)
            media = media_type(headers.get(b"content-type", b"")).name
            ACTOR.set(self._limits.links.actor(scope, headers))
            try:
                answer = await self._admitted(work, receive, headers, media)
            except SlaError as error:
                if refusal is None:
                    raise
                answer = refusal(error, media)
            await deliver(answer, scope, send)

        return application

    async def _admitted(self, work: Work, receive: Receive, headers: Headers, media: str) -> Answer:
        if self._limits.under_way >= MOST_UNDER_WAY:
            raise Unavailable(Reason.UNAVAILABLE, "the server is busy")
        self._limits.under_way += 1
        try:
            raw = await read_packed(receive, headers, self._limits.body_bytes)
            return await work(Sent(raw, headers, media))
        finally:
            self._limits.under_way -= 1

    async def otlp(self, sent: Sent) -> Answer:
        """Record OpenTelemetry metrics (OTLP/HTTP), Protobuf or JSON, gzip or plain."""
        if sent.media not in {JSON, PROTOBUF}:
            raise _unread(sent, f"{PROTOBUF} or {JSON}")
        found = await self._received(Protocol.OTLP, lambda: otlp.offered(self._otlp_request(sent)))
        answer = otlp.answer(found)
        return _message_answer(200, answer, sent.media)

    async def remote_write(self, sent: Sent) -> Answer:
        """Record Prometheus samples (remote write 1.0)."""
        version = sent.headers.get(b"x-prometheus-remote-write-version", REMOTE_WRITE_VERSIONS)
        parameters = sent.headers.get(b"content-type", b"").replace(b" ", b"")
        if sent.media not in {"", PROTOBUF} or b"proto=io.prometheus.write.v2" in parameters:
            raise _unread(sent, f"{PROTOBUF} of remote write 1.0")
        if not version.startswith(REMOTE_WRITE_VERSIONS):
            raise Refusal(
                Reason.UNSUPPORTED_MEDIA_TYPE, f"remote write {version[:32].decode('latin-1')!r} is not 0.1.0 (1.0)"
            )
        if sent.headers.get(b"content-encoding", b"snappy").strip().lower() != b"snappy":
            raise _unread(sent, "a body with Content-Encoding snappy", b"content-encoding")
        most = self._limits.body_bytes
        await self._received(Protocol.PROMETHEUS, lambda: remote_write.offered(_write_request(sent.raw, most)))
        return Answer(204, [(b"cache-control", b"no-store")])

    async def _received(self, protocol: Protocol, offered: Callable[[], list[Metric]]) -> Taken:
        """Read in a thread, record through the writer, answer after the commit."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(None, self._reception.read, protocol, offered)
        committed = self._reception.submit(found)
        if committed is not None:
            await asyncio.wrap_future(committed)
        self._reception.count(protocol, found)
        return found

    def _otlp_request(self, sent: Sent) -> ExportMetricsServiceRequest:
        encoding = sent.headers.get(b"content-encoding", b"").strip().lower()
        if encoding not in {b"", b"identity", b"gzip"}:
            raise _unread(sent, "a body with Content-Encoding gzip, or none", b"content-encoding")
        raw = unpacked(sent.raw, self._limits.body_bytes) if encoding == b"gzip" else sent.raw
        if sent.media == PROTOBUF:
            return _parsed(otlp.parsed, raw)
        try:
            message = ExportMetricsServiceRequest()
            json_format.ParseDict(_object(raw), message, ignore_unknown_fields=True)
        except (json_format.ParseError, TypeError, ValueError, OverflowError, AttributeError) as error:
            raise Invalid(Reason.INVALID_JSON, f"the body is no ExportMetricsServiceRequest: {error!s:.200}") from None
        return message


def _object(raw: bytes) -> dict[str, Any]:
    count = raw.count(b"{") + raw.count(b"[")
    if count > MOST_BRACKETS:
        raise TooLarge(Reason.TOO_LARGE, f"the body holds {count} objects and arrays, more than {MOST_BRACKETS}")
    value = read_json(raw)
    if not isinstance(value, dict):
        raise Invalid(Reason.INVALID_JSON, "the body is no JSON object")
    return value


def _write_request(packed: bytes, most: int) -> RemoteWriteRequest:
    """Unpack Snappy's block format, whose head says how much is in it, and read what it holds.

    Raises:
        TooLarge: it holds more than `most` bytes.
        Invalid: it is no Snappy, or no write request.
    """
    try:
        size = cramjam.snappy.decompress_raw_len(packed)
        if size > most:
            raise TooLarge(Reason.TOO_LARGE, f"the body holds more than {most} bytes")
        raw = bytes(cramjam.snappy.decompress_raw(packed))
    except cramjam.DecompressionError as error:
        raise Invalid(Reason.INVALID_VALUE, f"the body is no Snappy: {error!s:.200}") from None
    return _parsed(remote_write.parsed, raw)


def _parsed(parse: Callable[[bytes], M], raw: bytes) -> M:
    try:
        return parse(raw)
    except DecodeError as error:
        raise Invalid(Reason.INVALID_VALUE, f"the body is no message of the protocol: {error!s:.200}") from None


def _unread(sent: Sent, known: str, header: bytes = b"content-type") -> Refusal:
    shown = sent.headers.get(header, b"")[:128].decode("latin-1")
    return Refusal(Reason.UNSUPPORTED_MEDIA_TYPE, f"{header.decode()} {shown!r} is not read; send {known}")


def _otlp_refusal(error: SlaError, media: str) -> Answer:
    """An error as OTLP/HTTP wants it: a google.rpc.Status in the sender's own encoding."""
    status = status_of(error)
    said = Status(code=_CODES.get(status, Code.INVALID_ARGUMENT), message=error.message)
    answer = _message_answer(status, said, media if media == JSON else PROTOBUF)
    extra = [each for each in error_headers(error, b"") if each[0] in {b"retry-after", b"connection"}]
    return Answer(status, [*answer.headers, *extra], answer.body)


def _message_answer(status: int, message: Message, media: str) -> Answer:
    if media == JSON:
        return json_answer(status, json_format.MessageToJson(message, indent=None).encode(), [])
    body = message.SerializeToString()
    return Answer(
        status,
        [
            (b"content-type", PROTOBUF.encode()),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
        ],
        body,
    )


def _telling(reception: Reception) -> Application:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
        await deliver(json_answer(200, orjson.dumps(reception.told()), []), scope, send)

    return application
