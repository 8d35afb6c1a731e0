"""A service that owes credits, called as the doors call it."""

from collections.abc import Mapping
from typing import Any

from google.protobuf import json_format

from service.bench import Bench, changes
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import ADJUSTMENT, BILLING_CONNECTOR, CONSEQUENCE, CREDIT
from tmf623.service import resources
from tmf623.service.behaviour import Origin

TIERS = [
    {"gte": "99.9"},
    {"gte": "99", "lt": "99.9", "award": [{"percent": "10"}]},
    {"gte": "95", "lt": "99", "award": [{"percent": "25"}]},
    {"lt": "95", "award": [{"percent": "100"}]},
]
TERMS: dict[str, Any] = {
    "name": "Availability credit",
    "state": "approved",
    "currency": "EUR",
    "base": {"charge": ["MRC"]},
    "schedule": {"measure": "level", "unit": "%", "tier": TIERS},
}
RULE: dict[str, Any] = {"id": "up", "metric": "availability", "unit": "%", "referenceValue": "99.9", "operator": ".ge"}
CHARGE = {"type": "MRC", "amount": "1000.00"}
JANUARY = "2026-01-15T00:00:00Z"
HALF_A_DAY = ("2026-01-10T00:00:00Z", "2026-01-10T12:00:00Z")
"""12 of January's 744 hours: 98.387 % are left."""


class Owing(Bench):
    """With consequences, credits and adjustments."""

    def consequence(self, **terms: Any) -> str:
        message = json_format.ParseDict(TERMS | terms, CONSEQUENCE.message())
        return str(self.store.write(lambda tx: resources.create(tx, CONSEQUENCE, message, Origin())).id)

    def connector(self, **terms: Any) -> str:
        message = json_format.ParseDict({"name": "Billing", "isDefault": True} | terms, BILLING_CONNECTOR.message())
        return str(self.store.write(lambda tx: resources.create(tx, BILLING_CONNECTOR, message, Origin())).id)

    def owe(self, *consequences: str, rules: int = 1, **terms: Any) -> str:
        """An agreement whose rules name the consequences, one each, or all of them the only one."""
        named = [consequences[min(i, len(consequences) - 1)] for i in range(rules)]
        rule = [RULE | {"id": f"up{i or ''}", "consequence": f"consequence/{one}"} for i, one in enumerate(named)]
        given = {"scope": [{"id": "line"}], "currency": "EUR", "baseCharge": [CHARGE], "rule": rule}
        return self.agree(**given | terms)

    def observe(self, *outages: tuple[str, str], since: str = "2025-12-01T00:00:00Z", **batch: Any) -> None:
        """The line is up but for the outages."""
        edges = [edge for start, end in outages for edge in ((start, "down"), (end, "up"))]
        self.measure(changes((since, "up"), *edges, **batch))

    def credits(self) -> list[Any]:
        return self._all(CREDIT)

    def credit(self) -> Any:
        (one,) = self.credits()
        return one

    def adjustments(self) -> list[Any]:
        return self._all(ADJUSTMENT)

    def decide(self, kind: Any, id: object, **attributes: str) -> Any:
        """Change attributes of a credit or an adjustment."""

        def changed(message: Any) -> Any:
            after = type(message)()
            after.CopyFrom(message)
            for name, value in attributes.items():
                setattr(after, name, value)
            return after

        return loaded(kind, self.store.write(lambda tx: resources.change(tx, kind, str(id), changed)))

    def settle(self, adjustment: Any, **answer: str) -> None:
        """Billing has it, says somebody."""
        self.decide(ADJUSTMENT, adjustment.id, state="accepted", **answer)


def outline(credit: Any) -> tuple[str, str, str, int]:
    return credit.state, credit.due, credit.accepted, credit.revision


def steps(line: Any) -> Mapping[str, str]:
    return {step.name: step.value for step in line.step}
