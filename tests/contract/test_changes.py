"""Changes of a resource: merge patch and field mask; what they do and what they refuse."""

import copy
from typing import Any

import pytest
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct, Value
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given
from hypothesis import strategies as st

from contract import examples
from contract.drawn import DRAWN, messages
from contract.examples import sla, violation
from tmf.sla.v1.sla_pb2 import Rule, Sla, Template
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract import patches
from tmf623.contract.changes import (
    check_unknown_fields,
    masked,
    merge_patched,
    stated_id,
    with_owned,
)
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.kinds import KINDS, SLA, SLA_VIOLATION, Kind
from tmf623.errors import Invalid, Reason

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


def by_the_book(kind: Kind, message: Any, patch: dict[str, Any]) -> Message | str:
    """RFC 7396 on the whole JSON value, read again whole; or what is wrong with the result."""
    try:
        return with_owned(message_of(kind.message, patches.merged(json_value(message), patch)), message)
    except Invalid as error:
        return error.message


@pytest.mark.parametrize("kind", [SLA, SLA_VIOLATION])
@DRAWN
@given(st.data())
def test_a_merge_patch_does_to_a_resource_what_it_does_to_its_json(kind: Kind, data: st.DataObject) -> None:
    before = data.draw(messages(kind.message, extended=True))
    patch = json_value(data.draw(messages(kind.message, extended=True)))
    attributes = [field.json_name for field in kind.message.DESCRIPTOR.fields if field.name != "extension"]
    patch |= dict.fromkeys(data.draw(st.lists(st.sampled_from(attributes), max_size=3)))
    kept = copy.deepcopy(before)
    try:
        merged: Message | str = merge_patched(kind, before, patch)
    except Invalid as error:
        merged = error.message
    assert merged == by_the_book(kind, before, patch)
    assert before == kept


@DRAWN
@given(messages(SlaViolation, extended=True))
def test_an_empty_merge_patch_changes_nothing(message: SlaViolation) -> None:
    assert merge_patched(SLA_VIOLATION, message, {}) == message


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
