"""Rounding of exact numbers to decimal places, by the mode a contract names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, trunc

from tmf623.domain.choices import RoundingMode

_HALF = Fraction(1, 2)


def _away(value: Fraction) -> int:
    return ceil(value) if value > 0 else floor(value)


def _half_up(value: Fraction) -> int:
    """To the nearest, from the middle away from zero."""
    return floor(value + _HALF) if value > 0 else ceil(value - _HALF)


def _half_down(value: Fraction) -> int:
    """To the nearest, from the middle towards zero."""
    return ceil(value - _HALF) if value > 0 else floor(value + _HALF)


_MODES: Mapping[RoundingMode, Callable[[Fraction], int]] = {
    RoundingMode.HALF_UP: _half_up,
    RoundingMode.HALF_EVEN: round,
    RoundingMode.HALF_DOWN: _half_down,
    RoundingMode.UP: _away,
    RoundingMode.DOWN: trunc,
    RoundingMode.CEILING: ceil,
    RoundingMode.FLOOR: floor,
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """To so many decimal places, by one mode."""

    scale: int
    mode: RoundingMode = RoundingMode.HALF_UP

    def of(self, value: Fraction) -> Fraction:
        """The value, rounded."""
        unit: int = 10**self.scale
        return Fraction(_MODES[self.mode](value * unit), unit)
