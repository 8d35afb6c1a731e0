"""A degradation report from a customer's notice to its closing, through every door."""

import json
from typing import Any
from uuid import uuid4

import grpc
import httpx
import pytest

from doors import QOS, Door, Failure
from tmf.sla.v1.degradation_service_pb2 import ExportDegradationReportRequest
from tmf.sla.v1.degradation_service_pb2_grpc import DegradationServiceStub
from tmf623.app import Running

NOTICE: dict[str, Any] = {
    "name": "Line is slow",
    "severity": "major",
    "relatedParty": [{"id": "7", "role": "SLAConsumer"}],
    "relatedEntity": [{"id": "line/1"}],
}
STEPS = ["acknowledged", "assigned", "inProgress", "pending", "inProgress", "cleared", "closed"]


def report(door: Door, **more: Any) -> Any:
    return door.create("degradationReport", NOTICE | more)


def test_a_customers_notice_is_tracked_until_it_is_closed(door: Door) -> None:
    noticed = report(door)
    assert (noticed.source, noticed.state) == ("customer", "created")
    assert noticed.HasField("creation_date")
    for step in STEPS:
        noticed = door.patch("degradationReport", noticed.id, {"state": step, "stateReason": f"it is {step}"})
    assert [step.state for step in noticed.state_change] == ["created", *STEPS]
    assert noticed.HasField("resolution_date")
    assert noticed.state_reason == "it is closed"


@pytest.mark.parametrize("state", ["closed", "cleared", "inProgress"])
def test_a_step_out_of_order_is_refused(door: Door, state: str) -> None:
    noticed = report(door)
    with pytest.raises(Failure) as refused:
        door.patch("degradationReport", noticed.id, {"state": state})
    assert refused.value.reason == "STATE_CONFLICT"
    assert door.retrieve("degradationReport", noticed.id).state == "created"


def test_a_report_on_a_violation_takes_over_what_it_knows_and_waits_for_it(door: Door) -> None:
    sla = door.create("sla", {"name": uuid4().hex})
    party = {"id": "9", "role": "SLAConsumer"}
    violation = door.create("slaViolation", {"sla": {"id": str(sla.id)}, "relatedParty": [party], "state": "confirmed"})
    made = door.create("degradationReport", {"name": "Breach", "slaViolation": [{"id": str(violation.id)}]})
    assert (made.source, made.sla.id) == ("process", str(sla.id))
    assert [each.id for each in made.related_party] == ["9"]
    for step in ("acknowledged", "assigned", "inProgress"):
        door.patch("degradationReport", made.id, {"state": step})
    with pytest.raises(Failure) as refused:
        door.patch("degradationReport", made.id, {"state": "cleared"})
    assert refused.value.reason == "STATE_CONFLICT"
    assert f"slaViolation {violation.id} is confirmed" in refused.value.message
    for step in ("notified", "resolved"):
        door.patch("slaViolation", violation.id, {"state": step})
    assert door.patch("degradationReport", made.id, {"state": "cleared"}).state == "cleared"


@pytest.mark.parametrize(
    ("wrong", "reason", "named"),
    [
        ({"slaViolation": [{"id": "9007199254740991"}]}, "RULE_REFUSED", "slaViolation[0].id"),
        ({"sla": {"id": "nobody"}}, "RULE_REFUSED", "nobody"),
        ({"escalationPolicy": {"step": [{"after": "4 hours", "level": 1}]}}, "INVALID_VALUE", "step[0].after"),
        ({"escalationPolicy": {"step": [{"after": "PT4H", "level": 11}]}}, "INVALID_VALUE", "11"),
        ({"escalationPolicy": {"calendarRef": "office"}}, "RULE_REFUSED", "office"),
        ({"escalationLevel": 12}, "INVALID_VALUE", "12"),
        ({"state": "closed"}, "STATE_CONFLICT", "closed"),
        ({"source": "rumour"}, "INVALID_VALUE", "rumour"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(door: Door, wrong: dict[str, Any], reason: str, named: str) -> None:
    with pytest.raises(Failure) as refused:
        report(door, **wrong)
    assert refused.value.reason == reason
    assert named in refused.value.message


def test_what_the_server_writes_is_not_the_clients(door: Door) -> None:
    old = "2001-01-01T00:00:00Z"
    noticed = report(door, creationDate=old, resolutionDate=old, jeopardy=True, nextEscalationDate=old)
    assert noticed.creation_date.ToJsonString() != old
    assert not noticed.HasField("resolution_date")
    assert not noticed.jeopardy
    changed = door.patch("degradationReport", noticed.id, {"creationDate": old, "jeopardy": True})
    assert changed.creation_date == noticed.creation_date
    assert not changed.jeopardy


def test_an_escalation_is_never_lowered(door: Door) -> None:
    noticed = door.patch("degradationReport", report(door).id, {"escalationLevel": 4})
    assert noticed.escalation_level == 4
    assert door.patch("degradationReport", noticed.id, {"escalationLevel": 2}).escalation_level == 4


def test_an_open_report_is_not_deleted(door: Door) -> None:
    noticed = report(door)
    with pytest.raises(Failure) as refused:
        door.delete("degradationReport", noticed.id)
    assert refused.value.reason == "STATE_CONFLICT"
    door.patch("degradationReport", noticed.id, {"state": "cancelled", "stateReason": "a false alarm"})
    door.delete("degradationReport", noticed.id)


def test_reports_are_found_by_what_they_say(door: Door) -> None:
    name = uuid4().hex
    made = report(door, name=name)
    rows, total = door.find("degradationReport", f"name={name}&state=created&relatedEntity.id=line/1")
    assert ([row.id for row in rows], total) == ([made.id], 1)
    assert door.find("degradationReport", f"name={name}&state=closed")[1] == 0


def test_the_process_is_summed_up(door: Door) -> None:
    party = uuid4().hex
    reports = [report(door, relatedParty=[{"id": party, "role": "SLAConsumer"}]) for _ in range(3)]
    for step in ("acknowledged", "assigned", "inProgress", "cleared"):
        door.patch("degradationReport", reports[0].id, {"state": step})
    door.patch("degradationReport", reports[1].id, {"escalationLevel": 3})
    period = {"startDateTime": "2020-01-01T00:00:00Z", "endDateTime": "2100-01-01T00:00:00Z"}
    summary = door.qos("CreateDegradationSummary", {"period": period, "relatedPartyId": party})
    assert (summary["created"], summary["cleared"], summary["escalated"]) == (3, 1, 1)
    assert summary["byState"] == [{"value": "cleared", "count": 1}, {"value": "created", "count": 2}]
    assert summary["bySeverity"] == [{"value": "major", "count": 3}]
    assert summary["meanTimeToClear"] == summary["longestTimeToClear"] == summary["medianTimeToClear"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("tmf656", {"@type": "ServiceProblem", "status": "submitted", "problemEscalation": "0", "priority": 10}),
        ("tmf621", {"@type": "TroubleTicket", "status": "acknowledged", "severity": "major"}),
    ],
)
def test_a_report_is_handed_to_other_apis_in_their_words(
    server: Running, door: Door, form: str, expected: dict[str, Any]
) -> None:
    violation = door.create("slaViolation", {"state": "confirmed"})
    made = report(door, slaViolation=[{"id": str(violation.id)}])
    url = f"http://127.0.0.1:{server.rest_port}{QOS}/degradationReport/{made.id}/document"
    payload = httpx.get(url, params={"format": form}, trust_env=False).json()
    assert payload.items() >= expected.items()
    assert payload["relatedParty"] == [{"id": "7", "role": "SLAConsumer", "@referredType": "Organization"}]
    if form == "tmf656":
        assert [ref["id"] for ref in payload["slaViolation"]] == [str(violation.id)]
        assert payload["affectedService"] == [{"id": "line/1", "@referredType": "Service"}]
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        request = ExportDegradationReportRequest(id=str(made.id), format=form)
        body = DegradationServiceStub(channel).ExportDegradationReport(request)
    assert json.loads(body.data)["status"] == payload["status"]
    assert httpx.get(url, params={"format": "tmf999"}, trust_env=False).status_code == 400
