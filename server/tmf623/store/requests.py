"""Requests that were carried out, by the key their client chose: repeating one gives the answer it got."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from tmf623.errors import Conflict, Reason
from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment, microseconds
from tmf623.store.tables import IdempotencyRow, table

_REQUESTS = table(IdempotencyRow)
_GET = Statement(
    select(
        _REQUESTS.c.digest, _REQUESTS.c.status, _REQUESTS.c.kind, _REQUESTS.c.resource_id, _REQUESTS.c.revision
    ).where(_REQUESTS.c.scope == bindparam("scope"), _REQUESTS.c.key == bindparam("key"))
)
_ADD = Statement(insert(_REQUESTS).values({column.name: bindparam(column.name) for column in _REQUESTS.c}))
_FORGET = Statement(
    delete(_REQUESTS).where(_REQUESTS.c.created_at < bindparam("before", type_=_REQUESTS.c.created_at.type))
)


class Request(NamedTuple):
    """A request as its client marked it."""

    scope: str
    """What the key is unique within, e.g. the kind of resource."""
    key: str
    digest: bytes
    """SHA-256 of what was asked: another digest under the same key is another request."""


class Answered(NamedTuple):
    """What a request was answered with: a revision of a resource stays readable, see `Resources.at_revision`."""

    status: int
    """As the door that answered counts; 0 when it has no use for one."""
    kind: str
    """`Kind.name` of the resource answered with."""
    resource_id: int
    revision: int


class Requests:
    """The requests, as one transaction sees and adds to them."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time of the transaction."""
        self._connection = connection
        self._moment = moment

    def answered(self, request: Request) -> Answered | None:
        """What the request was answered with before; None when it is new.

        Raises:
            Conflict: there was another request with this key.
        """
        row = self._connection.one(_GET, {"scope": request.scope, "key": bounds.key(request.key)})
        if row is None:
            return None
        if row[0] != request.digest:
            raise Conflict(
                Reason.REQUEST_REPEATED, f"the key {request.key[:64]!r} was used for another request: choose a new one"
            )
        return Answered(*row[1:])

    def remember(self, request: Request, answered: Answered) -> None:
        """Keep the answer, with what the request changed."""
        row = {
            "scope": request.scope,
            "key": bounds.key(request.key),
            "digest": request.digest,
            "created_at": self._moment.now_us,
            **answered._asdict(),
        }
        self._connection.run(_ADD, row)

    def forget(self, before: datetime) -> int:
        """Forget the requests answered before an instant; how many."""
        return self._connection.run(_FORGET, {"before": microseconds(before)})
