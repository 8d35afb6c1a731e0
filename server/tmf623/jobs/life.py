"""What time does to agreements that live: they come into force, and they end."""

import logging
from datetime import timedelta

from tmf623.jobs.duty import Office
from tmf623.service import agreements
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)

NAME = "agreements"
EVERY = timedelta(seconds=5)
AT_ONCE = 100
"""Agreements changed in one transaction."""


def turn(store: Store, office: Office) -> bool:
    """Change the state of agreements whose turn has come; whether there may be more of them."""

    def work(tx: Transaction) -> int:
        office.demand(tx)
        return agreements.turn(tx, AT_ONCE)

    turned = store.write(work)
    if turned:
        log.info("%d agreements changed their state with time", turned)
    return turned == AT_ONCE
