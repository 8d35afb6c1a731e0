"""Criteria carried out by the database: the rows are those the criteria mean, whichever database it is."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clock import Clock
from databases import POSTGRES, database
from query.documents import Writer
from query.drawing import orders, predicates
from query.oracle import satisfies, sorted_by
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.kinds import SLA, SLA_VIOLATION, Kind
from tmf623.query.criteria import All, Order, Query
from tmf623.query.evaluate import holds
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
@settings(max_examples=400)
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
