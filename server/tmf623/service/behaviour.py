"""What a kind of resource demands and does beyond being stored: the seam where a resource's own room plugs in.

A room offers one `Behaviour` and `service.resources` runs it, whatever door the request came through, inside the
transaction of the change: a refusal leaves nothing behind, and a consequence is committed with its cause. Rooms
write other resources through `service.records`, never through `service.resources`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tmf623.contract.documents import Stored
from tmf623.contract.profiles import V4, Profile
from tmf623.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Origin:
    """How a request came in, as far as a resource remembers it."""

    profile: Profile = V4
    """The profile it was spoken in: a hub's events are written in it."""
    base: str = ""
    """Scheme, host and prefix the client used: where `href` in a hub's events starts."""
    private_callbacks: bool = False
    """Whether a hub may name a callback on a private address."""


def _accepted(_message: Any, _origin: Origin) -> None:
    """Nothing more is demanded."""


def _as_sent(_tx: Transaction, message: Any) -> Any:
    """The resource is stored as it was sent."""
    return message


def _as_changed(_tx: Transaction, _before: Any, after: Any) -> Any:
    """The resource is stored as the client changed it."""
    return after


def _let_go(_tx: Transaction, _message: Any) -> None:
    """Nothing holds the resource."""


def _no_consequence(_tx: Transaction, _before: Any, _after: Any) -> None:
    """Nothing follows."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The demands and consequences of one kind; each may raise a SlaError, which undoes the whole transaction."""

    check: Callable[[Any, Origin], None] = _accepted
    """(message, origin): refuse a content, new or changed, by itself; also tried on what a request sent."""
    created: Callable[[Transaction, Any], Any] = _as_sent
    """(tx, message) -> message: the resource as it is first stored, with what the server writes."""
    changed: Callable[[Transaction, Any, Any], Any] = _as_changed
    """(tx, before, after) -> message: the resource as it is stored next; keeps server-written attributes, refuses
    transitions. Called only when something differs."""
    deleted: Callable[[Transaction, Any], None] = _let_go
    """(tx, message): refuse a deletion."""
    named: Callable[[Transaction, str], Stored | None] | None = None
    """(tx, text) -> resource: what a path names that is no identifier; None: only identifiers name it."""
    follow: Callable[[Transaction, Any, Any], None] = _no_consequence
    """(tx, before, after), with id; before None: created, after None: deleted. What follows, after it is stored."""
