"""What exclusions do to verdicts, approved and revoked after the fact, through every door."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure

RULE = {"id": "up", "metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99.9"}
OUTAGE = {"startDateTime": "2025-03-10T08:00:00Z", "endDateTime": "2025-03-10T10:00:00Z"}
MARCH = 31 * 24 * 60
"""Minutes of March 2025 in UTC."""


def agreed(door: Door, **rule: Any) -> tuple[str, str]:
    line = f"line/{uuid4().hex}"
    sla = door.create("sla", {"name": "Line", "scope": [{"id": line}], "rule": [RULE | rule]})
    changes = [("2025-02-27T00:00:00Z", "up"), (OUTAGE["startDateTime"], "down"), (OUTAGE["endDateTime"], "up")]
    batch = {
        "source": "probe",
        "object": line,
        "stateChange": [{"time": time, "state": word} for time, word in changes],
    }
    door.qos("RecordMeasurement", {"batch": [batch]})
    return str(sla.id), line


def judged(door: Door, sla_id: str, **more: Any) -> dict[str, Any]:
    about = {"slaId": sla_id, "ruleId": "up", "at": "2025-03-15T00:00:00Z"}
    return dict(door.qos("CreateAssessment", about | more)["assessment"])


def asked(door: Door, about: dict[str, Any], **more: Any) -> Any:
    body = {"category": "plannedMaintenance", "scope": about, "window": OUTAGE, "requestedBy": "Grace"}
    return door.create("exclusion", body | more)


def approved(door: Door, about: dict[str, Any], **more: Any) -> Any:
    exclusion = asked(door, about, **more)
    return door.patch("exclusion", exclusion.id, {"state": "approved", "approvedBy": "Ada"})


def percent(up: int, of: int) -> str:
    return f"{100 * up / of:.10f}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(("effect", "level"), [("remove", "100"), ("excuse", "100")])
def test_time_that_does_not_count_is_judged_so_until_it_counts_again(door: Door, effect: str, level: str) -> None:
    sla_id, line = agreed(door)
    missed = judged(door, sla_id)
    assert (missed["verdict"], missed["actualValue"]) == ("violated", percent(MARCH - 120, MARCH))
    exclusion = asked(door, {"object": [line]}, effect=effect)
    assert judged(door, sla_id)["verdict"] == "violated"
    door.patch("exclusion", exclusion.id, {"state": "approved", "approvedBy": "Ada"})
    kept = judged(door, sla_id)
    assert (kept["verdict"], kept["actualValue"], kept["revision"]) == ("met", level, missed["revision"] + 1)
    door.patch("exclusion", exclusion.id, {"state": "revoked", "revokedBy": "Ada"})
    again = judged(door, sla_id)
    assert (again["verdict"], again["actualValue"], again["revision"]) == (
        "violated",
        missed["actualValue"],
        missed["revision"] + 2,
    )


def test_what_was_known_then_is_judged_as_then(door: Door) -> None:
    sla_id, _ = agreed(door)
    before = datetime.now(UTC).isoformat()
    approved(door, {"slaId": [sla_id], "ruleId": ["up"]})
    assert judged(door, sla_id, asOf=before)["verdict"] == "violated"
    assert judged(door, sla_id)["verdict"] == "met"


def test_removed_time_leaves_both_sides_and_excused_time_only_one(door: Door) -> None:
    """Half of the outage is excluded: an hour of it counts, of a month that is an hour shorter, or is not."""
    half = OUTAGE | {"startDateTime": "2025-03-10T09:00:00Z"}
    for effect, whole in (("remove", MARCH - 60), ("excuse", MARCH)):
        sla_id, line = agreed(door)
        approved(door, {"object": [line]}, window=half, effect=effect)
        assert judged(door, sla_id)["actualValue"] == percent(whole - 60, whole)


def test_the_rules_policy_decides(door: Door) -> None:
    """An hour and a half a month may be planned, with three days' notice: half an hour of two counts."""
    policy = {"category": ["plannedMaintenance"], "noticeRequired": "P3D", "budgetPerPeriod": "PT90M"}
    sla_id, line = agreed(door, spec={"@type": "Availability", "exclusionPolicy": policy})
    approved(door, {"object": [line]}, category="emergencyMaintenance", noticeGivenAt="2025-03-01T00:00:00Z")
    approved(door, {"object": [line]}, noticeGivenAt="2025-03-08T00:00:00Z")
    assert judged(door, sla_id)["actualValue"] == percent(MARCH - 120, MARCH)
    approved(door, {"object": [line]}, noticeGivenAt="2025-03-07T08:00:00Z")
    assert judged(door, sla_id)["actualValue"] == percent(MARCH - 120, MARCH - 90)


def test_what_is_excluded_and_what_is_not_is_told_with_its_cause(door: Door) -> None:
    policy = {"category": ["plannedMaintenance"], "budgetPerPeriod": "PT90M"}
    sla_id, line = agreed(door, spec={"@type": "Availability", "exclusionPolicy": policy})
    wrong = approved(door, {"object": [line]}, category="thirdParty")
    waiting = asked(door, {"object": [line]})
    counted = approved(door, {"object": [line]})
    told = door.qos("CreateExclusionReview", {"slaId": sla_id, "ruleId": "up", "at": "2025-03-15T00:00:00Z"})
    assert told["conformancePeriod"]["startDateTime"] == "2025-03-01T00:00:00Z"
    [excluded] = told["excluded"]
    assert (excluded["exclusionId"], excluded["effect"]) == (str(counted.id), "remove")
    assert excluded["period"] == OUTAGE | {"endDateTime": "2025-03-10T09:30:00Z"}
    assert {(each["exclusionId"], each["cause"]) for each in told["dishonoured"]} == {
        (str(wrong.id), "categoryNotExcluded"),
        (str(waiting.id), "notApproved"),
        (str(counted.id), "budgetSpent"),
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [({"slaId": "9007199254740991"}, "no sla"), ({"ruleId": "down"}, "down"), ({"at": "1200-01-01T00:00:00Z"}, "1900")],
)
def test_a_review_is_of_a_rule_and_a_period(door: Door, change: dict[str, str], said: str) -> None:
    sla_id, _ = agreed(door)
    with pytest.raises(Failure, match=said):
        door.qos("CreateExclusionReview", {"slaId": sla_id, "ruleId": "up", "at": "2025-03-15T00:00:00Z"} | change)
