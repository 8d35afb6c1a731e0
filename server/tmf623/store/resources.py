"""Resources as rows: one statement a method, the same for every kind."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, NoReturn

from google.protobuf.message import Message
from sqlalchemy import bindparam, delete, func, insert, select, update

from tmf623.contract.documents import Encoded, Stored, encoded
from tmf623.contract.kinds import CASE, CONTACT, EXCLUSION, HUB, KINDS, ORDER, Kind
from tmf623.contract.profiles import CANONICAL
from tmf623.errors import NotFound, Reason
from tmf623.query.criteria import Query
from tmf623.store import bounds, exclusions, occurrences, pages, subscriptions
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment
from tmf623.store.pages import Page
from tmf623.store.promoted import TABLES, columns, sla_id
from tmf623.store.tables import RevisionHistoryRow, table

__all__ = ["Page", "Resources"]

_HISTORY = table(RevisionHistoryRow)
_SERVER_COLUMNS: Mapping[str, Mapping[str, object]] = {
    HUB.name: {
        "profile": CANONICAL[HUB.api].name,
        "base_url": "",
        "after_position": 0,
        "state": "active",
        "state_reason": None,
        "secret": None,
        "envelope": None,
    }
}
"""Columns that follow neither from the message nor from the row's place, with their values when none are given."""


_INDEXES: Mapping[str, Callable[[Connection, int, Any], None]] = {
    **{kind.name: partial(occurrences.index, kind) for kind in (CASE, ORDER, CONTACT)},
    EXCLUSION.name: exclusions.index,
}
"""What makes a new revision found by more than its columns."""


class Revision(NamedTuple):
    """A row as it is before it is replaced."""

    revision: int
    created_at: int
    updated_at: int
    digest: bytes
    document: str
    message: bytes


class Version(NamedTuple):
    """A revision of a resource, and how long it was the resource."""

    stored: Stored
    recorded_at: int
    """Microseconds since 1970 UTC."""


class _Statements:
    """What one kind's table is asked."""

    def __init__(self, kind: Kind) -> None:
        t = TABLES[kind.name]
        by_id, by_key = t.c.id == bindparam("id"), t.c.natural_key == bindparam("key")
        row = (t.c.id, t.c.revision, t.c.document, t.c.message)
        self.get = Statement(select(*row).where(by_id))
        self.lock = Statement(select(*row).where(by_id).with_for_update())
        self.by_key = Statement(select(*row).where(by_key))
        self.lock_by_key = Statement(select(*row).where(by_key).with_for_update())
        self.whole = Statement(select(*(t.c[name] for name in Revision._fields)).where(by_id).with_for_update())
        self.insert = Statement(insert(t).values({column.name: bindparam(column.name) for column in t.c}))
        kept = {"id", "created_at", "natural_key"} | set(_SERVER_COLUMNS.get(kind.name, ()))
        changed = [column.name for column in t.c if column.name not in kept]
        self.update = Statement(update(t).where(by_id).values({name: bindparam(f"{name}_") for name in changed}))
        self.delete = Statement(delete(t).where(by_id))
        self.dated = Statement(select(*row, t.c.updated_at).where(by_id))
        self.stamp = Statement(
            select(func.count(), func.max(t.c.updated_at), func.sum(t.c.id), func.sum(t.c.revision)).select_from(t)
        )


_STATEMENTS = {kind.name: _Statements(kind) for kind in KINDS.values()}
_EARLIER = Statement(
    select(_HISTORY.c.id, _HISTORY.c.revision, _HISTORY.c.document, _HISTORY.c.message).where(
        _HISTORY.c.kind == bindparam("kind"),
        _HISTORY.c.id == bindparam("id"),
        _HISTORY.c.revision == bindparam("revision"),
    )
)
_VERSIONS = Statement(
    select(_HISTORY.c.id, _HISTORY.c.revision, _HISTORY.c.document, _HISTORY.c.message, _HISTORY.c.recorded_at)
    .where(_HISTORY.c.kind == bindparam("kind"), _HISTORY.c.id == bindparam("id"))
    .order_by(_HISTORY.c.revision)
)
_REMEMBER = Statement(insert(_HISTORY).values({column.name: bindparam(column.name) for column in _HISTORY.c}))


class Resources:
    """The resources, as one transaction sees and changes them."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time and the ids of the transaction."""
        self._connection = connection
        self._moment = moment

    def reserve(self, kind: Kind) -> int:
        """An id for a resource that `insert` is to store: for what refers to it and is stored before."""
        return self._moment.ids.take(kind.name)

    def insert(
        self,
        kind: Kind,
        message: Message,
        *,
        natural_key: str | None = None,
        extra: Mapping[str, str] | None = None,
        id: int | None = None,  # noqa: A002 - the contract's own word
    ) -> Stored:
        """Store a new resource at revision 1; `id` was reserved for it, or it gets one.

        `natural_key` makes it the only one of its kind. `extra` fills columns the message has no attribute for.

        When there is a resource with this natural key the work ends and is done again: now it finds it by
        `by_natural_key`. A work that did not look, or inserts it all the same, is a Conflict.
        """
        id_ = self.reserve(kind) if id is None else id
        content = encoded(message)
        now = self._moment.recorded_us
        self._connection.run(
            _STATEMENTS[kind.name].insert,
            {
                **_SERVER_COLUMNS.get(kind.name, {}),
                **(extra or {}),
                **columns(kind, message),
                **_content(content),
                "id": id_,
                "revision": 1,
                "created_at": now,
                "updated_at": now,
                "natural_key": None if natural_key is None else bounds.key(natural_key),
            },
        )
        if kind.name in _INDEXES:
            _INDEXES[kind.name](self._connection, id_, message)
        if kind is HUB:
            subscriptions.start(self._connection, id_)
        return Stored(id_, 1, content.document, content.message)

    def get(self, kind: Kind, id: int) -> Stored:  # noqa: A002 - the contract's own word
        """Read a resource; in a writing transaction nobody else changes it until the end.

        Raises:
            NotFound: there is none with this id.
        """
        statements = _STATEMENTS[kind.name]
        row = self._connection.one(statements.lock if self._moment.locking else statements.get, {"id": id})
        if row is None:
            _not_found(kind, id)
        return _stored(row)

    def replace(self, kind: Kind, id: int, message: Message) -> Stored:  # noqa: A002 - as above
        """Store the next revision of a resource; the one before goes to the history.

        Raises:
            NotFound: there is none with this id.
        """
        before = self._whole(kind, id)
        changed_at = self._moment.change(kind.name, id, before.updated_at)
        self._remember(kind, id, before, deleted=False)
        return self._put(kind, id, before, message, changed_at)

    def overwrite(self, kind: Kind, id: int, message: Message) -> Stored:  # noqa: A002 - as above
        """As `replace`, but the revision before is forgotten: for what is derived, and may be derived again.

        Raises:
            NotFound: there is none with this id.
        """
        before = self._whole(kind, id)
        return self._put(kind, id, before, message, self._moment.change(kind.name, id, before.updated_at))

    def delete(self, kind: Kind, id: int) -> None:  # noqa: A002 - as above
        """Delete a resource; its last revision goes to the history.

        Raises:
            NotFound: there is none with this id.
        """
        before = self._whole(kind, id)
        self._moment.change(kind.name, id, before.updated_at)
        self._remember(kind, id, before, deleted=True)
        self._connection.run(_STATEMENTS[kind.name].delete, {"id": id})

    def find(self, kind: Kind, query: Query, *, counted: bool = True) -> Page:
        """A page of the resources that satisfy the query; `Page.total` is 0 when it is not `counted`.

        Raises:
            Invalid: `query.after` is not a place in this list.
        """
        return pages.find(self._connection, kind, query, counted=counted)

    def stamp(self, kind: Kind) -> tuple[object, ...]:
        """What differs whenever some resource of the kind was created, changed or deleted: for what is made of all."""
        row = self._connection.one(_STATEMENTS[kind.name].stamp, {})
        return tuple(row) if row is not None else ()

    def by_natural_key(self, kind: Kind, key: str) -> Stored | None:
        """The resource with this natural key, or None."""
        statements = _STATEMENTS[kind.name]
        statement = statements.lock_by_key if self._moment.locking else statements.by_key
        row = self._connection.one(statement, {"key": bounds.key(key)})
        return None if row is None else _stored(row)

    def at_revision(self, kind: Kind, id: int, revision: int) -> Stored:  # noqa: A002 - as above
        """A revision of a resource, present, superseded or deleted.

        Raises:
            NotFound: there never was one.
        """
        row = self._connection.one(_STATEMENTS[kind.name].get, {"id": id})
        if row is not None and row[1] == revision:
            return _stored(row)
        row = self._connection.one(_EARLIER, {"kind": kind.name, "id": id, "revision": revision})
        if row is None:
            _not_found(kind, id, f" at revision {revision}")
        return _stored(row)

    def _put(self, kind: Kind, id_: int, before: Revision, message: Message, changed_at: int) -> Stored:
        content = encoded(message)
        values = {
            **columns(kind, message),
            **_content(content),
            "revision": before.revision + 1,
            "updated_at": changed_at,
        }
        self._connection.run(
            _STATEMENTS[kind.name].update, {"id": id_, **{f"{name}_": value for name, value in values.items()}}
        )
        if kind.name in _INDEXES:
            _INDEXES[kind.name](self._connection, id_, message)
        return Stored(id_, before.revision + 1, content.document, content.message)

    def versions(self, kind: Kind, id: int) -> list[Version]:  # noqa: A002 - as above
        """Every revision of a resource in order, the present one last; none when there never was one."""
        rows = self._connection.all(_VERSIONS, {"kind": kind.name, "id": id})
        present = self._connection.one(_STATEMENTS[kind.name].dated, {"id": id})
        if present is not None:
            rows.append(present)
        return [Version(_stored(row), row[4]) for row in rows]

    def _whole(self, kind: Kind, id_: int) -> Revision:
        row = self._connection.one(_STATEMENTS[kind.name].whole, {"id": id_})
        if row is None:
            _not_found(kind, id_)
        return Revision(*row)

    def _remember(self, kind: Kind, id_: int, before: Revision, *, deleted: bool) -> None:
        message = kind.message.FromString(before.message)
        self._connection.run(
            _REMEMBER,
            {
                "kind": kind.name,
                "id": id_,
                "revision": before.revision,
                "recorded_at": before.updated_at,
                "superseded_at": self._moment.changed_at(kind.name, id_),
                "deleted": deleted,
                "sla_id": sla_id(kind, id_, message),
                "digest": before.digest,
                "document": before.document,
                "message": before.message,
            },
        )


def _content(content: Encoded) -> dict[str, object]:
    return {"document": content.document.decode(), "message": content.message, "digest": content.digest}


def _stored(row: Any) -> Stored:
    return Stored(row[0], row[1], row[2].encode(), row[3])


def _not_found(kind: Kind, id_: int, more: str = "") -> NoReturn:
    raise NotFound(Reason.NOT_FOUND, f"there is no {kind.name} with id {id_}{more}")
