"""What is forgotten, and what never."""

import asyncio
from datetime import timedelta

import pytest

from jobs.conftest import Start
from jobs.estate import Clock, Estate
from jobs.receiver import Receiver, Reply
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.kinds import SLA
from tmf623.jobs import tidying
from tmf623.jobs.term import Term, TermEnded
from tmf623.jobs.tidying import forget
from tmf623.service import hubs, idempotency
from tmf623.service.behaviour import Origin
from tmf623.store.store import Store

DAYS = timedelta(days=1)


def tidied(store: Store, kept: timedelta) -> None:
    async def run() -> None:
        term = await Term.begin(store, "test")
        assert term
        await forget(store, term, kept)
        await term.end(store)

    asyncio.run(run())


def positions(store: Store) -> list[int]:
    return [position for position, _ in store.read(lambda tx: tx.outbox.after(0, 10_000))]


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "_EVENTS_AT_ONCE", 3)
    monkeypatch.setattr(tidying, "_HUBS_AT_ONCE", 1)


@pytest.mark.usefixtures("small_steps")
def test_old_events_go_with_their_deliveries_and_young_ones_stay(
    estate: Estate, receiver: Receiver, start: Start, store: Store, clock: Clock
) -> None:
    hub_ids = [estate.hub(receiver.url()) for _ in range(3)]
    notifier = start()
    estate.slas(*(f"old {number}" for number in range(10)))
    for hub in hub_ids:
        estate.until_states(hub, delivered=10)
    notifier.stop()
    clock.forward(20 * DAYS)
    notifier = start()
    estate.slas("young 1", "young 2")
    for hub in hub_ids:
        estate.until_states(hub, delivered=12)
    notifier.stop()
    tidied(store, 21 * DAYS)
    assert positions(store) == list(range(1, 13))
    tidied(store, 19 * DAYS)
    assert positions(store) == [11, 12]
    assert [entry.position for hub in hub_ids for entry in estate.log(hub)] == [11, 12] * 3
    tidied(store, timedelta(0))
    assert positions(store) == [12]
    start()
    estate.sla("next")
    estate.until_states(hub_ids[0], delivered=2)
    assert positions(store) == [12, 13]


def test_a_request_may_be_repeated_until_its_key_is_forgotten(store: Store, clock: Clock) -> None:
    def created() -> int:
        return store.write(lambda tx: idempotency.create(tx, SLA, Sla(name="Gold"), Origin(), "key-1")).id

    first = created()
    clock.forward(20 * DAYS)
    tidied(store, 21 * DAYS)
    assert created() == first
    tidied(store, 19 * DAYS)
    assert created() != first


def test_an_event_a_hub_waits_for_is_kept_with_all_after_it(
    estate: Estate, receiver: Receiver, start: Start, store: Store, clock: Clock
) -> None:
    healed = False
    receiver.behave = lambda got, _nth: Reply(400 if b"poison" in got.body and not healed else 200)
    hub = estate.hub(receiver.url())
    notifier = start()
    for name in ("a", "poison", "b", "c"):
        estate.sla(name)
    estate.until_states(hub, delivered=3, parked=1)
    notifier.stop()
    clock.forward(40 * DAYS)
    store.write(lambda tx: hubs.replay(tx, hub))
    tidied(store, 30 * DAYS)
    assert positions(store) == [2, 3, 4]
    healed = True
    start()
    estate.until_states(hub, delivered=3)


def test_what_was_given_up_long_ago_is_forgotten(
    estate: Estate, receiver: Receiver, start: Start, store: Store, clock: Clock
) -> None:
    receiver.behave = lambda _got, _nth: Reply(400)
    hub = estate.hub(receiver.url())
    notifier = start()
    estate.slas("a", "b")
    estate.until_states(hub, parked=2)
    notifier.stop()
    clock.forward(40 * DAYS)
    tidied(store, 30 * DAYS)
    assert estate.states(hub) == {"parked": 1}
    assert positions(store) == [2]


def test_nothing_to_forget_is_no_work(store: Store) -> None:
    tidied(store, timedelta(0))


def test_only_the_holder_of_the_lease_forgets(estate: Estate, store: Store, clock: Clock) -> None:
    estate.slas("a", "b")
    store.write(lambda tx: tx.outbox.sequence(tx.outbox.unsequenced(9)))

    async def run() -> None:
        term = await Term.begin(store, "one")
        assert term
        clock.forward(DAYS)
        store.write(lambda tx: tx.leases.acquire("notifier", "another", DAYS))
        await forget(store, term, timedelta(0))

    with pytest.raises(TermEnded):
        asyncio.run(run())
    assert positions(store) == [1, 2]
