"""Cases by what they are about, as they were known at an instant."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, insert, or_, select

from tmf623.contract.documents import Stored, loaded
from tmf623.contract.kinds import CASE
from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.tables import CaseEntityRow, RevisionHistoryRow, ServiceCaseRow, table

_CASES, _ENTITIES, _HISTORY = table(ServiceCaseRow), table(CaseEntityRow), table(RevisionHistoryRow)
_CASE_ID = bindparam("case_id", type_=_ENTITIES.c.case_id.type)
_NAMED = Statement(
    select(_ENTITIES.c.entity_id).where(
        _ENTITIES.c.entity_id == bindparam("entity_id"), _ENTITIES.c.case_id == _CASE_ID
    )
)
_NAME = Statement(insert(_ENTITIES).values(entity_id=bindparam("entity_id"), case_id=_CASE_ID))
_AS_OF = Statement(
    select(_HISTORY.c.id, _HISTORY.c.revision, _HISTORY.c.document, _HISTORY.c.message, _HISTORY.c.recorded_at).where(
        _HISTORY.c.kind == CASE.name,
        _HISTORY.c.id == _CASE_ID,
        _HISTORY.c.recorded_at <= bindparam("as_of", type_=_HISTORY.c.recorded_at.type),
        _HISTORY.c.superseded_at > bindparam("as_of", type_=_HISTORY.c.recorded_at.type),
    )
)


class Choice(NamedTuple):
    """Which cases; an empty choice of types or priorities leaves them open."""

    objects: frozenset[str]
    """Identifiers of entities, of which the case names one."""
    ticket_types: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()

    def holds(self, case: Any) -> bool:
        """Whether the case is chosen; texts are compared exactly."""
        return (
            any(entity.id in self.objects for entity in case.related_entity)
            and (not self.ticket_types or case.ticket_type in self.ticket_types)
            and (not self.priorities or case.priority in self.priorities)
        )


class KnownCase(NamedTuple):
    """A case as it was known at some instant."""

    id: int
    case: Any
    """The message `Case`, with its id."""
    known_at: int
    """When this revision was recorded, microseconds since 1970 UTC."""


def index(connection: Connection, case_id: int, case: Any) -> None:
    """Make the case found by the entities it names; earlier ones stay, for what was known then."""
    names = {bounds.key(entity.id) for entity in case.related_entity if entity.id}
    rows = [{"entity_id": name, "case_id": case_id} for name in sorted(names)]
    missing = [row for row in rows if connection.one(_NAMED, row) is None]
    if missing:
        connection.run_many(_NAME, missing)


def known(connection: Connection, choice: Choice, as_of: int, after: int, limit: int) -> list[KnownCase]:
    """The first `limit` cases after id `after` that are chosen by what was known at `as_of`, by id."""
    found: list[KnownCase] = []
    while len(found) < limit:
        rows = connection.select(_candidates(choice, as_of, after, limit))
        found += (case for case in _at(connection, rows, as_of) if choice.holds(case.case))
        if len(rows) < limit:
            break
        after = rows[-1][0]
    return found[:limit]


def _candidates(choice: Choice, as_of: int, after: int, limit: int) -> Select[Any]:
    """Cases one of whose revisions may be chosen: of a later one, the columns say nothing about earlier ones."""
    named = select(_ENTITIES.c.case_id).where(_ENTITIES.c.entity_id.in_([bounds.key(o) for o in choice.objects]))
    statement = (
        select(_CASES.c.id, _CASES.c.revision, _CASES.c.document, _CASES.c.message, _CASES.c.updated_at)
        .where(_CASES.c.id.in_(named), _CASES.c.id > after, _CASES.c.created_at <= as_of)
        .order_by(_CASES.c.id)
        .limit(limit)
    )
    changed = _CASES.c.updated_at > as_of
    for column, values in ((_CASES.c.ticket_type, choice.ticket_types), (_CASES.c.priority, choice.priorities)):
        if values:
            statement = statement.where(or_(changed, column.in_([bounds.prefix(value) for value in values])))
    return statement


def _at(connection: Connection, rows: Sequence[Any], as_of: int) -> Iterator[KnownCase]:
    for current in rows:
        row = current
        if row[4] > as_of:
            row = connection.one(_AS_OF, {"case_id": row[0], "as_of": as_of})
        if row is not None:
            yield KnownCase(row[0], loaded(CASE, Stored(row[0], row[1], b"", row[3])), row[4])
