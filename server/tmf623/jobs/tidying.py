"""Forgetting: events every hub has had, or was given up on, are kept for a while and then removed.

Until then they can be read again (`WatchEvents`) and replayed. An event some hub still waits for is kept, however
old it is, and so is every later one: positions have no gaps.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from tmf623.errors import Unavailable
from tmf623.jobs.term import Term
from tmf623.jobs.work import done, seen
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
_EVERY_S = 3600.0
_HUBS_AT_ONCE = 50
_EVENTS_AT_ONCE = 500


async def tidy(store: Store, term: Term) -> None:
    """Forget what is old, every hour, until cancelled. Raises TermEnded."""
    while True:
        try:
            await forget(store, term, KEPT)
        except Unavailable as error:
            log.warning("old events are not forgotten: %s", error.message)
        await asyncio.sleep(_EVERY_S)


async def forget(store: Store, term: Term, kept: timedelta) -> None:
    """Forget requests, events and deliveries older than `kept`, events and deliveries a few in each transaction."""
    await done(store, partial(_requests, term, kept))
    first, bound, hub_ids = await seen(store, lambda tx: _what(tx, tx.now - kept))
    if bound <= first:
        return
    for start in range(0, len(hub_ids), _HUBS_AT_ONCE):
        await done(store, partial(_deliveries, term, hub_ids[start : start + _HUBS_AT_ONCE], bound))
    for position in range(first, bound, _EVENTS_AT_ONCE):
        await done(store, partial(_events, term, min(position + _EVENTS_AT_ONCE, bound)))
    log.info("forgot the events before position %d", bound)


def _requests(term: Term, kept: timedelta, tx: Transaction) -> None:
    term.demand(tx)
    tx.requests.forget(tx.now - kept)


def _what(tx: Transaction, before: datetime) -> tuple[int, int, Sequence[int]]:
    """The first position there is, the first that is kept, and every hub."""
    first, last = tx.outbox.first_position(), tx.outbox.last_position()
    old, young = first, last  # the newest event stays: the next position follows from it
    while old < young:
        middle = (old + young) // 2
        if tx.outbox.after(middle - 1, 1)[0].event.event_time < before:
            old = middle + 1
        else:
            young = middle
    return first, min(old, tx.deliveries.first_open() or old), tx.subscriptions.ids()


def _deliveries(term: Term, hub_ids: Sequence[int], bound: int, tx: Transaction) -> None:
    term.demand(tx)
    for hub_id in hub_ids:
        tx.deliveries.forget(hub_id, bound)


def _events(term: Term, end: int, tx: Transaction) -> None:
    """Forget events before `end`, but none that was replayed in the meantime."""
    term.demand(tx)
    tx.outbox.forget_before(min(end, tx.deliveries.first_open() or end))
