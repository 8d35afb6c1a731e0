"""A naive business clock: local time looked at minute by minute, written from the definitions alone."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from tmf623.domain.instants import DAY, MINUTE, Interval

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def readings(zone: ZoneInfo, since: int, past: int) -> list[tuple[date, int]]:
    """What a clock that is never set back shows at each minute: the date and the minute of its day.

    Opening hours begin and end at the first instant that shows their time or passes it, so a time shown again
    when clocks go back is neither an opening nor a closing.
    """
    shown = ((_EPOCH + timedelta(microseconds=instant)).astimezone(zone) for instant in range(since, past, MINUTE))
    return list(accumulate(((local.date(), local.hour * 60 + local.minute) for local in shown), max))


class MinuteClock:
    """Counts the minutes in opening hours; all that is given is in whole minutes and within ten days of `since`."""

    def __init__(
        self, zone: ZoneInfo, hours: Sequence[tuple[int, int, int]], holidays: Collection[date], since: int
    ) -> None:
        """`hours` are weekday from 0, first minute of the day, and first minute no longer worked."""
        self._since = since
        opened = {(day, minute) for day, first, past in hours for minute in range(first, past)}
        self._worked = [
            day not in holidays and (day.weekday(), minute) in opened
            for day, minute in readings(zone, since - DAY, since + 10 * DAY)
        ]

    def counted(self, span: Interval, stops: Sequence[Interval]) -> Iterator[int]:
        """The minutes of `span` that count."""
        offset = DAY // MINUTE
        for instant in range(span.start, span.end, MINUTE):
            if self._worked[offset + (instant - self._since) // MINUTE] and not any(
                stop.start <= instant < stop.end for stop in stops
            ):
                yield instant

    def elapsed(self, span: Interval, stops: Sequence[Interval] = ()) -> int:
        """Microseconds counted in `span` outside `stops`."""
        return MINUTE * sum(1 for _ in self.counted(span, stops))

    def reached(self, span: Interval, minutes: int, stops: Sequence[Interval] = ()) -> int | None:
        """The end of the last of the first `minutes` counted minutes of `span`; None when it holds fewer."""
        for number, instant in enumerate(self.counted(span, stops), start=1):
            if number == minutes:
                return instant + MINUTE
        return None
