"""Resources at rest."""

from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from typing import Any

import orjson
import pytest

from clock import Clock
from resting import body, insert, rows
from tmf623.contract.codec import canonical, message_of
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import ASSESSMENT, CASE, HUB, KINDS, SLA, SLA_VIOLATION, Kind
from tmf623.errors import Conflict, NotFound, Reason
from tmf623.query.criteria import Comparison, Operator, Query, ValueType
from tmf623.store import bounds
from tmf623.store.promoted import PROMOTED, TABLES
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

EVERY_KIND = [pytest.param(kind, id=kind.name) for kind in KINDS.values()]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_what_was_inserted_is_read_back(store: Store, kind: Kind) -> None:
    stored = insert(store, kind)
    assert (stored.id, stored.revision) == (1, 1)
    assert store.read(lambda tx: tx.resources.get(kind, 1)) == stored
    message: Any = loaded(kind, stored)
    assert int(message.id) == 1
    message.ClearField("id")
    assert message == body(kind)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_both_encodings_of_every_row_say_the_same(url: str, store: Store, kind: Kind) -> None:
    insert(store, kind)
    store.write(lambda tx: tx.resources.replace(kind, 1, body(kind)))
    insert(store, kind)
    store.write(lambda tx: tx.resources.delete(kind, 2))
    kept = rows(url, TABLES[kind.name].name) + rows(url, "revision_history")
    assert len(kept) == 3
    for row in kept:
        parsed = message_of(kind.message, orjson.loads(row["document"]))
        assert parsed == kind.message.FromString(bytes(row["message"]))
        assert canonical(parsed).decode() == row["document"]
        assert sha256(row["document"].encode()).digest() == bytes(row["digest"])


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_columns_follow_the_message_through_changes(url: str, store: Store, kind: Kind) -> None:
    insert(store, kind)
    store.write(lambda tx: tx.resources.replace(kind, 1, kind.message()))
    (row,) = rows(url, TABLES[kind.name].name)
    assert all(row[promoted.column] is None for promoted in PROMOTED[kind.name])
    store.write(lambda tx: tx.resources.replace(kind, 1, body(kind)))
    (row,) = rows(url, TABLES[kind.name].name)
    expected = {
        SLA.name: {"name": "Gold Größe 金", "version": "1.0", "state": "observed"},
        SLA_VIOLATION.name: {"sla_id": "7", "date": 1_769_932_800_000_001},
        HUB.name: {"callback": "https://listener.example/in", "profile": "v4", "state": "active"},
        CASE.name: {"external_id": "T-1", "ticket_type": "repair", "creation_date": 1_767_603_600_000_000},
        ASSESSMENT.name: {"sla_id": "7", "rule_id": "availability", "verdict": "met"},
    }.get(kind.name, {})
    assert {name: row[name] for name in expected} == expected


def test_id_and_href_of_the_message_are_not_stored(store: Store) -> None:
    stored = insert(store, SLA, id="77", href="https://elsewhere.example/sla/77")
    assert b"77" not in stored.document
    assert stored.id == 1


def test_the_columns_without_an_attribute_come_from_the_caller(store: Store) -> None:
    extra = {"profile": "v2", "base_url": "https://host.example/prefix"}
    store.write(lambda tx: tx.resources.insert(HUB, body(HUB), extra=extra))
    store.write(lambda tx: tx.resources.replace(HUB, 1, body(HUB)))
    hub = store.read(lambda tx: tx.subscriptions.get(1))
    assert hub is not None
    assert (hub.profile, hub.base_url, hub.state) == ("v2", "https://host.example/prefix", "active")
    assert hub.stored.revision == 2


def test_replacing_makes_a_revision_and_keeps_the_one_before(store: Store) -> None:
    first = insert(store, SLA)
    second = store.write(lambda tx: tx.resources.replace(SLA, 1, body(SLA, name="Silver")))
    assert second.revision == 2
    read = store.read(lambda tx: [tx.resources.at_revision(SLA, 1, revision) for revision in (1, 2)])
    assert read == [first, second]
    assert store.read(lambda tx: tx.resources.get(SLA, 1)) == second


def test_the_last_revision_of_a_deleted_resource_is_kept(url: str, store: Store) -> None:
    stored = insert(store, SLA)
    store.write(lambda tx: tx.resources.delete(SLA, 1))
    assert store.read(lambda tx: tx.resources.at_revision(SLA, 1, 1)) == stored
    assert [(row["revision"], bool(row["deleted"])) for row in rows(url, "revision_history")] == [(1, True)]


def test_an_id_is_never_given_twice(store: Store) -> None:
    insert(store, SLA)
    store.write(lambda tx: tx.resources.delete(SLA, 1))
    assert insert(store, SLA).id == 2


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda tx: tx.resources.get(SLA, 9), id="get"),
        pytest.param(lambda tx: tx.resources.replace(SLA, 9, body(SLA)), id="replace"),
        pytest.param(lambda tx: tx.resources.delete(SLA, 9), id="delete"),
        pytest.param(lambda tx: tx.resources.at_revision(SLA, 9, 1), id="at_revision"),
    ],
)
def test_what_is_not_there_is_not_found_by_name(store: Store, work: Callable[[Transaction], Any]) -> None:
    with pytest.raises(NotFound, match="no sla with id 9") as refused:
        store.write(work)
    assert refused.value.reason is Reason.NOT_FOUND


def test_a_revision_that_never_was_is_not_found(store: Store) -> None:
    insert(store, SLA)
    with pytest.raises(NotFound, match="at revision 2"):
        store.read(lambda tx: tx.resources.at_revision(SLA, 1, 2))


def test_a_natural_key_makes_a_resource_the_only_one(url: str, store: Store) -> None:
    def create(tx: Transaction) -> Stored:
        return tx.resources.insert(ASSESSMENT, body(ASSESSMENT), natural_key="7/availability/period/1")

    stored = store.write(create)
    with pytest.raises(Conflict, match="made or changed the same thing already"):
        store.write(create)
    assert store.read(lambda tx: tx.resources.by_natural_key(ASSESSMENT, "7/availability/period/1")) == stored
    assert store.read(lambda tx: tx.resources.by_natural_key(ASSESSMENT, "7/availability/period/2")) is None
    assert len(rows(url, "assessment")) == 1


def test_texts_of_a_megabyte_are_stored_found_and_told_apart(url: str, store: Store) -> None:
    long, longer = "n" * 1_000_000, "n" * 1_000_000 + "o"
    for name in (long, longer):
        store.write(lambda tx, name=name: tx.resources.insert(SLA, body(SLA, name=name), natural_key=name))
    store.write(lambda tx: tx.resources.insert(CASE, body(CASE, externalId=long, relatedEntity=[{"id": long}])))
    assert store.read(lambda tx: [tx.resources.by_natural_key(SLA, key).id for key in (long, longer)]) == [1, 2]  # type: ignore[union-attr]
    equal = Comparison(("name",), ValueType.TEXT, Operator.EQ, (longer,))
    assert [row.id for row in store.read(lambda tx: tx.resources.find(SLA, Query(where=equal))).rows] == [2]
    assert len(store.read(lambda tx: tx.evidence.cases([long], [], [], tx.now))) == 1
    assert {len(row["name"]) for row in rows(url, "sla")} == {bounds.PREFIX}


def test_times_of_revisions_are_in_order_although_the_clock_is_not(url: str, store: Store, clock: Clock) -> None:
    insert(store, SLA)
    for _ in range(3):
        clock.advance(minutes=-10)
        store.write(lambda tx: tx.resources.replace(SLA, 1, body(SLA)))
    history = rows(url, "revision_history")
    spans = sorted((row["revision"], row["recorded_at"], row["superseded_at"]) for row in history)
    assert all(recorded <= superseded for _, recorded, superseded in spans)
    assert all(before[2] == after[1] for before, after in pairwise(spans))
