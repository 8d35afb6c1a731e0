"""The audit log: what works do is noted in their transaction, and chained afterwards.

All works that are committed together leave one row of notes: a request pays for none of the hashing. The notes of a
work that fails go with it. Whoever holds the auditor's lease gives each its position and its hash; see
`service.audit`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import orjson
from sqlalchemy import bindparam, delete, func, insert, select

from tmf623.contract.documents import Encoded, Stored
from tmf623.store.connection import Connection, Statement
from tmf623.store.contents import Revision, content, stored
from tmf623.store.moment import Moment
from tmf623.store.tables import table
from tmf623.store.tables_audit import AuditEntryRow, AuditPendingRow

_PENDING, _ENTRIES = table(AuditPendingRow), table(AuditEntryRow)
_NUMBER = _ENTRIES.c.id.type
_ADD = Statement(insert(_PENDING).values({column.name: bindparam(column.name) for column in _PENDING.c}))
_WAITING = Statement(
    select(_PENDING.c.id, _PENDING.c.notes)
    .order_by(_PENDING.c.recorded_at, _PENDING.c.id)
    .limit(bindparam("limit", type_=_NUMBER))
)
_DONE = Statement(delete(_PENDING).where(_PENDING.c.id == bindparam("pending", type_=_NUMBER)))
_LAST = Statement(select(func.max(_ENTRIES.c.id)))
_CHAIN = Statement(insert(_ENTRIES).values({column.name: bindparam(column.name) for column in _ENTRIES.c}))
_ROW = (_ENTRIES.c.id, _ENTRIES.c.revision, _ENTRIES.c.document, _ENTRIES.c.message)
_GET = Statement(select(*_ROW).where(_ENTRIES.c.id == bindparam("position", type_=_NUMBER)))
_AFTER = Statement(
    select(*_ROW)
    .where(_ENTRIES.c.id > bindparam("position", type_=_NUMBER))
    .order_by(_ENTRIES.c.id)
    .limit(bindparam("limit", type_=_NUMBER))
)
_ROWS_AT_ONCE = 64


class Note(NamedTuple):
    """One thing that was done."""

    known_at: int
    """Microseconds since 1970 UTC."""
    actor: str
    action: str
    kind: str
    """`Kind.name`."""
    resource_id: int
    revision: int | None
    """The revision it made; None: none."""
    digest: str
    """SHA-256 of that revision's document, hexadecimal; "" when it made none."""


class Link(NamedTuple):
    """A note at its place in the chain."""

    position: int
    note: Note
    content: Encoded
    """Of the `AuditEntry`."""


def keep(connection: Connection, moment: Moment, notes: Sequence[tuple[object, ...]]) -> None:
    """Record what the works of a transaction did; part of its commit."""
    row = {"id": moment.ids.take("audit"), "recorded_at": moment.recorded_us, "notes": orjson.dumps(notes).decode()}
    connection.run(_ADD, row)


class Audit:
    """The audit log, as one transaction sees and adds to it."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time of the transaction and who acts in it."""
        self._connection = connection
        self._moment = moment

    def note(self, action: str, kind: str, resource_id: int) -> None:
        """Note a command that makes no revision; what makes one is noted by itself."""
        self._moment.note(action, kind, resource_id)

    def waiting(self, most: int) -> tuple[list[int], list[Note]]:
        """What waits to be chained, the oldest first: the rows it is in, and the notes; of `most` notes or a few more.

        The rows of one transaction stay together.
        """
        rows: list[int] = []
        notes: list[Note] = []
        for id_, text in self._connection.all(_WAITING, {"limit": _ROWS_AT_ONCE}):
            rows.append(id_)
            notes += [Note(*note) for note in orjson.loads(text)]
            if len(notes) >= most:
                break
        return rows, notes

    def chain(self, rows: Sequence[int], links: Sequence[Link]) -> None:
        """Store links behind the last one, and forget the rows their notes came from.

        One process at a time, under a lease; a second one fails on the position and changes nothing.
        """
        self._connection.run_many(_CHAIN, [self._row(link) for link in links])
        self._connection.run_many(_DONE, [{"pending": id_} for id_ in rows])

    def last_position(self) -> int:
        """The position of the last link; 0 when there is none."""
        return self._connection.one(_LAST, {})[0] or 0

    def at(self, position: int) -> Stored | None:
        """One link; None when there is none."""
        row = self._connection.one(_GET, {"position": position})
        return None if row is None else stored(row)

    def revision(self, kind: str, resource_id: int, revision: int) -> Stored | None:
        """A revision that was noted; None when it was overwritten."""
        return content(self._connection, Revision(kind, resource_id, revision))

    def after(self, position: int, limit: int) -> list[Stored]:
        """The links behind a position, in order."""
        return [stored(row) for row in self._connection.all(_AFTER, {"position": position, "limit": limit})]

    def _row(self, link: Link) -> dict[str, object]:
        return {
            "id": link.position,
            "revision": 1,
            "created_at": self._moment.recorded_us,
            "updated_at": self._moment.recorded_us,
            "natural_key": None,
            "digest": link.content.digest,
            "kind": link.note.kind,
            "resource_id": str(link.note.resource_id),
            "known_at": link.note.known_at,
            "document": link.content.document.decode(),
            "message": link.content.message,
        }
