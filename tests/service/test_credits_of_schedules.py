"""Each published schedule as a resource, judged and credited by the service for a case of its own."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import credit_cases as cases
from service.bench import Bench
from service.owing import Owing
from tmf.sla.v1.assessment_pb2 import Assessment
from tmf623.contract.kinds import ASSESSMENT, SLA
from tmf623.domain.credit.money import text_of
from tmf623.service import consequences, records, resources
from tmf623.service.timestamps import stamp, time_period

DEFECTIVE = {"illinois-83-732.30a-repair", "telus-wavelength-unprotected-lint"}
APPROVED = [name for name in cases.SCHEDULES if name not in DEFECTIVE]
OPERATORS = {True: ".ge", False: ".le"}


@pytest.fixture
def owing(bench: Bench) -> Owing:
    return Owing(bench.store, bench.clock)


def assessment(sla: Any, rule: Mapping[str, Any], found: Any, number: int) -> Assessment:
    """What the assessor would store for an attainment."""
    message = Assessment(
        sla_id=str(sla.id),
        rule_id="r",
        subject=f"s/{number}",
        verdict=found.verdict,
        state="final",
        reference_value=rule["referenceValue"],
        operator=OPERATORS[found.more_is_better],
        unit=found.unit,
        revision=1,
    )
    message.conformance_period.CopyFrom(time_period(found.period))
    if found.level is not None:
        message.actual_ratio = str(found.level)
    if found.in_scope:
        message.evidence.in_scope_us = str(found.in_scope)
    for outage in found.outages:
        message.evidence.outage.add(impact="1").period.CopyFrom(time_period(outage.span))
    if found.elapsed is not None:
        message.evidence.elapsed_us = str(found.elapsed)
    if found.due is not None:
        message.evidence.due.CopyFrom(stamp(found.due))
    return message


def calendar(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    days = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    hours = [{"day": days, "start": "00:00", "end": "24:00"}]
    return [{"id": "office", "workingTime": hours, "holiday": list(found.get("holiday", []))}]


KEYS = {"level", "elapsedHours", "due", "failingDays", "periodMinutes"}


def worked(case: Any) -> bool:
    credit = case["expected"].get("credit", "0")
    return credit.strip("0.") != "" and bool(case["found"].keys() & KEYS)


@pytest.mark.parametrize("name", APPROVED)
def test_a_published_schedule_is_approved_and_credits_its_cases_through_the_service(owing: Owing, name: str) -> None:
    schedule = cases.SCHEDULES[name]
    consequence = owing.consequence(**{"group": ""} | schedule["consequence"] | {"state": "approved"})
    chosen = [case for case in schedule["case"] if worked(case)]
    assert chosen
    for case in chosen[:: max(len(chosen) // 3, 1)]:
        rule = {**schedule["rule"], "id": "r", "consequence": f"consequence/{consequence}"}
        if "due" in case["found"]:
            rule["spec"] = {"@type": "EventDuration", "calendarRef": "office"}
        terms: dict[str, Any] = {"rule": [rule], "baseCharge": case["baseCharge"], "calendar": calendar(case["found"])}
        sla_id = owing.agree(**terms)
        stored = owing.store.read(lambda tx, one=sla_id: resources.retrieve(tx, SLA, one))
        sla = SLA.message.FromString(stored.message)
        sla.id = stored.id
        for number, found in enumerate(cases.attainments(schedule["rule"], case["found"])):
            if "failingDays" not in case["found"] or found.period.end <= cases.APRIL.end:
                judged = assessment(sla, schedule["rule"], found, number)

                def write(tx: Any, judged: Any = judged, sla: Any = sla) -> None:
                    row = records.add(tx, ASSESSMENT, judged)
                    judged.id = row.id
                    consequences.follow(tx, sla, sla.rule[0], judged, None)

                owing.store.write(write)
        owed = [one for one in owing.credits() if one.sla.id == sla_id]
        due = sum((cases.Fraction(one.due) for one in owed), cases.Fraction(0))
        assert text_of(due, schedule["consequence"]["currency"]) == case["expected"]["credit"], case["id"]
        assert all(line.step for one in owed for line in one.line)


def test_the_clock_of_these_tests_is_before_the_periods_they_judge(owing: Owing) -> None:
    april = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=cases.START)
    assert owing.clock.now < april
