"""Criteria evaluated on one JSON value: the meaning `criteria` states, without a database."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from tmf623.contract.faults import Fault
from tmf623.query import literals, patterns
from tmf623.query.criteria import (
    All,
    Any,
    Comparison,
    Exists,
    Not,
    Operator,
    Path,
    Predicate,
    Present,
    Value,
    ValueType,
)

_ORDERED: Mapping[Operator, Callable[[object, object], bool]] = {
    Operator.EQ: lambda a, b: a == b,
    Operator.GT: lambda a, b: a > b,  # type: ignore[operator]
    Operator.GTE: lambda a, b: a >= b,  # type: ignore[operator]
    Operator.LT: lambda a, b: a < b,  # type: ignore[operator]
    Operator.LTE: lambda a, b: a <= b,  # type: ignore[operator]
    Operator.REGEX: lambda a, b: patterns.searching(str(b))(str(a)),
}


def holds(predicate: Predicate, value: object) -> bool:
    """Whether the resource with this JSON value, `id` included, satisfies the predicate.

    The value may be in the form of any profile: the digits of `id` and of decimals as text or as numbers.
    """
    match predicate:
        case All(operands):
            return all(holds(operand, value) for operand in operands)
        case Any(operands):
            return any(holds(operand, value) for operand in operands)
        case Not(operand):
            return not holds(operand, value)
        case Exists(path, where):
            return any(holds(where, element) for element in reached(value, path))
        case Present(path):
            return next(reached(value, path), None) is not None
        case Comparison():
            return _compares(predicate, value)


def reached(value: object, path: Path) -> Iterator[object]:
    """The values at `path`, except null; an array on the way or at the end stands for its elements."""
    if isinstance(value, list):
        for element in value:
            if not isinstance(element, list):
                yield from reached(element, path)
    elif not path:
        if value is not None:
            yield value
    elif isinstance(value, Mapping) and path[0] in value:
        yield from reached(value[path[0]], path[1:])


def _compares(comparison: Comparison, value: object) -> bool:
    if comparison.operator is Operator.NE:
        return not _some(comparison, Operator.EQ, value)
    return _some(comparison, comparison.operator, value)


def _some(comparison: Comparison, operator: Operator, value: object) -> bool:
    relation = _ORDERED[operator]
    typed_as = own_type if comparison.untyped else _stored_type
    as_digits = comparison.path == ("id",) and not comparison.untyped
    for item in reached(value, comparison.path):
        typed = typed_as(comparison.type, str(item) if as_digits else item)
        if typed is not None and any(relation(typed, wanted) for wanted in comparison.values):
            return True
    return False


def own_type(type_: ValueType, item: object) -> Value | None:
    """The value when its own JSON type is `type_`: what attributes the contract does not type are compared by."""
    if isinstance(item, bool):
        return item if type_ is ValueType.BOOLEAN else None
    if isinstance(item, str):
        return item if type_ is ValueType.TEXT else None
    if isinstance(item, int | float | Decimal):
        return Decimal(str(item)) if type_ is ValueType.NUMBER else None
    return None


def _stored_type(type_: ValueType, item: object) -> Value | None:
    """The value as the contract stores its type: digits and instants are text."""
    if not isinstance(item, str) or type_ is ValueType.TEXT:
        return own_type(type_, item)
    try:
        return literals.value_of(type_, item)
    except Fault:
        return None
