"""An agreement's business calendars: read into working time, and refused when they make no sense."""

import re
from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.terms_pb2 import Calendar as CalendarTerms
from tmf.sla.v1.terms_pb2 import WorkingTime
from tmf623.contract.faults import shown
from tmf623.domain.calendar import Calendar, Hours, Weekday
from tmf623.domain.instants import HOUR, MINUTE
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service import zones
from tmf623.service.amounts import demanded

_TIME_OF_DAY = re.compile(r"(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def check(sla: Sla) -> None:
    """Refuse calendars that no rule could count by.

    Raises:
        Invalid: an attribute is missing or malformed.
        Refused: two calendars share an `id`, or one has no working time or hours that end before they start.
    """
    agreed = zone_of(sla)
    seen: set[str] = set()
    for index, terms in enumerate(sla.calendar):
        path = f"calendar[{index}]"
        demanded(terms, "id", f"{path}.id")
        if terms.id in seen:
            raise Refused(Reason.RULE_REFUSED, f"{path}.id is {shown(terms.id)} again", attribute=f"{path}.id")
        seen.add(terms.id)
        _read(terms, path, agreed)


def zone_of(sla: Sla) -> ZoneInfo:
    """The zone whose calendar cuts the agreement's periods; Invalid when there is none of the name it gives."""
    return _zone(sla.time_zone, "timeZone") if sla.HasField("time_zone") else zones.zone(zones.UTC)


def calendar_of(sla: Sla, ref: str, attribute: str) -> Calendar:
    """The calendar with the id `ref`.

    Raises:
        Invalid, Refused: it is malformed, see `check`; or there is none, and `attribute` refers to nothing.
    """
    for index, terms in enumerate(sla.calendar):
        if terms.id == ref:
            return _read(terms, f"calendar[{index}]", zone_of(sla))
    raise Refused(
        Reason.RULE_REFUSED, f"{attribute} is {shown(ref)}, but the agreement has no such calendar", attribute=attribute
    )


def _read(terms: CalendarTerms, path: str, agreed: ZoneInfo) -> Calendar:
    zone = _zone(terms.time_zone, f"{path}.timeZone") if terms.HasField("time_zone") else agreed
    hours = [
        opened
        for index, times in enumerate(terms.working_time)
        for opened in _hours(times, f"{path}.workingTime[{index}]")
    ]
    if not hours:
        raise Refused(Reason.RULE_REFUSED, f"{path}.workingTime has no opening hours", attribute=f"{path}.workingTime")
    holidays = [_date(day, f"{path}.holiday[{index}]") for index, day in enumerate(terms.holiday)]
    return Calendar(zone, hours, holidays)


def _hours(times: WorkingTime, path: str) -> list[Hours]:
    start, end = _time_of_day(times.start, f"{path}.start"), _time_of_day(times.end, f"{path}.end")
    if end <= start:
        raise Refused(
            Reason.PERIOD_REVERSED,
            f"{path}.end is {times.end}, not after the start {times.start}",
            attribute=f"{path}.end",
        )
    return [Hours(_weekday(day, f"{path}.day[{index}]"), start, end) for index, day in enumerate(times.day)]


def _zone(name: str, attribute: str) -> ZoneInfo:
    try:
        return zones.zone(name)
    except ValueError:
        raise Invalid(
            Reason.INVALID_VALUE, f"{attribute} is {shown(name)}, not an IANA time zone", attribute=attribute
        ) from None


def _time_of_day(text: str, attribute: str) -> int:
    found = _TIME_OF_DAY.fullmatch(text)
    if not found:
        raise Invalid(Reason.INVALID_VALUE, f'{attribute} is {shown(text)}, not a time "HH:MM"', attribute=attribute)
    hours, minutes = (part for part in found.groups() if part is not None)
    return int(hours) * HOUR + int(minutes) * MINUTE


def _weekday(text: str, attribute: str) -> Weekday:
    try:
        return Weekday(text)
    except ValueError:
        raise Invalid(
            Reason.INVALID_VALUE, f"{attribute} is {shown(text)}, none of {', '.join(Weekday)}", attribute=attribute
        ) from None


def _date(text: str, attribute: str) -> date:
    found = _DATE.fullmatch(text)
    with suppress(ValueError):
        if found:
            return date(*map(int, found.groups()))
    raise Invalid(Reason.INVALID_VALUE, f'{attribute} is {shown(text)}, not a date "YYYY-MM-DD"', attribute=attribute)
