"""The outbox: events with the change they tell of, in one order without gaps."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from clock import START, Clock
from resting import body, rows
from tmf623.contract.documents import Stored
from tmf623.contract.kinds import SLA, SLA_VIOLATION, Kind
from tmf623.store.outbox import NewEvent
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction


def create(tx: Transaction, kind: Kind = SLA, **content: Any) -> Stored:
    stored = tx.resources.insert(kind, body(kind, **content))
    tx.outbox.append([NewEvent(kind, stored, "Create")])
    return stored


def change(tx: Transaction, id_: int, *changes: str) -> None:
    stored = tx.resources.replace(SLA, id_, body(SLA))
    tx.outbox.append([NewEvent(SLA, stored, name) for name in changes])


def remove(tx: Transaction, id_: int) -> None:
    stored = tx.resources.get(SLA, id_)
    tx.resources.delete(SLA, id_)
    tx.outbox.append([NewEvent(SLA, stored, "Delete")])


def sequence(store: Store, limit: int = 100) -> None:
    store.write(lambda tx: tx.outbox.sequence(tx.outbox.unsequenced(limit)))


def told(store: Store, position: int = 0, limit: int = 100) -> list[tuple[int, int, int, str]]:
    found = store.read(lambda tx: tx.outbox.after(position, limit))
    return [(position, event.resource_id, event.revision, event.change) for position, event in found]


def test_an_event_is_recorded_with_its_change_or_not_at_all(url: str, store: Store) -> None:
    def fail(tx: Transaction) -> None:
        create(tx)
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        store.write(fail)
    assert (rows(url, "event", "id"), rows(url, "sla", "id")) == ([], [])


def test_an_event_holds_the_resource_as_it_was(store: Store) -> None:
    stored = store.write(create)
    store.write(lambda tx: change(tx, 1, "AttributeValueChange"))
    (first, _) = store.read(lambda tx: tx.outbox.unsequenced(10))
    assert (first.resource, first.kind, first.change, first.event_time) == (stored, SLA, "Create", START)


def test_positions_have_no_gaps_and_keep_the_order_of_revisions(store: Store) -> None:
    store.write(create)
    store.write(lambda tx: change(tx, 1, "StateChange", "AttributeValueChange"))
    store.write(lambda tx: create(tx, SLA_VIOLATION))
    store.write(lambda tx: remove(tx, 1))
    sequence(store)
    assert [(position, revision, name) for position, _, revision, name in told(store)] == [
        (1, 1, "Create"),
        (2, 1, "Create"),
        (3, 2, "StateChange"),
        (4, 2, "AttributeValueChange"),
        (5, 2, "Delete"),
    ]


def test_revisions_stay_in_order_although_clocks_are_not(store: Store, clock: Clock) -> None:
    store.write(create)
    for _ in range(5):
        clock.advance(minutes=-10)
        store.write(lambda tx: change(tx, 1, "AttributeValueChange"))
    for _ in range(3):
        sequence(store, limit=2)
    assert [(position, revision) for position, _, revision, _ in told(store)] == [(n, n) for n in range(1, 7)]


def test_revisions_of_two_stores_whose_clocks_differ_stay_in_order(opened: Callable[[], Store], clock: Clock) -> None:
    ahead, behind = opened(), opened()
    clock.advance(hours=1)
    ahead.write(create)
    clock.advance(hours=-2)
    behind.write(lambda tx: change(tx, 1, "AttributeValueChange"))
    behind.write(lambda tx: change(tx, 1, "AttributeValueChange"))
    clock.advance(hours=1)
    ahead.write(lambda tx: remove(tx, 1))
    sequence(behind, limit=2)
    sequence(ahead, limit=2)
    assert [(revision, name) for _, _, revision, name in told(ahead)] == [
        (1, "Create"),
        (2, "AttributeValueChange"),
        (3, "AttributeValueChange"),
        (3, "Delete"),
    ]


def test_what_has_a_position_is_not_sequenced_again(store: Store) -> None:
    store.write(create)
    events = store.read(lambda tx: tx.outbox.unsequenced(10))
    store.write(lambda tx: tx.outbox.sequence(events))
    assert store.read(lambda tx: tx.outbox.unsequenced(10)) == []
    store.write(create)
    sequence(store)
    assert [position for position, *_ in told(store)] == [1, 2]


def test_events_follow_a_position(store: Store) -> None:
    for _ in range(5):
        store.write(create)
    sequence(store)
    assert [position for position, *_ in told(store, position=2, limit=2)] == [3, 4]
    assert told(store, position=5) == []
    assert store.read(lambda tx: (tx.outbox.first_position(), tx.outbox.last_position())) == (1, 5)


def test_an_empty_outbox_stands_before_its_first_position(store: Store) -> None:
    assert store.read(lambda tx: (tx.outbox.first_position(), tx.outbox.last_position())) == (1, 0)


def test_an_event_is_found_by_its_id(store: Store) -> None:
    store.write(create)
    (event,) = store.read(lambda tx: tx.outbox.unsequenced(10))
    assert store.read(lambda tx: tx.outbox.event(event.id)) == event
    assert store.read(lambda tx: tx.outbox.event(event.id + 1)) is None


def test_old_events_are_forgotten_but_the_newest_and_those_without_a_position(store: Store, clock: Clock) -> None:
    for _ in range(4):
        store.write(create)
        clock.advance(days=1)
    sequence(store)
    store.write(create)
    assert store.write(lambda tx: tx.outbox.forget(clock.now)) == 3
    assert [position for position, *_ in told(store)] == [4]
    sequence(store)
    assert [position for position, *_ in told(store)] == [4, 5]
    assert store.read(lambda tx: tx.outbox.first_position()) == 4


def test_two_sequencers_do_not_give_a_position_twice(opened: Callable[[], Store]) -> None:
    stores = [opened(), opened()]
    for _ in range(20):
        stores[0].write(create)

    def sequenced(store: Store) -> Sequence[object]:
        return store.write(lambda tx: tx.outbox.sequence(tx.outbox.unsequenced(7)))

    for number in range(6):
        sequenced(stores[number % 2])
    assert [position for position, *_ in told(stores[0])] == list(range(1, 21))
