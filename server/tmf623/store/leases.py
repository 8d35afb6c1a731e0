"""Leases: who may do a job alone, until when, and a number by which a former holder is told apart.

The number rises with every change of holder. A holder that was paused past its lease writes under a lower number
than the present one; `holds` inside its transaction tells it so.
"""

from datetime import timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import MICROSECOND, Moment
from tmf623.store.tables import LeaseRow, table

_LEASES = table(LeaseRow)
_NUMBER = _LEASES.c.fence.type
_NAME = _LEASES.c.name == bindparam("lease")
_GET = Statement(select(_LEASES.c.holder, _LEASES.c.fence, _LEASES.c.expires_at).where(_NAME).with_for_update())
_INSERT = Statement(insert(_LEASES).values({column.name: bindparam(column.name) for column in _LEASES.c}))
_UPDATE = Statement(
    update(_LEASES)
    .where(_NAME)
    .values(
        holder=bindparam("holder_"),
        fence=bindparam("fence_", type_=_NUMBER),
        expires_at=bindparam("expires_at_", type_=_NUMBER),
    )
)

_FAMILY = _LEASES.c.name.like(bindparam("family"))
_OF_FAMILY = Statement(select(_LEASES.c.name, _LEASES.c.holder, _LEASES.c.expires_at).where(_FAMILY))
_FORGET = Statement(delete(_LEASES).where(_FAMILY, _LEASES.c.expires_at < bindparam("before", type_=_NUMBER)))
_PROGRESS = Statement(select(_LEASES.c.progress).where(_NAME))
_ADVANCE = Statement(update(_LEASES).where(_NAME).values(progress=bindparam("progress_", type_=_NUMBER)))


class Leases:
    """The leases, as one transaction sees and takes them."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time of the transaction."""
        self._connection = connection
        self._moment = moment

    def acquire(self, name: str, holder: str, lasting: timedelta) -> int | None:
        """Take the lease, or keep it when `holder` has it; its fencing number, or None when another has it."""
        expires_at = self._moment.now_us + lasting // MICROSECOND
        current = self._connection.one(_GET, {"lease": name})
        if current is None:
            first = {"name": name, "holder": holder, "fence": 1, "expires_at": expires_at, "progress": 0}
            self._connection.run(_INSERT, first)
            return 1
        owner, fence, until = current
        ours = owner == holder and until > self._moment.now_us
        if not ours:
            if until > self._moment.now_us:
                return None
            fence += 1
        self._put(name, holder, fence, expires_at)
        return int(fence)

    def renew(self, name: str, holder: str, fence: int, lasting: timedelta) -> bool:
        """Keep the lease for `lasting` from now; False when it was lost."""
        if not self.holds(name, holder, fence):
            return False
        self._put(name, holder, fence, self._moment.now_us + lasting // MICROSECOND)
        return True

    def holds(self, name: str, holder: str, fence: int) -> bool:
        """Whether `holder` has the lease under this number now, and to the end of a writing transaction."""
        current = self._connection.one(_GET, {"lease": name})
        return current is not None and tuple(current[:2]) == (holder, fence) and current[2] > self._moment.now_us

    def release(self, name: str, holder: str, fence: int) -> None:
        """Give the lease up, when it is still held; the next holder need not wait for its end."""
        if self.holds(name, holder, fence):
            self._put(name, holder, fence, self._moment.now_us)

    def holders(self, family: str) -> dict[str, str]:
        """Who holds which of the leases whose names start with `family` and a slash now."""
        rows = self._connection.all(_OF_FAMILY, {"family": f"{family}/%"})
        return {name: holder for name, holder, expires_at in rows if expires_at > self._moment.now_us}

    def forget(self, family: str, unused: timedelta) -> None:
        """Forget the leases of a family nobody has held for some time; their numbers begin anew."""
        before = self._moment.now_us - unused // MICROSECOND
        self._connection.run(_FORGET, {"family": f"{family}/%", "before": before})

    def progress(self, name: str) -> int:
        """How far the job has come, whoever did it; 0 at first."""
        row = self._connection.one(_PROGRESS, {"lease": name})
        return 0 if row is None else int(row[0])

    def advance(self, name: str, progress: int) -> None:
        """Record how far the job has come, for whoever goes on with it."""
        self._connection.run(_ADVANCE, {"lease": name, "progress_": progress})

    def _put(self, name: str, holder: str, fence: int, expires_at: int) -> None:
        self._connection.run(_UPDATE, {"lease": name, "holder_": holder, "fence_": fence, "expires_at_": expires_at})
