"""What a revision of a resource says: read from the resource's row, or from the history once it is superseded.

The row is asked first: a revision leaves it for the history and never comes back, so one of the two has it whenever
it is looked for in this order.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from tmf623.contract.documents import Stored
from tmf623.contract.kinds import KINDS
from tmf623.store.connection import Connection, Statement
from tmf623.store.promoted import TABLES
from tmf623.store.tables import RevisionHistoryRow, table

_HISTORY = table(RevisionHistoryRow)
_PAST = select(_HISTORY.c.id, _HISTORY.c.revision, _HISTORY.c.document, _HISTORY.c.message).where(
    _HISTORY.c.kind == bindparam("kind"), _HISTORY.c.id == bindparam("id")
)
_EARLIER = Statement(_PAST.where(_HISTORY.c.revision == bindparam("revision")))
_LAST = Statement(_PAST.order_by(_HISTORY.c.revision.desc()).limit(1))


class Revision(NamedTuple):
    """Which revision of which resource."""

    kind: str
    """`Kind.name`."""
    id: int
    number: int
    """From 1."""


class _Present:
    """How the rows of one kind are asked for what they say now."""

    def __init__(self, name: str) -> None:
        t = TABLES[name]
        row = select(t.c.id, t.c.revision, t.c.document, t.c.message)
        self.one = Statement(row.where(t.c.id == bindparam("id")))
        self.many = Statement(row.where(t.c.id == any_(bindparam("ids", type_=ARRAY(t.c.id.type)))))


_PRESENT = {name: _Present(name) for name in KINDS}


def content(connection: Connection, revision: Revision) -> Stored | None:
    """One revision, present, superseded or deleted; None when there never was one."""
    row = connection.one(_PRESENT[revision.kind].one, {"id": revision.id})
    if row is None or row[1] != revision.number:
        row = _earlier(connection, revision)
    return None if row is None else stored(row)


def contents(connection: Connection, revisions: Sequence[Revision]) -> list[Stored]:
    """Revisions that were there, in the order given; for one that was overwritten stands the one in its place.

    Raises:
        LookupError: there is nothing of a resource any more: the database is damaged.
    """
    if connection.dialect.name == "postgresql":
        return _together(connection, revisions)
    return [_kept(connection, revision) for revision in revisions]


def stored(row: Any) -> Stored:
    """What a row of id, revision, document and message says."""
    return Stored(row[0], row[1], row[2].encode(), row[3])


def _together(connection: Connection, revisions: Sequence[Revision]) -> list[Stored]:
    """As `_kept`, with one question for all of a kind: a server is a round trip away."""
    rows: dict[Revision, Any] = {}
    for kind in {revision.kind for revision in revisions}:
        ids = list({revision.id for revision in revisions if revision.kind == kind})
        for row in connection.all(_PRESENT[kind].many, {"ids": ids}):
            rows[Revision(kind, row[0], row[1])] = row
    return [stored(rows[each]) if each in rows else _kept(connection, each) for each in revisions]


def _kept(connection: Connection, revision: Revision) -> Stored:
    found = content(connection, revision)
    if found is not None:
        return found
    row = connection.one(_PRESENT[revision.kind].one, {"id": revision.id}) or connection.one(
        _LAST, {"kind": revision.kind, "id": revision.id}
    )
    if row is None:
        raise LookupError(f"there is nothing of {revision.kind} {revision.id} any more")
    return stored(row)


def _earlier(connection: Connection, revision: Revision) -> Any:
    parameters = {"kind": revision.kind, "id": revision.id, "revision": revision.number}
    return connection.one(_EARLIER, parameters)
