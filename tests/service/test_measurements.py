"""Observations are recorded once, all of a request or nothing."""

from typing import Any

import pytest

from service.bench import Bench, changes
from tmf623.errors import Reason, SlaError

UP = ("2026-01-01T00:00:00Z", "up")
DOWN = ("2026-01-02T00:00:00Z", "down")


def test_a_batch_is_acknowledged_with_what_was_stored_and_when(bench: Bench) -> None:
    [receipt] = bench.measure(changes(UP, DOWN)).receipt
    assert (receipt.status, receipt.count, len(receipt.digest)) == ("recorded", 2, 64)
    assert receipt.known_at.ToJsonString() == "2026-03-01T12:00:00Z"


def test_receipts_come_in_the_order_sent(bench: Bench) -> None:
    receipts = bench.measure(changes(UP), changes(UP, DOWN), changes(UP)).receipt
    assert [(receipt.status, receipt.count) for receipt in receipts] == [
        ("recorded", 1),
        ("recorded", 2),
        ("repeated", 1),
    ]
    assert receipts[0].id == receipts[2].id


@pytest.mark.parametrize("external_id", [{"externalId": "b-1"}, {"externalId": " "}, {}], ids=str)
def test_the_same_batch_again_is_not_stored_again_in_whatever_order(bench: Bench, external_id: dict[str, str]) -> None:
    bench.measure(changes(UP, DOWN, **external_id))
    bench.clock.advance(hours=1)
    [receipt] = bench.measure(changes(DOWN, UP, **external_id)).receipt
    assert (receipt.status, receipt.known_at.ToJsonString()) == ("repeated", "2026-03-01T12:00:00Z")


def test_the_same_identifier_with_other_observations_supersedes(bench: Bench) -> None:
    bench.measure(changes(UP, externalId="b-1"))
    answer = bench.measure(changes(DOWN, externalId="b-1"), changes(UP))
    assert [receipt.status for receipt in answer.receipt] == ["revised", "recorded"]
    assert (answer.recorded, answer.revised, answer.repeated, answer.quarantined) == (1, 1, 0, 0)


def batch(**change: Any) -> dict[str, Any]:
    return changes(UP) | change


def change(**attributes: Any) -> dict[str, Any]:
    return batch(stateChange=[{"time": UP[0], "state": "up"} | attributes])


@pytest.mark.parametrize(
    ("wrong", "reason", "attribute"),
    [
        (batch(source=""), Reason.MISSING_ATTRIBUTE, "batch[1].source"),
        (batch(object=" "), Reason.MISSING_ATTRIBUTE, "batch[1].object"),
        (batch(stateChange=[]), Reason.MISSING_ATTRIBUTE, "batch[1]"),
        (batch(stateChange=[{"state": "up"}]), Reason.MISSING_ATTRIBUTE, "batch[1].stateChange[0].time"),
        (change(state="lost"), Reason.INVALID_VALUE, "batch[1].stateChange[0].state"),
        (change(state="UP"), Reason.INVALID_VALUE, "batch[1].stateChange[0].state"),
        (change(impact="0"), Reason.INVALID_VALUE, "batch[1].stateChange[0].impact"),
        (change(state="degraded"), Reason.MISSING_ATTRIBUTE, "batch[1].stateChange[0].impact"),
        (change(state="degraded", impact="1.1"), Reason.INVALID_VALUE, "batch[1].stateChange[0].impact"),
        (change(state="degraded", impact="-0.1"), Reason.INVALID_VALUE, "batch[1].stateChange[0].impact"),
        (change(state="degraded", impact="half"), Reason.INVALID_VALUE, "batch[1].stateChange[0].impact"),
        (change(time="1899-12-31T23:59:59Z"), Reason.RULE_REFUSED, "batch[1].stateChange[0].time"),
        (change(time="2200-01-01T00:00:00Z"), Reason.RULE_REFUSED, "batch[1].stateChange[0].time"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_batch_is_refused_by_name_and_nothing_is_stored(
    bench: Bench, wrong: dict[str, Any], reason: Reason, attribute: str
) -> None:
    good = changes(UP)
    with pytest.raises(SlaError) as refused:
        bench.measure(good, wrong)
    assert (refused.value.reason, refused.value.attribute) == (reason, attribute)
    assert attribute in refused.value.message
    assert bench.measure(good).receipt[0].status == "recorded"


def test_a_request_without_batches_is_refused(bench: Bench) -> None:
    with pytest.raises(SlaError) as refused:
        bench.measure()
    assert (refused.value.reason, refused.value.attribute) == (Reason.MISSING_ATTRIBUTE, "batch")


def test_more_different_impacts_than_a_batch_can_number_are_refused(bench: Bench) -> None:
    many = [(UP[0], f"degraded 0.{number:05}") for number in range(50_001)]
    with pytest.raises(SlaError) as refused:
        bench.measure(changes(*many))
    assert refused.value.reason is Reason.TOO_LARGE
