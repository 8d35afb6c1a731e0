"""When time alone changes the state of agreements: the next turn of each that has one."""

from sqlalchemy import bindparam, delete, insert, select, update

from tmf623.store.connection import Connection, Statement
from tmf623.store.tables import table
from tmf623.store.tables_terms import SlaTurnRow

_TURNS = table(SlaTurnRow)
_ID = bindparam("id", type_=_TURNS.c.sla_id.type)
_AT = bindparam("at_", type_=_TURNS.c.at.type)
_MOVE = Statement(update(_TURNS).where(_TURNS.c.sla_id == _ID).values(at=_AT))
_ADD = Statement(insert(_TURNS).values(sla_id=_ID, at=_AT))
_REMOVE = Statement(delete(_TURNS).where(_TURNS.c.sla_id == _ID))


class Turns:
    """The turns, as one transaction sees and changes them."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection

    def put(self, sla_id: int, at: int | None) -> None:
        """Note when the agreement turns next, in microseconds since 1970 UTC; None: never by itself."""
        if at is None:
            self._connection.run(_REMOVE, {"id": sla_id})
        elif not self._connection.run(_MOVE, {"id": sla_id, "at_": at}):
            self._connection.run(_ADD, {"id": sla_id, "at_": at})

    def due(self, now: int, limit: int) -> list[int]:
        """Agreements whose turn has come, at most `limit`, the longest due first."""
        statement = select(_TURNS.c.sla_id).where(_TURNS.c.at <= now).order_by(_TURNS.c.at, _TURNS.c.sla_id)
        return [int(row[0]) for row in self._connection.select(statement.limit(limit))]
