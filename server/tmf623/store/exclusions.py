"""Exclusions by what they are about, as they were known at an instant."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, insert, select

from tmf623.contract.documents import Stored
from tmf623.contract.kinds import EXCLUSION
from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.tables import RevisionHistoryRow, table
from tmf623.store.tables_terms import ExclusionRow, ExclusionTargetRow

_EXCLUSIONS, _TARGETS, _HISTORY = table(ExclusionRow), table(ExclusionTargetRow), table(RevisionHistoryRow)
_NUMBER = _TARGETS.c.exclusion_id.type
_TARGET = {
    "target": bindparam("target"),
    **{name: bindparam(f"{name}_", type_=_NUMBER) for name in ("exclusion_id", "starts_at", "ends_at")},
}
_NAMED = Statement(
    select(_TARGETS.c.target).where(*(_TARGETS.c[name] == parameter for name, parameter in _TARGET.items()))
)
_NAME = Statement(insert(_TARGETS).values(_TARGET))
_CURRENT = Statement(
    select(_EXCLUSIONS.c.id, _EXCLUSIONS.c.revision, _EXCLUSIONS.c.document, _EXCLUSIONS.c.message).where(
        _EXCLUSIONS.c.id == bindparam("id", type_=_NUMBER),
        _EXCLUSIONS.c.updated_at <= bindparam("as_of", type_=_NUMBER),
    )
)
_AS_OF = Statement(
    select(_HISTORY.c.id, _HISTORY.c.revision, _HISTORY.c.document, _HISTORY.c.message).where(
        _HISTORY.c.kind == EXCLUSION.name,
        _HISTORY.c.id == bindparam("id", type_=_NUMBER),
        _HISTORY.c.recorded_at <= bindparam("as_of", type_=_NUMBER),
        _HISTORY.c.superseded_at > bindparam("as_of", type_=_NUMBER),
    )
)
_ENDLESS = 2**62
"""Later than anything that counts."""


class Topic(NamedTuple):
    """What exclusions are looked for."""

    sla_id: str
    objects: Collection[str]

    @property
    def targets(self) -> list[str]:
        """How the rows of `exclusion_target` name it."""
        return [bounds.key(f"sla/{self.sla_id}"), *(bounds.key(f"object/{name}") for name in self.objects)]


def index(connection: Connection, exclusion_id: int, exclusion: Any) -> None:
    """Make the exclusion found by what it is about; earlier revisions stay, for what was known then."""
    targets = {bounds.key(f"sla/{id_}") for id_ in exclusion.scope.sla_id}
    targets |= {bounds.key(f"object/{name}") for name in exclusion.scope.object}
    span = {
        "exclusion_id_": exclusion_id,
        "starts_at_": _microseconds(exclusion.window.start_date_time),
        "ends_at_": _ENDLESS if exclusion.HasField("recurrence") else _microseconds(exclusion.window.end_date_time),
    }
    rows = [{"target": target, **span} for target in sorted(targets)]
    missing = [row for row in rows if connection.one(_NAMED, row) is None]
    if missing:
        connection.run_many(_NAME, missing)


class Exclusions:
    """The exclusions, as one transaction sees them."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection

    def known(self, topic: Topic, start: int, end: int, as_of: int) -> list[Stored]:
        """Exclusions of which some revision names the topic in [start, end), as they were at `as_of`, by id.

        The revision that was current then may be about something else; the caller looks. Deleted ones are there for
        instants before their deletion. All times in microseconds since 1970 UTC.
        """
        rows = self._connection.select(_candidates(topic, start, end))
        found = (self._at(id_, as_of) for (id_,) in rows)
        return [stored for stored in found if stored is not None]

    def _at(self, id_: int, as_of: int) -> Stored | None:
        """The revision that was current at an instant; None when there was none yet, or none any more."""
        key = {"id": id_, "as_of": as_of}
        row = self._connection.one(_CURRENT, key) or self._connection.one(_AS_OF, key)
        return None if row is None else Stored(row[0], row[1], row[2].encode(), row[3])


def _candidates(topic: Topic, start: int, end: int) -> Select[Any]:
    return (
        select(_TARGETS.c.exclusion_id)
        .where(_TARGETS.c.target.in_(topic.targets), _TARGETS.c.starts_at < end, _TARGETS.c.ends_at > start)
        .distinct()
        .order_by(_TARGETS.c.exclusion_id)
    )


def _microseconds(timestamp: Any) -> int:
    return int(timestamp.seconds) * 1_000_000 + int(timestamp.nanos) // 1_000
