"""Text, numbers and instants between JSON and the contract: strict in what is read, one spelling in what is written."""

import math
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract.faults import Fault, shown
from tmf623.errors import Reason

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number every JSON reader reads exactly (RFC 8259 section 6)."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - naive arithmetic in UTC is three times as fast
_FIRST_SECOND = -62_135_596_800  # 0001-01-01T00:00:00Z
_LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z
_LAST_NANO = 999_999_999
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))", re.ASCII
)
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,18})", re.ASCII)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_MOST_DIGITS = 100


def text(value: object) -> str:
    """Read text: any Unicode but U+0000, which PostgreSQL cannot store, and half a surrogate pair, which is none."""
    if type(value) is not str:
        raise _unfit(value, "text")
    if "\0" in value:
        raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}: text with the character U+0000")
    if not value.isascii() and _HALF_PAIR.search(value):
        raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}: text with half a surrogate pair")
    return value


def boolean(value: object) -> bool:
    """Read true or false; nothing else stands for them."""
    if type(value) is not bool:
        raise _unfit(value, "true or false")
    return value


def integer(value: object, least: int, most: int) -> int:
    """Read a whole number between `least` and `most`, given as a JSON number or as its digits in text."""
    number = _whole(value)
    if number is None:
        raise _unfit(value, "a whole number")
    if not least <= number <= most:
        raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}, not between {least} and {most}")
    return number


def owned_id(value: object) -> int | None:
    """Read an id a client repeats although the server owns it; None when it is not one of ours."""
    number = _whole(value)
    if number is None and type(value) is not str:
        raise _unfit(value, "an identifier")
    return number if number is not None and 1 <= number <= LARGEST_INTEGER else None


def owned_text(value: object) -> str | None:
    """Read text a client repeats although the server owns it; None when it could not be kept anyway."""
    if type(value) is int:
        return None
    if type(value) is not str:
        raise _unfit(value, "text")
    return None if "\0" in value or _HALF_PAIR.search(value) else value


def _whole(value: object) -> int | None:
    if type(value) is int:
        return value
    if type(value) is str:
        return int(value) if _INTEGER.fullmatch(value) else None
    if type(value) is float and value.is_integer():
        return int(value)
    return None


def decimal_text(value: object) -> str:
    """Read a number as decimal text: a JSON number literal that says exactly what was given.

    Text that already is such a literal stays as it is, trailing zeros and all.
    """
    number = _decimal(value)
    if number is None:
        raise _unfit(value, "a decimal number")
    if not math.isfinite(float(number)) or (number and not float(number)):  # a v2 reader must see the number too
        raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}, beyond the range of numbers")
    if type(value) is float:
        return number_text(value)
    return value if type(value) is str and _NUMBER.fullmatch(value) else str(number)


def _decimal(value: object) -> Decimal | None:
    """The finite number that a JSON number or a numeral in text stands for; None for anything else."""
    if type(value) is str and not (len(value) <= _MOST_DIGITS and _DECIMAL.fullmatch(value)):
        return None
    if type(value) not in {str, int, float, Decimal}:
        return None
    try:
        number = Decimal(value)  # type: ignore[arg-type]
    except InvalidOperation:  # an exponent of more digits than a machine counts with
        return None
    return number if number.is_finite() else None


def number_text(number: float) -> str:
    """Write a finite double as ECMAScript does (RFC 8785 section 3.2.2.3): the shortest digits that read back."""
    if number == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    figures = "".join(map(str, digits))
    point = len(figures) + int(exponent)
    return ("-" if sign else "") + _placed(figures, point)


def _placed(figures: str, point: int) -> str:
    if len(figures) <= point <= 21:  # noqa: PLR2004 - ECMAScript Number::toString
        return figures.ljust(point, "0")
    if 0 < point <= 21:  # noqa: PLR2004 - as above
        return f"{figures[:point]}.{figures[point:]}"
    if -6 < point <= 0:  # noqa: PLR2004 - as above
        return f"0.{'0' * -point}{figures}"
    mantissa = figures[0] + ("." + figures[1:] if len(figures) > 1 else "")
    return f"{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def read_instant(value: object, target: Timestamp) -> None:
    """Read an RFC 3339 date-time with an offset into `target`.

    Up to nine digits of fraction; no leap second, no space for the T; years 0001 to 9999 once in UTC.
    """
    match = _INSTANT.fullmatch(value) if type(value) is str else None
    if match is None:
        raise _unfit(value, "an RFC 3339 date-time with an offset, such as 2015-03-24T00:00:00Z")
    date, time, fraction, sign, hours, minutes = match.groups()
    try:
        since = datetime.fromisoformat(f"{date}T{time}") - _EPOCH
    except ValueError:
        raise _unfit(value, "a date and time that exist") from None
    seconds = since.days * 86_400 + since.seconds
    if sign:
        offset = int(hours) * 3600 + int(minutes) * 60
        seconds += -offset if sign == "+" else offset
        if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
            raise Fault(Reason.INVALID_VALUE, f"is {shown(value)}, not within the years 0001 to 9999 of UTC")
    target.SetInParent()
    target.seconds = seconds
    target.nanos = int(fraction.ljust(9, "0")) if fraction else 0


def is_instant(stamp: Timestamp) -> bool:
    """Whether the timestamp lies within the years 0001 to 9999, and its nanoseconds within a second."""
    return _FIRST_SECOND <= stamp.seconds <= _LAST_SECOND and 0 <= stamp.nanos <= _LAST_NANO


def write_instant(stamp: Timestamp) -> str:
    """Write an instant in UTC with Z and 0, 3, 6 or 9 digits of fraction, as protobuf's JSON mapping does."""
    seconds, nanos = stamp.seconds, stamp.nanos
    if not is_instant(stamp):
        raise Fault(Reason.INVALID_VALUE, f"is {seconds} s and {nanos} ns from 1970, not within the years 0001 to 9999")
    whole = (_EPOCH + timedelta(0, seconds)).isoformat()
    if not nanos:
        return whole + "Z"
    digits = f"{nanos:09}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return f"{whole}.{digits}Z"


def instant_text(instant: datetime) -> str:
    """Write an aware date and time as `write_instant` does."""
    whole = instant.astimezone(UTC).replace(tzinfo=None)
    if not whole.microsecond:
        return whole.isoformat() + "Z"
    precision = "milliseconds" if whole.microsecond % 1000 == 0 else "microseconds"
    return whole.isoformat(timespec=precision) + "Z"


def _unfit(value: object, wanted: str) -> Fault:
    return Fault(Reason.INVALID_VALUE, f"is {shown(value)}, not {wanted}")


_WHITE_SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def is_blank(text: str) -> bool:
    r"""Whether a text is empty or white space alone, as `\s` of OpenAPI's patterns has it (ECMA-262, not Python)."""
    return not text.strip(_WHITE_SPACE)
