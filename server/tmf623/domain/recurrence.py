"""Recurring windows: RFC 5545 recurrence rules (section 3.3.10) on the clocks of one zone.

A window recurs at the same local time, whatever its distance in UTC: both of its ends are read off the clock, so a
window from 01:00 to 05:00 is an hour shorter in the night that clocks are set forward. RFC 5545 would keep its exact
length; contracts name hours of the day.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, cast

from dateutil.rrule import rrule, rrulestr

from tmf623.domain.instants import DAY, SECOND, Interval
from tmf623.domain.zones import instant_of, local

MOST_A_DAY = 24
"""Windows one day of a recurrence may have."""
LONGEST = 366 * DAY
"""A recurring window is no longer."""

_DAYS = "(?:MO|TU|WE|TH|FR|SA|SU)"
_UNTILS = (("%Y%m%d", 8, True, False), ("%Y%m%dT%H%M%S", 15, False, False), ("%Y%m%dT%H%M%SZ", 16, False, True))
"""Forms of UNTIL, how long each is, and what it then is: a date, UTC."""
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_NUMBERS: Mapping[str, tuple[int, int]] = {
    "INTERVAL": (1, 9999),
    "COUNT": (1, 99_999),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 59),
}
"""Least and greatest value of each numeric part; 0 only where the least is 0."""
_FORBIDDEN: Mapping[str, frozenset[str]] = {
    "DAILY": frozenset({"BYYEARDAY", "BYWEEKNO"}),
    "WEEKLY": frozenset({"BYYEARDAY", "BYWEEKNO", "BYMONTHDAY"}),
    "MONTHLY": frozenset({"BYYEARDAY", "BYWEEKNO"}),
    "YEARLY": frozenset(),
}
"""What RFC 5545 does not let a frequency be combined with. Finer ones than a day have no place in a contract."""
_ONLY_ONE = 10**7
"""An interval after which there is no second period before the year 10000."""


class _Until(NamedTuple):
    """The last start of a rule, as it is written."""

    shown: datetime
    whole_day: bool
    """It is a date: every start on that day counts."""
    utc: bool
    """It is an instant, not local time."""


class Recurrence(NamedTuple):
    """A rule that repeats a window."""

    rule: str
    """The value of an RRULE property, e.g. "FREQ=WEEKLY;BYDAY=SU"."""
    zone: tzinfo
    exceptions: frozenset[int] = frozenset()
    """Starts of windows that do not take place (EXDATE), in microseconds since 1970 UTC."""


def check(window: Interval, recurrence: Recurrence) -> None:
    """Refuse a recurrence that cannot be read, or of which `window` is not the first: ValueError says why.

    RFC 5545 section 3.8.5.3 leaves undefined what a rule means that its own start does not fulfil.
    """
    parts = _parts(recurrence.rule)
    if window.start % SECOND or window.length > LONGEST:
        raise ValueError("a window recurs when it starts at a whole second and is no longer than 366 days")
    start = local(recurrence.zone, window.start)
    alone = {name: value for name, value in parts.items() if name not in {"COUNT", "UNTIL"}}
    first = next(iter(_rule(_written(alone | {"INTERVAL": str(_ONLY_ONE)}), start)), None)
    if first != start or window.start > _last_start(recurrence):
        raise ValueError(f"the window starts at {start}, which is no occurrence of {recurrence.rule}")
    wrong = sorted(recurrence.exceptions - {span.start for span in _exceptable(window, recurrence)})
    if wrong:
        raise ValueError(f"no window starts at {_instant_text(wrong[0])}, so it cannot be an exception")


def occurrences(window: Interval, recurrence: Recurrence, bounds: Interval) -> list[Interval]:
    """The windows, whole, that have a part inside `bounds`, by their start. `window` is the first of them.

    `recurrence` passed `check`.
    """
    spans = _spans(window, recurrence, bounds.end)
    return [span for span in spans if span.end > bounds.start and span.start not in recurrence.exceptions]


def _exceptable(window: Interval, recurrence: Recurrence) -> Iterator[Interval]:
    latest = max(recurrence.exceptions, default=window.start)
    return _spans(window, recurrence, latest + 1)


def _spans(window: Interval, recurrence: Recurrence, end: int) -> Iterator[Interval]:
    """Every window that starts before `end`, exceptions too; what falls into a gap of the clocks whole is none."""
    zone, last = recurrence.zone, _last_start(recurrence)
    start, finish = local(zone, window.start), local(zone, window.end)
    if window.start < end:
        yield window
    parts = {name: value for name, value in _parts(recurrence.rule).items() if name != "UNTIL"}
    for shown in islice(_rule(_written(parts), start), 1, None):
        span = Interval(_instant(zone, shown), _instant(zone, shown + (finish - start)))
        if span.start >= end or span.start > last:
            return
        if span.start < span.end:
            yield span


def _instant(zone: tzinfo, shown: datetime) -> int:
    since_midnight = shown - datetime.combine(shown.date(), datetime.min.time())
    return instant_of(zone, shown.date(), since_midnight // timedelta(microseconds=1))


def _last_start(recurrence: Recurrence) -> int:
    """The last instant a window may start at; far beyond all evidence when the rule states none."""
    text = _parts(recurrence.rule).get("UNTIL")
    if text is None:
        return 2**63
    until = _until(text)
    if until.whole_day:
        return instant_of(recurrence.zone, until.shown.date(), DAY) - 1
    return _epoch(until.shown) if until.utc else _instant(recurrence.zone, until.shown)


def _epoch(shown: datetime) -> int:
    return (shown - datetime(1970, 1, 1)) // timedelta(microseconds=1)  # noqa: DTZ001 - UTC by definition


def _instant_text(instant: int) -> str:
    return f"{datetime(1970, 1, 1) + timedelta(microseconds=instant)}Z"  # noqa: DTZ001 - as above


@lru_cache(maxsize=512)
def _parts(text: str) -> Mapping[str, str]:
    """The parts of a rule by name; ValueError says what is wrong with it."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name in parts:
            raise ValueError(f"{name} stands twice")
        _readers(name)(name, value)
        parts[name] = value
    frequency = parts.get("FREQ")
    if frequency is None:
        raise ValueError("FREQ is missing")
    clash = sorted(parts.keys() & _FORBIDDEN[frequency])
    if clash:
        raise ValueError(f"{clash[0]} does not go with FREQ={frequency}")
    if re.search(r"\d", parts.get("BYDAY", "")) and (frequency not in {"MONTHLY", "YEARLY"} or "BYWEEKNO" in parts):
        raise ValueError(f"BYDAY={parts['BYDAY']} counts weekdays, which only months and years have")
    if {"COUNT", "UNTIL"} <= parts.keys():
        raise ValueError("COUNT and UNTIL exclude each other")
    if "BYSETPOS" in parts and not any(name.startswith("BY") and name != "BYSETPOS" for name in parts):
        raise ValueError("BYSETPOS needs another BY part")
    _demand_few(parts)
    return parts


def _demand_few(parts: Mapping[str, str]) -> None:
    a_day = 1
    for name in _CLOCK:
        a_day *= len(set(parts.get(name, "").split(",")))
    if a_day > MOST_A_DAY:
        raise ValueError(f"it recurs {a_day} times a day, more than {MOST_A_DAY}")


def _readers(name: str) -> Callable[[str, str], None]:
    if name in _NUMBERS:
        return _numbers
    reader = {"FREQ": _frequency, "UNTIL": _until_only, "BYDAY": _weekdays, "WKST": _weekday}.get(name)
    if reader is None:
        raise ValueError(f"{name[:32]!r} is no part of a recurrence rule that is understood")
    return reader


def _frequency(_name: str, value: str) -> None:
    if value not in _FORBIDDEN:
        raise ValueError(f"FREQ is {value[:32]!r}, none of {', '.join(_FORBIDDEN)}")


def _numbers(name: str, value: str) -> None:
    least, greatest = _NUMBERS[name]
    single = name in {"INTERVAL", "COUNT"}
    for text in (value,) if single else value.split(","):
        fits = re.fullmatch(r"[+-]?\d{1,5}", text, re.ASCII)
        if not fits or not least <= int(text) <= greatest or (int(text) == 0 and least != 0):
            raise ValueError(f"{name}={value[:32]} has {text[:16]!r}, no number from {least} to {greatest}")


def _weekdays(name: str, value: str) -> None:
    if not re.fullmatch(rf"([+-]?[1-5]?\d)?{_DAYS}(,([+-]?[1-5]?\d)?{_DAYS})*", value, re.ASCII) or re.search(
        r"(?<!\d)0[A-Z]", value
    ):
        raise ValueError(f"{name}={value[:32]} names no weekdays")


def _weekday(name: str, value: str) -> None:
    if not re.fullmatch(_DAYS, value):
        raise ValueError(f"{name}={value[:32]} names no weekday")


def _until_only(_name: str, value: str) -> None:
    _until(value)


def _until(value: str) -> _Until:
    for pattern, length, whole_day, utc in _UNTILS:
        if len(value) == length and value.isascii():
            with suppress(ValueError):
                return _Until(datetime.strptime(value, pattern), whole_day, utc)  # noqa: DTZ007 - local, or said
    raise ValueError(f"UNTIL={value[:32]} is no date, and no date and time")


def _written(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


@lru_cache(maxsize=512)
def _rule(text: str, start: datetime) -> rrule:
    return cast("rrule", rrulestr(text, dtstart=start))  # one line is one rule, never a set
