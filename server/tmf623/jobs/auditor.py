"""The auditor: gives what was done its place in the audit log, and has the log signed."""

import secrets
from datetime import timedelta

from tmf623.jobs.duty import Office
from tmf623.service import audit
from tmf623.service.signing import Signer
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

NAME = "auditor"
EVERY = timedelta(seconds=1)
_LONGEST = timedelta(minutes=10)


class Auditor:
    """The work of a `Duty`."""

    def __init__(self, signer: Signer | None) -> None:
        """Without a signer the log is chained and not signed."""
        self._signer = signer

    def __call__(self, store: Store, office: Office) -> bool:
        """One turn; whether there is more to do at once."""
        if store.read(lambda tx: not tx.audit.waiting(1)[0] and not self._is_due(tx)):
            return False

        def turn(tx: Transaction) -> int:
            office.demand(tx)
            number = audit.extend(tx)
            if self._signer is not None:
                audit.sign_when_due(tx, self._signer)
            return number

        return store.write(turn) >= audit.AT_ONCE

    def _is_due(self, tx: Transaction) -> bool:
        return self._signer is not None and audit.is_due(tx)


def finish(store: Store) -> None:
    """Chain what waits, unless a server that runs is about to."""
    holder = f"finish-{secrets.token_hex(8)}"
    fence = store.write(lambda tx: tx.leases.acquire(NAME, holder, _LONGEST))
    if fence is None:
        return
    office = Office(NAME, holder, fence)

    def turn(tx: Transaction) -> int:
        office.demand(tx)
        return audit.extend(tx)

    while store.write(turn):
        pass
    store.write(lambda tx: tx.leases.release(NAME, holder, fence))
