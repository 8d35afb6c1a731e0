"""Durations as contracts write them: ISO 8601 of weeks, days, hours, minutes and seconds, e.g. "PT4H", "P1DT30M"."""

import re

from tmf623.domain.instants import DAY, HOUR, MINUTE, SECOND

_WRITTEN = re.compile(
    r"P(?=[0-9T])(?:(\d{1,6})W|(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})(?:\.(\d{1,6}))?S)?)?)",
    re.ASCII,
)
"""Years and months are left out: they have no length of their own."""
_LENGTHS = (7 * DAY, DAY, HOUR, MINUTE, SECOND)


def microseconds_of(text: str) -> int:
    """The length a text states, in whole microseconds, zero included.

    Raises:
        ValueError: it is no such duration.
    """
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(text)
    *wholes, fraction = found.groups()
    whole = sum(int(part or 0) * length for part, length in zip(wholes, _LENGTHS, strict=True))
    return whole + int((fraction or "").ljust(6, "0") or 0)


def written(microseconds: int) -> str:
    """The shortest such text of a length that is not negative: days, then what is left in time."""
    days, rest = divmod(microseconds, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, fraction = divmod(rest, SECOND)
    second = f"{seconds}.{fraction:06}".rstrip("0") if fraction else str(seconds)
    time = "".join(
        f"{value}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (second, "S")) if value not in {0, "0"}
    )
    return "P" + (f"{days}D" if days else "") + (f"T{time}" if time else "" if days else "T0S")
