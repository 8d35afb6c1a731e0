"""Local time: when the clocks of a zone show what.

One rule turns local time into instants everywhere: the first instant at which the local clock shows the time or
passes it. A time that exists twice is the first; a time that does not exist is the instant of the gap.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo

from tmf623.domain.instants import DAY, SECOND

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MIDNIGHT = datetime.min.time()


def local(zone: tzinfo, instant: int) -> datetime:
    """What the clocks of `zone` show at `instant`, naive."""
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(zone).replace(tzinfo=None)


def instant_of(zone: tzinfo, day: date, time_of_day: int = 0) -> int:
    """The first instant at which the clocks of `zone` show `time_of_day` on `day` or pass it.

    `time_of_day` counts microseconds on the clock since 00:00, from 0 to a whole day: 24:00 is midnight at the
    day's end. The result never decreases when the local time increases.
    """
    shown = datetime.combine(day, _MIDNIGHT) + timedelta(microseconds=time_of_day)
    reading = (day.toordinal() - _EPOCH_DAY) * DAY + time_of_day
    first = _offset(shown.replace(tzinfo=zone))
    second = _offset(shown.replace(tzinfo=zone, fold=1))
    if first < second:
        return _jump(zone, reading - second, reading - first)
    return reading - first


def _offset(aware: datetime) -> int:
    """Microseconds local time is ahead of UTC."""
    offset = aware.utcoffset() or timedelta()
    return (offset.days * 86_400 + offset.seconds) * SECOND


def _jump(zone: tzinfo, before: int, after: int) -> int:
    """The instant in (`before`, `after`] at which the clocks jump forward; clocks jump at whole seconds."""
    old = _offset_at(zone, before)
    low, high = before // SECOND, -(-after // SECOND)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset_at(zone, middle * SECOND) == old:
            low = middle
        else:
            high = middle
    return high * SECOND


def _offset_at(zone: tzinfo, instant: int) -> int:
    return _offset((_EPOCH + timedelta(microseconds=instant)).astimezone(zone))
