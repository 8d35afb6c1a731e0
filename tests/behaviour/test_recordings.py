"""Orders, contacts and cases are recorded, read and found through every door."""

from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure

ORDER = {
    "externalId": "O-1",
    "creationDate": "2026-01-05T09:00:00Z",
    "expectedCompletionDate": "2026-01-12T17:00:00Z",
    "state": "inProgress",
    "priority": "1",
    "productOrderItem": [{"id": "1", "action": "add", "product": {"id": "line/1"}}],
    "relatedEntity": [{"id": "line/1", "@referredType": "Product"}],
    "relatedParty": [{"id": "42", "role": "customer"}],
    "characteristic": [{"name": "region", "value": "north"}],
    "rolledBack": False,
}
CONTACT = {
    "externalId": "C-1",
    "offeredDate": "2026-01-05T09:00:00Z",
    "queuedDate": "2026-01-05T09:00:20Z",
    "answeredDate": "2026-01-05T09:00:30Z",
    "channel": "phone",
    "queue": "faults",
    "resolved": True,
}
CASE = {
    "externalId": "T-1",
    "creationDate": "2026-01-05T09:00:00Z",
    "status": "pending",
    "statusChange": [
        {"changeDate": "2026-01-05T10:00:00Z", "status": "inProgress"},
        {"changeDate": "2026-01-05T11:00:00Z", "status": "pending", "changeReason": "customer"},
    ],
    "priorityChange": [{"changeDate": "2026-01-05T09:00:00Z", "priority": "P1"}],
    "note": [{"id": "1", "author": "desk", "date": "2026-01-05T09:30:00Z", "text": "We are at it."}],
}
RPCS = {"order": ("RecordOrder", ORDER), "contact": ("RecordContact", CONTACT), "case": ("RecordCase", CASE)}
kinds = pytest.mark.parametrize("kind", sorted(RPCS))


def record(door: Door, kind: str, source: str, **changed: Any) -> dict[str, Any]:
    rpc, content = RPCS[kind]
    return door.qos(rpc, {"source": source, kind: [{**content, **changed}]})


@kinds
def test_what_is_recorded_is_read_found_and_revised(door: Door, kind: str) -> None:
    source = uuid4().hex
    assert record(door, kind, source) == {"recorded": 1, "revised": 0, "repeated": 0}
    assert record(door, kind, source) == {"recorded": 0, "revised": 0, "repeated": 1}
    [found], count = door.find(kind, f"source={source}&externalId={RPCS[kind][1]['externalId']}")
    assert count == 1
    assert door.retrieve(kind, found.id) == found
    assert (found.source, found.external_id) == (source, RPCS[kind][1]["externalId"])
    again = {"characteristic": [{"name": "region", "value": "south"}]}
    assert record(door, kind, source, **again) == {"recorded": 0, "revised": 1, "repeated": 0}
    assert door.find(kind, f"source={source}&characteristic.value=south")[1] == 1


def test_the_first_promise_is_kept_whatever_the_provider_expects_later(door: Door) -> None:
    source = uuid4().hex
    record(door, "order", source)
    record(door, "order", source, expectedCompletionDate="2026-02-02T17:00:00Z")
    [found], _ = door.find("order", f"source={source}")
    assert found.promised_date.ToJsonString() == "2026-01-12T17:00:00Z"
    assert found.expected_completion_date.ToJsonString() == "2026-02-02T17:00:00Z"
    assert door.find("order", f"source={source}&promisedDate.lt=2026-01-13T00:00:00Z")[1] == 1


@pytest.mark.parametrize(
    ("kind", "changed", "code", "named"),
    [
        ("order", {"completionDate": "2026-01-05T08:59:59Z"}, "PERIOD_REVERSED", "order[0].completionDate"),
        ("order", {"promisedDate": "1899-01-01T00:00:00Z"}, "RULE_REFUSED", "order[0].promisedDate"),
        ("contact", {"answeredDate": "2026-01-05T09:00:10Z"}, "PERIOD_REVERSED", "contact[0].answeredDate"),
        ("contact", {"abandonedDate": "2026-01-05T09:00:40Z"}, "RULE_REFUSED", "contact[0].abandonedDate"),
        ("case", {"lastUpdate": "2201-01-01T00:00:00Z"}, "RULE_REFUSED", "case[0].lastUpdate"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_stored(
    door: Door, kind: str, changed: dict[str, str], code: str, named: str
) -> None:
    source = uuid4().hex
    with pytest.raises(Failure) as refused:
        record(door, kind, source, **changed)
    assert refused.value.reason == code
    assert named in str(refused.value)
    assert door.find(kind, f"source={source}")[1] == 0
