"""Cases, orders and contacts are found by what they are about and when, as they were known."""

from typing import Any

import pytest
from google.protobuf.json_format import ParseDict

from clock import START, Clock
from tmf623.contract.kinds import CASE, CONTACT, ORDER, Kind
from tmf623.store.moment import microseconds
from tmf623.store.store import Store

DAY = 86_400_000_000
FIRST = 1_767_225_600_000_000  # 2026-01-01T00:00:00Z


def insert(store: Store, kind: Kind, **content: Any) -> int:
    message = ParseDict({"relatedEntity": [{"id": "line"}]} | content, kind.message())
    return store.write(lambda tx: tx.resources.insert(kind, message)).id


def found(store: Store, kind: Kind, first: int, past: int, *, as_of: Any = START, name: str = "line") -> list[int]:
    span = FIRST + first * DAY, FIRST + past * DAY
    return [each.id for each in store.read(lambda tx: tx.evidence.occurrences(kind, [name], *span, as_of))]


def day(number: int) -> str:
    return f"2026-01-{number + 1:02}T00:00:00Z"


@pytest.mark.parametrize(
    ("kind", "ended", "going_on"),
    [
        (CASE, {"creationDate": day(2), "resolutionDate": day(5)}, {"creationDate": day(2), "resolutionDate": None}),
        (
            ORDER,
            {"creationDate": day(2), "completionDate": day(3), "promisedDate": day(5)},
            {"creationDate": day(2), "promisedDate": day(5)},
        ),
        (CONTACT, {"offeredDate": day(2), "abandonedDate": day(5)}, {"offeredDate": day(2)}),
    ],
    ids=["case", "order", "contact"],
)
def test_it_is_found_where_it_went_on_or_tells_of_something(
    store: Store, kind: Kind, ended: dict[str, Any], going_on: dict[str, Any]
) -> None:
    one, other = insert(store, kind, **ended), insert(store, kind, **going_on)
    assert found(store, kind, 0, 2) == []
    assert found(store, kind, 0, 3) == found(store, kind, 5, 6) == [one, other]
    assert found(store, kind, 6, 7) == [other]
    assert found(store, kind, 0, 30, name="other") == []


def test_it_is_found_as_it_was_known(store: Store, clock: Clock) -> None:
    one = insert(store, ORDER, creationDate=day(2))
    noon = clock.now
    later = clock.advance(hours=1)
    told = {"creationDate": day(2), "completionDate": day(3), "relatedEntity": [{"id": "elsewhere"}]}
    closed = ParseDict(told, ORDER.message())
    store.write(lambda tx: tx.resources.replace(ORDER, one, closed))
    assert found(store, ORDER, 10, 11, as_of=noon) == [one]
    assert found(store, ORDER, 10, 11, as_of=later) == []
    assert found(store, ORDER, 2, 4, as_of=later) == []
    assert found(store, ORDER, 2, 4, as_of=later, name="elsewhere") == [one]
    [before] = store.read(lambda tx: tx.evidence.occurrences(ORDER, ["line"], FIRST, FIRST + 9 * DAY, noon))
    assert (before.known_at, before.message.HasField("completion_date")) == (microseconds(noon), False)
