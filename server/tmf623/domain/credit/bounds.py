"""Ranges of values whose ends are open or closed as the contract says, never as anyone assumes."""

from dataclasses import dataclass
from fractions import Fraction

from tmf623.domain.decimals import displayed


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range."""

    value: Fraction
    closed: bool
    """Whether the value itself belongs to the range."""
    stated: bool = True
    """Whether the contract says so; False: it gives the value alone, which is read as closed."""


@dataclass(frozen=True, slots=True)
class Range:
    """The values from one bound to another."""

    low: Bound | None = None
    """None: without lower end."""
    high: Bound | None = None
    """None: without upper end."""

    def holds(self, value: Fraction) -> bool:
        """Whether a value belongs to the range."""
        return not self._below(value) and not self._above(value)

    @property
    def is_empty(self) -> bool:
        """Whether no number belongs to it."""
        if self.low is None or self.high is None:
            return False
        if self.low.value == self.high.value:
            return not (self.low.closed and self.high.closed)
        return self.low.value > self.high.value

    def _below(self, value: Fraction) -> bool:
        low = self.low
        return low is not None and (value < low.value or (value == low.value and not low.closed))

    def _above(self, value: Fraction) -> bool:
        high = self.high
        return high is not None and (value > high.value or (value == high.value and not high.closed))

    def __str__(self) -> str:
        """As people write it: "99 <= x < 99.9"."""
        low = "" if self.low is None else f"{displayed(self.low.value)} {'<=' if self.low.closed else '<'} "
        high = "" if self.high is None else f" {'<=' if self.high.closed else '<'} {displayed(self.high.value)}"
        return f"{low}x{high}" if low or high else "any value"
