"""The City of Boston's own verdicts on 8,850 service requests of 2015, and its deadlines."""

import gzip
import json
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.written import span, us
from tmf623.domain.calendar import Calendar, Hours, Weekday, round_the_clock
from tmf623.domain.instants import HOUR, MINUTE, SECOND, Interval
from tmf623.service.zones import zone

BOSTON = Path(__file__).parents[2] / "examples" / "boston"
TERMS = json.loads((BOSTON / "sla.json").read_text("utf-8"))
RULES = {rule["spec"]["population"]["ticketType"][0]: rule for rule in TERMS["rule"]}
each_type = pytest.mark.parametrize("ticket_type", sorted(RULES))


@cache
def cases() -> list[dict[str, Any]]:
    with gzip.open(BOSTON / "cases.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def city() -> Calendar:
    terms = TERMS["calendar"][0]
    hours = [Hours(Weekday(day), 8 * HOUR + 30 * MINUTE, 17 * HOUR) for day in terms["workingTime"][0]["day"]]
    return Calendar(zone(terms["timeZone"]), hours, [date.fromisoformat(day) for day in terms["holiday"]])


def rule_of(ticket_type: str) -> tuple[Calendar, int]:
    """The calendar of a type of request, and how many of its days the city takes at most."""
    rule = RULES[ticket_type]
    calendar = city() if rule["unit"] == "businessDay" else round_the_clock(zone(TERMS["timeZone"]))
    return calendar, int(rule["referenceValue"])


@each_type
def test_every_verdict_is_the_citys_own(ticket_type: str) -> None:
    calendar, days = rule_of(ticket_type)
    different = [
        case["externalId"]
        for case in cases()
        if case["ticketType"] == ticket_type
        and (calendar.days(span(case["creationDate"], case["resolutionDate"])) <= days)
        is not (case["cityVerdict"] == "ONTIME")
    ]
    assert different == []


@each_type
def test_every_deadline_is_the_citys_own_within_the_seconds_it_cuts(ticket_type: str) -> None:
    calendar, days = rule_of(ticket_type)
    apart = [
        abs((calendar.days_reached(us(case["creationDate"]), Fraction(days)) or 0) - us(case["cityDeadline"]))
        for case in cases()
        if case["ticketType"] == ticket_type
    ]
    assert max(apart) <= 77 * SECOND
    assert sum(seconds <= 60 * SECOND for seconds in apart) >= len(apart) - 4


def test_a_business_day_is_eight_and_a_half_hours_of_working_time() -> None:
    """The two definitions agree where all days are equal."""
    for case in cases():
        if RULES[case["ticketType"]]["unit"] == "businessDay":
            taken = span(case["creationDate"], case["resolutionDate"])
            assert city().days(taken) == Fraction(city().elapsed(taken), 8 * HOUR + 30 * MINUTE)


def test_the_last_working_instant_of_a_deadline_is_closing_time_although_it_says_the_next_opening() -> None:
    """Opened out of hours, due at an opening: resolved the evening before, as much working time has passed."""
    opened, deadline = us("2015-01-07T20:05:55-05:00"), us("2015-01-15T08:30:00-05:00")
    closing = us("2015-01-14T17:00:00-05:00")
    assert city().days_reached(opened, Fraction(5)) == deadline
    assert city().reached(opened, 5 * (8 * HOUR + 30 * MINUTE)) == closing
    assert city().days(Interval(opened, closing)) == city().days(Interval(opened, deadline)) == 5


def test_all_of_the_five_types_are_there() -> None:
    assert Counter((case["ticketType"], case["cityVerdict"]) for case in cases()) == {
        ("Building Inspection Request", "ONTIME"): 1334,
        ("Building Inspection Request", "OVERDUE"): 3199,
        ("Electrical", "ONTIME"): 807,
        ("Electrical", "OVERDUE"): 404,
        ("Rodent Activity", "ONTIME"): 1322,
        ("Rodent Activity", "OVERDUE"): 422,
        ("Unsafe Dangerous Conditions", "ONTIME"): 98,
        ("Unsafe Dangerous Conditions", "OVERDUE"): 1110,
        ("Mice Infestation - Residential", "ONTIME"): 151,
        ("Mice Infestation - Residential", "OVERDUE"): 3,
    }
