"""Requests a client may repeat without being counted twice."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from rest_door import V2, V4


def test_the_same_key_and_content_give_the_same_answer(api: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first = api.post(f"{V4}/sla", json={"name": "Once", "version": "1"}, headers=key)
    again = api.post(f"{V4}/sla", content=b'{"version":"1",\n "name":"Once"}', headers=key)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["location"] == first.headers["location"]


def test_the_answer_stays_the_same_after_the_resource_has_changed_and_gone(api: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first = api.post(f"{V4}/sla", json={"name": "Once"}, headers=key)
    api.patch(first.headers["location"], json={"name": "Changed"})
    assert api.post(f"{V4}/sla", json={"name": "Once"}, headers=key).content == first.content
    api.delete(first.headers["location"])
    assert api.post(f"{V4}/sla", json={"name": "Once"}, headers=key).content == first.content


def test_the_same_key_with_other_content_is_refused(api: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    api.post(f"{V4}/sla", json={"name": "Once"}, headers=key)
    refused = api.post(f"{V4}/sla", json={"name": "Twice"}, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "REQUEST_REPEATED")


def test_a_key_belongs_to_one_kind_of_resource(api: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    assert api.post(f"{V4}/sla", json={"name": "x"}, headers=key).status_code == 201
    assert api.post(f"{V4}/slaViolation", json={}, headers=key).status_code == 201


def test_the_profiles_share_keys_except_for_hubs_whose_events_differ(api: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first = api.post(f"{V2}/sla", json={"name": "Once"}, headers=key).json()
    assert api.post(f"{V4}/sla", json={"name": "Once"}, headers=key).json()["id"] == str(first["id"])
    hub = {"callback": "http://127.0.0.1:9/"}
    assert api.post(f"{V2}/hub", json=hub, headers=key).status_code == 201
    assert api.post(f"{V4}/hub", json=hub, headers=key).json()["code"] == "REQUEST_REPEATED"


def test_a_refused_request_leaves_its_key_free(api: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    assert api.post(f"{V4}/sla", json={"name": ""}, headers=key).status_code == 400
    assert api.post(f"{V4}/sla", json={"name": "x"}, headers=key).status_code == 201


@pytest.mark.parametrize("key", ["", "a b", "k" * 256, "\xe9"])
def test_a_key_that_is_none_is_refused(api: httpx.Client, key: str) -> None:
    refused = api.post(f"{V4}/sla", json={"name": "x"}, headers={"Idempotency-Key": key.encode("latin-1")})  # type: ignore[dict-item]
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_VALUE")


def test_parallel_repetitions_have_one_effect(api: httpx.Client) -> None:
    name, key = uuid4().hex, {"Idempotency-Key": uuid4().hex}
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(api.post, f"{V4}/sla", json={"name": name}, headers=key) for _ in range(24)]
    assert len({(call.result().status_code, call.result().content) for call in calls}) == 1
    assert api.get(f"{V4}/sla?name={name}").headers["x-total-count"] == "1"
