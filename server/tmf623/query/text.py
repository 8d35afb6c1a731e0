"""TMF630's query language as it stands in the fields of a gRPC request: `filter`, `sort`, `fields`."""

import re
from functools import lru_cache

from tmf623.contract.faults import shown
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason
from tmf623.query import attributes, terms
from tmf623.query.attributes import Vocabulary
from tmf623.query.criteria import Any, Order, Path, Predicate, Value, ValueType
from tmf623.query.jsonpath_filter import parse_jsonpath
from tmf623.query.logic import all_of
from tmf623.query.terms import PLAIN, Alternative, Encoding, Subject

LONGEST = 8192
"""Bytes of the longest query."""
MOST_TERMS = 100
"""Criteria one query may have."""
MOST_PATTERNS = 5
"""Regular expressions among them."""
MOST_FIELDS = 200

NOTHING_BUT_ID: tuple[Path, ...] = (("id",), ("href",))
"""The fields of `fields=none`."""

_JSONPATH = re.compile(r"\s*(?:\$|[^=<>!;,&]*\[\s*\?)")


@lru_cache(maxsize=512)
def parse_filter(kind: Kind, text: str) -> Predicate:
    """Read a filter that stands alone, as in gRPC: the criteria of a query string, or one JSONPath.

    A `+` is itself; other than that the text is encoded as in a query string: `%2C` is a comma within a value.

    Raises:
        Invalid: as `parse_query`; also for `fields`, `sort`, `offset` and `limit`, which have fields of their own.
    """
    if is_jsonpath(text):
        measure(text.encode("utf-8", "surrogatepass"))
        return parse_jsonpath(kind, text)
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise Invalid(Reason.INVALID_QUERY, f"the filter {shown(text)} has half a surrogate pair") from None
    criteria, controls = read(Vocabulary(kind), raw, PLAIN)
    for name in controls:
        if name != "filter":
            raise Invalid(Reason.INVALID_QUERY, f"{name} does not belong in a filter", attribute=name)
    return all_of([*criteria, *(parse_jsonpath(kind, path) for path in controls.get("filter", ()))])


def is_jsonpath(text: str) -> bool:
    """Whether a filter that stands alone is JSONPath: it starts with `$`, or with a path and a filter in brackets."""
    return _JSONPATH.match(text) is not None


@lru_cache(maxsize=512)
def parse_sort(kind: Kind, text: str) -> tuple[Order, ...]:
    """Read TMF630's `sort`: "a,-b.c"; `+` (or the space it becomes when not encoded) or nothing is ascending.

    `href` sorts as `id` does; of an attribute named twice the first counts.

    Raises:
        Invalid: INVALID_QUERY, naming the attribute the resource does not have.
    """
    measure(text.encode("utf-8", "surrogatepass"))
    vocabulary = Vocabulary(kind)
    orders: dict[Path, Order] = {}
    for part in text.split(",") if text else ():
        name = part.lstrip(" ").removeprefix("+") if not part.startswith("-") else part[1:]
        named = vocabulary.scalar(name)
        if named is None or named.attribute.type is None:
            raise vocabulary.unknown(name)
        descending = part.startswith("-")
        if named.path in NOTHING_BUT_ID:
            order = Order(("id",), ValueType.NUMBER, descending)
        else:
            order = Order(named.path, named.attribute.type, descending)
        orders.setdefault(order.path, order)
    if len(orders) > MOST_TERMS:
        raise Invalid(Reason.INVALID_QUERY, f"sort names more than {MOST_TERMS} attributes", attribute="sort")
    return tuple(orders.values())


def parse_fields(kind: Kind, text: str) -> tuple[Path, ...]:
    """Read TMF630's `fields`: "a,b.c"; "none" is `id` and `href` alone, nothing is everything.

    Names the contract does not know are kept: a resource may have announced them. Where it has not, they
    select nothing.

    Raises:
        Invalid: INVALID_QUERY: there are too many.
    """
    measure(text.encode("utf-8", "surrogatepass"))
    names = dict.fromkeys(name for name in text.split(",") if name)
    if len(names) > MOST_FIELDS:
        raise Invalid(Reason.INVALID_QUERY, f"fields names more than {MOST_FIELDS} attributes", attribute="fields")
    if "none" in names and Vocabulary(kind).scalar("none") is None:
        names = {name: None for name in names if name != "none"}
        return tuple(path for path in map(attributes.path_of, names) if path) or NOTHING_BUT_ID
    paths = tuple(path for path in map(attributes.path_of, names) if path)
    return paths or (NOTHING_BUT_ID if names else ())


_CONTROLS = {"filter", "fields", "sort", "offset", "limit"}


def read(vocabulary: Vocabulary, raw: bytes, encoding: Encoding) -> tuple[list[Predicate], dict[str, list[str]]]:
    """The criteria of a query string, and the decoded values of what is not a criterion, by name.

    Raises:
        Invalid: INVALID_QUERY, naming what is wrong.
    """
    measure(raw)
    found = [term for term in raw.split(b"&") if term]
    if len(found) > MOST_TERMS:
        raise Invalid(Reason.INVALID_QUERY, f"the query has more than {MOST_TERMS} terms")
    controls: dict[str, list[str]] = {}
    read: list[list[Alternative]] = []
    for term in found:
        name, symbol, rest = terms.name_of(term, encoding)
        if name in _CONTROLS and symbol == "=":
            controls.setdefault(name, []).append(encoding.decoded(rest))
        elif name in _CONTROLS and symbol == "==":
            controls.setdefault(name, []).append("=" + encoding.decoded(rest))
        else:
            read.append(terms.alternatives(vocabulary, term, encoding))
    _count(read)
    return _grouped(vocabulary.kind, read), controls


def measure(raw: bytes) -> None:
    """Refuse what is longer than LONGEST."""
    if len(raw) > LONGEST:
        raise Invalid(Reason.INVALID_QUERY, f"the query is longer than {LONGEST} bytes")


def _count(read: list[list[Alternative]]) -> None:
    every = [alternative for term in read for alternative in term]
    if sum(len(alternative.values) for alternative in every) > terms.MOST_VALUES:
        raise Invalid(Reason.INVALID_QUERY, f"the query compares with more than {terms.MOST_VALUES} values")
    patterns = [alternative for alternative in every if alternative.subject.operator == "regex"]
    if len(patterns) > MOST_PATTERNS:
        raise Invalid(Reason.INVALID_QUERY, f"the query has more than {MOST_PATTERNS} patterns")


def _grouped(kind: Kind, read: list[list[Alternative]]) -> list[Predicate]:
    """One predicate for each subject of the plain terms, however often it is repeated (OR), and each composite."""
    plain: dict[Subject, tuple[Value, ...]] = {}
    composite: list[Predicate] = []
    for term in read:
        subjects: dict[Subject, tuple[Value, ...]] = {}
        for alternative in term:
            subjects[alternative.subject] = subjects.get(alternative.subject, ()) + alternative.values
        if len(subjects) == 1:
            for subject, values in subjects.items():
                plain[subject] = plain.get(subject, ()) + values
        else:
            composite.append(Any(tuple(terms.comparison(kind, *item) for item in subjects.items())))
    return [*(terms.comparison(kind, *item) for item in plain.items()), *composite]
