"""Holidays are read from iCalendar files, whole days only, within a range of dates."""

from datetime import date

import pytest

from tmf623.errors import Invalid
from tmf623.service.icalendar_holidays import holidays_of

RANGE = date(2025, 1, 1), date(2027, 1, 1)


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", "UID:1", "DTSTAMP:20250101T000000Z", *lines, "END:VEVENT"])


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *events, "END:VCALENDAR", ""])


def days(*events: str) -> list[str]:
    return [day.isoformat() for day in holidays_of(calendar(*events), *RANGE).days]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["DTSTART;VALUE=DATE:20251225"], ["2025-12-25"], id="one day"),
        pytest.param(
            ["DTSTART;VALUE=DATE:20251225", "DTEND;VALUE=DATE:20251227"],
            ["2025-12-25", "2025-12-26"],
            id="the end is not part of it",
        ),
        pytest.param(["DTSTART;VALUE=DATE:20251225", "DURATION:P2D"], ["2025-12-25", "2025-12-26"], id="two days"),
        pytest.param(["DTSTART;VALUE=DATE:20241231", "DURATION:P2D"], ["2025-01-01"], id="begun before the range"),
        pytest.param(["DTSTART;VALUE=DATE:20261231", "DURATION:P2D"], ["2026-12-31"], id="ending after it"),
        pytest.param(
            ["DTSTART;VALUE=DATE:19900703", "RRULE:FREQ=YEARLY"], ["2025-07-03", "2026-07-03"], id="every year"
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20201126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"],
            ["2025-11-27", "2026-11-26"],
            id="the fourth Thursday of November",
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20250301", "RRULE:FREQ=MONTHLY;COUNT=3", "EXDATE;VALUE=DATE:20250401"],
            ["2025-03-01", "2025-05-01"],
            id="without an exception",
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20250301", "RRULE:FREQ=WEEKLY;UNTIL=20250310T235959Z"],
            ["2025-03-01", "2025-03-08"],
            id="until an instant",
        ),
        pytest.param(
            ["DTSTART;VALUE=DATE:20250301", "RDATE;VALUE=DATE:20250402,20280101"],
            ["2025-03-01", "2025-04-02"],
            id="and other days",
        ),
        pytest.param(["DTSTART;VALUE=DATE:20251225", "STATUS:CANCELLED"], [], id="cancelled"),
    ],
)
def test_all_day_events_are_holidays(lines: list[str], expected: list[str]) -> None:
    assert days(event(*lines)) == expected


def test_days_come_in_order_and_once_and_events_with_a_time_are_named() -> None:
    text = calendar(
        event("DTSTART;VALUE=DATE:20251226", "SUMMARY:Boxing day"),
        event("DTSTART;VALUE=DATE:20251225", "DURATION:P2D"),
        event("DTSTART:20250101T090000Z", "SUMMARY:Fair"),
    )
    found = holidays_of(text.encode(), *RANGE)
    assert found.days == (date(2025, 12, 25), date(2025, 12, 26))
    assert found.timed == ("Fair",)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("no calendar", id="no calendar"),
        pytest.param(calendar(event("SUMMARY:x")), id="no start"),
        pytest.param(calendar(event("DTSTART;VALUE=DATE:20251225", "DTEND;VALUE=DATE:20251225")), id="no length"),
        pytest.param(calendar(event("DTSTART;VALUE=DATE:20251225", "DTEND:20251226T000000Z")), id="ends with a time"),
        pytest.param(calendar(event("DTSTART;VALUE=DATE:20251225", "RRULE:FREQ=SECONDLY")), id="every second"),
        pytest.param(calendar(event("DTSTART;VALUE=DATE:2025", "SUMMARY:x")), id="no date"),
    ],
)
def test_what_is_no_calendar_of_days_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        holidays_of(text, *RANGE)
