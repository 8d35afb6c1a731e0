"""What the door answers to requests that are in order: status, headers, body."""

import httpx
import pytest

from rest_door import QOS, V2, V4

ITEM_HEADERS = {"content-type", "content-length", "cache-control", "x-content-type-options", "date", "etag"}


@pytest.mark.parametrize(("base", "id_type"), [pytest.param(V2, int, id="v2"), pytest.param(V4, str, id="v4")])
def test_a_new_resource_comes_with_its_address(api: httpx.Client, base: str, id_type: type) -> None:
    answer = api.post(f"{base}/sla", json={"name": "Gold", "id": "77", "href": "x"})
    body = answer.json()
    assert answer.status_code == 201
    assert set(answer.headers) == ITEM_HEADERS | {"location"}
    assert type(body["id"]) is id_type
    assert answer.headers["location"] == body["href"] == f"{api.base_url}{base}/sla/{body['id']}"
    assert answer.headers["etag"] == '"1"'
    assert api.get(body["href"]).content == answer.content


@pytest.mark.parametrize(("base", "status"), [pytest.param(V2, 201, id="v2"), pytest.param(V4, 200, id="v4")])
def test_put_answers_as_its_profile_says(api: httpx.Client, sla: str, base: str, status: int) -> None:
    answer = api.put(f"{base}/sla/{sla}", json={"name": "Silver", "id": int(sla)})
    assert (answer.status_code, answer.json()["name"], answer.headers["etag"]) == (status, "Silver", '"2"')


@pytest.mark.parametrize("base", [V2, V4])
def test_patch_answers_200_with_the_whole_resource(api: httpx.Client, sla: str, base: str) -> None:
    answer = api.patch(f"{base}/sla/{sla}", json={"description": "d"})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert (answer.json()["name"], answer.json()["description"]) == ("Gold", "d")


@pytest.mark.parametrize("base", [V2, V4])
def test_delete_answers_204_and_nothing_else(api: httpx.Client, sla: str, base: str) -> None:
    answer = api.delete(f"{base}/sla/{sla}", headers={"Accept": "application/json", "Content-Type": "application/json"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer.headers) == {"date"}
    assert api.get(f"{base}/sla/{sla}").status_code == 404


@pytest.mark.parametrize(
    ("media", "patch", "expected"),
    [
        pytest.param("application/json", b'{"description": "d"}', "d", id="JSON"),
        pytest.param("application/merge-patch+json", b'{"description": "d"}', "d", id="merge patch"),
        pytest.param(
            "application/json-patch+json", b'[{"op":"add","path":"/description","value":"d"}]', "d", id="JSON Patch"
        ),
        pytest.param(
            "application/json-patch-query+json",
            b'[{"op":"replace","path":"/relatedParty/name?relatedParty.role=SLAConsumer","value":"d"}]',
            None,
            id="JSON Patch Query",
        ),
    ],
)
def test_every_patch_language_is_spoken(api: httpx.Client, media: str, patch: bytes, expected: str | None) -> None:
    parties = [{"role": "SLAConsumer", "name": "a"}, {"role": "SLAProvider", "name": "b"}]
    made = api.post(f"{V4}/sla", json={"name": "Gold", "relatedParty": parties}).json()
    answer = api.patch(f"{V4}/sla/{made['id']}", content=patch, headers={"Content-Type": media})
    assert answer.status_code == 200
    assert answer.json().get("description") == expected
    if expected is None:
        assert [party["name"] for party in answer.json()["relatedParty"]] == ["d", "b"]


def test_a_body_without_a_media_type_is_json(api: httpx.Client) -> None:
    assert api.post(f"{V4}/sla", content=b'{"name": "Gold"}').status_code == 201


def test_head_is_get_without_its_body(api: httpx.Client, sla: str) -> None:
    for path in (f"{V4}/sla/{sla}", f"{V4}/sla?limit=1", "/livez", f"{V4}/openapi.json"):
        whole, head = api.get(path), api.head(path)
        assert head.content == b""
        assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        (f"{V4}/sla", "GET, HEAD, POST, OPTIONS"),
        (f"{V2}/sla/1", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
        (f"{V2}/slaViolation/1", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
        (f"{V4}/hub/1", "GET, HEAD, DELETE, OPTIONS"),
        (f"{QOS}/measurement", "POST, OPTIONS"),
        (f"{QOS}/assessment/1", "GET, HEAD, OPTIONS"),
        ("/livez", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_names_every_method_and_others_get_405_naming_them(api: httpx.Client, path: str, allow: str) -> None:
    answer = api.options(path)
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, allow, b"")
    assert ("application/json-patch+json" in answer.headers.get("accept-patch", "")) is ("PATCH" in allow)
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"} - set(allow.split(", ")):
        refused = api.request(method, path)
        assert (refused.status_code, refused.headers["allow"]) == (405, allow)
        assert refused.json()["code"] == "METHOD_NOT_ALLOWED"


def test_fields_choose_attributes_on_every_method_that_answers_a_resource(api: httpx.Client) -> None:
    made = api.post(f"{V4}/sla?fields=name", json={"name": "Gold", "description": "d", "version": "1"})
    assert set(made.json()) == {"id", "href", "name"}
    url = made.headers["location"]
    assert set(api.get(f"{url}?fields=version,name").json()) == {"id", "href", "version", "name"}
    assert set(api.get(f"{url}?fields=none").json()) == {"id", "href"}
    assert set(api.patch(f"{url}?fields=version", json={"version": "2"}).json()) == {"id", "href", "version"}
    assert set(api.put(f"{url}?fields=none", json={"name": "x"}).json()) == {"id", "href"}


def test_a_list_tells_how_many_there_are_and_leads_on(api: httpx.Client) -> None:
    for version in "abcde":
        assert api.post(f"{V4}/sla", json={"name": "Paged", "version": version}).status_code == 201
    url = f"{V4}/sla?name=Paged&sort=-version&fields=version"
    seen, statuses = [], []
    answer = api.get(f"{url}&limit=2")
    while True:
        statuses.append(answer.status_code)
        seen += [row["version"] for row in answer.json()]
        assert answer.headers["x-total-count"] == "5"
        assert answer.headers["x-result-count"] == str(len(answer.json()))
        if "next" not in answer.links:
            break
        answer = api.get(answer.links["next"]["url"])
    assert seen == list("edcba")
    assert statuses == [206, 206, 206]
    assert set(answer.links) == {"first", "prev", "last"}
    assert [row["version"] for row in api.get(answer.links["prev"]["url"]).json()] == list("cb")
    assert [row["version"] for row in api.get(answer.links["last"]["url"]).json()] == list("a")


def test_pages_by_link_tile_the_list_while_it_changes(api: httpx.Client) -> None:
    made = [api.post(f"{V4}/sla", json={"name": "Moving"}).json()["id"] for _ in range(4)]
    first = api.get(f"{V4}/sla?name=Moving&limit=2&fields=none")
    api.delete(f"{V4}/sla/{made[0]}")
    second = api.get(first.links["next"]["url"])
    assert [row["id"] for row in first.json() + second.json()] == made


@pytest.mark.parametrize(
    ("query", "status", "count"),
    [
        pytest.param("", 200, 3, id="a plain list is whole"),
        pytest.param("&limit=3", 200, 3, id="a page that holds all is whole"),
        pytest.param("&offset=0", 200, 3, id="offset zero is whole"),
        pytest.param("&limit=2", 206, 2, id="a page"),
        pytest.param("&offset=1", 206, 2, id="what follows an offset"),
        pytest.param("&offset=9", 206, 0, id="past the end"),
        pytest.param("&limit=0", 206, 0, id="the count alone"),
    ],
)
def test_only_a_page_that_was_asked_for_is_partial(api: httpx.Client, query: str, status: int, count: int) -> None:
    for _ in range(3 - int(api.get(f"{V4}/sla?name=Partial&limit=0").headers["x-total-count"])):
        api.post(f"{V4}/sla", json={"name": "Partial"})
    answer = api.get(f"{V4}/sla?name=Partial{query}")
    assert (answer.status_code, len(answer.json())) == (status, count)
    assert answer.headers["x-total-count"] == "3"


def test_nothing_found_is_an_empty_list(api: httpx.Client) -> None:
    answer = api.get(f"{V2}/sla?name=nobody-has-this-name&limit=5")
    assert (answer.status_code, answer.json(), answer.headers["x-total-count"]) == (200, [], "0")


def test_a_hub_is_registered_read_and_deleted(api: httpx.Client) -> None:
    made = api.post(f"{V2}/hub", json={"callback": "http://127.0.0.1:9/listener", "query": None})
    assert (made.status_code, made.json()["id"]) == (201, made.headers["location"].rpartition("/")[2])
    assert made.json()["id"] in [hub["id"] for hub in api.get(f"{V4}/hub").json()]
    assert api.delete(made.headers["location"]).status_code == 204
    assert api.get(made.headers["location"]).status_code == 404


def test_what_is_recorded_is_judged_and_the_judgement_is_read_at_its_address(api: httpx.Client) -> None:
    rule = {
        "id": "up",
        "metric": "availability",
        "unit": "%",
        "referenceValue": "99.9",
        "operator": ".ge",
        "spec": {"@type": "Availability"},
    }
    made = api.post(f"{V4}/sla", json={"name": "Judged", "rule": [rule], "scope": [{"id": "line-1"}]}).json()
    changes = [
        {"time": "2026-01-01T00:00:00Z", "state": "up"},
        {"time": "2026-01-10T00:00:00Z", "state": "down"},
        {"time": "2026-01-11T00:00:00Z", "state": "up"},
        {"time": "2026-02-01T00:00:00Z", "state": "up"},
    ]
    batch = {"source": "probe", "object": "line-1", "stateChange": changes}
    recorded = api.post(f"{QOS}/measurement", json={"batch": [batch]})
    assert (recorded.status_code, recorded.json()["receipt"][0]["status"]) == (201, "recorded")
    asked = {"slaId": made["id"], "ruleId": "up", "at": "2026-01-15T00:00:00Z"}
    judged = api.post(f"{QOS}/assessment", json=asked)
    assert (judged.status_code, judged.json()["assessment"]["verdict"]) == (201, "violated")
    read = api.get(judged.headers["location"])
    assert read.json() == judged.json()["assessment"]
    listed = api.get(judged.json()["href"]).json()
    assert read.json()["id"] in [row["id"] for row in listed]


def test_cases_are_recorded_and_read_back(api: httpx.Client) -> None:
    case = {"externalId": "T-9", "creationDate": "2026-01-05T09:00:00Z", "ticketType": "repair"}
    first = api.post(f"{QOS}/case", json={"source": "desk", "case": [case]})
    again = api.post(f"{QOS}/case", json={"source": "desk", "case": [case]})
    assert (first.status_code, first.json()["recorded"], again.json()["repeated"]) == (201, 1, 1)
    found = api.get(f"{QOS}/case?externalId=T-9").json()
    assert found == [api.get(found[0]["href"]).json()]


def test_health_is_told(api: httpx.Client) -> None:
    assert (api.get("/livez").status_code, api.get("/livez").json()) == (200, {"status": "ok"})
    assert (api.get("/readyz").status_code, api.get("/readyz").json()) == (200, {"status": "ok"})
