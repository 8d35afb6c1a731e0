"""Leases: one holder at a time, and a number that tells a former one apart."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from clock import Clock
from tmf623.store.store import Store

LASTING = timedelta(seconds=10)


def acquire(store: Store, holder: str, name: str = "notifier") -> int | None:
    return store.write(lambda tx: tx.leases.acquire(name, holder, LASTING))


def holds(store: Store, holder: str, fence: int) -> bool:
    return store.write(lambda tx: tx.leases.holds("notifier", holder, fence))


def test_a_lease_has_one_holder(store: Store) -> None:
    assert acquire(store, "a") == 1
    assert acquire(store, "b") is None
    assert acquire(store, "b", "another job") == 1
    assert holds(store, "a", 1)
    assert not holds(store, "b", 1)


def test_the_holder_keeps_its_number(store: Store, clock: Clock) -> None:
    assert [acquire(store, "a"), acquire(store, "a")] == [1, 1]
    clock.advance(seconds=9)
    assert store.write(lambda tx: tx.leases.renew("notifier", "a", 1, LASTING))
    clock.advance(seconds=9)
    assert holds(store, "a", 1)
    assert acquire(store, "b") is None


def test_a_lease_that_ran_out_goes_to_another_under_a_higher_number(store: Store, clock: Clock) -> None:
    acquire(store, "a")
    clock.advance(seconds=10)
    assert not holds(store, "a", 1)
    assert acquire(store, "b") == 2
    assert not store.write(lambda tx: tx.leases.renew("notifier", "a", 1, LASTING))
    assert holds(store, "b", 2)


def test_a_holder_that_comes_back_late_gets_a_new_number(store: Store, clock: Clock) -> None:
    acquire(store, "a")
    clock.advance(seconds=10)
    assert acquire(store, "a") == 2
    assert not holds(store, "a", 1)


def test_a_lease_that_is_given_up_is_free_at_once(store: Store) -> None:
    acquire(store, "a")
    store.write(lambda tx: tx.leases.release("notifier", "b", 1))
    assert holds(store, "a", 1)
    store.write(lambda tx: tx.leases.release("notifier", "a", 1))
    assert acquire(store, "b") == 2


def test_of_many_that_reach_for_a_lease_one_gets_it(opened: Callable[[], Store]) -> None:
    stores = [opened(), opened()]
    with ThreadPoolExecutor(8) as pool:
        fences = list(pool.map(lambda number: acquire(stores[number % 2], f"holder-{number}"), range(16)))
    assert sorted(fence for fence in fences if fence is not None) == [1]
