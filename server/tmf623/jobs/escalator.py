"""The escalator: looks after open degradation reports whose policy has something new to say (eTOM 1.3.8.5.6)."""

from typing import TYPE_CHECKING, cast

from tmf623.contract.documents import loaded
from tmf623.contract.kinds import DEGRADATION_REPORT
from tmf623.jobs.duty import Office
from tmf623.query.criteria import Comparison, Operator, Order, Query, ValueType
from tmf623.service import degradation, records
from tmf623.service.timestamps import instant_of
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

if TYPE_CHECKING:
    from tmf.sla.v1.degradation_pb2 import DegradationReport

NAME = "escalator"
_AT_ONCE = 100
_NANOS = 1000
"""Of a microsecond: criteria compare instants in nanoseconds."""
_DUE = ("nextEscalationDate",)


def escalate(store: Store, office: Office) -> bool:
    """Escalate the reports whose time has come, the longest due first; whether there may be more of them."""
    return store.write(lambda tx: _escalate(tx, office))


def _escalate(tx: Transaction, office: Office) -> bool:
    office.demand(tx)
    due = Comparison(_DUE, ValueType.INSTANT, Operator.LTE, (instant_of(tx.now) * _NANOS,))
    query = Query(where=due, order=(Order(_DUE, ValueType.INSTANT),), limit=_AT_ONCE)
    rows = tx.resources.find(DEGRADATION_REPORT, query, counted=False).rows
    for row in rows:
        stored = tx.resources.get(DEGRADATION_REPORT, row.id)
        before = cast("DegradationReport", loaded(DEGRADATION_REPORT, stored))
        records.put(tx, DEGRADATION_REPORT, stored, before, degradation.escalated(tx, before))
    return len(rows) == _AT_ONCE
