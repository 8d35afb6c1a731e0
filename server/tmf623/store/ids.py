"""Ids in blocks: the database is asked once for many, so processes and nodes do not contend for each.

Ids that were taken but not used are lost; gaps are fine.
"""

from collections.abc import Callable

from sqlalchemy import BindParameter, bindparam, insert, select, update

from tmf623.errors import Reason, Unavailable
from tmf623.store.connection import Connection, Statement
from tmf623.store.tables import IdBlockRow, table

BLOCK = 100
LARGEST = 2**53 - 1
"""Fits a JSON number that any client reads exactly."""

_BLOCKS = table(IdBlockRow)
_NAME: BindParameter[str] = bindparam("name")
_ADVANCE = Statement(
    update(_BLOCKS)
    .where(_BLOCKS.c.name == _NAME)
    .values(next=_BLOCKS.c.next + bindparam("count", type_=_BLOCKS.c.next.type))
)
_NEXT = Statement(select(_BLOCKS.c.next).where(_BLOCKS.c.name == _NAME))
_START = Statement(insert(_BLOCKS).values(name=_NAME, next=bindparam("count", type_=_BLOCKS.c.next.type)))


class Ids:
    """The ids one writer has in hand, by name."""

    def __init__(self, allocate: Callable[[str, int], int]) -> None:
        """`allocate(name, count)` gives the first of `count` ids nobody else gets."""
        self._allocate = allocate
        self._held: dict[str, tuple[int, int]] = {}

    def take(self, name: str) -> int:
        """A new id of this name, 1 to 2^53-1."""
        following, end = self._held.get(name, (0, 0))
        if following == end:
            following = self._allocate(name, BLOCK)
            end = following + BLOCK
            if end > LARGEST:
                raise Unavailable(Reason.UNAVAILABLE, f"the ids of {name} are used up")
        self._held[name] = (following + 1, end)
        return following

    def mark(self) -> dict[str, tuple[int, int]]:
        """What is in hand now, for `restore`."""
        return self._held.copy()

    def restore(self, held: dict[str, tuple[int, int]]) -> None:
        """Return to what was in hand before a piece of work that is undone, its new blocks with it."""
        self._held = held

    def drop(self) -> None:
        """Forget everything in hand: whether its blocks are recorded is not known."""
        self._held = {}


def allocate(connection: Connection, name: str, count: int) -> int:
    """Record a block as taken and give its first id; the block is the caller's once the transaction commits."""
    if connection.run(_ADVANCE, {"name": name, "count": count}):
        return int(connection.one(_NEXT, {"name": name})[0]) - count
    connection.run(_START, {"name": name, "count": count + 1})
    return 1
