"""The reporter: makes the QoS reports that are scheduled, each with its notices in one transaction."""

from tmf623.jobs.duty import Office
from tmf623.service import report_schedules
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

NAME = "reporter"
_AT_ONCE = 10


def report(store: Store, office: Office) -> bool:
    """Make the reports that are due; whether there may be more of them."""
    due = store.read(lambda tx: report_schedules.due(tx, _AT_ONCE))
    for stored in due:
        store.write(lambda tx, id_=stored.id: _report(tx, office, id_))  # type: ignore[misc]
    return bool(due)


def _report(tx: Transaction, office: Office, schedule_id: int) -> None:
    office.demand(tx)
    report_schedules.report(tx, schedule_id)
