"""Cases, orders and contacts by what they are about and when, as they were known at an instant."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, insert, or_, select, union, update

from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import CASE, CONTACT, ORDER, Kind
from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.promoted import TABLES, microseconds
from tmf623.store.tables import RevisionHistoryRow, table
from tmf623.store.tables_occurrences import OccurrenceEntityRow

_ENTITIES, _HISTORY = table(OccurrenceEntityRow), table(RevisionHistoryRow)
_NUMBER = _ENTITIES.c.occurrence_id.type
_PLACE = (
    _ENTITIES.c.entity_id == bindparam("entity_id_"),
    _ENTITIES.c.kind == bindparam("kind_"),
    _ENTITIES.c.occurrence_id == bindparam("occurrence_id_", type_=_NUMBER),
)
_TIMES = {name: bindparam(name, type_=_NUMBER) for name in ("since", "until")}
_NAMED = Statement(select(_ENTITIES.c.since, _ENTITIES.c.until).where(*_PLACE))
_NAME = Statement(
    insert(_ENTITIES).values({name: bindparam(f"{name}_") for name in ("entity_id", "kind", "occurrence_id")} | _TIMES)
)
_MOVE = Statement(update(_ENTITIES).where(*_PLACE).values(_TIMES))
_AS_OF = Statement(
    select(_HISTORY.c.id, _HISTORY.c.revision, _HISTORY.c.document, _HISTORY.c.message, _HISTORY.c.recorded_at).where(
        _HISTORY.c.kind == bindparam("kind"),
        _HISTORY.c.id == bindparam("id", type_=_NUMBER),
        _HISTORY.c.recorded_at <= bindparam("as_of", type_=_NUMBER),
        _HISTORY.c.superseded_at > bindparam("as_of", type_=_NUMBER),
    )
)
ENDLESS = 2**62
"""The end of what goes on: later than anything that counts."""
_INSTANTS: dict[str, tuple[str, ...]] = {
    CASE.name: ("creation_date", "reported_date", "response_date", "resolution_date", "status_change_date"),
    ORDER.name: (
        "creation_date",
        "requested_completion_date",
        "expected_completion_date",
        "promised_date",
        "completion_date",
        "cancellation_date",
    ),
    CONTACT.name: ("offered_date", "queued_date", "answered_date", "abandoned_date", "ended_date"),
}
"""Attributes that say when something happened, or was to happen."""
_ENDS: dict[str, tuple[str, ...]] = {
    CASE.name: ("resolution_date",),
    ORDER.name: ("completion_date", "cancellation_date"),
    CONTACT.name: ("answered_date", "abandoned_date", "ended_date"),
}
"""Attributes of which one says that it does not go on."""


class Choice(NamedTuple):
    """Which cases; an empty choice of types or priorities leaves them open."""

    objects: frozenset[str]
    """Identifiers of entities, of which the case names one."""
    ticket_types: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()

    def holds(self, case: Any) -> bool:
        """Whether the case is chosen; texts are compared exactly."""
        return (
            _names(case, self.objects)
            and (not self.ticket_types or case.ticket_type in self.ticket_types)
            and (not self.priorities or case.priority in self.priorities)
        )


class Known(NamedTuple):
    """A case, order or contact as it was known at some instant."""

    id: int
    message: Any
    """With its id."""
    known_at: int
    """When this revision was recorded, microseconds since 1970 UTC."""

    @property
    def case(self) -> Any:
        """The message, where it is a case."""
        return self.message


def index(kind: Kind, connection: Connection, id_: int, message: Any) -> None:
    """Make it found by the entities it names and by its time; entities it no longer names stay, for earlier cuts."""
    since, until = life(kind, message)
    for name in sorted({bounds.key(entity.id) for entity in message.related_entity if entity.id}):
        place = {"entity_id_": name, "kind_": kind.name, "occurrence_id_": id_}
        known = connection.one(_NAMED, place)
        if known is None:
            connection.run(_NAME, {**place, "since": since, "until": until})
        elif tuple(known) != (since, until):
            connection.run(_MOVE, {**place, "since": since, "until": until})


def life(kind: Kind, message: Any) -> tuple[int, int]:
    """The first and the last instant it tells of, microseconds since 1970 UTC; `ENDLESS` while it goes on."""
    told = [microseconds(getattr(message, name)) for name in _INSTANTS[kind.name] if message.HasField(name)]
    if kind is CASE:
        told += [microseconds(change.change_date) for change in message.status_change]
    ended = any(message.HasField(name) for name in _ENDS[kind.name])
    return min(told, default=0), max(told, default=0) if ended else ENDLESS


def known_cases(connection: Connection, choice: Choice, as_of: int, after: int, limit: int) -> list[Known]:
    """The first `limit` cases after id `after` that are chosen by what was known at `as_of`, by id."""
    found: list[Known] = []
    while len(found) < limit:
        rows = connection.select(_candidates(choice, as_of, after, limit))
        found += (each for each in _at(connection, CASE, rows, as_of) if choice.holds(each.message))
        if len(rows) < limit:
            break
        after = rows[-1][0]
    return found[:limit]


def known(
    connection: Connection, kind: Kind, objects: Collection[str], span: tuple[int, int], as_of: int
) -> list[Known]:
    """What names one of `objects` and may have to do with `span`, half-open, as it was known at `as_of`, by id.

    That is all that began before its end and ended, or told of something, at its start or later; perhaps more.
    """
    names = [bounds.key(name) for name in objects]
    base = TABLES[kind.name]
    named = (_ENTITIES.c.kind == kind.name, _ENTITIES.c.entity_id.in_(names))
    ids = union(
        select(_ENTITIES.c.occurrence_id).where(*named, _ENTITIES.c.since < span[1], _ENTITIES.c.until >= span[0]),
        select(_ENTITIES.c.occurrence_id)
        .join(base, base.c.id == _ENTITIES.c.occurrence_id)
        .where(*named, base.c.updated_at > as_of),
    )
    statement = _rows(kind).where(base.c.id.in_(ids), base.c.created_at <= as_of).order_by(base.c.id)
    rows = connection.select(statement)
    wanted = frozenset(objects)
    return [each for each in _at(connection, kind, rows, as_of) if _names(each.message, wanted)]


def _rows(kind: Kind) -> Select[Any]:
    base = TABLES[kind.name]
    return select(base.c.id, base.c.revision, base.c.document, base.c.message, base.c.updated_at)


def _names(message: Any, objects: Collection[str]) -> bool:
    return any(entity.id in objects for entity in message.related_entity)


def _candidates(choice: Choice, as_of: int, after: int, limit: int) -> Select[Any]:
    """Cases one of whose revisions may be chosen: of a later one, the columns say nothing about earlier ones."""
    cases = TABLES[CASE.name]
    named = select(_ENTITIES.c.occurrence_id).where(
        _ENTITIES.c.entity_id.in_([bounds.key(o) for o in choice.objects]), _ENTITIES.c.kind == CASE.name
    )
    statement = (
        _rows(CASE)
        .where(cases.c.id.in_(named), cases.c.id > after, cases.c.created_at <= as_of)
        .order_by(cases.c.id)
        .limit(limit)
    )
    changed = cases.c.updated_at > as_of
    for column, values in ((cases.c.ticket_type, choice.ticket_types), (cases.c.priority, choice.priorities)):
        if values:
            statement = statement.where(or_(changed, column.in_([bounds.prefix(value) for value in values])))
    return statement


def _at(connection: Connection, kind: Kind, rows: Sequence[Any], as_of: int) -> Iterator[Known]:
    for current in rows:
        row = current
        if row[4] > as_of:
            row = connection.one(_AS_OF, {"kind": kind.name, "id": row[0], "as_of": as_of})
        if row is not None:
            yield Known(row[0], loaded(kind, Stored(row[0], row[1], b"", row[3])), row[4])
