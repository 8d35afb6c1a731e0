"""Where a document lists words, they are the words of the domain."""

from enum import StrEnum
from importlib.resources import files
from typing import Any

import pytest

import openapi_documents as api
from tmf623.domain import choices
from tmf623.domain.assessment import SpecType, State, Verdict
from tmf623.domain.availability import Denominator
from tmf623.domain.calendar import Weekday
from tmf623.domain.credit import consequence, schedule, states
from tmf623.domain.degradation import ReportSource, ReportState
from tmf623.domain.dispute import DisputeState
from tmf623.domain.exclusion import Category
from tmf623.domain.exclusion import Cause as Dishonour
from tmf623.domain.exclusion import State as ExclusionState
from tmf623.domain.notification import Channel
from tmf623.domain.objective import Operator, ToleranceType
from tmf623.domain.outlook import Outlook
from tmf623.domain.periods import ConformancePeriod
from tmf623.domain.settlement import Cause, PeriodState
from tmf623.domain.telemetry import MeasurementKind, Protocol
from tmf623.domain.timeline import MissingData
from tmf623.domain.timeline import State as Observed
from tmf623.errors import Reason
from tmf623.service import connectors
from tmf623.service.importing import Format
from tmf623.service.listeners.listening import Outcome
from tmf623.service.metrics import Better
from tmf623.store.evidence import BatchState
from tmf623.store.observations import ObservationKind

ENUMERATIONS: dict[str, type[StrEnum]] = {
    "Error.code": Reason,
    "RuleSpecInput.@type": SpecType,
    "RuleSpecInput.conformancePeriod": ConformancePeriod,
    "RuleSpecInput.toleranceType": ToleranceType,
    "RuleSpecInput.denominator": Denominator,
    "RuleSpecInput.missingData": MissingData,
    "RuleSpecInput.pooling": choices.Pooling,
    "RuleSpecInput.amendment": choices.AmendmentRule,
    "RuleSpecInput.quantity": choices.Quantity,
    "RuleSpecInput.weighting": choices.Weighting,
    "RuleSpecInput.milestone": choices.Milestone,
    "RuleSpecInput.reopen": choices.Reopening,
    "RuleSpecInput.priorityChange": choices.PriorityChange,
    "RuleSpecInput.clockStart": choices.ClockStart,
    "RoundingInput.mode": choices.RoundingMode,
    "OutageRuleInput.quantumRounding": choices.QuantumRounding,
    "OutageRuleInput.startAt": choices.OutageStart,
    "OutageRuleInput.endAt": choices.OutageEnd,
    "SourceRuleInput.policy": choices.SourcePolicy,
    "ExclusionPolicyInput.effect": choices.Effect,
    "IntervalRuleInput.empty": choices.EmptyInterval,
    "IntervalRuleInput.total": choices.IntervalTotal,
    "IntervalRuleInput.aggregation": choices.Aggregation,
    "IntervalRuleInput.operator": Operator,
    "RatioRuleInput.style": choices.RatioStyle,
    "RatioRuleInput.operator": Operator,
    "PercentileRuleInput.of": choices.PercentileOf,
    "TargetRowInput.milestone": choices.Milestone,
    "OrderRuleInput.commitSource": choices.CommitSource,
    "OrderRuleInput.openPastCommit": choices.OpenPastCommit,
    "OrderRuleInput.customerCaused": choices.Relief,
    "OrderRuleInput.rolledBack": choices.Falling,
    "OrderRuleInput.failed": choices.Failing,
    "OrderRuleInput.partial": choices.Falling,
    "OrderRuleInput.aboveForecast": choices.Relief,
    "ContactRuleInput.formula": choices.ContactFormula,
    "ContactRuleInput.waitFrom": choices.WaitFrom,
    "CompositeRuleInput.combination": choices.Combination,
    "CompositeRuleInput.noData": choices.NoDataPart,
    "PopulationInput.countedBy": choices.CountedBy,
    "ConsequenceCreate.state": states.ConsequenceState,
    "ConsequencePatch.state": states.ConsequenceState,
    "ConsequenceCreate.aggregate": consequence.Aggregate,
    "ConsequencePatch.aggregate": consequence.Aggregate,
    "ConsequenceCreate.period": consequence.CreditPeriod,
    "ConsequencePatch.period": consequence.CreditPeriod,
    "CreditScheduleInput.measure": schedule.Measure,
    "CreditScheduleInput.deviation": schedule.DeviationType,
    "CreditScheduleInput.per": schedule.Per,
    "CreditScheduleInput.gapRule": schedule.GapRule,
    "CreditEachInput.rounding": schedule.Part,
    "CreditQuantumInput.rounding": schedule.Part,
    "CreditQuantumInput.per": schedule.Per,
    "CreditAllowanceInput.per": schedule.Per,
    "CreditDayCountInput.kind": schedule.DayKind,
    "CreditPlacesInput.mode": choices.RoundingMode,
    "CreditRoundingInput.mode": choices.RoundingMode,
    "CreditRoundingInput.per": consequence.RoundingPer,
    "CreditCapInput.per": consequence.CapPer,
    "CreditCapInput.across": consequence.Across,
    "CreditClaimInput.mode": consequence.ClaimMode,
    "CreditReviewInput.mode": consequence.ReviewMode,
    "ConsequenceTriggerInput.measure": consequence.TriggerMeasure,
    "CreditPatch.state": states.CreditState,
    "AdjustmentPatch.state": states.AdjustmentState,
    "BillingConnectorCreate.type": connectors.ConnectorType,
    "BillingConnectorPatch.type": connectors.ConnectorType,
    "BillingConnectorCreate.apiVersion": connectors.ApiVersion,
    "BillingConnectorPatch.apiVersion": connectors.ApiVersion,
    "BillingConnectorCreate.sign": connectors.Sign,
    "BillingConnectorPatch.sign": connectors.Sign,
    "BillingConnectorCreate.lookUpBy": connectors.LookUpBy,
    "BillingConnectorPatch.lookUpBy": connectors.LookUpBy,
    "BillingConnectorCreate.state": connectors.ConnectorState,
    "BillingConnectorPatch.state": connectors.ConnectorState,
    "WorkingTimeInput.day": Weekday,
    "StateChange.state": Observed,
    "ExclusionPolicyInput.category": Category,
    "ExclusionPolicyInput.budgetCategory": Category,
    "ExclusionPolicyInput.noticeCategory": Category,
    "StateChangeInput.state": Observed,
    "StateInterval.state": Observed,
    "StateIntervalInput.state": Observed,
    "MeasurementBatch.state": BatchState,
    "MeasurementBatchPatch.state": BatchState,
    "MeasurementBatch.kind": ObservationKind,
    "SlaImport.format": Format,
    "DishonouredTime.cause": Dishonour,
    "ExclusionCreate.category": Category,
    "ExclusionPatch.category": Category,
    "ExclusionCreate.effect": choices.Effect,
    "ExclusionPatch.effect": choices.Effect,
    "ExclusionCreate.state": ExclusionState,
    "ExclusionPatch.state": ExclusionState,
    "Assessment.verdict": Verdict,
    "Assessment.state": State,
    "Assessment.operator": Operator,
    "MeasurementBinding.protocol": Protocol,
    "MeasurementBinding.kind": MeasurementKind,
    "MeasurementBindingCreate.protocol": Protocol,
    "MeasurementBindingCreate.kind": MeasurementKind,
    "MeasurementBindingPatch.protocol": Protocol,
    "MeasurementBindingPatch.kind": MeasurementKind,
    "StateMapping.state": Observed,
    "StateMappingInput.state": Observed,
    "Heard.status": Outcome,
    "Assessment.cause": Cause,
    "AssessmentCreated.periodState": PeriodState,
    "Progress.operator": Operator,
    "Progress.outlook": Outlook,
    "DegradationReport.state": ReportState,
    "DegradationReport.source": ReportSource,
    "Dispute.state": DisputeState,
    "NotificationRecipientInput.channel": Channel,
    "Metric.better": Better,
    "Dispute.effect": choices.Effect,
}
"""Every attribute whose values a document lists, and where they are defined."""

FORM_ONLY = {"FilterBoolean", "JsonPatchOperation.op", "JsonPatchQueryOperation.op"}
"""Lists that are no words of ours: truth in a query, and the operations of RFC 6902."""


def enumerations(profile: str) -> dict[str, set[str]]:
    """Values a document lists, by schema and attribute; null, which says that there is none, left out."""
    found: dict[str, set[str]] = {}
    for name, schema in api.document(profile)["components"]["schemas"].items():
        for place, words in _listed(name, schema):
            found.setdefault(place, set()).update(word for word in words if word is not None)
    return {place: words for place, words in found.items() if words}


def _listed(place: str, node: dict[str, Any]) -> list[tuple[str, list[str | None]]]:
    if "enum" in node:
        return [(place, node["enum"])]
    found = [each for form in node.get("anyOf", ()) for each in _listed(place, form)]
    found += _listed(place, node["items"]) if "items" in node else []
    for attribute, below in node.get("properties", {}).items():
        found += _listed(f"{place}.{attribute}", below)
    return found


@pytest.mark.parametrize("profile", api.NAMES)
def test_lists_in_the_document_are_the_enumerations_of_the_code(profile: str) -> None:
    listed = enumerations(profile)
    assert listed.keys() <= ENUMERATIONS.keys() | FORM_ONLY
    for place in listed.keys() - FORM_ONLY:
        assert listed[place] == {word.value for word in ENUMERATIONS[place]}


def test_every_enumeration_of_the_contract_is_listed_in_some_document() -> None:
    listed = {place for profile in api.NAMES for place in enumerations(profile)}
    assert listed >= ENUMERATIONS.keys()


@pytest.mark.parametrize("profile", ["v2", "v4"])
def test_attributes_of_tmf623_take_any_text(profile: str) -> None:
    official = {"Sla", "Rule", "Template", "RelatedParty", "ValidFor", "SlaViolation", "Violation", "SlaRef", "Hub"}
    places = {place.partition(".")[0].removesuffix("Input").removesuffix("Create") for place in enumerations(profile)}
    assert places & official == set()


def test_time_zones_are_those_the_service_reads() -> None:
    """A pattern, not an enumeration: fuzzers try every word of an enumeration wherever it is used."""
    installed = files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    pattern = api.schema("v2", "TimeZone")["pattern"]
    listed = pattern.removeprefix("^(").removesuffix(")$").replace("\\+", "+").split("|")
    assert sorted(listed) == sorted(installed)
