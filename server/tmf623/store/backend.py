"""What differs between databases, as far as the store must know."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import Connection as SqlConnection

from tmf623.errors import Reason, Unavailable


class SchemaError(Exception):
    """The database cannot be used; the text is one line for the operator."""


class Fault(Enum):
    """What an error of the database driver means."""

    FULL = auto()  # no space left; nothing was written
    LOST = auto()  # the connection is of no use any more
    BUSY = auto()  # another process holds what is needed
    RACE = auto()  # another process was quicker: done again, the work will see what that one did
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Backend:
    """One database and how to speak to it."""

    url: str
    """Without a password: for messages."""
    local: bool
    """Whether the database is a file on this machine: then a point read needs no thread of its own."""
    reader: Callable[[], SqlConnection]
    """Opens a connection for reading, in autocommit mode."""
    writer: Callable[[], SqlConnection]
    """Opens a connection for writing, in autocommit mode."""
    errors: tuple[type[Exception], ...]
    """What the driver raises."""
    fault: Callable[[Exception], Fault]
    """The meaning of one of these."""
    begin_read: tuple[str, ...]
    """Starts a transaction that sees one snapshot and changes nothing."""
    begin_write: tuple[str, ...]
    """Starts a transaction that may change rows."""
    settle: str | None
    """Waits until nothing is being written, in a transaction that reads; None: writing transactions exclude each
    other."""
    shared_writing: bool
    """Whether several connections may write at the same time: then blocks of ids are taken on one of their own,
    so that nobody waits for them until another's commit."""
    turn: Callable[[], AbstractContextManager[object]]
    """What to hold while writing: it makes the writers of several processes wait in turn."""
    examine: str | None
    """Asks whether the structure is whole, answered by "ok"; None: the database looks after that itself."""
    size: Callable[[], int]
    """Bytes the database has."""
    version: str | None
    """Asks for a number that changes with every change another connection commits; None: there is none."""
    most_readers: int | None
    """How many connections may read at the same time; None: as many as there are threads."""


def unavailable(fault: Fault, error: Exception) -> Unavailable:
    """What the caller is told; the driver's words stay in the log, for they may hold SQL."""
    if fault is Fault.FULL:
        return Unavailable(Reason.STORAGE_FULL, "the database has no space left; nothing was stored")
    what = "is busy" if fault is Fault.BUSY else "cannot be reached" if fault is Fault.LOST else "refused the work"
    return Unavailable(Reason.UNAVAILABLE, f"the database {what} ({type(_driver(error)).__name__})")


def _driver(error: Exception) -> BaseException:
    return getattr(error, "orig", None) or error
