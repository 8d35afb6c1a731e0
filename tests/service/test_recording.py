"""States of cases and orders may be told in any order, and again: what is known in the end is the same."""

from itertools import permutations
from typing import Any

import pytest
from google.protobuf import json_format

from service.bench import Bench
from tmf.sla.v1.order_service_pb2 import RecordOrderRequest
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import CASE, ORDER, Kind
from tmf623.query.criteria import Query
from tmf623.service.orders import record_orders

OPENED = {"creationDate": "2026-01-05T09:00:00Z"}


def log(minute: int, status: str, **more: Any) -> dict[str, Any]:
    """One line of a ticket log."""
    return {"statusChangeDate": f"2026-01-05T09:{minute:02}:00Z", "status": status, **more}


def states(time: int, **more: Any) -> dict[str, Any]:
    """What an order looked like at some hour."""
    return {"lastUpdate": f"2026-01-05T{time:02}:00:00Z", **more}


def known(bench: Bench, kind: Kind) -> dict[str, dict[str, Any]]:
    """What is known of each, by its identifier."""
    rows = bench.store.read(lambda tx: tx.resources.find(kind, Query())).rows
    found = [json_format.MessageToDict(loaded(kind, row)) for row in rows]
    return {each["externalId"]: {k: v for k, v in each.items() if k not in {"id", "externalId"}} for each in found}


def order(bench: Bench, *sent: dict[str, Any]) -> None:
    request = json_format.ParseDict({"source": "crm", "order": list(sent)}, RecordOrderRequest())
    bench.store.write(lambda tx: record_orders(tx, request))


LINES = [
    log(0, "New", priority="3"),
    log(10, "Active", priority="1"),
    log(20, "Awaiting User Info", statusChangeReason="customer", priority="1"),
    log(50, "Resolved", priority="1", resolutionDate="2026-01-05T09:50:00Z"),
]


def test_a_log_gives_one_history_whatever_the_order_of_its_lines(bench: Bench) -> None:
    for number, lines in enumerate(permutations(LINES)):
        for line in (*lines, lines[0]):
            bench.report(OPENED | line | {"externalId": str(number)})
    first, *others = known(bench, CASE).values()
    assert all(other == first for other in others)
    assert [(change["status"], change["changeDate"][11:16]) for change in first["statusChange"]] == [
        ("New", "09:00"),
        ("Active", "09:10"),
        ("Awaiting User Info", "09:20"),
        ("Resolved", "09:50"),
    ]
    assert [change["priority"] for change in first["statusChange"]] == ["3", "1", "1", "1"]
    assert (first["status"], first["resolutionDate"]) == ("Resolved", "2026-01-05T09:50:00Z")


def test_a_history_sent_as_a_list_replaces_what_was_known(bench: Bench) -> None:
    bench.report(OPENED | {"externalId": "1"} | log(10, "pending"))
    whole = [{"changeDate": "2026-01-05T09:11:00Z", "status": "pending"}]
    bench.report(OPENED | {"externalId": "1", "statusChange": whole, "lastUpdate": "2026-01-05T12:00:00Z"})
    bench.report(OPENED | {"externalId": "1", "statusChange": [], "name": "renamed"})
    assert known(bench, CASE)["1"]["statusChange"] == whole


STATES = [
    states(10),
    states(11, expectedCompletionDate="2026-01-12T00:00:00Z"),
    states(12, expectedCompletionDate="2026-02-02T00:00:00Z"),
    states(13, expectedCompletionDate="2026-02-02T00:00:00Z", completionDate="2026-01-30T00:00:00Z"),
]


def test_an_order_keeps_its_first_promise_whatever_the_order_of_its_states(bench: Bench) -> None:
    for number, sent in enumerate(permutations(STATES)):
        order(bench, *(OPENED | state | {"externalId": str(number)} for state in (*sent, sent[0])))
    first, *others = known(bench, ORDER).values()
    assert all(other == first for other in others)
    assert first["promisedDate"] == "2026-01-12T00:00:00Z"
    assert first["promiseLastUpdate"] == "2026-01-05T11:00:00Z"
    assert first["completionDate"] == "2026-01-30T00:00:00Z"


@pytest.mark.parametrize(
    ("sent", "promised"),
    [
        pytest.param([{}, {}], None, id="none is made"),
        pytest.param([{"expectedCompletionDate": "2026-01-12T00:00:00Z"}, {}], "12", id="and not withdrawn"),
        pytest.param(
            [{"promisedDate": "2026-01-10T00:00:00Z", "expectedCompletionDate": "2026-01-12T00:00:00Z"}],
            "10",
            id="as the source knows it",
        ),
        pytest.param(
            [{"expectedCompletionDate": "2026-01-12T00:00:00Z"}, {"promisedDate": "2026-01-10T00:00:00Z"}],
            "12",
            id="told once, without the age of either, it stands",
        ),
        pytest.param(
            [
                states(11, expectedCompletionDate="2026-01-12T00:00:00Z"),
                states(11, expectedCompletionDate="2026-01-13T00:00:00Z"),
            ],
            "13",
            id="a state of the same age corrects it",
        ),
    ],
)
def test_a_promise_is_frozen(bench: Bench, sent: list[dict[str, Any]], promised: str | None) -> None:
    order(bench, *(OPENED | state | {"externalId": "1"} for state in sent))
    found = known(bench, ORDER)["1"]
    assert (found["promisedDate"][8:10] if "promisedDate" in found else None) == promised
