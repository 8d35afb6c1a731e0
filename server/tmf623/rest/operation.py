"""What connexion resolves an operation of the contract to."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from tmf623.rest.answer import Answer
from tmf623.rest.request import Request


class Operation(NamedTuple):
    """One operation, ready to be carried out."""

    run: Callable[[Request], Awaitable[Answer]]
    read: Callable[[str, Any], object] | None = None
    """What the operation makes of a body, given its media type and JSON value; Invalid when it cannot."""
    explain: Callable[[str, Any], object] | None = None
    """Raises Invalid with the contract's own words for a body its schema refuses; None: `read` does."""
    streams: frozenset[str] = frozenset()
    """Media types whose body the operation reads by itself, as it comes: `Request.body` is then an `Incoming`."""
