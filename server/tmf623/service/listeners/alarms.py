"""Alarms of TMF642: from raised to cleared the affected services are down, as bindings of protocol `alarm` say.

Without any such binding, each affected service, or else the alarmed object, is down while a service-affecting alarm
stands: `serviceAffecting` says whether it is, or else its severity, of which ITU-T X.733 (8.1.2.3) calls critical and
major service affecting. An alarm with `plannedOutageIndicator` OutOfService proposes an exclusion when it is cleared.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest
from tmf.sla.v1.exclusion_pb2 import Exclusion
from tmf.sla.v1.measurement_pb2 import MeasurementBatch
from tmf623.contract.codec import message_of
from tmf623.contract.kinds import EXCLUSION
from tmf623.domain.exclusion import Category
from tmf623.domain.telemetry import MeasurementKind, Protocol
from tmf623.domain.timeline import State
from tmf623.service import exclusions, metrics, records
from tmf623.service.listeners.folding import Folded, Told, sortable, states, told
from tmf623.service.listeners.foreign import (
    entities,
    flag_at,
    instant_at,
    object_at,
    present,
    text_at,
)
from tmf623.service.listeners.notices import Notice
from tmf623.service.measurements import record_measurements
from tmf623.service.recording import segment
from tmf623.service.telemetry.bindings import Binding, Target
from tmf623.service.telemetry.selection import bindings_of
from tmf623.store.transaction import Transaction

SERVICE, OBJECT = "affectedService", "alarmedObject"
"""Attributes of an alarm that name what it is about."""
_TEXTS = ("alarmType", "perceivedSeverity", "probableCause", "specificProblem", "sourceSystemId", "alarmedObjectType")
_CLEARED = "cleared"
_PLANNED = "outofservice"
SERVICE_AFFECTING = ("critical", "major")
_BY_CUSTOM = Binding(
    protocol=Protocol.ALARM,
    kind=MeasurementKind.STATE_CHANGE,
    metric_name="*",
    good_metric_name="",
    demands=(),
    good=(),
    good_at_most=None,
    source=Protocol.ALARM.value,
    source_attribute="",
    object="",
    object_attribute="",
    metric=metrics.AVAILABILITY,
    factor=Decimal(1),
    states=(),
    severities={},
)
"""What counts when no binding for alarms is declared."""


class Step(NamedTuple):
    """From `date` on an object is in a state."""

    date: str
    state: str
    impact: str


def read(notice: Notice) -> Told:
    """What a notice tells of an alarm; Invalid and Refused as in `foreign`."""
    body, path = notice.body, notice.path
    alarmed = object_at(body, OBJECT, path)
    attributes = present(
        **{name: text_at(body, name, path) for name in _TEXTS},
        serviceAffecting=flag_at(body, "serviceAffecting", path),
        state=text_at(body, "state", path),
        raised=instant_at(body, "alarmRaisedTime", path),
        cleared=instant_at(body, "alarmClearedTime", path),
        planned=text_at(body, "plannedOutageIndicator", path),
        services=[each["id"] for each in entities(body, SERVICE, path)] if SERVICE in body else None,
        alarmed=text_at(alarmed, "id", f"{path}{OBJECT}.") if alarmed is not None else None,
    )
    age = instant_at(body, "alarmChangedTime", path) or notice.time
    return told(age or attributes.get("cleared") or attributes.get("raised"), attributes, [])


def record(tx: Transaction, notice: Notice, events: Sequence[Told]) -> bool:
    """Record what all events about an alarm say of its objects; False while nobody said when it was raised."""
    known = states(events)
    attributes = known[-1].attributes
    if "raised" not in attributes:
        return False
    steps = _severities(known, attributes)
    declared = bindings_of(tx, Protocol.ALARM)
    batches = [
        _batch(notice, target, taken)
        for target in _targets(declared or (_BY_CUSTOM,), attributes)
        if (taken := list(_states(target, steps, attributes)))
    ]
    if batches:
        record_measurements(tx, RecordMeasurementRequest(batch=batches))
    _propose(tx, notice, attributes)
    return True


def _severities(known: Sequence[Folded], attributes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Since when the alarm had which severity, from when it was raised; the last one is "cleared" once it was."""
    raised, cleared = attributes["raised"], _cleared(known, attributes)
    found: dict[str, str] = {}
    for state in known:
        severity = state.attributes.get("perceivedSeverity", "").lower()
        if severity != _CLEARED and not _is_cleared(state.attributes):
            since = max(raised, state.age or raised, key=sortable) if found else raised
            if severity not in list(found.values())[-1:]:
                found[since] = severity
    within = [
        (date, severity) for date, severity in found.items() if cleared is None or sortable(date) < sortable(cleared)
    ]
    return within + ([(cleared, _CLEARED)] if cleared is not None and within else [])


def _cleared(known: Sequence[Folded], attributes: Mapping[str, Any]) -> str | None:
    """When the alarm was cleared; None: it stands."""
    if "cleared" in attributes:
        return str(attributes["cleared"])
    ages = [state.age for state in known if _is_cleared(state.attributes)]
    return ages[0] if ages else None


def _is_cleared(attributes: Mapping[str, Any]) -> bool:
    words = {str(attributes.get(name, "")).lower() for name in ("state", "perceivedSeverity")}
    return "cleared" in attributes or _CLEARED in words


def _targets(declared: Sequence[Binding], attributes: Mapping[str, Any]) -> Iterator[Target]:
    """What the bindings want of the alarm: for each affected service, or else for the alarmed object."""
    named = {name: str(attributes[name]) for name in _TEXTS if name in attributes}
    if "serviceAffecting" in attributes:
        named["serviceAffecting"] = "true" if attributes["serviceAffecting"] else "false"
    alarmed = {OBJECT: attributes["alarmed"]} if attributes.get("alarmed") else {}
    places = [{SERVICE: service} for service in attributes.get("services", ())] or [{}]
    for binding in declared:
        seen = set()
        for place in places:
            about = named | alarmed | place
            default = place.get(SERVICE) or alarmed.get(OBJECT, "")
            target = binding.target(named.get("alarmType", ""), about, default)
            if isinstance(target, Target) and target.object not in seen:
                seen.add(target.object)
                yield target


def _states(target: Target, steps: Sequence[tuple[str, str]], attributes: Mapping[str, Any]) -> Iterator[Step]:
    """The states the severities mean; a severity that means none is up once another one was worse."""
    began = False
    for date, severity in steps:
        state, impact = _meaning(target.binding, severity, attributes)
        if state is not None:
            began = True
            yield Step(date, state, impact)
        elif began:
            yield Step(date, State.UP.value, "")


def _meaning(binding: Binding, severity: str, attributes: Mapping[str, Any]) -> tuple[str | None, str]:
    if severity == _CLEARED:
        return None, ""
    if binding.severities:
        return binding.severities.get(severity, (None, ""))
    affecting = attributes.get("serviceAffecting", severity in SERVICE_AFFECTING)
    return (State.DOWN.value, "") if affecting else (None, "")


def _batch(notice: Notice, target: Target, steps: Sequence[Step]) -> MeasurementBatch:
    """One alarm is one source: it is down as long as one of its alarms stands. Later events supersede the batch."""
    changes = [present(time=step.date, state=step.state, impact=step.impact or None) for step in steps]
    alarm = f"{segment(notice.source)}/{segment(notice.resource_id)}"
    batch = {
        "source": f"{target.source}#{alarm}",
        "externalId": f"alarm/{alarm}/{target.binding.metric}/{target.object}",
        "object": target.object,
        "metric": target.binding.metric,
        "stateChange": changes,
    }
    return message_of(MeasurementBatch, batch)


def _propose(tx: Transaction, notice: Notice, attributes: Mapping[str, Any]) -> None:
    """Ask for an exclusion of a planned outage, once, when it is over: its window needs both ends."""
    planned = str(attributes.get("planned", "")).replace("_", "").replace(" ", "").lower()
    objects = list(attributes.get("services", ())) or [attributes[name] for name in ("alarmed",) if name in attributes]
    raised, cleared = attributes["raised"], attributes.get("cleared")
    if planned != _PLANNED or not objects or cleared is None or sortable(cleared) <= sortable(raised):
        return
    key = f"alarm/{segment(notice.source)}/{segment(notice.resource_id)}"
    if tx.resources.by_natural_key(EXCLUSION, key) is not None:
        return
    proposed = {
        "category": Category.PLANNED_MAINTENANCE.value,
        "scope": {"object": sorted(set(objects))},
        "window": {"startDateTime": raised, "endDateTime": cleared},
        "requestedBy": notice.source,
        "reason": f"alarm {notice.resource_id} was a planned outage",
        "evidenceRef": f"alarm {notice.resource_id}",
        "source": notice.source,
        "externalId": notice.resource_id,
    }
    exclusion = exclusions.created(tx, message_of(Exclusion, proposed))
    records.add(tx, EXCLUSION, exclusion, natural_key=key)
