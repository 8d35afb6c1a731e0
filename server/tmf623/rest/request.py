"""One request, as far as the operations of the contract look at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tmf623.rest.answer import Scope


@dataclass(slots=True)
class Request:
    """A request that passed the gate."""

    path: str
    """As sent, without the query."""
    query: bytes
    """As sent, percent-encoded."""
    headers: Mapping[bytes, bytes]
    """By name in lower case."""
    base: str
    """What links start with: scheme, host and prefix, or only the prefix."""
    id: str = ""
    """The path's last segment, when the path has a parameter."""
    media: str = ""
    """The body's media type; "" when the operation has no body."""
    body: Any = None
    """What the operation made of the body."""

    def text(self, name: bytes) -> str | None:
        """A header's value; None when it was not sent."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")


def headers_of(scope: Scope) -> Mapping[bytes, bytes]:
    """The headers by name; several of one name are one list (RFC 9110, 5.3)."""
    pairs: Sequence[tuple[bytes, bytes]] = scope["headers"]
    headers = dict(pairs)
    if len(headers) != len(pairs):
        headers = {}
        for name, value in pairs:
            headers[name] = headers[name] + b", " + value if name in headers else value
    return headers
