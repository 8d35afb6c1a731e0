"""Evidence: recorded once, kept unchanged, asked for as of an instant."""

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest

from clock import START, Clock
from resting import body, insert, rows
from tmf623.contract.documents import Stored
from tmf623.contract.kinds import CASE
from tmf623.domain.timeline import Change
from tmf623.store.evidence import BatchState, NewBatch, Observation, Receipt, Status
from tmf623.store.moment import microseconds
from tmf623.store.observations import Content, ObservationKind, content_of
from tmf623.store.store import Store

MINUTE = 60_000_000
FIRST = 1_767_225_600_000_000  # 2026-01-01T00:00:00Z
EVER = 2**62
BATCH = NewBatch(
    "probe-1",
    "batch-1",
    "line-7",
    "availability",
    content_of(
        ObservationKind.STATE_CHANGE,
        [
            Observation(FIRST + 5 * MINUTE, "up", ""),
            Observation(FIRST, "down", ""),
            Observation(FIRST + 2 * MINUTE, "degraded", "0.25"),
        ],
    ),
)


def changed(*observations: Observation) -> Content:
    return content_of(ObservationKind.STATE_CHANGE, observations)


def add(store: Store, batch: NewBatch) -> Receipt:
    return store.write(lambda tx: tx.evidence.add_batch(batch))


def changes(store: Store, as_of: datetime, end: int = EVER, start: int = -EVER) -> Sequence[Change]:
    cut = microseconds(as_of)
    return store.read(lambda tx: tx.evidence.series("line-7", "availability", start, end, cut)).changes


def lost(content: Content) -> list[tuple[int, Fraction]]:
    """The instants of a content, each with the share of the service that is lost from then on."""
    shares = {"up": "0", "down": "1"}
    return [(time, Fraction(shares.get(state, impact))) for time, state, impact in content.rows()]


def at(*minutes: int) -> Content:
    return changed(*(Observation(FIRST + minute * MINUTE, "up" if minute % 2 else "down", "") for minute in minutes))


def minutes(found: Sequence[Change]) -> list[int]:
    return [(change.time - FIRST) // MINUTE for change in found]


def test_a_batch_is_read_back_in_order_of_time(store: Store) -> None:
    receipt = add(store, BATCH)
    assert (receipt.status, receipt.count, receipt.known_at) == (Status.RECORDED, 3, START)
    found = changes(store, START)
    assert [change[:2] for change in found] == lost(BATCH.content)
    assert {(change.source, change.known_at) for change in found} == {("probe-1", 1_772_366_400_000_000)}


def test_the_same_batch_again_gives_the_first_receipt(url: str, store: Store, clock: Clock) -> None:
    first = add(store, BATCH)
    clock.advance(hours=1)
    again = add(store, BATCH._replace(content=content_of(ObservationKind.STATE_CHANGE, BATCH.content.rows()[::-1])))
    assert again == Receipt(first.id, Status.REPEATED, count=3, digest=first.digest, known_at=START)
    assert len(rows(url, "measurement_batch", "id")) == len(rows(url, "observation_chunk", "id")) == 1


CORRECTIONS = [
    pytest.param({"content": BATCH.content.at(0, 2)}, id="fewer observations"),
    pytest.param({"content": changed(Observation(FIRST, "degraded", "0.5"))}, id="another impact"),
    pytest.param({"object": "line-8"}, id="another object"),
    pytest.param({"metric": "other"}, id="another metric"),
]


@pytest.mark.parametrize("change", CORRECTIONS)
def test_other_content_under_the_same_identifier_supersedes(store: Store, clock: Clock, change: dict[str, Any]) -> None:
    first = add(store, BATCH)
    before = clock.now
    later = clock.advance(hours=1)
    revised = add(store, BATCH._replace(**change))
    assert (revised.status, revised.id == first.id) == (Status.REVISED, False)
    assert [len(changes(store, time)) for time in (before, later - timedelta(microseconds=1))] == [3, 3]
    counted = lost(change["content"]) if "content" in change else []
    assert [change[:2] for change in changes(store, later)] == counted


def test_what_was_sent_before_a_correction_is_repeated_when_it_comes_again(store: Store, clock: Clock) -> None:
    first = add(store, BATCH)
    clock.advance(hours=1)
    add(store, BATCH._replace(content=at(7)))
    clock.advance(hours=1)
    late = add(store, BATCH)
    assert (late.id, late.status, late.state) == (first.id, Status.REPEATED, BatchState.SUPERSEDED)
    assert minutes(changes(store, clock.now)) == [7]


def test_versions_follow_each_other(store: Store) -> None:
    for number in range(3):
        add(store, BATCH._replace(content=at(number)))
    versions = store.read(lambda tx: tx.evidence.versions("probe-1", "batch-1"))
    assert [(batch.version, batch.state) for batch in versions] == [
        (1, "superseded"),
        (2, "superseded"),
        (3, "counted"),
    ]


def test_identifiers_of_two_sources_do_not_meet(url: str, store: Store) -> None:
    assert add(store, BATCH).status is Status.RECORDED
    assert add(store, BATCH._replace(source="probe-2")).status is Status.RECORDED
    assert len(rows(url, "measurement_batch", "id")) == 2


def test_without_an_identifier_the_content_decides(url: str, store: Store) -> None:
    unnamed = BATCH._replace(external_id=None)
    first = add(store, unnamed)
    assert add(store, unnamed).status is Status.REPEATED
    others = [unnamed._replace(content=BATCH.content.at(0, 1)), unnamed._replace(external_id=first.digest.hex())]
    assert [add(store, other).status for other in others] == [Status.RECORDED, Status.RECORDED]
    assert len(rows(url, "measurement_batch", "id")) == 3


def test_names_of_a_megabyte_are_kept_apart(store: Store) -> None:
    long = "x" * 1_000_000
    for end in ("", "y"):
        add(store, NewBatch(long + end, long + end, long + end, long + end, at(1)))
    found = store.read(lambda tx: tx.evidence.series(long + "y", long + "y", -EVER, EVER, microseconds(START)))
    assert [change.source for change in found.changes] == [long + "y"]


def test_the_digest_is_that_of_what_is_stored(url: str, store: Store) -> None:
    receipt = add(store, BATCH)
    (row,) = rows(url, "observation_chunk")
    payload = zlib.decompress(bytes(row["payload"]))
    assert receipt.digest == bytes(row["digest"]) == sha256(payload).digest()
    assert (row["first_time"], row["last_time"], row["count"]) == (FIRST, FIRST + 5 * MINUTE, 3)
    head, _, columns = payload.partition(b"\n")
    assert head == (
        b'{"names":["probe-1","batch-1","line-7","availability"],"pairs":[["degraded","0.25"],["down",""],["up",""]]}'
    )
    steps = [FIRST, 2 * MINUTE, 3 * MINUTE]
    assert columns == b"".join(step.to_bytes(8, "little") for step in steps) + bytes([1, 0, 0, 0, 2, 0])


def test_what_was_recorded_later_does_not_count_before(store: Store, clock: Clock) -> None:
    add(store, BATCH._replace(content=at(1, 3)))
    clock.advance(hours=1)
    add(store, BATCH._replace(external_id="batch-2", content=at(0, 2)))
    assert minutes(changes(store, START)) == [1, 3]
    assert minutes(changes(store, START + timedelta(minutes=59))) == [1, 3]
    assert minutes(changes(store, clock.now)) == [0, 1, 2, 3]
    assert not changes(store, START - timedelta(seconds=1))


def test_the_end_is_not_part_of_the_span(store: Store) -> None:
    add(store, BATCH._replace(content=at(0, 1, 2)))
    assert minutes(changes(store, START, end=FIRST + 2 * MINUTE)) == [0, 1]


@pytest.mark.parametrize(
    ("batches", "expected"),
    [
        pytest.param({"a": [at(0), at(4), at(11)]}, {4, 11}, id="the last before, not those before it"),
        pytest.param({"a": [at(0, 4, 9), at(11)]}, {9, 11}, id="not those before it in its batch"),
        pytest.param({"a": [at(0, 20), at(5)]}, {5, 20}, id="a batch that reaches over the start"),
        pytest.param({"a": [at(5)], "b": [at(3), at(2)]}, {3, 5}, id="of each source"),
        pytest.param(
            {"a": [at(5), changed(Observation(FIRST + 5 * MINUTE, "down", ""))]}, {5}, id="two at one instant"
        ),
    ],
)
def test_with_a_start_each_source_says_how_it_began(
    store: Store, batches: dict[str, list[Content]], expected: set[int]
) -> None:
    for source, sent in batches.items():
        for number, observations in enumerate(sent):
            add(store, NewBatch(source, str(number), "line-7", "availability", observations))
    found = changes(store, START, start=FIRST + 10 * MINUTE)
    assert set(minutes(found)) == expected
    assert len(found) == len(set(found))


def test_a_later_recording_does_not_change_how_a_span_began(store: Store, clock: Clock) -> None:
    add(store, BATCH._replace(content=at(3)))
    clock.advance(hours=1)
    add(store, BATCH._replace(external_id="later", content=at(7)))
    assert minutes(changes(store, START, start=FIRST + 10 * MINUTE)) == [3]
    assert minutes(changes(store, clock.now, start=FIRST + 10 * MINUTE)) == [7]


def revise(store: Store, id_: int, **content: Any) -> Stored:
    return store.write(lambda tx: tx.resources.replace(CASE, id_, body(CASE, **content)))


def cases(store: Store, *objects: str, as_of: datetime = START, **choice: Any) -> list[int]:
    types, priorities = choice.pop("types", ()), choice.pop("priorities", ())
    found = store.read(lambda tx: tx.evidence.cases(objects, types, priorities, as_of, **choice))
    return [known.id for known in found]


@pytest.mark.parametrize(
    ("objects", "choice", "expected"),
    [
        pytest.param(["line-7"], {}, [1, 2, 4], id="by entity"),
        pytest.param(["line-7", "line-8"], {}, [1, 2, 3, 4], id="of several entities"),
        pytest.param(["line-7"], {"types": ["repair"]}, [1, 4], id="by type"),
        pytest.param(["line-7"], {"types": ["repair", "order"]}, [1, 2, 4], id="of several types"),
        pytest.param(["line-7"], {"priorities": ["1"]}, [1, 2], id="by priority"),
        pytest.param(["line-7"], {"types": ["repair"], "priorities": ["2"]}, [4], id="by both"),
        pytest.param(["line-9"], {}, [], id="of nothing"),
        pytest.param(["line-7"], {"after_id": 1, "limit": 1}, [2], id="a page"),
        pytest.param(["line-7"], {"after_id": 4}, [], id="past the end"),
    ],
)
def test_cases_are_chosen(store: Store, objects: list[str], choice: dict[str, Any], expected: list[int]) -> None:
    insert(store, CASE)
    insert(store, CASE, ticketType="order")
    insert(store, CASE, relatedEntity=[{"id": "line-8"}, {"id": "line-8"}])
    insert(store, CASE, priority="2", relatedEntity=[{"id": "line-7"}, {"id": "line-8"}, {"name": "nameless"}])
    assert cases(store, *objects, **choice) == expected


def test_a_case_counts_as_it_was_known(store: Store, clock: Clock) -> None:
    insert(store, CASE)
    noon = clock.now
    one = clock.advance(hours=1)
    revise(store, 1, ticketType="order", relatedEntity=[{"id": "line-8"}])
    two = clock.advance(hours=1)
    revise(store, 1, ticketType="move", relatedEntity=[])
    assert [cases(store, "line-7", as_of=time) for time in (noon - timedelta(hours=1), noon, one, two)] == [
        [],
        [1],
        [],
        [],
    ]
    assert [cases(store, "line-8", as_of=time) for time in (noon, one, two)] == [[], [1], []]
    assert cases(store, "line-7", as_of=noon, types=["repair"]) == [1]
    assert cases(store, "line-7", as_of=noon, types=["order"]) == []
    assert cases(store, "line-8", as_of=one, types=["order"]) == [1]


def test_a_known_case_is_the_message_with_its_id_and_when_it_was_recorded(store: Store, clock: Clock) -> None:
    insert(store, CASE)
    clock.advance(hours=1)
    revise(store, 1, priority="2")
    before, now = store.read(lambda tx: [tx.evidence.cases(["line-7"], [], [], time)[0] for time in (START, clock.now)])
    assert (before.case.id, before.case.priority, before.known_at) == (1, "1", 1_772_366_400_000_000)
    assert (now.case.id, now.case.priority, now.known_at) == (1, "2", 1_772_370_000_000_000)


def test_pages_of_cases_are_filled_over_those_that_are_not_chosen(store: Store, clock: Clock) -> None:
    for _ in range(6):
        insert(store, CASE)
    clock.advance(hours=1)
    for id_ in (1, 2, 3, 5):
        revise(store, id_, relatedEntity=[{"id": "line-8"}])
    assert cases(store, "line-7", as_of=clock.now, limit=2) == [4, 6]
    assert cases(store, "line-7", as_of=START, limit=2) == [1, 2]
    assert cases(store, "line-7", as_of=START, limit=2, after_id=2) == [3, 4]
