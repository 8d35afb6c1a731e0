"""Stored resources as clients see them, in each profile."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st

from contract import examples
from contract.drawn import DRAWN, messages
from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.event_pb2 import Hub
from tmf.sla.v1.measurement_pb2 import Case
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.codec import message_of
from tmf623.contract.documents import EventRecord, Stored, encoded
from tmf623.contract.kinds import ASSESSMENT, CASE, HUB, KINDS, SLA, SLA_VIOLATION, Kind
from tmf623.contract.profiles import CANONICAL, QOS_V1, V2, V4, Profile
from tmf623.contract.rendering import (
    event_json,
    event_type,
    href,
    page_json,
    projected_json,
    resource_bytes,
    resource_json,
)

BASE = "https://sla.example/prefix"


def stored(message: Message, id: int = 7) -> Stored:
    both = encoded(message)
    return Stored(id, 1, both.document, both.message)


SLA_STORED = stored(message_of(Sla, examples.SLA))
VIOLATION_STORED = stored(message_of(SlaViolation, examples.VIOLATION))


@pytest.mark.parametrize(
    ("kind", "message", "profile", "text"),
    [
        (SLA, Sla(name="x"), V2, b'{"id":7,"href":"/tmf-api/slaManagement/v2/sla/7","name":"x"}'),
        (SLA, Sla(name="x"), V4, b'{"id":"7","href":"/tmf-api/slaManagement/v4/sla/7","name":"x"}'),
        (SLA_VIOLATION, SlaViolation(), V2, b'{"id":7,"href":"/tmf-api/slaManagement/v2/slaViolation/7"}'),
        (SLA_VIOLATION, SlaViolation(), V4, b'{"id":"7","href":"/tmf-api/slaManagement/v4/slaViolation/7"}'),
        (HUB, Hub(callback="c"), V2, b'{"id":"7","href":"/tmf-api/slaManagement/v2/hub/7","callback":"c"}'),
        (HUB, Hub(callback="c"), V4, b'{"id":"7","href":"/tmf-api/slaManagement/v4/hub/7","callback":"c"}'),
        (CASE, Case(name="x"), QOS_V1, b'{"id":"7","href":"/tmf-api/customerQosManagement/v1/case/7","name":"x"}'),
        (
            ASSESSMENT,
            Assessment(revision=2),
            QOS_V1,
            b'{"id":"7","href":"/tmf-api/customerQosManagement/v1/assessment/7","revision":2}',
        ),
    ],
)
def test_id_and_href_come_first_in_the_form_of_the_profile(
    kind: Kind, message: Message, profile: Profile, text: bytes
) -> None:
    assert resource_json(kind, stored(message), profile, "") == text


def test_href_starts_with_the_base() -> None:
    value = orjson.loads(resource_json(SLA, SLA_STORED, V4, BASE))
    assert value["href"] == f"{BASE}/tmf-api/slaManagement/v4/sla/7" == href(SLA, 7, V4, BASE)


def test_a_base_with_odd_characters_is_still_json() -> None:
    value = orjson.loads(resource_json(SLA, SLA_STORED, V4, 'http://a"b\\c\né'))
    assert value["href"] == 'http://a"b\\c\né/tmf-api/slaManagement/v4/sla/7'


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@DRAWN
@given(data=st.data())
def test_a_rendered_resource_is_the_message_with_its_id_and_href(kind: Kind, data: st.DataObject) -> None:
    message: Any = data.draw(messages(kind.message, extended=True))
    profile = CANONICAL[kind.api]
    rendered = resource_json(kind, stored(message), profile, BASE)
    message.id = 7 if kind.has_numeric_id else "7"
    message.href = href(kind, 7, profile, BASE)
    assert message_of(kind.message, orjson.loads(rendered)) == message
    assert kind.message.FromString(resource_bytes(kind, stored(message), BASE)) == message


@pytest.mark.parametrize(
    ("tolerance", "average"),
    [("0.05", "0.10"), ("-1.50E+3", "0"), ("12345678901234567890.123456789", "1e-7"), ("0.05", None), (None, "7")],
)
def test_the_v2_profile_writes_two_numbers_of_a_violation_digit_by_digit(
    tolerance: str | None, average: str | None
) -> None:
    message = SlaViolation(violation={"unit": "%", "tolerance": tolerance, "violation_average": average})
    v2 = resource_json(SLA_VIOLATION, stored(message), V2, "")
    v4 = resource_json(SLA_VIOLATION, stored(message), V4, "")
    for name, digits in (("tolerance", tolerance), ("violationAverage", average)):
        assert (f'"{name}":{digits}'.encode() in v2) is (digits is not None)
        assert (f'"{name}":"{digits}"'.encode() in v4) is (digits is not None)


def test_a_rules_tolerance_is_text_in_every_profile() -> None:
    for profile in (V2, V4):
        assert orjson.loads(resource_json(SLA, SLA_STORED, profile, ""))["rule"][1]["tolerance"] == "0.20"


def test_a_number_written_by_an_older_spelling_is_still_json() -> None:
    row = Stored(7, 1, b'{"violation":{"tolerance":"+.5"}}', b"")
    assert orjson.loads(resource_json(SLA_VIOLATION, row, V2, ""))["violation"]["tolerance"] == 0.5


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param((("name",),), {"name": "Fast data"}, id="one attribute"),
        pytest.param((("name",), ("version",)), {"name": "Fast data", "version": "0.1"}, id="two"),
        pytest.param((("none",),), {}, id="none"),
        pytest.param((("id",),), {}, id="id"),
        pytest.param((("colour",),), {}, id="unknown"),
        pytest.param((("name",), ("none",)), {"name": "Fast data"}, id="none beside a name is a name nothing has"),
        pytest.param((("approved",),), {}, id="unset"),
        pytest.param((("template", "name"),), {"template": {"name": "Data template"}}, id="into an object"),
        pytest.param((("rule", "id"),), {"rule": [{"id": "availability"}, {"id": "downstream"}]}, id="into an array"),
        pytest.param(
            (("rule", "id"), ("rule", "unit")),
            {"rule": [{"id": "availability", "unit": "string"}, {"id": "downstream", "unit": "kbps"}]},
            id="two into an array",
        ),
        pytest.param((("rule", "colour"),), {}, id="unknown in an array"),
        pytest.param((("name", "first"),), {}, id="below text"),
        pytest.param(
            (("template",), ("template", "name")), {"template": examples.SLA["template"]}, id="whole wins, first"
        ),
        pytest.param(
            (("template", "name"), ("template",)), {"template": examples.SLA["template"]}, id="whole wins, last"
        ),
    ],
)
def test_fields_keep_id_and_href_and_what_was_asked_for(fields: Any, expected: dict[str, Any]) -> None:
    value = orjson.loads(projected_json(SLA, SLA_STORED, V4, "", fields))
    assert value == {"id": "7", "href": "/tmf-api/slaManagement/v4/sla/7", **expected}


def test_array_elements_without_the_attribute_are_left_out() -> None:
    row = stored(message_of(Sla, {"relatedParty": [{"role": "a"}, {"name": "b"}, {"role": "c", "name": "d"}]}))
    value = orjson.loads(projected_json(SLA, row, V4, "", (("relatedParty", "name"),)))
    assert value["relatedParty"] == [{"name": "b"}, {"name": "d"}]


def test_no_fields_is_the_whole_resource() -> None:
    assert projected_json(SLA, SLA_STORED, V2, BASE, ()) == resource_json(SLA, SLA_STORED, V2, BASE)


def test_the_type_is_written_only_when_asked_for() -> None:
    row = stored(message_of(Sla, {"name": "x", "@type": "t", "@schemaLocation": "s", "colour": "red"}))
    assert "@type" not in orjson.loads(projected_json(SLA, row, V4, "", (("name",),)))
    asked = orjson.loads(projected_json(SLA, row, V4, "", (("@type",), ("colour",))))
    assert (asked["@type"], asked["colour"]) == ("t", "red")


def test_a_projection_in_v2_writes_numbers_too() -> None:
    projected = projected_json(SLA_VIOLATION, VIOLATION_STORED, V2, "", (("violation", "tolerance"),))
    assert projected.endswith(b'"violation":{"tolerance":0.05}}')


@DRAWN
@given(data=st.data())
def test_a_projection_on_first_level_attributes_is_a_part_of_the_whole(data: st.DataObject) -> None:
    row = stored(data.draw(messages(Sla, extended=True)))
    whole = orjson.loads(resource_json(SLA, row, V4, ""))
    asked = data.draw(st.lists(st.sampled_from([*whole, "colour"]), min_size=1))
    projected = orjson.loads(projected_json(SLA, row, V4, "", tuple((name,) for name in asked)))
    assert projected == {name: value for name, value in whole.items() if name in {"id", "href", *asked}}


def test_a_page_is_an_array_of_the_resources() -> None:
    rows = [stored(Sla(name=name), number) for number, name in ((1, "a"), (2, "b"))]
    assert orjson.loads(page_json(SLA, rows, V2, "")) == [
        {"id": 1, "href": "/tmf-api/slaManagement/v2/sla/1", "name": "a"},
        {"id": 2, "href": "/tmf-api/slaManagement/v2/sla/2", "name": "b"},
    ]
    assert page_json(SLA, [], V2, "") == b"[]"
    assert [set(row) for row in orjson.loads(page_json(SLA, rows, V2, "", (("none",),)))] == [{"id", "href"}] * 2


EVENT = EventRecord(
    id=430958,
    kind=SLA_VIOLATION,
    resource_id=7,
    revision=1,
    change="Create",
    event_time=datetime(2014, 9, 27, 5, 46, 25, tzinfo=UTC),
    document=VIOLATION_STORED.document,
    message=VIOLATION_STORED.message,
)


@pytest.mark.parametrize(
    ("profile", "type_"), [(V2, "SlaViolationCreateNotification"), (V4, "SlaViolationCreateEvent")]
)
def test_an_event_is_the_envelope_around_the_whole_resource(profile: Profile, type_: str) -> None:
    event = orjson.loads(event_json(EVENT, profile, BASE))
    assert list(event.items()) == [
        ("eventId", "430958"),
        ("eventTime", "2014-09-27T05:46:25Z"),
        ("eventType", type_),
        ("event", {"slaViolation": orjson.loads(resource_json(SLA_VIOLATION, VIOLATION_STORED, profile, BASE))}),
    ]


@pytest.mark.parametrize(
    ("microsecond", "written"),
    [(0, "23:30:00Z"), (500_000, "23:30:00.500Z"), (1, "23:30:00.000001Z")],
)
def test_the_time_of_an_event_is_written_in_utc(microsecond: int, written: str) -> None:
    time = datetime(2015, 1, 1, 1, 30, 0, microsecond, tzinfo=timezone(timedelta(hours=2)))
    event = orjson.loads(event_json(EVENT._replace(event_time=time), V4, BASE))
    assert event["eventTime"] == f"2014-12-31T{written}"


@pytest.mark.parametrize(
    ("kind", "change", "profile", "type_"),
    [
        (SLA, "Create", V2, "SlaCreateNotification"),
        (SLA, "StateChange", V4, "SlaStateChangeEvent"),
        (SLA_VIOLATION, "AttributeValueChange", V4, "SlaViolationAttributeValueChangeEvent"),
        (SLA_VIOLATION, "Delete", V2, "SlaViolationDeleteNotification"),
    ],
)
def test_event_types_are_resource_change_and_the_word_of_the_profile(
    kind: Kind, change: str, profile: Profile, type_: str
) -> None:
    assert event_type(kind, change, profile) == type_
