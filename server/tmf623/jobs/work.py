"""The store's works, awaited: reads in a thread, changes by the store's own writer."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tmf623.errors import Unavailable
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

T = TypeVar("T")

_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 5.0


async def seen(store: Store, work: Callable[[Transaction], T]) -> T:
    """The result of a work that reads."""
    return await asyncio.to_thread(store.read, work)


async def done(store: Store, work: Callable[[Transaction], T]) -> T:
    """The result of a work that changes something, once it is committed."""
    return await asyncio.wrap_future(store.submit(work))


async def done_at_last(store: Store, work: Callable[[Transaction], T]) -> T:
    """As `done`, again and again while the store is unavailable: for what must not be lost."""
    pause_s = _FIRST_PAUSE_S
    while True:
        try:
            return await done(store, work)
        except Unavailable:
            await asyncio.sleep(pause_s)
            pause_s = min(_LONGEST_PAUSE_S, pause_s * 2)
