"""Changes of one instant, as logs that tell minutes have them: the one of the highest sequence stands."""

from itertools import permutations
from typing import Any

from google.protobuf import json_format

from tmf.sla.v1.measurement_pb2 import Case
from tmf623.domain.population import WORDS
from tmf623.domain.status_history import ordered
from tmf623.service.occurrence_facts import case_of

OPENED = "2026-01-05T09:00:00Z"
THEN = "2026-01-05T09:10:00Z"
CHANGES = [
    {"changeDate": OPENED, "status": "New", "priority": "3"},
    {"changeDate": THEN, "status": "closed", "changeReason": "done", "priority": "1", "sequence": 4},
    {"changeDate": THEN, "status": "pending", "changeReason": "parts", "priority": "4", "sequence": 5},
]


def case(*changes: dict[str, Any], **more: Any) -> Any:
    """A case with this history, as the domain counts it."""
    told = {"externalId": "1", "creationDate": OPENED, "statusChange": list(changes)} | more
    return case_of(json_format.ParseDict(told, Case()))


def test_the_highest_sequence_stands_in_whatever_order_a_list_is() -> None:
    for changes in permutations(CHANGES):
        found = case(*changes)
        as_of = found.created + 10**12
        assert [each.status for each in ordered(found.history, found.created, as_of)] == ["New", "closed", "pending"]
        assert [priority for _, priority in found.priorities] == ["3", "1", "4"]
        assert WORDS[type(found)]["reason"](found) == ("parts",)
        assert found.closed is None


def test_of_equal_ones_the_last_of_the_list_stands() -> None:
    first, *rest = ({k: v for k, v in each.items() if k != "sequence"} for each in CHANGES)
    found = case(first, *rest)
    assert (WORDS[type(found)]["reason"](found), found.closed) == (("parts",), None)
    found = case(first, *reversed(rest))
    assert (WORDS[type(found)]["reason"](found), found.priorities[-1][1]) == (("done",), "1")
    assert found.closed == found.history[-1].time
