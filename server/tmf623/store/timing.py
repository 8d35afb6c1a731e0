"""When transactions happen, so that "as of an instant" has one answer for ever.

What a writing transaction records counts as known from its instant on, but nobody sees it before the commit. A
reader's instant therefore lies before that of any transaction under way: what was known at it is all committed,
and asking again later gives the same. And what is recorded later is never known earlier, even when the machine's
clock is set back.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from tmf623.store.ids import Ids
from tmf623.store.moment import MICROSECOND, Moment, microseconds

AHEAD = timedelta(minutes=5)
"""How far the clocks of those who observe may be ahead, unless a setting says otherwise."""


class Timing:
    """The instants of one store's transactions."""

    def __init__(self, clock: Callable[[], datetime], ahead: timedelta = AHEAD) -> None:
        """`clock` gives aware instants; what is observed more than `ahead` of it does not count yet."""
        self._ahead_us = ahead // MICROSECOND
        self._clock = clock
        self._lock = threading.Lock()
        self._since: datetime | None = None
        self._recorded_us = 0

    def begin(self) -> None:
        """Transactions that write begin now."""
        with self._lock:
            self._since = self._clock()

    def end(self) -> None:
        """What they wrote is committed, or is not."""
        self._since = None

    def writing(self, ids: Ids) -> Moment:
        """The moment of a transaction that writes."""
        now = self._clock()
        self._recorded_us = max(self._recorded_us, microseconds(now))
        return Moment(now, ids, self._recorded_us, self._ahead_us)

    def reading(self) -> Moment:
        """The moment of a transaction that reads; its snapshot is taken afterwards."""
        with self._lock:
            now = self._clock()
            since = self._since
        return Moment(now if since is None else min(now, since - MICROSECOND))
