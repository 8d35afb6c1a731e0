"""Criteria carried out by the database: the rows are those the criteria mean, whichever database it is."""

import json
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import quote

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from clock import Clock
from databases import POSTGRES, database
from query.documents import NUMBERS, TYPE, Writer
from query.drawing import orders, predicates
from query.oracle import satisfies, sorted_by
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.kinds import SLA, SLA_VIOLATION, Kind
from tmf623.errors import Invalid
from tmf623.query.criteria import All, Order, Query
from tmf623.query.evaluate import holds
from tmf623.query.parameters import parse_query
from tmf623.store.decimal_keys import decimal_key
from tmf623.store.store import Store

KINDS = [pytest.param(SLA, id="sla"), pytest.param(SLA_VIOLATION, id="slaViolation")]
COUNT = 120


class Shelf:
    """A store, and what was put into it as JSON values with their ids."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.values: dict[str, list[dict[str, Any]]] = {SLA.name: [], SLA_VIOLATION.name: []}

    def add(self, kind: Kind, body: dict[str, Any]) -> None:
        message = message_of(kind.message, body)
        stored = self.store.write(lambda tx: tx.resources.insert(kind, message))
        self.values[kind.name].append(json_value(message) | {"id": str(stored.id)})

    def found(self, kind: Kind, query: Query) -> list[str]:
        page = self.store.read(lambda tx: tx.resources.find(kind, query))
        return [str(row.id) for row in page.rows]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with database(tmp_path_factory.mktemp("filters"), request.param) as url:
        store = Store.open(url, clock=Clock())
        full = Shelf(store)
        writer = Writer()
        for _ in range(COUNT):
            full.add(SLA, writer.sla())
            full.add(SLA_VIOLATION, writer.violation())
        yield full
        store.close()


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=200)
def test_the_database_finds_what_the_criteria_mean(shelf: Shelf, kind: Kind, data: st.DataObject) -> None:
    predicate = data.draw(predicates(kind))
    meant = [value["id"] for value in shelf.values[kind.name] if satisfies(predicate, value)]
    assert shelf.found(kind, Query(where=predicate)) == meant
    assert [value["id"] for value in shelf.values[kind.name] if holds(predicate, value)] == meant


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=100)
def test_the_database_sorts_by_the_least_value_and_then_by_id(shelf: Shelf, kind: Kind, data: st.DataObject) -> None:
    order = data.draw(orders(kind))
    meant = [value["id"] for value in sorted_by(order, shelf.values[kind.name])]
    assert shelf.found(kind, Query(order=tuple(order))) == meant


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=40)
def test_pages_that_follow_each_other_tile_a_sorted_list(shelf: Shelf, kind: Kind, data: st.DataObject) -> None:
    order: tuple[Order, ...] = tuple(data.draw(orders(kind)))
    whole = shelf.found(kind, Query(order=order))
    tiles: list[str] = []
    after = None
    while True:
        query = Query(All(()), order, limit=17, after=after)
        page = shelf.store.read(lambda tx, query=query: tx.resources.find(kind, query))
        tiles += [str(row.id) for row in page.rows]
        after = page.next
        if after is None:
            break
    assert tiles == whole


HOSTILE = [
    "' OR '1'='1",
    "'; DROP TABLE sla; --",
    '" OR ""="',
    "x' UNION SELECT document FROM hub --",
    "1) OR (1=1",
    "%' OR name LIKE '%",
    "\\'; SELECT pg_sleep(5); --",
    "'||(SELECT pg_sleep(5))||'",
    "$$; SELECT 1; $$",
    ":name %(name)s %s ? {0} $1",
    '{"$gt": ""}',
    "$.document",
    "/*",
    "\\",
    "\u202e",
    "\ufeff",
    "\U0010ffff",
    "\x7f\x01\x1b[31m",
    "\uff27\uff4f\uff4c\uff44",
    "\ufdfa",
    "null",
    "NaN",
    "1e309",
    "--",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text.encode("ascii", "backslashreplace").decode())
def test_a_hostile_value_finds_its_literal_and_nothing_else(shelf: Shelf, text: str) -> None:
    shelf.add(SLA, {"name": text, "relatedParty": [{"role": text}], **TYPE, "colour": text})
    wanted = shelf.values[SLA.name][-1]["id"]
    same = {value["id"] for value in shelf.values[SLA.name] if value.get("name") == text}
    raw = quote(text).encode()
    for query in (
        b"name=" + raw,
        b"relatedParty.role=" + raw + b"&name=" + raw,
        b"name.regex=" + quote(f"^{re2.escape(text)}$").encode(),
        b"filter=" + quote(f"$[?@.name=={json.dumps(text)}]").encode(),
        b"filter=" + quote(f"$.relatedParty[?@.role=={json.dumps(text)}]").encode() + b"&name=" + raw,
        b"filter=" + quote(f"$[?@.colour=={json.dumps(text)} && @.name=={json.dumps(text)}]").encode(),
    ):
        found = shelf.found(SLA, parse_query(SLA, query).query)
        assert wanted in found, query
        assert same.issuperset(found), query


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text.encode("ascii", "backslashreplace").decode())
def test_a_hostile_name_finds_the_attribute_of_that_name_and_nothing_else(shelf: Shelf, text: str) -> None:
    shelf.add(SLA, {**TYPE, text: {"x": "here"}})
    wanted = [value["id"] for value in shelf.values[SLA.name] if text in value and isinstance(value[text], dict)]
    path = f"$[?@[{json.dumps(text)}].x=='here']"
    assert shelf.found(SLA, parse_query(SLA, b"filter=" + quote(path).encode()).query) == wanted
    with pytest.raises(Invalid):
        parse_query(SLA, quote(text).encode() + b"=1")


DEEP = "filter=$[?@.rule[?" + "!(@.id=='x' || " * 3 + "@.spec.population.ticketType[?@=='a']" + ")" * 3 + "]]"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("&".join(f"relatedParty.role.ne={n}" for n in range(2)), id="one more"),
        pytest.param("name=" + ",".join(map(str, range(200))), id="as many values as can be"),
        pytest.param(";".join(f"name.ne={n}" for n in range(99)) + ";version=x", id="as many alternatives as can be"),
        pytest.param("&".join(f"name.regex={'[ab]*a[ab]{90}'}" for _ in range(5)), id="as many patterns as can be"),
        pytest.param("sort=" + ",".join(f"{a}.{b}" for a in ("rule", "relatedParty") for b in ("id",)), id="sorts"),
        pytest.param(DEEP, id="as deep as can be"),
        pytest.param("filter=$[?" + "@.a[?" * 7 + "@.b" + "]" * 8, id="as deep as can be where nothing is known"),
        pytest.param(
            "filter=$[?" + "%26%26".join(["@.rule[?@.id!='x']"] * 50) + "]", id="as many conditions as can be"
        ),
    ],
)
def test_the_largest_queries_are_carried_out_in_less_than_a_second(shelf: Shelf, raw: str) -> None:
    query = parse_query(SLA, raw.encode()).query
    assert min(_seconds(shelf, query) for _ in range(3)) < 1


def _seconds(shelf: Shelf, query: Query) -> float:
    began = time.perf_counter()
    shelf.found(SLA, query)
    return time.perf_counter() - began


FINITE = st.decimals(allow_nan=False, allow_infinity=False)


@given(numbers=st.lists(st.one_of(FINITE, st.sampled_from(NUMBERS).map(Decimal)), min_size=2))
def test_keys_of_decimals_sort_and_equal_as_the_decimals_do(numbers: list[Decimal]) -> None:
    small = [number for number in numbers if abs(number.adjusted()) < 400]
    by_key = sorted(small, key=decimal_key)
    assert [Fraction(number) for number in by_key] == sorted(Fraction(number) for number in small)
    assert len({decimal_key(number) for number in small}) == len({Fraction(number) for number in small})
