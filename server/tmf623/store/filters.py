"""Criteria to SQL: the same rows on SQLite and PostgreSQL, every value bound.

Attributes with a column of their own (`promoted`) are found by it, so that indexes serve; all others are looked up
in the document. Text is compared by code point, numbers exactly, instants to the nanosecond.

Clients' patterns are RE2's alone. SQLite calls it; PostgreSQL's own engine takes other than linear time, so there
the distinct texts at the path are read, searched here, and those that match are bound.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, floor
from typing import Any as Anything
from typing import NamedTuple

from google.protobuf.descriptor import Descriptor
from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    String,
    Text,
    and_,
    any_,
    cast,
    exists,
    false,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from tmf623.contract.kinds import Kind
from tmf623.query import attributes, literals, patterns
from tmf623.query.criteria import (
    All,
    Any,
    Comparison,
    Exists,
    Not,
    Operator,
    Order,
    Path,
    Predicate,
    Present,
    Value,
    ValueType,
)
from tmf623.store import bounds
from tmf623.store.connection import Connection
from tmf623.store.json_sql import JsonSql, Reached, steps
from tmf623.store.postgres_json import PostgresJson
from tmf623.store.promoted import PROMOTED, TABLES, Promoted
from tmf623.store.sqlite_json import SqliteJson, register_functions

__all__ = ["ordering", "register_functions", "sorting", "where"]

Condition = ColumnElement[bool]

_DIALECTS: Mapping[str, JsonSql] = {"sqlite": SqliteJson(), "postgresql": PostgresJson()}
_RELATIONS: Mapping[Operator, Callable[[Anything, Anything], Condition]] = {
    Operator.EQ: lambda a, b: a == b,
    Operator.GT: lambda a, b: a > b,
    Operator.GTE: lambda a, b: a >= b,
    Operator.LT: lambda a, b: a < b,
    Operator.LTE: lambda a, b: a <= b,
}
_OR_EQUAL = {Operator.GT: Operator.GTE, Operator.LT: Operator.LTE}
_IDENTITY = (("id",), ("href",))
_NANOS_PER_MICRO = 1000
_BEYOND_IDS = 2**60


def where(kind: Kind, predicate: Predicate, connection: Connection) -> Condition:
    """The condition on the rows of `kind` that `predicate` states.

    `connection` says in whose words; on PostgreSQL patterns are searched through it.
    """
    return _Translation(kind, connection).condition(predicate)


def ordering(kind: Kind, orders: Sequence[Order], dialect: str) -> list[ColumnElement[Anything]]:
    """One key for each order, comparable within the database: the smallest value at the path, NULL where none is."""
    sql = _DIALECTS[dialect]
    return [_order_key(kind, order, sql) for order in orders]


def sorting(kind: Kind, orders: Sequence[Order], dialect: str) -> list[ColumnElement[Anything]]:
    """The ORDER BY of the keys of `ordering`; what has no key comes last, whatever the direction.

    Before a key goes the column that holds its beginning, where there is one: the order is the same, and an index
    gives it.
    """
    columns = {(way.path, way.type): TABLES[kind.name].c[way.column] for way in PROMOTED[kind.name]}
    terms: list[ColumnElement[Anything]] = []
    for order, key in zip(orders, ordering(kind, orders, dialect), strict=True):
        column = columns.get((order.path, order.type))
        both = (key,) if column is None else (column, key)
        terms += [(term.desc() if order.descending else term.asc()).nulls_last() for term in both]
    return terms


def _order_key(kind: Kind, order: Order, sql: JsonSql) -> ColumnElement[Anything]:
    table = TABLES[kind.name]
    if order.path == ("id",):
        return table.c.id  # type: ignore[no-any-return]
    source, way = sql.document(table), steps(attributes.root(kind), order.path)
    if way is None:
        raise LookupError(f"{kind.name} has no {order.path}")
    froms, value = sql.known(source, way)
    key = sql.key(value, order.type)
    return select(func.min(key)).select_from(*froms).scalar_subquery() if froms else key


@dataclass(frozen=True, slots=True)
class _Scope:
    """What paths start from: the resource, or the element of an array."""

    source: ColumnElement[Anything]
    message: Descriptor | None
    """Its message; None for what the contract does not describe, and for scalars."""
    path: Path
    """Where it is in the resource."""


class _Translation:
    """One translation, for one kind and one connection."""

    def __init__(self, kind: Kind, connection: Connection) -> None:
        self._kind = kind
        self._connection = connection
        self._table = TABLES[kind.name]
        self._sql = _DIALECTS[connection.dialect.name]
        self._root = _Scope(self._sql.document(self._table), attributes.root(kind), ())
        self._promoted = {promoted.path: promoted for promoted in PROMOTED[kind.name]}

    def condition(self, predicate: Predicate) -> Condition:
        """The predicate; what must look into the document more than once opens it once, behind what columns decide."""
        operands = predicate.operands if isinstance(predicate, All) else (predicate,)
        looking = [operand for operand in operands if self._looks(operand)]
        opened = self._sql.opened(self._table) if sum(map(self._looks, looking)) > 1 else None
        if opened is None:
            return self._of(predicate, self._root)
        quick = [self._of(operand, self._root) for operand in operands if operand not in looking]
        self._root = replace(self._root, source=opened.value)
        slow = [self._of(operand, self._root) for operand in looking]
        return and_(true(), *quick, _some(opened, lambda _: and_(true(), *slow)))

    def _looks(self, predicate: Predicate) -> int:
        """How often a predicate on the resource must look into the document."""
        match predicate:
            case All(operands) | Any(operands):
                return sum(map(self._looks, operands))
            case Not(operand):
                return self._looks(operand)
            case Comparison():
                return 0 if predicate.path == ("id",) or self._column_of(predicate) else 1
            case Present(path):
                return 0 if path in _IDENTITY else 1
            case Exists():
                return 1

    def _column_of(self, comparison: Comparison) -> Promoted | None:
        """The column a comparison on the resource is decided by, or at least found by."""
        promoted = self._promoted.get(comparison.path)
        fits = promoted is not None and promoted.type is comparison.type and not comparison.untyped
        return promoted if fits and comparison.operator is not Operator.REGEX else None

    def _of(self, predicate: Predicate, scope: _Scope) -> Condition:
        match predicate:
            case All(operands):
                return and_(true(), *(self._of(operand, scope) for operand in operands))
            case Any(operands):
                return or_(false(), *(self._of(operand, scope) for operand in operands))
            case Not(operand):
                return _negated(self._of(operand, scope))
            case Present(path):
                return self._present(path, scope)
            case Exists(path, inner):
                return self._exists(path, inner, scope)
            case Comparison():
                return self._compared(predicate, scope)

    def _present(self, path: Path, scope: _Scope) -> Condition:
        if scope is self._root and path in _IDENTITY:
            return true()
        return _some(self._reached(path, scope), lambda value: value.is_not(None))

    def _exists(self, path: Path, inner: Predicate, scope: _Scope) -> Condition:
        way = steps(scope.message, path)
        message = way.attribute.below if way is not None and way.attribute is not None else None

        def satisfied(value: ColumnElement[Anything]) -> Condition:
            return and_(value.is_not(None), self._of(inner, _Scope(value, message, scope.path + path)))

        return _some(self._reached(path, scope), satisfied)

    def _reached(self, path: Path, scope: _Scope) -> Reached:
        way = steps(scope.message, path)
        return self._sql.unknown(scope.source, path) if way is None else self._sql.known(scope.source, way)

    def _compared(self, comparison: Comparison, scope: _Scope) -> Condition:
        if comparison.operator is Operator.NE:
            return _negated(self._compared(replace(comparison, operator=Operator.EQ), scope))
        if scope is self._root and comparison.path == ("id",):
            return self._by_id(comparison)
        promoted = self._column_of(comparison) if scope is self._root else None
        if promoted is not None:
            return self._by_column(comparison, promoted)
        return self._by_document(comparison, scope)

    def _by_id(self, comparison: Comparison) -> Condition:
        column = self._table.c.id
        if comparison.operator is Operator.REGEX:
            return self._matched(comparison, self._root)
        if comparison.operator is Operator.EQ:
            return column.in_([int(v) for v in comparison.values if literals.is_id(str(v))])  # type: ignore[no-any-return]
        return or_(false(), *(_id_relation(column, comparison.operator, value) for value in comparison.values))

    def _by_column(self, comparison: Comparison, promoted: Promoted) -> Condition:
        column = self._table.c[promoted.column]
        ways = [
            _by_instant(column, comparison.operator, int(value))
            if promoted.type is ValueType.INSTANT
            else _by_prefix(column, comparison.operator, str(value))
            for value in comparison.values
        ]
        return or_(false(), *(self._decided(way, comparison) for way in ways))

    def _decided(self, way: "_Way", comparison: Comparison) -> Condition:
        if way.alone:
            return way.condition
        return and_(way.condition, self._by_document(replace(comparison, values=(way.value,)), self._root))

    def _by_document(self, comparison: Comparison, scope: _Scope) -> Condition:
        if comparison.operator is Operator.REGEX:
            return self._matched(comparison, scope)
        relation = _RELATIONS[comparison.operator]
        bound = [self._sql.bound(comparison.type, value) for value in comparison.values]

        def stands(key: ColumnElement[Anything]) -> Condition:
            if comparison.operator is Operator.EQ:
                return key.in_(bound)
            return or_(false(), *(relation(key, value) for value in bound))

        return _some(self._keys(comparison, scope), stands)

    def _keys(self, comparison: Comparison, scope: _Scope) -> Reached:
        way = None if comparison.untyped else steps(scope.message, comparison.path)
        if way is None:
            return self._sql.unknown_keys(scope.source, comparison.path, comparison.type)
        froms, value = self._sql.known(scope.source, way)
        return Reached(froms, self._sql.key(value, comparison.type))

    def _matched(self, comparison: Comparison, scope: _Scope) -> Condition:
        pattern = str(comparison.values[0])
        if comparison.path == ("id",) and scope is self._root:
            reached = everywhere = Reached((), cast(self._table.c.id, String))
        else:
            whole = replace(comparison, path=scope.path + comparison.path)
            everywhere = self._keys(whole, replace(self._root, source=self._sql.document(self._table)))
            reached = self._keys(comparison, scope)
        if self._connection.dialect.name == "sqlite":
            return _some(reached, lambda key: func.tmf_matches(pattern, key, type_=Boolean))
        texts = select(everywhere.value).select_from(self._table, *everywhere.froms).distinct()
        searching = patterns.searching(pattern)
        found = [text for (text,) in self._connection.select(texts) if text is not None and searching(text)]
        return _some(reached, lambda key: key == any_(literal(found, ARRAY(Text))))


class _Way(NamedTuple):
    """How a column finds the rows of one value."""

    value: Value
    condition: Condition
    alone: bool
    """Whether the column decides by itself; otherwise it is only necessary."""


def _by_prefix(column: ColumnElement[Anything], operator: Operator, text: str) -> _Way:
    """A column of texts cut to PREFIX: it orders them against any shorter text as they themselves are."""
    if len(text) < bounds.PREFIX:
        return _Way(text, _RELATIONS[operator](column, text), alone=True)
    relation = _RELATIONS[_OR_EQUAL.get(operator, operator)]
    return _Way(text, relation(column, bounds.prefix(text)), alone=False)


def _by_instant(column: ColumnElement[Anything], operator: Operator, nanoseconds: int) -> _Way:
    """A column of microseconds, rounded down: it decides what is at or after a whole one, and what is before it."""
    micros, rest = divmod(nanoseconds, _NANOS_PER_MICRO)
    alone = not rest and operator in {Operator.GTE, Operator.LT}
    relation = _RELATIONS[operator if alone else _OR_EQUAL.get(operator, operator)]
    return _Way(nanoseconds, relation(column, micros), alone)


def _id_relation(column: ColumnElement[Anything], operator: Operator, value: Value) -> Condition:
    """Compare with the whole number next to `value` that says the same; ids are far from both limits."""
    number = min(max(Decimal(value), Decimal(-_BEYOND_IDS)), Decimal(_BEYOND_IDS))
    up = operator in {Operator.GTE, Operator.LT}
    return _RELATIONS[operator](column, ceil(number) if up else floor(number))


def _some(reached: Reached, test: Callable[[ColumnElement[Anything]], Condition]) -> Condition:
    if not reached.froms:
        return test(reached.value)
    return exists(select(literal_column("1")).select_from(*reached.froms).where(test(reached.value)))


def _negated(condition: Condition) -> Condition:
    """The opposite; what SQL does not know does not hold."""
    return not_(func.coalesce(condition, false(), type_=Boolean))
