"""Hubs with a listener that is alive: which events come, in which order, with which payload."""

from collections.abc import Iterator
from typing import Any

import pytest

from conformance.kit import RESOURCES, Api, full, refused
from jobs.receiver import Receiver, Reply, listening


@pytest.fixture
def listener() -> Iterator[Receiver]:
    """A listener on loopback that answers 201 to everything."""
    with listening() as receiver:
        yield receiver


def subscribed(api: Api, callback: str, query: str | None = None) -> dict[str, Any]:
    hub = {"callback": callback} | ({} if query is None else {"query": query})
    made = api.create("hub", hub)
    assert made == hub | {"id": made["id"], "href": made["href"]}
    return made


def came(listener: Receiver, number: int, path: str = "/listener") -> list[dict[str, Any]]:
    """The first events that came to a path, when so many have."""
    listener.wait(lambda: len(listener.to(path)) >= number, f"{number} events at {path}")
    return [got.event for got in listener.to(path)]


def types(api: Api, kind: str, *changes: str) -> list[str]:
    suffix = {"v2": "Notification", "v4": "Event"}[api.version]
    return [f"{kind[0].upper()}{kind[1:]}{change}{suffix}" for change in changes]


def test_the_life_of_an_agreement_is_told_in_order_with_the_whole_of_it(api: Api, listener: Receiver) -> None:
    hub = subscribed(api, listener.url())
    made = api.create("sla")
    path = f"sla/{made['id']}"
    changed = api.patch(path, {"description": "changed"})
    settled = api.patch(path, {"state": "terminated"})
    api.patch(path, {"state": "terminated"})
    both = api.patch(path, {"state": "observed", "version": "9"})
    api.send("DELETE", path)
    events = came(listener, 6)
    told = ["Create", "AttributeValueChange", "StateChange", "StateChange", "AttributeValueChange", "Delete"]
    assert [event["eventType"] for event in events] == types(api, "sla", *told)
    assert [event["event"] for event in events] == [{"sla": row} for row in (made, changed, settled, both, both, both)]
    assert len({event["eventId"] for event in events}) == 6
    assert [event["eventTime"] for event in events] == sorted(event["eventTime"] for event in events)
    assert all(got.headers["content-type"] == "application/json" for got in listener.got)
    api.send("DELETE", f"hub/{hub['id']}")


def test_the_life_of_a_violation_is_told_too(api: Api, listener: Receiver) -> None:
    hub = subscribed(api, listener.url())
    made = api.create("slaViolation")
    path = f"slaViolation/{made['id']}"
    put = api.send("PUT", path, full("slaViolation")).json()
    api.send("DELETE", path)
    events = came(listener, 3)
    assert [one["eventType"] for one in events] == types(
        api, "slaViolation", "Create", "AttributeValueChange", "Delete"
    )
    assert [one["event"] for one in events] == [{"slaViolation": row} for row in (made, put, put)]
    api.send("DELETE", f"hub/{hub['id']}")


EVERY = ["first Create", "first Delete", "second Create", "second Delete"]
QUERIES = [
    pytest.param("eventType={Sla}Create{Suffix}", EVERY[::2], id="one type"),
    pytest.param("eventType={Sla}Create{Suffix},{Sla}Delete{Suffix}", EVERY, id="two types"),
    pytest.param("eventType={Sla}Create{Suffix}%2C{Sla}Delete{Suffix}", EVERY, id="an encoded comma"),
    pytest.param("eventType={sla}delete{suffix}", EVERY[1::2], id="in any case"),
    pytest.param("@type=Special", EVERY[:2], id="an attribute alone"),
    pytest.param("event.{key}.@type=Special", EVERY[:2], id="an attribute as it stands in the event"),
    pytest.param("{key}.@type=Other&eventType={Sla}Delete{Suffix}", EVERY[3:], id="an attribute and a type"),
    pytest.param("@type=Other", EVERY[2:], id="only what has the value"),
    pytest.param("relatedParty.role=SLAConsumer,None", EVERY, id="an attribute of an array"),
    pytest.param("filter=$[?@['@type']=='Other']", EVERY[2:], id="JSONPath"),
]


@pytest.mark.parametrize("kind", RESOURCES)
@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_a_hub_gets_what_its_query_asks_for_and_nothing_else(
    api: Api, listener: Receiver, *, kind: str, query: str, expected: list[str]
) -> None:
    suffix = {"v2": "Notification", "v4": "Event"}[api.version]
    words = {"Sla": kind[0].upper() + kind[1:], "sla": kind.lower(), "key": kind}
    asked = subscribed(api, listener.url(), query.format(**words, Suffix=suffix, suffix=suffix.upper()))
    every = subscribed(api, listener.url("/every"))
    names = {}
    for name, own in (("first", "Special"), ("second", "Other")):
        made = api.create(kind, full(kind) | {"@type": own})
        names[made["id"]] = name
        api.send("DELETE", f"{kind}/{made['id']}")
    came(listener, 4, "/every")
    came(listener, len(expected))
    told = [(names[event["event"][kind]["id"]], event["eventType"]) for event in came(listener, 0)]
    in_order_of_each = sorted(told, key=lambda one: one[0])
    assert in_order_of_each == [(name, types(api, kind, change)[0]) for name, change in map(str.split, expected)]
    for hub in (asked, every):
        api.send("DELETE", f"hub/{hub['id']}")


@pytest.mark.parametrize("fields", ["name", "sla.name", "event.sla.name", "resource.name", "id,name"])
def test_fields_narrow_the_payload(api: Api, listener: Receiver, fields: str) -> None:
    hub = subscribed(api, listener.url(), f"eventType={types(api, 'sla', 'Create')[0]}&fields={fields}")
    made = api.create("sla")
    (event,) = came(listener, 1)
    assert event["event"] == {"sla": {key: made[key] for key in ("id", "href", "name")}}
    assert {"eventId", "eventTime", "eventType"} <= set(event)
    api.send("DELETE", f"hub/{hub['id']}")


def test_each_profile_writes_its_own_events_whichever_made_the_change(api: Api, listener: Receiver) -> None:
    hub = subscribed(api, listener.url(), "eventType=SlaViolationCreateNotification")
    other = Api(api.http, {"v2": "v4", "v4": "v2"}[api.version])
    made = other.create("slaViolation")
    (event,) = came(listener, 1)
    assert event["eventType"] == types(api, "slaViolation", "Create")[0]
    assert event["event"] == {"slaViolation": api.get(f"slaViolation/{made['id']}")}
    api.send("DELETE", f"hub/{hub['id']}")


def test_nothing_comes_after_unregistering(api: Api, listener: Receiver) -> None:
    gone, stays = subscribed(api, listener.url("/gone")), subscribed(api, listener.url())
    api.create("sla")
    came(listener, 1)
    came(listener, 1, "/gone")
    assert api.send("DELETE", f"hub/{gone['id']}").status_code == 204
    refused(api.send("DELETE", f"hub/{gone['id']}"), 404)
    for _ in range(3):
        api.create("sla")
    came(listener, 4)
    assert len(listener.to("/gone")) == 1
    api.send("DELETE", f"hub/{stays['id']}")


@pytest.mark.parametrize("manner", ["refuses", "fails", "hangs"])
def test_a_listener_that_does_not_answer_hinders_no_other(api: Api, manner: str) -> None:
    replies = {"fails": Reply(500), "hangs": Reply(manner="hang"), "refuses": Reply()}
    with listening(lambda got, _: replies[manner] if got.path == "/bad" else Reply()) as listener:
        bad = subscribed(api, "http://127.0.0.1:9/" if manner == "refuses" else listener.url("/bad"))
        good = subscribed(api, listener.url(), f"eventType={types(api, 'sla', 'Create')[0]}")
        made = [api.create("sla")["id"] for _ in range(5)]
        assert [event["event"]["sla"]["id"] for event in came(listener, 5)] == made
        for hub in (bad, good):
            api.send("DELETE", f"hub/{hub['id']}")


@pytest.mark.parametrize(
    "query",
    [
        "eventType=",
        "eventType=SlaExplodeEvent",
        "eventType=SlaCreateEvent,Nothing",
        "colour=red",
        "sla.colour=red",
        "eventType=SlaCreateEvent&slaViolation.date=2013-01-01",
        "approved=perhaps",
        "approvalDate.gt=soon",
        "name.like=x",
        "name.regex=(",
        "name=%zz",
        "name=%ff",
        "filter=$[?(",
        "sort=name",
        "limit=5",
        "name",
        "x" * 9000,
    ],
)
def test_a_query_that_no_event_can_answer_is_refused_at_registration(api: Api, query: str) -> None:
    before = api.total("hub")
    refused(api.send("POST", "hub", {"callback": "http://127.0.0.1:9/", "query": query}), 400)
    assert api.total("hub") == before
