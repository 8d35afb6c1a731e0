"""The bundled OpenAPI documents as tests read them."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

VERBS = ("get", "post", "put", "patch", "delete")
NAMES = {
    "v2": "slaManagement-v2",
    "v4": "slaManagement-v4",
    "qos-v1": "customerQosManagement-v1",
}
"""Document of each profile."""

REST_ONLY_OPERATIONS = {
    "exportAssessment": "its answer is a document to keep to the byte; ExportAssessment holds the same bytes",
    "listen": "hubs call back over HTTP (TMF630)",
    "listenToType": "as `listen`",
    "postTroubleTicket": "what systems that speak TMF621 send; RecordCase is its rpc",
    "postProductOrder": "what systems that speak TMF622 send; RecordOrder is its rpc",
    "postAlarm": "what systems that speak TMF642 send; RecordMeasurement is its rpc",
}
"""Operations without an rpc, each with its reason."""


class Operation(NamedTuple):
    """One verb on one path."""

    verb: str
    path: str
    content: dict[str, Any]


@cache
def document(profile: str) -> dict[str, Any]:
    """The document of a profile, as the package carries it; not to be changed."""
    text = (files("tmf.sla.v1") / f"{NAMES[profile]}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def operations(profile: str) -> dict[str, Operation]:
    """Every operation of a document, by operationId."""
    return {
        item[verb]["operationId"]: Operation(verb, path, item[verb])
        for path, item in document(profile)["paths"].items()
        for verb in VERBS
        if verb in item
    }


def resolved(profile: str, node: dict[str, Any]) -> dict[str, Any]:
    """What `node` refers to, or itself."""
    while "$ref" in node:
        found: Any = document(profile)
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def schema(profile: str, name: str) -> dict[str, Any]:
    """A schema by name."""
    found: dict[str, Any] = document(profile)["components"]["schemas"][name]
    return found


def parameters(profile: str, operation: Operation) -> dict[str, dict[str, Any]]:
    """The parameters of an operation, by name."""
    found = [resolved(profile, each) for each in operation.content.get("parameters", [])]
    return {each["name"]: each for each in found}


def responses(profile: str, operation: Operation) -> dict[str, dict[str, Any]]:
    """The responses of an operation, by status."""
    return {status: resolved(profile, each) for status, each in operation.content["responses"].items()}


def forms(profile: str, node: dict[str, Any]) -> list[dict[str, Any]]:
    """The alternatives a schema allows: itself, or each branch of its anyOf."""
    node = resolved(profile, node)
    return [form for each in node["anyOf"] for form in forms(profile, each)] if "anyOf" in node else [node]


def nodes(node: object) -> Iterator[dict[str, Any]]:
    """Every object of a document, itself included."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


def executable(profile: str, node: dict[str, Any]) -> dict[str, Any]:
    """`node` as a JSON Schema of draft 4 that stands alone, with OpenAPI's `nullable` spelled out."""
    return {**_plain(node), "components": _plain(document(profile)["components"])}


def _plain(node: Any) -> Any:
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    plain = {name: _plain(value) for name, value in node.items() if name != "nullable"}
    if node.get("nullable") is True:
        plain["type"] = [node["type"], "null"]
    return plain
