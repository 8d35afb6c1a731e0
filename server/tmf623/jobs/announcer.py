"""The announcer: makes the notices that events give, by the notification matrix, each exactly once.

How far it has come in the outbox is kept with its lease, in the transaction that keeps the notices.
"""

from tmf623.jobs.duty import Office
from tmf623.service import notifications
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

NAME = "announcer"
_EVENTS_AT_ONCE = 100


def announce(store: Store, office: Office) -> bool:
    """Make the notices of the next events; whether there may be more of them."""
    return store.write(lambda tx: _announce(tx, office))


def _announce(tx: Transaction, office: Office) -> bool:
    office.demand(tx)
    rules = notifications.active(tx)
    events = tx.outbox.after(tx.leases.progress(NAME), _EVENTS_AT_ONCE)
    for sequenced in events:
        notifications.announce(tx, rules, sequenced.event)
    if events:
        tx.leases.advance(NAME, events[-1].position)
    return len(events) == _EVENTS_AT_ONCE
