"""Columns of a payload: instants, exact numbers and codes as bytes, whole numbers little-endian.

instants   8 bytes each, as differences from the one before
numbers    times 10 to the power of one scale, the smallest that makes all of them whole; as wide as the widest
codes      the place of each value among the different ones, 2 bytes each
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from functools import reduce
from itertools import accumulate, islice, repeat
from operator import sub
from typing import NamedTuple

_EXACT = Context(prec=1000, Emin=-9999, Emax=9999)
"""Sums and shifts of any numbers a batch may hold, without rounding."""
_WORD = 8
MOST_CODES = 2**16
"""Different values one column of codes can tell apart."""


class Numbers(NamedTuple):
    """Exact decimal numbers: `mantissas` times 10 to the power of -`scale`, in lowest terms."""

    mantissas: Sequence[int]
    """A machine word each (`array`), or whole numbers of any size (`list`)."""
    scale: int = 0
    """From 0."""

    @property
    def width(self) -> int:
        """Bytes each mantissa takes: a multiple of 8."""
        if isinstance(self.mantissas, array):
            return _WORD
        bits = max(max(self.mantissas).bit_length(), min(self.mantissas).bit_length()) + 1 if self.mantissas else 1
        return -(-bits // (8 * _WORD)) * _WORD

    def decimals(self) -> list[Decimal]:
        """The numbers."""
        if not self.scale:
            return list(map(Decimal, self.mantissas))
        return list(map(_EXACT.multiply, map(Decimal, self.mantissas), repeat(Decimal((0, (1,), -self.scale)))))

    def at(self, start: int, end: int) -> "Numbers":
        """Those from place `start` to before place `end`."""
        return lowest(self.mantissas[start:end], self.scale)

    def packed(self) -> bytes:
        """As a column."""
        width = self.width
        if isinstance(self.mantissas, array):
            return little(self.mantissas).tobytes()
        return b"".join(mantissa.to_bytes(width, "little", signed=True) for mantissa in self.mantissas)


def numbers_of(decimals: Iterable[Decimal]) -> Numbers:
    """Finite decimal numbers as a column."""
    values = list(decimals)
    total = reduce(_EXACT.add, values, Decimal(0))  # has as many places as the one that has most
    scale = max(0, -int(total.as_tuple().exponent))
    return lowest(list(map(int, map(_EXACT.multiply, values, repeat(Decimal(10**scale))))), scale)


def numbers_of_texts(texts: Sequence[str]) -> Numbers:
    """Numbers written with digits, a sign and a point alone: as `numbers_of`, without a Decimal for each."""
    points = map(str.find, texts, repeat("."))
    places = [length - point - 1 if point >= 0 else 0 for length, point in zip(map(len, texts), points, strict=True)]
    scale = max(places)
    whole = list(map(int, ",".join(texts).replace(".", "").split(",")))
    if min(places) != scale:
        whole = [number * 10 ** (scale - place) for number, place in zip(whole, places, strict=True)]
    return lowest(whole, scale)


def lowest(mantissas: Sequence[int], scale: int) -> Numbers:
    """The numbers with the smallest scale, in machine words where they fit."""
    while scale and not any(mantissa % 10 for mantissa in mantissas):
        mantissas, scale = [mantissa // 10 for mantissa in mantissas], scale - 1
    if isinstance(mantissas, array):
        return Numbers(mantissas, scale)
    try:
        return Numbers(array("q", mantissas), scale)
    except OverflowError:
        return Numbers(mantissas, scale)


def joined(columns: Sequence[Numbers]) -> Numbers:
    """The numbers of several columns as one."""
    scale = max(column.scale for column in columns)
    mantissas: list[int] = []
    for column in columns:
        factor = 10 ** (scale - column.scale)
        mantissas.extend(column.mantissas if factor == 1 else (factor * each for each in column.mantissas))
    return lowest(mantissas, scale)


def numbers_from(column: bytes, scale: int, width: int) -> Numbers:
    """A column of numbers, read back."""
    if width == _WORD:
        words = array("q")
        words.frombytes(column)
        return Numbers(little(words), scale)
    places = range(0, len(column), width)
    return Numbers([int.from_bytes(column[at : at + width], "little", signed=True) for at in places], scale)


def packed_instants(instants: Sequence[int]) -> bytes:
    """Instants in microseconds since 1970 UTC as a column."""
    steps = array("q", instants[:1])
    steps.extend(map(sub, islice(instants, 1, None), instants))
    return little(steps).tobytes()


def instants_from(column: bytes) -> "array[int]":
    """A column of instants, read back."""
    steps = array("q")
    steps.frombytes(column)
    return array("q", accumulate(little(steps)))


def packed_codes(codes: Iterable[int]) -> bytes:
    """Codes as a column."""
    return little(array("H", codes)).tobytes()


def codes_from(column: bytes) -> "array[int]":
    """A column of codes, read back."""
    codes = array("H")
    codes.frombytes(column)
    return little(codes)


def little(column: "array[int]") -> "array[int]":
    """The column in little-endian order, or from it."""
    if sys.byteorder == "little":
        return column
    turned = column[:]
    turned.byteswap()
    return turned
