"""What a crash, a pause or a second process costs: repetitions, never an event, never the order."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from databases import database
from jobs.conftest import Start
from jobs.estate import Clock, Estate
from jobs.receiver import Receiver
from tmf623.jobs.line import _WIDEST_WINDOW
from tmf623.jobs.term import LEASE
from tmf623.store.store import Store

SCRIPT = Path(__file__).parent / "crashing.py"
CHANGES = 30


class Nursery:
    """Where processes that deliver come from."""

    def __init__(self, parent: subprocess.Popen[str]) -> None:
        self._parent = parent

    @contextmanager
    def process(self, url: str) -> Iterator[int]:
        """The id of a new process over a database; it is killed at the end of the block."""
        stdin, stdout = self._parent.stdin, self._parent.stdout
        assert stdin
        assert stdout
        stdin.write(f"{url}\n")
        stdin.flush()
        pid = int(stdout.readline())
        try:
            yield pid
        finally:
            os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with subprocess.Popen([sys.executable, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        yield Nursery(parent)
        parent.kill()


def _can_be_changed(pid: int, store: Store) -> bool:
    """Whether the lease is free to be changed; if it is not, the process goes on."""
    change = store.submit(lambda tx: tx.leases.holds(LEASE, "nobody", 0))
    try:
        change.result(timeout=0.5)
    except TimeoutError:
        os.kill(pid, signal.SIGCONT)
        change.result()
        return False
    return True


def pause(pid: int, store: Store) -> None:
    """Stop a process, but not in the midst of a change: what it has locked nobody else could change.

    Looked at twice: the database may still be at the statement the process sent last.
    """
    while True:
        os.kill(pid, signal.SIGSTOP)
        if all(_can_be_changed(pid, store) for _ in range(2)):
            return


def changed_often(estate: Estate, receiver: Receiver, number: int) -> list[int]:
    """So many agreements with CHANGES events each, for a hub at the receiver."""
    estate.hub(receiver.url())
    ids = estate.slas(*["change 0"] * number)
    for change in range(1, CHANGES):
        for sla_id in ids:
            estate.change(sla_id, name=f"change {change}")
    return ids


def in_order(receiver: Receiver, sla_ids: list[int]) -> None:
    """What each agreement's events say when repetitions are left out: its changes in order, none missing."""
    for sla_id in sla_ids:
        came = [sla["name"] for got in receiver.got if (sla := got.event["event"]["sla"])["id"] == str(sla_id)]
        assert list(dict.fromkeys(came)) == [f"change {number}" for number in range(CHANGES)]
        numbers = [int(name.split()[1]) for name in came]
        assert numbers == sorted(numbers)


def test_kill_9_in_the_midst_of_delivering_loses_nothing_and_repeats_little(
    tmp_path: Path, receiver: Receiver, clock: Clock, nursery: Nursery
) -> None:
    kills = 3
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        ids = changed_often(Estate(store), receiver, 10)
        for _ in range(kills):
            there = len(receiver.got)
            with nursery.process(url):
                receiver.wait(lambda there=there: len(receiver.got) >= there + 60, "some events")
        with nursery.process(url):
            receiver.wait(lambda: len({got.event_id for got in receiver.got}) == 10 * CHANGES, "every event")
        in_order(receiver, ids)
        copies = sum(number - 1 for number in Counter(got.event_id for got in receiver.got).values())
        assert copies <= kills * _WIDEST_WINDOW
        store.close()


def test_a_paused_process_is_replaced_and_does_not_disturb_its_successor(
    tmp_path: Path, receiver: Receiver, clock: Clock, nursery: Nursery
) -> None:
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        estate = Estate(store)
        hub = estate.hub(receiver.url())
        with nursery.process(url) as first:
            there = estate.sla("change 0")
            receiver.wait_for(1)
            pause(first, store)
            with nursery.process(url):
                for number in range(1, CHANGES):
                    estate.change(there, name=f"change {number}")
                receiver.wait(lambda: len({got.event_id for got in receiver.got}) == CHANGES, "every event")
                os.kill(first, signal.SIGCONT)
                last = estate.sla("after the pause")
                receiver.wait(lambda: receiver.got[-1].event["event"]["sla"]["id"] == str(last), "the last event")
        in_order(receiver, [there])
        assert set(estate.states(hub)) <= {"delivered", "pending"}
        store.close()


def test_nobody_delivers_while_another_holds_the_lease_and_somebody_does_afterwards(
    estate: Estate, receiver: Receiver, start: Start, store: Store, clock: Clock
) -> None:
    store.write(lambda tx: tx.leases.acquire(LEASE, "another process", timedelta(hours=1)))
    hub = estate.hub(receiver.url())
    estate.sla("Gold")
    start(lease=timedelta(seconds=0.3))
    estate.until(lambda tx: tx.now > clock() - timedelta(minutes=1))
    assert receiver.got == []
    clock.forward(timedelta(hours=2))
    estate.until_states(hub, delivered=1)


def test_a_holder_that_lost_the_lease_records_nothing_and_applies_again(
    estate: Estate, receiver: Receiver, start: Start, store: Store, clock: Clock
) -> None:
    hub = estate.hub(receiver.url())
    start(lease=timedelta(seconds=0.9))
    estate.sla("first")
    estate.until_states(hub, delivered=1)
    clock.forward(timedelta(minutes=1))
    fence = store.write(lambda tx: tx.leases.acquire(LEASE, "another process", timedelta(minutes=5)))
    assert fence == 2
    estate.sla("second")
    store.write(lambda tx: tx.leases.release(LEASE, "another process", 2))
    estate.until_states(hub, delivered=2)
    assert store.write(lambda tx: tx.leases.acquire(LEASE, "a third", timedelta(seconds=1))) is None


def test_two_notifiers_over_one_store_send_each_event_once(estate: Estate, receiver: Receiver, start: Start) -> None:
    hub = estate.hub(receiver.url())
    start()
    start()
    estate.slas(*(f"sla {number}" for number in range(200)))
    estate.until_states(hub, delivered=200)
    assert len(receiver.got) == 200


def test_a_stopped_notifier_hands_over_at_once(estate: Estate, receiver: Receiver, start: Start) -> None:
    """Without waiting for the end of its lease."""
    hub = estate.hub(receiver.url())
    first = start(lease=timedelta(days=1))
    estate.sla("a")
    estate.until_states(hub, delivered=1)
    first.stop()
    start(lease=timedelta(days=1))
    estate.sla("b")
    estate.until_states(hub, delivered=2)
