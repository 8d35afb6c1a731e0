"""Measurements through every door: recorded, corrected, retracted, kept waiting, and read back as they were sent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure

NOON, ONE, TWO = "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z", "2026-01-01T14:00:00.000001Z"
KINDS: dict[str, list[dict[str, Any]]] = {
    "stateChange": [{"time": NOON, "state": "up"}, {"time": ONE, "state": "degraded", "impact": "0.5"}],
    "stateInterval": [
        {"start": NOON, "end": ONE, "state": "down"},
        {"start": ONE, "end": TWO, "state": "degraded", "impact": "0.25"},
    ],
    "sample": [{"time": NOON, "value": "12.5"}, {"time": ONE, "value": "-3"}, {"time": TWO, "value": "0.000001"}],
    "goodTotal": [
        {"start": NOON, "end": ONE, "good": "99", "total": "100"},
        {"start": NOON, "end": TWO, "good": "199.5", "total": "200", "cumulative": True},
    ],
    "histogram": [{"start": NOON, "end": ONE, "bound": ["0.1", "1"], "count": ["5", "3", "0"], "cumulative": True}],
}
each_kind = pytest.mark.parametrize("kind", KINDS)


def batch(kind: str = "stateChange", **more: Any) -> dict[str, Any]:
    return {"source": f"probe-{uuid4().hex}", "object": "line/1", kind: KINDS[kind]} | more


def record(door: Door, *batches: dict[str, Any]) -> list[dict[str, Any]]:
    receipts: list[dict[str, Any]] = door.qos("RecordMeasurement", {"batch": list(batches)})["receipt"]
    return receipts


def observations(door: Door, id_: str) -> dict[str, Any]:
    answer = door.qos("RetrieveObservation", {"id": id_})
    return answer.get("measurementBatch", answer)


@each_kind
def test_what_was_recorded_is_read_back(door: Door, kind: str) -> None:
    sent = batch(kind, externalId="b-1", metric="latency")
    [receipt] = record(door, sent)
    assert (receipt["status"], receipt["state"], receipt["count"]) == ("recorded", "counted", len(KINDS[kind]))
    found = door.retrieve("measurementBatch", receipt["id"])
    assert (found.source, found.external_id, found.object, found.metric) == (sent["source"], "b-1", "line/1", "latency")
    assert (found.kind, found.state, found.version, found.digest) == (kind, "counted", 1, receipt["digest"])
    assert found.first_time.ToJsonString() == NOON
    assert not getattr(found, {"stateChange": "state_change", "sample": "sample"}.get(kind, "histogram"))
    assert observations(door, receipt["id"])[kind] == KINDS[kind]


def test_samples_in_columns_are_samples(door: Door) -> None:
    columns = {"start": NOON, "step": ["0", "3600000000"], "mantissa": ["1250", "-300"], "scale": 2}
    source = f"probe-{uuid4().hex}"
    [by_columns] = record(door, {"source": source, "object": "o", "sampleColumns": columns})
    [by_rows] = record(door, {"source": source, "object": "o", "sample": KINDS["sample"][:2]})
    assert by_rows["status"] == "repeated"
    assert by_rows["id"] == by_columns["id"]


def test_batches_are_listed_by_what_they_are_of(door: Door) -> None:
    source, object_ = f"probe-{uuid4().hex}", f"line/{uuid4().hex}"
    record(door, batch(source=source, object=object_), batch("sample", source=source, object=object_, metric="wait42"))
    rows, total = door.find("measurementBatch", f"source={source}")
    assert (total, [row.kind for row in rows]) == (2, ["stateChange", "sample"])
    assert door.find("measurementBatch", f"object={object_}&metric=wait42")[1] == 1
    assert door.find("measurementBatch", f"source={source}&lastTime.gt={ONE}")[1] == 1
    assert door.find("measurementBatch", f"source={source}&lastTime.gt={TWO}")[1] == 0


def test_a_correction_supersedes_and_says_so(door: Door) -> None:
    sent = batch(externalId="b-1")
    [first] = record(door, sent)
    [second] = record(door, sent | {"stateChange": KINDS["stateChange"][:1]})
    assert (second["status"], second["count"]) == ("revised", 1)
    before, after = (door.retrieve("measurementBatch", receipt["id"]) for receipt in (first, second))
    assert (before.state, before.superseded_at) == ("superseded", after.known_at)
    assert (after.state, after.version) == ("counted", 2)
    [late] = record(door, sent)
    assert (late["status"], late["state"], late["id"]) == ("repeated", "superseded", first["id"])
    assert observations(door, first["id"])["stateChange"] == KINDS["stateChange"]


def test_a_source_retracts_what_it_sent(door: Door) -> None:
    sent = batch(externalId="b-1")
    [receipt] = record(door, sent)
    asked = {"source": sent["source"], "externalId": "b-1", "reason": "the probe was broken"}
    retracted = door.qos("RetractMeasurement", asked)["receipt"]
    assert (retracted["id"], retracted["status"], retracted["state"]) == (receipt["id"], "retracted", "retracted")
    assert door.retrieve("measurementBatch", receipt["id"]).reason == "the probe was broken"
    assert door.qos("RetractMeasurement", asked)["receipt"]["status"] == "repeated"
    assert record(door, sent)[0]["state"] == "retracted"


def test_what_was_never_sent_cannot_be_retracted(door: Door) -> None:
    with pytest.raises(Failure) as refused:
        door.qos("RetractMeasurement", {"source": "nobody", "externalId": "nothing"})
    assert (refused.value.reason, refused.value.status) in {("NOT_FOUND", "404"), ("NOT_FOUND", "NOT_FOUND")}


def test_a_batch_is_retracted_by_its_id(door: Door) -> None:
    [receipt] = record(door, batch())
    changed = door.patch("measurementBatch", receipt["id"], {"state": "retracted", "reason": "wrong line"})
    assert (changed.state, changed.reason, changed.HasField("superseded_at")) == ("retracted", "wrong line", True)
    with pytest.raises(Failure) as refused:
        door.patch("measurementBatch", receipt["id"], {"state": "counted"})
    assert refused.value.reason == "STATE_CONFLICT"


def test_nothing_else_of_a_batch_changes(door: Door) -> None:
    [receipt] = record(door, batch())
    before = door.retrieve("measurementBatch", receipt["id"])
    after = door.patch("measurementBatch", receipt["id"], {"count": 7, "source": "other", "digest": "0"})
    assert after == before


def in_an_hour() -> str:
    return (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_facts_of_the_future_wait_for_their_time_or_for_an_operator(door: Door) -> None:
    [receipt] = record(door, batch(stateChange=[{"time": in_an_hour(), "state": "down"}]))
    assert receipt["state"] == "quarantined"
    found = door.retrieve("measurementBatch", receipt["id"])
    waits = found.counted_from.ToDatetime() - found.known_at.ToDatetime()
    assert timedelta(minutes=54) < waits <= timedelta(minutes=55)
    listed = {row.id for row in door.find("measurementBatch", "state=quarantined")[0]}
    assert int(receipt["id"]) in listed
    released = door.patch("measurementBatch", receipt["id"], {"state": "counted", "reason": "the clock was right"})
    assert (released.state, released.reason) == ("counted", "the clock was right")
    assert released.counted_from.ToDatetime() < found.counted_from.ToDatetime()


WRONG = [
    pytest.param({}, "MISSING_ATTRIBUTE", id="no observations"),
    pytest.param({"sample": KINDS["sample"], "stateChange": KINDS["stateChange"]}, "INVALID_VALUE", id="two kinds"),
    pytest.param({"sample": [{"time": NOON, "value": "NaN"}]}, "INVALID_VALUE", id="no number"),
    pytest.param({"sample": [{"time": NOON, "value": "1" * 81}]}, "INVALID_VALUE", id="too long a number"),
    pytest.param({"sample": [{"time": NOON}]}, "MISSING_ATTRIBUTE", id="no value"),
    pytest.param({"stateInterval": [{"start": ONE, "end": ONE, "state": "up"}]}, "PERIOD_REVERSED", id="empty span"),
    pytest.param(
        {"goodTotal": [{"start": NOON, "end": ONE, "good": "2", "total": "1"}]}, "RULE_REFUSED", id="more than all"
    ),
    pytest.param(
        {"histogram": [{"start": NOON, "end": ONE, "bound": ["1"], "count": ["1"]}]}, "RULE_REFUSED", id="a bucket less"
    ),
    pytest.param(
        {"histogram": [{"start": NOON, "end": ONE, "bound": ["2", "1"], "count": ["1", "1", "1"]}]},
        "RULE_REFUSED",
        id="bounds that fall",
    ),
    pytest.param({"histogram": [{"start": NOON, "end": ONE, "count": ["-1"]}]}, "RULE_REFUSED", id="less than nothing"),
    pytest.param({"sampleColumns": {"step": ["0"], "mantissa": ["1", "2"]}}, "RULE_REFUSED", id="columns that differ"),
    pytest.param(
        {"sampleColumns": {"step": ["9000000000000000"], "mantissa": ["1"]}}, "RULE_REFUSED", id="beyond all years"
    ),
]


@pytest.mark.parametrize(("content", "reason"), WRONG)
def test_a_wrong_batch_is_refused_and_nothing_of_its_request_is_stored(
    door: Door, content: dict[str, Any], reason: str
) -> None:
    source = f"probe-{uuid4().hex}"
    with pytest.raises(Failure) as refused:
        record(door, batch(source=source), {"source": source, "object": "o"} | content)
    assert refused.value.reason == reason
    assert "batch[1]" in refused.value.message
    assert door.find("measurementBatch", f"source={source}")[1] == 0
