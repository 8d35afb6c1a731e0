"""From the store's writer to the event loop: everything one commit gave is brought over at one waking.

`asyncio.wrap_future` wakes the loop once for each result, which costs the writer a system call and its turn.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

T = TypeVar("T")


class _Mailbox:
    """What waits to be brought to one loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._arrived: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._woken = False

    def put(self, waiting: asyncio.Future[Any], done: Future[Any]) -> None:
        """Bring a result over; from any thread."""
        self._arrived.append((waiting, done))
        if not self._woken:  # else whoever was woken has not looked yet, and will find it
            self._woken = True
            self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        self._woken = False  # before the look: what arrives during it wakes anew
        while self._arrived:
            waiting, done = self._arrived.popleft()
            if waiting.done():
                continue
            error = done.exception()
            if error is None:
                waiting.set_result(done.result())
            else:
                waiting.set_exception(error)


_MAILBOXES: WeakKeyDictionary[asyncio.AbstractEventLoop, _Mailbox] = WeakKeyDictionary()


async def written(store: Store, work: Callable[[Transaction], T]) -> T:
    """The result of a work that changes the store, once its transaction is committed; raises as `Store.submit`."""
    loop = asyncio.get_running_loop()
    mailbox = _MAILBOXES.get(loop)
    if mailbox is None:
        mailbox = _MAILBOXES[loop] = _Mailbox(loop)
    waiting: asyncio.Future[T] = loop.create_future()
    store.submit(work).add_done_callback(lambda done: mailbox.put(waiting, done))
    return await waiting
