"""The metric library through every door, and plain TMF623 rules that rest on it."""

from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure
from tmf623.service import metrics


def test_the_library_is_listed_and_read_by_any_name(door: Door) -> None:
    rows, total = door.find("metric")
    assert {row.name for row in rows} == set(metrics.METRICS)
    assert total == len(metrics.METRICS)
    [p99], _ = door.find("metric", "name=latencyP99")
    assert (p99.unit, p99.better, p99.spec.at_type, p99.spec.percentile.p) == ("ms", "lower", "Percentile", "99")
    assert door.retrieve("metric", p99.id).name == "latencyP99"
    for name in ("availability", "uptime", "Service-Availability"):
        assert door.retrieve("metric", name).name == "availability"


def test_what_is_no_metric_is_not_found(door: Door) -> None:
    for name in ("power", "0", "99999999"):
        with pytest.raises(Failure) as failure:
            door.retrieve("metric", name)
        assert failure.value.reason == "NOT_FOUND"


@pytest.mark.parametrize(
    ("rule", "verdict", "actual"),
    [
        pytest.param({"metric": "uptime", "referenceValue": "99", "operator": "GE"}, "violated", "90", id="uptime"),
        pytest.param(
            {"metric": "http://metrics.example/outage-count", "referenceValue": "2", "operator": "<="},
            "met",
            "2",
            id="outages",
        ),
        pytest.param(
            {"metric": "mtrs", "referenceValue": "60", "operator": ".le", "unit": "min"}, "violated", "72", id="mtrs"
        ),
    ],
)
def test_a_plain_rule_about_a_well_known_metric_is_judged(
    door: Door, rule: dict[str, Any], verdict: str, actual: str
) -> None:
    """Two outages of 72 minutes each in a day: 144 of 1440 minutes."""
    scope = uuid4().hex
    day = "2025-03-10T"
    changes = [("00:00", "up"), ("04:00", "down"), ("05:12", "up"), ("16:00", "down"), ("17:12", "up")]
    states = [{"time": f"{day}{time}:00Z", "state": state} for time, state in changes]
    door.qos("RecordMeasurement", {"batch": [{"source": "probe", "object": scope, "stateChange": states}]})
    sla = door.create(
        "sla",
        {
            "name": "Plain",
            "scope": [{"id": scope}],
            "validFor": {"startDateTime": f"{day}00:00:00Z", "endDateTime": "2025-03-11T00:00:00Z"},
            "rule": [rule | {"id": "r"}],
        },
    )
    answer = door.qos("CreateAssessment", {"slaId": str(sla.id), "ruleId": "r", "at": f"{day}12:00:00Z"})
    assert (answer["assessment"]["verdict"], answer["assessment"]["actualValue"]) == (verdict, actual)


def test_a_rule_over_intervals_and_a_composite_are_judged(door: Door) -> None:
    """Down for a minute and a half: two of ten minutes are bad; of both rules one is kept."""
    scope = uuid4().hex
    hour = "2025-03-10T00:"
    changes = [("00:00", "up"), ("03:30", "down"), ("05:00", "up")]
    states = [{"time": f"{hour}{time}Z", "state": state} for time, state in changes]
    door.qos("RecordMeasurement", {"batch": [{"source": "probe", "object": scope, "stateChange": states}]})

    def rule(name: str, reference: str, **spec: Any) -> dict[str, Any]:
        common = {"metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": reference}
        return common | {"id": name, "spec": {"conformancePeriod": "wholeContract", **spec}}

    both = {"combination": "all", "part": [{"rule": "up"}, {"rule": "minutes"}]}
    sla = door.create(
        "sla",
        {
            "name": "Minutes",
            "scope": [{"id": scope}],
            "validFor": {"startDateTime": f"{hour}00:00Z", "endDateTime": f"{hour}10:00Z"},
            "rule": [
                rule("up", "80", **{"@type": "Availability", "warningTarget": "90"}),
                rule("minutes", "85", **{"@type": "Timeslices"}),
                rule("both", "100", **{"@type": "Composite", "composite": both}),
            ],
        },
    )
    judged = {
        name: door.qos("CreateAssessment", {"slaId": str(sla.id), "ruleId": name, "at": f"{hour}05:00Z"})["assessment"]
        for name in ("up", "minutes", "both")
    }
    assert [(each["verdict"], each["actualValue"]) for each in judged.values()] == [
        ("warned", "85"),
        ("violated", "80"),
        ("violated", "0"),
    ]
    assert judged["minutes"]["evidence"]["budget"] == {"unit": "interval", "total": "1.5", "used": "2", "left": "-0.5"}
    assert [part["verdict"] for part in judged["both"]["evidence"]["part"]] == ["warned", "violated"]
