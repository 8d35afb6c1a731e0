"""JSON and messages: what is read, what is refused by name, and that both ways agree with protobuf's own mapping."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Value
from hypothesis import given
from hypothesis import strategies as st

from contract import examples
from contract.drawn import ANY_JSON, DOUBLES, DRAWN, messages
from contract.examples import ANNOUNCED, refusal
from tmf.sla.v1.assessment_pb2 import Assessment, VerdictCount
from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest, RecordMeasurementRequest
from tmf.sla.v1.event_pb2 import Event, Hub
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf.sla.v1.sla_service_pb2 import PatchSlaRequest
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.codec import canonical, canonical_text, json_value, message_of
from tmf623.contract.kinds import KINDS
from tmf623.contract.reader import read_json
from tmf623.errors import Invalid, Reason

CLASSES = [kind.message for kind in KINDS.values()] + [Event, RecordMeasurementRequest, RecordCaseRequest, VerdictCount]
EACH_CLASS = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.DESCRIPTOR.name)


@EACH_CLASS
@DRAWN
@given(data=st.data())
def test_writing_agrees_with_protobufs_own_mapping(cls: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(cls))
    assert json_value(message) == json_format.MessageToDict(message)


@EACH_CLASS
@DRAWN
@given(data=st.data())
def test_reading_agrees_with_protobufs_own_mapping(cls: type[Message], data: st.DataObject) -> None:
    value = json_format.MessageToDict(data.draw(messages(cls)))
    assert message_of(cls, value) == json_format.ParseDict(value, cls())


@EACH_CLASS
@DRAWN
@given(data=st.data())
def test_what_is_written_reads_back_equal(cls: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(cls, extended=True))
    assert message_of(cls, read_json(canonical(message))) == message


@DRAWN
@given(messages(Sla, extended=True))
def test_equal_messages_have_equal_canonical_text(message: Sla) -> None:
    again = Sla.FromString(message.SerializeToString())
    assert canonical(again) == canonical(message)


@given(ANY_JSON)
def test_any_json_value_is_read_or_refused_as_invalid(value: object) -> None:
    for attribute in ("id", "name", "validFor", "relatedParty", "approved", "approvalDate", "extension"):
        with suppress(Invalid):
            message_of(Sla, {"name": "x", **ANNOUNCED, attribute: value, "more": value})


@pytest.mark.parametrize(
    ("cls", "value"), [(Sla, examples.SLA), (SlaViolation, examples.VIOLATION), (Hub, examples.HUB)]
)
def test_the_standards_own_examples_are_read_whole(cls: type[Message], value: dict[str, Any]) -> None:
    message = message_of(cls, value)
    period = {"startDateTime": "2013-04-19T16:42:23Z", "endDateTime": "2013-04-21T09:43:54Z"}
    assert json_value(message) == value | ({"validFor": period} if "validFor" in value else {})


@pytest.mark.parametrize(
    ("cls", "value", "attribute", "words"),
    [
        pytest.param(Sla, {"name": "x", "colour": "red"}, "colour", "colour is not an attribute of Sla", id="top"),
        pytest.param(Sla, {"rule": [{}, {"foo": 1}]}, "rule[1].foo", "rule[1].foo is not", id="in an array"),
        pytest.param(Sla, {"foo": None}, "foo", "foo is not an attribute", id="null does not hide it"),
        pytest.param(Sla, {"involvedParties": []}, "involvedParties", "its name is relatedParty", id="parties"),
        pytest.param(
            Sla, {"relatedParty": [{"reference": "x"}]}, "relatedParty[0].reference", "its name is href", id="reference"
        ),
        pytest.param(Sla, {"template": {"uri": "x"}}, "template.uri", "its name is href", id="uri"),
        pytest.param(Sla, {"validityPeriod": {}}, "validityPeriod", "its name is validFor", id="period"),
        pytest.param(Sla, {"validFor": {"startTime": "x"}}, "validFor.startTime", "startDateTime", id="start"),
        pytest.param(Sla, {"validFor": {"endTime": "x"}}, "validFor.endTime", "endDateTime", id="end"),
        pytest.param(Sla, {"rules": []}, "rules", "its name is rule", id="rules"),
        pytest.param(SlaViolation, {"violations": []}, "violations", "its name is violation", id="violations"),
        pytest.param(
            SlaViolation,
            {"violation": {"attachement": {}}},
            "violation.attachement",
            "its name is attachment",
            id="attachement",
        ),
        pytest.param(Sla, {"attachments": []}, "attachments", "attachments is not an attribute", id="not here"),
        pytest.param(Sla, {"valid_for": {}}, "valid_for", "its name is validFor", id="proto's name"),
        pytest.param(Sla, {"extension": {}}, "extension", "extension is not an attribute", id="extension itself"),
        pytest.param(Sla, {"sla": {"name": "x"}}, "sla", "wraps the resource", id="envelope"),
        pytest.param(SlaViolation, {"slaViolation": [{}]}, "slaViolation", "wraps the resource", id="array envelope"),
        pytest.param(TimePeriod, {"@type": "x"}, "@type", "@type is not an attribute", id="@type where there is none"),
    ],
)
def test_an_unknown_attribute_is_refused_with_the_word_of_today(
    cls: type[Message], value: object, attribute: str, words: str
) -> None:
    error = refusal(cls, value)
    assert error.reason is Reason.UNKNOWN_ATTRIBUTE
    assert error.attribute == attribute
    assert words in error.message


@pytest.mark.parametrize(
    ("cls", "value", "attribute"),
    [
        pytest.param(Sla, None, None, id="null for a resource"),
        pytest.param(Sla, [], None, id="array for a resource"),
        pytest.param(Sla, "x", None, id="text for a resource"),
        pytest.param(Sla, {"name": 1}, "name", id="number for text"),
        pytest.param(Sla, {"name": True}, "name", id="boolean for text"),
        pytest.param(Sla, {"name": {}}, "name", id="object for text"),
        pytest.param(Sla, {"name": "a\0b"}, "name", id="U+0000"),
        pytest.param(Sla, {"name": "a\ud800b"}, "name", id="half a surrogate pair"),
        pytest.param(Sla, {"approved": "true"}, "approved", id="text for boolean"),
        pytest.param(Sla, {"approved": 1}, "approved", id="number for boolean"),
        pytest.param(Sla, {"relatedParty": {"role": "x"}}, "relatedParty", id="object for array"),
        pytest.param(Sla, {"relatedParty": [None]}, "relatedParty[0]", id="null in an array"),
        pytest.param(Sla, {"relatedParty": [{}, []]}, "relatedParty[1]", id="array in an array"),
        pytest.param(Sla, {"calendar": [{"holiday": ["x", 3]}]}, "calendar[0].holiday[1]", id="number among text"),
        pytest.param(Sla, {"validFor": "2013"}, "validFor", id="text for object"),
        pytest.param(
            Sla,
            {"relatedParty": [{"validFor": {"startDateTime": "soon"}}]},
            "relatedParty[0].validFor.startDateTime",
            id="deep",
        ),
        pytest.param(Rule, {"tolerance": 0.2}, "tolerance", id="a rule's numbers are text"),
        pytest.param(Sla, {"id": {}}, "id", id="object for id"),
        pytest.param(Sla, {"id": 1.5}, "id", id="fraction for id"),
        pytest.param(Sla, {"href": []}, "href", id="array for href"),
        pytest.param(Assessment, {"slaRevision": 2**31}, "slaRevision", id="beyond 32 bits"),
        pytest.param(Assessment, {"slaRevision": "1.0"}, "slaRevision", id="digits with a point"),
        pytest.param(Assessment, {"slaRevision": True}, "slaRevision", id="boolean for a number"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_its_path(
    cls: type[Message], value: object, attribute: str | None
) -> None:
    error = refusal(cls, value)
    assert error.reason is Reason.INVALID_VALUE
    assert error.attribute == attribute
    assert error.message.startswith(attribute or cls.DESCRIPTOR.name)


def test_a_refusal_shows_the_value_shortened_and_escaped() -> None:
    error = refusal(Sla, {"approved": "line\nforged " + "x" * 10_000})
    assert error.message.startswith('approved is "line\\nforged xxx')
    assert len(error.message) < 200


def test_null_stands_for_an_absent_attribute() -> None:
    assert message_of(Sla, {"name": "x", "description": None, "rule": None, "validFor": None}) == Sla(name="x")


def test_an_empty_array_is_absent_but_an_empty_object_and_empty_text_are_there() -> None:
    message = message_of(Sla, {"name": "", "rule": [], "validFor": {}})
    assert message.HasField("name")
    assert message.HasField("valid_for")
    assert json_value(message) == {"name": "", "validFor": {}}


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [
        (7, 7),
        ("7", 7),
        (7.0, 7),
        (2**53 - 1, 2**53 - 1),
        (2**53, None),
        (0, None),
        (-1, None),
        ("007", None),
        ("9d1e0c64-8a0f-4b59-b1f0-0d8a2c64f4f1", None),
        ("", None),
    ],
)
def test_an_id_the_server_will_not_use_is_no_reason_to_refuse(given_id: object, kept: int | None) -> None:
    message = message_of(Sla, {"id": given_id, "href": "anything", "name": "x"})
    assert (message.id if message.HasField("id") else None) == kept


def test_a_hubs_id_is_text_and_may_be_given_as_a_number() -> None:
    assert message_of(Hub, {"id": 42}).id == "42"


@pytest.mark.parametrize("href", [17, "a\0b", "\ud800"])
def test_an_href_that_cannot_be_kept_is_dropped(href: object) -> None:
    assert not message_of(Sla, {"href": href}).HasField("href")


@pytest.mark.parametrize(("number", "read"), [(-(2**31), -(2**31)), ("12", 12), (3.0, 3)])
def test_small_whole_numbers_come_as_numbers_or_digits(number: object, read: int) -> None:
    assert message_of(VerdictCount, {"count": number}).count == read


@pytest.mark.parametrize(
    ("given_number", "kept"),
    [
        pytest.param("0.05", "0.05", id="text as it is"),
        pytest.param("0.20", "0.20", id="trailing zero"),
        pytest.param("-1.50E+3", "-1.50E+3", id="exponent as it is"),
        pytest.param(0.05, "0.05", id="number"),
        pytest.param(5, "5", id="whole number"),
        pytest.param(5.0, "5", id="whole double"),
        pytest.param(1e-7, "1e-7", id="small double"),
        pytest.param(1e21, "1e+21", id="large double"),
        pytest.param(-0.0, "0", id="negative zero"),
        pytest.param(12345678901234567890123, "12345678901234567890123", id="more digits than a double holds"),
        pytest.param(Decimal("0.12345678901234567890"), "0.12345678901234567890", id="exact number"),
        pytest.param(".5", "0.5", id="no leading zero"),
        pytest.param("+5.", "5", id="sign and point"),
        pytest.param("007", "7", id="leading zeros"),
    ],
)
def test_decimal_text_keeps_the_number_exactly(given_number: object, kept: str) -> None:
    message = message_of(SlaViolation, {"violation": {"tolerance": given_number, "violationAverage": given_number}})
    assert (message.violation.tolerance, message.violation.violation_average) == (kept, kept)


@pytest.mark.parametrize(
    "number",
    [
        *("0.0.5", "abc", "", " 1", "1 ", "1_000", "0x10", "NaN", "Infinity", "-inf", "\u0663", "1" * 101),
        *("1e999", "1e-999", "0e99999999999999999999", 10**400, float("nan"), float("inf"), Decimal("sNaN")),
        *(True, [], {}),
    ],
    ids=repr,
)
def test_what_is_not_a_finite_decimal_number_is_refused(number: object) -> None:
    error = refusal(SlaViolation, {"violation": {"tolerance": number}})
    assert (error.reason, error.attribute) == (Reason.INVALID_VALUE, "violation.tolerance")


@given(DOUBLES)
def test_a_double_as_decimal_text_is_that_double(number: float) -> None:
    message = message_of(SlaViolation, {"violation": {"tolerance": number}})
    assert float(message.violation.tolerance) == number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("2015-03-24T00:00:00Z", "2015-03-24T00:00:00Z", id="UTC"),
        pytest.param("2015-03-24t00:00:00z", "2015-03-24T00:00:00Z", id="lower case"),
        pytest.param("2013-04-19T16:42:23.0Z", "2013-04-19T16:42:23Z", id="zero fraction"),
        pytest.param("2013-04-19T16:42:23.5+02:00", "2013-04-19T14:42:23.500Z", id="milliseconds, east"),
        pytest.param("2013-04-19T16:42:23.123456-08:30", "2013-04-20T01:12:23.123456Z", id="microseconds, west"),
        pytest.param("2013-04-19T16:42:23.000000001Z", "2013-04-19T16:42:23.000000001Z", id="nanosecond"),
        pytest.param("2016-02-29T23:59:59-00:00", "2016-02-29T23:59:59Z", id="leap day, unknown offset"),
        pytest.param("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z", id="before 1970"),
        pytest.param("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", id="first instant"),
        pytest.param("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z", id="last instant"),
        pytest.param("9999-12-31T23:59:59+23:59", "9999-12-31T00:00:59Z", id="widest offset"),
    ],
)
def test_an_rfc_3339_instant_is_written_in_utc(text: str, written: str) -> None:
    assert json_value(message_of(TimePeriod, {"endDateTime": text})) == {"endDateTime": written}


@pytest.mark.parametrize(
    "text",
    [
        "2013-09-10 12:00:00Z",
        "2013-09-10T12:00:00",
        "2013-09-10T12:00:00+0000",
        "2013-09-10T12:00:00+00",
        "2013-09-10T12:00:00 +00:00",
        "2013-09-10T12:00Z",
        "2013-09-10",
        "20130910T120000Z",
        "2013-W37-2T12:00:00Z",
        "2013-02-29T00:00:00Z",
        "2013-13-01T00:00:00Z",
        "2013-00-01T00:00:00Z",
        "2013-09-31T00:00:00Z",
        "2013-09-10T24:00:00Z",
        "2013-09-10T12:60:00Z",
        "2016-12-31T23:59:60Z",
        "2013-09-10T12:00:00.Z",
        "2013-09-10T12:00:00,5Z",
        "2013-09-10T12:00:00.1234567890Z",
        "2013-09-10T12:00:00+24:00",
        "2013-09-10T12:00:00+01:60",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "10000-01-01T00:00:00Z",
        "-2013-09-10T12:00:00Z",
        "\uff12013-09-10T12:00:00Z",
        "2013-09-10T12:00:00Z\n",
        "",
        1378814400,
        {"seconds": 1},
    ],
)
def test_anything_but_an_rfc_3339_instant_is_refused(text: object) -> None:
    error = refusal(Sla, {"validFor": {"startDateTime": text}})
    assert (error.reason, error.attribute) == (Reason.INVALID_VALUE, "validFor.startDateTime")


def test_a_type_without_a_json_form_is_refused_when_compiled() -> None:
    for cls in (Value, PatchSlaRequest):
        with pytest.raises(TypeError, match="no JSON form"):
            message_of(cls, {})
        with pytest.raises(TypeError, match="no JSON form"):
            json_value(cls())


def test_a_value_that_is_none_of_jsons_has_no_canonical_text() -> None:
    with pytest.raises(TypeError):
        canonical_text({"a": object()})
