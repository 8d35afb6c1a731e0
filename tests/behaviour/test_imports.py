"""Agreements written elsewhere come in through every door, whole or with what is missing named."""

import json
from typing import Any

import pytest

from doors import Door, Failure
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import message_of

SLI = """
apiVersion: openslo/v1
kind: SLI
metadata: {name: checkout-errors, displayName: Checkout errors}
spec:
  ratioMetric:
    counter: true
    good: {metricSource: {metricSourceRef: prom, type: Prometheus, spec: {query: 'good_total'}}}
    total: {metricSource: {metricSourceRef: prom, type: Prometheus, spec: {query: 'all_total'}}}
---
apiVersion: openslo/v1
kind: DataSource
metadata: {name: prom}
spec: {type: Prometheus, connectionDetails: {token: secret-token}}
---
"""


NOON = "{duration: 1M, calendar: {startTime: 2024-01-01 12:00:00, timeZone: UTC}}"


def slo(method: str, objective: str, window: str = "{duration: 28d, isRolling: true}", **more: str) -> str:
    extra = "".join(f"\n  {key}: {value}" for key, value in more.items())
    indicator = "" if "indicator" in more else "\n  indicatorRef: checkout-errors"
    return f"""{SLI}apiVersion: openslo/v1
kind: SLO
metadata: {{name: checkout, displayName: Checkout works, labels: {{team: shop}}}}
spec:
  description: Customers can pay.
  service: shop{indicator}
  timeWindow: [{window}]
  budgetingMethod: {method}{extra}
  objectives: [{objective}]
"""


def sent(door: Door, content: str, format: str = "openslo", **more: Any) -> dict[str, Any]:
    return door.qos("CreateSlaImport", {"format": format, "content": content} | more)


def imported(door: Door, content: str, format: str = "openslo", **more: Any) -> Any:
    answer = sent(door, content, format, **more)
    assert [sorted(each) for each in answer["sla"]] == [["document", "href", "id", "name"]]
    [made] = answer["sla"]
    assert made["href"].endswith(f"/sla/{made['id']}")
    return message_of(Sla, json.loads(made["document"]))


def test_occurrences_of_a_rolling_window(door: Door) -> None:
    sla = imported(door, slo("Occurrences", "{displayName: Most, target: 0.9995}"))
    assert (sla.name, sla.description, [entity.id for entity in sla.scope]) == (
        "Checkout works",
        "Customers can pay.",
        ["shop"],
    )
    [rule] = sla.rule
    assert (rule.id, rule.metric, rule.operator, rule.reference_value, rule.unit) == (
        "checkout",
        "checkout-errors",
        ".ge",
        "99.95",
        "%",
    )
    spec = rule.spec
    assert (spec.at_type, spec.ratio.style) == ("Ratio", "goodTotal")
    assert (spec.conformance_period, spec.rolling.length) == ("rolling", "P28D")
    kept = rule.extension.fields["openSlo"].struct_value.fields
    assert kept["labels"].struct_value.fields["team"].string_value == "shop"
    assert "good_total" in str(kept["indicator"])
    assert kept["displayName"].string_value == "Most"


@pytest.mark.parametrize(
    ("window", "period", "anchor"),
    [
        ("{duration: 1M, calendar: {startTime: 2024-01-01 00:00:00, timeZone: America/New_York}}", "calendarMonth", 0),
        ("{duration: 1M, calendar: {startTime: 2024-01-15 00:00:00, timeZone: America/New_York}}", "billingMonth", 15),
        ("{duration: 1Q, calendar: {startTime: 2024-04-01 00:00:00, timeZone: America/New_York}}", "quarter", 0),
        ("{duration: 1Y, calendar: {startTime: 2024-01-01 00:00:00, timeZone: America/New_York}}", "year", 0),
        ("{duration: 1w, calendar: {startTime: 2024-01-01 00:00:00, timeZone: America/New_York}}", "isoWeek", 0),
        ("{duration: 1d, calendar: {startTime: 2024-01-03, timeZone: America/New_York}, isRolling: false}", "day", 0),
    ],
)
def test_windows_that_follow_a_calendar(door: Door, window: str, period: str, anchor: int) -> None:
    sla = imported(door, slo("Occurrences", "{targetPercent: 99.9}", window))
    assert (sla.time_zone, sla.rule[0].spec.conformance_period) == ("America/New_York", period)
    assert sla.rule[0].spec.anchor_day == anchor
    assert sla.valid_for.start_date_time.ToJsonString().endswith(("T05:00:00Z", "T04:00:00Z"))


@pytest.mark.parametrize(
    ("method", "objective", "expected"),
    [
        (
            "Timeslices",
            "{target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 5}",
            ("Timeslices", "PT5M", "all", ".ge", "0.95"),
        ),
        ("RatioTimeslices", "{target: 0.99, timeSliceWindow: 1h}", ("IntervalAverage", "PT1H", "", "", "")),
    ],
)
def test_time_slices_of_ratios(door: Door, method: str, objective: str, expected: tuple[str, ...]) -> None:
    spec = imported(door, slo(method, objective)).rule[0].spec
    cut = spec.interval
    assert (spec.at_type, cut.length, cut.total, cut.operator, cut.target) == expected


THRESHOLD = "{metadata: {name: latency}, spec: {thresholdMetric: {metricSource: {type: Prometheus, spec: {query: p}}}}}"


@pytest.mark.parametrize(
    ("method", "objective", "expected"),
    [
        ("Occurrences", "{op: lte, value: 0.3, target: 0.9}", ("Ratio", ".le", "0.3", "")),
        ("Timeslices", "{op: lt, value: 2e1, target: 0.9, timeSliceWindow: 1m}", ("Timeslices", ".lt", "20", "mean")),
        (
            "Timeslices",
            "{op: gte, value: 5, target: 0.9, timeSliceWindow: 1m, timeSliceTarget: 1.0}",
            ("Timeslices", ".ge", "5", "min"),
        ),
    ],
)
def test_thresholds_of_inline_indicators(door: Door, method: str, objective: str, expected: tuple[str, ...]) -> None:
    rule = imported(door, slo(method, objective, indicator=THRESHOLD)).rule[0]
    cut = rule.spec.interval if method == "Timeslices" else rule.spec.ratio
    aggregation = rule.spec.interval.aggregation
    assert (rule.spec.at_type, cut.operator, cut.target, aggregation) == expected
    assert rule.metric == "latency"


def test_each_objective_is_a_rule(door: Door) -> None:
    sla = imported(door, slo("Occurrences", "{target: 0.9}, {targetPercent: 99.9}"))
    assert [(rule.id, rule.reference_value) for rule in sla.rule] == [("checkout-1", "90"), ("checkout-2", "99.9")]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (slo("Occurrences", "{target: 0.9, compositeWeight: 2}"), "compositeWeight"),
        (slo("Occurrences", "{target: 0.9}", errorBudgetPolicy="{burn: 1}"), "errorBudgetPolicy"),
        (slo("Occurrences", "{target: 0.9}", "{duration: 1M, isRolling: true}"), "duration"),
        (slo("Occurrences", "{target: 0.9}", "{duration: 28d}"), "isRolling"),
        (
            slo(
                "Occurrences",
                "{target: 0.9}",
                "{duration: 1M, calendar: {startTime: 2024-01-01 12:30:00, timeZone: UTC}}",
            ),
            "calendar",
        ),
        (
            slo(
                "Timeslices",
                "{op: lt, value: 1, target: 0.9, timeSliceWindow: 1m, timeSliceTarget: 0.5}",
                indicator=THRESHOLD,
            ),
            "timeSliceTarget",
        ),
    ],
)
def test_what_cannot_be_imported_is_named_and_refused_unless_left_out_on_purpose(
    door: Door, content: str, path: str
) -> None:
    with pytest.raises(Failure, match=path):
        sent(door, content)
    answer = sent(door, content, partial=True)
    assert any(path in note["path"] for note in answer["unsupported"])
    assert door.find("sla", f"id={answer['sla'][0]['id']}", limit=0)[1] == 1


def test_secrets_are_left_out_and_told(door: Door) -> None:
    answer = sent(door, slo("Occurrences", "{target: 0.9}"))
    assert any(note["path"].endswith("connectionDetails") for note in answer["leftOut"])
    assert "secret-token" not in json.dumps(answer)


@pytest.mark.parametrize(
    "content",
    [
        "a: [",
        "just text",
        "[1, 2]",
        "a: &x 1\nb: *x",
        "a: 1\na: 2",
        "[" * 3000,
        SLI,
        slo("Sometimes", "{target: 0.9}"),
        slo("Occurrences", "{target: 0.9, targetPercent: 90}"),
        slo("Occurrences", "{target: much}"),
        slo("Occurrences", "{target: 0.9}").replace("openslo/v1", "openslo/v1alpha"),
        slo("Occurrences", "{target: 0.9}").replace("indicatorRef: checkout-errors", "indicatorRef: other"),
        slo("Occurrences", "{target: 0.9}", "{duration: 1M, calendar: {startTime: soon, timeZone: UTC}}"),
        slo("Occurrences", "{target: 0.9}", "{duration: 1M, calendar: {startTime: 2024-01-01, timeZone: Mars}}"),
        slo("Timeslices", "{target: 0.9, timeSliceTarget: 0.9}"),
    ],
)
def test_what_is_no_openslo_is_refused(door: Door, content: str) -> None:
    with pytest.raises(Failure) as refused:
        sent(door, content)
    assert refused.value.status in {"422", "FAILED_PRECONDITION"}


def test_a_dry_run_stores_nothing(door: Door) -> None:
    answer = sent(door, slo("Occurrences", "{target: 0.9}").replace("Checkout works", "Only tried"), dryRun=True)
    [tried] = answer["sla"]
    assert json.loads(tried["document"])["name"] == "Only tried"
    assert "id" not in tried
    assert door.find("sla", "name=Only%20tried")[1] == 0


OBJECTIVE: dict[str, Any] = {
    "id": "o-1",
    "name": "Availability",
    "conformanceComparator": ">=",
    "conformanceTarget": "99.9",
    "toleranceTarget": "0.05",
    "thresholdTarget": "99.95",
    "tolerancePeriod": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2026-01-01T00:10:00Z"},
    "conformancePeriod": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2027-01-01T00:00:00Z"},
    "serviceLevelObjectiveParameter": {"name": "availability", "parameterType": "KQI"},
    "serviceLevelObjectiveConsequence": [{"prescribedAction": "https://contract.example/7"}],
}


def test_a_tmf657_objective_is_a_rule(door: Door) -> None:
    sla = imported(door, json.dumps(OBJECTIVE), "tmf657", scope=[{"id": "line"}])
    [rule] = sla.rule
    assert (rule.id, rule.metric, rule.operator, rule.reference_value, rule.tolerance, rule.consequence) == (
        "o-1",
        "availability",
        ">=",
        "99.9",
        "0.05",
        "https://contract.example/7",
    )
    spec = rule.spec
    assert (spec.warning_target, spec.tolerance_period, spec.conformance_period) == ("99.95", "PT10M", "wholeContract")
    assert sla.valid_for.end_date_time.ToJsonString() == "2027-01-01T00:00:00Z"


def test_a_tmf657_specification_has_its_objectives_in_it_or_beside_it(door: Door) -> None:
    plain = {key: value for key, value in OBJECTIVE.items() if not key.endswith("Period")}
    related = [{"id": "o-1", "@referredType": "ServiceLevelObjective"}, {**plain, "id": "o-2"}]
    specification = {"name": "Gold", "description": "All gold.", "relatedServiceLevelObjective": related}
    sla = imported(door, json.dumps([specification, plain]), "tmf657")
    assert (sla.name, [rule.id for rule in sla.rule]) == ("Gold", ["o-1", "o-2"])
    with pytest.raises(Failure, match="no such objective"):
        sent(door, json.dumps(specification), "tmf657")


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"graceTimes": "2"}, "graceTimes"),
        (
            {"serviceLevelObjectiveConsequence": [{"prescribedAction": "a"}, {"prescribedAction": "b"}]},
            "prescribedAction",
        ),
        ({"tolerancePeriod": {"endDateTime": "2026-01-01T00:00:00Z"}}, "tolerancePeriod"),
        ({"somethingElse": 1}, "somethingElse"),
    ],
)
def test_what_a_rule_cannot_say_is_named(door: Door, more: dict[str, Any], path: str) -> None:
    with pytest.raises(Failure, match=path):
        sent(door, json.dumps(OBJECTIVE | more), "tmf657")


def test_what_is_exported_comes_back_as_it_was(door: Door) -> None:
    rules = [
        {"id": "up", "metric": "availability", "unit": "%", "operator": "GREATER_EQUAL", "referenceValue": "99.50",
         "tolerance": "", "spec": {"@type": "Availability", "warningTarget": "99.9", "minCoverage": "0.9",
                                   "updateInterval": "PT5M", "graceTimes": 3}},
        {"id": "text", "referenceValue": "available", "@type": "Odd", "@schemaLocation": "urn:odd"},
    ]  # fmt: skip
    sla = door.create("sla", {"name": "Line", "description": "One line.", "rule": rules})
    content = door.qos("CreateSlaExport", {"slaId": str(sla.id)})["content"]
    back = imported(door, content, "tmf657")
    assert (back.name, back.description, list(back.rule)) == (sla.name, sla.description, list(sla.rule))
    one = json.loads(door.qos("CreateSlaExport", {"slaId": str(sla.id), "ruleId": "up"})["content"])
    [objective] = one["relatedServiceLevelObjective"]
    assert (objective["conformanceTarget"], objective["thresholdTarget"], objective["graceTimes"]) == (
        "99.50",
        "99.9",
        "3",
    )


def test_a_tmf651_agreement_gives_parties_validity_and_scope(door: Door) -> None:
    agreement = {
        "name": "Access for Example Ltd",
        "agreementType": "commercial",
        "version": "1",
        "status": "observed",
        "agreementPeriod": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2027-01-01T00:00:00Z"},
        "engagedParty": [{"id": "7", "role": "SLAConsumer", "name": "Example Ltd", "@referredType": "Organization"}],
        "agreementAuthorization": [
            {"date": "2025-12-01T00:00:00Z", "state": "approved", "signatureRepresentation": "ink"},
            {"date": "2025-12-03T00:00:00Z", "state": "approved"},
        ],
        "agreementItem": [
            {
                "product": [{"id": "line/7", "name": "Line"}],
                "productOffering": [{"id": "42"}],
                "termOrCondition": [{"id": "t1", "description": "Lines are repaired soon."}],
            }
        ],
    }
    sla = imported(door, json.dumps(agreement), "tmf651")
    assert (sla.name, sla.version, sla.state, sla.approved) == ("Access for Example Ltd", "1", "observed", True)
    assert sla.approval_date.ToJsonString() == "2025-12-03T00:00:00Z"
    assert [(entity.id, entity.at_referred_type) for entity in sla.scope] == [
        ("line/7", "Product"),
        ("42", "ProductOffering"),
    ]
    assert [(rule.id, rule.metric) for rule in sla.rule] == [("t1", "Lines are repaired soon.")]
    assert [(party.id, party.role) for party in sla.related_party] == [("7", "SLAConsumer")]
    with pytest.raises(Failure, match="characteristic"):
        sent(door, json.dumps(agreement | {"characteristic": [{"name": "x", "value": "y"}]}), "tmf651")
