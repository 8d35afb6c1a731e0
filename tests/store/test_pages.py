"""Lists, page by page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resting import body, insert
from tmf623.contract.documents import Stored
from tmf623.contract.kinds import SLA
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import All, Comparison, Operator, Order, Query, ValueType
from tmf623.store import pages
from tmf623.store.store import Store

NAME = Order(("name",), ValueType.TEXT)
VERSION = Order(("version",), ValueType.NUMBER)
STATE_DOWN = Order(("state",), ValueType.TEXT, descending=True)


def find(store: Store, **query: Any) -> pages.Page:
    return store.read(lambda tx: tx.resources.find(SLA, Query(**query)))


def walk(store: Store, **query: Any) -> Iterator[list[Stored]]:
    """The pages of a list, each found from the place the one before ended."""
    after = None
    while True:
        page = find(store, after=after, **query)
        yield page.rows
        after = page.next
        if after is None:
            return


def ids(store: Store, **query: Any) -> list[int]:
    return [row.id for rows in walk(store, **query) for row in rows]


def equal(name: str) -> Comparison:
    return Comparison(("name",), ValueType.TEXT, Operator.EQ, (name,))


def test_pages_tile_the_list(store: Store) -> None:
    for _ in range(7):
        insert(store, SLA)
    sizes = [len(rows) for rows in walk(store, limit=3)]
    assert sizes == [3, 3, 1]
    assert ids(store, limit=3) == ids(store, limit=1) == ids(store) == [1, 2, 3, 4, 5, 6, 7]


def test_the_last_page_has_nothing_after_it(store: Store) -> None:
    for _ in range(4):
        insert(store, SLA)
    assert [find(store, offset=offset, limit=2).next is None for offset in (0, 1, 2, 3, 4)] == [
        False,
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("offset", "limit", "expected"),
    [
        pytest.param(0, None, [1, 2, 3, 4], id="all"),
        pytest.param(1, 2, [2, 3], id="the middle"),
        pytest.param(3, 9, [4], id="over the end"),
        pytest.param(9, 2, [], id="past the end"),
        pytest.param(10**12, 2, [], id="far past the end"),
        pytest.param(0, 0, [], id="only the total"),
    ],
)
def test_an_offset_passes_over_rows(store: Store, offset: int, limit: int | None, expected: list[int]) -> None:
    for _ in range(4):
        insert(store, SLA)
    page = find(store, offset=offset, limit=limit)
    assert ([row.id for row in page.rows], page.total) == (expected, 4)


def test_a_large_offset_passes_over_the_same_rows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        insert(store, SLA, name=f"{number % 7}", state="draft" if number % 3 else "observed")
    monkeypatch.setattr(pages, "_DEEP", 100)
    draft = Comparison(("state",), ValueType.TEXT, Operator.EQ, ("draft",))
    queries: list[dict[str, Any]] = [
        {"where": where, "order": order, "offset": offset, "limit": 4}
        for where in (All(()), draft)
        for order in ((), (NAME,), (STATE_DOWN, NAME))
        for offset in (1, 5, 11)
    ]
    shallow = [find(store, **query) for query in queries]
    monkeypatch.setattr(pages, "_DEEP", 0)
    assert [find(store, **query) for query in queries] == shallow


def test_the_total_counts_what_satisfies_the_criteria(store: Store) -> None:
    for name in ("a", "b", "a", "c", "a"):
        insert(store, SLA, name=name)
    page = find(store, where=equal("a"), limit=2)
    assert ([row.id for row in page.rows], page.total) == ([1, 3], 3)
    assert store.read(lambda tx: tx.resources.find(SLA, Query(limit=1), counted=False)).total == 0


def test_a_total_follows_every_change(store: Store) -> None:
    totals = []
    for _ in range(3):
        insert(store, SLA)
        totals.append(find(store, limit=1).total)
    store.write(lambda tx: tx.resources.delete(SLA, 2))
    totals.append(find(store, limit=1).total)
    store.write(lambda tx: tx.resources.replace(SLA, 1, body(SLA, name="renamed")))
    totals.append(find(store, where=equal("renamed"), limit=1).total)
    assert totals == [1, 2, 3, 2, 1]


def test_a_total_follows_the_changes_of_other_stores(opened: Callable[[], Store]) -> None:
    one, other = opened(), opened()
    totals = []
    for _ in range(3):
        insert(other, SLA)
        totals.append(find(one, limit=1).total)
    assert totals == [1, 2, 3]


def test_a_list_without_a_limit_has_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LARGEST_PAGE", 3)
    for _ in range(5):
        insert(store, SLA)
    assert [len(find(store, limit=limit).rows) for limit in (None, 4)] == [3, 3]
    assert ids(store) == [1, 2, 3, 4, 5]


def test_a_walk_meets_what_stays_once_although_rows_come_and_go(store: Store) -> None:
    for number in range(12):
        insert(store, SLA, name=f"{number:02}")
    met: list[int] = []
    for page, rows in enumerate(walk(store, order=(NAME,), limit=3)):
        met += [row.id for row in rows]
        if page == 0:
            store.write(lambda tx: tx.resources.delete(SLA, 2))  # passed already
            store.write(lambda tx: tx.resources.delete(SLA, 5))  # not yet
            insert(store, SLA, name="00a")  # id 13, before the place
            insert(store, SLA, name="07a")  # id 14, behind it
    assert met == [1, 2, 3, 4, 6, 7, 8, 14, 9, 10, 11, 12]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param((NAME,), ["A", "Z", "a", "b", "\U00010000", None], id="text by code point, without one last"),
        pytest.param((Order(("name",), ValueType.TEXT, descending=True),), ["\U00010000", "b", "a", "Z", "A", None],
                     id="without one last in both directions"),
    ],
)  # fmt: skip
def test_text_is_sorted_by_code_point(store: Store, order: tuple[Order, ...], expected: list[str | None]) -> None:
    for name in ("b", None, "A", "\U00010000", "Z", "a"):
        message = body(SLA)
        message.ClearField("name")
        if name is not None:
            message.name = name
        store.write(lambda tx, message=message: tx.resources.insert(SLA, message))
    names = [
        SLA.message.FromString(row.message).name or None  # type: ignore[attr-defined]
        for rows in walk(store, order=order, limit=1)
        for row in rows
    ]
    assert names == expected


ROW = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["a", "B", "a" * 200, "a" * 200 + "b", "é"]),
        "version": st.sampled_from(["1", "1.0", "10", "2", "-3.5", "0.1"]),
        "state": st.sampled_from(["observed", "draft"]),
    },
)
ORDERS = st.lists(st.sampled_from([NAME, VERSION, STATE_DOWN]), max_size=3, unique=True).map(tuple)


@given(rows=st.lists(ROW, min_size=1, max_size=8), order=ORDERS, limit=st.integers(1, 4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_walking_by_places_is_the_same_as_by_offsets(
    store: Store, rows: list[dict[str, str]], order: tuple[Order, ...], limit: int
) -> None:
    def fill(tx: Any) -> None:
        for page in list(tx.resources.find(SLA, Query()).rows):
            tx.resources.delete(SLA, page.id)
        for row in rows:
            tx.resources.insert(SLA, SLA.message(**row))

    store.write(fill)
    whole = [row.id for row in find(store, order=order).rows]
    assert len(whole) == len(rows)
    assert ids(store, order=order, limit=limit) == whole
    pieces = [find(store, order=order, limit=limit, offset=offset).rows for offset in range(0, len(rows), limit)]
    assert [row.id for piece in pieces for row in piece] == whole


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="nothing"),
        pytest.param("!!!", id="no base64"),
        pytest.param("WzFd", id="a place without the key"),
        pytest.param("WyJ4Iiwi", id="half a place"),
        pytest.param("eyJhIjoxfQ", id="an object"),
        pytest.param("WyJ4IiwiYSJd", id="an id that is none"),
        pytest.param("WzEsWzJdXQ", id="a list for a key"),
        pytest.param("WzEseyJkZWNpbWFsIjoieCJ9XQ", id="a number that is none"),
        pytest.param("WzEsMl0", id="a number for a text"),
        pytest.param("WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAsICJhIl0", id="an id beyond any"),
    ],
)
def test_a_place_that_is_none_is_refused_by_name(store: Store, token: str) -> None:
    insert(store, SLA)
    with pytest.raises(Invalid) as refused:
        find(store, order=(NAME,), after=token)
    assert refused.value.reason is Reason.INVALID_QUERY
    assert repr(token[:64]) in refused.value.message
