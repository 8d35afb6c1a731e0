"""What of a recorded case, order or contact counts."""

from typing import Any

import pytest
from google.protobuf import json_format

from domain.written import us
from tmf.sla.v1.contact_pb2 import Contact
from tmf.sla.v1.measurement_pb2 import Case
from tmf.sla.v1.order_pb2 import Order
from tmf623.domain.facts import StatusChange
from tmf623.service.occurrence_facts import attributes_of, case_of, contact_of, order_of

CASE = {
    "source": "a/b",
    "externalId": "7",
    "creationDate": "2025-05-01T00:00:00Z",
    "priority": "1",
    "statusChange": [
        {"changeDate": "2025-05-01T02:00:00Z", "status": "closed", "priority": "1"},
        {"changeDate": "2025-05-01T01:00:00Z", "status": "pending", "changeReason": "customer"},
    ],
    "priorityChange": [{"changeDate": "2025-05-01T00:00:00Z", "priority": "3"}],
    "note": [{"date": "2025-05-01T00:30:00Z"}, {"text": "undated"}],
    "relatedEntity": [{"id": "y"}, {"id": "x"}, {"name": "nameless"}],
    "characteristic": [{"name": "access", "value": "fibre"}, {"name": "access", "value": "copper"}],
}


def test_a_case_is_read_with_its_histories() -> None:
    case = case_of(json_format.ParseDict(CASE, Case()))
    assert (case.created, case.resolved, case.closed) == (us("2025-05-01"), None, us("2025-05-01T02:00"))
    assert set(case.history) == {
        StatusChange(us("2025-05-01T02:00"), "closed"),
        StatusChange(us("2025-05-01T01:00"), "pending", "customer"),
    }
    assert case.priorities == ((us("2025-05-01"), "3"), (us("2025-05-01T02:00"), "1"))
    assert case.updates == (us("2025-05-01T00:30"),)
    assert (case.subject, case.entities) == ("case/a%2Fb/7", ("x", "y"))


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("characteristic.access", ("fibre", "copper")),
        ("characteristic.name", ("access", "access")),
        ("statusChange.status", ("closed", "pending")),
        ("statusChange.changeDate", ("2025-05-01T02:00:00Z", "2025-05-01T01:00:00Z")),
        ("relatedEntity.id", ("y", "x")),
        ("priority", ("1",)),
        ("severity", None),
        ("priority.name", None),
        ("nothing.at.all", None),
    ],
)
def test_attributes_are_found_by_their_path(path: str, values: tuple[str, ...] | None) -> None:
    found = attributes_of(json_format.ParseDict(CASE, Case()), [path])
    assert found == ({} if values is None else {path: values})


@pytest.mark.parametrize(("who", "caused"), [("Customer", True), ("provider", False), (None, False)])
def test_an_order_is_read_with_its_promises(who: str | None, caused: bool) -> None:  # noqa: FBT001
    sent: dict[str, Any] = {
        "source": "crm",
        "externalId": "1",
        "creationDate": "2025-05-01T00:00:00Z",
        "promisedDate": "2025-05-02T00:00:00Z",
        "expectedCompletionDate": "2025-05-03T00:00:00Z",
        "productOrderItem": [{"action": "modify"}, {"action": "add"}, {"action": "add"}],
        "delayCausedBy": who,
    }
    order = order_of(json_format.ParseDict({key: value for key, value in sent.items() if value}, Order()))
    assert (order.first_promised, order.last_promised) == (us("2025-05-02"), us("2025-05-03"))
    assert (order.actions, order.customer_caused, order.subject) == (("add", "modify"), caused, "order/crm/1")


def test_a_contact_is_read_with_who_made_it() -> None:
    parties = [{"id": "9", "role": "agent"}, {"id": "7", "role": "CUSTOMER"}]
    sent = {"source": "acd", "externalId": "1", "offeredDate": "2025-05-01T00:00:00Z", "relatedParty": parties}
    assert contact_of(json_format.ParseDict(sent, Contact())).customer == "7"
    assert contact_of(json_format.ParseDict({**sent, "relatedParty": parties[:1]}, Contact())).customer == "9"
    assert not contact_of(json_format.ParseDict({**sent, "relatedParty": []}, Contact())).customer
