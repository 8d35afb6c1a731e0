"""Exclusions through every door: asked for, decided by somebody else, and then fixed."""

from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure

WINDOW = {"startDateTime": "2026-01-04T01:00:00+01:00", "endDateTime": "2026-01-04T05:00:00+01:00"}
STEPS = {
    "approved": {"state": "approved", "approvedBy": "Ada"},
    "rejected": {"state": "rejected", "rejectedBy": "Ada"},
    "revoked": {"state": "revoked", "revokedBy": "Ada"},
    "requested": {"state": "requested"},
}
WAYS: dict[str, tuple[str, ...]] = {
    "requested": (),
    "approved": ("approved",),
    "rejected": ("rejected",),
    "revoked": ("approved", "revoked"),
}
ALLOWED = {("requested", "approved"), ("requested", "rejected"), ("approved", "revoked")}


def asked(**more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "category": "plannedMaintenance",
        "scope": {"object": [f"line/{uuid4().hex}"]},
        "window": WINDOW,
        "requestedBy": "Grace",
        "reason": "New firmware",
    }
    return body | more


def brought(door: Door, state: str, **more: Any) -> Any:
    exclusion = door.create("exclusion", asked(**more))
    for step in WAYS[state]:
        exclusion = door.patch("exclusion", exclusion.id, STEPS[step])
    assert exclusion.state == state
    return exclusion


def test_one_asks_and_another_approves(door: Door) -> None:
    exclusion = door.create("exclusion", asked(noticeGivenAt="2025-12-20T00:00:00Z", evidenceRef="CHG-7"))
    assert (exclusion.state, exclusion.requested_by, exclusion.evidence_ref) == ("requested", "Grace", "CHG-7")
    assert exclusion.HasField("requested_at")
    approved = door.patch("exclusion", exclusion.id, {**STEPS["approved"], "stateReason": "within the agreed window"})
    assert (approved.state, approved.approved_by) == ("approved", "Ada")
    assert approved.state_reason == "within the agreed window"
    assert approved.approved_at.ToMicroseconds() >= approved.requested_at.ToMicroseconds()
    revoked = door.patch("exclusion", exclusion.id, {"state": "revoked", "revokedBy": "Grace"})
    assert (revoked.state, revoked.revoked_by, revoked.approved_by) == ("revoked", "Grace", "Ada")
    assert door.retrieve("exclusion", exclusion.id) == revoked


@pytest.mark.parametrize("name", ["Grace", " grace ", "GRACE", "\uff27race"])
def test_nobody_approves_what_they_asked_for(door: Door, name: str) -> None:
    exclusion = door.create("exclusion", asked())
    with pytest.raises(Failure, match="somebody else must approve") as refused:
        door.patch("exclusion", exclusion.id, {"state": "approved", "approvedBy": name})
    assert refused.value.reason == "RULE_REFUSED"
    assert refused.value.status in {"422", "FAILED_PRECONDITION"}
    assert door.retrieve("exclusion", exclusion.id).state == "requested"


@pytest.mark.parametrize("before", list(WAYS))
@pytest.mark.parametrize("after", list(STEPS))
def test_every_state_and_every_command(door: Door, before: str, after: str) -> None:
    exclusion = brought(door, before)
    if before == after == "requested" or (before, after) in ALLOWED:
        assert door.patch("exclusion", exclusion.id, STEPS[after]).state == after
        return
    if before == after:  # nothing changes: who decided stays
        assert door.patch("exclusion", exclusion.id, STEPS[after]) == exclusion
        return
    with pytest.raises(Failure) as refused:
        door.patch("exclusion", exclusion.id, STEPS[after])
    assert refused.value.reason == "STATE_CONFLICT"
    assert door.retrieve("exclusion", exclusion.id) == exclusion


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "other"},
        {"category": "other"},
        {"window": {**WINDOW, "endDateTime": "2026-01-04T06:00:00+01:00"}},
        {"effect": "excuse"},
        {"noticeGivenAt": "2025-01-01T00:00:00Z"},
        {"approvedBy": "Bob"},
        {"scope": {"object": ["elsewhere"]}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_content_changes_until_it_is_decided(door: Door, change: dict[str, Any]) -> None:
    if "approvedBy" not in change:
        requested = brought(door, "requested")
        assert door.patch("exclusion", requested.id, change) != requested
    for state in ("approved", "rejected", "revoked"):
        decided = brought(door, state)
        with pytest.raises(Failure, match="can no longer be changed") as refused:
            door.patch("exclusion", decided.id, change)
        assert refused.value.reason == "STATE_CONFLICT"
        assert door.retrieve("exclusion", decided.id) == decided


@pytest.mark.parametrize("state", list(WAYS))
def test_what_excuses_something_is_not_deleted(door: Door, state: str) -> None:
    exclusion = brought(door, state)
    if state == "approved":
        with pytest.raises(Failure, match="revoke it") as refused:
            door.delete("exclusion", exclusion.id)
        assert refused.value.reason == "STATE_CONFLICT"
        assert door.retrieve("exclusion", exclusion.id) == exclusion
    else:
        door.delete("exclusion", exclusion.id)
        with pytest.raises(Failure, match="there is no exclusion"):
            door.retrieve("exclusion", exclusion.id)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"approvedBy": "Ada"}, "approvedBy"),
        ({"requestedBy": "Ada"}, "requestedBy"),
        ({"state": "approved"}, "approvedBy is missing"),
        ({"state": "approved", "approvedBy": "  "}, "approvedBy is missing"),
        ({"state": "approved", "rejectedBy": "Ada"}, "rejectedBy"),
        ({"state": "approved", "approvedBy": "Ada", "effect": "excuse"}, "effect"),
        ({"recurrence": "FREQ=WEEKLY;BYDAY=MO"}, "no occurrence"),
        ({"recurrence": "FREQ=HOURLY"}, "none of DAILY"),
        ({"recurrence": "FREQ=WEEKLY;BYFOO=1"}, "BYFOO"),
        ({"exceptionDate": ["2026-01-04T00:00:00Z"]}, "does not recur"),
        ({"scope": {"slaId": ["9007199254740991"]}}, "no sla"),
        ({"window": {"startDateTime": WINDOW["endDateTime"], "endDateTime": WINDOW["startDateTime"]}}, "not after"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(door: Door, change: dict[str, Any], said: str) -> None:
    exclusion = door.create("exclusion", asked())
    with pytest.raises(Failure, match=said):
        door.patch("exclusion", exclusion.id, change)
    assert door.retrieve("exclusion", exclusion.id) == exclusion


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"state": "approved", "approvedBy": "Ada"}, "requested"),
        ({"approvedBy": "Ada"}, "approvedBy"),
        ({"scope": {"object": ["x"], "ruleId": ["up"]}}, "ruleId"),
        ({"scope": {"slaId": ["no"]}}, "slaId"),
    ],
)
def test_a_new_one_is_requested_and_about_something(door: Door, more: dict[str, Any], said: str) -> None:
    with pytest.raises(Failure, match=said):
        door.create("exclusion", asked(**more))


def test_it_may_be_about_rules_of_an_agreement(door: Door) -> None:
    sla = door.create("sla", {"name": "Line", "rule": [{"id": "up"}]})
    about = {"slaId": [str(sla.id)], "ruleId": ["up"]}
    exclusion = door.create("exclusion", asked(scope=about))
    assert list(exclusion.scope.rule_id) == ["up"]
    with pytest.raises(Failure, match="down"):
        door.create("exclusion", asked(scope={**about, "ruleId": ["down"]}))


def test_recurring_windows_have_exceptions_that_are_windows(door: Door) -> None:
    weekly = {"recurrence": "FREQ=WEEKLY;BYDAY=SU", "timeZone": "Europe/Paris"}
    exclusion = door.create("exclusion", asked(**weekly, exceptionDate=["2026-01-11T00:00:00Z"]))
    assert len(exclusion.exception_date) == 1
    with pytest.raises(Failure, match="no window starts"):
        door.patch("exclusion", exclusion.id, {"exceptionDate": ["2026-01-12T00:00:00Z"]})


def test_they_are_found_by_state_and_category(door: Door) -> None:
    mark = uuid4().hex
    for category in ("forceMajeure", "other"):
        exclusion = door.create("exclusion", asked(category=category, evidenceRef=mark))
    door.patch("exclusion", exclusion.id, STEPS["approved"])
    found, total = door.find("exclusion", f"evidenceRef={mark}&state=approved")
    assert ([each.category for each in found], total) == (["other"], 1)
    assert door.find("exclusion", f"evidenceRef={mark}&category=forceMajeure,other")[1] == 2
