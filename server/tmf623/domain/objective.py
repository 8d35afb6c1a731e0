"""An objective: an agreed level, and how a delivered one must compare with it.

The operator states the promise, not the breach. A tolerance moves the line beyond which the promise is broken:
between the agreed level and that line a delivered level is degraded, not violated.
"""

import operator as compare
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Operator(StrEnum):
    """How a delivered level must compare with the agreed one, in canonical form."""

    GE = ".ge"
    GT = ".gt"
    LE = ".le"
    LT = ".lt"
    EQ = ".eq"
    NE = ".ne"


class ToleranceType(StrEnum):
    """How a tolerance is meant."""

    ABSOLUTE = "absolute"
    """In the unit of the agreed level."""
    RELATIVE = "relative"
    """As a share of the agreed level."""


_WORDS: Mapping[Operator, tuple[str, ...]] = {
    Operator.GE: ("ge", "gte", ">=", "=>", "≥", "greaterequal", "greaterorequal", "greaterthanorequal", "atleast"),
    Operator.GT: ("gt", "g", ">", "greater", "greaterthan", "morethan"),
    Operator.LE: ("le", "lte", "<=", "=<", "≤", "lessequal", "lessorequal", "lessthanorequal", "atmost"),
    Operator.LT: ("lt", "l", "<", "less", "lessthan"),
    Operator.EQ: ("eq", "=", "==", "equal", "equals"),
    Operator.NE: ("ne", "neq", "!=", "<>", "≠", "notequal", "notequals"),
}
_ALIASES: Mapping[str, Operator] = {word: operator for operator, words in _WORDS.items() for word in words}
_HOLDS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.GE: compare.ge,
    Operator.GT: compare.gt,
    Operator.LE: compare.le,
    Operator.LT: compare.lt,
    Operator.EQ: compare.eq,
    Operator.NE: compare.ne,
}
_FLOORS = frozenset({Operator.GE, Operator.GT})
_CEILINGS = frozenset({Operator.LE, Operator.LT})
_POINTS = frozenset({Operator.EQ, Operator.NE})


def operator_of(text: str) -> Operator | None:
    """The operator a suffix, a symbol or words name, whatever their case; None when they name none."""
    word = text.strip().removeprefix(".").lower().translate(str.maketrans("", "", " _-"))
    return _ALIASES.get(word.removesuffix("to"))


@dataclass(frozen=True, slots=True)
class Objective:
    """An agreed level ready to compare with."""

    operator: Operator
    reference: Fraction | str
    """The agreed level, in the rule's unit; text only with `.eq` and `.ne`."""
    tolerance: Fraction = Fraction(0)
    """Allowed variation, not negative, in the rule's unit. `.ne` and text have none."""

    def __post_init__(self) -> None:
        """Refuse what cannot be compared: ValueError."""
        if self.tolerance < 0:
            raise ValueError("a tolerance is not negative")
        if isinstance(self.reference, str) and self.operator not in _POINTS:
            raise ValueError(f"text has no order for {self.operator}")

    @property
    def target(self) -> Fraction | str:
        """The line beyond which the promise is broken; for `.eq` and `.ne` the agreed level itself."""
        if isinstance(self.reference, Fraction) and self.operator in _FLOORS:
            return self.reference - self.tolerance
        if isinstance(self.reference, Fraction) and self.operator in _CEILINGS:
            return self.reference + self.tolerance
        return self.reference

    def kept(self, level: Fraction | str) -> bool:
        """Whether a delivered level keeps the promise."""
        return _HOLDS[self.operator](level, self.reference)

    def tolerated(self, level: Fraction | str) -> bool:
        """Whether a delivered level keeps the promise or misses it by no more than the tolerance."""
        if self.operator is Operator.EQ and isinstance(level, Fraction) and isinstance(self.reference, Fraction):
            return abs(level - self.reference) <= self.tolerance
        return _HOLDS[self.operator](level, self.target)

    def lost(self, low: Fraction, high: Fraction | None) -> bool:
        """Whether no level from `low` to `high` is tolerated; `high` None: without limit."""
        if self.operator in _FLOORS:
            return high is not None and not self.tolerated(high)
        if self.operator is Operator.EQ and isinstance(self.reference, Fraction):
            above, below = low > self.reference + self.tolerance, self.reference - self.tolerance
            return above or (high is not None and high < below)
        if self.operator is Operator.NE:
            return low == high == self.reference
        return not self.tolerated(low)
