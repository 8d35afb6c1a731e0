"""TMF630's query language as it stands in the query string of a URL."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from tmf623.contract.faults import shown
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason
from tmf623.query.attributes import Vocabulary
from tmf623.query.criteria import Path, Query
from tmf623.query.jsonpath_filter import parse_jsonpath
from tmf623.query.logic import all_of
from tmf623.query.terms import FORM
from tmf623.query.text import parse_fields, parse_sort, read

__all__ = ["ListRequest", "parse_fields", "parse_item_query", "parse_query"]

LARGEST_NUMBER = 2**53
"""The largest `offset` and `limit`."""

_WHOLE = re.compile(r"\d{1,16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What the query string of a list asks for."""

    query: Query = field(default_factory=Query)
    fields: tuple[Path, ...] = ()
    """Attributes to return beside `id` and `href`; () is all."""
    paged: bool = False
    """Whether the client asked for a page: it sent `offset` or `limit`."""


@lru_cache(maxsize=512)
def parse_query(kind: Kind, raw: bytes) -> ListRequest:
    """Read the raw query string of a list of `kind`, still percent-encoded, without `?`.

    `fields`, `sort`, `offset`, `limit` and `filter` are what TMF630 says; every other name is an attribute.

    Raises:
        Invalid: INVALID_QUERY, naming what is wrong; NOT_SUPPORTED for JSONPath that cannot be searched for.
    """
    criteria, controls = read(Vocabulary(kind), raw, FORM)
    filters = [parse_jsonpath(kind, text) for text in controls.get("filter", ())]
    paged = "offset" in controls or "limit" in controls
    query = Query(
        where=all_of([*criteria, *filters]),
        order=parse_sort(kind, ",".join(controls.get("sort", ()))),
        offset=_whole("offset", controls) or 0,
        limit=_whole("limit", controls),
    )
    return ListRequest(query, parse_fields(kind, ",".join(controls.get("fields", ()))), paged)


def parse_item_query(kind: Kind, raw: bytes) -> tuple[Path, ...]:
    """Read the raw query string of a request for one resource: only `fields` may stand there.

    Raises:
        Invalid: INVALID_QUERY, naming what is wrong.
    """
    criteria, controls = read(Vocabulary(kind), raw, FORM)
    others = [name for name in controls if name != "fields"]
    if criteria or others:
        what = others[0] if others else "a filter"
        raise Invalid(Reason.INVALID_QUERY, f"{what} does not apply to a single {kind.name}")
    return parse_fields(kind, ",".join(controls.get("fields", ())))


def _whole(name: str, controls: dict[str, list[str]]) -> int | None:
    texts = controls.get(name)
    if texts is None:
        return None
    if len(texts) > 1:
        raise Invalid(Reason.INVALID_QUERY, f"{name} is given more than once", attribute=name)
    if _WHOLE.fullmatch(texts[0]) and int(texts[0]) <= LARGEST_NUMBER:
        return int(texts[0])
    raise Invalid(
        Reason.INVALID_QUERY, f"{name} is {shown(texts[0])}, not a whole number from 0 to 2^53", attribute=name
    )
