"""Decimal text, words and currencies of consequences, read strictly and refused by name."""

import re
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from tmf623.contract.faults import shown
from tmf623.contract.scalars import is_blank
from tmf623.errors import Invalid, Reason, Refused

E = TypeVar("E", bound=StrEnum)

_DECIMAL = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


def number(text: str, path: str) -> Fraction:
    """The number decimal text stands for, exactly; Invalid for anything else, exponents included."""
    if not _DECIMAL.fullmatch(text):
        sentence = f"{path} is {shown(text)}, not a decimal number of at most 18 digits on each side"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=path)
    return Fraction(text)


def size(text: str, path: str) -> Fraction:
    """A number that is not negative; Invalid otherwise."""
    value = number(text, path)
    if value < 0 or text.startswith("-"):
        raise Invalid(Reason.INVALID_VALUE, f"{path} is {shown(text)}, below zero", attribute=path)
    return value


def length(text: str, path: str) -> Fraction:
    """A number above zero.

    Raises:
        Invalid: it is none, or negative.
        Refused: it is zero, and nothing can be divided by it.
    """
    value = size(text, path)
    if not value:
        raise refused(path, "is 0: nothing can be counted in it")
    return value


def optional_number(message: Any, field: str, path: str) -> Fraction | None:
    """The number in a field, None when it is unset."""
    return number(getattr(message, field), path) if message.HasField(field) else None


def optional_size(message: Any, field: str, path: str) -> Fraction | None:
    """The number in a field, not negative; None when it is unset."""
    return size(getattr(message, field), path) if message.HasField(field) else None


def whole_number(message: Any, field: str, path: str, bounds: tuple[int, int]) -> int | None:
    """The whole number in a field, within `bounds`, both included; None when it is unset."""
    if not message.HasField(field):
        return None
    value = int(getattr(message, field))
    if not bounds[0] <= value <= bounds[1]:
        sentence = f"{path} is {value}, not between {bounds[0]} and {bounds[1]}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=path)
    return value


def word(message: Any, field: str, path: str, words: type[E]) -> E | None:
    """The word in a field; None when it is unset, Invalid when it is none of `words`."""
    if not message.HasField(field):
        return None
    text = getattr(message, field)
    try:
        return words(text)
    except ValueError:
        sentence = f"{path} is {shown(text)}, none of {', '.join(words)}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=path) from None


def currency(message: Any, field: str, path: str) -> str:
    """The currency in a field, "" when it is unset: three capital letters, whether ISO 4217 lists them or not."""
    if not message.HasField(field):
        return ""
    text: str = getattr(message, field)
    if not _CURRENCY.fullmatch(text):
        sentence = f"{path} is {shown(text)}, not three capital letters"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=path)
    return text


def demanded(message: Any, field: str, path: str) -> str:
    """The text in a field that must be given and not be blank; Invalid otherwise."""
    text: str = getattr(message, field)
    if is_blank(text):
        what = "is blank" if message.HasField(field) else "is missing"
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{path} {what}", attribute=path)
    return text


def one_of(message: Any, fields: tuple[str, ...], path: str) -> str:
    """The one of these fields that is given; Refused when there is none, or more than one."""
    given = [field for field in fields if message.HasField(field)]
    if len(given) != 1:
        names = ", ".join(message.DESCRIPTOR.fields_by_name[field].json_name for field in fields)
        raise refused(path, f"has {len(given)} of {names}, and needs exactly one")
    return given[0]


def refused(path: str, sentence: str) -> Refused:
    """The error that attributes contradict each other."""
    return Refused(Reason.RULE_REFUSED, f"{path} {sentence}", attribute=path)
