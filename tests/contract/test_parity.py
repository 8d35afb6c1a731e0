"""proto/ and openapi/ state one contract: neither is generated from the other, so here they are held together."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from google.api import annotations_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor

import openapi_documents as api
from tmf.sla.v1 import event_pb2, measurement_pb2, sla_pb2, violation_pb2
from tmf623.contract.kinds import KINDS
from tmf623.contract.profiles import PROFILES
from tmf623.contract.services import SERVICES

GRPC_ONLY_RPCS = {
    "WatchEvents": "over REST a hub calls back",
    "ExportAssessment": "over REST the answer of `exportAssessment` is the bundle itself",
    "StreamMeasurement": "over REST the lines of NDJSON are a stream",
}
"""rpcs without a REST twin, each with its reason."""

GRPC_ONLY_FIELDS = {
    "extension": "in JSON the announced attributes stand beside the others",
    "read_mask": "over REST `fields` says the same",
    "update_mask": "over REST the media type of the patch says it",
    "page_token": "over REST the link to the next page carries it",
}
AS_PARAMETERS = {
    "filter": "filter",
    "fields": "fields",
    "sort": "sort",
    "offset": "offset",
    "limit": "limit",
    "if_match": "If-Match",
    "request_id": "Idempotency-Key",
    "format": "format",
}
"""Fields of requests that travel as a parameter beside the body."""
AS_HEADERS = {"etag": "ETag", "total_count": "X-Total-Count", "next_page_token": "Link"}
"""Fields of responses that travel as a header."""
REST_ONLY_PARAMETERS = {
    "If-None-Match": "a gRPC client has no cache to revalidate",
    "Range": "in a message `offset` and `limit` say it",
}


class Rpc(NamedTuple):
    """An rpc and what its google.api.http annotation says."""

    method: MethodDescriptor
    verb: str
    path: str
    body: str
    response_body: str

    @property
    def operation_id(self) -> str:
        name = self.method.name
        return str(name[0].lower() + name[1:])


def _annotated(method: MethodDescriptor) -> Rpc:
    rule = method.GetOptions().Extensions[annotations_pb2.http]
    verb = rule.WhichOneof("pattern")
    return Rpc(method, verb, getattr(rule, verb), rule.body, rule.response_body)


METHODS = {method.name: method for service in SERVICES for method in service.methods}
RPCS = [_annotated(method) for name, method in METHODS.items() if name not in GRPC_ONLY_RPCS]
each_rpc = pytest.mark.parametrize("rpc", [pytest.param(rpc, id=rpc.method.name) for rpc in RPCS])


def profile_of(rpc: Rpc) -> str:
    """The profile whose base path the annotation starts with."""
    return next(name for name, profile in PROFILES.items() if rpc.path.startswith(profile.base_path + "/"))


def twins(rpc: Rpc) -> Iterator[tuple[str, api.Operation]]:
    """The REST operations of an rpc: in its own profile and, for TMF623, in v2 by verb and path."""
    home = profile_of(rpc)
    yield home, api.operations(home)[rpc.operation_id]
    if home == "v4":
        below = rpc.path.removeprefix(PROFILES[home].base_path)
        yield from (
            ("v2", each)
            for each in api.operations("v2").values()
            if (each.verb, anonymous(each.path)) == (rpc.verb, anonymous(below))
        )


def anonymous(path: str) -> str:
    """`path` without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def field_named(message: Descriptor, name: str) -> FieldDescriptor:
    return message.fields_by_name[name]


# ------------------------------------------------------------------ operations


@each_rpc
def test_an_annotation_names_the_verb_and_path_of_the_operation_of_the_same_name(rpc: Rpc) -> None:
    profile = profile_of(rpc)
    operation = api.operations(profile)[rpc.operation_id]
    base = api.document(profile)["servers"][0]["url"]
    assert (operation.verb, base + operation.path) == (rpc.verb, rpc.path)


@pytest.mark.parametrize("profile", ["v4", "qos-v1"])
def test_there_is_an_rpc_for_every_operation_and_an_operation_for_every_rpc(profile: str) -> None:
    expected = {rpc.operation_id for rpc in RPCS if profile_of(rpc) == profile}
    assert set(api.operations(profile)) - set(api.REST_ONLY_OPERATIONS) == expected


def test_every_rpc_has_an_annotation_or_a_reason_not_to() -> None:
    unannotated = {
        name for name, method in METHODS.items() if not method.GetOptions().HasExtension(annotations_pb2.http)
    }
    assert unannotated == set(GRPC_ONLY_RPCS)


def test_version_2_has_the_paths_and_verbs_of_version_4() -> None:
    def routes(profile: str) -> set[tuple[str, str]]:
        return {(each.verb, anonymous(each.path)) for each in api.operations(profile).values()}

    assert routes("v2") == routes("v4")


@each_rpc
def test_the_path_is_filled_from_a_field_of_the_request(rpc: Rpc) -> None:
    for name in re.findall(r"\{(\w+)\}", rpc.path):
        assert field_named(rpc.method.input_type, name).type == FieldDescriptor.TYPE_STRING


@each_rpc
def test_a_body_is_announced_where_the_operation_has_one(rpc: Rpc) -> None:
    for _, operation in twins(rpc):
        assert ("requestBody" in operation.content) == bool(rpc.body)


# ------------------------------------------------------------------ requests and responses


@each_rpc
def test_the_request_body_has_the_fields_of_the_message_in_name_and_type(rpc: Rpc) -> None:
    request = rpc.method.input_type
    for profile, operation in twins(rpc):
        for media, content in operation.content.get("requestBody", {}).get("content", {}).items():
            if "json-patch" in media or "ndjson" in media:
                continue
            message = request if rpc.body == "*" else field_named(request, rpc.body).message_type
            assert differences(profile, message, content["schema"], is_request=True) == []


@each_rpc
def test_the_answer_has_the_fields_of_the_message_in_name_and_type(rpc: Rpc) -> None:
    response = rpc.method.output_type
    for profile, operation in twins(rpc):
        for status, answer in api.responses(profile, operation).items():
            if not status.startswith("2"):
                continue
            if not rpc.response_body and not response.fields:
                assert "content" not in answer
                continue
            if response.full_name == "google.api.HttpBody":
                assert answer["content"]
                continue
            node = answer["content"]["application/json"]["schema"]
            if not rpc.response_body:
                assert differences(profile, response, node, is_request=False) == []
                continue
            field = field_named(response, rpc.response_body)
            assert field_differences(profile, field, node, is_request=False) == []


@each_rpc
def test_every_other_field_of_the_request_is_a_parameter_and_every_parameter_a_field(rpc: Rpc) -> None:
    request = rpc.method.input_type
    in_path = set(re.findall(r"\{(\w+)\}", rpc.path))
    if rpc.body == "*":
        expected = set()
    else:
        rest = {field.name for field in request.fields} - in_path - {rpc.body} - set(GRPC_ONLY_FIELDS)
        expected = {AS_PARAMETERS[name] for name in rest}
    for profile, operation in twins(rpc):
        declared = api.parameters(profile, operation)
        beside = {name for name, each in declared.items() if each["in"] != "path"}
        attributes = {name for name in beside if is_attribute(rpc, name)}
        assert beside - attributes - set(REST_ONLY_PARAMETERS) == expected


def is_attribute(rpc: Rpc, name: str) -> bool:
    """Whether a list's parameter is the path of an attribute of what it lists."""
    if "page_token" not in rpc.method.input_type.fields_by_name:
        return False
    message = field_named(rpc.method.output_type, rpc.response_body).message_type
    for step in name.split("."):
        field = next((each for each in message.fields if each.json_name == step), None) if message else None
        if field is None:
            return False
        message = field.message_type
    return True


@each_rpc
def test_every_other_field_of_the_response_is_a_header(rpc: Rpc) -> None:
    if not rpc.response_body:
        return
    beside = {field.name for field in rpc.method.output_type.fields} - {rpc.response_body}
    for profile, operation in twins(rpc):
        success = min(status for status in api.responses(profile, operation) if status.startswith("2"))
        headers = set(api.responses(profile, operation)[success].get("headers", {}))
        assert {AS_HEADERS[name] for name in beside} <= headers


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_list_can_be_filtered_by_every_attribute_of_the_first_level(kind: Any) -> None:
    """Except a secret, which is never read."""
    for profile in ("v2", "v4", "qos-v1"):
        for operation in api.operations(profile).values():
            if (operation.verb, operation.path) != ("get", f"/{kind.name}"):
                continue
            firsts = {name.split(".")[0] for name in api.parameters(profile, operation)}
            names = {field.json_name for field in kind.message.DESCRIPTOR.fields} - {"extension", "secret"}
            assert names - firsts == set()


# ------------------------------------------------------------------ schemas


def differences(profile: str, message: Descriptor, node: dict[str, Any], *, is_request: bool) -> list[str]:
    """What a schema says otherwise than the message, in all of its forms together; [] when they are equal."""
    forms = api.forms(profile, node)
    fields = {field.json_name: field for field in message.fields if field.name not in GRPC_ONLY_FIELDS}
    found = [f"{message.name}: {form.get('type')} is not object" for form in forms if form.get("type") != "object"]
    named = set().union(*(form.get("properties", {}) for form in forms))
    found += [f"{message.name}.{name} is in one of them only" for name in fields.keys() ^ named]
    for form in forms:
        for name, each in form.get("properties", {}).items():
            if name in fields:
                found += field_differences(profile, fields[name], each, is_request=is_request)
    return found


def field_differences(profile: str, field: FieldDescriptor, node: dict[str, Any], *, is_request: bool) -> list[str]:
    """What a property says otherwise than the field."""
    if not field.is_repeated:
        return value_differences(profile, field, node, is_request=is_request)
    node = api.resolved(profile, node)
    if node.get("type") != "array":
        return [f"{field.full_name}: {node.get('type')} is not array"]
    return value_differences(profile, field, node["items"], is_request=is_request)


def value_differences(profile: str, field: FieldDescriptor, node: dict[str, Any], *, is_request: bool) -> list[str]:
    """What a schema says otherwise than one value of the field."""
    message = field.message_type
    if message is not None and message.full_name != "google.protobuf.Timestamp":
        return differences(profile, message, node, is_request=is_request)
    said = {(form.get("type"), form.get("format", "")) for form in api.forms(profile, node)}
    expected = json_types(profile, field, is_request=is_request)
    return [] if said == expected else [f"{field.full_name}: {sorted(said)} is not {sorted(expected)}"]


def json_types(profile: str, field: FieldDescriptor, *, is_request: bool) -> set[tuple[str, str]]:
    """Type and format of a field's JSON in a profile; requests are read in either spelling."""
    name = f"{field.containing_type.name}.{field.json_name}"
    has_number = name in PROFILES["v2"].numbers
    if is_request and (has_number or name in SERVER_WRITTEN):
        return {("string", ""), ("integer" if name.endswith(".id") else "number", "")}
    if name in PROFILES[profile].numbers:
        return {("integer", "int64") if field.type == FieldDescriptor.TYPE_INT64 else ("number", "float")}
    if field.message_type is not None:
        return {("string", "date-time")}
    if is_request and name in FORMATS:
        return {("string", FORMATS[name])}
    return {SCALARS[field.type]}


SERVER_WRITTEN = {f"{kind.message.DESCRIPTOR.name}.id" for kind in KINDS.values()}
FORMATS = {"Calendar.holiday": "date"}
SCALARS = {
    FieldDescriptor.TYPE_STRING: ("string", ""),
    FieldDescriptor.TYPE_INT64: ("string", ""),
    FieldDescriptor.TYPE_INT32: ("integer", "int32"),
    FieldDescriptor.TYPE_BOOL: ("boolean", ""),
}


@pytest.mark.parametrize("profile", api.NAMES)
def test_a_message_and_its_schema_have_one_name_and_are_equal(profile: str) -> None:
    files = (sla_pb2, violation_pb2, event_pb2, measurement_pb2)
    messages = {name: each for file in files for name, each in file.DESCRIPTOR.message_types_by_name.items()}
    schemas = api.document(profile)["components"]["schemas"]
    both = messages.keys() & schemas.keys()
    assert both
    for name in both:
        found = differences(profile, messages[name], schemas[name], is_request=False)
        assert found == []


def test_version_2_and_version_4_differ_only_in_the_numbers_of_the_profile() -> None:
    schemas = {profile: api.document(profile)["components"]["schemas"] for profile in ("v2", "v4")}
    assert schemas["v2"].keys() == schemas["v4"].keys()
    differing = {
        f"{name}.{attribute}"
        for name in schemas["v2"]
        for attribute in schemas["v2"][name].get("properties", {})
        if schemas["v2"][name]["properties"][attribute] != schemas["v4"][name]["properties"].get(attribute)
    }
    assert differing == PROFILES["v2"].numbers


def test_every_singular_scalar_of_the_contract_knows_whether_it_is_set() -> None:
    files = {method.file for method in SERVICES}
    seen = {each for file in files for each in (file, *file.dependencies) if each.package == "tmf.sla.v1"}
    fields = [field for file in seen for each in file.message_types_by_name.values() for field in each.fields]
    assert fields
    assert [field.full_name for field in fields if not field.is_repeated and not field.has_presence] == []
