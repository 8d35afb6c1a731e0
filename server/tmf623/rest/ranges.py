"""Pages asked for by `Range: items=a-b` (RFC 9110, 14; TMF630 part 1, 4.5), beside `offset` and `limit`.

A range that is none, of another unit, or one of several is passed over, as RFC 9110 lets a server do; so is one
beside `If-Range`, since a list has no validator it could be compared with.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from tmf623.errors import Reason
from tmf623.rest.errors import Headers, Refusal

UNIT = b"items"
_RANGE = re.compile(rb"items=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))", re.IGNORECASE)


class Span(NamedTuple):
    """Which items of a list; both ends belong to it."""

    first: int | None
    """From 0; None: counted from the end."""
    last: int | None
    """None: to the end. Without a first one: how many of the last."""


def asked(headers: Mapping[bytes, bytes]) -> Span | None:
    """The range a request asks for; None when it asks for none that is honoured."""
    text = headers.get(b"range")
    if text is None or b"if-range" in headers:
        return None
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return None
    first, last, suffix = (int(part) if part else None for part in found.groups())
    if first is None:
        return Span(None, suffix)
    return None if last is not None and last < first else Span(first, last)


def page_of(span: Span, total: int) -> tuple[int, int | None]:
    """Offset and limit that give the range in a list of `total` items; a limit of None: all.

    Raises:
        Refusal: 416, it has none of them.
    """
    if span.first is None:
        number = span.last or 0
        if not number or not total:
            raise _unsatisfiable(f"the last {number}", total)
        return max(0, total - number), number
    if span.first >= total:
        raise _unsatisfiable(f"those from {span.first} on", total)
    return span.first, None if span.last is None else span.last - span.first + 1


def content_range(first: int, held: int, total: int) -> Headers:
    """The header that says which items an answer holds; none can when it holds none."""
    return [(b"content-range", b"%b %d-%d/%d" % (UNIT, first, first + held - 1, total))] if held else []


def _unsatisfiable(what: str, total: int) -> Refusal:
    sentence = f"of the {total} items there are, {what} are none"
    headers = {b"content-range": b"%b */%d" % (UNIT, total), b"accept-ranges": UNIT}
    return Refusal(Reason.INVALID_QUERY, sentence, status=416, headers=headers)
