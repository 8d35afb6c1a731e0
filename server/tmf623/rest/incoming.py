"""A body read as it comes, for operations that need not have all of it: of any length, and packed with gzip or not."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping

from tmf623.errors import Invalid, Reason, TooLarge
from tmf623.rest.body import Receive
from tmf623.rest.errors import Disconnected, Refusal

QUIET_S = 30.0
"""How long a client may send nothing before the request is given up."""
PIECE = 256 * 1024
"""Most bytes handed on at a time, however small they were packed."""
_GZIP = 16 + zlib.MAX_WBITS


class Incoming:
    """The pieces of one body, in order."""

    def __init__(self, receive: Receive, headers: Mapping[bytes, bytes], most: int) -> None:
        """`most` bytes are read at most, counted unpacked.

        Raises:
            Refusal: the body is packed in a way that is not read (415).
        """
        encoding = headers.get(b"content-encoding", b"").strip().lower()
        if encoding not in {b"", b"identity", b"gzip", b"x-gzip"}:
            raise Refusal(
                Reason.UNSUPPORTED_MEDIA_TYPE,
                f"a body with Content-Encoding {encoding[:64].decode('latin-1')!r} is not read; send gzip, or unpacked",
                headers={b"accept-encoding": b"gzip, identity"},
            )
        self._receive = receive
        self._most = most
        self._unpacking = _Unpacking() if encoding.endswith(b"gzip") else None

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body, unpacked, at most PIECE bytes at a time.

        Raises:
            Disconnected: the client went away.
            Refusal: it sent nothing for QUIET_S (408).
            TooLarge: the body is larger than it may be.
            Invalid: it is no gzip stream although it says so.
        """
        total = 0
        more = True
        while more:
            raw, more = await self._next()
            for piece in self._unpacking.unpacked(raw) if self._unpacking else [raw]:
                total += len(piece)
                if total > self._most:
                    raise TooLarge(Reason.TOO_LARGE, f"the body is larger than {self._most} bytes")
                yield piece
        if self._unpacking:
            self._unpacking.demand_end()

    async def _next(self) -> tuple[bytes, bool]:
        try:
            async with asyncio.timeout(QUIET_S):
                message = await self._receive()
        except TimeoutError:
            raise Refusal(
                Reason.UNAVAILABLE,
                f"nothing came for {QUIET_S:.0f} s",
                status=408,
                headers={b"connection": b"close"},
            ) from None
        if message["type"] == "http.disconnect":
            raise Disconnected
        return message.get("body", b""), message.get("more_body", False)


class _Unpacking:
    """A gzip stream of one or several members (RFC 1952, 2.2), unpacked a piece at a time: a bomb does not go off."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False

    def unpacked(self, raw: bytes) -> Iterator[bytes]:
        while raw:
            if self._member.eof:
                self._member = zlib.decompressobj(_GZIP)
            self._begun = True
            try:
                piece = self._member.decompress(raw, PIECE)
            except zlib.error as error:
                raise Invalid(Reason.INVALID_VALUE, f"the body is no gzip stream: {error}") from None
            raw = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if piece:
                yield piece

    def demand_end(self) -> None:
        if self._begun and not self._member.eof:
            raise Invalid(Reason.INVALID_VALUE, "the body is a gzip stream that breaks off")
