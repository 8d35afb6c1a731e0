"""The use cases of this service, called as the doors call them, over one store."""

from collections.abc import Mapping
from typing import Any

from google.protobuf import json_format

from clock import Clock
from tmf.sla.v1.assessment_service_pb2 import (
    CreateAssessmentRequest,
    CreateAssessmentResponse,
    RecordCaseRequest,
    RecordMeasurementRequest,
)
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import ASSESSMENT, SLA, SLA_VIOLATION, Kind
from tmf623.query.criteria import Query
from tmf623.service import resources
from tmf623.service.assessments import create_assessment
from tmf623.service.behaviour import Origin
from tmf623.service.cases import record_cases
from tmf623.service.measurements import record_measurements
from tmf623.store.store import Store


class Bench:
    """What a client may do, without a door."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    def agree(self, **terms: Any) -> str:
        """Create an agreement; its id."""
        sla = json_format.ParseDict({"name": "Line"} | terms, Sla())
        return str(self.store.write(lambda tx: resources.create(tx, SLA, sla, Origin())).id)

    def amend(self, sla_id: str, **terms: Any) -> None:
        """Replace an agreement."""
        sla = json_format.ParseDict({"name": "Line"} | terms, Sla())
        self.store.write(lambda tx: resources.change(tx, SLA, sla_id, lambda _: sla))

    def measure(self, *batches: Mapping[str, Any]) -> Any:
        request = json_format.ParseDict({"batch": list(batches)}, RecordMeasurementRequest())
        return self.store.write(lambda tx: record_measurements(tx, request))

    def report(self, *cases: Mapping[str, Any], source: str = "desk") -> Any:
        request = json_format.ParseDict({"source": source, "case": list(cases)}, RecordCaseRequest())
        return self.store.write(lambda tx: record_cases(tx, request))

    def assess(self, sla_id: str, rule_id: str, **more: Any) -> CreateAssessmentResponse:
        request = {"slaId": sla_id, "ruleId": rule_id} | more
        return create_assessment(self.store, json_format.ParseDict(request, CreateAssessmentRequest()))

    def violations(self) -> list[Any]:
        return self._all(SLA_VIOLATION)

    def assessments(self) -> list[Any]:
        return self._all(ASSESSMENT)

    def events(self) -> list[tuple[str, str]]:
        """What happened to which violation, in order."""
        recorded = self.store.read(lambda tx: tx.outbox.unsequenced(10_000))
        return [(str(event.resource_id), event.change) for event in recorded if event.kind is SLA_VIOLATION]

    def _all(self, kind: Kind) -> list[Any]:
        rows = self.store.read(lambda tx: tx.resources.find(kind, Query())).rows
        return [loaded(kind, row) for row in rows]


def changes(*pairs: tuple[str, str], **batch: Any) -> dict[str, Any]:
    """A batch of changes of state: (instant, state), "degraded 0.5" for a share."""
    return {"source": "probe", "object": "line"} | batch | {"stateChange": [_change(*pair) for pair in pairs]}


def _change(time: str, state: str) -> dict[str, str]:
    word, _, impact = state.partition(" ")
    return {"time": time, "state": word} | ({"impact": impact} if impact else {})
