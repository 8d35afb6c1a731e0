"""Holidays out of iCalendar files (RFC 5545): the days on which an all-day event takes place."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from dateutil.rrule import rruleset, rrulestr
from google.protobuf import json_format
from icalendar import Calendar as Document
from icalendar.error import BrokenCalendarProperty

from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.terms_pb2 import Calendar, WorkingTime
from tmf623.contract.faults import shown
from tmf623.domain.calendar import Weekday
from tmf623.errors import Invalid, Reason
from tmf623.service import business_calendars

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_ONE_DAY = timedelta(days=1)
_LONGEST = 366
"""Days one event may last."""


class Holidays(NamedTuple):
    """What a file says about a range of dates."""

    days: tuple[date, ...]
    """In order, each once."""
    timed: tuple[str, ...]
    """Names of events with a time of day: they make no whole day one that is not worked."""


def holidays_of(text: bytes | str, first: date, past: date) -> Holidays:
    """The days from `first` to before `past` on which an all-day event of the file takes place.

    An event lasts to before its end (DTEND is not part of it), one day when it has none; repeated ones (RRULE,
    RDATE) are expanded within the range and for as long before it as they last, without their EXDATE. Cancelled
    ones do not take place.

    Raises:
        Invalid: the text is no iCalendar, an event has no start or ends before it, or repeats in a way days do not.
    """
    days: set[date] = set()
    timed: list[str] = []
    for event in _document(text).walk("VEVENT"):
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        start = _start(event)
        if isinstance(start, datetime):
            timed.append(_name(event))
            continue
        lasts = _lasts(event, start)
        for begins in _begins(event, start, first - timedelta(days=lasts), past):
            days.update(begins + timedelta(days=number) for number in range(lasts))
    return Holidays(tuple(sorted(day for day in days if first <= day < past)), tuple(timed))


def calendar_of(
    text: bytes | str, years: tuple[int, int], name: str, time_zone: str, hours: str
) -> tuple[str, tuple[str, ...]]:
    """A calendar for an agreement, as JSON, with the holidays of the first to the last year; and `Holidays.timed`.

    `hours` are those of Monday to Friday, "HH:MM-HH:MM".

    Raises:
        Invalid, Refused: as for `holidays_of`, or the calendar would be refused in an agreement.
    """
    found = holidays_of(text, date(years[0], 1, 1), date(years[1] + 1, 1, 1))
    start, _, end = hours.partition("-")
    calendar = Calendar(
        id=name,
        working_time=[WorkingTime(day=list(Weekday)[:5], start=start.strip(), end=end.strip())],
        holiday=[day.isoformat() for day in found.days],
    )
    if time_zone:
        calendar.time_zone = time_zone
    business_calendars.check(Sla(calendar=[calendar]))
    return json_format.MessageToJson(calendar), found.timed


def _document(text: bytes | str) -> Document:
    try:
        return Document.from_ical(text)
    except (ValueError, KeyError, IndexError) as error:
        raise _unfit(f"the text is no iCalendar: {error}") from error


def _start(event: Any) -> date:
    start: date | None = _value(event, "DTSTART")
    if start is None:
        raise _unfit(f"the event {shown(_name(event))} has no DTSTART")
    return start


def _lasts(event: Any, start: date) -> int:
    """How many days an all-day event lasts."""
    end, duration = _value(event, "DTEND"), _value(event, "DURATION")
    if isinstance(end, datetime):
        raise _unfit(f"the event {shown(_name(event))} begins with a day and ends with a time")
    lasts = duration if end is None else end - start
    if lasts is None:
        return 1
    if not _ONE_DAY <= lasts <= _LONGEST * _ONE_DAY:
        raise _unfit(f"the event {shown(_name(event))} does not last 1 to {_LONGEST} days")
    return int(lasts.days)


def _begins(event: Any, start: date, first: date, past: date) -> Iterator[date]:
    """When an event begins, from `first` to before `past`."""
    times = rruleset()
    times.rdate(_midnight(start))
    rules = event.get("RRULE")
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        times.rrule(_rule(event, rule, start))
    for name, add in (("RDATE", times.rdate), ("EXDATE", times.exdate)):
        for day in _dates(event, name):
            add(_midnight(day))
    yield from (moment.date() for moment in times.between(_midnight(first), _midnight(past), inc=True))


def _rule(event: Any, rule: Any, start: date) -> Any:
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    if frequency not in _FREQUENCIES:
        raise _unfit(f"the event {shown(_name(event))} repeats {frequency or 'nohow'}, which days do not")
    parts = {key: value for key, value in rule.items() if key != "UNTIL"}
    written = ";".join(f"{key}={','.join(map(str, value))}" for key, value in parts.items())
    for until in rule.get("UNTIL", []):
        written += f";UNTIL={until:%Y%m%d}T000000"
    try:
        return rrulestr(written, dtstart=_midnight(start))
    except ValueError as error:
        raise _unfit(f"the event {shown(_name(event))} repeats in no known way: {error}") from error


def _dates(event: Any, name: str) -> Iterable[date]:
    listed = event.get(name)
    for each in listed if isinstance(listed, list) else [listed] if listed else []:
        try:
            moments = [moment.dt for moment in each.dts]
        except BrokenCalendarProperty as error:
            raise _unfit(f"{name} of the event {shown(_name(event))} is broken: {error.__cause__}") from error
        yield from (moment.date() if isinstance(moment, datetime) else moment for moment in moments)


def _value(event: Any, name: str) -> Any:
    """The value of a property; None when there is none."""
    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty as error:
        raise _unfit(f"{name} of the event {shown(_name(event))} is broken: {error.__cause__}") from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _name(event: Any) -> str:
    return str(event.get("SUMMARY", event.get("UID", "without a name")))


def _unfit(sentence: str) -> Invalid:
    return Invalid(Reason.INVALID_VALUE, sentence)
