"""What the rpcs' requests have in common, read and checked: nothing passes here that REST would refuse."""

from typing import Any, TypeAlias, TypeVar

from google.protobuf.message import Message

from tmf623.contract.changes import check_unknown_fields
from tmf623.contract.codec import accepted
from tmf623.contract.kinds import Kind
from tmf623.errors import Conflict, Invalid, Reason
from tmf623.query.criteria import Path
from tmf623.query.text import MOST_FIELDS, measure, parse_fields
from tmf623.rpc.projection import paths_of

Request: TypeAlias = Any
"""One of the contract's request messages; the rpc says which."""
M = TypeVar("M", bound=Message)


def identifier(request: Request) -> str:
    """The `id` the request is about; what it names is for the service to say."""
    check_unknown_fields(request)
    if not request.HasField("id"):
        raise Invalid(Reason.MISSING_ATTRIBUTE, "id is missing", attribute="id")
    return str(request.id)


def optional(request: Request, field: str) -> str | None:
    """A text of the request, or None when it is unset."""
    value: str = getattr(request, field)
    return value if request.HasField(field) else None


def sent(kind: Kind, request: Request) -> Message:
    """The resource as the client sent it, not checked yet; Invalid when there is none."""
    check_unknown_fields(request)
    if not request.HasField(kind.field):
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{kind.field} is missing", attribute=kind.field)
    resource: Message = getattr(request, kind.field)
    return resource


def whole(request: M) -> M:
    """The request with every value checked, as its JSON form would be."""
    check_unknown_fields(request)
    return accepted(request)


def unread(request: M) -> M:
    """A request that records measurements, checked as far as recording does not: what it reads, it checks itself.

    As `whole`, without a look at each of thousands of observations.
    """
    check_unknown_fields(request)
    return accepted(request) if b"\0" in request.SerializeToString() else request


def demand_same_id(kind: Kind, resource: Any, id: str) -> None:  # noqa: A002 - the contract's own word
    """Refuse a resource that states another id than the one it shall replace."""
    if resource.HasField("id") and str(resource.id) != id:
        raise Conflict(
            Reason.ID_MISMATCH, f"{kind.field}.id is {str(resource.id)[:64]!r}, not {id[:64]!r}", attribute="id"
        )


def fields(kind: Kind, request: Request) -> tuple[Path, ...]:
    """The attributes to return; () for all of them."""
    mask, text = request.read_mask.paths, optional(request, "fields")
    if mask and text is not None:
        raise Invalid(Reason.INVALID_QUERY, "read_mask and fields say the same thing: send one", attribute="fields")
    if len(mask) > MOST_FIELDS:
        raise Invalid(Reason.INVALID_QUERY, f"read_mask has more than {MOST_FIELDS} paths", attribute="read_mask")
    if mask:
        return paths_of(kind, mask)
    return parse_fields(kind, measured(text)) if text else ()


def measured(text: str) -> str:
    """A text of the query language; Invalid when it is longer than one may be."""
    measure(text.encode())
    return text
