"""What criteria mean, spelled out naively on JSON values: numbers as fractions, instants as (second, nanosecond).

Written from the words of `criteria`, apart from the product's own evaluation, which tests compare with it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from tmf623.query import criteria
from tmf623.query.criteria import Comparison, Exists, Not, Operator, Order, Present, ValueType

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOT_OF_THE_TYPE = object()


def satisfies(predicate: Any, value: Any) -> bool:
    if isinstance(predicate, criteria.All):
        return False not in [satisfies(operand, value) for operand in predicate.operands]
    if isinstance(predicate, criteria.Any):
        return True in [satisfies(operand, value) for operand in predicate.operands]
    if isinstance(predicate, Not):
        return not satisfies(predicate.operand, value)
    if isinstance(predicate, Present):
        return len(list(values(value, predicate.path))) > 0
    if isinstance(predicate, Exists):
        return True in [satisfies(predicate.where, element) for element in values(value, predicate.path)]
    return compares(predicate, value)


def values(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Every value at the path; arrays are stepped into, null is none."""
    here = [value]
    for name in (*path, None):
        elements = [element for item in here for element in (item if isinstance(item, list) else [item])]
        if name is None:
            here = elements
        else:
            here = [item[name] for item in elements if isinstance(item, dict) and name in item]
    return (item for item in here if item is not None and not isinstance(item, list))


def compares(comparison: Comparison, value: Any) -> bool:
    found = [typed(comparison, item) for item in values(value, comparison.path)]
    wanted = [literal(comparison.type, item) for item in comparison.values]
    if comparison.operator is Operator.NE:
        return not [pair for pair in ((a, b) for a in found for b in wanted) if pair[0] == pair[1]]
    return any(relates(comparison.operator, a, b) for a in found for b in wanted if a is not NOT_OF_THE_TYPE)


def relates(operator: Operator, a: Any, b: Any) -> bool:
    if operator is Operator.REGEX:
        return re.search(b, a) is not None
    return {
        Operator.EQ: a == b,
        Operator.GT: a > b,
        Operator.GTE: a >= b,
        Operator.LT: a < b,
        Operator.LTE: a <= b,
    }[operator]


def typed(comparison: Comparison, item: Any) -> Any:
    """A stored value as the comparison's type."""
    if comparison.type is ValueType.BOOLEAN:
        return item if item is True or item is False else NOT_OF_THE_TYPE
    if item is True or item is False:
        return NOT_OF_THE_TYPE
    if comparison.type is ValueType.TEXT:
        return item if isinstance(item, str) else NOT_OF_THE_TYPE
    if comparison.type is ValueType.INSTANT:
        return moment(item)
    if comparison.untyped and isinstance(item, str):
        return NOT_OF_THE_TYPE
    return Fraction(str(item)) if isinstance(item, str | int | float) else NOT_OF_THE_TYPE


def literal(type_: ValueType, value: Any) -> Any:
    if type_ is ValueType.NUMBER:
        return Fraction(value)
    return divmod(value, 1_000_000_000) if type_ is ValueType.INSTANT else value


def moment(text: str) -> tuple[int, int]:
    """Whole seconds since 1970 and nanoseconds of an instant in UTC as documents spell it."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    seconds = (datetime.fromisoformat(whole + "+00:00") - EPOCH) // timedelta(seconds=1)
    return seconds, int(fraction.ljust(9, "0"))


def sorted_by(orders: list[Order], resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order asked for, then by id: the least value counts, resources without one come last."""
    resources = sorted(resources, key=lambda resource: int(resource["id"]))
    for order in reversed(orders):
        resources = _sorted_by_one(order, resources)
    return resources


def _sorted_by_one(order: Order, resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    as_read = Comparison(order.path, order.type, Operator.EQ, ())
    keys = [[typed(as_read, item) for item in values(resource, order.path)] for resource in resources]
    with_one = [(min(key), resource) for key, resource in zip(keys, resources, strict=True) if key]
    groups = [
        [resource for key, resource in with_one if key == least]
        for least in sorted({key for key, _ in with_one}, reverse=order.descending)
    ]
    without = [resource for key, resource in zip(keys, resources, strict=True) if not key]
    return [resource for group in [*groups, without] for resource in group]
