"""uvicorn's HTTP/1.1 connection with the limits it lacks: deadlines for slow peers, caps, and our error bodies.

uvicorn waits for ever for the rest of a request's head, for a body nobody reads any more, and for a peer that does
not take its answer; and it caps neither the head nor the number of connections.
"""

import re
import resource
from asyncio import Transport
from asyncio.events import TimerHandle
from functools import cache

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from tmf623.errors import Reason
from tmf623.rest.errors import Refusal, error_body, error_headers, status_of
from tmf623.rest.outgoing import Outgoing

HEAD_S = 10.0
"""A request line and its headers must arrive within this, from the connection's or the request's first byte."""
HEAD_BYTES = 64 * 1024
"""Largest head that is waited for."""
LINGER_S = 30.0
"""How long the rest of a body is read and dropped after the answer, so that the client gets to read it."""
FLUSH_S = 60.0
"""A client must take some of what waits for it within this."""
SPARE_FILES = 128
"""File descriptors kept for the database, logs and deliveries."""


@cache
def most_connections() -> int:
    """How many connections are served at once: what the process may open, less a reserve."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(SPARE_FILES, min(soft, 65536) - SPARE_FILES)


_UPGRADE = re.compile(rb"(?i)\r\nupgrade:")
_IGNORED = b"\r\nIgnored:"
"""An offer of another protocol is renamed, at the same length: HTTP/1.1 is spoken on, as a server may (RFC 9110, 7.8).

The parser would take the body for the other protocol; clients that prefer HTTP/2 make the offer with it. No JSON has
a line break before such a word.
"""


class Connection(HttpToolsProtocol):
    """One client's connection.

    What it needs to know per request it reads off uvicorn's state: a method more per request costs what a
    database read costs.
    """

    _deadline: TimerHandle | None = None
    _stall: TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as uvicorn declares it
        """Serve a new client, or turn it away when there are too many."""
        super().connection_made(transport)
        self.transport = self._outgoing = Outgoing(transport)
        if len(self.connections) > most_connections():
            self._refuse(Refusal(Reason.UNAVAILABLE, "there are too many connections"))
        else:
            self._expire_in(HEAD_S)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._keep()
        self._flowing()
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override] # uvicorn closes at once
        """The client says no more: close, unless it waits for the answer to a request it has sent whole."""
        if not self._answering() or self.cycle.more_body:
            return False
        self.cycle.keep_alive = False
        return True

    def pause_writing(self) -> None:
        """More waits to be taken than the client takes; see that it takes some."""
        super().pause_writing()
        self._expect_flow()

    def resume_writing(self) -> None:
        """The client has taken what waited."""
        self._flowing()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Read on; a head that stays incomplete is on the clock."""
        if b"pgrade:" in data or b"PGRADE:" in data:
            data = _UPGRADE.sub(_IGNORED, data)
        super().data_received(data)
        if self._head_is_open():
            self._wait_for_head(len(data))
        elif self._deadline is not None and self._answering():
            self._keep()

    def on_response_complete(self) -> None:
        """An answer is written; what is left of its request's body is on the clock."""
        self._outgoing.ended()
        super().on_response_complete()
        if self.transport.is_closing():
            self._expect_flow()
        elif self.cycle.more_body:
            self._expire_in(LINGER_S)

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection."""
        super().timeout_keep_alive_handler()
        self._expect_flow()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP."""
        self._refuse(Refusal(Reason.INVALID_VALUE, msg.rstrip(".")))

    def _head_is_open(self) -> bool:
        """Whether bytes have come that no complete head has accounted for."""
        if self.cycle is None or self.cycle.scope is not self.scope:
            return True
        return self.cycle.response_complete and not self.cycle.more_body

    def _wait_for_head(self, more: int) -> None:
        self._head_bytes = self._head_bytes + more if self._deadline is not None else more
        if self._head_bytes > HEAD_BYTES:
            self._refuse(Refusal(Reason.TOO_LARGE, f"the request's head is larger than {HEAD_BYTES} bytes", status=431))
        elif self._deadline is None and not self.transport.is_closing():
            self._expire_in(HEAD_S)

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _expire_in(self, seconds: float) -> None:
        self._keep()
        self._deadline = self.loop.call_later(seconds, self._expired)

    def _keep(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _expired(self) -> None:
        self._deadline = None
        if self._answering():
            self._expire_in(HEAD_S)
        elif self.scope is None or (self.cycle is not None and self.cycle.scope is self.scope):
            self.transport.close()  # nothing of a request has come, or only the rest of one that is answered
        else:
            self._refuse(Refusal(Reason.UNAVAILABLE, f"the head took more than {HEAD_S:.0f} s", status=408))

    def _refuse(self, refusal: Refusal) -> None:
        """Answer outside any request, then close."""
        self._keep()
        body = error_body(refusal)
        headers = [*self.server_state.default_headers, *error_headers(refusal, body), (b"connection", b"close")]
        lines = b"".join(b"%s: %s\r\n" % header for header in headers)
        self._outgoing.ended()
        self.transport.write(STATUS_LINE[status_of(refusal)] + lines + b"\r\n" + body)
        self.transport.close()
        self._expect_flow()

    def _expect_flow(self) -> None:
        """Cut the client off unless it takes some of what waits within `FLUSH_S`, and goes on so."""
        waiting = self.transport.get_write_buffer_size()
        if waiting and self._stall is None:
            self._stall = self.loop.call_later(FLUSH_S, self._stalled, waiting)

    def _stalled(self, waited: int) -> None:
        self._stall = None
        if self.transport.get_write_buffer_size() >= waited:
            self.transport.abort()
        else:
            self._expect_flow()

    def _flowing(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None
