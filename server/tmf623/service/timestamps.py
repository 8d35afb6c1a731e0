"""Instants between messages and the domain: protobuf timestamps and whole microseconds."""

from datetime import UTC, datetime, timedelta

from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf623.domain.instants import EARLIEST, LATEST, SECOND, Interval
from tmf623.errors import Reason, Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(stamp: Timestamp) -> int:
    """Whole microseconds since 1970 UTC; what is finer is cut off."""
    return int(stamp.seconds) * SECOND + stamp.nanos // 1000


def stamp(instant: int) -> Timestamp:
    """The timestamp of an instant in microseconds since 1970 UTC."""
    seconds, rest = divmod(instant, SECOND)
    return Timestamp(seconds=seconds, nanos=rest * 1000)


def instant_of(moment: datetime) -> int:
    """Whole microseconds since 1970 UTC of an aware date and time."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(instant: int) -> datetime:
    """The aware date and time, in UTC, of an instant in microseconds since 1970 UTC."""
    return _EPOCH + instant * _MICROSECOND


def recordable(given: Timestamp, attribute: str) -> int:
    """The instant, in microseconds since 1970 UTC.

    Raises:
        Refused: it is not within the years 1900 to 2199, which calendars can count.
    """
    instant = microseconds(given)
    if not EARLIEST <= instant < LATEST:
        raise Refused(
            Reason.RULE_REFUSED,
            f"{attribute} is {given.ToJsonString()}, not within the years 1900 to 2199",
            attribute=attribute,
        )
    return instant


def interval(period: TimePeriod) -> Interval:
    """The period, open ends being those of what can be recorded; empty when it holds nothing of that."""
    start = microseconds(period.start_date_time) if period.HasField("start_date_time") else EARLIEST
    end = microseconds(period.end_date_time) if period.HasField("end_date_time") else LATEST
    return Interval(max(start, EARLIEST), min(end, LATEST))


def time_period(span: Interval) -> TimePeriod:
    """The span as a message."""
    return TimePeriod(start_date_time=stamp(span.start), end_date_time=stamp(span.end))
