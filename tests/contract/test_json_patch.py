"""JSON Patch (RFC 6902) on a resource: what it does and what it refuses."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import examples
from contract.drawn import ANY_JSON
from contract.examples import op, sla, violation
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract import patches
from tmf623.contract.changes import (
    json_patch_queried,
    json_patched,
)
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.kinds import SLA, SLA_VIOLATION
from tmf623.errors import Conflict, Invalid, Reason, SlaError, TooLarge


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
