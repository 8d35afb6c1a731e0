"""Open reports are escalated when their time comes, by whoever holds the office, and by nobody else."""

from pathlib import Path
from typing import Any, cast

import pytest

from clock import Clock
from databases import database
from tmf.sla.v1.degradation_pb2 import DegradationReport, EscalationPolicy, EscalationStep
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import DEGRADATION_REPORT
from tmf623.jobs.duty import LASTING, Office, OfficeLost
from tmf623.jobs.escalator import NAME, escalate
from tmf623.service import resources
from tmf623.service.behaviour import Origin
from tmf623.store.store import Store

POLICY = EscalationPolicy(
    jeopardy_after="PT1H", step=[EscalationStep(after="PT2H", level=1), EscalationStep(after="PT4H", level=5)]
)


def _report(store: Store) -> str:
    report = DegradationReport(name="slow", escalation_policy=POLICY)
    return str(store.write(lambda tx: resources.create(tx, DEGRADATION_REPORT, report, Origin())).id)


def _read(store: Store, report_id: str) -> tuple[bool, int]:
    stored = store.read(lambda tx: resources.retrieve(tx, DEGRADATION_REPORT, report_id))
    report = cast("DegradationReport", loaded(DEGRADATION_REPORT, stored))
    return report.jeopardy, report.escalation_level


def _move(store: Store, report_id: str, state: str) -> None:
    def changed(before: Any) -> Any:
        after = DegradationReport()
        after.CopyFrom(before)
        after.state = state
        return after

    store.write(lambda tx: resources.change(tx, DEGRADATION_REPORT, report_id, changed))


def _office(store: Store, holder: str = "here") -> Office:
    fence = store.write(lambda tx: tx.leases.acquire(NAME, holder, LASTING))
    assert fence is not None
    return Office(NAME, holder, fence)


def test_a_report_is_escalated_when_its_time_comes(tmp_path: Path) -> None:
    clock = Clock()
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        made = _report(store)
        seen = []
        for hours in (0, 1, 1, 1, 1, 1):
            clock.advance(hours=hours)
            assert escalate(store, _office(store)) is False
            seen.append(_read(store, made))
            store.write(lambda tx: tx.leases.release(NAME, "here", 0))
            clock.advance(seconds=LASTING.total_seconds())
        assert seen == [(False, 0), (True, 0), (True, 1), (True, 1), (True, 5), (True, 5)]
        store.close()


def test_a_pending_report_is_not_escalated(tmp_path: Path) -> None:
    clock = Clock()
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        made = _report(store)
        for state in ("acknowledged", "assigned", "inProgress", "pending"):
            _move(store, made, state)
        clock.advance(hours=9)
        escalate(store, _office(store))
        assert _read(store, made) == (False, 0)
        _move(store, made, "inProgress")
        clock.advance(hours=2)
        escalate(store, _office(store))
        assert _read(store, made) == (True, 1)
        store.close()


def test_who_has_lost_the_office_changes_nothing(tmp_path: Path) -> None:
    clock = Clock()
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        made = _report(store)
        former = _office(store, "elsewhere")
        clock.advance(hours=5)
        _office(store, "here")
        with pytest.raises(OfficeLost):
            escalate(store, former)
        assert _read(store, made) == (False, 0)
        store.close()
