"""Maintenance windows out of iCalendar files: asked for once, and left alone when they were decided."""

from typing import Any

import pytest

from domain.written import span, us
from service.agreed import LINE
from service.bench import Bench
from tmf.sla.v1.exclusion_pb2 import Exclusion
from tmf623.contract.codec import message_of
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import EXCLUSION
from tmf623.domain.instants import DAY
from tmf623.errors import Invalid
from tmf623.query.criteria import Query
from tmf623.service import resources
from tmf623.service.exclusions import read
from tmf623.service.maintenance import Imported, Outcome, events_of, import_events

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//windows//EN\r\n"
SINGLE = ["UID:one@example", "SUMMARY:New firmware", "DTSTART:20260102T000000Z", "DTEND:20260102T030000Z"]
WEEKLY = [
    "UID:weekly@example",
    "DTSTART;TZID=Europe/Paris:20260104T010000",
    "DTEND;TZID=Europe/Paris:20260104T050000",
    "RRULE:FREQ=WEEKLY;BYDAY=SU",
    "EXDATE;TZID=Europe/Paris:20260111T010000",
]


def calendar(*events: list[str]) -> bytes:
    body = "".join("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]) for lines in events)
    return f"{HEAD}{body}END:VCALENDAR\r\n".encode()


def imported(bench: Bench, content: bytes, zone: str = "UTC", **more: Any) -> list[Imported]:
    said = {"category": "plannedMaintenance", "requestedBy": "Grace", "scope": {"object": ["line"]}} | more
    asked = message_of(Exclusion, said)
    return bench.store.write(lambda tx: import_events(tx, events_of(content), asked, zone))


def kept(bench: Bench) -> list[Any]:
    rows = bench.store.read(lambda tx: tx.resources.find(EXCLUSION, Query())).rows
    return [loaded(EXCLUSION, row) for row in rows]


def test_an_event_asks_for_an_exclusion(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    [outcome] = imported(bench, calendar(SINGLE), scope={"slaId": [sla]})
    [exclusion] = kept(bench)
    assert (outcome.event, outcome.outcome, outcome.exclusion_id) == ("one@example", Outcome.REQUESTED, exclusion.id)
    assert (exclusion.state, exclusion.reason, exclusion.requested_by) == ("requested", "New firmware", "Grace")
    assert (exclusion.source, exclusion.external_id) == ("icalendar", "one@example")
    assert read(exclusion).window == span("2026-01-02T00:00Z", "2026-01-02T03:00Z")


def test_a_series_keeps_its_local_hours_its_exceptions_and_what_replaces_one(bench: Bench) -> None:
    """18 January is moved to 22:00 on the 17th, 11 January is left out; 29 March loses an hour to the clocks."""
    moved = [
        "UID:weekly@example",
        "RECURRENCE-ID;TZID=Europe/Paris:20260118T010000",
        "DTSTART;TZID=Europe/Paris:20260117T220000",
        "DURATION:PT4H",
    ]
    assert [each.outcome for each in imported(bench, calendar(WEEKLY, moved))] == [Outcome.REQUESTED] * 2
    series, one = map(read, kept(bench))
    january = span("2026-01-01T00:00Z", "2026-02-01T00:00Z")
    assert [each.start for each in series.spans(january)] == [us("2026-01-04T00:00Z"), us("2026-01-25T00:00Z")]
    assert one.window == span("2026-01-17T21:00Z", "2026-01-18T01:00Z")
    [clocks] = series.spans(span("2026-03-28T00:00Z", "2026-03-30T00:00Z"))
    assert clocks == span("2026-03-29T00:00Z", "2026-03-29T03:00Z")


@pytest.mark.parametrize(
    ("lines", "zone", "window"),
    [
        (["DTSTART;VALUE=DATE:20260102"], "Europe/Paris", span("2026-01-01T23:00Z", "2026-01-02T23:00Z")),
        (["DTSTART;VALUE=DATE:20260102", "DTEND;VALUE=DATE:20260104"], "UTC", span("2026-01-02", "2026-01-04")),
        (
            ["DTSTART:20260102T010000", "DTEND:20260102T020000"],
            "Asia/Tokyo",
            span("2026-01-01T16:00", "2026-01-01T17:00"),
        ),
        (["DTSTART;VALUE=DATE:20260102", "DURATION:P2D"], "UTC", span("2026-01-02", "2026-01-04")),
    ],
)
def test_days_and_floating_times_are_those_of_the_zone(bench: Bench, lines: list[str], zone: str, window: Any) -> None:
    imported(bench, calendar(["UID:x", *lines]), zone)
    assert [read(each).window for each in kept(bench)] == [window]


def test_importing_again_changes_what_is_requested_and_leaves_decisions_alone(bench: Bench) -> None:
    def decide(state: str, by: str) -> None:
        def decided(before: Any) -> Any:
            after = Exclusion()
            after.CopyFrom(before)
            after.state = state
            setattr(after, by, "Ada")
            return after

        bench.store.write(lambda tx: resources.change(tx, EXCLUSION, id_, decided))

    [first] = imported(bench, calendar(SINGLE))
    id_ = str(first.exclusion_id)
    assert imported(bench, calendar(SINGLE))[0].outcome is Outcome.REPEATED
    longer = [line.replace("T030000Z", "T040000Z") for line in SINGLE]
    assert imported(bench, calendar(longer))[0].outcome is Outcome.CHANGED
    decide("approved", "approved_by")
    assert imported(bench, calendar(longer))[0].outcome is Outcome.REPEATED
    [outcome] = imported(bench, calendar(SINGLE))
    assert (outcome.outcome, outcome.exclusion_id) == (Outcome.DECIDED, first.exclusion_id)
    assert read(kept(bench)[0]).window.length == DAY // 6
    assert len(kept(bench)) == 1


@pytest.mark.parametrize(
    ("lines", "outcome", "said"),
    [
        ([*SINGLE, "STATUS:CANCELLED"], Outcome.CANCELLED, ""),
        ([*SINGLE, "RDATE:20260109T000000Z"], Outcome.REFUSED, "RDATE"),
        ([*SINGLE, "RRULE:FREQ=HOURLY"], Outcome.REFUSED, "HOURLY"),
        (SINGLE[1:], Outcome.REFUSED, "UID"),
        (["UID:x", "DTSTART:20260102T000000Z"], Outcome.REFUSED, "when the window ends"),
        (["UID:x", "DTEND:20260102T000000Z"], Outcome.REFUSED, "DTSTART"),
        (["UID:x", "DTSTART:20260102T000000Z", "DTEND:20260101T000000Z"], Outcome.REFUSED, "not after"),
        (["UID:x", "DTSTART;TZID=Mars/Base:20260102T000000", "DURATION:PT1H"], Outcome.REFUSED, "Mars/Base"),
    ],
)
def test_what_is_not_asked_for_is_told_and_the_rest_is(
    bench: Bench, lines: list[str], outcome: Outcome, said: str
) -> None:
    other = ["UID:two@example", *SINGLE[1:]]
    first, second = imported(bench, calendar(lines, other))
    assert (first.outcome, second.outcome) == (outcome, Outcome.REQUESTED)
    assert said in first.reason
    assert [each.external_id for each in kept(bench)] == ["two@example"]


@pytest.mark.parametrize("content", [b"", b"no calendar", calendar(), b"BEGIN:VCALENDAR\r\n", b"\xff\xfe"])
def test_a_file_without_events_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        events_of(content)
