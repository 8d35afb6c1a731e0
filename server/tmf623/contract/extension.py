"""Attributes the contract does not know, announced by `@type` and `@schemaLocation` (TMF630 part 2).

In JSON they stand beside the other attributes; in the message they are a `google.protobuf.Struct`, whose only
number is a double.
"""

import math
from collections.abc import Callable
from decimal import Decimal

from google.protobuf.struct_pb2 import ListValue, Struct, Value

from tmf623.contract import scalars
from tmf623.contract.faults import Fault, shown
from tmf623.errors import Reason

_DEEPEST = 24
"""Levels of nesting: protobuf parsers stop at 100 messages, and each level of a Struct takes three."""


class Uncommon(float):
    """A double that JSON libraries and RFC 8785 spell differently."""

    __slots__ = ()


def read(attributes: dict[str, object], target: Struct) -> None:
    """Put announced attributes into `target`; a null one is absent."""
    for name, value in attributes.items():
        try:
            scalars.text(name)
            if value is not None:
                _read_value(value, target.fields[name], 1)
        except Fault as fault:
            fault.steps.append(name)
            raise


def _read_value(value: object, target: Value, depth: int) -> None:
    if depth > _DEEPEST:
        raise Fault(Reason.INVALID_VALUE, f"is nested deeper than {_DEEPEST} levels")
    reader = _READERS.get(type(value))
    if reader is None:
        raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}, not a JSON value")
    reader(value, target, depth)


def _read_null(_value: None, target: Value, _depth: int) -> None:
    target.null_value = 0  # type: ignore[assignment]


def _read_boolean(value: bool, target: Value, _depth: int) -> None:  # noqa: FBT001 - a JSON value
    target.bool_value = value


def _read_text(value: str, target: Value, _depth: int) -> None:
    target.string_value = scalars.text(value)


def _read_number(value: float | Decimal, target: Value, _depth: int) -> None:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    exact = Decimal(repr(number)) if isinstance(value, float) else Decimal(value)
    if not math.isfinite(number) or Decimal(repr(number)) != exact:
        raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}, a number a double cannot hold; send it as text")
    target.number_value = number + 0.0  # RFC 8785 knows no negative zero


def _read_array(value: list[object], target: Value, depth: int) -> None:
    target.list_value.SetInParent()
    for index, element in enumerate(value):
        try:
            _read_value(element, target.list_value.values.add(), depth + 1)
        except Fault as fault:
            fault.steps.append(index)
            raise


def _read_object(value: dict[str, object], target: Value, depth: int) -> None:
    target.struct_value.SetInParent()
    for name, element in value.items():
        try:
            _read_value(element, target.struct_value.fields[scalars.text(name)], depth + 1)
        except Fault as fault:
            fault.steps.append(name)
            raise


_READERS: dict[type, Callable[..., None]] = {
    type(None): _read_null,
    bool: _read_boolean,
    str: _read_text,
    int: _read_number,
    float: _read_number,
    Uncommon: _read_number,
    Decimal: _read_number,
    list: _read_array,
    dict: _read_object,
}


def written(source: Struct) -> dict[str, object]:
    """The announced attributes as JSON values."""
    return {name: _written_value(value) for name, value in source.fields.items()}


def in_order(value: object) -> object:
    """The JSON value with the names of every object in the order of RFC 8785 section 3.2.3: by UTF-16 code unit."""
    if isinstance(value, dict):
        return {name: in_order(value[name]) for name in sorted(value, key=lambda name: name.encode("utf-16-be"))}
    if isinstance(value, list):
        return [in_order(element) for element in value]
    return value


def _written_value(value: Value) -> object:
    match value.WhichOneof("kind"):
        case "string_value":
            return value.string_value
        case "number_value":
            return _written_number(value.number_value)
        case "bool_value":
            return value.bool_value
        case "struct_value":
            return written(value.struct_value)
        case "list_value":
            return _written_array(value.list_value)
        case "null_value":
            return None
    raise Fault(Reason.INVALID_VALUE, "has a value of no kind")


def _written_array(array: ListValue) -> list[object]:
    return [_written_value(value) for value in array.values]


def _written_number(number: float) -> float:
    """A whole number is written without a fraction; one that libraries spell in their own way is marked."""
    if number.is_integer() and abs(number) <= scalars.LARGEST_INTEGER:
        return int(number)
    if 1e-5 <= abs(number) < 1e15:  # noqa: PLR2004 - where every library writes plain digits
        return number
    if not math.isfinite(number):
        raise Fault(Reason.INVALID_VALUE, f"is {number}, not a JSON number")
    return Uncommon(number)
