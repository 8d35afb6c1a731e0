"""Changes of a resource: merge patch, JSON Patch, JSON Patch Query, field mask; what they do and what they refuse."""

import copy
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct, Value
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import examples
from contract.drawn import ANY_JSON, DRAWN, messages
from tmf.sla.v1.sla_pb2 import RelatedParty, Rule, Sla, Template
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract import patches
from tmf623.contract.changes import (
    check_unknown_fields,
    json_patch_queried,
    json_patched,
    masked,
    merge_patched,
    stated_id,
)
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.kinds import KINDS, SLA, SLA_VIOLATION, Kind
from tmf623.errors import Conflict, Invalid, Reason, SlaError, TooLarge


def sla() -> Sla:
    message = message_of(Sla, examples.SLA)
    message.id = 7
    message.href = "/sla/7"
    return message


def violation() -> SlaViolation:
    return message_of(SlaViolation, {"id": 9, **examples.VIOLATION})


# --- merge patch -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_merge_patch_does_what_rfc_7396_appendix_a_shows(target: object, patch: object, result: object) -> None:
    before = copy.deepcopy(target)
    assert patches.merged(target, patch) == result
    assert target == before


@pytest.mark.parametrize(
    ("patch", "change"),
    [
        pytest.param({"description": "new"}, {"description": "new"}, id="replaces"),
        pytest.param({"state": "observed"}, {"state": "observed"}, id="adds"),
        pytest.param({"description": None}, {"description": None}, id="removes"),
        pytest.param({"approved": None}, {}, id="removing what is not there changes nothing"),
        pytest.param({"template": {"name": "n"}}, {"template": {**examples.SLA["template"], "name": "n"}}, id="merges"),
        pytest.param({"rule": [{"id": "only"}]}, {"rule": [{"id": "only"}]}, id="replaces an array whole"),
        pytest.param({"rule": []}, {"rule": None}, id="empties an array"),
        pytest.param({"id": 99, "href": "/elsewhere", "version": "2"}, {"version": "2"}, id="leaves id and href"),
        pytest.param({"id": None, "href": None}, {}, id="cannot remove id and href"),
        pytest.param({}, {}, id="nothing"),
    ],
)
def test_a_merge_patch_changes_the_resource(patch: dict[str, Any], change: dict[str, Any]) -> None:
    expected = {name: value for name, value in (json_value(sla()) | change).items() if value is not None}
    assert json_value(merge_patched(SLA, sla(), patch)) == expected


@pytest.mark.parametrize(
    ("patch", "reason", "attribute"),
    [
        (None, Reason.INVALID_PATCH, None),
        ([{"name": "x"}], Reason.INVALID_PATCH, None),
        ("x", Reason.INVALID_PATCH, None),
        ({"colour": "red"}, Reason.UNKNOWN_ATTRIBUTE, "colour"),
        ({"involvedParties": []}, Reason.UNKNOWN_ATTRIBUTE, "involvedParties"),
        ({"name": 5}, Reason.INVALID_VALUE, "name"),
        ({"rule": [None]}, Reason.INVALID_VALUE, "rule[0]"),
        ({"validFor": {"endDateTime": "soon"}}, Reason.INVALID_VALUE, "validFor.endDateTime"),
        ({"id": []}, Reason.INVALID_VALUE, "id"),
    ],
)
def test_a_merge_patch_that_makes_no_resource_is_refused(patch: object, reason: Reason, attribute: str | None) -> None:
    with pytest.raises(Invalid) as caught:
        merge_patched(SLA, sla(), patch)
    assert (caught.value.reason, caught.value.attribute) == (reason, attribute)


def test_a_merge_patch_reaches_into_announced_attributes() -> None:
    message = message_of(Sla, {"@type": "t", "@schemaLocation": "s", "mood": {"good": True, "why": ["a"]}})
    changed = merge_patched(SLA, message, {"mood": {"good": None, "since": 2015}})
    assert json_value(changed)["mood"] == {"why": ["a"], "since": 2015}


def test_announced_attributes_do_not_outlive_their_announcement() -> None:
    message = message_of(Sla, {"@type": "t", "@schemaLocation": "s", "mood": "good"})
    with pytest.raises(Invalid, match="mood is not an attribute"):
        merge_patched(SLA, message, {"@type": None})


@DRAWN
@given(messages(Sla), messages(Sla))
def test_merging_a_whole_resource_of_plain_attributes_makes_them_the_resources(target: Sla, source: Sla) -> None:
    patch = {name: value for name, value in json_value(source).items() if not isinstance(value, dict)}
    merged = json_value(merge_patched(SLA, target, patch))
    assert {name: merged.get(name) for name in patch if name not in {"id", "href"}} == {
        name: value for name, value in patch.items() if name not in {"id", "href"}
    }


@DRAWN
@given(messages(SlaViolation, extended=True))
def test_an_empty_merge_patch_changes_nothing(message: SlaViolation) -> None:
    assert merge_patched(SLA_VIOLATION, message, {}) == message


# --- JSON Patch ------------------------------------------------------------------------------------------------


def op(name: str, path: str, *value: object, **more: object) -> dict[str, Any]:
    return {"op": name, "path": path, **({"value": value[0]} if value else {}), **more}


@pytest.mark.parametrize(
    ("document", "operation", "result"),
    [
        pytest.param({"foo": "bar"}, op("add", "/baz", "qux"), {"baz": "qux", "foo": "bar"}, id="A.1"),
        pytest.param({"foo": ["bar", "baz"]}, op("add", "/foo/1", "qux"), {"foo": ["bar", "qux", "baz"]}, id="A.2"),
        pytest.param({"baz": "qux", "foo": "bar"}, op("remove", "/baz"), {"foo": "bar"}, id="A.3"),
        pytest.param({"foo": ["bar", "qux", "baz"]}, op("remove", "/foo/1"), {"foo": ["bar", "baz"]}, id="A.4"),
        pytest.param({"baz": "qux"}, op("replace", "/baz", "boo"), {"baz": "boo"}, id="A.5"),
        pytest.param(
            {"foo": {"bar": 1, "waldo": 2}, "qux": {"corge": 3}},
            op("move", "/qux/thud", **{"from": "/foo/waldo"}),
            {"foo": {"bar": 1}, "qux": {"corge": 3, "thud": 2}},
            id="A.6",
        ),
        pytest.param(
            {"foo": ["all", "grass", "cows", "eat"]},
            op("move", "/foo/3", **{"from": "/foo/1"}),
            {"foo": ["all", "cows", "eat", "grass"]},
            id="A.7",
        ),
        pytest.param({"baz": "qux"}, op("test", "/baz", "qux"), {"baz": "qux"}, id="A.8"),
        pytest.param({"foo": ["a", 2]}, op("test", "/foo/1", 2), {"foo": ["a", 2]}, id="A.8, in an array"),
        pytest.param({"foo": "bar"}, op("add", "/child", {"g": {}}), {"foo": "bar", "child": {"g": {}}}, id="A.10"),
        pytest.param({"foo": "bar"}, op("add", "/baz", "qux", xyz=1), {"foo": "bar", "baz": "qux"}, id="A.11"),
        pytest.param({"/": 9, "~1": 10}, op("test", "/~01", 10), {"/": 9, "~1": 10}, id="A.14"),
        pytest.param({"foo": ["bar"]}, op("add", "/foo/-", ["abc"]), {"foo": ["bar", ["abc"]]}, id="A.16"),
        pytest.param({"a": {"b": 1}}, op("copy", "/c", **{"from": "/a"}), {"a": {"b": 1}, "c": {"b": 1}}, id="copy"),
        pytest.param({"a": 1}, op("replace", "", {"b": 2}), {"b": 2}, id="the whole document"),
        pytest.param({"a": None}, op("test", "/a", None), {"a": None}, id="null is a value"),
        pytest.param({"": 1, "a b": 2}, op("remove", "/"), {"a b": 2}, id="the empty name"),
    ],
)
def test_a_json_patch_does_what_rfc_6902_shows(document: Any, operation: dict[str, Any], result: object) -> None:
    assert patches.applied(document, patches.operations_of([operation])) == result


@pytest.mark.parametrize(
    ("operation", "error", "reason"),
    [
        pytest.param(op("test", "/baz", "bar"), Conflict, Reason.PATCH_TEST_FAILED, id="A.9, failed test"),
        pytest.param(op("add", "/none/bat", 1), Conflict, Reason.STATE_CONFLICT, id="A.12, no such target"),
        pytest.param(op("test", "/~01", "10"), Conflict, Reason.PATCH_TEST_FAILED, id="A.15, text is no number"),
        pytest.param(op("test", "/none", None), Conflict, Reason.PATCH_TEST_FAILED, id="test of nothing"),
        pytest.param(op("test", "/yes", 1), Conflict, Reason.PATCH_TEST_FAILED, id="true is not 1"),
        pytest.param(op("remove", "/none"), Conflict, Reason.STATE_CONFLICT, id="remove nothing"),
        pytest.param(op("replace", "/none", 1), Conflict, Reason.STATE_CONFLICT, id="replace nothing"),
        pytest.param(op("remove", "/list/1"), Conflict, Reason.STATE_CONFLICT, id="past the end"),
        pytest.param(op("add", "/list/2", 1), Conflict, Reason.STATE_CONFLICT, id="insert past the end"),
        pytest.param(op("remove", "/list/-"), Conflict, Reason.STATE_CONFLICT, id="remove after the end"),
        pytest.param(op("add", "/list/00", 1), Conflict, Reason.STATE_CONFLICT, id="index with a leading zero"),
        pytest.param(op("add", "/list/one", 1), Conflict, Reason.STATE_CONFLICT, id="index that is none"),
        pytest.param(op("add", "/baz/x/y", 1), Conflict, Reason.STATE_CONFLICT, id="into text"),
        pytest.param(op("move", "/b", **{"from": "/none"}), Conflict, Reason.STATE_CONFLICT, id="move nothing"),
        pytest.param(op("copy", "/b", **{"from": "/none"}), Conflict, Reason.STATE_CONFLICT, id="copy nothing"),
        pytest.param(op("move", "/list/0", **{"from": "/list"}), Conflict, Reason.STATE_CONFLICT, id="into itself"),
        pytest.param(op("replace", "/list/-", 1), Invalid, Reason.INVALID_PATCH, id="replace after the end"),
        pytest.param(op("add", "baz", 1), Invalid, Reason.INVALID_PATCH, id="a path without a slash"),
        pytest.param(op("add", "/a~2b", 1), Invalid, Reason.INVALID_PATCH, id="a path with a wrong escape"),
        pytest.param(op("copy", "/b", **{"from": "list"}), Invalid, Reason.INVALID_PATCH, id="a wrong from"),
        pytest.param({"op": "add", "path": "/a"}, Invalid, Reason.INVALID_PATCH, id="no value"),
        pytest.param({"op": "copy", "path": "/a"}, Invalid, Reason.INVALID_PATCH, id="no from"),
        pytest.param({"op": "add", "value": 1}, Invalid, Reason.INVALID_PATCH, id="no path"),
        pytest.param({"path": "/a", "value": 1}, Invalid, Reason.INVALID_PATCH, id="no op"),
        pytest.param(op("append", "/a", 1), Invalid, Reason.INVALID_PATCH, id="unknown op"),
        pytest.param(op("Add", "/a", 1), Invalid, Reason.INVALID_PATCH, id="op in capitals"),
        pytest.param({"op": ["add"], "path": "/a", "value": 1}, Invalid, Reason.INVALID_PATCH, id="op not text"),
        pytest.param({"op": "add", "path": 5, "value": 1}, Invalid, Reason.INVALID_PATCH, id="path not text"),
        pytest.param({"op": "add", "path": None, "value": 1}, Invalid, Reason.INVALID_PATCH, id="path null"),
        pytest.param({"op": "move", "path": "/a", "from": []}, Invalid, Reason.INVALID_PATCH, id="from not text"),
        pytest.param("add", Invalid, Reason.INVALID_PATCH, id="an operation that is none"),
        pytest.param(None, Invalid, Reason.INVALID_PATCH, id="null for an operation"),
    ],
)
def test_a_json_patch_that_cannot_be_applied_is_refused(
    operation: object, error: type[SlaError], reason: Reason
) -> None:
    document = {"baz": "qux", "list": [1], "yes": True, "~1": 10}
    with pytest.raises(error) as caught:
        patches.applied(document, patches.operations_of([operation]))
    assert caught.value.reason is reason
    assert "operation 0" in caught.value.message


@pytest.mark.parametrize("patch", [None, "x", 5, True])
def test_a_json_patch_that_is_no_document_is_refused(patch: object) -> None:
    with pytest.raises(Invalid) as caught:
        json_patched(SLA, sla(), patch)
    assert caught.value.reason is Reason.INVALID_PATCH


def test_a_single_operation_need_not_stand_in_an_array() -> None:
    assert json_patched(SLA, sla(), op("replace", "/name", "new")).name == "new"  # type: ignore[attr-defined]


def test_a_json_patch_is_applied_whole_or_not_at_all() -> None:
    message = sla()
    with pytest.raises(Conflict):
        json_patched(SLA, message, [op("replace", "/name", "new"), op("test", "/name", "old")])
    assert message == sla()


@pytest.mark.parametrize(
    ("operations", "change"),
    [
        pytest.param([op("add", "/state", "observed")], {"state": "observed"}, id="add"),
        pytest.param([op("remove", "/template")], {"template": None}, id="remove"),
        pytest.param([op("remove", "/relatedParty")], {"relatedParty": None}, id="remove an array"),
        pytest.param([op("add", "/calendar/-", {"id": "c"})], {"calendar": [{"id": "c"}]}, id="append to no array"),
        pytest.param([op("add", "/calendar/0", {"id": "c"})], {"calendar": [{"id": "c"}]}, id="insert into no array"),
        pytest.param([op("copy", "/description", **{"from": "/name"})], {"description": "Fast data"}, id="copy"),
        pytest.param([op("test", "/id", "7"), op("test", "/id", 7)], {}, id="the id in both forms"),
        pytest.param([op("copy", "/version", **{"from": "/id"})], {"version": "7"}, id="the id may be copied"),
        pytest.param([], {}, id="nothing"),
    ],
)
def test_a_json_patch_changes_the_resource(operations: list[Any], change: dict[str, Any]) -> None:
    expected = {name: value for name, value in (json_value(sla()) | change).items() if value is not None}
    assert json_value(json_patched(SLA, sla(), operations)) == expected


@pytest.mark.parametrize(
    "operation",
    [
        op("replace", "/id", "8"),
        op("add", "/id", 7),
        op("remove", "/id"),
        op("replace", "/href", "x"),
        op("remove", "/href"),
        op("move", "/name", **{"from": "/id"}),
        op("move", "/href", **{"from": "/name"}),
        op("copy", "/id", **{"from": "/version"}),
    ],
    ids=str,
)
def test_a_json_patch_may_not_change_what_the_server_owns(operation: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        json_patched(SLA, sla(), [operation])
    assert caught.value.reason is Reason.READ_ONLY_ATTRIBUTE


def test_replacing_the_whole_resource_keeps_its_id_and_href() -> None:
    assert json_patched(SLA, sla(), op("replace", "", {"id": "8", "name": "x"})) == Sla(id=7, href="/sla/7", name="x")


@pytest.mark.parametrize(
    ("operation", "attribute"),
    [
        (op("add", "/colour", "red"), "colour"),
        (op("add", "/rule/0/colour", "red"), "rule[0].colour"),
        (op("replace", "/name", 5), "name"),
        (op("replace", "", []), None),
        (op("replace", "/rule", {"id": "x"}), "rule"),
    ],
)
def test_a_json_patch_that_makes_no_resource_is_refused(operation: dict[str, Any], attribute: str | None) -> None:
    with pytest.raises(Invalid) as caught:
        json_patched(SLA, sla(), [operation])
    assert caught.value.attribute == attribute


@pytest.mark.parametrize("number", [0.05, "0.05", Decimal("0.050")])
def test_a_test_may_give_the_contracts_numbers_as_either_profile_writes_them(number: object) -> None:
    assert json_patched(SLA_VIOLATION, violation(), op("test", "/violation/tolerance", number)) == violation()
    whole = {**examples.VIOLATION["violation"], "tolerance": number}
    assert json_patched(SLA_VIOLATION, violation(), op("test", "/violation", whole)) == violation()


@pytest.mark.parametrize("number", [0.06, "0.050", True, None])
def test_a_test_for_another_number_fails(number: object) -> None:
    with pytest.raises(Conflict):
        json_patched(SLA_VIOLATION, violation(), op("test", "/violation/tolerance", number))


def test_copies_may_not_grow_without_end() -> None:
    doubling = [op("copy", "/rule/-", **{"from": "/rule"})] * 60
    with pytest.raises(TooLarge):
        json_patched(SLA, sla(), doubling)


def test_copies_may_not_nest_without_end() -> None:
    with pytest.raises(Invalid, match="nested too deep"):
        patches.applied({"a": {}}, [op("copy", "/a/b", **{"from": "/a"})] * 300)


def test_numbers_in_arrays_may_be_tested_for_like_all_others() -> None:
    message = message_of(Sla, {"@type": "t", "@schemaLocation": "s", "limits": ["1.50", "none", 2]})
    assert json_patched(SLA, message, op("test", "/limits", [1.5, "none", 2])) == message
    with pytest.raises(Conflict):
        json_patched(SLA, message, op("test", "/limits", ["1.50", 0, 2]))


def test_a_patch_has_at_most_so_many_operations() -> None:
    with pytest.raises(Invalid, match="more than"):
        json_patched(SLA, sla(), [op("test", "/name", "x")] * (patches.MOST_OPERATIONS + 1))


TOKENS = st.sampled_from(["", "rule", "relatedParty", "name", "0", "1", "-", "01", "id", "template", "~0", "~", "x"])
POINTERS = st.lists(TOKENS, max_size=4).map(lambda tokens: "".join(f"/{token}" for token in tokens)) | st.just("x")


@settings(max_examples=300)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]), "path": POINTERS},
            optional={"value": ANY_JSON, "from": POINTERS},
        ),
        max_size=4,
    )
)
def test_any_json_patch_gives_a_resource_or_a_named_refusal(operations: list[dict[str, Any]]) -> None:
    with suppress(SlaError):
        changed: Any = json_patched(SLA, sla(), operations)
        assert (changed.id, changed.href) == (7, "/sla/7")
    with suppress(SlaError):
        json_patch_queried(SLA, sla(), operations)


# --- JSON Patch Query ------------------------------------------------------------------------------------------


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


# --- field mask ------------------------------------------------------------------------------------------------

START, END = Timestamp(seconds=1), Timestamp(seconds=2)


@pytest.mark.parametrize(
    ("target", "source", "paths", "result"),
    [
        pytest.param(Sla(name="a", version="1"), Sla(name="b"), ["name"], Sla(name="b", version="1"), id="a field"),
        pytest.param(Sla(name="a", version="1"), Sla(name="b"), ["version"], Sla(name="a"), id="cleared"),
        pytest.param(Sla(), Sla(approved=False), ["approved"], Sla(approved=False), id="false is a value"),
        pytest.param(
            Sla(rule=[Rule(id="a"), Rule(id="b")]),
            Sla(rule=[Rule(id="c")]),
            ["rule"],
            Sla(rule=[Rule(id="c")]),
            id="array",
        ),
        pytest.param(Sla(rule=[Rule(id="a")]), Sla(), ["rule"], Sla(), id="emptied array"),
        pytest.param(
            Sla(valid_for=TimePeriod(start_date_time=START)),
            Sla(valid_for=TimePeriod(end_date_time=END)),
            ["valid_for"],
            Sla(valid_for=TimePeriod(end_date_time=END)),
            id="a message is replaced",
        ),
        pytest.param(
            Sla(valid_for=TimePeriod(start_date_time=START)),
            Sla(valid_for=TimePeriod(end_date_time=END)),
            ["valid_for.end_date_time"],
            Sla(valid_for=TimePeriod(start_date_time=START, end_date_time=END)),
            id="nested, proto names",
        ),
        pytest.param(
            Sla(valid_for=TimePeriod(start_date_time=START)),
            Sla(valid_for=TimePeriod(end_date_time=END)),
            ["validFor.endDateTime", "validFor.startDateTime"],
            Sla(valid_for=TimePeriod(end_date_time=END)),
            id="nested, JSON names",
        ),
        pytest.param(
            Sla(template=Template(id="t", name="n")),
            Sla(),
            ["template.name"],
            Sla(template=Template(id="t")),
            id="cleared below",
        ),
        pytest.param(Sla(name="a"), Sla(), ["template.name"], Sla(name="a"), id="nothing on either side"),
        pytest.param(Sla(name="a"), Sla(at_type="t"), ["@type"], Sla(name="a", at_type="t"), id="@type"),
        pytest.param(
            Sla(name="a", version="1"), Sla(name="b"), [], Sla(name="b", version="1"), id="no path: what is set"
        ),
        pytest.param(
            Sla(id=7, name="a", version="1"), Sla(id=8, name="b"), ["*"], Sla(id=7, name="b"), id="everything"
        ),
        pytest.param(
            Sla(id=7, href="h"), Sla(id=8, href="x", name="b"), [], Sla(id=7, href="h", name="b"), id="id kept"
        ),
    ],
)
def test_a_mask_takes_the_named_fields(target: Sla, source: Sla, paths: list[str], result: Sla) -> None:
    assert masked(SLA, target, source, paths) == result


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("colour", Reason.INVALID_VALUE),
        ("", Reason.INVALID_VALUE),
        ("name.first", Reason.INVALID_VALUE),
        ("rule.id", Reason.INVALID_VALUE),
        ("valid_for.", Reason.INVALID_VALUE),
        ("approval_date.seconds", Reason.INVALID_VALUE),
        ("valid_for.start", Reason.INVALID_VALUE),
        ("id", Reason.READ_ONLY_ATTRIBUTE),
        ("href", Reason.READ_ONLY_ATTRIBUTE),
    ],
)
def test_a_mask_that_names_no_changeable_field_is_refused(path: str, reason: Reason) -> None:
    with pytest.raises(Invalid) as caught:
        masked(SLA, sla(), sla(), ["name", path])
    assert caught.value.reason is reason
    assert path in caught.value.message


def test_what_a_mask_takes_must_be_what_json_could_send() -> None:
    with pytest.raises(Invalid) as caught:
        masked(SLA_VIOLATION, violation(), SlaViolation(violation={"tolerance": "much"}), ["violation.tolerance"])
    assert caught.value.attribute == "violation.tolerance"


def test_a_mask_leaves_both_messages_alone() -> None:
    target, source = sla(), Sla(name="b")
    masked(SLA, target, source, ["name", "rule"])
    assert (target, source) == (sla(), Sla(name="b"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@DRAWN
@given(data=st.data())
def test_masking_every_field_is_replacing(kind: Kind, data: st.DataObject) -> None:
    target: Any = data.draw(messages(kind.message, extended=True))
    source: Any = data.draw(messages(kind.message, extended=True))
    fields = [field.name for field in target.DESCRIPTOR.fields if field.name not in {"id", "href"}]
    assert masked(kind, target, source, fields) == masked(kind, target, source, ["*"])


# --- the rest --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        *(({"id": 7}, "7"), ({"id": "7"}, "7"), ({"id": "x"}, "x")),
        *(({"id": None}, None), ({"id": {}}, None), ({"id": True}, None), ({}, None), ([], None)),
    ],
)
def test_the_id_a_body_states_is_passed_on_as_text(value: object, stated: str | None) -> None:
    assert stated_id(value) == stated


def with_unknown(message: Message) -> Message:
    """The message with a field 1000 that no contract has."""
    return type(message).FromString(message.SerializeToString() + b"\xc2\x3e\x01x")


@pytest.mark.parametrize(
    ("message", "named"),
    [
        pytest.param(with_unknown(sla()), "Sla", id="top"),
        pytest.param(Sla(template=with_unknown(Template(id="t"))), "Template", id="in a message"),
        pytest.param(Sla(rule=[Rule(), with_unknown(Rule())]), "Rule", id="in an array"),
        pytest.param(Sla(extension=Struct(fields={"a": with_unknown(Value())})), "Value", id="in an extension"),
    ],
)
def test_a_message_with_a_field_nobody_knows_is_refused(message: Message, named: str) -> None:
    with pytest.raises(Invalid, match=f"{named} has no field number 1000") as caught:
        check_unknown_fields(message)
    assert caught.value.reason is Reason.UNKNOWN_ATTRIBUTE


@DRAWN
@given(messages(Sla, extended=True))
def test_a_message_of_known_fields_is_not_refused(message: Sla) -> None:
    check_unknown_fields(message)
