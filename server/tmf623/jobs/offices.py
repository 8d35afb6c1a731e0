"""Offices: the leases one process holds on shares of a work that several processes do together.

Each process tells that it is there by a lease of its own, and holds as many shares as are its part: it takes free
ones up to that number, and gives up those beyond it. A process that stops without a word is replaced when its leases
run out; when it goes on it finds that it holds none.
"""

import secrets
from datetime import timedelta

from tmf623.jobs.duty import LASTING, Office
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

_FORGOTTEN = timedelta(hours=1)
"""How long a process must have been away to be forgotten."""


class Offices:
    """The offices of one process."""

    def __init__(self, name: str, shares: int, *, lasting: timedelta = LASTING) -> None:
        """`name` is the family the leases belong to."""
        self.lasting = lasting
        self._name, self._shares = name, shares
        self._holder = secrets.token_hex(8)
        self._held: dict[str, Office] = {}

    @property
    def held(self) -> list[Office]:
        """What was held when it was renewed last."""
        return list(self._held.values())

    def renew(self, store: Store) -> None:
        """Keep what is held, take what is free, give up what is too much."""
        self._held = store.write(self._renewed)

    def give_up(self, store: Store) -> None:
        """Let others take over at once."""
        held, self._held = self._held, {}
        store.write(lambda tx: self._released(tx, list(held.values()), leaving=True))

    def lease(self, share: int | str) -> str:
        """Name of the lease on a share."""
        return f"{self._name}/{share}"

    def _renewed(self, tx: Transaction) -> dict[str, Office]:
        family = f"{self._name} process"
        tx.leases.acquire(f"{family}/{self._holder}", self._holder, self.lasting)
        tx.leases.forget(family, _FORGOTTEN)
        present = set(tx.leases.holders(family).values())
        taken = tx.leases.holders(self._name)
        names = [self.lease(share) for share in range(self._shares)]
        part = -(-len(names) // len(present))
        held = {
            name: office
            for name, office in self._held.items()
            if tx.leases.renew(name, office.holder, office.fence, self.lasting)
        }
        for name in list(held)[part:]:
            self._released(tx, [held.pop(name)])
        for name in names:
            if len(held) < part and name not in taken and name not in held:
                fence = tx.leases.acquire(name, self._holder, self.lasting)
                if fence is not None:
                    held[name] = Office(name, self._holder, fence)
        return held

    def _released(self, tx: Transaction, offices: list[Office], *, leaving: bool = False) -> None:
        for office in offices:
            tx.leases.release(office.name, office.holder, office.fence)
        if leaving:
            tx.leases.acquire(f"{self._name} process/{self._holder}", self._holder, timedelta())
