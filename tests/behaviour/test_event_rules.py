"""Cases, orders, contacts and samples are recorded and judged through every door."""

from typing import Any
from uuid import uuid4

import pytest

from doors import Door

OFFICE = {
    "id": "office",
    "timeZone": "Europe/London",
    "workingTime": [
        {"day": ["monday", "tuesday", "wednesday", "thursday", "friday"], "start": "09:00", "end": "17:00"}
    ],
    "holiday": ["2025-05-05"],
}
IN_MAY = "2025-05-15T00:00:00Z"


def agreed(door: Door, scope: str, rule: dict[str, Any]) -> str:
    terms = {"name": scope, "timeZone": "Europe/London", "scope": [{"id": scope}], "calendar": [OFFICE]}
    return str(door.create("sla", terms | {"rule": [{"id": "r", "operator": ".ge", **rule}]}).id)


def level(door: Door, scope: str, rule: dict[str, Any]) -> tuple[str, str]:
    request = {"slaId": agreed(door, scope, rule), "ruleId": "r", "at": IN_MAY}
    judged = door.qos("CreateAssessment", request)["assessment"]
    return judged["verdict"], judged.get("actualValue", judged.get("reason"))


def record(door: Door, rpc: str, kind: str, scope: str, *sent: dict[str, Any]) -> None:
    numbered = [
        {"externalId": str(number), "relatedEntity": [{"id": scope}], **each} for number, each in enumerate(sent)
    ]
    door.qos(rpc, {"source": scope, kind: numbered})


LATE = "2025-05-06T14:00:00.000001Z"
TICKETS = [
    {
        "creationDate": "2025-05-02T14:30:00Z",
        "resolutionDate": "2025-05-07T09:15:00Z",
        "priority": "2 - High",
        "statusChange": [
            {"changeDate": "2025-05-06T08:00:00Z", "status": "Awaiting User Info"},
            {"changeDate": "2025-05-06T11:00:00Z", "status": "Active"},
        ],
    },
    {
        "creationDate": "2025-05-06T10:00:00Z",
        "resolutionDate": "2025-05-06T14:00:00.000001Z",
        "priority": "1 - Critical",
    },
    {"creationDate": "2025-05-06T10:00:00Z", "resolutionDate": "2025-05-08T10:00:00Z", "priority": "4 - Low"},
    {"creationDate": "2025-05-06T10:00:00Z", "status": "Cancelled", "priority": "1 - Critical"},
]
MATRIX = [
    {"priority": ["1 - Critical"], "target": "4", "unit": "h", "calendarRef": "office"},
    {"priority": ["2 - High"], "target": "8", "unit": "businessHour", "calendarRef": "office"},
    {"priority": ["4 - Low"], "target": "2", "unit": "businessDay", "calendarRef": "office"},
]
MEANING = {"clockStop": {"status": ["Awaiting User Info"]}, "statusMeaning": {"dropped": ["Cancelled"]}}


def test_each_ticket_keeps_the_target_of_its_priority_or_not(door: Door) -> None:
    """Working hours: 1.5 of Friday, 5 of Tuesday and 1.25 of Wednesday; 4 and a microsecond; 2 days."""
    scope = uuid4().hex
    record(door, "RecordCase", "case", scope, *TICKETS)
    rule = {"metric": "timeToRepair", "unit": "h", "operator": ".le", "referenceValue": "1"}
    spec = {"@type": "EventDuration", "target": MATRIX, **MEANING}
    sla = agreed(door, scope, rule | {"spec": spec})
    answer = door.qos("CreateAssessment", {"slaId": sla, "ruleId": "r"})
    assert answer["verdictCount"] == [
        {"verdict": "met", "state": "final", "count": 2},
        {"verdict": "violated", "state": "final", "count": 1},
    ]
    found = {each["subject"].rsplit("/", 1)[1]: each for each in door.judged(f"slaId={sla}")}
    assert {key: (each["actualValue"], each["unit"], each["referenceValue"]) for key, each in found.items()} == {
        "0": ("7.75", "businessHour", "8"),
        "1": ("4.0000000003", "h", "4"),
        "2": ("2", "businessDay", "2"),
    }
    assert found["0"]["evidence"]["due"] == "2025-05-07T09:30:00Z"


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        pytest.param(
            {
                "unit": "%",
                "referenceValue": "95",
                "spec": {"@type": "Ratio", "ratio": {"style": "casesInTarget"}, "target": MATRIX, **MEANING},
            },
            ("violated", "66.6666666667"),
            id="two of three in target",
        ),
        pytest.param(
            {
                "unit": "businessHour",
                "operator": ".le",
                "referenceValue": "9",
                "spec": {"@type": "Mean", "quantity": "caseDuration", "calendarRef": "office", **MEANING},
            },
            ("violated", "9.2500000001"),
            id="(7.75 + 4 + 16) / 3 business hours and a microsecond on average",
        ),
        pytest.param(
            {
                "unit": "1",
                "operator": ".le",
                "referenceValue": "3",
                "spec": {"@type": "Count", "quantity": "case", **MEANING},
            },
            ("met", "3"),
            id="three cases",
        ),
        pytest.param(
            {
                "unit": "h",
                "operator": ".le",
                "referenceValue": "48",
                "spec": {"@type": "Percentile", "quantity": "caseDuration", "percentile": {"p": "80"}},
            },
            ("violated", "114.75"),
            id="the third of three",
        ),
    ],
)
def test_tickets_of_a_month_are_judged_together(door: Door, rule: dict[str, Any], outcome: tuple[str, str]) -> None:
    scope = uuid4().hex
    record(door, "RecordCase", "case", scope, *TICKETS)
    assert level(door, scope, rule) == outcome


def order(promised: str, completed: str | None, **more: Any) -> dict[str, Any]:
    dates = {"creationDate": "2025-04-20T00:00:00Z", "expectedCompletionDate": f"2025-05-{promised}T00:00:00Z"}
    return dates | ({} if completed is None else {"completionDate": f"2025-05-{completed}T00:00:00Z"}) | more


ORDERS = [
    order("10", "09", productOrderItem=[{"action": "add"}]),
    order("10", "10", productOrderItem=[{"action": "modify"}]),
    order("10", "11", productOrderItem=[{"action": "add"}], delayCausedBy="customer"),
    order("10", "12", productOrderItem=[{"action": "add"}]),
    order("10", None, productOrderItem=[{"action": "add"}]),
    order("10", "11", productOrderItem=[{"action": "add"}], state="cancelled"),
    order("10", "09", productOrderItem=[{"action": "delete"}], rolledBack=True),
]


@pytest.mark.parametrize(
    ("spec", "actual"),
    [
        pytest.param({}, "50", id="2 of 4: the customer's excluded, the one rolled back is late"),
        pytest.param({"order": {"customerCaused": "counted"}}, "40", id="2 of 5"),
        pytest.param({"order": {"rolledBack": "excluded"}}, "66.6666666667", id="2 of 3"),
        pytest.param({"order": {"rolledBack": "counted"}}, "75", id="3 of 4"),
        pytest.param({"order": {"openPastCommit": "late"}}, "40", id="2 of 5, the open one late"),
        pytest.param({"order": {"grace": "P2D"}}, "80", id="4 of 5 within two days of grace"),
        pytest.param({"population": {"action": ["add"]}}, "50", id="1 of 2 that add something"),
        pytest.param({"order": {"forecast": 2}}, "100", id="2 of the 2 foreseen"),
        pytest.param({"population": {"countedBy": "due"}}, "50", id="by their commitment"),
    ],
)
def test_orders_on_time(door: Door, spec: dict[str, Any], actual: str) -> None:
    scope = uuid4().hex
    record(door, "RecordOrder", "order", scope, *ORDERS)
    rule = {
        "unit": "%",
        "referenceValue": "100",
        "spec": {"@type": "Ratio", "ratio": {"style": "ordersOnTime"}, **spec},
    }
    assert level(door, scope, rule)[1] == actual


def contact(number: int, *, answered: int | None = None, abandoned: int | None = None, **more: Any) -> dict[str, Any]:
    at = f"2025-05-{number + 1:02}T12:00:"
    sent: dict[str, Any] = {"offeredDate": f"{at}00Z"}
    for name, wait in (("answeredDate", answered), ("abandonedDate", abandoned)):
        if wait is not None:
            sent[name] = f"{at}{wait:02}Z"
    return sent | more


CALLER = {"relatedParty": [{"id": "7", "role": "Customer"}], "resolved": True}
CONTACTS = [
    contact(0, answered=10, **CALLER),
    contact(3, answered=20, **CALLER),
    contact(12, answered=30),
    contact(13, abandoned=4),
    contact(14, abandoned=25),
]


@pytest.mark.parametrize(
    ("rule", "actual"),
    [
        ({"metric": "serviceLevel"}, "60"),
        ({"metric": "abandonRate", "operator": ".le"}, "40"),
        ({"metric": "averageSpeedOfAnswer", "operator": ".le"}, "20"),
        ({"metric": "firstContactResolution"}, "33.3333333333"),
    ],
    ids=[
        "3 of 5 within 20 seconds",
        "2 of 5",
        "60 seconds by 3",
        "1 of 3: one is not resolved, one comes again",
    ],
)
def test_contacts(door: Door, rule: dict[str, Any], actual: str) -> None:
    scope = uuid4().hex
    record(door, "RecordContact", "contact", scope, *CONTACTS)
    assert level(door, scope, {"referenceValue": "50", **rule})[1] == actual
