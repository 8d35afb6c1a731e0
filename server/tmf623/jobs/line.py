"""How one hub is served: a few events at a time at first, more while it keeps up, one after a failure, none while down.

Pure: instants are seconds of any steady clock.
"""

from collections.abc import Callable
from typing import TypeAlias

Lane: TypeAlias = tuple[str, int]
"""Kind and id of a resource: its events go to a hub one after the other."""

_FIRST_WINDOW = 4
_WIDEST_WINDOW = 32
_FAILING_LANES = 3
"""From this many lanes on that failed with no success between, it is the receiver that fails, not its events."""
LONGEST_REST_S = 300.0
"""A receiver that is back gets its events at most this long after."""


class Line:
    """The state of one hub's deliveries in this process; what is to be delivered is in the store."""

    __slots__ = ("_failed", "_resting_until", "_rests", "_window", "held", "hub_id", "more")

    def __init__(self, hub_id: int) -> None:
        """A hub nothing is known about."""
        self.hub_id = hub_id
        self.held: set[int] = set()
        """Positions taken from the store, until what became of them is recorded."""
        self.more = True
        """Whether the store may have deliveries that are due and not held."""
        self._window = _FIRST_WINDOW
        self._failed: set[Lane] = set()
        self._rests = 0
        self._resting_until = float("-inf")

    @property
    def room(self) -> int:
        """How many more deliveries may be under way."""
        return max(0, self._window - len(self.held))

    @property
    def doubtful(self) -> bool:
        """Whether something failed since the last success: such hubs share places of their own."""
        return bool(self._failed)

    def rest_s(self, now: float) -> float:
        """How long nothing is to be sent; 0 when the hub does not rest."""
        return max(0.0, self._resting_until - now)

    def answered(self, *, taken: bool) -> None:
        """The receiver is there, and took the event or refused it."""
        self._failed.clear()
        self._rests = 0
        self._resting_until = float("-inf")
        if taken:
            self._window = min(_WIDEST_WINDOW, self._window + 1)

    def failed(self, lane: Lane, now: float, delay_s: Callable[[int], float]) -> None:
        """The receiver did not answer, or could not: one at a time from here, and a rest when it fails for all.

        A rest grows with the rests before it, as `delay_s` says, and ends with one attempt.
        """
        self._failed.add(lane)
        self._window = 1
        if len(self._failed) >= _FAILING_LANES and not self.rest_s(now):
            self._rests += 1
            self._resting_until = now + min(LONGEST_REST_S, delay_s(self._rests))
