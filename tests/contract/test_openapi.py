"""The OpenAPI documents are well-formed, self-contained, complete, and say what the code says."""

import copy
import re
from itertools import chain

import jsonschema_rs
import pytest
from connexion.spec import Specification

import openapi_documents as api
from tmf623.contract.profiles import PROFILES
from tmf623.errors import Reason

OPERATIONS = [
    pytest.param(profile, operation, id=f"{profile} {name}")
    for profile in api.NAMES
    for name, operation in api.operations(profile).items()
]
each_document = pytest.mark.parametrize("profile", api.NAMES)
each_operation = pytest.mark.parametrize(("profile", "operation"), OPERATIONS)


@each_document
def test_connexion_loads_the_document_which_checks_it_against_the_schema_of_openapi_3_0(profile: str) -> None:
    loaded = Specification.from_dict(api.document(profile))
    assert loaded.version == (3, 0, 3)


@each_document
def test_every_reference_leads_to_a_part_of_the_same_document(profile: str) -> None:
    for node in api.nodes(api.document(profile)):
        if "$ref" in node:
            assert node["$ref"].startswith("#/components/")
            assert api.resolved(profile, node)


@each_document
def test_every_component_is_used(profile: str) -> None:
    used = {node["$ref"] for node in api.nodes(api.document(profile)) if "$ref" in node}
    components = api.document(profile)["components"]
    assert {f"#/components/{section}/{name}" for section in components for name in components[section]} == used


@each_document
def test_no_text_looks_like_a_template(profile: str) -> None:
    texts = chain.from_iterable(node.values() for node in api.nodes(api.document(profile)))
    assert [text for text in texts if isinstance(text, str) and re.search(r"\{\{|\{%|\{#", text)] == []


@each_document
def test_operation_names_are_unique_and_parameters_stand_on_operations(profile: str) -> None:
    paths = api.document(profile)["paths"]
    count = sum(len(item) for item in paths.values())
    assert len(api.operations(profile)) == count
    assert all(set(item) <= set(api.VERBS) for item in paths.values())


@each_document
def test_the_server_is_the_base_path_of_the_profile(profile: str) -> None:
    assert api.document(profile)["servers"] == [{"url": PROFILES[profile].base_path}]


@each_document
def test_every_pattern_means_something_to_both_validators(profile: str) -> None:
    patterns = {node["pattern"] for node in api.nodes(api.document(profile)) if isinstance(node.get("pattern"), str)}
    assert patterns
    for pattern in patterns:
        re.compile(pattern)
        jsonschema_rs.Draft4Validator({"type": "string", "pattern": pattern})


@each_document
def test_null_is_allowed_only_where_a_type_is_said_as_openapi_3_0_3_demands(profile: str) -> None:
    for node in api.nodes(api.document(profile)):
        if node.get("nullable") is True:
            assert isinstance(node["type"], str)
            assert "enum" not in node or None in node["enum"]


@each_operation
def test_an_operation_says_what_it_does(profile: str, operation: api.Operation) -> None:
    tags = {tag["name"] for tag in api.document(profile)["tags"]}
    assert operation.content["summary"]
    assert operation.content["description"]
    assert set(operation.content["tags"]) <= tags
    assert all(each.get("description") for each in api.responses(profile, operation).values())


@each_operation
def test_every_answer_from_400_on_is_an_error_and_no_other(profile: str, operation: api.Operation) -> None:
    for status, response in api.responses(profile, operation).items():
        content = response.get("content", {})
        shown = {name: each["schema"].get("$ref") for name, each in content.items()}
        is_error = shown == {"application/json": "#/components/schemas/Error"}
        assert is_error == (int(status) >= 400)


@each_operation
def test_an_operation_names_the_errors_its_parts_can_give(profile: str, operation: api.Operation) -> None:
    expected = {"405", "406", "500", "503"}
    names = set(api.parameters(profile, operation))
    if "requestBody" in operation.content:
        expected |= {"400", "413", "415", "422"}
    if "{" in operation.path:
        expected |= {"404"}
    if "If-Match" in names:
        expected |= {"412"}
    if "If-None-Match" in names:
        expected |= {"304"}
    if "Idempotency-Key" in names:
        expected |= {"409"}
    if "fields" in names:
        expected |= {"400"}
    assert expected <= set(api.responses(profile, operation))


@each_operation
def test_parameters_of_the_path_are_declared_and_only_they_are_required(profile: str, operation: api.Operation) -> None:
    declared = api.parameters(profile, operation)
    in_path = set(re.findall(r"\{(\w+)\}", operation.path))
    assert {name for name, each in declared.items() if each["in"] == "path"} == in_path
    assert {name for name, each in declared.items() if each.get("required")} == in_path


COMPUTED = {"retrieveHubHealth"}
"""What is counted when it is asked for: it has no revision, so no entity tag."""


def is_list(operation: api.Operation) -> bool:
    """Whether the operation answers with a list: of a collection, or of what belongs to one resource."""
    belongs = "{" in operation.path
    return operation.verb == "get" and (not belongs or str(operation.content["operationId"]).startswith("list"))


@each_operation
def test_a_successful_creation_answers_201_and_a_deletion_204_without_content(
    profile: str, operation: api.Operation
) -> None:
    successes = {status for status in api.responses(profile, operation) if status.startswith("2")}
    expected = {
        "get": {"200", "206"} if is_list(operation) else {"200"},
        "post": {"201"},
        "put": {str(PROFILES[profile].put_status)},
        "patch": {"200"},
        "delete": {"204"},
    }
    assert successes == expected[operation.verb]
    if operation.verb == "delete":
        assert "content" not in api.responses(profile, operation)["204"]


@each_operation
def test_lists_page_and_single_resources_carry_their_entity_tag(profile: str, operation: api.Operation) -> None:
    names = set(api.parameters(profile, operation))
    success = min(api.responses(profile, operation))
    headers = set(api.responses(profile, operation)[success].get("headers", {}))
    if is_list(operation):
        assert {"fields", "offset", "limit", "sort", "filter"} <= names
        assert headers == {"X-Total-Count", "X-Result-Count", "Link"}
    elif operation.content["operationId"] in COMPUTED:
        assert headers == set()
    elif operation.verb in {"get", "put", "patch"}:
        assert headers - {"Content-Disposition"} == {"ETag"}


@each_operation
def test_a_link_leads_to_an_operation_and_fills_a_parameter_it_has(profile: str, operation: api.Operation) -> None:
    for response in api.responses(profile, operation).values():
        for link in response.get("links", {}).values():
            target = api.operations(profile)[link["operationId"]]
            assert set(link["parameters"]) == set(re.findall(r"\{(\w+)\}", target.path))


@pytest.mark.parametrize("profile", ["v2", "v4"])
def test_whatever_can_be_created_links_to_everything_that_can_be_done_with_it(profile: str) -> None:
    for operation in api.operations(profile).values():
        if operation.verb == "post":
            linked = {link["operationId"] for link in operation.content["responses"]["201"]["links"].values()}
            below = {
                name for name, each in api.operations(profile).items() if each.path.startswith(operation.path + "/{")
            }
            assert linked == below


@each_document
def test_the_causes_of_errors_are_the_closed_list_of_the_code(profile: str) -> None:
    error = api.schema(profile, "Error")
    assert error["properties"]["code"]["enum"] == [reason.value for reason in Reason]
    assert error["required"] == ["code", "reason"]


def test_patches_are_read_in_four_media_types() -> None:
    for profile in ("v2", "v4"):
        for operation in api.operations(profile).values():
            if operation.verb == "patch":
                assert set(operation.content["requestBody"]["content"]) == {
                    "application/json",
                    "application/merge-patch+json",
                    "application/json-patch+json",
                    "application/json-patch-query+json",
                }


@pytest.mark.parametrize("profile", api.NAMES)
def test_a_document_is_one_connexion_loads(profile: str) -> None:
    """The server does not ask again when it starts."""
    Specification.from_dict(copy.deepcopy(api.document(profile)))
