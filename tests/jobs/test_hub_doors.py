"""A hub's log and what its operator does about it, through both doors, with a receiver that fails and recovers."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import httpx
import pytest

from jobs.receiver import Receiver, Reply, listening
from tmf.sla.v1 import hub_service_pb2 as pb2
from tmf.sla.v1.hub_service_pb2_grpc import HubServiceStub
from tmf623 import app

QOS = "/tmf-api/customerQosManagement/v1"
V4 = "/tmf-api/slaManagement/v4"
DEADLINE_S = 30


@pytest.fixture
def http(server: app.Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{server.rest_port}", trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def stub(server: app.Running) -> Iterator[Any]:
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        yield HubServiceStub(channel)


@pytest.fixture
def listener() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver


def registered(http: httpx.Client, listener: Receiver, **attributes: str) -> str:
    body = {"callback": listener.url(), "query": "eventType=SlaCreateEvent"} | attributes
    answer = http.post(f"{QOS}/hub", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def create(http: httpx.Client, *names: str) -> list[str]:
    return [http.post(f"{V4}/sla", json={"name": name}).json()["id"] for name in names]


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + DEADLINE_S
    while not holds():
        assert time.monotonic() < end, what


def health(http: httpx.Client, hub: str) -> dict[str, Any]:
    answer = http.get(f"{QOS}/hub/{hub}/health")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def log(http: httpx.Client, hub: str, query: str = "") -> list[dict[str, Any]]:
    answer = http.get(f"{QOS}/hub/{hub}/delivery?{query}")
    assert answer.status_code in {200, 206}, answer.text
    rows: list[dict[str, Any]] = answer.json()
    assert int(answer.headers["x-result-count"]) == len(rows)
    return rows


def test_the_log_tells_what_became_of_each_event(http: httpx.Client, stub: Any, listener: Receiver) -> None:
    hub = registered(http, listener)
    slas = create(http, "a", "b", "c")
    until(lambda: health(http, hub)["delivered"] == 3, "three deliveries")
    rows = log(http, hub)
    assert [row["resourceId"] for row in rows] == slas
    assert [row["position"] for row in rows] == sorted((row["position"] for row in rows), key=int)
    first = rows[0]
    assert {name: first[name] for name in ("hubId", "resource", "state", "attempts", "lastStatus")} == {
        "hubId": hub, "resource": "sla", "state": "delivered", "attempts": 1, "lastStatus": 201,
    }  # fmt: skip
    assert first["id"] == first["position"]
    assert first["eventId"] == listener.got[0].event["eventId"]
    assert "nextAttemptAt" not in first
    told = stub.ListHubDelivery(pb2.ListHubDeliveryRequest(id=hub))
    assert [row.resource_id for row in told.hub_delivery] == slas
    assert told.total_count == 3


def test_the_log_is_filtered_sorted_projected_and_paged(http: httpx.Client, stub: Any, listener: Receiver) -> None:
    hub = registered(http, listener)
    slas = create(http, "a", "b", "c", "d", "e")
    until(lambda: health(http, hub)["delivered"] == 5, "five deliveries")
    assert [row["resourceId"] for row in log(http, hub, f"resourceId={slas[1]}")] == [slas[1]]
    assert log(http, hub, "state=parked") == []
    assert len(log(http, hub, "state=delivered&attempts.lt=2")) == 5
    assert [row["resourceId"] for row in log(http, hub, "sort=-position")] == slas[::-1]
    assert log(http, hub, "fields=state&limit=1")[0].keys() == {"id", "state"}
    answer = http.get(f"{QOS}/hub/{hub}/delivery?limit=2")
    found = [row["resourceId"] for row in answer.json()]
    assert (answer.status_code, answer.headers["x-total-count"]) == (206, "5")
    while "next" in answer.links:
        answer = http.get(answer.links["next"]["url"])
        found += [row["resourceId"] for row in answer.json()]
    assert found == slas
    pages, token = [], ""
    while True:
        page = stub.ListHubDelivery(pb2.ListHubDeliveryRequest(id=hub, limit=2, page_token=token or None))
        pages.append([row.resource_id for row in page.hub_delivery])
        token = page.next_page_token
        if not token:
            break
    assert pages == [slas[:2], slas[2:4], slas[4:]]
    masked = stub.ListHubDelivery(pb2.ListHubDeliveryRequest(id=hub, fields="state", filter="state=delivered"))
    assert {field.name for field, _ in masked.hub_delivery[0].ListFields()} == {"id", "state"}


def test_a_disabled_hub_is_activated_and_what_was_given_up_replayed(
    http: httpx.Client, stub: Any, listener: Receiver
) -> None:
    hub = registered(http, listener)
    listener.behave = lambda _got, nth: Reply(410 if nth == 1 else 201)
    create(http, "gone")
    until(lambda: health(http, hub)["state"] == "disabled", "disabling")
    told = health(http, hub)
    assert (told["parked"], "410" in told["stateReason"]) == (1, True)
    refused = http.post(f"{QOS}/hubReplay", json={"hubId": hub})
    assert (refused.status_code, refused.json()["code"]) == (409, "STATE_CONFLICT")
    active = http.post(f"{QOS}/hubActivation", json={"hubId": hub})
    assert (active.status_code, active.json()) == (201, {"hubId": hub, "state": "active"})
    (parked,) = log(http, hub, "state=parked")
    answer = stub.ReplayHub(pb2.ReplayHubRequest(hub_id=hub, position=parked["position"]))
    assert answer.replayed == 1
    until(lambda: health(http, hub)["delivered"] == 1, "the replayed delivery")
    assert len({got.event["eventId"] for got in listener.got}) == 1
    assert http.post(f"{QOS}/hubReplay", json={"hubId": hub}).json() == {"hubId": hub, "replayed": 0}


def test_a_new_secret_signs_beside_the_one_before(http: httpx.Client, listener: Receiver) -> None:
    keys = [base64.b64encode(bytes([number]) * 24).decode() for number in (1, 2)]
    hub = registered(http, listener, secret=f"whsec_{keys[0]}")
    answer = http.post(f"{QOS}/hubSecret", json={"hubId": hub, "secret": f"whsec_{keys[1]}"})
    assert (answer.status_code, answer.json()) == (201, {"hubId": hub})
    create(http, "signed")
    listener.wait(lambda: len(listener.got) == 1, "the event")
    got = listener.got[0]
    content = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    signed = [
        base64.b64encode(hmac.new(base64.b64decode(key), content, hashlib.sha256).digest()).decode() for key in keys
    ]
    assert sorted(got.headers["webhook-signature"].split()) == sorted(f"v1,{one}" for one in signed)


@pytest.mark.parametrize("path", ["hub/999999/delivery", "hub/999999/health", "hub/a-b-c/delivery", "hub/0/health"])
def test_a_hub_that_is_not_there_has_no_log(http: httpx.Client, path: str) -> None:
    answer = http.get(f"{QOS}/{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("hubReplay", {}, 400),
        ("hubReplay", {"hubId": " "}, 400),
        ("hubReplay", {"hubId": "999999"}, 404),
        ("hubReplay", {"hubId": 7}, 400),
        ("hubReplay", {"hubId": "7", "more": 1}, 400),
        ("hubActivation", {"hubId": "x"}, 404),
        ("hubActivation", {}, 400),
        ("hubSecret", {"hubId": "999999", "secret": "whsec_" + "A" * 32}, 404),
        ("hubSecret", {"hubId": "999999"}, 400),
        ("hubSecret", {"hubId": "999999", "secret": "short"}, 400),
    ],
)
def test_a_wrong_command_is_refused(http: httpx.Client, path: str, body: dict[str, Any], status: int) -> None:
    answer = http.post(f"{QOS}/{path}", json=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["status"] == str(status)
    assert "short" not in answer.text


@pytest.mark.parametrize("query", ["nothing=1", "state.regex=(", "sort=nothing", "limit=-1", "after=x", "offset=x"])
def test_a_query_the_log_cannot_answer_is_refused(http: httpx.Client, listener: Receiver, query: str) -> None:
    hub = registered(http, listener)
    answer = http.get(f"{QOS}/hub/{hub}/delivery?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_QUERY")
