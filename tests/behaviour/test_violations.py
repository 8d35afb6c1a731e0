"""A violation is followed up through every door; who only stores violations never meets a rule of its own."""

from datetime import datetime
from itertools import pairwise

import pytest

from doors import Door, Failure

STEPS = ["confirmed", "notified", "inResolution", "resolved", "closed"]


def test_a_violation_is_followed_up_step_by_step(door: Door) -> None:
    violation = door.create("slaViolation", {"state": STEPS[0], "stateReason": "final judgement"})
    for step in STEPS[1:]:
        violation = door.patch("slaViolation", violation.id, {"state": step, "stateReason": f"now {step}"})
        assert (violation.state, violation.state_reason) == (step, f"now {step}")
    told = [(step.state, step.change_reason) for step in violation.state_change]
    assert told == [(STEPS[0], "final judgement"), *((step, f"now {step}") for step in STEPS[1:])]
    dates = [step.change_date.ToDatetime() for step in violation.state_change]
    assert all(earlier <= later for earlier, later in pairwise(dates))
    assert all(isinstance(date, datetime) for date in dates)


@pytest.mark.parametrize("state", ["closed", "disputed", "excused", "superseded", "confirmed"])
def test_a_step_out_of_order_is_refused_and_changes_nothing(door: Door, state: str) -> None:
    violation = door.create("slaViolation", {"state": "confirmed"})
    violation = door.patch("slaViolation", violation.id, {"state": "notified"})
    with pytest.raises(Failure) as refused:
        door.patch("slaViolation", violation.id, {"state": state})
    assert refused.value.reason == "STATE_CONFLICT"
    assert f"not {state}" in refused.value.message
    assert door.retrieve("slaViolation", violation.id).state == "notified"


def test_a_state_nobody_knows_is_refused_by_name(door: Door) -> None:
    with pytest.raises(Failure) as refused:
        door.create("slaViolation", {"state": "angry"})
    assert refused.value.reason == "INVALID_VALUE"
    assert "angry" in refused.value.message


def test_the_steps_are_the_servers(door: Door) -> None:
    invented = [{"changeDate": "2020-01-01T00:00:00Z", "state": "closed"}]
    violation = door.create("slaViolation", {"state": "detected", "stateChange": invented})
    assert [step.state for step in violation.state_change] == ["detected"]
    violation = door.patch("slaViolation", violation.id, {"stateChange": invented, "violation": {"unit": "%"}})
    assert [step.state for step in violation.state_change] == ["detected"]
    assert violation.violation.unit == "%"


def test_a_client_that_knows_no_states_replaces_and_deletes_as_ever(door: Door) -> None:
    violation = door.create("slaViolation", {"state": "confirmed"})
    replaced = door.update("slaViolation", violation.id, {"violation": {"unit": "ms"}})
    assert (replaced.state, replaced.violation.unit) == ("confirmed", "ms")
    plain = door.create("slaViolation", {"violation": {"unit": "%"}})
    assert not plain.HasField("state")
    assert not door.update("slaViolation", plain.id, {"violation": {"unit": "ms"}}).HasField("state")
    door.delete("slaViolation", violation.id)
    door.delete("slaViolation", plain.id)
