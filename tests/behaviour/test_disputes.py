"""A violation is contested by one party and decided on by another, through every door."""

from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure

PARTIES = [{"id": "provider", "role": "SLAProvider"}, {"id": "customer", "role": "SLAConsumer"}]
PROVIDER, CUSTOMER, AUDITOR = (*PARTIES, {"id": "auditor", "role": "SLAAuditor"})


def violated(door: Door) -> Any:
    """A violation found by a final judgement: a line that was down for two of the 744 hours of January 2025."""
    line = uuid4().hex
    rule = {"id": "up", "metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99.9"}
    sla = door.create("sla", {"name": "Line", "relatedParty": PARTIES, "scope": [{"id": line}], "rule": [rule]})
    changes = [("2024-12-31T00:00:00Z", "up"), ("2025-01-10T08:00:00Z", "down"), ("2025-01-10T10:00:00Z", "up")]
    batch = {"source": "probe", "object": line, "stateChange": [{"time": at, "state": state} for at, state in changes]}
    door.qos("RecordMeasurement", {"batch": [batch]})
    judged = door.qos("CreateAssessment", {"slaId": str(sla.id), "ruleId": "up", "at": "2025-01-15T00:00:00Z"})
    violation = door.retrieve("slaViolation", judged["assessment"]["violationId"])
    if not violation.HasField("state"):
        violation = door.patch("slaViolation", violation.id, {"state": "confirmed"})
    return violation


def raised(door: Door, violation: Any, by: dict[str, Any] = PROVIDER, **more: Any) -> Any:
    body = {"slaViolation": {"id": str(violation.id)}, "raisedBy": by, "description": "their own switch"} | more
    return door.create("dispute", body)


def state_of(door: Door, violation: Any) -> str:
    return str(door.retrieve("slaViolation", violation.id).state)


def test_an_upheld_dispute_excuses_the_violation_by_an_exclusion(door: Door) -> None:
    violation = violated(door)
    dispute = raised(door, violation)
    assert (dispute.state, dispute.prior_state, state_of(door, violation)) == ("raised", "confirmed", "disputed")
    door.patch("dispute", dispute.id, {"state": "underReview"})
    decision = {"state": "upheld", "decidedBy": CUSTOMER, "stateReason": "we agree"}
    dispute = door.patch("dispute", dispute.id, decision)
    assert [step.state for step in dispute.state_change] == ["raised", "underReview", "upheld"]
    assert (dispute.state_change[2].changed_by, dispute.state_reason) == ("customer", "we agree")
    excluded = door.retrieve("exclusion", dispute.exclusion_id)
    assert (excluded.category, excluded.state, excluded.effect) == ("dispute", "approved", "excuse")
    assert (excluded.requested_by, excluded.approved_by) == ("provider", "customer")
    assert excluded.window.start_date_time.ToJsonString() == "2025-01-01T00:00:00Z"
    assert excluded.window.end_date_time.ToJsonString() == "2025-02-01T00:00:00Z"
    assert list(excluded.scope.rule_id) == ["up"]


@pytest.mark.parametrize("end", ["refused", "withdrawn"])
def test_a_violation_is_again_what_it_was_when_a_dispute_comes_to_nothing(door: Door, end: str) -> None:
    violation = violated(door)
    door.patch("slaViolation", violation.id, {"state": "notified"})
    dispute = raised(door, violation)
    assert state_of(door, violation) == "disputed"
    decision = {"state": end} | ({"decidedBy": AUDITOR} if end == "refused" else {})
    assert door.patch("dispute", dispute.id, decision).state == end
    assert state_of(door, violation) == "notified"


def test_only_the_time_in_dispute_is_excluded(door: Door) -> None:
    window = {"startDateTime": "2025-01-10T08:00:00Z", "endDateTime": "2025-01-10T09:00:00Z"}
    dispute = raised(door, violated(door), window=window, effect="remove")
    dispute = door.patch("dispute", dispute.id, {"state": "upheld", "decidedBy": CUSTOMER})
    excluded = door.retrieve("exclusion", dispute.exclusion_id)
    assert (excluded.effect, excluded.window.end_date_time.ToJsonString()) == ("remove", window["endDateTime"])


@pytest.mark.parametrize(
    ("decision", "reason", "named"),
    [
        ({"state": "upheld"}, "MISSING_ATTRIBUTE", "decidedBy.id"),
        ({"state": "upheld", "decidedBy": PROVIDER}, "RULE_REFUSED", "provider"),
        ({"state": "refused", "decidedBy": {"id": "passer-by", "role": "EndUser"}}, "RULE_REFUSED", "passer-by"),
        ({"state": "underReview", "decidedBy": CUSTOMER}, "RULE_REFUSED", "decidedBy"),
        ({"decidedBy": CUSTOMER}, "RULE_REFUSED", "decidedBy"),
        ({"raisedBy": CUSTOMER}, "READ_ONLY_ATTRIBUTE", "raisedBy"),
        ({"state": "settled"}, "INVALID_VALUE", "settled"),
    ],
)
def test_nobody_decides_alone(door: Door, decision: dict[str, Any], reason: str, named: str) -> None:
    violation = violated(door)
    dispute = raised(door, violation)
    with pytest.raises(Failure) as refused:
        door.patch("dispute", dispute.id, decision)
    assert refused.value.reason == reason
    assert named in refused.value.message
    assert (door.retrieve("dispute", dispute.id).state, state_of(door, violation)) == ("raised", "disputed")


def test_what_is_decided_stays(door: Door) -> None:
    dispute = raised(door, violated(door))
    door.patch("dispute", dispute.id, {"state": "withdrawn"})
    for change in ({"state": "raised"}, {"description": "no, wait"}):
        with pytest.raises(Failure) as refused:
            door.patch("dispute", dispute.id, change)
        assert refused.value.reason == "STATE_CONFLICT"


def test_a_violation_is_contested_once_at_a_time_and_by_a_party(door: Door) -> None:
    violation = violated(door)
    with pytest.raises(Failure) as refused:
        raised(door, violation, {"id": "passer-by"})
    assert (refused.value.reason, "passer-by" in refused.value.message) == ("RULE_REFUSED", True)
    raised(door, violation)
    with pytest.raises(Failure) as again:
        raised(door, violation, CUSTOMER)
    assert again.value.reason == "STATE_CONFLICT"
    assert "disputed" in again.value.message


def test_a_client_cannot_make_the_exclusion_of_a_dispute(door: Door) -> None:
    window = {"startDateTime": "2025-01-10T08:00:00Z", "endDateTime": "2025-01-10T09:00:00Z"}
    body = {
        "category": "dispute",
        "source": "dispute",
        "scope": {"object": ["x"]},
        "window": window,
        "requestedBy": "me",
    }
    with pytest.raises(Failure) as refused:
        door.create("exclusion", body | {"window": window})
    assert refused.value.reason == "RULE_REFUSED"
