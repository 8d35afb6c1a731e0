"""What hubs ask to hear of."""

from typing import Any

import pytest

from tmf.sla.v1.event_pb2 import EventPayload
from tmf623.contract.kinds import CASE, KINDS, SLA, SLA_VIOLATION, Kind
from tmf623.contract.profiles import QOS_V1, V2, V4, Profile
from tmf623.errors import Invalid, Reason
from tmf623.query.hubs import CHANGES, kinds_told, parse_hub_query

GOLD = {"id": "7", "name": "Gold", "relatedParty": [{"role": "SLAConsumer"}]}
BREACH = {"id": "9", "sla": {"id": "7", "name": "Gold"}, "violation": {"unit": "%", "tolerance": "0.05"}}


def wanted(text: str, profile: Profile = V4) -> set[tuple[str, str]]:
    """The kinds and changes of which an event of GOLD and BREACH is wanted."""
    query = parse_hub_query(text, profile)
    resources: list[tuple[Kind, dict[str, Any]]] = [(SLA, GOLD), (SLA_VIOLATION, BREACH)]
    return {
        (kind.name, change) for kind, value in resources for change in CHANGES if query.matches(change, kind, value)
    }


CREATED = {("slaViolation", "Create")}
ALL_OF_SLA = {("sla", change) for change in CHANGES}
ALL_OF_VIOLATION = {("slaViolation", change) for change in CHANGES}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ALL_OF_SLA | ALL_OF_VIOLATION, id="nothing asks for everything"),
        pytest.param("eventType=SlaCreateEvent", {("sla", "Create")}, id="one type"),
        pytest.param("eventType=SlaViolationCreateNotification", CREATED, id="of the other profile"),
        pytest.param("eventType=SLAViolationCreateNotification", CREATED, id="as R14.5.1 spells it"),
        pytest.param("eventType=slacreateevent", {("sla", "Create")}, id="in any case"),
        pytest.param(
            "eventType=SlaCreateEvent,SlaDeleteEvent", {("sla", "Create"), ("sla", "Delete")}, id="several types"
        ),
        pytest.param(
            "eventType=SlaStateChangeEvent&eventType=SlaViolationDeleteEvent",
            {("sla", "StateChange"), ("slaViolation", "Delete")},
            id="repeated",
        ),
        pytest.param(
            "eventType=SlaValueChangeNotification", {("sla", "AttributeValueChange")}, id="a word of the old one"
        ),
        pytest.param("?eventType=SlaCreateEvent&", {("sla", "Create")}, id="with a question mark"),
        pytest.param("name=Gold", ALL_OF_SLA, id="an attribute of one resource alone"),
        pytest.param("name=Silver", set(), id="in vain"),
        pytest.param("event.sla.name=Gold", ALL_OF_SLA, id="as it stands in the event"),
        pytest.param("sla.name=Gold", ALL_OF_SLA | ALL_OF_VIOLATION, id="an agreement, and what refers to it"),
        pytest.param("slaViolation.violation.unit=%25", ALL_OF_VIOLATION, id="below the resource's name"),
        pytest.param("violation.tolerance.lt=0.1", ALL_OF_VIOLATION, id="typed"),
        pytest.param("resource.id=7", ALL_OF_SLA, id="below resource"),
        pytest.param("relatedParty.role=SLAConsumer;relatedParty.role=x", ALL_OF_SLA, id="or"),
        pytest.param("eventType=SlaCreateEvent&name=Gold", {("sla", "Create")}, id="type and attribute"),
        pytest.param("$[?@.name=='Gold']", ALL_OF_SLA, id="JSONPath alone"),
        pytest.param("filter=$.violation&eventType=SlaViolationCreateEvent", CREATED, id="and joined"),
        pytest.param("fields=resource.id", ALL_OF_SLA | ALL_OF_VIOLATION, id="fields select no events"),
    ],
)
def test_a_hub_hears_of(text: str, expected: set[tuple[str, str]]) -> None:
    assert wanted(text) == wanted(text, V2) == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("eventType=SlaExplodeEvent", "SlaExplodeEvent"),
        ("eventType=CreateNotification", "CreateNotification"),
        ("eventType=", '""'),
        ("eventType=SlaCreateEvent,", '""'),
        ("eventType", "eventType"),
        ("nosuch=1", "nosuch"),
        ("name=Gold&violation.unit=x", "violation.unit"),
        ("eventType=SlaCreateEvent&violation.unit=x", "violation.unit"),
        ("event.hub.callback=x", "event.hub.callback"),
        ("limit=1", "limit"),
        ("sort=name", "sort"),
        ("name=%zz", "%zz"),
        ("filter=$[?", "JSONPath"),
        ("name=\ud800", "surrogate"),
        ("name=" + "x" * 9000, "8192"),
    ],
)
def test_a_wrong_query_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_hub_query(text, V4)
    assert refused.value.reason is Reason.INVALID_QUERY
    assert named in refused.value.message


def test_a_hub_hears_of_its_own_api_alone() -> None:
    assert not parse_hub_query("", V4).matches("Create", CASE, {"id": "1"})
    assert {kind.name for kind in kinds_told(V4)} == {"sla", "slaViolation"} == {kind.name for kind in kinds_told(V2)}


def test_a_hub_of_customer_qos_management_hears_of_everything() -> None:
    assert wanted("", QOS_V1) == ALL_OF_SLA | ALL_OF_VIOLATION
    assert kinds_told(QOS_V1) == [kind for kind in KINDS.values() if kind.has_events]
    assert wanted("eventType=SlaViolationCreateEvent", QOS_V1) == CREATED


def test_a_query_without_event_types_may_mean_those_of_another_profile() -> None:
    unnamed = (parse_hub_query(text, QOS_V1, V4) for text in ("", "id=7", "$.id"))
    assert [set(query.criteria) for query in unnamed] == [{"sla", "slaViolation"}] * 3
    for kind in kinds_told(QOS_V1):
        name = f"{kind.name}CreateEvent"
        assert set(parse_hub_query(f"eventType={name}", QOS_V1, V4).criteria) == {kind.name}


def test_every_event_has_a_place_in_the_payload() -> None:
    fields = {field.name: field.message_type for field in EventPayload.DESCRIPTOR.fields}
    assert fields == {kind.field: kind.message.DESCRIPTOR for kind in KINDS.values() if kind.has_events}


def test_numbers_of_the_v2_profile_compare_like_digits() -> None:
    breach = {"id": 9, "violation": {"tolerance": 0.05}}
    assert parse_hub_query("violation.tolerance=5e-2&id=9", V2).matches("Create", SLA_VIOLATION, breach)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param("", (), id="everything"),
        pytest.param("fields=name", (("name",), ("date",)), id="the date always comes"),
        pytest.param("fields=event.sla.name", (("sla", "name"), ("name",), ("date",)), id="as it stands in the event"),
        pytest.param("fields=resource.rule.id", (("rule", "id"), ("date",)), id="below resource"),
        pytest.param("fields=none", (("id",), ("href",), ("date",)), id="none"),
    ],
)
def test_fields_narrow_the_resource(text: str, fields: Any) -> None:
    assert parse_hub_query(text, V4).fields == fields
