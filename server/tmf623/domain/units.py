"""Units of agreed levels, and the words contracts use for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tmf623.domain.instants import HOUR, MINUTE, SECOND


@dataclass(frozen=True, slots=True)
class Share:
    """A unit of parts of a whole."""

    name: str
    whole: Fraction
    """How many of the unit are the whole: 100 for percent."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A unit of elapsed time."""

    name: str
    microseconds: int | None
    """Its length; None for days, whose length the calendar decides."""
    business: bool = False
    """Whether it counts working time only, and so needs a business calendar."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Any other unit: its levels are compared as they are measured."""

    name: str


Unit = Share | Duration | Plain

PERCENT = Share("%", Fraction(100))
RATIO = Share("1", Fraction(1))

_DURATIONS = (
    (Duration("us", 1), ("us", "µs", "microsecond", "microseconds", "usec")),
    (Duration("ms", 1000), ("ms", "millisecond", "milliseconds", "msec", "millis")),
    (Duration("s", SECOND), ("s", "sec", "secs", "second", "seconds")),
    (Duration("min", MINUTE), ("min", "mins", "minute", "minutes")),
    (Duration("h", HOUR), ("h", "hr", "hrs", "hour", "hours")),
    (Duration("day", None), ("d", "day", "days", "calendarday", "calendardays")),
    (Duration("businessMinute", MINUTE, business=True), ("businessminute", "businessminutes")),
    (Duration("businessHour", HOUR, business=True), ("businesshour", "businesshours", "workinghour", "workinghours")),
    (Duration("businessDay", None, business=True), ("businessday", "businessdays", "workingday", "workingdays")),
)
_SHARES = (
    (PERCENT, ("%", "percent", "percentage", "pct")),
    (RATIO, ("1", "ratio", "share", "fraction")),
)
_UNITS: Mapping[str, Unit] = {word: unit for unit, words in (*_SHARES, *_DURATIONS) for word in words}


def unit_of(text: str) -> Unit | None:
    """The unit a contract's word names, whatever its case, spaces, hyphens and underscores; None when unknown."""
    return _UNITS.get(text.strip().lower().translate(str.maketrans("", "", " _-")))
