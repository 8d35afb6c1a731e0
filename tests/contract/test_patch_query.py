"""JSON Patch Query (TMF630) on a resource: what it selects, does and refuses."""

from typing import Any

import pytest

from contract import examples
from contract.examples import op, sla
from tmf.sla.v1.sla_pb2 import RelatedParty, Sla
from tmf623.contract.changes import (
    json_patch_queried,
)
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.kinds import SLA
from tmf623.errors import Conflict, Invalid, Reason, SlaError


def party(role: str, **more: str) -> dict[str, str]:
    return {"href": f"http://parties.example/{role}", "role": role, **more}


@pytest.mark.parametrize(
    ("operation", "parties"),
    [
        pytest.param(
            op("replace", "/relatedParty/role?relatedParty.role=EndUser", "User"),
            {3: {"href": "http://parties.example/EndUser", "role": "User"}},
            id="an attribute of the selected element",
        ),
        pytest.param(
            op("add", "/relatedParty/name?relatedParty.role=SLAConsumer", "ACME"),
            {1: party("SLAConsumer", name="ACME")},
            id="a new attribute",
        ),
        pytest.param(
            op("add", "/relatedParty/name?role=SLAConsumer", "ACME"),
            {1: party("SLAConsumer", name="ACME")},
            id="named from the element",
        ),
        pytest.param(op("remove", "/relatedParty?relatedParty.role=SLAAuditor"), {2: None}, id="the element itself"),
        pytest.param(
            op("replace", "/relatedParty?relatedParty.role=SLAAuditor", {"role": "x"}), {2: {"role": "x"}}, id="whole"
        ),
        pytest.param(
            op(
                "remove",
                "/relatedParty/href?relatedParty.role=EndUser&relatedParty.href=http%3A%2F%2Fparties.example%2FEndUser",
            ),
            {3: {"role": "EndUser"}},
            id="two conditions, escaped",
        ),
        pytest.param(
            op("add", "$.relatedParty[?(@.role=='SLAConsumer')].name", "ACME"),
            {1: party("SLAConsumer", name="ACME")},
            id="JSONPath, a new attribute",
        ),
        pytest.param(
            op("replace", "$.relatedParty[?@.role=='EndUser'].role", "User"),
            {3: {"href": "http://parties.example/EndUser", "role": "User"}},
            id="JSONPath, an attribute",
        ),
        pytest.param(
            op("remove", "$.relatedParty[?@.role!='EndUser']"), dict.fromkeys(range(3), None), id="JSONPath, several"
        ),
        pytest.param(op("remove", "/relatedParty/0"), {0: None}, id="a plain pointer"),
        pytest.param(op("add", "/relatedParty", {"role": "x"}), {4: {"role": "x"}}, id="an element for an array"),
        pytest.param(
            op("copy", "/relatedParty/name?role=EndUser", **{"from": "/relatedParty/role?role=EndUser"}),
            {3: party("EndUser", name="EndUser")},
            id="from the selected element",
        ),
    ],
)
def test_a_patch_query_changes_the_selected_parties(
    operation: dict[str, Any], parties: dict[int, dict[str, str] | None]
) -> None:
    changed = json_value(json_patch_queried(SLA, sla(), operation))
    before = dict(enumerate(map(party, examples.PARTIES)))
    assert changed["relatedParty"] == [value for value in (before | parties).values() if value is not None]


def test_every_selected_place_is_changed() -> None:
    changed: Any = json_patch_queried(SLA, sla(), [op("replace", "$.rule[*].unit", "%")])
    assert [rule.unit for rule in changed.rule] == ["%", "%"]


def test_an_addition_below_any_depth_replaces_what_is_there() -> None:
    changed: Any = json_patch_queried(SLA, sla(), [op("add", "$..unit", "%")])
    assert [rule.unit for rule in changed.rule] == ["%", "%"]


def test_removing_selected_elements_does_not_shift_the_others() -> None:
    message = Sla(related_party=[RelatedParty(role=role) for role in "abababababab"])
    changed: Any = json_patch_queried(SLA, message, op("remove", "/relatedParty?relatedParty.role=a"))
    assert [party.role for party in changed.related_party] == ["b"] * 6


def test_a_query_reaches_through_nested_arrays_and_booleans() -> None:
    value = {"@type": "t", "@schemaLocation": "s", "site": [{"up": True, "link": [{"n": 1}, {"n": 2}]}, {"up": False}]}
    message = message_of(Sla, value)
    changed = json_value(json_patch_queried(SLA, message, op("add", "/site/link/m?site.up=true&site.link.n=2", "x")))
    assert changed["site"][0]["link"] == [{"n": 1, "m": "x"}, {"n": 2, "m": "x"}]
    changed = json_value(json_patch_queried(SLA, message, op("remove", "/site/0/link?site.link.n=1")))
    assert changed["site"][0]["link"] == [{"n": 2}]


@pytest.mark.parametrize(
    ("operation", "error", "reason"),
    [
        pytest.param(op("remove", "/relatedParty?role=Nobody"), Conflict, Reason.STATE_CONFLICT, id="selects nothing"),
        pytest.param(op("remove", "$.relatedParty[9]"), Conflict, Reason.STATE_CONFLICT, id="JSONPath finds nothing"),
        pytest.param(op("test", "/relatedParty/role?role=EndUser", "x"), Conflict, Reason.PATCH_TEST_FAILED, id="test"),
        pytest.param(op("remove", "/relatedParty?role"), Invalid, Reason.INVALID_PATCH, id="no condition"),
        pytest.param(op("remove", "/relatedParty?=x"), Invalid, Reason.INVALID_PATCH, id="no attribute"),
        pytest.param(op("remove", "relatedParty?role=x"), Invalid, Reason.INVALID_PATCH, id="no slash"),
        pytest.param(op("remove", "$.["), Invalid, Reason.INVALID_PATCH, id="not JSONPath"),
        pytest.param(op("remove", "$[?match(@.role, '(a+)+$')]"), Invalid, Reason.INVALID_PATCH, id="regex"),
        pytest.param(op("remove", "$..*..*"), Invalid, Reason.INVALID_PATCH, id="two descents"),
        pytest.param(op("remove", "$.rule[?count($..*)>1]"), Invalid, Reason.INVALID_PATCH, id="root in a filter"),
        pytest.param(op("remove", f"$[?{'(' * 500}1{')' * 500}]"), Invalid, Reason.INVALID_PATCH, id="deep JSONPath"),
        pytest.param(op("remove", "$[99999999999999999999]"), Invalid, Reason.INVALID_PATCH, id="a huge index"),
        pytest.param(op("remove", "$.a | $.b"), Invalid, Reason.INVALID_PATCH, id="two paths"),
        pytest.param(op("remove", f"/{'x' * 2000}?a=b"), Invalid, Reason.INVALID_PATCH, id="too long"),
        pytest.param(op("replace", "$.id", "8"), Invalid, Reason.READ_ONLY_ATTRIBUTE, id="the server's id"),
        pytest.param(
            op("copy", "/name", **{"from": "/relatedParty/role?relatedParty.href=x"}),
            Conflict,
            Reason.STATE_CONFLICT,
            id="from nothing",
        ),
        pytest.param(
            op("copy", "/name", **{"from": "$.rule[*].id"}), Conflict, Reason.STATE_CONFLICT, id="from two places"
        ),
    ],
)
def test_a_patch_query_that_cannot_be_applied_is_refused(
    operation: dict[str, Any], error: type[SlaError], reason: Reason
) -> None:
    with pytest.raises(error) as caught:
        json_patch_queried(SLA, sla(), operation)
    assert caught.value.reason is reason
