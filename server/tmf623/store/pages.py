"""Pages of a list: by offset, or by the place where the page before ended."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any as Anything
from typing import NamedTuple

import orjson
from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, null, or_, select

from tmf623.contract.documents import Stored
from tmf623.contract.kinds import Kind
from tmf623.errors import Invalid, Reason
from tmf623.query.criteria import All, Any, Comparison, Exists, Not, Operator, Order, Predicate, Query, ValueType
from tmf623.store import filters
from tmf623.store.connection import Connection, Statement
from tmf623.store.ids import LARGEST
from tmf623.store.promoted import TABLES

_NOT_TEXT: Mapping[tuple[ValueType, str], type[Decimal] | type[int]] = {
    (ValueType.NUMBER, "postgresql"): Decimal,
    (ValueType.BOOLEAN, "sqlite"): int,
}
"""Keys of `filters.ordering` that are not text."""

_DEEP = 500
"""An offset from which rows to pass over are not read whole."""
_MOST_REMEMBERED = 512
"""Plans and totals kept for each connection."""

LARGEST_PAGE = 10_000
"""What a list without a limit returns at most; a list with one, too."""


class Form(Enum):
    """Which encodings of its rows a page is read for; the other one stays empty."""

    BOTH = "both"
    DOCUMENT = "document"
    MESSAGE = "message"


class Page(NamedTuple):
    """Part of a list."""

    rows: list[Stored]
    total: int
    """How many resources satisfy the query, on this page or not."""
    next: str | None
    """Where the list goes on, for `Query.after`; None when this page is the last."""


class _Place(NamedTuple):
    """The last resource of a page: its sort key, and its id."""

    key: list[Anything]
    id: int


class _Plan(NamedTuple):
    """The statements that answer a query, whatever its limit, offset and place."""

    rows: Statement
    deep: Statement
    """The same rows, for a large offset: those passed over are read from indexes where that is possible."""
    total: Statement


def find(connection: Connection, kind: Kind, query: Query, *, counted: bool, form: Form = Form.BOTH) -> Page:
    """See `Resources.find`."""
    place = None if query.after is None else _place(query.after, query.order, connection.dialect.name)
    plan = _plan(connection, kind, query, place, form)
    total = _total(connection, plan) if counted else 0
    limit = LARGEST_PAGE if query.limit is None else min(query.limit, LARGEST_PAGE)
    if limit == 0:
        return Page([], total, None)
    offset = query.offset if place is None else 0
    if counted and offset >= total:
        return Page([], total, None)
    parameters: dict[str, Anything] = {"limit_": limit + 1, "offset_": offset}
    if place is not None:
        parameters |= {f"place_{n}": value for n, value in enumerate([*place.key, place.id]) if value is not None}
    found = connection.all(plan.deep if offset > _DEEP else plan.rows, parameters)
    rows = [Stored(row[0], row[1], row[2].encode(), row[3] or b"") for row in found[:limit]]
    return Page(rows, total, _token(found[limit - 1]) if len(found) > limit else None)


def _total(connection: Connection, plan: _Plan) -> int:
    """How many rows satisfy the query: counted once for each state of the database, where that has a number."""
    version = connection.version()
    if version is None:
        return int(connection.one(plan.total, {})[0])
    counted = connection.memory.get(plan.total)
    if counted is None or counted[0] != version:
        counted = connection.memory[plan.total] = (version, int(connection.one(plan.total, {})[0]))
    return int(counted[1])


def _plan(connection: Connection, kind: Kind, query: Query, place: _Place | None, form: Form) -> _Plan:
    """The statements for a query: made once for each connection, for the same queries come again and again."""
    gaps = None if place is None else tuple(value is None for value in place.key)
    shape = (kind.name, query.where, query.order, gaps, form)
    plan: _Plan | None = connection.memory.get(shape)
    if plan is None:
        plan = _planned(connection, kind, query, gaps, form)
        if plan.rows.is_small(connection.dialect) and not _searches(query.where):
            if len(connection.memory) >= _MOST_REMEMBERED:
                connection.memory.clear()
            connection.memory[shape] = plan
    return plan


def _planned(connection: Connection, kind: Kind, query: Query, gaps: tuple[bool, ...] | None, form: Form) -> _Plan:
    table = TABLES[kind.name]
    where = filters.where(kind, query.where, connection)
    keys = filters.ordering(kind, query.order, connection.dialect.name)
    order = filters.sorting(kind, query.order, connection.dialect.name)
    document = literal_column("''") if form is Form.MESSAGE else table.c.document
    message = null() if form is Form.DOCUMENT else table.c.message
    columns = (table.c.id, table.c.revision, document, message)
    rows = select(*columns, *keys).where(where).order_by(*order, table.c.id)
    if gaps is not None:
        rows = rows.where(_beyond(table, keys, query.order, gaps))
    number = table.c.id.type
    limit, offset = bindparam("limit_", 0, type_=number), bindparam("offset_", 0, type_=number)
    chosen = select(table.c.id).where(where).order_by(*order, table.c.id).limit(limit).offset(offset)
    deep = select(*columns, *keys).where(table.c.id.in_(chosen)).order_by(*order, table.c.id)
    return _Plan(
        Statement(rows.limit(limit).offset(offset)),
        Statement(deep),
        Statement(select(func.count()).select_from(table).where(where)),
    )


def _searches(predicate: Predicate) -> bool:
    """Whether there is a pattern in it: on PostgreSQL its meaning depends on the texts there are."""
    match predicate:
        case All(operands) | Any(operands):
            return any(_searches(operand) for operand in operands)
        case Not(operand) | Exists(_, operand):
            return _searches(operand)
        case Comparison():
            return predicate.operator is Operator.REGEX
        case _:
            return False


def _beyond(
    table: Anything, keys: Sequence[ColumnElement[Anything]], orders: Sequence[Order], gaps: Sequence[bool]
) -> ColumnElement[bool]:
    """What comes after a place in the order of the keys and the id; `gaps` says which keys it has none of."""
    same: list[ColumnElement[bool]] = []
    ways: list[ColumnElement[bool]] = []
    for number, (expression, order, gap) in enumerate(zip(keys, orders, gaps, strict=True)):
        if gap:
            same.append(expression.is_(None))
            continue
        value = bindparam(f"place_{number}", None, type_=expression.type)
        further = expression < value if order.descending else expression > value
        ways.append(and_(*same, or_(further, expression.is_(None))))
        same.append(expression == value)
    last = bindparam(f"place_{len(keys)}", 0, type_=table.c.id.type)
    return or_(*ways, and_(*same, table.c.id > last))


def _token(row: Sequence[Anything]) -> str:
    place = [row[0], *(_text(value) for value in row[4:])]
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def _text(value: Anything) -> Anything:
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


def _fits(value: Anything, order: Order, dialect: str) -> bool:
    """Whether a value may be a key of this order: clients hand places back, and may have changed them."""
    if value is None:
        return True
    if order.path == ("id",):
        return _is_id(value)
    if (order.type, dialect) in _NOT_TEXT:
        return isinstance(value, _NOT_TEXT[order.type, dialect]) and Decimal(value).is_finite()
    return isinstance(value, str) and "\0" not in value


def _is_id(value: Anything) -> bool:
    return type(value) is int and 0 < value <= LARGEST


def _misplaced(token: str) -> Invalid:
    return Invalid(Reason.INVALID_QUERY, f"{token[:64]!r} is no place in this list")
