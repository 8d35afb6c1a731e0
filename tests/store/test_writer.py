"""Changes: committed in groups, each work by itself, and no answer before the commit."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from clock import Clock
from resting import body, insert, rows
from tmf623.contract.documents import Stored
from tmf623.contract.kinds import ASSESSMENT, SLA
from tmf623.errors import Conflict, NotFound, Reason, Unavailable
from tmf623.store import writer
from tmf623.store.requests import Answered, Request
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction


class Gate:
    """A work that holds the writer until it is opened, so that what is submitted meanwhile waits together."""

    def __init__(self, store: Store) -> None:
        self._entered, self.opened = threading.Event(), threading.Event()
        self.held = store.submit(self._wait)
        assert self._entered.wait(30)

    def _wait(self, _tx: Transaction) -> None:
        self._entered.set()
        assert self.opened.wait(30)

    def open(self) -> None:
        self.opened.set()
        self.held.result(30)


@contextmanager
def together(store: Store) -> Any:
    """What is submitted inside is committed in one group."""
    gate = Gate(store)
    try:
        yield
    finally:
        gate.open()


def create(tx: Transaction, name: str = "Gold") -> Stored:
    return tx.resources.insert(SLA, body(SLA, name=name))


def fail(tx: Transaction) -> None:
    create(tx, "never")
    raise ValueError("on purpose")


def names(url: str) -> list[str]:
    return sorted(row["name"] for row in rows(url, "sla", "name"))


def test_a_work_that_fails_undoes_itself_alone(url: str, store: Store) -> None:
    with together(store):
        first = store.submit(lambda tx: create(tx, "first"))
        failing = store.submit(fail)
        last = store.submit(lambda tx: create(tx, "last"))
    assert first.result(30).id != last.result(30).id
    with pytest.raises(ValueError, match="on purpose"):
        failing.result(30)
    assert names(url) == ["first", "last"]


def test_a_work_that_fails_by_itself_leaves_nothing(url: str, store: Store) -> None:
    with pytest.raises(ValueError, match="on purpose"):
        store.write(fail)
    assert names(url) == []
    store.write(create)
    assert names(url) == ["Gold"]


def test_a_work_sees_what_earlier_ones_of_its_group_did_and_nothing_of_failed_ones(store: Store) -> None:
    def seen(tx: Transaction) -> int:
        return len([1 for id_ in range(1, 10) if _found(tx, id_)])

    with together(store):
        counts = [store.submit(seen)]
        store.submit(create)
        counts.append(store.submit(seen))
        store.submit(fail)
        counts.append(store.submit(seen))
    assert [count.result(30) for count in counts] == [0, 1, 1]


def _found(tx: Transaction, id_: int) -> bool:
    try:
        return bool(tx.resources.get(SLA, id_))
    except NotFound:
        return False


def test_nobody_is_answered_and_nothing_seen_before_the_commit(store: Store) -> None:
    answered: list[Future[Stored]] = []
    gate_entered, gate = threading.Event(), threading.Event()

    def hold(_tx: Transaction) -> None:
        assert not any(future.done() for future in answered)
        gate_entered.set()
        assert gate.wait(30)

    with together(store):
        answered.append(store.submit(create))
        holding = store.submit(hold)
    assert gate_entered.wait(30)
    assert not answered[0].done()
    with pytest.raises(NotFound):
        store.read(lambda tx: tx.resources.get(SLA, 1))
    gate.set()
    holding.result(30)
    assert store.read(lambda tx: tx.resources.get(SLA, 1)) == answered[0].result(30)


def test_a_read_is_one_snapshot(store: Store) -> None:
    insert(store, SLA)

    def twice(tx: Transaction) -> tuple[Stored, Stored]:
        before = tx.resources.get(SLA, 1)
        store.submit(lambda later: later.resources.replace(SLA, 1, body(SLA, name="Silver"))).result(30)
        return before, tx.resources.get(SLA, 1)

    before, after = store.read(twice)
    assert before == after
    assert store.read(lambda tx: tx.resources.get(SLA, 1)).revision == 2


def test_a_reading_transaction_changes_nothing(store: Store) -> None:
    with pytest.raises(TypeError, match="creates nothing"):
        store.read(create)
    insert(store, SLA)
    with pytest.raises((TypeError, *store._readers._backend.errors)):
        store.read(lambda tx: tx.resources.delete(SLA, 1))
    assert store.read(lambda tx: tx.resources.get(SLA, 1)).id == 1


def test_a_work_that_waits_for_another_is_told(store: Store) -> None:
    with pytest.raises(TypeError, match="cannot wait"):
        store.write(lambda _: store.write(create))


def test_more_works_than_may_wait_are_refused_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_WAITING", 3)
    with together(store):
        waiting = [store.submit(create) for _ in range(3)]
        with pytest.raises(Unavailable, match="3 changes are waiting") as refused:
            store.submit(create)
        assert refused.value.reason is Reason.UNAVAILABLE
    assert {future.result(30).id for future in waiting} == {1, 2, 3}
    assert store.write(create).id == 4


def test_closing_carries_out_what_waits_and_takes_no_more(url: str, opened: Callable[[], Store]) -> None:
    store = opened()
    with together(store):
        waiting = [store.submit(create) for _ in range(5)]
        closing = threading.Thread(target=store.close)
        closing.start()
    closing.join(30)
    assert all(future.done() for future in waiting)
    assert len(names(url)) == 5
    with pytest.raises(Unavailable, match="closed"):
        store.submit(create)
    store.close()


def test_a_writer_that_ends_by_a_fault_leaves_nobody_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda fault: faults.append(fault.exc_value))

    def fault() -> None:
        raise RuntimeError("on purpose")

    gate = Gate(store)
    waiting = [store.submit(create) for _ in range(3)]
    store._writer.listeners.append(fault)
    for future in (gate.held, *waiting):
        gate.opened.set()
        with pytest.raises(Unavailable, match="closed"):
            future.result(30)
    with pytest.raises(Unavailable, match="closed"):
        store.submit(create)
    assert store.unavailable() == "the store is closed"
    store.close()
    assert [str(seen) for seen in faults] == ["on purpose"]


def test_a_cancelled_work_is_not_carried_out(url: str, store: Store) -> None:
    with together(store):
        cancelled = store.submit(create)
        assert cancelled.cancel()
        kept = store.submit(lambda tx: create(tx, "kept"))
    kept.result(30)
    assert names(url) == ["kept"]


def test_an_agreements_counter_loses_no_increment_between_two_stores(opened: Callable[[], Store]) -> None:
    stores = [opened(), opened()]
    insert(stores[0], SLA, version="0")

    def increment(tx: Transaction) -> None:
        agreement = SLA.message.FromString(tx.resources.get(SLA, 1).message)
        tx.resources.replace(SLA, 1, body(SLA, version=str(int(agreement.version) + 1)))  # type: ignore[attr-defined]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: stores[number % 2].write(increment), range(120)))
    last = stores[0].read(lambda tx: tx.resources.get(SLA, 1))
    assert b'"version":"120"' in last.document
    assert last.revision == 121


def test_a_natural_key_is_used_once_between_two_stores(url: str, opened: Callable[[], Store]) -> None:
    stores = [opened(), opened()]

    def establish(tx: Transaction, key: str) -> int:
        known = tx.resources.by_natural_key(ASSESSMENT, key)
        return (known or tx.resources.insert(ASSESSMENT, body(ASSESSMENT), natural_key=key)).id

    keys = [f"7/availability/{number // 8}" for number in range(160)]
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda n: stores[n % 2].write(lambda tx: establish(tx, keys[n])), range(160)))
    assert len({(key, id_) for key, id_ in zip(keys, ids, strict=True)}) == 20
    assert len(rows(url, "assessment", "id")) == 20


def test_ids_of_two_stores_never_meet(url: str, opened: Callable[[], Store]) -> None:
    stores = [opened(), opened()]
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda number: stores[number % 2].write(create).id, range(500)))
    assert len(set(ids)) == len(rows(url, "sla", "id")) == 500


def test_sixty_four_copies_of_a_request_have_one_effect(url: str, opened: Callable[[], Store]) -> None:
    stores = [opened(), opened()]

    def once(tx: Transaction, key: str) -> Stored:
        request = Request("sla", key, b"d" * 32)
        answered = tx.requests.answered(request)
        if answered is not None:
            return tx.resources.at_revision(SLA, answered.resource_id, answered.revision)
        stored = create(tx)
        tx.requests.remember(request, Answered(201, "sla", stored.id, stored.revision))
        return stored

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda n: stores[n % 2].write(lambda tx: once(tx, f"key-{n // 64}")), range(256)))
    for start in range(0, 256, 64):
        assert len(set(answers[start : start + 64])) == 1
    assert len(rows(url, "sla", "id")) == 4


def test_a_race_that_is_lost_again_is_a_conflict(store: Store) -> None:
    insert(store, SLA)

    def clash(tx: Transaction) -> None:
        request = Request("sla", "key", b"d" * 32)
        for _ in range(2):
            tx.requests.remember(request, Answered(201, "sla", 1, 1))

    with pytest.raises(Conflict, match="another request") as refused:
        store.write(clash)
    assert refused.value.reason is Reason.STATE_CONFLICT


def test_a_cut_waits_for_whatever_other_stores_are_writing(opened: Callable[[], Store], clock: Clock) -> None:
    writing, asking = opened(), opened()
    gate = Gate(writing)
    earlier = writing.submit(lambda tx: tx.now)
    clock.advance(seconds=5)
    with ThreadPoolExecutor(1) as pool:
        cut = pool.submit(asking.cut)
        with pytest.raises(TimeoutError):
            cut.result(0.2)
        gate.open()
        assert cut.result(30) == clock.now
    assert earlier.result(30) <= clock.now
    clock.advance(seconds=5)
    assert writing.write(lambda tx: tx.now) > cut.result()


def test_a_reader_stands_before_whatever_is_under_way(store: Store, clock: Clock) -> None:
    begun, gate = threading.Event(), threading.Event()

    def hold(tx: Transaction) -> Any:
        begun.set()
        assert gate.wait(30)
        return tx.now

    writing = store.submit(hold)
    assert begun.wait(30)
    clock.advance(seconds=5)
    reading = store.read(lambda tx: tx.now)
    gate.set()
    assert reading < writing.result(30)
    assert store.read(lambda tx: tx.now) == clock.now
