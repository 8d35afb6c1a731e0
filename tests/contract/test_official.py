"""The v2 document against TMF623's official one, whose facts stand below in a form of our own.

Source: the official swagger of TMF623 R14.5.1, version 2 (TM Forum, 28 May 2015). Its facts are re-expressed as a
table; two things are asked: is everything official there (static conformance kits let deletions pass), and do the
rules of TM Forum's static conformance kit, re-expressed too, find a break?
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import pytest

import openapi_documents as api

CRUD = {"Create": ("post", 201), "Update": ("put", 201), "Patch": ("patch", 200), "Delete": ("delete", 204)}


class Official(NamedTuple):
    """One official operation."""

    verb: str
    path: str
    status: int
    answer: str
    """Schema of the answer: "Sla", "Sla[]", or "" for none."""
    parameters: tuple[str, ...] = ()
    """Official parameters but the body; those of the path are required text, `fields` is optional text."""
    body: str = ""


def _operations() -> dict[str, Official]:
    found = {}
    for name, model in (("sla", "Sla"), ("slaViolation", "SlaViolation"), ("hub", "Hub")):
        collection, item, key = f"/{name}", f"/{name}/{{{name}Id}}", f"{name}Id"
        fields = ("fields",) if name != "hub" else ()
        found[f"{name}Find"] = Official("get", collection, 200, f"{model}[]", fields)
        found[f"{name}Create"] = Official("post", collection, 201, model, body=model)
        found[f"{name}Get"] = Official("get", item, 200, model, (key, *fields))
        found[f"{name}Delete"] = Official("delete", item, 204, "", (key,))
        if name != "hub":
            found[f"{name}Update"] = Official("put", item, 201, model, (key,), model)
            found[f"{name}Patch"] = Official("patch", item, 200, model, (key,), model)
    return found


OPERATIONS = _operations()

TEXT = {"type": "string"}
INSTANT = {"type": "string", "format": "date-time"}
INT64 = {"type": "integer", "format": "int64"}
FLOAT = {"type": "number", "format": "float"}
LINK = {"href": TEXT, "description": TEXT}


def _one(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _many(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _one(name)}


SCHEMAS: dict[str, dict[str, dict[str, Any]]] = {
    "Sla": {
        "id": INT64,
        **dict.fromkeys(("href", "name", "description", "version"), TEXT),
        "validFor": _one("ValidFor"),
        "relatedParty": _many("RelatedParty"),
        "rule": _many("Rule"),
        "template": _one("Template"),
    },
    "RelatedParty": {**dict.fromkeys(("href", "role", "name"), TEXT), "validFor": _one("ValidFor")},
    "Rule": dict.fromkeys(("id", "metric", "unit", "referenceValue", "operator", "tolerance", "consequence"), TEXT),
    "Template": dict.fromkeys(("href", "name", "description"), TEXT),
    "ValidFor": {"startDateTime": INSTANT, "endDateTime": INSTANT},
    "SlaViolation": {
        "id": INT64,
        "href": TEXT,
        "date": INSTANT,
        "sla": _one("SlaRef"),
        "violation": _one("Violation"),
        "relatedParty": _many("RelatedParty"),
    },
    "Violation": {
        **dict.fromkeys(("unit", "referenceValue", "operator", "actualValue", "comment", "consequence"), TEXT),
        "tolerance": FLOAT,
        "violationAverage": FLOAT,
        "attachment": _one("Attachment"),
        "rule": _one("RuleRef"),
    },
    "SlaRef": LINK,
    "Attachment": LINK,
    "RuleRef": LINK,
    "Hub": {"id": TEXT, "callback": TEXT, "query": TEXT},
}


def test_the_table_counts_what_the_official_document_counts() -> None:
    assert len(OPERATIONS) == 16
    assert len({each.path for each in OPERATIONS.values()}) == 6
    assert len(SCHEMAS) == 11
    assert sum(map(len, SCHEMAS.values())) == 50


# ------------------------------------------------------------------ nothing official is missing


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_official_operation_is_there_with_its_path_status_parameters_and_answer(name: str) -> None:
    official, ours = OPERATIONS[name], api.operations("v2")[name]
    assert (ours.verb, ours.path) == (official.verb, official.path)

    declared = api.parameters("v2", ours)
    for each in official.parameters:
        expected = ("query", False) if each == "fields" else ("path", True)
        assert (declared[each]["in"], declared[each]["required"]) == expected
        assert declared[each]["schema"]["type"] == "string"

    success = api.responses("v2", ours)[str(official.status)]
    node = success.get("content", {}).get("application/json", {}).get("schema")
    assert node == answered(official)
    assert ("requestBody" in ours.content) == bool(official.body)


def answered(official: Official) -> dict[str, Any] | None:
    """The schema of an official answer."""
    if not official.answer:
        return None
    name = official.answer.removesuffix("[]")
    return _one(name) if name == official.answer else _many(name)


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_official_schema_is_there_with_every_attribute_and_its_type(name: str) -> None:
    ours = api.schema("v2", name)
    assert ours["type"] == "object"
    for attribute, expected in SCHEMAS[name].items():
        found = ours["properties"][attribute]
        assert {key: value for key, value in found.items() if key != "description"} == expected


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_official_schema_has_no_restriction_the_official_one_lacks(name: str) -> None:
    ours = api.schema("v2", name)
    assert set(ours) == {"type", "description", "properties"}
    for attribute in ours["properties"].values():
        assert set(attribute) <= {"type", "format", "items", "description", "$ref"}


# ------------------------------------------------------------------ the static kit's rules


class Change(NamedTuple):
    """One difference: `kind` N for new, D for deleted, E for edited, as the kit calls them."""

    kind: str
    path: tuple[str, ...]
    old: Any
    new: Any


def changes(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[Change]:
    """The differences of two JSON values, leaf by leaf; what is only in one of them is one difference."""
    if isinstance(old, list) and isinstance(new, list):
        old, new = ({str(index): each for index, each in enumerate(value)} for value in (old, new))
    if not (isinstance(old, dict) and isinstance(new, dict)):
        if old != new:
            yield Change("E", path, old, new)
        return
    for name in old.keys() | new.keys():
        if name not in new:
            yield Change("D", (*path, name), old[name], None)
        elif name not in old:
            yield Change("N", (*path, name), None, new[name])
        else:
            yield from changes(old[name], new[name], (*path, name))


RESTRICTIONS = {
    *("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern"),
    *("maxItems", "minItems", "multipleOf", "uniqueItems", "maxProperties", "minProperties", "enum"),
}


def of_property(change: Change) -> str:
    """The keyword of an attribute's schema that changed; "" when it is no such change."""
    return change.path[-1] if change.path[-3:-2] == ("properties",) else ""


def of_parameter(change: Change) -> tuple[str, ...]:
    """What changed below a parameter, its name first; () when it is no such change."""
    inside = len(change.path) > 4 and (change.path[0], change.path[3]) == ("paths", "parameters")
    return change.path[4:] if inside else ()


def is_required(value: Any) -> bool:
    return isinstance(value, dict) and value.get("required") is True


BREAKS: dict[str, Callable[[Change], bool]] = {
    "a restriction on an attribute": lambda c: c.kind in "NE" and of_property(c) in RESTRICTIONS,
    "a required attribute": lambda c: (
        (of_property(c) == "required" and c.new is True)
        or (c.kind == "N" and c.path[-2:-1] == ("properties",) and is_required(c.new))
    ),
    "another type of an attribute": lambda c: c.kind == "E" and of_property(c) in {"type", "format"},
    "another type of an array's items": lambda c: c.kind == "E" and c.path[-2:] == ("items", "type"),
    "another operationId": lambda c: c.kind == "E" and c.path[-1] == "operationId",
    "a new required parameter": lambda c: c.kind == "N" and len(of_parameter(c)) == 1 and is_required(c.new),
    "another place, type or need of a parameter": lambda c: (
        c.kind == "E" and of_parameter(c)[1:] in {("in",), ("required",), ("schema", "type")}
    ),
    "a parameter that became required": lambda c: of_parameter(c)[1:] == ("required",) and c.new is True,
    "another answer": lambda c: (
        c.kind == "E"
        and len(c.path) >= 7
        and (c.path[0], c.path[3], c.path[5]) == ("paths", "responses", "content")
        and c.path[-1] not in {"description", "summary", "title"}
    ),
    "something official is gone": lambda c: c.kind == "D" and not in_request_body(c),
}
"""What counts as a break: the kit's rules, and deletions, which it lets pass."""


def in_request_body(change: Change) -> bool:
    """Requests have schemas of their own, which the kit passes with a warning."""
    return change.path[:1] == ("paths",) and change.path[3:4] == ("requestBody",)


def official_document() -> dict[str, Any]:
    """The official document as OpenAPI 3.0.3, made from the table."""
    paths: dict[str, Any] = {}
    for name, each in OPERATIONS.items():
        answer = answered(each)
        operation: dict[str, Any] = {
            "operationId": name,
            "parameters": [
                {
                    "name": parameter,
                    "in": "query" if parameter == "fields" else "path",
                    "required": parameter != "fields",
                    "schema": TEXT,
                }
                for parameter in each.parameters
            ],
            "responses": {str(each.status): {"description": each.answer} | json_content(answer)},
        }
        if each.body:
            operation["requestBody"] = {"required": True} | json_content(_one(each.body))
        paths.setdefault(each.path, {})[each.verb] = operation
    schemas = {name: {"type": "object", "properties": properties} for name, properties in SCHEMAS.items()}
    return {"paths": paths, "components": {"schemas": schemas}}


def json_content(node: dict[str, Any] | None) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": node}}} if node else {}


def prepared(document: dict[str, Any], *, inlined: bool) -> dict[str, Any]:
    """A document as the kit compares it: parameters by name, `required` on attributes, references followed or not."""
    paths = {
        path: {verb: {**each, "parameters": by_name(document, each)} for verb, each in item.items()}
        for path, item in document["paths"].items()
    }
    whole = {"paths": paths, "components": {"schemas": document["components"]["schemas"]}}
    prepared_document: dict[str, Any] = marked(followed(document, whole, ()) if inlined else whole)
    return prepared_document


def by_name(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    found = [followed(document, each, ()) for each in operation.get("parameters", [])]
    return {each["name"]: each for each in found}


def followed(document: dict[str, Any], node: Any, seen: tuple[str, ...]) -> Any:
    """`node` with every reference replaced by what it leads to; those that lead back to themselves stay."""
    if isinstance(node, list):
        return [followed(document, each, seen) for each in node]
    if not isinstance(node, dict):
        return node
    target = node.get("$ref")
    if not isinstance(target, str):
        return {name: followed(document, value, seen) for name, value in node.items()}
    if target in seen:
        return node
    found: Any = document
    for step in target.removeprefix("#/").split("/"):
        found = found[step]
    return followed(document, found, (*seen, target))


def marked(node: Any) -> Any:
    """`node` with each list of required names turned into a mark on the attributes themselves."""
    if isinstance(node, list):
        return [marked(each) for each in node]
    if not isinstance(node, dict):
        return node
    required = node.get("required")
    names = required if isinstance(required, list) else []
    rest = {name: marked(value) for name, value in node.items() if not (name == "required" and names)}
    for name in names:
        rest["properties"][name] = {**rest["properties"][name], "required": True}
    return rest


def breaks(old: dict[str, Any], new: dict[str, Any], *, inlined: bool) -> set[str]:
    """The breaking changes from `old` to `new`, as sentences."""
    found = changes(prepared(old, inlined=inlined), prepared(new, inlined=inlined))
    return {f"{rule}: {'/'.join(each.path)}" for each in found for rule, holds in BREAKS.items() if holds(each)}


@pytest.mark.parametrize("inlined", [False, True], ids=["references kept", "references followed"])
def test_the_static_rules_find_no_break(inlined: bool) -> None:  # noqa: FBT001 - a case of a table
    assert breaks(official_document(), api.document("v2"), inlined=inlined) == set()


def _edit(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    *steps, last = path.split(" ")

    def edit(document: dict[str, Any]) -> None:
        node: Any = document
        for step in steps:
            node = node[int(step) if step.isdigit() and isinstance(node, list) else step]
        if isinstance(node, list):
            node.append(value)
        else:
            node[last] = value

    return edit


SLA_ID = "components schemas Sla properties id"
NEW_PARAMETER = {"name": "tenant", "in": "query", "required": True, "schema": TEXT}


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        pytest.param(_edit(f"{SLA_ID} type", "string"), "another type of an attribute", id="id as text"),
        pytest.param(_edit("components schemas Sla required", ["name"]), "a required attribute", id="name required"),
        pytest.param(_edit(f"{SLA_ID} minimum", 1), "a restriction on an attribute", id="id restricted"),
        pytest.param(_edit("paths /sla get operationId", "listSla"), "another operationId", id="operation renamed"),
        pytest.param(_edit("paths /sla get parameters new", NEW_PARAMETER), "a new required parameter", id="parameter"),
        pytest.param(
            _edit("paths /sla get parameters 0 required", True),  # noqa: FBT003 - a JSON value
            "a parameter that became required",
            id="fields required",
        ),
        pytest.param(_edit("paths /sla", {}), "something official is gone", id="verbs gone"),
        pytest.param(
            _edit("components schemas Hub properties", {}), "something official is gone", id="attributes gone"
        ),
    ],
)
def test_each_rule_finds_the_break_it_is_there_for(edit: Callable[[dict[str, Any]], None], rule: str) -> None:
    changed = deepcopy(official_document())
    edit(changed)
    changed_rules = {found.partition(":")[0] for found in breaks(official_document(), changed, inlined=False)}
    assert rule in changed_rules
