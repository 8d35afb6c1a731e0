"""Who may take deliveries from the store, and how many: a bound on what is under way, with doubtful hubs apart.

Receivers that hang take the places of doubtful hubs only, so that the others never wait for them.
"""

import asyncio
from typing import NamedTuple

from tmf623.jobs.line import Line

STEADY = 384
DOUBTFUL = 128
"""Deliveries under way at most, of hubs in good standing and of the others."""


class Grant(NamedTuple):
    """Places for one hub's next deliveries."""

    line: Line
    number: int
    doubtful: bool
    """Whose places they are."""


class Places:
    """The places that are free, and the hubs that ask for some; first come, first served."""

    def __init__(self) -> None:
        """All are free."""
        self._free = {False: STEADY, True: DOUBTFUL}
        self._asking: dict[bool, dict[int, Line]] = {False: {}, True: {}}
        self._changed = asyncio.Event()

    def ask(self, line: Line) -> None:
        """Have places granted to a hub, as soon as there are some."""
        self._asking[line.doubtful][line.hub_id] = line
        self._changed.set()

    def give_back(self, number: int, *, doubtful: bool) -> None:
        """Places are free again."""
        self._free[doubtful] += number
        self._changed.set()

    async def granted(self, most: int) -> list[Grant]:
        """Wait for grants; at most so many hubs at once, each only as often as it asked."""
        while True:
            self._changed.clear()
            grants = [*self._grants(most, doubtful=False), *self._grants(most, doubtful=True)]
            if grants:
                return grants
            await self._changed.wait()

    def _grants(self, most: int, *, doubtful: bool) -> list[Grant]:
        asking = self._asking[doubtful]
        grants: list[Grant] = []
        while asking and self._free[doubtful] and len(grants) < most:
            line = asking.pop(next(iter(asking)))
            number = min(line.room, self._free[doubtful])
            if number:
                self._free[doubtful] -= number
                grants.append(Grant(line, number, doubtful))
        return grants
