"""Request schemas say what the service reads: no more, and hardly less."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from google.api import annotations_pb2
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

import openapi_documents as api
from tmf623.contract.codec import message_of
from tmf623.contract.reader import read_json
from tmf623.contract.services import SERVICES

JSON = "application/json"
RPCS = {method.name[0].lower() + method.name[1:]: method for service in SERVICES for method in service.methods}


def bodies() -> Iterator[Any]:
    """Each operation with a JSON body, and the message it is read into; v2 has the request schemas of v4.

    What other APIs' clients send has no message: it is theirs.
    """
    for profile in ("v4", "qos-v1"):
        for name, operation in api.operations(profile).items():
            if name in RPCS and JSON in operation.content.get("requestBody", {}).get("content", {}):
                yield pytest.param(profile, operation, _message(RPCS[name]), id=f"{profile} {name}")


def _message(rpc: MethodDescriptor) -> type[Message]:
    body = rpc.GetOptions().Extensions[annotations_pb2.http].body
    asked = rpc.input_type
    return GetMessageClass(asked if body == "*" else asked.fields_by_name[body].message_type)


def drawn(profile: str, operation: api.Operation) -> st.SearchStrategy[Any]:
    """Bodies that fit the operation's schema."""
    document = json.loads(json.dumps(api.document(profile)))
    strategy: st.SearchStrategy[Any] = schemathesis.openapi.from_dict(document)[operation.path][
        operation.verb.upper()
    ].as_strategy(generation_mode=GenerationMode.POSITIVE)
    return strategy.filter(lambda case: case.media_type in {JSON, None}).map(lambda case: case.body)


def has_nul_in_a_name(value: object) -> bool:
    """Whether a name holds U+0000: no announced attribute may, and OpenAPI 3.0 cannot say so of names."""
    if isinstance(value, list):
        return any(map(has_nul_in_a_name, value))
    return isinstance(value, dict) and any("\0" in name or has_nul_in_a_name(each) for name, each in value.items())


@pytest.mark.parametrize(("profile", "operation", "message"), list(bodies()))
def test_what_a_request_schema_accepts_the_codec_reads(profile: str, operation: api.Operation, message: Any) -> None:
    schema = operation.content["requestBody"]["content"][JSON]["schema"]
    validator = compiled(profile, schema)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(drawn(profile, operation))
    def holds(body: object) -> None:
        assume(not has_nul_in_a_name(body))
        value = read_json(json.dumps(body).encode())
        assert validator.is_valid(value)
        message_of(message, value)

    holds()


def compiled(profile: str, schema: dict[str, Any]) -> jsonschema_rs.Draft4Validator:
    return jsonschema_rs.Draft4Validator(api.executable(profile, schema), validate_formats=True)


def fits(profile: str, name: str, value: object) -> bool:
    return bool(compiled(profile, {"$ref": f"#/components/schemas/{name}"}).is_valid(value))


ANNOUNCED = {"@type": "CustomerSla", "@schemaLocation": "https://schemas.example/customerSla.json"}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param("SlaCreate", {"name": "Gold"}, id="only a name"),
        pytest.param("SlaCreate", {"name": "Gold", "id": 7, "href": "x"}, id="id as a number, which is ignored"),
        pytest.param("SlaCreate", {"name": "Gold", "id": "0b9c-uuid"}, id="id of another system"),
        pytest.param("SlaCreate", {"name": "Gold", "validFor": None, "rule": None}, id="null is absent"),
        pytest.param("SlaCreate", {"name": "Gold", "state": "observed", "approved": True}, id="R14.5.1's own"),
        pytest.param("SlaCreate", {"name": "Gold", "seats": [1, {"a": None}], **ANNOUNCED}, id="announced attributes"),
        pytest.param("SlaCreate", {"name": "Gold", "rule": [{"operator": "any words"}]}, id="any text in a rule"),
        pytest.param("SlaCreate", {"name": "Gold", "rule": [{"seats": 5, **ANNOUNCED}]}, id="announced in a rule"),
        pytest.param(
            "SlaCreate",
            {"name": "Gold", "validFor": {"startDateTime": "2013-04-19t16:42:23.123456789+02:00"}},
            id="an instant with offset and nanoseconds",
        ),
        pytest.param("SlaCreate", {"name": "Gold", "approvalDate": "9999-12-31T23:59:59Z"}, id="the last instant"),
        pytest.param("SlaPatch", {}, id="a patch of nothing"),
        pytest.param("SlaPatch", {"description": None}, id="a patch that removes"),
        pytest.param("SlaViolationCreate", {}, id="an empty violation"),
        pytest.param("SlaViolationCreate", {"violation": {"tolerance": 0.05}}, id="a tolerance as a number"),
        pytest.param("SlaViolationCreate", {"violation": {"tolerance": "0.05"}}, id="a tolerance as text"),
        pytest.param("HubCreate", {"callback": "http://127.0.0.1:9000/listener", "query": None}, id="a listener"),
        pytest.param("HubCreate", {"callback": "HTTPS://[::1]/?a=%20b"}, id="a listener by IPv6"),
        pytest.param("JsonPatch", [{"op": "add", "path": "/rule/-", "value": {"id": "r"}}], id="JSON Patch"),
        pytest.param("JsonPatch", {"op": "remove", "path": "/state"}, id="an operation without its array"),
        pytest.param("JsonPatch", [{"op": "replace", "path": "", "value": {"name": "New"}}], id="the whole resource"),
        pytest.param(
            "JsonPatchQuery",
            [{"op": "replace", "path": "/relatedParty/name?relatedParty.role=SLAConsumer", "value": "x"}],
            id="JSON Patch Query",
        ),
        pytest.param("JsonPatchQuery", [{"op": "remove", "path": "$.rule[?@.id=='r']"}], id="a patch by JSONPath"),
    ],
)
def test_a_request_clients_send_fits(name: str, body: object) -> None:
    assert all(fits(profile, name, body) for profile in ("v2", "v4"))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param("SlaCreate", {}, id="no name"),
        pytest.param("SlaCreate", {"name": " \t"}, id="a blank name"),
        pytest.param("SlaCreate", {"name": None}, id="null for the name"),
        pytest.param("SlaCreate", {"name": "a\0b"}, id="U+0000"),
        pytest.param("SlaCreate", {"sla": {"name": "Gold"}}, id="an envelope"),
        pytest.param("SlaCreate", [{"name": "Gold"}], id="an array"),
        pytest.param("SlaCreate", {"name": "Gold", "seats": 5}, id="an unknown attribute"),
        pytest.param("SlaCreate", {"name": "Gold", "seats": 5, "@type": "CustomerSla"}, id="announced by half"),
        pytest.param("SlaCreate", {"name": "Gold", "seats": 2**53, **ANNOUNCED}, id="a number no double holds"),
        pytest.param("SlaCreate", {"name": "Gold", "relatedParty": {"role": "SLAConsumer"}}, id="one for many"),
        pytest.param("SlaCreate", {"name": "Gold", "rule": [None]}, id="null among rules"),
        pytest.param("SlaCreate", {"name": "Gold", "approved": "yes"}, id="text for truth"),
        pytest.param("SlaCreate", {"name": "Gold", "approvalDate": "2013-09-10 12:00:00Z"}, id="no T"),
        pytest.param("SlaCreate", {"name": "Gold", "approvalDate": "2013-09-10T12:00:00"}, id="no offset"),
        pytest.param("SlaCreate", {"name": "Gold", "approvalDate": "2016-12-31T23:59:60Z"}, id="a leap second"),
        pytest.param("SlaCreate", {"name": "Gold", "approvalDate": "2013-02-30T12:00:00Z"}, id="30 February"),
        pytest.param("SlaCreate", {"name": "Gold", "rule": [{"spec": {"@type": "Other"}}]}, id="another computation"),
        pytest.param(
            "SlaCreate", {"name": "Gold", "rule": [{"spec": {"fixedDenominator": "PT0S"}}]}, id="a denominator of zero"
        ),
        pytest.param("SlaCreate", {"name": "Gold", "calendar": [{"id": "c"}]}, id="a calendar without hours"),
        pytest.param("SlaPatch", {"name": None}, id="a patch that removes the name"),
        pytest.param("SlaViolationCreate", {"violation": {"tolerance": "5 %"}}, id="a tolerance in words"),
        pytest.param("SlaViolationCreate", {"violation": {"tolerance": True}}, id="truth for a number"),
        pytest.param("HubCreate", {"query": ""}, id="no callback"),
        pytest.param("HubCreate", {"callback": "ftp://listener.example/"}, id="a callback that is not http"),
        pytest.param("HubCreate", {"callback": "http://user@listener.example/"}, id="a callback with a user"),
        pytest.param("HubCreate", {"callback": "http://0x7f000001/"}, id="an address in disguise"),
        pytest.param("JsonPatch", [{"op": "add", "path": "/state"}], id="an addition of nothing"),
        pytest.param("JsonPatch", [{"op": "put", "path": "/state", "value": "x"}], id="an unknown operation"),
        pytest.param("JsonPatch", [{"op": "remove", "path": "state"}], id="a pointer without slash"),
    ],
)
def test_a_request_that_means_nothing_does_not_fit(name: str, body: object) -> None:
    assert not any(fits(profile, name, body) for profile in ("v2", "v4"))


STATE = {"time": "2026-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"state": "up"}, True, id="up"),
        pytest.param({"state": "up", "impact": None}, True, id="up, impact absent"),
        pytest.param({"state": "up", "impact": "0"}, False, id="up with an impact"),
        pytest.param({"state": "degraded", "impact": "0.5"}, True, id="degraded"),
        pytest.param({"state": "degraded", "impact": ".25"}, True, id="degraded, no leading zero"),
        pytest.param({"state": "degraded"}, False, id="degraded by how much?"),
        pytest.param({"state": "degraded", "impact": "1.01"}, False, id="more than all"),
        pytest.param({"state": "broken"}, False, id="no such state"),
        pytest.param({}, False, id="no state"),
    ],
)
def test_a_change_of_state_says_how_much_is_lost_only_when_degraded(change: dict[str, Any], *, expected: bool) -> None:
    batch = {"source": "monitor", "object": "line-1", "stateChange": [{**STATE, **change}]}
    assert fits("qos-v1", "RecordMeasurement", {"batch": [batch]}) is expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("FilterJsonPath", "$[?(@.name=='Gold')]", True, id="on the list"),
        pytest.param("FilterJsonPath", "rule[?(@.id=='y')]", True, id="on an array"),
        pytest.param("FilterJsonPath", "$.rule[?(@.a=='x' && @.b!=3)]", True, id="two conditions"),
        pytest.param("FilterJsonPath", "$[?(@.name=='Gold'", False, id="not closed"),
        pytest.param("FilterNumber", "0.05", True, id="a decimal"),
        pytest.param("FilterNumber", "-1.5e3", True, id="a decimal with an exponent"),
        pytest.param("FilterNumber", "five", False, id="a word"),
        pytest.param("FilterInstant", "2013-04-20", True, id="a date"),
        pytest.param("FilterInstant", "2013-04-20T00:00:00+02:00", True, id="an instant"),
        pytest.param("FilterInstant", "20/04/2013", False, id="another spelling"),
        pytest.param("FilterBoolean", "true", True, id="true"),
        pytest.param("FilterBoolean", "1", False, id="one for true"),
    ],
)
def test_values_of_query_parameters_are_spelled_as_the_query_language_reads_them(
    name: str, text: str, *, expected: bool
) -> None:
    assert fits("v2", name, text) is expected
