"""The schema of a rule's spec and the service agree: what the schema accepts makes sense, or is refused as a whole.

A value the schema accepts is never a malformed one to the service (400): what is left to refuse is what attributes
mean together (422). And what the service calls malformed the schema does not accept.
"""

import json
from contextlib import suppress
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from google.protobuf import json_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

import openapi_documents as api
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.errors import Invalid, Refused
from tmf623.service import terms

SPEC = {"$ref": "#/components/schemas/RuleSpecInput"}
PATH = "/spec"
PARTS: dict[str, Any] = {"combination": "all"}


def validator() -> jsonschema_rs.Draft4Validator:
    return jsonschema_rs.Draft4Validator(api.executable("v4", SPEC), validate_formats=True)


def specs() -> st.SearchStrategy[dict[str, Any]]:
    """Specs the schema accepts."""
    document = json.loads(json.dumps(api.document("v4")))
    body = {"required": True, "content": {"application/json": {"schema": SPEC}}}
    document["paths"] = {PATH: {"post": {"requestBody": body, "responses": {"200": {"description": "."}}}}}
    operation = schemathesis.openapi.from_dict(document)[PATH]["POST"]
    drawn = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    strategy: st.SearchStrategy[dict[str, Any]] = drawn.map(lambda case: case.body)
    return strategy.filter(lambda spec: isinstance(spec, dict))


def agreement(spec: dict[str, Any]) -> Sla:
    rules = [
        {"id": "r", "metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99", "spec": spec}
    ]
    others = [{"id": "up", "spec": {"@type": "Availability"}}, {"id": "down", "spec": {"@type": "Timeslices"}}]
    return json_format.ParseDict({"name": "Line", "rule": rules + others}, Sla(id=7))


def without_nulls(value: Any) -> Any:
    """The value as the codec reads it: null is absent."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(specs())
def test_what_the_schema_accepts_is_not_malformed(spec: dict[str, Any]) -> None:
    sla = agreement(without_nulls(spec))
    with suppress(Refused):
        terms.check(sla)
        with suppress(terms.Unreadable):
            terms.terms_of(sla, sla.rule[0])


@pytest.mark.parametrize(
    "spec",
    [
        {"@type": "Guess"},
        {"conformancePeriod": "fortnight"},
        {"anchorDay": 0},
        {"anchorDay": 32},
        {"conformancePeriod": "rolling", "rolling": {"length": "PT1H"}},
        {"conformancePeriod": "rolling", "rolling": {"length": "P0D"}},
        {"conformancePeriod": "rolling", "rolling": {}},
        {"updateInterval": "P1M"},
        {"updateInterval": "PT0S"},
        {"updateInterval": "P1W2D"},
        {"graceTimes": -1},
        {"minSample": -1},
        {"warningTarget": "much"},
        {"rounding": {"scale": 11}},
        {"rounding": {"mode": "floor"}},
        {"outage": {"minQualifying": "5 minutes"}},
        {"outage": {"impactWeight": [{"impact": "2", "weight": "1"}]}},
        {"outage": {"impactWeight": [{"impact": "0.5"}]}},
        {"sources": {}},
        {"sources": {"policy": "quorum", "quorum": 0}},
        {"percentile": {"p": "0"}},
        {"percentile": {"p": "100.1"}},
        {"percentile": {}},
        {"composite": {"combination": "all", "part": []}},
        {"composite": {"part": [{"rule": "up"}]}},
        {"composite": {"combination": "weighted", "part": [{"rule": "up", "weight": "0"}]}},
        {"target": [{"priority": ["1"]}]},
        {"target": [{"target": "-1"}]},
        {"mef": {"consecutive": 0}},
        {"mef": {"lossThreshold": "1.1"}},
        {"population": {"attribute": [{"name": "x", "value": []}]}},
        {"population": {"excluded": [{"category": "noAccess", "attribute": []}]}},
    ],
    ids=json.dumps,
)
def test_what_is_malformed_fits_neither_the_schema_nor_the_service(spec: dict[str, Any]) -> None:
    assert not validator().is_valid(spec)
    with pytest.raises(Invalid) as invalid:
        terms.check(agreement(spec))
    assert (invalid.value.attribute or "").startswith("rule[0].spec")


@pytest.mark.parametrize(
    ("spec", "attribute"),
    [
        ({"anchorDay": 5}, "anchorDay"),
        ({"conformancePeriod": "rolling"}, "rolling"),
        ({"rolling": {"length": "P30D"}}, "rolling"),
        ({"missingData": "carryForward"}, "carryForwardMax"),
        ({"carryForwardMax": "PT1H"}, "carryForwardMax"),
        ({"graceTimes": 2}, "graceTimes"),
        ({"object": "a", "objects": ["b"]}, "objects"),
        ({"objects": ["a", "a"]}, "objects[1]"),
        ({"outage": {"quantumRounding": "floor"}}, "outage.quantumRounding"),
        ({"outage": {"endAt": "caseClosed"}}, "outage.endAt"),
        (
            {"outage": {"impactWeight": [{"impact": "0.5", "weight": "1"}, {"impact": "0.5", "weight": "1"}]}},
            "outage.impactWeight[1].impact",
        ),
        (
            {"outage": {"impactWeight": [{"impact": "1", "weight": "0.4"}, {"impact": "0.5", "weight": "0.5"}]}},
            "outage.impactWeight[0].weight",
        ),
        ({"sources": {"policy": "quorum"}}, "sources.quorum"),
        ({"sources": {"policy": "worst", "quorum": 2}}, "sources.quorum"),
        ({"sources": {"policy": "priority"}}, "sources.source"),
        ({"sources": {"policy": "worst", "source": ["a", "a"]}}, "sources.source"),
        ({"exclusionPolicy": {"budgetCategory": ["plannedMaintenance"]}}, "exclusionPolicy.budgetCategory"),
        ({"@type": "Ratio", "ratio": {"style": "counts", "numeratorMetric": "a"}}, "ratio.denominatorMetric"),
        ({"@type": "Ratio", "ratio": {"style": "samplesInTarget"}}, "ratio.target"),
        ({"@type": "Ratio", "ratio": {"operator": ".ge"}}, "ratio.operator"),
        ({"@type": "EventDuration", "target": [{"target": "4", "unit": "%"}]}, "target[0].unit"),
        ({"@type": "EventDuration", "target": [{"target": "4", "unit": "businessHour"}]}, "target[0].unit"),
        ({"@type": "EventDuration", "target": [{"target": "4", "calendarRef": "x"}]}, "target[0].calendarRef"),
        ({"@type": "Percentile"}, "percentile"),
        ({"@type": "Composite"}, "composite"),
        (
            {"@type": "Composite", "composite": {"combination": "all", "part": [{"rule": "x"}]}},
            "composite.part[0].rule",
        ),
        (
            {"@type": "Composite", "composite": {"combination": "all", "part": [{"rule": "r"}]}},
            "composite.part[0].rule",
        ),
        (
            {"@type": "Composite", "composite": {"combination": "all", "part": [{"rule": "up"}, {"rule": "up"}]}},
            "composite.part[1].rule",
        ),
        (
            {"@type": "Composite", "composite": {"combination": "all", "part": [{"rule": "up", "weight": "1"}]}},
            "composite.part[0].weight",
        ),
        ({"@type": "Availability", "availableRule": "down"}, "availableRule"),
        ({"@type": "Availability", "interval": {"length": "PT1M"}}, "interval"),
        ({"@type": "Availability", "population": {"priority": ["1"]}}, "population"),
        ({"@type": "Availability", "minSample": 3}, "minSample"),
        ({"@type": "Availability", "sources": {"policy": "pooled"}}, "sources.policy"),
        ({"@type": "Timeslices", "pooling": "anyDown"}, "pooling"),
        ({"@type": "MefAvailability", "interval": {"target": "1"}}, "interval.target"),
        ({"@type": "IntervalAverage", "interval": {"total": "all"}}, "interval.total"),
        (
            {"@type": "Composite", "minCoverage": "1", "composite": PARTS | {"part": [{"rule": "up"}]}},
            "minCoverage",
        ),
        ({"@type": "Timeslices", "outage": {"deductible": "PT1M"}}, "outage"),
    ],
    ids=json.dumps,
)
def test_attributes_that_contradict_each_other_are_refused_by_name(spec: dict[str, Any], attribute: str) -> None:
    assert validator().is_valid(spec)
    with pytest.raises(Refused) as refused:
        terms.check(agreement(spec))
    assert refused.value.attribute == f"rule[0].spec.{attribute}"


def test_rules_that_lead_back_to_each_other_are_refused() -> None:
    def composite(other: str) -> dict[str, Any]:
        return {"@type": "Composite", "composite": {"combination": "all", "part": [{"rule": other}]}}

    rules = [{"id": "a", "spec": composite("b")}, {"id": "b", "spec": composite("a")}]
    with pytest.raises(Refused, match="leads back"):
        terms.check(json_format.ParseDict({"name": "Line", "rule": rules}, Sla()))
