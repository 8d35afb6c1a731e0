"""The main job through every door: agree, record what was delivered, judge, read the violation."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure

EXAMPLES = Path(__file__).parents[2] / "examples"


def terms_of(folder: str, scope: str) -> dict[str, Any]:
    """The shipped agreement, about entities of this test alone."""
    text = (EXAMPLES / folder / "sla.json").read_text("utf-8")
    return dict(json.loads(text.replace("boston/311", scope).replace("line/", f"{scope}/")))


def observations(scope: str) -> dict[str, Any]:
    text = (EXAMPLES / "updown" / "observations.json").read_text("utf-8")
    return dict(json.loads(text.replace('"line/', f'"{scope}/').replace('"2025-03/', f'"{scope}/')))


def boston(scope: str, count: int) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The first cases as the door takes them, and the city's verdict on each."""
    cases, verdicts = [], {}
    with gzip.open(EXAMPLES / "boston" / "cases.jsonl.gz", "rt", encoding="utf-8") as lines:
        for _, line in zip(range(count), lines, strict=False):
            case = json.loads(line)
            verdicts[case["externalId"]] = {"ONTIME": "met", "OVERDUE": "violated"}[case.pop("cityVerdict")]
            del case["cityDeadline"]
            cases.append(case | {"relatedEntity": [{"id": scope}]})
    return cases, verdicts


@pytest.mark.parametrize(
    ("rule", "verdict", "actual", "coverage"),
    [
        pytest.param("paris", "violated", "99.7577388964", "1", id="100 * 44472 / 44580"),
        pytest.param("lyon", "met", "99.9551368327", "1", id="100 * 44560 / 44580"),
        pytest.param("lille", "degraded", "99.8875393612", "0.99730821", id="100 * 44410 / 44460"),
    ],
)
def test_a_month_of_observations_is_judged(door: Door, rule: str, verdict: str, actual: str, coverage: str) -> None:
    scope = uuid4().hex
    sla = door.create("sla", terms_of("updown", scope))
    receipts = door.qos("RecordMeasurement", observations(scope))["receipt"]
    assert [receipt["status"] for receipt in receipts] == ["recorded"] * 3
    answer = door.qos("CreateAssessment", {"slaId": str(sla.id), "ruleId": rule, "at": "2025-03-15T12:00:00Z"})
    judged = answer["assessment"]
    assert (judged["verdict"], judged["state"]) == (verdict, "final")
    assert (judged["actualValue"], judged["coverage"]) == (actual, coverage)
    assert answer["verdictCount"] == [{"verdict": verdict, "state": "final", "count": 1}]
    [read] = door.judged(f"slaId={sla.id}")
    assert (read["id"], read["evidence"]) == (judged["id"], judged["evidence"])
    assert door.find("slaViolation", f"sla.id={sla.id}")[1] == (verdict == "violated")


def test_a_violation_is_read_as_tmf623_writes_it(door: Door) -> None:
    scope = uuid4().hex
    sla = door.create("sla", terms_of("updown", scope))
    door.qos("RecordMeasurement", observations(scope))
    request = {"slaId": str(sla.id), "ruleId": "paris", "at": "2025-03-15T12:00:00Z"}
    judged = door.qos("CreateAssessment", request)["assessment"]
    found = door.retrieve("slaViolation", judged["violationId"])
    told = found.violation
    assert (found.sla.id, found.sla.name) == (str(sla.id), "Three access lines")
    assert [party.role for party in found.related_party] == ["SLAProvider", "SLAConsumer"]
    assert (told.unit, told.reference_value, told.operator, told.tolerance) == ("%", "99.9", ".ge", "0.05")
    assert (told.actual_value, told.consequence) == ("99.7577388964", "https://www.example.com/contract/clause/7")
    assert told.violation_average == "35.7142857143"  # 100 * (168 - 108) / 168 minutes
    assert (told.rule.id, told.attachment.id) == ("paris", judged["id"])
    assert told.attachment.href.endswith(f"/assessment/{judged['id']}/evidence")


def test_judging_again_says_the_same_and_stores_nothing(door: Door) -> None:
    scope = uuid4().hex
    sla = door.create("sla", terms_of("updown", scope))
    door.qos("RecordMeasurement", observations(scope))
    assert {receipt["status"] for receipt in door.qos("RecordMeasurement", observations(scope))["receipt"]} == {
        "repeated"
    }
    request = {"slaId": str(sla.id), "ruleId": "paris", "at": "2025-03-15T12:00:00Z"}
    first, again = door.qos("CreateAssessment", request), door.qos("CreateAssessment", request)
    assert (first["stored"], again["stored"]) == (1, 0)
    assert first["assessment"] == again["assessment"]
    assert door.find("slaViolation", f"sla.id={sla.id}")[1] == 1


def test_cases_of_the_city_get_the_citys_verdicts(door: Door) -> None:
    scope = uuid4().hex
    sla = door.create("sla", terms_of("boston", scope))
    cases, verdicts = boston(scope, 400)
    recorded = door.qos("RecordCase", {"source": scope, "case": cases})
    assert recorded["recorded"] == 400
    assert door.qos("RecordCase", {"source": scope, "case": cases})["repeated"] == 400
    counted: Counter[str] = Counter()
    for rule in sla.rule:
        answer = door.qos("CreateAssessment", {"slaId": str(sla.id), "ruleId": rule.id})
        counted.update({each["verdict"]: each["count"] for each in answer["verdictCount"]})
    assert counted == Counter(verdicts.values())
    judged = {each["subject"].rpartition("/")[2]: each["verdict"] for each in door.judged(f"slaId={sla.id}")}
    assert judged == verdicts
    assert door.find("slaViolation", f"sla.id={sla.id}")[1] == counted["violated"]


def test_a_rule_of_other_metrics_is_kept_and_says_why_it_is_not_assessable(door: Door) -> None:
    rate = {"id": "rate", "metric": "http://metrics.example/rate", "unit": "kbps", "referenceValue": "1024"}
    sla = door.create("sla", {"name": "Rate", "rule": [rate | {"operator": ".ge", "tolerance": "0.20"}]})
    judged = door.qos("CreateAssessment", {"slaId": str(sla.id), "ruleId": "rate"})["assessment"]
    assert judged["verdict"] == "notAssessable"
    assert "http://metrics.example/rate" in judged["reason"]


@pytest.mark.parametrize(
    ("method", "body", "reason"),
    [
        pytest.param("RecordMeasurement", {}, "MISSING_ATTRIBUTE", id="no batch"),
        pytest.param(
            "RecordMeasurement",
            {
                "batch": [
                    {"source": "s", "object": "o", "stateChange": [{"time": "2026-01-01T00:00:00Z", "state": "on"}]}
                ]
            },
            "INVALID_VALUE",
            id="no such state",
        ),
        pytest.param(
            "RecordCase",
            {
                "source": "s",
                "case": [
                    {
                        "externalId": "1",
                        "creationDate": "2026-01-02T00:00:00Z",
                        "resolutionDate": "2026-01-01T00:00:00Z",
                    }
                ],
            },
            "PERIOD_REVERSED",
            id="resolved before it was opened",
        ),
        pytest.param("CreateAssessment", {"slaId": "9007199254740991", "ruleId": "r"}, "NOT_FOUND", id="no agreement"),
    ],
)
def test_a_wrong_request_is_refused_alike(door: Door, method: str, body: dict[str, Any], reason: str) -> None:
    with pytest.raises(Failure) as refused:
        door.qos(method, body)
    assert refused.value.reason == reason
