"""Events and resources of TMF621, TMF622 and TMF642, as hubs and systems send them."""

import itertools
import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import httpx
import pytest

from rest_door import QOS

V4_TICKET: dict[str, Any] = {
    "description": "Line is down",
    "severity": "Urgent",
    "ticketType": "Bills, charges or payment",
    "priority": "High",
    "status": "acknowledged",
    "creationDate": "2025-03-03T08:00:00.000Z",
    "expectedResolutionDate": "2025-03-03T12:00:00.000+0000",
    "relatedEntity": [{"id": "line/7", "role": "impacted", "@referredType": "Product"}],
    "relatedParty": [{"id": "c1", "role": "customer"}],
    "attachment": [{"mimeType": "image/png", "content": "…", "size": {"amount": 3.5, "units": "MB"}}],
}


def event(kind: str, topic: str, body: dict[str, Any], time: str, number: int = 0) -> dict[str, Any]:
    """An envelope as TMF630 has it."""
    return {
        "eventId": f"{body['id']}-{number}-{time}",
        "eventTime": time,
        "eventType": kind,
        "correlationId": "x",
        "domain": "Assurance",
        "event": {topic: body},
    }


def send(api: httpx.Client, path: str, body: Any, status: int = 201) -> Any:
    answer = api.post(f"{QOS}/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def only(api: httpx.Client, kind: str, number: str) -> dict[str, Any]:
    found = api.get(f"{QOS}/{kind}", params={"externalId": number}).json()
    assert len(found) == 1
    case: dict[str, Any] = found[0]
    return {name: value for name, value in case.items() if name not in {"id", "href"}}


def ticket_story(number: str) -> list[dict[str, Any]]:
    """Opened, held for two hours, worked on, resolved: whole states and parts of them."""
    base = V4_TICKET | {"id": number}
    return [
        event("TroubleTicketCreateEvent", "troubleTicket", base, "2025-03-03T08:00:01Z"),
        event("TroubleTicketStatusChangeEvent", "troubleTicket",
              {"id": number, "status": "held", "statusChangeDate": "2025-03-03T09:00:00Z",
               "statusChangeReason": "customer not at home"}, "2025-03-03T09:00:01Z"),
        event("TroubleTicketStatusChangeEvent", "troubleTicket",
              {"id": number, "status": "inProgress", "statusChangeDate": "2025-03-03T11:00:00Z"},
              "2025-03-03T11:00:01Z"),
        event("TroubleTicketAttributeValueChangeEvent", "troubleTicket",
              {"id": number, "priority": "Low"}, "2025-03-03T11:30:00Z"),
        event("TroubleTicketStatusChangeEvent", "troubleTicket",
              base | {"priority": "Low", "status": "resolved", "statusChangeDate": "2025-03-03T13:00:00Z",
                      "resolutionDate": "2025-03-03T13:00:00Z"}, "2025-03-03T13:00:02Z"),
    ]  # fmt: skip


def test_the_events_of_a_ticket_together_make_a_case(api: httpx.Client) -> None:
    number = str(uuid4())
    for each in ticket_story(number):
        assert send(api, f"listener/{each['eventType']}?source=desk", each) == {"status": "recorded"}
    case = only(api, "case", number)
    assert case["source"] == "desk"
    assert (case["priority"], case["severity"], case["status"]) == ("Low", "Urgent", "resolved")
    assert case["resolutionDate"] == "2025-03-03T13:00:00Z"
    assert case["expectedResolutionDate"] == "2025-03-03T12:00:00Z"
    assert [(each["changeDate"], each["status"], each.get("changeReason")) for each in case["statusChange"]] == [
        ("2025-03-03T08:00:01Z", "acknowledged", None),
        ("2025-03-03T09:00:00Z", "held", "customer not at home"),
        ("2025-03-03T11:00:00Z", "inProgress", None),
        ("2025-03-03T13:00:00Z", "resolved", None),
    ]
    assert case["relatedEntity"] == [{"id": "line/7", "role": "impacted", "@referredType": "Product"}]


def test_every_order_of_arrival_and_every_repetition_ends_in_the_same_case(api: httpx.Client) -> None:
    outcomes = set()
    orders = list(itertools.permutations(range(5)))[::11]
    for order in orders:
        number = str(uuid4())
        story = ticket_story(number)
        for index in (*order, order[0], order[-1]):
            send(api, "listener", story[index])
        outcomes.add(json.dumps(only(api, "case", number) | {"externalId": ""}, sort_keys=True))
    assert len(orders) > 10
    assert len(outcomes) == 1


def test_an_event_that_comes_again_is_known(api: httpx.Client) -> None:
    first = ticket_story(str(uuid4()))[0]
    assert send(api, "listener/troubleTicketCreateEvent", first) == {"status": "recorded"}
    assert send(api, "listener/troubleTicketCreateEvent", first) == {"status": "repeated"}


def test_part_of_a_ticket_waits_until_it_is_known_when_it_was_opened(api: httpx.Client) -> None:
    number = str(uuid4())
    opened, held, *_ = ticket_story(number)
    assert send(api, "listener", held) == {"status": "waiting"}
    assert api.get(f"{QOS}/case", params={"externalId": number}).json() == []
    assert send(api, "listener", opened) == {"status": "recorded"}
    assert only(api, "case", number)["status"] == "held"


def test_a_ticket_that_was_opened_again_is_not_resolved(api: httpx.Client) -> None:
    number = str(uuid4())
    for each in ticket_story(number):
        send(api, "listener", each)
    body = {"id": number, "status": "inProgress", "statusChangeDate": "2025-03-03T15:00:00Z"}
    send(api, "listener", event("TroubleTicketStatusChangeEvent", "troubleTicket", body, "2025-03-03T15:00:00Z"))
    assert "resolutionDate" not in only(api, "case", number)


def test_a_ticket_of_version_5_is_sent_by_itself_with_its_history(api: httpx.Client) -> None:
    number = str(uuid4())
    body = V4_TICKET | {
        "id": number,
        "@type": "TroubleTicket",
        "status": "closed",
        "relatedParty": [
            {"role": "customer", "partyOrPartyRole": {"id": "c9", "name": "Ann", "@referredType": "Individual"}}
        ],
        "channel": [{"@type": "RelatedChannel", "role": "creation", "channel": {"id": "3", "name": "web portal"}}],
        "statusChangeHistory": [
            {"status": "pending", "statusChangeDate": "2025-03-03T10:00:00+01:00", "statusChangeReason": "parts"},
            {"status": "closed", "statusChangeDate": "2025-03-03T12:00:00+01:00"},
        ],
    }
    assert send(api, "troubleTicket", body) == {"status": "recorded"}
    case = only(api, "case", number)
    assert (case["source"], case["channel"]) == ("tmf621", "web portal")
    assert case["relatedParty"] == [{"id": "c9", "name": "Ann", "role": "customer", "@referredType": "Individual"}]
    assert case["resolutionDate"] == "2025-03-03T11:00:00Z"  # when it came into its last status, of which it is closed
    assert [each["status"] for each in case["statusChange"]] == ["pending", "closed"]


def order_story(number: str) -> list[dict[str, Any]]:
    item = {"id": "1", "action": "add", "state": "acknowledged", "product": {"id": "line/9"}, "quantity": 1}
    base = {"id": number, "orderDate": "2025-03-01T09:00:00Z", "category": "B2B", "productOrderItem": [item],
            "requestedCompletionDate": "2025-03-08T00:00:00Z", "priority": 1, "state": "acknowledged"}  # fmt: skip
    return [
        event("ProductOrderCreateEvent", "productOrder", base, "2025-03-01T09:00:00Z"),
        event("ProductOrderAttributeValueChangeEvent", "productOrder",
              {"id": number, "expectedCompletionDate": "2025-03-07T17:00:00Z"}, "2025-03-01T12:00:00Z"),
        event("ProductOrderStateChangeEvent", "productOrder", {"id": number, "state": "held"}, "2025-03-04T12:00:00Z"),
        event("ProductOrderAttributeValueChangeEvent", "productOrder",
              {"id": number, "expectedCompletionDate": "2025-03-20T17:00:00Z"}, "2025-03-05T12:00:00Z"),
        event("ProductOrderStateChangeEvent", "productOrder", {"id": number, "state": "completed"},
              "2025-03-19T10:00:00Z"),
    ]  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 3, 4, 1), (0, 3, 1, 4, 2, 3)])
def test_the_first_date_that_was_promised_for_an_order_stands(api: httpx.Client, order: Sequence[int]) -> None:
    number = str(uuid4())
    story = order_story(number)
    for index in order:
        send(api, f"listener/{story[index]['eventType']}", story[index])
    found = only(api, "order", number)
    assert (found["source"], found["priority"], found["state"]) == ("tmf622", "1", "completed")
    assert found["creationDate"] == "2025-03-01T09:00:00Z"
    assert found["promisedDate"] == "2025-03-07T17:00:00Z"
    assert found["expectedCompletionDate"] == "2025-03-20T17:00:00Z"
    assert found["completionDate"] == "2025-03-19T10:00:00Z"  # when it became completed
    assert found["relatedEntity"] == [{"id": "line/9"}]
    assert found["productOrderItem"] == [
        {"id": "1", "action": "add", "state": "acknowledged", "product": {"id": "line/9"}}
    ]


def test_what_is_about_nothing_that_is_listened_to_is_ignored(api: httpx.Client) -> None:
    other = {"eventId": "1", "eventType": "ServiceProblemCreateEvent", "event": {"serviceProblem": {"id": "4"}}}
    assert send(api, "listener/serviceProblemCreateEvent", other) == {"status": "ignored"}
    gone = event("TroubleTicketDeleteEvent", "troubleTicket", {"id": str(uuid4())}, "2025-03-03T08:00:00Z")
    assert send(api, "listener", gone) == {"status": "ignored"}


@pytest.mark.parametrize(
    ("path", "body", "status", "word"),
    [
        pytest.param("listener", {"eventId": "1"}, 400, "event", id="no event"),
        pytest.param("listener", [], 400, "object", id="an array"),
        pytest.param("listener/alarmCreateEvent", {"eventType": "AlarmClearEvent", "event": {}}, 422, "AlarmClearEvent",
                     id="an event of another type"),
        pytest.param("listener", {"event": {"troubleTicket": {}}}, 400, "event.troubleTicket.id", id="no id"),
        pytest.param("troubleTicket", {"id": " "}, 400, "id", id="a blank id"),
        pytest.param("troubleTicket", {"id": "1", "creationDate": 7}, 400, "creationDate", id="a number"),
        pytest.param("troubleTicket", {"id": "1", "creationDate": "yesterday"}, 422, "yesterday", id="no date"),
        pytest.param("troubleTicket", {"id": "1", "creationDate": "2025-02-30T00:00:00Z"}, 422, "02-30", id="30 Feb"),
        pytest.param("troubleTicket", {"id": "1", "creationDate": "0001-01-01T00:00:00Z"}, 422, "0001", id="year 1"),
        pytest.param("troubleTicket", {"id": "1", "creationDate": "9999-12-31T23:59:59Z"}, 422, "9999", id="9999"),
        pytest.param("troubleTicket", {"id": "1", "creationDate": "2025-03-01T00:00:00"}, 422, "offset", id="none"),
        pytest.param("troubleTicket", {"id": "1", "status": True}, 400, "status", id="a status that is no text"),
        pytest.param("troubleTicket", {"id": "1", "relatedEntity": {"id": "x"}}, 400, "relatedEntity", id="no array"),
        pytest.param("troubleTicket", {"id": "1", "relatedEntity": ["x"]}, 400, "relatedEntity[0]", id="no objects"),
        pytest.param("troubleTicket", {"id": "1\0"}, 400, "id", id="U+0000"),
        pytest.param("troubleTicket?source=%20", {"id": "1"}, 400, "source", id="a blank source"),
        pytest.param("troubleTicket?other=1", {"id": "1"}, 400, "source", id="another parameter"),
        pytest.param("troubleTicket", {"id": str(uuid4()), "creationDate": "2025-03-02T00:00:00Z", "status": "closed",
                                       "resolutionDate": "2025-03-01T00:00:00Z"}, 422, "resolutionDate",
                     id="resolved before it was opened"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_by_name(
    api: httpx.Client, path: str, body: Any, status: int, word: str
) -> None:
    error = send(api, path, body, status)
    assert error["status"] == str(status)
    assert word in error["message"]


def test_a_refused_event_leaves_nothing_behind(api: httpx.Client) -> None:
    number = str(uuid4())
    wrong = {"id": number, "creationDate": "2025-03-02T00:00:00Z", "status": "closed",
             "resolutionDate": "2025-03-01T00:00:00Z"}  # fmt: skip
    send(api, "troubleTicket", wrong, 422)
    send(api, "troubleTicket", {"id": number, "creationDate": "2025-03-02T00:00:00Z"})
    assert "resolutionDate" not in only(api, "case", number)


# ------------------------------------------------------------------ alarms


def alarm(number: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "alarmType": "communicationsAlarm",
        "perceivedSeverity": "critical",
        "probableCause": "lossOfSignal",
        "alarmRaisedTime": "2025-03-03T08:00:00Z",
        "state": "raised",
        "alarmedObject": {"id": "port/1"},
        "crossedThresholdInformation": {"observedValue": "0.3"},
    } | more


def states(api: httpx.Client, line: str) -> list[tuple[str, str]]:
    """What is recorded of an object and counts, in order of time."""
    batches = api.get(f"{QOS}/measurementBatch", params={"object": line, "state": "counted"}).json()
    found = [api.get(f"{QOS}/measurementBatch/{batch['id']}/observation").json() for batch in batches]
    changes = [(change["time"], change["state"]) for batch in found for change in batch["stateChange"]]
    return sorted(changes)


def test_an_alarm_is_down_time_of_the_affected_services_until_it_is_cleared(api: httpx.Client) -> None:
    number, line = str(uuid4()), f"line/{uuid4()}"
    raised = alarm(number, affectedService=[{"id": line}, {"id": f"{line}/b"}])
    send(api, "listener/alarmCreateEvent", event("AlarmCreateEvent", "alarm", raised, "2025-03-03T08:00:01Z"))
    assert states(api, line) == states(api, f"{line}/b") == [("2025-03-03T08:00:00Z", "down")]
    cleared = {"id": number, "state": "cleared", "alarmClearedTime": "2025-03-03T09:30:00Z"}
    send(api, "listener/alarmClearEvent", event("AlarmClearEvent", "alarm", cleared, "2025-03-03T09:30:01Z"))
    assert states(api, line) == [("2025-03-03T08:00:00Z", "down"), ("2025-03-03T09:30:00Z", "up")]


def test_an_alarm_whose_clearing_comes_first_is_the_same(api: httpx.Client) -> None:
    number, line = str(uuid4()), f"line/{uuid4()}"
    cleared = {"id": number, "perceivedSeverity": "cleared", "alarmClearedTime": "2025-03-03T09:30:00Z"}
    first = event("AlarmStateChangeEvent", "alarm", cleared, "2025-03-03T09:30:01Z")
    assert send(api, "listener", first) == {"status": "waiting"}
    raised = alarm(number, alarmedObject={"id": line})
    send(api, "listener", event("AlarmCreateEvent", "alarm", raised, "2025-03-03T08:00:01Z"))
    assert states(api, line) == [("2025-03-03T08:00:00Z", "down"), ("2025-03-03T09:30:00Z", "up")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"perceivedSeverity": "major"}, 1, id="major is service affecting (X.733)"),
        pytest.param({"perceivedSeverity": "minor"}, 0, id="minor is not (X.733)"),
        pytest.param({"perceivedSeverity": "minor", "serviceAffecting": True}, 1, id="it says that it is"),
        pytest.param({"perceivedSeverity": "critical", "serviceAffecting": False}, 0, id="it says that it is not"),
    ],
)
def test_only_service_affecting_alarms_are_down_time(api: httpx.Client, more: dict[str, Any], expected: int) -> None:
    line = f"line/{uuid4()}"
    send(api, "alarm", alarm(str(uuid4()), alarmedObject={"id": line}, **more))
    assert len(states(api, line)) == expected


def test_a_planned_outage_proposes_an_exclusion_when_it_is_over(api: httpx.Client) -> None:
    number, line = str(uuid4()), f"line/{uuid4()}"
    planned = alarm(number, affectedService=[{"id": line}], plannedOutageIndicator="OutOfService")
    send(api, "alarm", planned)
    asked = {"externalId": number}
    assert api.get(f"{QOS}/exclusion", params=asked).json() == []
    for _ in range(2):
        send(api, "alarm", planned | {"state": "cleared", "alarmClearedTime": "2025-03-03T10:00:00Z"})
    (found,) = api.get(f"{QOS}/exclusion", params=asked).json()
    assert (found["state"], found["category"], found["scope"]) == (
        "requested", "plannedMaintenance", {"object": [line]},
    )  # fmt: skip
    assert found["window"] == {"startDateTime": "2025-03-03T08:00:00Z", "endDateTime": "2025-03-03T10:00:00Z"}
    assert found["requestedBy"] == "tmf642"


def test_bindings_say_what_severities_mean(api: httpx.Client) -> None:
    """Alarms of one type degrade a line by their severity; the severity falls before it is cleared."""
    kind, line, number = f"type{uuid4().hex}", f"line/{uuid4()}", str(uuid4())
    mapping = [{"value": "CRITICAL", "state": "down"}, {"value": "minor", "state": "degraded", "impact": "0.5"}]
    body = {"name": "x", "protocol": "alarm", "metricName": kind, "kind": "stateChange", "state": mapping,
            "attribute": [{"name": "probableCause", "pattern": "loss.*"}]}  # fmt: skip
    binding = api.post(f"{QOS}/measurementBinding", json=body).json()
    try:
        raised = alarm(number, alarmType=kind, affectedService=[{"id": line}])
        send(api, "alarm", raised)
        send(api, "alarm", {"id": number, "perceivedSeverity": "minor", "alarmChangedTime": "2025-03-03T08:30:00Z"})
        send(api, "alarm", {"id": number, "state": "cleared", "alarmClearedTime": "2025-03-03T09:00:00Z"})
        other = f"line/{uuid4()}"
        send(api, "alarm", alarm(str(uuid4()), affectedService=[{"id": other}]))
        assert states(api, line) == [
            ("2025-03-03T08:00:00Z", "down"), ("2025-03-03T08:30:00Z", "degraded"), ("2025-03-03T09:00:00Z", "up"),
        ]  # fmt: skip
        assert states(api, other) == []
    finally:
        api.delete(f"{QOS}/measurementBinding/{binding['id']}")
