"""Lists: filter, order and page, with answers put together from stored bytes.

A page is shortened to what a message may hold; its token goes on where it ends.
"""

from dataclasses import replace
from typing import NamedTuple

from tmf623.contract import wire
from tmf623.contract.changes import check_unknown_fields
from tmf623.contract.kinds import Kind
from tmf623.contract.rendering import rows_bytes
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import All, Path, Query
from tmf623.query.text import parse_filter, parse_sort
from tmf623.rpc import paging, requests
from tmf623.rpc.calls import Behaviour, Context
from tmf623.rpc.door import Door, Rpc
from tmf623.rpc.projection import projected
from tmf623.rpc.requests import Request
from tmf623.service import resources
from tmf623.store.resources import Form
from tmf623.store.transaction import Transaction


class _Rendered(NamedTuple):
    rows: list[bytes]
    total: int
    next: str | None


def behaviour(rpc: Rpc) -> Behaviour:
    """What the rpc that lists resources of one kind does."""
    door, kind, _ = rpc
    row_key, total_key = rpc.key(kind.field), rpc.key("total_count", wire.VARINT)
    token_key = rpc.key("next_page_token")

    def find(request: Request, _context: Context) -> bytes:
        check_unknown_fields(request)
        listing, fields = _listing(kind, request), requests.fields(kind, request)
        query = _query(door, kind, request, listing)
        page = door.store.read(lambda tx: _page(tx, door, kind, query, fields))
        parts: list[bytes] = []
        for row in page.rows:
            parts += (row_key, wire.varint(len(row)), row)
        parts.append(total_key + wire.varint(page.total))
        if page.next is not None:
            parts.append(wire.delimited(token_key, paging.token(listing, page.next).encode()))
        return b"".join(parts)

    return find


def _listing(kind: Kind, request: Request) -> paging.Listing:
    return paging.Listing(kind.name, request.filter, request.sort)


def _query(door: Door, kind: Kind, request: Request, listing: paging.Listing) -> Query:
    offset, limit = natural(request, "offset"), natural(request, "limit")
    after = None
    if request.page_token:
        if offset is not None:
            raise Invalid(Reason.INVALID_QUERY, "offset and page_token exclude each other", attribute="offset")
        after = paging.position(listing, request.page_token)
    return Query(
        where=parse_filter(kind, request.filter) if request.filter else All(()),
        order=parse_sort(kind, requests.measured(request.sort)) if request.sort else (),
        offset=offset or 0,
        limit=door.max_page if limit is None else min(limit, door.max_page),
        after=after,
    )


def natural(request: Request, field: str) -> int | None:
    """A whole number of the request, or None when it is unset; Invalid when it is less than 0."""
    if not request.HasField(field):
        return None
    number: int = getattr(request, field)
    if number < 0:
        raise Invalid(Reason.INVALID_QUERY, f"{field} is {number}, less than 0", attribute=field)
    return number


def _page(tx: Transaction, door: Door, kind: Kind, query: Query, fields: tuple[Path, ...]) -> _Rendered:
    page = resources.find(tx, kind, query, Form.MESSAGE)
    rows = rows_bytes(kind, page.rows, door.origin.base)
    if fields:
        rows = [projected(kind, row, fields) for row in rows]
    fitting = _fitting(rows, door.max_answer)
    if fitting < len(rows):
        page = resources.find(tx, kind, replace(query, limit=fitting), Form.MESSAGE)  # whose position is its last row
    return _Rendered(rows[:fitting], page.total, page.next)


def _fitting(rows: list[bytes], most: int) -> int:
    """How many rows one message holds; at least one, for else a list would never go on."""
    if sum(map(len, rows)) + len(rows) * _FRAME <= most:
        return len(rows)
    size = 0
    for count, row in enumerate(rows):
        size += len(row) + _FRAME
        if size > most and count:
            return count
    return len(rows)


_FRAME = 6
"""Most bytes before a row: its key and its length."""
