"""What a hub is sent: the events it asked for, in its profile, form and envelope."""

import base64
import hmac

import orjson
import pytest

from jobs.conftest import Start
from jobs.estate import Estate
from jobs.receiver import Receiver
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import SLA
from tmf623.contract.profiles import PROFILES
from tmf623.contract.rendering import resource_json


def test_an_event_is_posted_to_the_callback_itself(estate: Estate, receiver: Receiver, start: Start) -> None:
    start()
    estate.hub(receiver.url("/client/listener?token=abc"))
    sla_id = estate.sla("Gold", description="24 x 7")
    [got] = receiver.wait_for(1)
    assert got.path == "/client/listener?token=abc"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["webhook-id"] == got.event_id
    event = got.event
    assert set(event) == {"eventId", "eventTime", "eventType", "event"}
    assert event["eventType"] == "SlaCreateEvent"
    assert event["event"] == {
        "sla": {
            "id": str(sla_id),
            "href": f"https://sla.example/tmf-api/slaManagement/v4/sla/{sla_id}",
            "name": "Gold",
            "description": "24 x 7",
        }
    }


@pytest.mark.parametrize("profile", ["v2", "v4"])
def test_the_payload_is_the_resource_in_the_profile_of_the_hub(
    estate: Estate, receiver: Receiver, start: Start, profile: str
) -> None:
    estate.hub(receiver.url(), profile=profile)
    sla_id = estate.sla("Gold", state="draft", description="x")
    start()
    receiver.wait_for(1)
    changed = estate.change(sla_id, state="active", description="y")
    receiver.wait_for(3)
    estate.delete(sla_id)
    created, state, value, deleted = receiver.wait_for(4)
    suffix = {"v2": "Notification", "v4": "Event"}[profile]
    assert [got.event["eventType"] for got in (created, state, value, deleted)] == [
        f"Sla{change}{suffix}" for change in ("Create", "StateChange", "AttributeValueChange", "Delete")
    ]
    expected = orjson.loads(resource_json(SLA, changed, PROFILES[profile], "https://sla.example"))
    assert [got.event["event"]["sla"] for got in (state, value, deleted)] == [expected] * 3
    assert isinstance(expected["id"], {"v2": int, "v4": str}[profile])
    assert loaded(SLA, changed).state == "active"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        pytest.param(
            None,
            {"SlaCreateEvent", "SlaStateChangeEvent", "SlaDeleteEvent", "SlaViolationCreateEvent"},
            id="all",
        ),
        pytest.param("eventType=SlaDeleteEvent", {"SlaDeleteEvent"}, id="one type"),
        pytest.param(
            "eventType=slacreateevent,SLAViolationCreateNotification",
            {"SlaCreateEvent", "SlaViolationCreateEvent"},
            id="two types, any case, any profile",
        ),
        pytest.param("sla.state=active", {"SlaStateChangeEvent", "SlaDeleteEvent"}, id="an attribute"),
        pytest.param("eventType=SlaDeleteEvent&sla.state=draft", set(), id="nothing"),
    ],
)
def test_a_query_selects_events(
    estate: Estate, receiver: Receiver, start: Start, query: str | None, wanted: set[str]
) -> None:
    start()
    estate.hub(receiver.url("/query"), query)
    all_of_them = estate.hub(receiver.url("/all"))
    sla_id = estate.sla("Gold", state="draft")
    estate.change(sla_id, state="active")
    estate.delete(sla_id)
    estate.violation()
    estate.until_states(all_of_them, delivered=4)
    receiver.wait(lambda: len(receiver.to("/query")) >= len(wanted), "what the query selects")
    assert {got.event["eventType"] for got in receiver.to("/query")} == wanted


def test_fields_narrow_the_resource_but_not_the_envelope(estate: Estate, receiver: Receiver, start: Start) -> None:
    start()
    estate.hub(receiver.url(), "eventType=SlaCreateEvent&fields=sla.name")
    estate.sla("Gold", description="long")
    [got] = receiver.wait_for(1)
    assert set(got.event) == {"eventId", "eventTime", "eventType", "event"}
    assert set(got.event["event"]["sla"]) == {"id", "href", "name"}


def test_a_hub_with_a_secret_gets_signed_events(estate: Estate, receiver: Receiver, start: Start) -> None:
    key = bytes(range(32))
    start()
    estate.hub(receiver.url(), secret="whsec_" + base64.b64encode(key).decode())
    estate.sla("Gold")
    [got] = receiver.wait_for(1)
    signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    expected = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert got.headers["webhook-signature"] == f"v1,{expected}"


def test_a_hub_may_ask_for_cloudevents(estate: Estate, receiver: Receiver, start: Start) -> None:
    start()
    estate.hub(receiver.url(), envelope="cloudevents")
    estate.sla("Gold")
    [got] = receiver.wait_for(1)
    envelope = orjson.loads(got.body)
    assert got.headers["content-type"] == "application/cloudevents+json"
    assert envelope["specversion"] == "1.0"
    assert envelope["type"] == "org.tmforum.tmf623.SlaCreateEvent"
    assert envelope["source"] == "https://sla.example/tmf-api/slaManagement/v4"
    assert envelope["data"]["event"]["sla"]["name"] == "Gold"
    assert envelope["id"] == envelope["data"]["eventId"] == got.headers["webhook-id"]
