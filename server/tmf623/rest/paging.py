"""Pages over HTTP: how many there are, where the others are (TMF630 part 1, 4.5; RFC 8288)."""

from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from tmf623.rest.errors import Headers

AFTER = b"after"
"""The parameter of our own links that says where the page before ended: pages then tile, whatever is written."""
_OURS = frozenset({b"offset", b"limit", AFTER})


class Slice(NamedTuple):
    """Which part of a list an answer is."""

    offset: int
    limit: int | None
    """How many were asked for at most; None: all."""
    held: int
    """How many there are."""
    total: int
    """How many match in all."""
    next: str | None
    """Where the list goes on; None at its end."""

    @property
    def is_whole(self) -> bool:
        """Whether the answer is all there is."""
        return self.held == self.total


def without_place(query: bytes) -> tuple[bytes, str | None]:
    """The query without the place our own link put into it, and the place."""
    if AFTER not in query:
        return query, None
    parts = query.split(b"&")
    ours = [part for part in parts if part.partition(b"=")[0] == AFTER]
    if not ours:
        return query, None
    place = unquote_to_bytes(ours[-1].partition(b"=")[2]).decode("latin-1")
    return b"&".join(part for part in parts if part not in ours), place


def page_headers(url: str, query: bytes, part: Slice) -> Headers:
    """X-Total-Count, X-Result-Count, and Link to the pages around `part` of the list at `url`."""
    headers = [
        (b"x-total-count", b"%d" % part.total),
        (b"x-result-count", b"%d" % part.held),
        (b"accept-ranges", b"items"),
    ]
    links = _links(part)
    if links:
        start = "&".join([*_others(query), ""])
        texts = [f'<{url}?{start}{parameters}>; rel="{name}"' for name, parameters in links]
        headers.append((b"link", ", ".join(texts).encode("latin-1", "replace")))
    return headers


def _links(part: Slice) -> list[tuple[str, str]]:
    limit = part.limit
    if not limit or part.is_whole:
        return []
    links = [("first", f"offset=0&limit={limit}")]
    if part.offset:
        links.append(("prev", f"offset={max(0, part.offset - limit)}&limit={min(limit, part.offset)}"))
    if part.next is not None:
        links.append(("next", f"offset={part.offset + part.held}&limit={limit}&{AFTER.decode()}={part.next}"))
    phase = part.offset % limit
    last = phase + max(0, part.total - 1 - phase) // limit * limit
    links.append(("last", f"offset={last}&limit={limit}"))
    return links


def _others(query: bytes) -> list[str]:
    """The other parameters as sent, with what may not stand in a header encoded."""
    parts = [part for part in query.split(b"&") if part and unquote_to_bytes(part.partition(b"=")[0]) not in _OURS]
    return ["".join(chr(byte) if byte in _URL else f"%{byte:02X}" for byte in part) for part in parts]


_URL = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$'()*+,;=%")
"""Bytes of a query that may stand for themselves inside `<…>` of a Link header."""
