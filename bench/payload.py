"""The agreement every server is measured with: five rules, three parties, about 2.1 kB of JSON."""

import json
from typing import Any


def sla(number: int = 0) -> dict[str, Any]:
    """One agreement, distinct by `number` in its name and version."""
    return {
        "name": f"Business line {number}",
        "description": "Symmetric business line with a repair promise, measured at the customer's termination point.",
        "version": str(number % 10),
        "validFor": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2028-01-01T00:00:00Z"},
        "relatedParty": [
            {
                "href": f"https://party.example/organization/{n}",
                "role": role,
                "name": f"Party {n}",
                "validFor": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2028-01-01T00:00:00Z"},
            }
            for n, role in enumerate(("SLAProvider", "SLAConsumer", "SLAAuditor"))
        ],
        "rule": [
            {
                "id": f"rule-{n}",
                "metric": f"https://metrics.example/library/{metric}",
                "unit": unit,
                "referenceValue": value,
                "operator": operator,
                "tolerance": "0.05",
                "consequence": f"https://contract.example/clause/{n}",
            }
            for n, (metric, unit, value, operator) in enumerate(
                (
                    ("availability", "%", "99.95", ".ge"),
                    ("frameDelay", "ms", "20", ".le"),
                    ("frameLossRatio", "%", "0.1", ".le"),
                    ("timeToRepair", "h", "4", ".le"),
                    ("throughput", "Mbit/s", "1000", ".ge"),
                )
            )
        ],
        "template": {"href": "https://template.example/42", "name": "Business line", "description": "Standard terms"},
    }


def body(number: int = 0) -> bytes:
    """The agreement as JSON text."""
    return json.dumps(sla(number), separators=(",", ":")).encode()
