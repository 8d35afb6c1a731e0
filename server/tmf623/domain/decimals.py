"""Decimal text and exact ratios: what numbers are between a document and a verdict."""

import re
from fractions import Fraction

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_LONGEST = 100
_DISPLAYED = 10


def fraction_of(text: str) -> Fraction:
    """The number decimal text stands for, exactly.

    Raises:
        ValueError: the text is no decimal number, or has more than 100 characters or three digits of exponent.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST or not _NUMBER.fullmatch(stripped):
        raise ValueError(f"{text[:_LONGEST]!r} is not a decimal number")
    return Fraction(stripped)


def displayed(value: Fraction) -> str:
    """Decimal text for people: rounded half-even to 10 places, without trailing zeros."""
    return _text(round(value * 10**_DISPLAYED), _DISPLAYED)


def exact(value: Fraction) -> str:
    """Decimal text of a value that came from decimal text, in full.

    Raises:
        ValueError: the value has no finite decimal text.
    """
    places = 0
    while (scaled := value * 10**places).denominator != 1:
        rest = scaled.denominator
        if rest % 2 and rest % 5:
            raise ValueError(f"{value} has no finite decimal text")
        places += 1
    return _text(scaled.numerator, places)


def ratio(value: Fraction) -> str:
    """The exact value as "numerator/denominator" in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def _text(scaled: int, places: int) -> str:
    digits = str(abs(scaled)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
