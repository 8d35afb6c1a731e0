"""What the door refuses: each with its status and TMF630's Error, and never with a 5xx."""

from typing import Any

import httpx
import pytest

from rest_door import QOS, V2, V4

JSON = {"Content-Type": "application/json"}


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The Error of a refusal with this status and code."""
    error: dict[str, Any] = answer.json()
    assert (answer.status_code, error["code"], error["status"]) == (status, code, str(status)), answer.text
    assert set(error) == {"code", "reason", "message", "status", "@type"}
    assert error["@type"] == "Error"
    assert error["reason"]
    assert error["message"]
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    return error


@pytest.mark.parametrize("base", [V2, V4])
@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        pytest.param(b"", "INVALID_JSON", "", id="nothing"),
        pytest.param(b"   ", "INVALID_JSON", "", id="white space"),
        pytest.param(b"{", "INVALID_JSON", "", id="half an object"),
        pytest.param(b'{"name": "x"} trailing', "INVALID_JSON", "", id="text after the object"),
        pytest.param(b'{"name": "x",}', "INVALID_JSON", "", id="trailing comma"),
        pytest.param(b"{'name': 'x'}", "INVALID_JSON", "", id="single quotes"),
        pytest.param(b'{"name": NaN}', "INVALID_JSON", "", id="NaN"),
        pytest.param(b'{"name": "x", "name": "y"}', "INVALID_JSON", "name", id="a name twice"),
        pytest.param(b'{"name": "\xff"}', "INVALID_JSON", "", id="not UTF-8"),
        pytest.param(b'{"name": "\\ud800"}', "INVALID_JSON", "", id="half a surrogate pair"),
        pytest.param(b'\xef\xbb\xbf{"name": "x"}', "INVALID_JSON", "", id="byte order mark"),
        pytest.param(b"[" * 100_000, "INVALID_JSON", "", id="100,000 levels"),
        pytest.param(b'{"name": ' + b"1" * 5000 + b"}", "INVALID_JSON", "", id="a number of 5,000 digits"),
        pytest.param(b"null", "INVALID_VALUE", "null", id="null"),
        pytest.param(b"[]", "INVALID_VALUE", "array", id="an array"),
        pytest.param(b'"text"', "INVALID_VALUE", "text", id="a text"),
        pytest.param(b"7", "INVALID_VALUE", "7", id="a number"),
        pytest.param(b"{}", "MISSING_ATTRIBUTE", "name", id="no name"),
        pytest.param(b'{"name": null}', "MISSING_ATTRIBUTE", "name", id="null for a name"),
        pytest.param(b'{"name": ""}', "MISSING_ATTRIBUTE", "name", id="empty name"),
        pytest.param(b'{"name": " \\t "}', "MISSING_ATTRIBUTE", "name", id="blank name"),
        pytest.param(b'{"name": 7}', "INVALID_VALUE", "name is 7", id="a number for a text"),
        pytest.param(b'{"name": ["x"]}', "INVALID_VALUE", "name", id="an array for a text"),
        pytest.param(b'{"name": {"x": 1}}', "INVALID_VALUE", "name", id="an object for a text"),
        pytest.param(b'{"name": true}', "INVALID_VALUE", "name is true", id="a boolean for a text"),
        pytest.param(b'{"name": "x", "colour": "red"}', "UNKNOWN_ATTRIBUTE", "colour", id="an unknown attribute"),
        pytest.param(b'{"name": "x", "involvedParties": []}', "UNKNOWN_ATTRIBUTE", "relatedParty", id="an old word"),
        pytest.param(b'{"name": "x", "validityPeriod": {}}', "UNKNOWN_ATTRIBUTE", "validFor", id="another old word"),
        pytest.param(b'{"sla": {"name": "x"}}', "UNKNOWN_ATTRIBUTE", "wraps", id="an envelope"),
        pytest.param(b'{"sla": [{"name": "x"}]}', "UNKNOWN_ATTRIBUTE", "wraps", id="an envelope of many"),
        pytest.param(b'{"name": "x", "relatedParty": {}}', "INVALID_VALUE", "relatedParty", id="one for many"),
        pytest.param(b'{"name": "x", "rule": ["r"]}', "INVALID_VALUE", "rule[0]", id="a text for a rule"),
        pytest.param(b'{"name": "x", "approved": "yes"}', "INVALID_VALUE", "approved", id="a text for a boolean"),
        pytest.param(
            b'{"name": "x", "validFor": {"startDateTime": "2026-02-30T00:00:00Z"}}',
            "INVALID_VALUE",
            "2026-02-30",
            id="a day that is not",
        ),
        pytest.param(
            b'{"name": "x", "validFor": {"startDateTime": "2013-09-10 12:00:00"}}',
            "INVALID_VALUE",
            "2013-09-10",
            id="a time without offset",
        ),
        pytest.param(
            b'{"name": "x", "validFor": {"startDateTime": 1363000000}}',
            "INVALID_VALUE",
            "startDateTime",
            id="seconds for a time",
        ),
        pytest.param(b'{"name": "x", "timeZone": "Mars/Olympus"}', "INVALID_VALUE", "Mars/Olympus", id="no such zone"),
        pytest.param(b'{"name": "x\\u0000"}', "INVALID_VALUE", "U+0000", id="NUL in a text"),
    ],
)
def test_a_wrong_agreement(api: httpx.Client, base: str, body: bytes, code: str, says: str) -> None:
    error = refused(api.post(f"{base}/sla", content=body, headers=JSON), 400, code)
    assert says in error["message"]


def test_a_period_that_ends_before_it_starts_is_unprocessable(api: httpx.Client) -> None:
    period = {"startDateTime": "2026-02-01T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"}
    error = refused(api.post(f"{V4}/sla", json={"name": "x", "validFor": period}), 422, "PERIOD_REVERSED")
    assert "2026-01-01" in error["message"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param({"violation": {"tolerance": "much"}}, "much", id="a tolerance that is no number"),
        pytest.param({"violation": {"tolerance": True}}, "tolerance", id="a boolean for a number"),
        pytest.param({"violation": []}, "violation", id="an array for the violation"),
        pytest.param({"date": "yesterday"}, "yesterday", id="a date that is none"),
        pytest.param({"slaViolation": {}}, "wraps", id="an envelope"),
        pytest.param({"violations": []}, "violation", id="an old word"),
    ],
)
@pytest.mark.parametrize("base", [V2, V4])
def test_a_wrong_violation(api: httpx.Client, base: str, body: dict[str, Any], says: str) -> None:
    answer = api.post(f"{base}/slaViolation", json=body)
    assert says in refused(answer, 400, answer.json()["code"])["message"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param({}, "MISSING_ATTRIBUTE", id="no callback"),
        pytest.param({"callback": ""}, "MISSING_ATTRIBUTE", id="an empty callback"),
        pytest.param({"callback": "ftp://h/x"}, "INVALID_VALUE", id="not HTTP"),
        pytest.param({"callback": "/listener"}, "INVALID_VALUE", id="not absolute"),
        pytest.param({"callback": "http://"}, "INVALID_VALUE", id="no host"),
        pytest.param({"callback": "http://u:p@h/"}, "INVALID_VALUE", id="with a password"),
        pytest.param({"callback": 5}, "INVALID_VALUE", id="a number"),
        pytest.param({"callback": "http://127.0.0.1/", "query": "eventType=Nothing"}, "INVALID_QUERY", id="no event"),
    ],
)
def test_a_wrong_hub(api: httpx.Client, body: dict[str, Any], code: str) -> None:
    refused(api.post(f"{V4}/hub", json=body), 400, code)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param("measurement", {}, id="no batch"),
        pytest.param("measurement", {"batch": []}, id="no batches"),
        pytest.param("measurement", {"batch": [{"source": "s", "object": "o"}]}, id="no observations"),
        pytest.param(
            "measurement",
            {"batch": [{"source": "s", "object": "o", "stateChange": [{"time": "x", "state": "up"}]}]},
            id="a time that is none",
        ),
        pytest.param("case", {"source": "s", "case": [{"externalId": "1"}]}, id="no creation date"),
        pytest.param("case", {"case": []}, id="no source"),
        pytest.param("assessment", {}, id="no agreement"),
        pytest.param("assessment", {"slaId": 1}, id="a number for the digits of an id"),
        pytest.param("assessment", {"slaId": "1", "ruleId": "r", "by": "me"}, id="an unknown attribute"),
    ],
)
def test_wrong_evidence(api: httpx.Client, path: str, body: dict[str, Any]) -> None:
    answer = api.post(f"{QOS}/{path}", json=body)
    refused(answer, 400, answer.json()["code"])


NO_IDS = [
    "0",
    "00",
    "01",
    "-1",
    "+1",
    "1.0",
    "1e0",
    "9007199254740992",
    "18446744073709551616",
    "9" * 400,
    "abc",
    "1a",
    "null",
    "undefined",
    "{id}",
    "%20",
    "1%20",
    "%201",
    "%00",
    "1%00",
    "%2e%2e",
    "..%2f1",
    "1%2F",
    "%ff",
    "%zz",
    "1;a=b",
    "1,2",
    "*",
    "'%20OR%201=1--",
    "\u0661",
    "\uff11",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
]


@pytest.mark.parametrize("base", [V2, V4])
@pytest.mark.parametrize("no_id", NO_IDS)
def test_what_is_no_id_is_not_found_whatever_is_asked_of_it(api: httpx.Client, base: str, no_id: str) -> None:
    for kind in ("sla", "slaViolation", "hub"):
        path = f"{base}/{kind}/{no_id}"
        refused(api.get(path), 404, "NOT_FOUND")
        refused(api.delete(path), 404, "NOT_FOUND")
        if kind != "hub":
            refused(api.put(path, json={"name": "x"} if kind == "sla" else {}), 404, "NOT_FOUND")
            refused(api.patch(path, json={}), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/favicon.ico",
        "/tmf-api",
        "/tmf-api/slaManagement",
        "/tmf-api/slaManagement/v3/sla",
        f"{V4}/SLA",
        f"{V4}/slas",
        f"{V4}/sla/",
        f"{V4}/sla/1/",
        f"{V4}/sla/1/rule",
        f"{V4}//sla",
        f"{V4}/sla/%2e%2e/sla",
        f"{V4}%2Fsla",
        f"{V4}/listener/slaCreateEvent",
    ],
)
def test_a_path_that_is_not_there_is_not_found_and_nothing_redirects(api: httpx.Client, path: str) -> None:
    if path:
        refused(api.get(path), 404, "NOT_FOUND")
        refused(api.post(path, json={}), 404, "NOT_FOUND")
    assert api.get("/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("GET", f"{V4}/sla", {"Accept": "text/html"}, 406, "NOT_ACCEPTABLE"),
        ("GET", f"{V4}/sla/1", {"Accept": "application/xml"}, 406, "NOT_ACCEPTABLE"),
        ("POST", f"{V4}/sla", {"Accept": "application/json;q=0"} | JSON, 406, "NOT_ACCEPTABLE"),
        ("POST", f"{V4}/sla", {"Content-Type": "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", f"{V4}/sla", {"Content-Type": "application/xml"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", f"{V4}/sla", {"Content-Type": "application/merge-patch+json"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", f"{V4}/sla", {"Content-Type": "application/json; charset=utf-16"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("POST", f"{V4}/sla", {"Content-Encoding": "gzip"} | JSON, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("PUT", f"{V4}/sla/1", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("PATCH", f"{V4}/sla/1", {"Content-Type": "application/octet-stream"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
    ],
)
def test_media_types_are_negotiated(
    api: httpx.Client, *, method: str, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = api.request(method, path, headers=headers, content=b'{"name": "x"}' if method != "GET" else None)
    refused(answer, status, code)
    if method == "PATCH":
        assert answer.headers["accept-patch"].split(", ") == [
            "application/json",
            "application/merge-patch+json",
            "application/json-patch+json",
            "application/json-patch-query+json",
        ]
    if "Content-Encoding" in headers:
        assert answer.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=-1", "INVALID_QUERY"),
        ("limit=ten", "INVALID_QUERY"),
        ("limit=1_0", "INVALID_QUERY"),
        ("limit=1.5", "INVALID_QUERY"),
        ("limit=", "INVALID_QUERY"),
        ("limit=1&limit=2", "INVALID_QUERY"),
        ("limit=99999999999999999999", "INVALID_QUERY"),
        ("offset=-1", "INVALID_QUERY"),
        ("offset=%D9%A1", "INVALID_QUERY"),
        ("colour=red", "INVALID_QUERY"),
        ("name.like=x", "INVALID_QUERY"),
        ("name=%FF", "INVALID_QUERY"),
        ("%FF=x", "INVALID_QUERY"),
        ("sort=colour", "INVALID_QUERY"),
        ("filter=$[?(", "INVALID_QUERY"),
        ("name.regex=(", "INVALID_QUERY"),
        ("validFor.startDateTime.gt=soon", "INVALID_QUERY"),
        ("after=junk", "INVALID_QUERY"),
        ("after=&limit=1", "INVALID_QUERY"),
        ("after=AAAA", "INVALID_QUERY"),
    ],
)
@pytest.mark.parametrize("base", [V2, V4])
def test_a_wrong_query(api: httpx.Client, base: str, query: str, code: str) -> None:
    refused(api.get(f"{base}/sla?{query}"), 400, code)


def test_a_filter_on_one_resource_is_a_mistake(api: httpx.Client, sla: str) -> None:
    refused(api.get(f"{V4}/sla/{sla}?name=Gold"), 400, "INVALID_QUERY")


@pytest.mark.parametrize(
    ("media", "patch", "status", "code"),
    [
        pytest.param("application/json", b"[]", 400, "INVALID_PATCH", id="an array to merge"),
        pytest.param("application/json", b'{"colour": 1}', 400, "UNKNOWN_ATTRIBUTE", id="an unknown attribute"),
        pytest.param("application/json", b'{"name": 1}', 400, "INVALID_VALUE", id="a number for a text"),
        pytest.param("application/json", b'{"name": null}', 400, "", id="the name taken away"),
        pytest.param("application/json", b'{"name": " "}', 400, "", id="the name made blank"),
        pytest.param("application/merge-patch+json", b'{"id": 5}', 409, "ID_MISMATCH", id="another id"),
        pytest.param("application/json-patch+json", b"{}", 400, "INVALID_PATCH", id="no operation"),
        pytest.param("application/json-patch+json", b"[7]", 400, "INVALID_PATCH", id="a number for an operation"),
        pytest.param(
            "application/json-patch+json", b'[{"op":"make","path":"/name"}]', 400, "INVALID_PATCH", id="no such op"
        ),
        pytest.param(
            "application/json-patch+json",
            b'[{"op":"test","path":"/name","value":"Other"}]',
            409,
            "PATCH_TEST_FAILED",
            id="a failed test",
        ),
        pytest.param(
            "application/json-patch+json",
            b'[{"op":"replace","path":"/name","value":"x"},{"op":"remove","path":"/template"}]',
            409,
            "",
            id="nothing to remove, and nothing replaced",
        ),
    ],
)
def test_a_wrong_patch_changes_nothing(
    api: httpx.Client, sla: str, *, media: str, patch: bytes, status: int, code: str
) -> None:
    answer = api.patch(f"{V4}/sla/{sla}", content=patch, headers={"Content-Type": media})
    refused(answer, status, code or answer.json()["code"])
    assert api.get(f"{V4}/sla/{sla}").headers["etag"] == '"1"'


@pytest.mark.parametrize("stated", [5, "5", "abc", 1.5, True])
def test_put_of_another_id_is_a_conflict(api: httpx.Client, sla: str, stated: object) -> None:
    answer = api.put(f"{V4}/sla/{sla}", json={"name": "x", "id": stated})
    if answer.status_code != 400:  # what is no id at all is a wrong value
        refused(answer, 409, "ID_MISMATCH")
    assert api.get(f"{V4}/sla/{sla}").headers["etag"] == '"1"'


def test_a_body_beyond_the_cap_is_refused_however_it_is_sent(api: httpx.Client) -> None:
    large = b'{"name": "' + b"x" * 200_001 + b'"}'
    refused(api.post(f"{V4}/sla", content=large, headers=JSON), 413, "TOO_LARGE")
    refused(api.post(f"{V4}/sla", content=iter([large[:9], large[9:]]), headers=JSON), 413, "TOO_LARGE")
    assert api.post(f"{V4}/sla", content=iter([b'{"na', b'me": "', b'x"}']), headers=JSON).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"name":"x","rule":[' + b"{}," * 50_000 + b"{}]}", id="objects"),
        pytest.param(b'{"name":"x","rule":[' + b"[]," * 50_000 + b"[]]}", id="arrays"),
    ],
)
def test_a_body_of_very_many_parts_is_too_large(api: httpx.Client, body: bytes) -> None:
    refused(api.post(f"{V4}/sla", content=body, headers=JSON), 413, "TOO_LARGE")


def test_a_body_of_many_parts_is_served(api: httpx.Client) -> None:
    made = api.post(f"{V4}/sla", content=b'{"name":"x","rule":[' + b"{}," * 49_990 + b"{}]}", headers=JSON)
    assert made.status_code == 201
    assert api.delete(made.headers["location"]).status_code == 204


def test_an_error_never_repeats_a_long_value(api: httpx.Client) -> None:
    for answer in (
        api.post(f"{V4}/sla", json={"name": "x", "timeZone": "z" * 5000}),
        api.post(f"{V4}/sla", json={"name": "x", "y" * 5000: 1}),
        api.get(f"{V4}/sla/{'9' * 5000}"),
        api.get(f"{V4}/{'p' * 5000}"),
        api.get(f"{V4}/sla?{'q' * 5000}=1"),
        api.get(f"{V4}/sla", headers={"Accept": "a" * 5000}),
        api.post(f"{V4}/sla", content=b"{}", headers={"Content-Type": "c" * 5000}),
    ):
        assert answer.status_code in {400, 404, 406, 415}
        assert len(answer.content) < 1000
