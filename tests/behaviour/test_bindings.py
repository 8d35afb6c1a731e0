"""Bindings: declared data, checked when it is declared, through every door."""

from typing import Any

import pytest

from doors import Door, Failure

GAUGE = {
    "name": "Probe of line 1",
    "protocol": "otlp",
    "metricName": "probe.up",
    "attribute": [
        {"name": "resource.service.name", "value": ["probe", "prober"]},
        {"name": "site", "pattern": "par-[0-9]+"},
        {"name": "env", "value": ["test"], "negated": True},
    ],
    "objectAttribute": "line",
    "source": "probes",
    "sourceAttribute": "site",
    "kind": "stateChange",
    "state": [
        {"atLeast": "0.99", "state": "up"},
        {"atLeast": "0.5", "below": "0.99", "state": "degraded", "impact": "0.25"},
        {"below": "0.5", "state": "down"},
    ],
}


def test_a_binding_is_kept_as_it_was_declared(door: Door) -> None:
    made = door.create("measurementBinding", GAUGE)
    again = door.retrieve("measurementBinding", made.id)
    assert again == made
    assert [matcher.name for matcher in made.attribute] == ["resource.service.name", "site", "env"]
    found, total = door.find("measurementBinding", f"protocol=otlp&metricName=probe.up&id={made.id}")
    assert (found, total) == ([made], 1)


def test_a_binding_is_changed_and_taken_back(door: Door) -> None:
    made = door.create("measurementBinding", GAUGE)
    assert door.patch("measurementBinding", made.id, {"metric": "reachability"}).metric == "reachability"
    replaced = door.update("measurementBinding", made.id, GAUGE | {"objectAttribute": None, "object": "line/1"})
    assert (replaced.object, replaced.HasField("object_attribute"), replaced.HasField("metric")) == (
        "line/1", False, False,
    )  # fmt: skip
    door.delete("measurementBinding", made.id)
    with pytest.raises(Failure, match="NOT_FOUND"):
        door.retrieve("measurementBinding", made.id)


@pytest.mark.parametrize(
    ("change", "reason", "word"),
    [
        pytest.param({"name": " "}, "MISSING_ATTRIBUTE", "name", id="no name"),
        pytest.param({"protocol": "snmp"}, "INVALID_VALUE", "snmp", id="a protocol there is not"),
        pytest.param({"kind": "event"}, "INVALID_VALUE", "event", id="a kind there is not"),
        pytest.param({"metricName": " "}, "RULE_REFUSED", "metricName", id="no metric"),
        pytest.param({"object": "line"}, "RULE_REFUSED", "objectAttribute", id="two objects"),
        pytest.param({"objectAttribute": " "}, "RULE_REFUSED", "object", id="no object"),
        pytest.param({"source": " "}, "RULE_REFUSED", "source", id="a blank source"),
        pytest.param({"factor": "0"}, "RULE_REFUSED", "factor", id="a factor of 0"),
        pytest.param({"factor": "-1"}, "RULE_REFUSED", "factor", id="a factor that turns everything round"),
        pytest.param({"factor": "1e9999"}, "INVALID_VALUE", "1e9999", id="a factor beyond all numbers"),
        pytest.param({"attribute": [{"name": "a", "pattern": "("}]}, "RULE_REFUSED", "pattern", id="no pattern"),
        pytest.param({"attribute": [{"name": "a"}]}, "RULE_REFUSED", "attribute[0]", id="a matcher of nothing"),
        pytest.param({"attribute": [{"value": ["a"]}]}, "MISSING_ATTRIBUTE", "name", id="a matcher of no name"),
        pytest.param(
            {"attribute": [{"name": "a", "value": ["1"], "pattern": "1"}]}, "RULE_REFUSED", "attribute[0]", id="both"
        ),
        pytest.param({"state": [{"value": "1"}]}, "INVALID_VALUE", "state", id="a mapping to no state"),
        pytest.param({"state": [{"state": "up"}]}, "RULE_REFUSED", "state[0]", id="a mapping of no value"),
        pytest.param({"state": [{"value": "on", "state": "up"}]}, "RULE_REFUSED", "on", id="a value that is no number"),
        pytest.param({"state": [{"value": "1", "state": "degraded"}]}, "RULE_REFUSED", "impact", id="degraded how far"),
        pytest.param(
            {"state": [{"value": "1", "state": "up", "impact": "0"}]}, "RULE_REFUSED", "impact", id="up how far"
        ),
        pytest.param({"kind": "sample"}, "RULE_REFUSED", "state", id="states of samples"),
        pytest.param({"kind": "goodTotal", "state": None}, "RULE_REFUSED", "good", id="a ratio of what"),
        pytest.param({"goodAtMost": "1"}, "RULE_REFUSED", "kind", id="a ratio that is none"),
        pytest.param({"protocol": "alarm", "kind": "sample", "state": None}, "RULE_REFUSED", "alarms", id="alarms"),
    ],
)
def test_a_binding_that_could_not_be_used_is_refused(
    door: Door, change: dict[str, Any], reason: str, word: str
) -> None:
    body = {name: value for name, value in (GAUGE | change).items() if value is not None}
    with pytest.raises(Failure) as refused:
        door.create("measurementBinding", body)
    assert refused.value.reason == reason
    assert word in str(refused.value)
