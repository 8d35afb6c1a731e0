"""Decimals as text that sorts as they do, for databases whose numbers are binary."""

from decimal import Decimal

_BIAS = 5000
"""Added to exponents, which then have four digits: the contract's decimals reach from -324 to 308."""
_COMPLEMENT = str.maketrans("0123456789", "9876543210")
_ABOVE_DIGITS = "~"


def decimal_key(number: Decimal) -> str:
    """Text that compares by code point as the numbers do, and is equal for equal numbers only.

    A sign, the biased exponent, the digits without trailing zeros; for negative numbers all of it complemented and
    closed by a character above the digits, so that of -1 and -1.5 the longer sorts first.
    """
    sign, digits, _ = number.as_tuple()
    figures = "".join(map(str, digits)).strip("0")
    if not figures:
        return "1"
    text = f"{number.adjusted() + _BIAS:04}{figures}"
    return f"0{text.translate(_COMPLEMENT)}{_ABOVE_DIGITS}" if sign else f"2{text}"
