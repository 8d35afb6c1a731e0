"""When a transaction happens, and the ids it gives: what its parts share."""

from datetime import UTC, datetime, timedelta

from tmf623.store.acting import SERVICE
from tmf623.store.ids import Ids

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def microseconds(instant: datetime) -> int:
    """An aware instant as whole microseconds since 1970 UTC."""
    return (instant - EPOCH) // MICROSECOND


def instant(us: int) -> datetime:
    """The instant, aware and in UTC, that many microseconds after 1970 began."""
    return EPOCH + timedelta(microseconds=us)


class Moment:
    """One instant for a whole transaction, and the ids to give to what it creates."""

    __slots__ = ("_changes", "_ids", "actor", "ahead_us", "notes", "now", "recorded_us")

    def __init__(self, now: datetime, ids: Ids | None = None, recorded_us: int = 0, ahead_us: int = 0) -> None:
        """`now` is aware. What is recorded counts as known from `recorded_us` on. Without `ids`: only reads.

        What was observed more than `ahead_us` after that does not count yet.
        """
        self.now = now
        self.recorded_us = recorded_us
        self.ahead_us = ahead_us
        self._ids = ids
        self._changes: dict[tuple[str, int], int] = {}
        self.actor = SERVICE
        """Who acts."""
        self.notes: list[tuple[int, str, str, str, int, int | None, str]] = []
        """What was done, for the audit log; each is an `audit.Note`."""

    @property
    def now_us(self) -> int:
        """The instant in microseconds since 1970 UTC."""
        return microseconds(self.now)

    @property
    def locking(self) -> bool:
        """Whether rows are read in order to be changed."""
        return self._ids is not None

    @property
    def ids(self) -> Ids:
        """The ids of a writing transaction."""
        if self._ids is None:
            raise TypeError("a reading transaction creates nothing")
        return self._ids

    def note(self, action: str, kind: str, id: int, revision: int | None = None, digest: str = "") -> None:  # noqa: A002 - as below
        """Note what was done, for the audit log: when, by whom, what, to which resource, with which result."""
        self.notes.append((self.changed_at(kind, id), self.actor, action, kind, id, revision, digest))

    def change(self, kind: str, id: int, before: int) -> int:  # noqa: A002 - the contract's own word
        """When a change of a resource counts as made: now, but not earlier than `before`, its previous change.

        So the revisions of a resource, and their events, are in order by time although clocks are not.
        """
        changed_at = self._changes[kind, id] = max(self.recorded_us, before)
        return changed_at

    def changed_at(self, kind: str, id: int) -> int:  # noqa: A002 - as above
        """When this transaction changed a resource, in microseconds since 1970 UTC."""
        return self._changes.get((kind, id), self.recorded_us)
