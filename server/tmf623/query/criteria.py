"""The meaning of a list request, free of any syntax: what REST and gRPC parse into and the store carries out.

Attribute paths are JSON names from the resource's root or, inside `Exists`, from the array element; the empty
path is the element itself. A path may run through arrays, at its end too, and an array stands for its elements: a
comparison holds when some value the path reaches satisfies it. Values are typed by the contract: text and
booleans as such, numbers as Decimal, instants as whole nanoseconds since 1970 UTC, the precision the contract
stores them with.

A value whose JSON type is not the comparison's equals nothing and is not ordered with anything. JSON null is no
value. `id` is the digits of the resource's key; comparisons with `href` are compared by `id`.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]
Value: TypeAlias = str | bool | Decimal | int
"""Text; boolean; number; instant (whole nanoseconds since 1970-01-01T00:00:00Z)."""


class Operator(StrEnum):
    """How an attribute's value is compared, spelled as TMF630's suffixes."""

    EQ = "eq"
    NE = "ne"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    REGEX = "regex"


class ValueType(StrEnum):
    """How the contract types the attribute a comparison is about, and so how values are compared."""

    TEXT = "text"  # by code point
    NUMBER = "number"  # exactly, as decimals; the attribute's digits may be stored as text
    BOOLEAN = "boolean"
    INSTANT = "instant"  # as points in time, whatever the offset they were written with


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some value at `path` stands in relation `operator` to one of `values` (OR).

    `ne` holds when no value at `path` equals any of `values`, so also where there is none. `regex` searches the
    text (unanchored, RE2 syntax); its type is TEXT and its only value the pattern.
    """

    path: Path
    type: ValueType
    operator: Operator
    values: tuple[Value, ...]
    untyped: bool = False
    """The contract does not type what is at `path`: its own JSON type must be `type`, digits in text are text."""


@dataclass(frozen=True, slots=True)
class Present:
    """There is a value at `path`."""

    path: Path


@dataclass(frozen=True, slots=True)
class Exists:
    """Some element of the array at `path` satisfies `where`, whose paths start at the element."""

    path: Path
    where: "Predicate"


@dataclass(frozen=True, slots=True)
class Not:
    """`operand` does not hold."""

    operand: "Predicate"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `operands` holds; so also when there is none."""

    operands: "tuple[Predicate, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of `operands` holds."""

    operands: "tuple[Predicate, ...]"


Predicate: TypeAlias = Comparison | Present | Exists | Not | All | Any


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by the (smallest) value at `path`; resources without one come last, whatever the direction."""

    path: Path
    type: ValueType
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A page of the resources that satisfy `where`, in `order` and then by id.

    `limit` None means all, up to the store's own limit. `after` is where a page token or a link goes on: the
    sort key and id of the last resource of the page before, as `Page.next` gave it.
    """

    where: Predicate = All(())
    order: tuple[Order, ...] = ()
    offset: int = 0
    limit: int | None = None
    after: str | None = None
