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

from tmf623.domain.rounding import Rounding


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
    warning: Fraction | None = None
    """The line short of which a kept promise is near its limit; None: there is none."""
    tolerance_period: int = 0
    """Microseconds the service may be beyond the target in all and the promise is only degraded."""
    rounding: Rounding | None = None
    """How a delivered level is rounded before it is compared; None: it is not."""

    def __post_init__(self) -> None:
        """Refuse what cannot be compared: ValueError."""
        if self.tolerance < 0:
            raise ValueError("a tolerance is not negative")
        if isinstance(self.reference, str) and self.operator not in _POINTS:
            raise ValueError(f"text has no order for {self.operator}")
        if self.warning is not None and not self._may_warn(self.warning):
            raise ValueError("a warning line is on the good side of the agreed level")

    def _may_warn(self, line: Fraction) -> bool:
        if not isinstance(self.reference, Fraction):
            return False
        return (
            line >= self.reference
            if self.operator in _FLOORS
            else (self.operator in _CEILINGS and line <= self.reference)
        )

    def compared(self, level: Fraction) -> Fraction:
        """A delivered level as it is compared: rounded where the rule says so."""
        return level if self.rounding is None else self.rounding.of(level)

    @property
    def target(self) -> Fraction | str:
        """The line beyond which the promise is broken; for `.eq` and `.ne` the agreed level itself."""
        if isinstance(self.reference, Fraction) and self.operator in _FLOORS:
            return self.reference - self.tolerance
        if isinstance(self.reference, Fraction) and self.operator in _CEILINGS:
            return self.reference + self.tolerance
        return self.reference

    @property
    def is_floor(self) -> bool:
        """Whether more is better."""
        return self.operator in _FLOORS

    def kept(self, level: Fraction | str) -> bool:
        """Whether a delivered level keeps the promise."""
        return _HOLDS[self.operator](level, self.reference)

    def warned(self, level: Fraction | str) -> bool:
        """Whether a delivered level that keeps the promise is beyond the warning line."""
        return self.warning is not None and not _HOLDS[self.operator](level, self.warning)

    def tolerated(self, level: Fraction | str) -> bool:
        """Whether a delivered level keeps the promise or misses it by no more than the tolerance."""
        if self.operator is Operator.EQ and isinstance(level, Fraction) and isinstance(self.reference, Fraction):
            return abs(level - self.reference) <= self.tolerance
        return _HOLDS[self.operator](level, self.target)

    def lost(self, low: Fraction, high: Fraction | None) -> bool:
        """Whether no level from `low` to `high`, as they are delivered, is tolerated; `high` None: without limit."""
        low, high = self.compared(low), None if high is None else self.compared(high)
        if self.operator in _FLOORS:
            return high is not None and not self.tolerated(high)
        if self.operator is Operator.EQ and isinstance(self.reference, Fraction):
            above, below = low > self.reference + self.tolerance, self.reference - self.tolerance
            return above or (high is not None and high < below)
        if self.operator is Operator.NE:
            return low == high == self.reference
        return not self.tolerated(low)

    def assured(self, low: Fraction, high: Fraction | None) -> bool:
        """Whether every level from `low` to `high`, as they are delivered, is tolerated; `high` None: without limit.

        What is tolerated is a ray, or the span around a point: when both ends are, all between them are. Of `.ne`
        everything but one point is.
        """
        low, high = self.compared(low), None if high is None else self.compared(high)
        if self.operator is Operator.NE:
            outside = isinstance(self.reference, Fraction) and (low > self.reference)
            return outside or (high is not None and isinstance(self.reference, Fraction) and high < self.reference)
        if high is None:
            return self.operator in _FLOORS and self.tolerated(low)
        return self.tolerated(low) and self.tolerated(high)
