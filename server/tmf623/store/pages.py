"""Pages of a list: by offset, or by the place where the page before ended."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from tmf623.contract.documents import Stored
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import Order, Query, ValueType
from tmf623.store import filters
from tmf623.store.connection import Connection
from tmf623.store.ids import LARGEST
from tmf623.store.promoted import TABLES

_NOT_TEXT: Mapping[tuple[ValueType, str], type[Decimal] | type[int]] = {
    (ValueType.NUMBER, "postgresql"): Decimal,
    (ValueType.BOOLEAN, "sqlite"): int,
}
"""Keys of `filters.ordering` that are not text."""

LARGEST_PAGE = 10_000
"""What a list without a limit returns at most; a list with one, too."""


class Page(NamedTuple):
    """Part of a list."""

    rows: list[Stored]
    total: int
    """How many resources satisfy the query, on this page or not."""
    next: str | None
    """Where the list goes on, for `Query.after`; None when this page is the last."""


class _Place(NamedTuple):
    """The last resource of a page: its sort key, and its id."""

    key: list[Any]
    id: int


def find(connection: Connection, kind: Kind, query: Query, *, counted: bool) -> Page:
    """See `Resources.find`."""
    table = TABLES[kind.name]
    dialect = connection.dialect.name
    where = filters.where(kind, query.where, connection)
    total = connection.select(select(func.count()).select_from(table).where(where))[0][0] if counted else 0
    limit = LARGEST_PAGE if query.limit is None else min(query.limit, LARGEST_PAGE)
    if limit == 0:
        return Page([], total, None)
    keys = filters.ordering(kind, query.order, dialect)
    statement = _ordered(table, keys, [order.descending for order in query.order]).where(where).limit(limit + 1)
    if query.after is not None:
        statement = statement.where(_beyond(table, keys, query, _place(query.after, query.order, dialect)))
    elif query.offset:
        statement = statement.offset(query.offset)
    found = connection.select(statement)
    rows = [Stored(row[0], row[1], row[2].encode(), row[3]) for row in found[:limit]]
    more = len(found) > limit
    return Page(rows, total, _token(found[limit - 1]) if more else None)


def _ordered(table: Any, keys: Sequence[ColumnElement[Any]], descending: Sequence[bool]) -> Select[Any]:
    """Resources by their keys and then by id; those without a key come last, whatever the direction."""
    ordering: list[Any] = []
    for expression, down in zip(keys, descending, strict=True):
        ordering.append((expression.desc() if down else expression.asc()).nulls_last())
    columns = (table.c.id, table.c.revision, table.c.document, table.c.message)
    return select(*columns, *keys).order_by(*ordering, table.c.id)


def _beyond(table: Any, keys: Sequence[ColumnElement[Any]], query: Query, place: _Place) -> ColumnElement[bool]:
    """What comes after `place` in the order of `_ordered`."""
    same: list[ColumnElement[bool]] = []
    ways: list[ColumnElement[bool]] = []
    for expression, order, value in zip(keys, query.order, place.key, strict=True):
        if value is None:
            ways.append(false())
            same.append(expression.is_(None))
            continue
        further = expression < value if order.descending else expression > value
        ways.append(and_(*same, or_(further, expression.is_(None))))
        same.append(expression == value)
    return or_(*ways, and_(*same, table.c.id > place.id))


def _token(row: Sequence[Any]) -> str:
    place = [row[0], *(_text(value) for value in row[4:])]
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def _text(value: Any) -> Any:
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _place(token: str, orders: Sequence[Order], dialect: str) -> _Place:
    try:
        id_, *key = orjson.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        values = [Decimal(value["decimal"]) if isinstance(value, dict) else value for value in key]
        fitting = [_fits(value, order, dialect) for value, order in zip(values, orders, strict=True)]
    except (binascii.Error, ValueError, TypeError, KeyError, InvalidOperation):
        raise _misplaced(token) from None
    if not _is_id(id_) or not all(fitting):
        raise _misplaced(token)
    return _Place(values, id_)


def _fits(value: Any, order: Order, dialect: str) -> bool:
    """Whether a value may be a key of this order: clients hand places back, and may have changed them."""
    if value is None:
        return True
    if order.path == ("id",):
        return _is_id(value)
    if (order.type, dialect) in _NOT_TEXT:
        return isinstance(value, _NOT_TEXT[order.type, dialect]) and Decimal(value).is_finite()
    return isinstance(value, str) and "\0" not in value


def _is_id(value: Any) -> bool:
    return type(value) is int and 0 < value <= LARGEST


def _misplaced(token: str) -> Invalid:
    return Invalid(Reason.INVALID_QUERY, f"{token[:64]!r} is no place in this list")
