"""Values of the domain as plain JSON and back, by their own declarations: what bundles of evidence are written in.

A named tuple is a list of its values, a dataclass an object of its fields, a fraction "numerator/denominator", a
decimal its digits, a mapping a list of pairs; whole numbers and texts are themselves.
"""

import types
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from tmf623.domain.decimals import ratio


def plain(value: Any) -> Any:
    """The value as JSON has it: equal values are equal JSON."""
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _listed(values: Iterable[Any]) -> list[Any]:
    return [plain(value) for value in values]


_WRITERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Enum, lambda value: value.value),
    (Fraction, ratio),
    (Decimal, str),
    (Mapping, lambda value: [[plain(key), plain(each)] for key, each in sorted(value.items())]),
    (AbstractSet, lambda value: sorted(_listed(value))),
    (list, _listed),
    (tuple, _listed),
)


def value_of(declared: Any, given: Any) -> Any:
    """The value of a declared type that JSON stands for.

    Raises:
        ValueError: it stands for none.
    """
    try:
        return _read(declared, given)
    except (TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"{given!r:.80} is no {declared}") from error


def _read(declared: Any, given: Any) -> Any:
    origin = get_origin(declared)
    if origin in {Union, types.UnionType}:
        return _either(declared, given)
    if origin is not None:
        return _collected(origin, get_args(declared), given)
    if declared in {Fraction, Decimal} or issubclass(declared, Enum):
        return declared(given)
    return _composed(declared, given)


def _composed(declared: Any, given: Any) -> Any:
    """A dataclass, a named tuple, or a value that is its own JSON."""
    if hasattr(declared, "__dataclass_fields__"):
        hints = _hints(declared)
        return declared(**{name: _read(hints[name], each) for name, each in given.items()})
    if issubclass(declared, tuple):
        return declared(*(_read(hint, each) for hint, each in zip(_hints(declared).values(), given, strict=True)))
    if type(given) is not declared:
        raise ValueError(f"{given!r:.80} is no {declared.__name__}")
    return given


def _either(declared: Any, given: Any) -> Any:
    if given is None:
        return None
    [other] = [each for each in get_args(declared) if each is not types.NoneType]
    return _read(other, given)


def _collected(origin: Any, arguments: Sequence[Any], given: Any) -> Any:
    if issubclass(origin, Mapping):
        return {_read(arguments[0], key): _read(arguments[1], each) for key, each in given}
    if origin is tuple and arguments[-1] is not ...:
        return tuple(_read(hint, each) for hint, each in zip(arguments, given, strict=True))
    items = [_read(arguments[0], each) for each in given]
    return frozenset(items) if issubclass(origin, AbstractSet) else tuple(items)


@cache
def _hints(declared: Hashable) -> dict[str, Any]:
    return get_type_hints(declared)
