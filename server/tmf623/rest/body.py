"""Read a request's body: as much as is allowed, in the time that is allowed, and nothing that is packed."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from tmf623.errors import Invalid, Reason, TooLarge
from tmf623.rest.errors import Disconnected, Refusal

BODY_S = 30.0
"""A body must arrive within this, from the end of the head."""

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


_GZIP = 16 + zlib.MAX_WBITS
"""zlib's word for a gzip stream."""


async def read_packed(receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
    """The body as it was sent, packed or not, of `most` bytes at most; raises as `read_body`, but for 415."""
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and (len(announced) > len(str(most)) or int(announced) > most):
        raise _too_large(most)
    return await _in_time(receive, most)


def unpacked(raw: bytes, most: int) -> bytes:
    """What a gzip stream holds, `most` bytes at most: a bomb is unpacked no further.

    Raises:
        TooLarge: it holds more.
        Invalid: it is no gzip, or ends too soon.
    """
    content, rest = bytearray(), raw
    while rest:
        stream = zlib.decompressobj(_GZIP)
        try:
            content += stream.decompress(rest, most + 1 - len(content))
        except zlib.error as error:
            raise Invalid(Reason.INVALID_VALUE, f"the body is no gzip: {error}") from None
        if len(content) > most:
            raise _too_large(most)
        if not stream.eof:
            raise Invalid(Reason.INVALID_VALUE, "the body is a gzip stream that ends too soon")
        rest = stream.unused_data
    return bytes(content)


async def read_body(receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
    """The body, of `most` bytes at most.

    A body announced as larger is not read; one that turns out larger is read no further.

    Raises:
        TooLarge: it is larger.
        Refusal: it is packed (415), or takes longer than `BODY_S` (408).
        Disconnected: the client went away.
    """
    _demand_plain(headers.get(b"content-encoding"))
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and (len(announced) > len(str(most)) or int(announced) > most):
        raise _too_large(most)
    return await _in_time(receive, most)


async def _in_time(receive: Receive, most: int) -> bytes:
    try:
        async with asyncio.timeout(BODY_S):
            return await _chunks(receive, most)
    except TimeoutError:
        raise Refusal(
            Reason.UNAVAILABLE,
            f"the body did not arrive within {BODY_S:.0f} s",
            status=408,
            headers={b"connection": b"close"},
        ) from None


async def _chunks(receive: Receive, most: int) -> bytes:
    read = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        chunk: bytes = message.get("body", b"")
        if len(read) + len(chunk) > most:
            raise _too_large(most)
        if not message.get("more_body", False):
            return bytes(read) + chunk if read else chunk
        read += chunk


def _too_large(most: int) -> TooLarge:
    return TooLarge(Reason.TOO_LARGE, f"the body is larger than {most} bytes")


def _demand_plain(encoding: bytes | None) -> None:
    if encoding is not None and encoding.strip().lower() not in {b"", b"identity"}:
        raise Refusal(
            Reason.UNSUPPORTED_MEDIA_TYPE,
            f"a body with Content-Encoding {encoding[:64].decode('latin-1')!r} is not read; send it unpacked",
            headers={b"accept-encoding": b"identity"},
        )
