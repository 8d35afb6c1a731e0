"""Nothing a rule over samples or events says is passed over: what means nothing for it is refused by name."""

from typing import Any

import pytest
from google.protobuf import json_format

from tmf.sla.v1.sla_pb2 import Sla
from tmf623.errors import Refused
from tmf623.service import terms

TARGET = [{"target": "4", "unit": "h"}]


def check(kind: str, **spec: Any) -> None:
    rule = {"id": "r", "unit": "%", "spec": {"@type": kind, **spec}}
    terms.check(json_format.ParseDict({"name": "Line", "rule": [rule]}, Sla()))


@pytest.mark.parametrize(
    ("kind", "spec", "attribute"),
    [
        ("Ratio", {"ratio": {"style": "casesInTarget"}}, "target"),
        ("Ratio", {"target": TARGET}, "target"),
        ("Ratio", {"order": {"grace": "P1D"}}, "order"),
        ("Ratio", {"ratio": {"style": "ordersOnTime"}, "contact": {"formula": "F2"}}, "contact"),
        ("Ratio", {"ratio": {"style": "ordersOnTime"}, "clockStop": {}}, "clockStop"),
        ("Ratio", {"ratio": {"style": "contacts"}, "updateInterval": "PT1M"}, "updateInterval"),
        ("Ratio", {"population": {"priority": ["1"]}}, "population"),
        ("Ratio", {"minCoverage": "0.9"}, "updateInterval"),
        ("Ratio", {"missingData": "assumeGood"}, "missingData"),
        ("Ratio", {"missingData": "failClosed"}, "updateInterval"),
        ("Ratio", {"sources": {"policy": "worst"}}, "sources.policy"),
        ("Mean", {"quantity": "order"}, "quantity"),
        ("Mean", {"quantity": "contactWait", "weighting": "time"}, "weighting"),
        ("Percentile", {"quantity": "outageDuration", "percentile": {"p": "95"}}, "quantity"),
        ("Percentile", {"quantity": "caseDuration", "percentile": {"p": "95", "of": "variation"}}, "percentile.of"),
        ("Percentile", {"percentile": {"p": "95", "distance": "PT1S"}}, "percentile.distance"),
        ("Count", {"quantity": "caseDuration"}, "quantity"),
        ("Count", {"quantity": "total", "pooling": "anyDown"}, "pooling"),
    ],
)
def test_what_means_nothing_is_refused(kind: str, spec: dict[str, Any], attribute: str) -> None:
    with pytest.raises(Refused) as refused:
        check(kind, **spec)
    assert refused.value.attribute == f"rule[0].spec.{attribute}"


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("Ratio", {"minCoverage": "0.9", "updateInterval": "PT1M", "missingData": "failClosed"}),
        ("Ratio", {"ratio": {"style": "casesInTarget"}, "target": TARGET, "clockStop": {}, "minSample": 5}),
        ("Ratio", {"sources": {"policy": "priority", "source": ["a", "b"]}}),
        ("Mean", {"quantity": "outageDuration", "sources": {"policy": "worst"}, "missingData": "assumeBad"}),
        ("Mean", {"weighting": "time", "updateInterval": "PT1M"}),
        ("Percentile", {"percentile": {"p": "95", "of": "variation", "distance": "PT1S"}}),
        ("Count", {"quantity": "case", "population": {"countedBy": "resolved"}, "statusMeaning": {"dropped": ["x"]}}),
    ],
)
def test_what_means_something_is_taken(kind: str, spec: dict[str, Any]) -> None:
    check(kind, **spec)
