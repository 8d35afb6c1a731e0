"""An agreement on a line, one on a desk, and what is said of them."""

from typing import Any

RULE: dict[str, Any] = {
    "id": "up",
    "metric": "availability",
    "unit": "%",
    "referenceValue": "99",
    "operator": ">=",
    "tolerance": "0.5",
    "consequence": "https://contract.example/clause/7",
}
LINE: dict[str, Any] = {
    "name": "Line",
    "relatedParty": [{"id": "1", "role": "SLAProvider"}, {"id": "2", "role": "SLAConsumer"}],
    "scope": [{"id": "line"}],
    "rule": [RULE],
}
JANUARY = {"at": "2026-01-15T00:00:00Z"}
MARCH = {"at": "2026-03-15T00:00:00Z"}
UP = ("2025-12-31T00:00:00Z", "up")
REPAIR: dict[str, Any] = {
    "id": "repair",
    "metric": "timeToRepair",
    "unit": "h",
    "referenceValue": "4",
    "operator": ".le",
    "spec": {"@type": "EventDuration"},
}
DESK: dict[str, Any] = {"name": "Desk", "scope": [{"id": "line"}], "rule": [REPAIR]}


def down(start: str, end: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (start, "down"), (end, "up")


def ticket(number: int, created: str, resolved: str | None = None, **more: Any) -> dict[str, Any]:
    case = {"externalId": f"T-{number}", "creationDate": created, "relatedEntity": [{"id": "line"}]} | more
    return case | ({"resolutionDate": resolved} if resolved else {})


def outcome(response: Any) -> tuple[str, str, int]:
    return response.assessment.verdict, response.assessment.state, response.stored


def counts(response: Any) -> dict[tuple[str, str], int]:
    return {(count.verdict, count.state): count.count for count in response.verdict_count}
