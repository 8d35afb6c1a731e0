"""Events reach the hubs that want them: every one, in order, whatever the receivers do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from jobs.conftest import QUICK, Start
from jobs.estate import Clock, Estate
from jobs.receiver import Got, Receiver, Reply
from tmf623.errors import NotFound
from tmf623.jobs.retries import Retries
from tmf623.service import hubs
from tmf623.store.store import Store


def names(gots: list[Got]) -> list[str]:
    return [got.event["event"]["sla"]["name"] for got in gots]


def test_events_committed_before_the_start_are_delivered(estate: Estate, receiver: Receiver, start: Start) -> None:
    estate.hub(receiver.url())
    estate.slas("a", "b", "c")
    start()
    assert sorted(names(receiver.wait_for(3))) == ["a", "b", "c"]


def test_a_hub_gets_no_event_from_before_its_registration(estate: Estate, receiver: Receiver, start: Start) -> None:
    """Whether the notifier has seen to the event by then or not."""
    estate.sla("before")
    estate.hub(receiver.url())
    estate.sla("after")
    start()
    receiver.wait_for(1)
    estate.sla("last")
    receiver.wait(lambda: "last" in names(receiver.got), "the last event")
    assert names(receiver.got) == ["after", "last"]


def test_the_events_of_a_resource_arrive_in_order_although_attempts_fail(
    estate: Estate, receiver: Receiver, start: Start
) -> None:
    """Every third attempt fails; what came through is in order, resource by resource."""
    receiver.behave = lambda _got, nth: Reply(503 if nth % 3 == 0 else 204)
    estate.hub(receiver.url())
    ids = estate.slas(*(f"{letter}0" for letter in "abcd"))
    for number in range(1, 9):
        for letter, sla_id in zip("abcd", ids, strict=True):
            estate.change(sla_id, name=f"{letter}{number}")
    start()
    receiver.wait(lambda: len(set(names(receiver.got))) == 36, "an event of each change")
    for letter in "abcd":
        came = [name for name in names(receiver.got) if name[0] == letter]
        first = list(dict.fromkeys(came))
        assert first == [f"{letter}{number}" for number in range(9)]
        assert came == sorted(came)


def test_an_event_is_repeated_until_it_is_taken_and_never_changes(
    estate: Estate, receiver: Receiver, start: Start
) -> None:
    receiver.behave = lambda _got, nth: Reply(500 if nth < 4 else 201)
    hub = estate.hub(receiver.url())
    estate.sla("Gold")
    start()
    receiver.wait_for(4)
    estate.until_states(hub, delivered=1)
    assert len({(got.event_id, got.headers["webhook-id"], got.body) for got in receiver.got}) == 1
    [entry] = estate.log(hub)
    assert (entry.state, entry.attempts, entry.last_status, entry.last_error) == ("delivered", 4, 201, None)


@pytest.mark.parametrize("manner", ["hang", "drip"])
def test_receivers_that_hang_or_drip_do_not_hold_up_others(
    estate: Estate, receiver: Receiver, start: Start, manner: str
) -> None:
    with Receiver(lambda _got, _nth: Reply(manner=manner)) as bad:
        for number in range(10):
            estate.hub(bad.url(f"/{number}"))
        good = estate.hub(receiver.url())
        start()
        estate.slas(*(f"sla {number}" for number in range(100)))
        estate.until_states(good, delivered=100)
        assert bad.most_open <= 10 * 4


def test_a_dead_listener_does_not_hold_up_others(estate: Estate, receiver: Receiver, start: Start) -> None:
    with Receiver() as gone:
        dead = estate.hub(gone.url())
    good = estate.hub(receiver.url())
    start()
    estate.slas(*(f"sla {number}" for number in range(100)))
    estate.until_states(good, delivered=100)
    assert "delivered" not in estate.states(dead)


def test_a_listener_that_comes_up_later_gets_everything_in_order(
    estate: Estate, receiver: Receiver, start: Start
) -> None:
    up = False
    receiver.behave = lambda _got, _nth: Reply(200 if up else 503)
    hub = estate.hub(receiver.url())
    start()
    ids = estate.slas(*(f"{number} created" for number in range(20)))
    for number, sla_id in enumerate(ids):
        estate.change(sla_id, name=f"{number} renamed")
    receiver.wait_for(10)
    up = True
    estate.until_states(hub, delivered=40)
    taken = list(dict.fromkeys(names(receiver.got)))
    for number in range(20):
        assert taken.index(f"{number} created") < taken.index(f"{number} renamed")


def test_a_refused_event_is_parked_and_the_next_of_its_resource_follow(
    estate: Estate, receiver: Receiver, start: Start
) -> None:
    receiver.behave = lambda got, _nth: Reply(422 if b"poison" in got.body else 200)
    hub = estate.hub(receiver.url())
    sla_id = estate.sla("first")
    estate.change(sla_id, name="poison")
    estate.change(sla_id, name="last")
    start()
    estate.until_states(hub, delivered=2, parked=1)
    assert names(receiver.got) == ["first", *["poison"] * QUICK.fewest, "last"]
    parked = [entry for entry in estate.log(hub) if entry.state == "parked"]
    assert [(entry.last_status, entry.attempts, entry.last_error) for entry in parked] == [
        (422, QUICK.fewest, "HTTP 422 Told")
    ]


def test_what_was_parked_is_replayed_when_asked(estate: Estate, receiver: Receiver, start: Start, store: Store) -> None:
    healed = False
    receiver.behave = lambda got, _nth: Reply(400 if b"poison" in got.body and not healed else 200)
    hub = estate.hub(receiver.url())
    estate.slas("poison 1", "poison 2", "poison 3", "fine")
    start()
    estate.until_states(hub, delivered=1, parked=3)
    healed = True
    parked = [entry.position for entry in estate.log(hub) if entry.state == "parked"]
    assert store.write(lambda tx: hubs.replay(tx, hub, parked[1])) == 1
    estate.until_states(hub, delivered=2, parked=2)
    assert store.write(lambda tx: hubs.replay(tx, hub)) == 2
    estate.until_states(hub, delivered=4)
    assert names(receiver.got)[-3:] in (
        ["poison 2", "poison 1", "poison 3"],
        ["poison 2", "poison 3", "poison 1"],
    )


def test_a_receiver_that_is_down_for_three_days_misses_what_waited_so_long_and_gets_the_rest(
    estate: Estate, receiver: Receiver, start: Start, clock: Clock
) -> None:
    up = False
    receiver.behave = lambda _got, _nth: Reply(200 if up else 503)
    hub = estate.hub(receiver.url())
    sla_id = estate.sla("created")
    for number in range(5):
        estate.change(sla_id, name=f"change {number}")
    notifier = start()
    receiver.wait_for(3)
    clock.forward(timedelta(days=3))
    estate.sla("much later")
    notifier.wake()
    estate.until(lambda tx: tx.deliveries.counts(hub).get("parked") == 6, "giving up")
    up = True
    estate.until_states(hub, delivered=1, parked=6)
    assert set(names(receiver.got)) == {"created", "much later"}
    attempts = [entry.attempts for entry in estate.log(hub)]
    assert attempts[0] >= QUICK.fewest
    assert attempts[1:6] == [0] * 5


def test_410_disables_a_hub_and_nothing_is_lost_for_it(
    estate: Estate, receiver: Receiver, start: Start, store: Store
) -> None:
    wanted = False
    receiver.behave = lambda got, _nth: Reply(410 if got.path == "/gone" and not wanted else 200)
    gone, other = estate.hub(receiver.url("/gone")), estate.hub(receiver.url("/other"))
    sla_id = estate.sla("created")
    estate.change(sla_id, name="changed")
    start()
    estate.until_states(gone, parked=2)
    estate.sla("while disabled")
    estate.until_states(other, delivered=3)
    health = store.read(lambda tx: hubs.health(tx, gone))
    assert (health.state, health.deliveries) == ("disabled", {"parked": 2})
    assert "410" in (health.reason or "")
    assert len(receiver.to("/gone")) == 1

    wanted = True
    store.write(lambda tx: hubs.enable(tx, gone))
    assert store.write(lambda tx: hubs.replay(tx, gone)) == 2
    estate.until_states(gone, delivered=2)
    assert names(receiver.to("/gone")) == ["created", "created", "changed"]


def test_an_unregistered_hub_gets_nothing_any_more(estate: Estate, receiver: Receiver, start: Start) -> None:
    receiver.behave = lambda got, _nth: Reply(503 if got.path == "/removed" else 200)
    removed, kept = estate.hub(receiver.url("/removed")), estate.hub(receiver.url("/kept"))
    start()
    estate.slas(*(f"sla {number}" for number in range(50)))
    receiver.wait(lambda: bool(receiver.to("/removed")), "a first attempt")
    estate.unregister(removed)
    assert estate.log(removed) == []
    estate.sla("afterwards")
    estate.until_states(kept, delivered=51)
    assert "afterwards" not in names(receiver.to("/removed"))


def test_two_hubs_alike_are_two_hubs(estate: Estate, receiver: Receiver, start: Start) -> None:
    start()
    hubs_alike = [estate.hub(receiver.url()) for _ in range(2)]
    estate.sla("Gold")
    for hub in hubs_alike:
        estate.until_states(hub, delivered=1)
    assert len(receiver.got) == 2
    assert len({got.event_id for got in receiver.got}) == 1


def test_an_event_for_hundreds_of_hubs_reaches_them_all(
    estate: Estate, receiver: Receiver, start: Start, store: Store
) -> None:
    """More than fit one transaction of the fan-out."""
    hub_ids = [estate.hub(receiver.url(f"/{number}")) for number in range(620)]
    start()
    estate.slas("a", "b")
    receiver.wait(lambda: len(receiver.got) >= 1240, "every delivery")
    assert {(got.path, name) for got, name in zip(receiver.got, names(receiver.got), strict=True)} == {
        (f"/{number}", name) for number in range(620) for name in "ab"
    }
    estate.until(lambda tx: all(tx.deliveries.counts(hub) == {"delivered": 2} for hub in hub_ids), "the record")
    assert store.read(lambda tx: tx.leases.progress("notifier")) == 2


def test_a_fan_out_that_broke_off_goes_on(estate: Estate, receiver: Receiver, start: Start, store: Store) -> None:
    """Positions given and one of three hubs served, then the process died."""
    hub_ids = [estate.hub(receiver.url(f"/{number}")) for number in range(3)]
    estate.slas("a", "b")

    def half(tx) -> None:  # noqa: ANN001
        for event in tx.outbox.sequence(tx.outbox.unsequenced(10)):
            tx.deliveries.enqueue(hub_ids[:1], event)

    store.write(half)
    start()
    for hub in hub_ids:
        estate.until_states(hub, delivered=2)
    assert len(receiver.got) == 6


def test_a_receiver_may_ask_for_time(estate: Estate, receiver: Receiver, start: Start, clock: Clock) -> None:
    receiver.behave = lambda _got, nth: Reply(429 if nth == 1 else 200, {"Retry-After": "3000"})
    hub = estate.hub(receiver.url())
    notifier = start(Retries(first_s=0.01, dice=lambda: 0.5))
    before = clock()
    estate.sla("Gold")
    estate.until_states(hub, failed=1)
    [entry] = estate.log(hub)
    asked = before.timestamp() + 3000
    assert entry.next_attempt_at is not None
    assert asked <= entry.next_attempt_at / 1e6 <= asked + 60
    assert len(receiver.got) == 1
    clock.forward(timedelta(seconds=3060))
    notifier.wake()
    estate.until_states(hub, delivered=1)


def test_nothing_is_sent_twice_while_nothing_fails(estate: Estate, receiver: Receiver, start: Start) -> None:
    hub = estate.hub(receiver.url())
    estate.slas(*(f"sla {number}" for number in range(1000)))
    start()
    estate.until_states(hub, delivered=1000)
    assert len(receiver.got) == len({got.event_id for got in receiver.got}) == 1000


def test_stopping_does_not_wait_for_a_receiver_that_hangs(estate: Estate, receiver: Receiver, start: Start) -> None:
    receiver.behave = lambda _got, _nth: Reply(manner="hang")
    hub = estate.hub(receiver.url())
    notifier = start()
    estate.sla("Gold")
    receiver.wait_for(1)
    notifier.stop()
    assert estate.states(hub) == {"pending": 1}


def test_what_is_on_its_way_when_the_notifier_stops_is_recorded(
    estate: Estate, receiver: Receiver, start: Start
) -> None:
    """Stopping again and again, nothing is sent twice: what was taken before the stop is known to be."""
    hub = estate.hub(receiver.url())
    estate.slas(*(f"sla {number}" for number in range(300)))
    while estate.states(hub) != {"delivered": 300}:
        notifier = start()
        there = len(receiver.got)
        receiver.wait(lambda there=there: len(receiver.got) >= min(300, there + 40), "some events")
        notifier.stop()
    assert len(receiver.got) == len({got.event_id for got in receiver.got}) == 300


@pytest.mark.parametrize("call", [hubs.health, hubs.deliveries, hubs.replay, hubs.enable])
def test_what_is_asked_of_a_hub_that_does_not_exist(store: Store, call: Callable[..., object]) -> None:
    with pytest.raises(NotFound, match="no hub with id 7"):
        store.write(lambda tx: call(tx, 7))
