"""PostgreSQL stops, crashes and comes back. Collected where tests may use PostgreSQL, see conftest.py."""

import pytest

from clock import Clock
from postgres import server
from resting import body, insert, rows
from tmf623.contract.kinds import SLA
from tmf623.errors import Reason, Unavailable
from tmf623.store.store import Store


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_postgresql_that_stops_is_unavailable_and_one_that_is_back_is_used_again(mode: str, clock: Clock) -> None:
    with server() as database:
        store = Store.open(database.url, clock=clock)
        insert(store, SLA)
        database.stop(mode)
        for work in (lambda: insert(store, SLA), lambda: store.read(lambda tx: tx.resources.get(SLA, 1))):
            with pytest.raises(Unavailable) as refused:
                work()
            assert refused.value.reason is Reason.UNAVAILABLE
        assert "cannot be reached" in (store.unavailable() or "")
        database.start()
        assert store.unavailable() is None
        assert store.read(lambda tx: tx.resources.get(SLA, 1)).id == 1
        assert insert(store, SLA).id > 1
        store.close()


def test_a_postgresql_that_crashes_under_load_loses_nothing_acknowledged(clock: Clock) -> None:
    with server() as database:
        store = Store.open(database.url, clock=clock)
        acknowledged_ids = []
        for _ in range(3):
            works = [store.submit(lambda tx: tx.resources.insert(SLA, body(SLA)).id) for _ in range(1000)]
            works[300].result(30)
            database.stop()
            outcomes = [work.exception(60) or work.result() for work in works]
            assert all(isinstance(outcome, int | Unavailable) for outcome in outcomes)
            acknowledged_ids += [outcome for outcome in outcomes if isinstance(outcome, int)]
            database.start()
        assert len(acknowledged_ids) > 300
        assert set(acknowledged_ids) <= {row["id"] for row in rows(database.url, "sla", "id")}
        assert insert(store, SLA).id not in acknowledged_ids
        store.close()
