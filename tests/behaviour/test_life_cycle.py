"""Agreements that live, agreements that do not, and what is kept of their changes; through every door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import pytest

from doors import Door, Failure

STATES = ("draft", "pending", "approved", "observed", "suspended", "complete", "terminated", "rejected")
WAYS = {
    "draft": ("draft",),
    "pending": ("pending",),
    "approved": ("approved",),
    "observed": ("observed",),
    "suspended": ("observed", "suspended"),
    "complete": ("observed", "complete"),
    "terminated": ("observed", "terminated"),
    "rejected": ("draft", "rejected"),
}
FOLLOWING = {
    "draft": {"pending", "rejected"},
    "pending": {"approved", "rejected", "draft"},
    "approved": {"observed", "terminated"},
    "observed": {"suspended", "complete", "terminated"},
    "suspended": {"observed", "terminated"},
}
RULE = {"id": "up", "metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99"}
AHEAD = {"startDateTime": "2199-01-01T00:00:00Z", "endDateTime": "2199-02-01T00:00:00Z"}


def living(door: Door, **more: Any) -> Any:
    return door.create("sla", {"name": "Line", "@type": "CustomerSla", "rule": [RULE], "validFor": AHEAD} | more)


def brought(door: Door, state: str) -> Any:
    first, *rest = WAYS[state]
    sla = living(door, state=first)
    for step in rest:
        sla = door.patch("sla", sla.id, {"state": step})
    return sla


def until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    deadline = monotonic() + seconds
    while not (found := condition()):
        assert monotonic() < deadline
    return found


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_every_state_and_every_step(door: Door, before: str, after: str) -> None:
    sla = brought(door, before)
    if before == after or after in FOLLOWING.get(before, ()):
        stepped = door.patch("sla", sla.id, {"state": after})
        assert (stepped.state, stepped.state_change[-1].state) == (after, after)
        return
    with pytest.raises(Failure) as refused:
        door.patch("sla", sla.id, {"state": after})
    assert refused.value.reason == "STATE_CONFLICT"
    assert door.retrieve("sla", sla.id) == sla


def test_it_begins_as_a_draft_and_every_step_is_written_down(door: Door) -> None:
    sla = living(door)
    assert (sla.state, sla.HasField("approved")) == ("draft", False)
    door.patch("sla", sla.id, {"state": "pending"})
    approved = door.patch("sla", sla.id, {"state": "approved", "stateReason": "signed"})
    assert approved.approved
    assert approved.HasField("approval_date")
    assert [step.state for step in approved.state_change] == ["draft", "pending", "approved"]
    assert approved.state_change[-1].change_reason == "signed"
    dates = [step.change_date.ToMicroseconds() for step in approved.state_change]
    assert dates == sorted(dates)


@pytest.mark.parametrize("state", ["suspended", "complete", "terminated", "rejected", "lost"])
def test_it_cannot_begin_anywhere(door: Door, state: str) -> None:
    with pytest.raises(Failure):
        living(door, state=state)


def test_the_steps_are_the_servers(door: Door) -> None:
    sla = living(door, stateChange=[{"state": "observed"}])
    assert [step.state for step in sla.state_change] == ["draft"]
    changed = door.patch("sla", sla.id, {"stateChange": [], "description": "new"})
    assert [step.state for step in changed.state_change] == ["draft"]


def test_whoever_is_bound_stays_bound(door: Door) -> None:
    sla = brought(door, "observed")
    with pytest.raises(Failure, match="stays a CustomerSla"):
        door.patch("sla", sla.id, {"@type": "Sla"})
    draft = brought(door, "draft")
    assert door.patch("sla", draft.id, {"@type": "Sla"}).at_type == "Sla"


@pytest.mark.parametrize("before", ["observed", "draft", "complete", "IN_PLACE", None])
@pytest.mark.parametrize("after", ["observed", "pending", "lost", ""])
def test_agreements_without_a_life_take_any_state(door: Door, before: str | None, after: str) -> None:
    sla = door.create("sla", {"name": "Plain"} | ({"state": before} if before else {}))
    assert door.patch("sla", sla.id, {"state": after}).state == after
    replaced = door.update("sla", sla.id, {"name": "Plain"})
    assert not replaced.HasField("state")
    assert list(replaced.state_change) == []
    door.delete("sla", sla.id)


def test_it_comes_into_force_and_ends_with_time(door: Door) -> None:
    now = datetime.now(UTC)
    span = {"startDateTime": now - timedelta(days=2), "endDateTime": now - timedelta(days=1)}
    sla = living(door, state="approved", validFor={name: value.isoformat() for name, value in span.items()})
    ended = until(lambda: (read := door.retrieve("sla", sla.id)).state == "complete" and read)
    assert [step.state for step in ended.state_change] == ["approved", "observed", "complete"]
    assert ended.state_change[1].change_reason == "the time it is valid for has begun"
    kept, _ = door.find("slaRevision", f"slaId={sla.id}")
    assert [(each.previous_state, each.state) for each in kept] == [("approved", "observed"), ("observed", "complete")]


def test_what_an_amendment_changed_is_kept_with_both_digests(door: Door) -> None:
    sla = brought(door, "observed")
    door.patch("sla", sla.id, {"description": "as before"})
    door.patch("sla", sla.id, {"rule": [{**RULE, "referenceValue": "99.5"}, {"id": "new"}], "version": "2"})
    door.patch("sla", sla.id, {"rule": [{**RULE, "referenceValue": "99.5"}]})
    door.patch("sla", sla.id, {"version": "3"})
    amended, removed, told = door.find("slaRevision", f"slaId={sla.id}")[0]
    assert (list(told.changed), told.amendment, list(told.terms)) == (["version"], False, [])
    assert (list(amended.changed), amended.amendment, amended.version) == (["rule", "version"], True, "2")
    assert [terms.rule_id for terms in amended.terms] == ["new", "up"]
    assert not amended.terms[0].HasField("previous_terms_digest")
    up = amended.terms[1]
    assert len(up.terms_digest) == len(up.previous_terms_digest) == 64
    assert up.terms_digest != up.previous_terms_digest
    assert [(terms.rule_id, terms.HasField("terms_digest")) for terms in removed.terms] == [("new", False)]
    assert [each.revision for each in (amended, removed, told)] == [3, 4, 5]  # 2 changed nothing that matters
    assert door.retrieve("slaRevision", amended.id) == amended
    assert door.find("slaRevision", f"slaId={sla.id}&amendment=true")[1] == 2


def test_a_judgement_keeps_the_digest_it_rests_on(door: Door) -> None:
    sla = door.create("sla", {"name": "Line", "rule": [RULE]})
    about = {"slaId": str(sla.id), "ruleId": "up", "at": "2025-03-15T00:00:00Z"}
    before = door.qos("CreateAssessment", about)["assessment"]["termsDigest"]
    door.patch("sla", sla.id, {"rule": [{**RULE, "referenceValue": "99.5"}]})
    after = door.qos("CreateAssessment", about | {"termsRevision": 2})["assessment"]["termsDigest"]
    [amended] = door.find("slaRevision", f"slaId={sla.id}")[0]
    assert (amended.terms[0].previous_terms_digest, amended.terms[0].terms_digest) == (before, after)
