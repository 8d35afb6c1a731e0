"""Instants and spans as tests write them."""

from datetime import datetime, timedelta, timezone

from tmf623.domain.instants import Interval

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - spelled out for the reader


def us(text: str) -> int:
    """Microseconds since 1970 of an RFC 3339 instant; without an offset it is UTC."""
    instant = datetime.fromisoformat(text)
    aware = instant if instant.tzinfo else instant.replace(tzinfo=_EPOCH.tzinfo)
    return (aware - _EPOCH) // timedelta(microseconds=1)


def span(start: str, end: str) -> Interval:
    """The span between two instants."""
    return Interval(us(start), us(end))
