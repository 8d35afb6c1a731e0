"""Resources as rows: one statement a method, the same for every kind."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple, NoReturn

from google.protobuf.message import Message
from sqlalchemy import bindparam, cast, delete, func, insert, literal_column, null, select, update

from tmf623.contract.documents import Difference, Encoded, Stored, encoded
from tmf623.contract.kinds import CASE, CONTACT, EXCLUSION, HUB, KINDS, ORDER, SLA, Kind
from tmf623.contract.profiles import CANONICAL
from tmf623.errors import NotFound, Reason
from tmf623.query.criteria import Query
from tmf623.store import bounds, exclusions, occurrences, pages, subscriptions, touching
from tmf623.store.agenda import Agenda
from tmf623.store.connection import Connection, Statement
from tmf623.store.contents import Revision, content, stored
from tmf623.store.moment import Moment
from tmf623.store.pages import Form, Page
from tmf623.store.promoted import TABLES, columns
from tmf623.store.tables import RevisionHistoryRow, table

__all__ = ["Form", "Page", "Resources"]

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


def _remembering(kind: Kind, t: Any) -> Any:
    """Copy the revision there is into the history, inside the database."""
    h = _HISTORY.c
    named = {
        "kind": literal_column(f"'{kind.name}'"),
        "id": t.c.id,
        "revision": t.c.revision,
        "recorded_at": t.c.updated_at,
        "superseded_at": cast(bindparam("superseded", type_=h.superseded_at.type), h.superseded_at.type),
        "deleted": cast(bindparam("deleted", type_=h.deleted.type), h.deleted.type),
        "sla_id": cast(t.c.id, h.sla_id.type) if kind is SLA else t.c.sla_id if "sla_id" in t.c else null(),
        "digest": t.c.digest,
        "document": t.c.document,
        "message": t.c.message,
    }
    return insert(_HISTORY).from_select(list(named), select(*named.values()).where(t.c.id == bindparam("id")))


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
        self.state = Statement(select(t.c.revision, t.c.updated_at).where(by_id).with_for_update())
        self.remember = Statement(_remembering(kind, t))
        self._update = update(t).where(by_id)
        self._updates: dict[tuple[str, ...], Statement] = {}
        self.insert = Statement(insert(t).values({column.name: bindparam(column.name) for column in t.c}))
        self.delete = Statement(delete(t).where(by_id))
        self.digest = Statement(select(t.c.digest).where(by_id))
        self.dated = Statement(select(*row, t.c.updated_at).where(by_id))
        self.stamp = Statement(
            select(func.count(), func.max(t.c.updated_at), func.sum(t.c.id), func.sum(t.c.revision)).select_from(t)
        )

    def update(self, columns: Iterable[str]) -> Statement:
        """Set these columns, whose parameters have a "_" behind their names: an index is only touched by its own."""
        names = tuple(columns)
        statement = self._updates.get(names)
        if statement is None:
            setting = self._update.values({name: bindparam(f"{name}_") for name in names})
            statement = self._updates[names] = Statement(setting)
        return statement


_STATEMENTS = {kind.name: _Statements(kind) for kind in KINDS.values()}
_VERSIONS = Statement(
    select(_HISTORY.c.id, _HISTORY.c.revision, _HISTORY.c.document, _HISTORY.c.message, _HISTORY.c.recorded_at)
    .where(_HISTORY.c.kind == bindparam("kind"), _HISTORY.c.id == bindparam("id"))
    .order_by(_HISTORY.c.revision)
)


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
        self._inserted(kind, id_, message, content)
        return Stored(id_, 1, content.document, content.message)

    def _inserted(self, kind: Kind, id_: int, message: Message, content: Encoded) -> None:
        """What else is written of a new resource."""
        if kind.name in _INDEXES:
            _INDEXES[kind.name](self._connection, id_, message)
        if kind is HUB:
            subscriptions.start(self._connection, id_)
        if kind.name in touching.KINDS:
            touching.leave(Agenda(self._connection, self._moment), kind, id_, None, message)
        if kind.audited:
            self._moment.note("create", kind.name, id_, 1, content.digest.hex())

    def get(self, kind: Kind, id: int) -> Stored:  # noqa: A002 - the contract's own word
        """Read a resource; in a writing transaction nobody else changes it until the end.

        Raises:
            NotFound: there is none with this id.
        """
        statements = _STATEMENTS[kind.name]
        row = self._connection.one(statements.lock if self._moment.locking else statements.get, {"id": id})
        if row is None:
            _not_found(kind, id)
        return stored(row)

    def replace(
        self,
        kind: Kind,
        id: int,  # noqa: A002 - as above
        message: Message,
        difference: Difference | None = None,
    ) -> Stored:
        """Store the next revision of a resource; the one before goes to the history.

        `difference` says, when that is known, in what `message` differs from the present revision.

        Raises:
            NotFound: there is none with this id.
        """
        revision, changed_at = self._changing(kind, id)
        self._touch(kind, id, message)
        self._remember(kind, id, changed_at, deleted=False)
        return self._put(kind, (id, revision + 1), message, difference)

    def overwrite(self, kind: Kind, id: int, message: Message) -> Stored:  # noqa: A002 - as above
        """As `replace`, but the revision before is forgotten: for what is derived, and may be derived again.

        Raises:
            NotFound: there is none with this id.
        """
        revision, _ = self._changing(kind, id)
        return self._put(kind, (id, revision + 1), message)

    def delete(self, kind: Kind, id: int) -> None:  # noqa: A002 - as above
        """Delete a resource; its last revision goes to the history.

        Raises:
            NotFound: there is none with this id.
        """
        revision, changed_at = self._changing(kind, id)
        self._touch(kind, id, None)
        self._remember(kind, id, changed_at, deleted=True)
        if kind.audited:
            digest = self._connection.one(_STATEMENTS[kind.name].digest, {"id": id})[0]
            self._moment.note("delete", kind.name, id, revision, bytes(digest).hex())
        self._connection.run(_STATEMENTS[kind.name].delete, {"id": id})

    def find(self, kind: Kind, query: Query, *, counted: bool = True, form: Form = Form.BOTH) -> Page:
        """A page of the resources that satisfy the query; `Page.total` is 0 when it is not `counted`.

        `form` says which encodings are needed.

        Raises:
            Invalid: `query.after` is not a place in this list.
        """
        return pages.find(self._connection, kind, query, counted=counted, form=form)

    def stamp(self, kind: Kind) -> tuple[object, ...]:
        """What differs whenever some resource of the kind was created, changed or deleted: for what is made of all."""
        row = self._connection.one(_STATEMENTS[kind.name].stamp, {})
        return tuple(row) if row is not None else ()

    def by_natural_key(self, kind: Kind, key: str) -> Stored | None:
        """The resource with this natural key, or None."""
        statements = _STATEMENTS[kind.name]
        statement = statements.lock_by_key if self._moment.locking else statements.by_key
        row = self._connection.one(statement, {"key": bounds.key(key)})
        return None if row is None else stored(row)

    def at_revision(self, kind: Kind, id: int, revision: int) -> Stored:  # noqa: A002 - as above
        """A revision of a resource, present, superseded or deleted.

        Raises:
            NotFound: there never was one.
        """
        found = content(self._connection, Revision(kind.name, id, revision))
        if found is None:
            _not_found(kind, id, f" at revision {revision}")
        return found

    def versions(self, kind: Kind, id: int) -> list[Version]:  # noqa: A002 - as above
        """Every revision of a resource in order, the present one last; none when there never was one."""
        rows = self._connection.all(_VERSIONS, {"kind": kind.name, "id": id})
        present = self._connection.one(_STATEMENTS[kind.name].dated, {"id": id})
        if present is not None:
            rows.append(present)
        return [Version(stored(row), row[4]) for row in rows]

    def _changing(self, kind: Kind, id_: int) -> tuple[int, int]:
        """The number of the present revision, and when the change of it counts as made."""
        row = self._connection.one(_STATEMENTS[kind.name].state, {"id": id_})
        if row is None:
            _not_found(kind, id_)
        return row[0], self._moment.change(kind.name, id_, row[1])

    def _touch(self, kind: Kind, id_: int, after: Message | None) -> None:
        """Note what a change of a resource concerns, while what it was can still be read."""
        if kind.name in touching.KINDS:
            before = kind.message.FromString(self.get(kind, id_).message)
            touching.leave(Agenda(self._connection, self._moment), kind, id_, before, after)

    def _remember(self, kind: Kind, id_: int, changed_at: int, *, deleted: bool) -> None:
        parameters = {"id": id_, "superseded": changed_at, "deleted": deleted}
        self._connection.run(_STATEMENTS[kind.name].remember, parameters)

    def _put(
        self, kind: Kind, place: tuple[int, int], message: Message, difference: Difference | None = None
    ) -> Stored:
        """Write a revision in place of the present one; `place` is its id and its number."""
        id_, revision = place
        content = encoded(message, difference)
        values = {
            **columns(kind, message, None if difference is None else difference.names),
            **_content(content),
            "revision": revision,
            "updated_at": self._moment.changed_at(kind.name, id_),
        }
        statement = _STATEMENTS[kind.name].update(values)
        self._connection.run(statement, {"id": id_, **{f"{name}_": value for name, value in values.items()}})
        if kind.name in _INDEXES:
            _INDEXES[kind.name](self._connection, id_, message)
        if kind.audited:
            self._moment.note("change", kind.name, id_, revision, content.digest.hex())
        return Stored(id_, revision, content.document, content.message)


def _content(content: Encoded) -> dict[str, object]:
    return {"document": content.document.decode(), "message": content.message, "digest": content.digest}


def _not_found(kind: Kind, id_: int, more: str = "") -> NoReturn:
    raise NotFound(Reason.NOT_FOUND, f"there is no {kind.name} with id {id_}{more}")
