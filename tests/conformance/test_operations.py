"""Create, list, read, replace, patch, delete: every operation and attribute of every resource."""

import json
from typing import Any
from uuid import UUID

import pytest

from conformance.kit import KINDS, MANDATORY, PATCHES, RESOURCES, Api, full, refused

NO_IDS = [
    pytest.param(str(UUID(int=0x3F2504E04F8911D39A0C0305E82C3301)), id="a UUID"),
    pytest.param("0", id="zero"),
    pytest.param("9" * 30, id="huge"),
    pytest.param("9007199254740991", id="the largest there may be"),
    pytest.param("-1", id="negative"),
    pytest.param("gold", id="text"),
    pytest.param("1%2F2", id="with a slash"),
    pytest.param("%25", id="a percent sign"),
    pytest.param("1%20OR%201%3D1", id="an injection"),
]


def id_type(api: Api, kind: str) -> type:
    return int if api.version == "v2" and kind != "hub" else str


def is_of_kind(api: Api, kind: str, row: dict[str, Any]) -> None:
    assert isinstance(row, dict)
    assert type(row["id"]) is id_type(api, kind)
    assert isinstance(row["href"], str)
    for name in MANDATORY[kind]:
        assert isinstance(row[name], str)
        assert row[name].strip()


@pytest.mark.parametrize("kind", KINDS)
def test_n1_what_is_created_is_answered_listed_and_read_as_it_was_sent(api: Api, kind: str) -> None:
    body = full(kind)
    answer = api.send("POST", kind, body)
    made = answer.json()
    assert answer.status_code == 201
    is_of_kind(api, kind, made)
    assert made == api.profiled(kind, body) | {"id": made["id"], "href": made["href"]}
    assert answer.headers["location"] == made["href"]
    assert api.get(f"{kind}/{made['id']}") == api.get(made["href"]) == made
    listed = api.send("GET", kind)
    rows = listed.json()
    assert (listed.status_code, listed.headers["x-total-count"]) == (200, str(len(rows)))
    for row in rows:
        is_of_kind(api, kind, row)
    assert made in rows


@pytest.mark.parametrize("kind", KINDS)
def test_n1_the_least_there_may_be_is_enough(api: Api, kind: str) -> None:
    least = {name: full(kind)[name] for name in MANDATORY[kind]}
    made = api.create(kind, least)
    assert made == least | {"id": made["id"], "href": made["href"]}


@pytest.mark.parametrize("no_id", NO_IDS)
@pytest.mark.parametrize("kind", KINDS)
def test_e1_an_unknown_id_is_not_found_by_any_operation(api: Api, kind: str, no_id: str) -> None:
    body = {"name": "x"} if kind == "sla" else {}
    for method in ("GET", "DELETE") if kind == "hub" else ("GET", "PUT", "PATCH", "DELETE"):
        refused(api.send(method, f"{kind}/{no_id}", body if method.startswith("P") else None), 404)


@pytest.mark.parametrize("kind", KINDS)
def test_n2_what_is_deleted_is_gone(api: Api, kind: str) -> None:
    made = api.create(kind)
    answer = api.send("DELETE", f"{kind}/{made['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    for method in ("GET", "DELETE"):
        refused(api.send(method, f"{kind}/{made['id']}"), 404)
    assert api.found(kind, ("id", str(made["id"]))) == []
    assert api.create(kind)["id"] != made["id"]


def changes() -> list[Any]:
    """Each patchable attribute of each resource, with a value other than the one it has."""
    values: dict[str, dict[str, Any]] = {
        "sla": {
            "name": "Silver",
            "description": "",
            "version": "0.2",
            "validFor": {"startDateTime": "2020-01-01T00:00:00Z"},
            "relatedParty": [{"role": "SLAAuditor", "name": "New"}],
            "rule": [{"id": "other", "metric": "jitter"}],
            "template": {"href": "https://sla.example/template/2"},
            "state": "terminated",
            "approved": False,
            "approvalDate": "2014-04-01T00:00:00Z",
            "timeZone": "Asia/Tokyo",
            "scope": [{"id": "line-7"}, {"id": "line-8"}],
            "calendar": [
                *full("sla")["calendar"],
                {"id": "night", "workingTime": [{"day": ["sunday"], "start": "22:00", "end": "24:00"}]},
            ],
            "@type": "Other",
            "@baseType": "OtherBase",
            "@schemaLocation": "https://schemas.example/other.json",
        },
        "slaViolation": {
            "date": "2014-04-01T00:00:00Z",
            "sla": {"href": "https://sla.example/other"},
            "relatedParty": [],
            "violation": {"unit": "ms", "tolerance": "0.5", "violationAverage": "12.25"},
            "@type": "Other",
            "@baseType": "OtherBase",
            "@schemaLocation": "https://schemas.example/other.json",
        },
    }
    return [
        pytest.param(kind, name, value, id=f"{kind}.{name}")
        for kind, named in values.items()
        for name, value in named.items()
    ]


@pytest.mark.parametrize(("kind", "name", "value"), changes())
def test_n2_every_attribute_can_be_patched_in_every_language(api: Api, kind: str, name: str, value: Any) -> None:
    for media in PATCHES:
        made = api.create(kind)
        path = f"{kind}/{made['id']}"
        operations = [{"op": "replace", "path": f"/{name}", "value": value}]
        patched = api.patch(path, operations if "json-patch" in media else {name: value}, media)
        merges = "json-patch" not in media and isinstance(value, dict)
        expected = made | {name: made[name] | value if merges else value}
        assert patched == without_empty(api.profiled(kind, expected))
        assert api.get(path) == patched
        api.send("DELETE", path)


def without_empty(row: dict[str, Any]) -> dict[str, Any]:
    """An empty array is the same as none."""
    return {name: value for name, value in row.items() if value != []}


@pytest.mark.parametrize("media", PATCHES)
@pytest.mark.parametrize("kind", RESOURCES)
def test_n2_every_attribute_but_the_mandatory_can_be_taken_away(api: Api, kind: str, media: str) -> None:
    made = api.create(kind)
    optional = [name for name in made if name not in {"id", "href", *MANDATORY[kind], "calendar", "scope"}]
    removals: Any = [{"op": "remove", "path": f"/{name}"} for name in optional]
    patch = removals if "json-patch" in media else dict.fromkeys(optional)
    left = api.patch(f"{kind}/{made['id']}", patch, media)
    assert left == {name: value for name, value in made.items() if name not in optional}


@pytest.mark.parametrize("kind", RESOURCES)
def test_put_replaces_the_whole_and_answers_as_its_profile_says(api: Api, kind: str) -> None:
    made = api.create(kind)
    least = {name: f"other {made[name]}" for name in MANDATORY[kind]}
    answer = api.send("PUT", f"{kind}/{made['id']}", least)
    assert answer.status_code == {"v2": 201, "v4": 200}[api.version]
    assert answer.json() == api.get(made["href"]) == least | {"id": made["id"], "href": made["href"]}
    whole = full(kind) | {"id": made["id"], "href": "https://elsewhere.example/"}
    again = api.send("PUT", f"{kind}/{made['id']}", whole).json()
    assert again == api.profiled(kind, whole) | {"id": made["id"], "href": made["href"]}


@pytest.mark.parametrize("other", [1, "1", "gold"])
@pytest.mark.parametrize("kind", RESOURCES)
def test_an_id_cannot_be_changed(api: Api, kind: str, other: object) -> None:
    api.create(kind)
    made = api.create(kind)
    if str(made["id"]) == str(other):
        made = api.create(kind)
    path = f"{kind}/{made['id']}"
    refused(api.send("PUT", path, made | {"id": other}), 400, 409, 422)
    refused(api.send("PATCH", path, {"id": other}), 400, 409, 422)
    refused(api.send("PATCH", path, [{"op": "replace", "path": "/id", "value": other}], Content_Type=PATCHES[2]))
    assert api.get(path) == made


@pytest.mark.parametrize("kind", RESOURCES)
def test_what_is_read_can_be_written_back_and_changes_nothing(api: Api, kind: str) -> None:
    """The way of every client: read, change one thing, send all of it."""
    made = api.create(kind)
    path = f"{kind}/{made['id']}"
    tag = api.send("GET", path).headers["etag"]
    for method in ("PUT", "PATCH"):
        answer = api.send(method, path, api.get(path))
        assert (answer.json(), answer.headers["etag"]) == (made, tag)


@pytest.mark.parametrize("kind", RESOURCES)
def test_a_change_is_made_once_by_two_who_read_the_same(api: Api, kind: str) -> None:
    path = f"{kind}/{api.create(kind)['id']}"
    tag = api.send("GET", path).headers["etag"]
    assert api.send("GET", path, If_None_Match=tag).status_code == 304
    first = api.send("PATCH", path, {"@type": "First"}, If_Match=tag)
    assert first.headers["etag"] != tag
    for method, body in (("PATCH", {"@type": "Second"}), ("PUT", full(kind)), ("DELETE", None)):
        refused(api.send(method, path, body, If_Match=tag), 412)
    assert api.get(path)["@type"] == "First"
    assert api.send("GET", path, If_None_Match=tag).status_code == 200
    assert api.send("DELETE", path, If_Match=first.headers["etag"]).status_code == 204


@pytest.mark.parametrize("spelled", ["{}", "5", "[]", '"x"', "false", '[{"a": [1.5, "é"]}]'])
def test_the_same_resource_is_seen_through_both_profiles(api: Api, spelled: str) -> None:
    """Whatever the extension holds, which no contract describes."""
    announced = {"@type": "Own", "@schemaLocation": "https://schemas.example/own.json", "extra": json.loads(spelled)}
    made = api.create("sla", full("sla") | announced)
    other = Api(api.http, {"v2": "v4", "v4": "v2"}[api.version])
    seen = other.get(f"sla/{made['id']}")
    assert seen.pop("href") == made.pop("href").replace(api.base, other.base)
    assert str(seen.pop("id")) == str(made.pop("id"))
    assert seen == made
    assert seen["extra"] == json.loads(spelled)


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u3000\u00a0", "\ufeff", " \ufeff ", "\u2028\u1680"])
@pytest.mark.parametrize("kind", ["sla", "hub"])
def test_what_is_mandatory_is_not_blank_in_any_writing(api: Api, kind: str, blank: str) -> None:
    (name,) = MANDATORY[kind]
    error = refused(api.send("POST", kind, full(kind) | {name: blank}), 400)
    assert (error["code"], error["message"]) == ("MISSING_ATTRIBUTE", f"{kind}.{name} is blank")
