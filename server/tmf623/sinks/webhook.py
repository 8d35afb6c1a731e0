"""Events by HTTP POST to a callback.

Any 2xx answer is an acknowledgement, whatever its body. Redirects are not followed: the target was never judged.
No proxy of the environment is used: it would resolve the name itself.
"""

import asyncio
import socket
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import aiohttp
from yarl import URL

from tmf623 import __version__
from tmf623.errors import Invalid
from tmf623.sinks.addresses import checked
from tmf623.sinks.lookups import PublicOnly, SystemLookups, judge

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver

CONNECT_S = 3.0
TOTAL_S = 10.0
_BODY_S = 1.0
"""How long an answer's body may take after its head; a connection whose body is not through is not used again."""
_BODY_BYTES = 64 * 1024
_MOST_CONNECTIONS = 512
_MOST_CONNECTIONS_PER_HOST = 128
_IDLE_S = 30.0
_LONGEST_ERROR = 200
_ACKNOWLEDGED = range(200, 300)

_HEADERS = {"Content-Type": "application/json", "User-Agent": f"tmf623/{__version__}"}


class Answer(NamedTuple):
    """What a receiver made of one event."""

    status: int | None
    """HTTP status, or None when none came."""
    error: str | None
    """One line on why it does not count, or None for an acknowledgement."""
    retry_after: str | None = None
    """The answer's Retry-After, unread."""


class Webhook:
    """Posts to callbacks, from inside one event loop: `async with webhook: await webhook.post(...)`."""

    def __init__(self, *, private: bool = False, resolver: "AbstractResolver | None" = None) -> None:
        """Say what may be called; nothing is opened yet.

        `private` allows callbacks on addresses that are not public. `resolver` replaces the system's.
        """
        self._private = private
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the pool of connections."""
        lookups = self._resolver or SystemLookups()
        connector = aiohttp.TCPConnector(
            resolver=lookups if self._private else PublicOnly(lookups),
            socket_factory=_socket if self._private else _public_socket,
            limit=_MOST_CONNECTIONS,
            limit_per_host=_MOST_CONNECTIONS_PER_HOST,
            keepalive_timeout=_IDLE_S,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=TOTAL_S, sock_connect=CONNECT_S),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
            auto_decompress=False,
            trust_env=False,
            read_bufsize=_BODY_BYTES,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the pool."""
        if self._session:
            await self._session.close()
            self._session = None

    async def post(self, callback: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        """Send one event; what goes wrong is in the answer, never raised.

        `callback` is judged again here: it may have been registered when private addresses were allowed.
        """
        if self._session is None:
            raise RuntimeError("the webhook sink is not open")
        try:
            checked(callback, private=self._private)
            target = URL(callback, encoded=True)
            async with self._session.post(target, data=body, headers=headers, allow_redirects=False) as response:
                await _skip_body(response)
                return _answer(response)
        except Invalid as error:
            return Answer(None, _line(error.message))
        except TimeoutError:
            return Answer(None, f"no answer within {TOTAL_S:.0f} s")
        except (aiohttp.ClientError, OSError) as error:
            return Answer(None, _line(f"{error}" or type(error).__name__))


def _answer(response: aiohttp.ClientResponse) -> Answer:
    if response.status in _ACKNOWLEDGED:
        return Answer(response.status, None)
    why = f"HTTP {response.status} {response.reason or ''}".rstrip()
    return Answer(response.status, _line(why), response.headers.get("Retry-After"))


async def _skip_body(response: aiohttp.ClientResponse) -> None:
    """Read a short body away so that its connection can be used again; a long or slow one costs the connection."""
    if response.content.at_eof():
        return
    left = _BODY_BYTES
    try:
        async with asyncio.timeout(_BODY_S):
            while left > 0 and (chunk := await response.content.readany()):
                left -= len(chunk)
    except (TimeoutError, aiohttp.ClientError):
        left = 0
    if left <= 0:
        response.close()


def _line(text: str) -> str:
    """`text` as one short line of printable characters."""
    return "".join(c if c.isprintable() else " " for c in text[:_LONGEST_ERROR])


def _socket(target: tuple[Any, ...]) -> socket.socket:
    return socket.socket(target[0], target[1], target[2])


def _public_socket(target: tuple[Any, ...]) -> socket.socket:
    """A socket for `target`, judged once more: whatever way an address came, this is the last step before it."""
    judge(str(target[4][0]))
    return _socket(target)
