"""Entity tags and requests under a condition (RFC 9110, 13)."""

import httpx
import pytest

from rest_door import V2, V4


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', '"0", "1"', '"0",W/"1"', "*"])
def test_what_the_client_has_is_not_sent_again(api: httpx.Client, sla: str, tag: str) -> None:
    for method in ("GET", "HEAD"):
        answer = api.request(method, f"{V4}/sla/{sla}", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", '"1"')
        assert "content-type" not in answer.headers


@pytest.mark.parametrize("tag", ['"2"', "1", '""', "", "junk,,"])
def test_what_the_client_does_not_have_is_sent(api: httpx.Client, sla: str, tag: str) -> None:
    assert api.get(f"{V2}/sla/{sla}", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("tag", ['"1"', "*", '"7", "1"', '"1","7"'])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_change_is_made_when_the_tag_matches(api: httpx.Client, sla: str, method: str, tag: str) -> None:
    body = None if method == "DELETE" else {"name": "x"}
    answer = api.request(method, f"{V4}/sla/{sla}", json=body, headers={"If-Match": tag})
    assert answer.status_code in {200, 204}


@pytest.mark.parametrize("tag", ['"2"', 'W/"1"', "1", '""', "junk", '"1', "**"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_change_is_made_when_it_does_not(api: httpx.Client, sla: str, method: str, tag: str) -> None:
    body = None if method == "DELETE" else {"name": "x"}
    answer = api.request(method, f"{V4}/sla/{sla}", json=body, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (412, "ETAG_MISMATCH")
    assert api.get(f"{V4}/sla/{sla}").headers["etag"] == '"1"'


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_change_may_be_wanted_only_of_another_state(api: httpx.Client, sla: str, method: str) -> None:
    body = None if method == "DELETE" else {"name": "x"}
    for tag in ("*", '"1"'):
        refused = api.request(method, f"{V4}/sla/{sla}", json=body, headers={"If-None-Match": tag})
        assert (refused.status_code, refused.json()["code"]) == (412, "ETAG_MISMATCH")
    done = api.request(method, f"{V4}/sla/{sla}", json=body, headers={"If-None-Match": '"2"'})
    assert done.status_code in {200, 204}


def test_a_condition_on_nothing_is_not_found(api: httpx.Client) -> None:
    for method in ("PUT", "PATCH", "DELETE"):
        body = None if method == "DELETE" else {"name": "x"}
        answer = api.request(method, f"{V4}/sla/999999999", json=body, headers={"If-Match": "*", "If-None-Match": "*"})
        assert answer.status_code == 404


def test_several_lines_of_one_header_are_one_list(api: httpx.Client, sla: str) -> None:
    lines = [("If-Match", '"9"'), ("If-Match", '"1"')]
    assert api.patch(f"{V4}/sla/{sla}", json={"name": "x"}, headers=lines).status_code == 200


def test_each_change_makes_a_new_tag_and_no_change_none(api: httpx.Client, sla: str) -> None:
    url = f"{V4}/sla/{sla}"
    assert api.patch(url, json={"version": "2"}).headers["etag"] == '"2"'
    assert api.patch(url, json={"version": "2"}).headers["etag"] == '"2"'
    assert api.patch(url, json={}).headers["etag"] == '"2"'
    assert api.put(url, json={"name": "Gold", "version": "2"}).headers["etag"] == '"2"'
    assert api.put(url, json={"name": "Gold"}).headers["etag"] == '"3"'
