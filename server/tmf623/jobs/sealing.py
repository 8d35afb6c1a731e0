"""Looking after measurements: quarantined ones that have come of age are said to count, past days are sealed.

Neither changes an answer: from when a batch counts is written with it, and a sealed chunk says what its batches said.
"""

import logging
from datetime import timedelta

from tmf623.jobs.duty import Office
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)

NAME = "measurements"
EVERY = timedelta(seconds=30)
SETTLED = timedelta(hours=1)
"""How long after its recording, and after the end of its day, a batch is sealed: what comes late comes by then."""
_AT_ONCE = 200


def look_after(store: Store, office: Office) -> bool:
    """One turn: seal a group of batches, let some count; whether there is more to do at once."""

    def work(tx: Transaction) -> bool:
        office.demand(tx)
        counted = tx.evidence.let_count(_AT_ONCE)
        if counted:
            log.info("%d quarantined batches count now", counted)
        return tx.evidence.seal(tx.now - SETTLED) or counted == _AT_ONCE

    return store.write(work)
