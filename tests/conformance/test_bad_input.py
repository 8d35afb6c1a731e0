"""Wrong requests: each is answered 4xx with TMF's Error, and stores nothing."""

import json
from typing import Any

import pytest

from conformance.kit import KINDS, PATCHES, RESOURCES, Api, full, refused

WRONG: dict[str, list[Any]] = {
    "text": [7, 1.5, True, {}, ["x"], "NUL \0", "half \ud800"],
    "boolean": ["true", 1, 0, {}, [True], ""],
    "instant": [
        *("", "yesterday", "2013-02-30T00:00:00Z", "2013-01-01", "2013-01-01T00:00:00", "2013-01-01 00:00:00Z"),
        *("2013-01-01T24:00:01Z", "2013-01-01T00:00:00+25:00", "10000-01-01T00:00:00Z", 1363000000, True, {}, []),
    ],
    "number": ["", "much", "1,5", "0x10", "1_000", "NaN", "Infinity", True, {}, [1], "1e999"],
    "object": ["x", 7, True, []],
    "texts": ["x", 7, {}, [7], [["x"]], [None], [{}]],
    "array": ["x", 7, {}, [7], ["x"], [[]], [None]],
}
INSTANTS = {"approvalDate", "date", "startDateTime", "endDateTime"}


def form(path: tuple[str | int, ...], value: object) -> str:
    if isinstance(value, dict | list):
        of_texts = isinstance(value, list) and isinstance(value[0], str)
        return "object" if isinstance(value, dict) else "texts" if of_texts else "array"
    name = path[-1]
    if isinstance(value, bool) or name in INSTANTS:
        return "boolean" if isinstance(value, bool) else "instant"
    return "number" if path[0] == "violation" and name in {"tolerance", "violationAverage"} else "text"


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], object]]:
    """Every attribute of a body, at every depth, with its value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [(path, value)] if path and isinstance(path[-1], str) else []
    for step, part in inner:
        found += places(part, (*path, step))
    return found


def replaced(body: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(body))
    at: Any = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return copy


@pytest.mark.parametrize("kind", KINDS)
def test_no_attribute_takes_a_value_of_another_form(api: Api, kind: str) -> None:
    body, before, tried = full(kind), api.total(kind), 0
    for path, value in places(body):
        for wrong in WRONG[form(path, value)]:
            answer = api.send("POST", kind, json.dumps(replaced(body, path, wrong)).encode())
            assert answer.status_code != 201, (path, wrong)
            refused(answer, 400)
            tried += 1
    assert tried > {"sla": 400, "slaViolation": 200, "hub": 20}[kind]
    assert api.total(kind) == before


@pytest.mark.parametrize("kind", RESOURCES)
def test_nor_does_a_patch_or_a_put(api: Api, kind: str) -> None:
    made = api.create(kind)
    path = f"{kind}/{made['id']}"
    for name, value in full(kind).items():
        for wrong in WRONG[form((name,), value)]:
            operations = json.dumps([{"op": "replace", "path": f"/{name}", "value": wrong}]).encode()
            for media in PATCHES[:2]:
                refused(api.send("PATCH", path, json.dumps({name: wrong}).encode(), Content_Type=media), 400)
            for media in PATCHES[2:]:
                refused(api.send("PATCH", path, operations, Content_Type=media), 400, 422)
            refused(api.send("PUT", path, json.dumps(full(kind) | {name: wrong}).encode()), 400)
    assert api.get(path) == made


@pytest.mark.parametrize("kind", KINDS)
def test_no_place_takes_an_attribute_the_contract_does_not_know(api: Api, kind: str) -> None:
    """`@schemaLocation` taken away: without it nothing is announced."""
    plain = without_class(full(kind))
    before = api.total(kind)
    for path in [(), *(path for path, value in places(plain) if isinstance(value, dict))]:
        for name in ("colour", "Name", "name ", "", "__proto__", "$ref", "NAME", "naïve"):
            answer = api.send("POST", kind, replaced(plain, (*path, name), "x"))
            assert answer.status_code != 201, (path, name)
            refused(answer, 400)
    assert api.total(kind) == before


def without_class(value: Any) -> Any:
    if isinstance(value, list):
        return [without_class(inner) for inner in value]
    if isinstance(value, dict):
        names = {"@type", "@baseType", "@schemaLocation"} - ({"@type"} if "calendarRef" in value else set())
        return {name: without_class(inner) for name, inner in value.items() if name not in names}
    return value


QUERIES = [
    *(f"limit={wrong}" for wrong in ("-1", "a", "1.5", "1e3", "%2B1", "0x1", "", "%20", "1&limit=2", "9" * 20, "null")),
    *(f"offset={wrong}" for wrong in ("-1", "a", "1.5", "1e3", "", "9" * 20, "1&offset=1", "true")),
    *(f"sort={wrong}" for wrong in ("colour", "--name", "name,colour", "-", "relatedParty", "name%00", "name.x")),
    *(f"{name}=x" for name in ("colour", "Name", "name.x", "relatedParty", "rule", "rule.colour", "rule[0].id", "")),
    *(f"name.{operator}=x" for operator in ("like", "in", "EQ", "gt.lt", "", "regexp", "exists")),
    *(f"approved={wrong}" for wrong in ("yes", "TRUE", "1", "", "null", "true,maybe")),
    *(f"approved.{operator}=true" for operator in ("gt", "gte", "lt", "lte", "regex")),
    *(f"approvalDate={wrong}" for wrong in ("now", "", "2013-13-01", "2013-02-29", "1363000000", "2013-01-01T00:00")),
    *(
        f"name.regex={wrong}"
        for wrong in ("(", "%5B", "a**", "%5C1", "(%3F=a)", "(%3F%3C!a)", "a%7B5000%7D", "x" * 300)
    ),
    *(f"name={wrong}" for wrong in ("%", "%zz", "%FF", "%C3", "%ED%A0%80", "%00", "a%00b", "%c0%af")),
    *(f"filter={wrong}" for wrong in ("", "$[?", "$[?(", "$[?(@.name==)]", "$[?(@.name=='x']")),
    *(f"filter={wrong}" for wrong in ("'; DROP TABLE sla; --", "$[?(@.name=~/x/)]", "$[(@.length-1)]", "$[?(1/0)]")),
    "name",
    "=x",
    "&".join(f"name=x{n}" for n in range(201)),
    "name=" + ",".join(map(str, range(201))),
    "name=" + "x" * 8192,
    "fields=" + ",".join(f"f{n}" for n in range(201)),
    "&".join(f"name.regex=x{n}" for n in range(6)),
]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_wrong_query(api: Api, query: str) -> None:
    refused(api.send("GET", f"sla?{query}"), 400, 414, 501)


PATCHED = [
    *(b"null", b"7", b'"x"', b"", b"{", b"[{}]", b'[{"op":"replace"}]', b'[{"op":"replace","path":"/name"}]'),
    *(b'[{"op":"replace","path":"%s","value":"x"}]' % path for path in (b"name", b"/id", b"/href", b"/~2", b"/rule/x")),
    *(
        b'[{"op":"replace","path":"%s","value":"x"}]' % path
        for path in (b"", b"/", b"/colour", b"/rule/9/id", b"/rule/-")
    ),
    *(b'[{"op":"%s","path":"/name","value":"x"}]' % op for op in (b"", b"REPLACE", b"merge", b"spam")),
    b'[{"op":"remove","path":"/name"}]',
    b'[{"op":"remove","path":"/nothing"}]',
    b'[{"op":"move","path":"/version"}]',
    b'[{"op":"move","from":"/rule","path":"/rule/0"}]',
    b'[{"op":"copy","from":"/colour","path":"/version"}]',
    b'[{"op":"test","path":"/name","value":7}]',
    b'[{"op":"test","path":"/state","value":"observed"},{"op":"test","path":"/state","value":"lost"}]',
    b'[{"op":"replace","path":"/state","value":"lost"},{"op":"replace","path":"/approved","value":"no"}]',
    b'[{"op":7,"path":"/name","value":"x"}]',
    b'[{"op":"add","path":7,"value":"x"}]',
    b'[{"op":"add","path":"/rule/00","value":{}}]',
    b'[{"op":"add","path":"/rule/1e0","value":{}}]',
    b'[{"op":"add","path":"/rule/-1","value":{}}]',
    b'[{"op":"add","path":"/rule/99","value":{}}]',
    b'[{"op":"add","path":"/name","path":"/id","value":"x"}]',
]


@pytest.mark.parametrize("patch", PATCHED, ids=range(len(PATCHED)))
def test_a_wrong_patch(api: Api, patch: bytes) -> None:
    made = api.create("sla")
    path = f"sla/{made['id']}"
    for media in PATCHES[2:]:
        refused(api.send("PATCH", path, patch, Content_Type=media), 400, 409, 422)
    assert api.get(path) == made


CALLBACKS = [
    "",
    " ",
    "x",
    "//h/x",
    "http:/h",
    "http:///x",
    "http://",
    "https://:443/",
    "http://h:99999/",
    "http://h:x/",
]
CALLBACKS += ["ftp://h/", "file:///etc/passwd", "javascript:alert(1)", "gopher://h/", "http://u:p@h/", "http://h /"]
CALLBACKS += ["http://h/\r\nX: y", "http://[::1", "http://h/\0", "http://h/" + "x" * 4000, "http://.", "http://-h-/"]


@pytest.mark.parametrize("callback", CALLBACKS, ids=range(len(CALLBACKS)))
def test_a_callback_nothing_can_be_sent_to(api: Api, callback: str) -> None:
    before = api.total("hub")
    refused(api.send("POST", "hub", {"callback": callback}), 400)
    assert api.total("hub") == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_method_media_type_or_size(api: Api, kind: str) -> None:
    before = api.total(kind)
    item = f"{kind}/{api.create(kind)['id']}"
    wrong = {kind: ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"), item: ("POST", "TRACE", "PROPFIND")}
    for path, methods in wrong.items():
        for method in methods:
            answer = api.send(method, path, {"name": "x"})
            refused(answer, 405)
            assert "GET" in answer.headers["allow"].split(", ")
            assert method not in answer.headers["allow"].split(", ")
    for accept in ("text/html", "application/xml, text/*", "application/json;q=0", "image/*"):
        refused(api.send("POST", kind, full(kind), Accept=accept), 406)
    for media in ("text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonx", "x"):
        refused(api.send("POST", kind, full(kind), Content_Type=media), 415)
    refused(api.send("POST", kind, b'{"name": "' + b"x" * (4 * 1024 * 1024) + b'"}'), 413)
    assert api.total(kind) == before + 1
