"""TMF657 v4 service level objectives and specifications: to rules and back, without loss.

    conformanceComparator, conformanceTarget  <->  operator, referenceValue
    toleranceTarget, thresholdTarget          <->  tolerance, spec.warningTarget
    graceTimes                                <->  spec.graceTimes
    serviceLevelObjectiveParameter.name       <->  metric
    ...Consequence[0].prescribedAction        <->  consequence
    tolerancePeriod (its length)               ->  spec.tolerancePeriod
    conformancePeriod, validFor                ->  the agreement's validFor; conformancePeriod: one whole period

What a rule says and TMF657 has no words for travels in `slaRule`, announced by `@type` and `@schemaLocation`.
"""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.faults import shown
from tmf623.domain.durations import written
from tmf623.domain.periods import ConformancePeriod
from tmf623.errors import Invalid, Reason
from tmf623.service.imports.reading import Node, Notes, json_nodes
from tmf623.service.timestamps import microseconds

TYPE = "SlaRuleObjective"
BASE_TYPE = "ServiceLevelObjective"
SCHEMA = "https://www.tmforum.org/TMF657/ServiceLevelObjective"
_KEPT = ("parameterType", "serviceParmCategory", "serviceParmPerspective", "transformationAlgorithmOfKQI")


def objective(rule: Rule) -> dict[str, Any]:
    """The rule as a TMF657 ServiceLevelObjective, a JSON value; `agreements` reads the same rule from it."""
    rest = Rule()
    rest.CopyFrom(rule)
    found: dict[str, Any] = {"@type": TYPE, "@baseType": BASE_TYPE, "@schemaLocation": SCHEMA}
    for name, key in (
        ("id", "id"),
        ("operator", "conformanceComparator"),
        ("reference_value", "conformanceTarget"),
        ("tolerance", "toleranceTarget"),
    ):
        if rule.HasField(name):
            found[key] = getattr(rule, name)
            rest.ClearField(name)
    if rule.id:
        found["name"] = rule.id
    if rule.HasField("metric"):
        found["serviceLevelObjectiveParameter"] = {"name": rule.metric}
        rest.ClearField("metric")
    if rule.HasField("consequence"):
        found["serviceLevelObjectiveConsequence"] = [{"prescribedAction": rule.consequence}]
        rest.ClearField("consequence")
    if rule.spec.HasField("warning_target"):
        found["thresholdTarget"] = rule.spec.warning_target
        rest.spec.ClearField("warning_target")
    if rule.spec.HasField("grace_times"):
        found["graceTimes"] = str(rule.spec.grace_times)
        rest.spec.ClearField("grace_times")
    found["slaRule"] = json_value(rest)
    return found


def agreements(content: str, notes: Notes) -> list[Sla]:
    """The agreements in a JSON text of specifications and objectives; objectives of no specification are one.

    Raises:
        Invalid: it is no JSON, or an attribute is missing or has a value it cannot have.
    """
    nodes = json_nodes(content, notes)
    specifications = [node for node in nodes if "relatedServiceLevelObjective" in node]
    objectives = [node for node in nodes if "relatedServiceLevelObjective" not in node]
    if not specifications:
        return [_agreement(Sla(name=_title(objectives[0])), objectives)]
    known = {_id(node): node for node in objectives}
    return [_specified(node, known) for node in specifications]


def _specified(node: Node, known: dict[str, Node]) -> Sla:
    sla = Sla(name=node.demanded("name"))
    if description := node.text("description"):
        sla.description = description
    _take_period(node, "validFor", sla.valid_for)
    _leave_keys(node)
    objectives = []
    for related in node.nodes("relatedServiceLevelObjective"):
        if "conformanceTarget" in related:
            objectives.append(related)
            continue
        id_ = related.demanded("id")
        for key in ("href", "name", "@type", "@baseType", "@schemaLocation", "@referredType"):
            related.left_out(key, "refers to an objective that is in content")
        related.finish()
        if id_ not in known:
            attribute = f"{related.path}.id"
            sentence = f"{attribute} is {shown(id_)}, and content has no such objective"
            raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
        objectives.append(known[id_])
    node.finish()
    return _agreement(sla, objectives)


def _agreement(sla: Sla, objectives: list[Node]) -> Sla:
    for node in objectives:
        sla.rule.append(_rule(sla, node, alone=len(objectives) == 1))
    return sla


def _rule(sla: Sla, node: Node, *, alone: bool) -> Rule:
    rule = message_of(Rule, node.take("slaRule") or {})
    id_, name = node.text("id"), node.text("name")
    rule.id = id_ or name or f"objective-{len(sla.rule) + 1}"
    for key, field in (("conformanceComparator", "operator"), ("conformanceTarget", "reference_value")):
        _take(rule, field, node, key)
    _take(rule, "tolerance", node, "toleranceTarget")
    parameter = node.node("serviceLevelObjectiveParameter")
    if parameter is not None:
        _take(rule, "metric", parameter, "name")
        for key in _KEPT:
            parameter.left_out(key, "describes the metric: say it in the metric library")
        _leave_keys(parameter)
        parameter.finish()
    _consequence(rule, node)
    if "thresholdTarget" in node:
        rule.spec.warning_target = node.demanded("thresholdTarget")
    _grace(rule, node)
    _periods(sla, rule, node, alone=alone)
    _leave_keys(node)
    node.finish()
    return rule


def _take(rule: Rule, field: str, node: Node, key: str) -> None:
    """An attribute with its value, an empty text too: what was exported comes back as it was."""
    if node.take(key) == "":
        setattr(rule, field, "")
    elif (text := node.text(key)) is not None:
        setattr(rule, field, text)


def _consequence(rule: Rule, node: Node) -> None:
    for index, each in enumerate(node.nodes("serviceLevelObjectiveConsequence")):
        if index:
            each.unsupported("prescribedAction", "is a second consequence, and a rule has one")
            continue
        _take(rule, "consequence", each, "prescribedAction")
        _leave_keys(each)
        each.finish()


def _grace(rule: Rule, node: Node) -> None:
    text = node.text("graceTimes")
    if text is None:
        return
    if not (text.isascii() and text.isdigit() and len(text) <= 4):  # noqa: PLR2004 - a rule forgives 1000 at most
        attribute = f"{node.path}.graceTimes"
        raise Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(text)}, no number of times", attribute=attribute)
    if int(text) and not (rule.spec.HasField("update_interval") or rule.spec.HasField("interval")):
        node.unsupported("graceTimes", "needs an update interval, which TMF657 does not state")
        return
    rule.spec.grace_times = int(text)


def _periods(sla: Sla, rule: Rule, node: Node, *, alone: bool) -> None:
    tolerance = TimePeriod()
    if _take_period(node, "tolerancePeriod", tolerance):
        length = microseconds(tolerance.end_date_time) - microseconds(tolerance.start_date_time)
        if tolerance.HasField("start_date_time") and tolerance.HasField("end_date_time") and length > 0:
            rule.spec.tolerance_period = written(length)
        else:
            node.unsupported("tolerancePeriod", "has no length: it needs a start, and a later end")
    for key in ("conformancePeriod", "validFor"):
        period = TimePeriod()
        if not _take_period(node, key, period):
            continue
        if (alone and not sla.HasField("valid_for")) or sla.valid_for == period:
            sla.valid_for.CopyFrom(period)
            if key == "conformancePeriod":
                rule.spec.conformance_period = ConformancePeriod.WHOLE_CONTRACT
        else:
            node.unsupported(key, "is another than that of the agreement, and a rule has none of its own")


def _take_period(node: Node, key: str, period: TimePeriod) -> bool:
    """Whether there is a period at the key; it is read into `period`."""
    found = node.node(key)
    if found is None:
        return False
    for name, target in (("startDateTime", period.start_date_time), ("endDateTime", period.end_date_time)):
        text = found.text(name)
        if text is not None:
            target.CopyFrom(_instant(text, f"{found.path}.{name}"))
    found.finish()
    return True


def _instant(text: str, attribute: str) -> Timestamp:
    try:
        return message_of(TimePeriod, {"startDateTime": text}).start_date_time
    except Invalid:
        sentence = f"{attribute} is {shown(text)}, no RFC 3339 date and time"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute) from None


def _leave_keys(node: Node) -> None:
    for key in ("id", "href", "@type", "@baseType", "@schemaLocation"):
        node.left_out(key, "identifies the thing where it comes from")


def _title(node: Node) -> str:
    return node.text("name") or node.text("id") or "Service level objectives"


def _id(node: Node) -> str:
    return node.text("id") or node.text("name") or ""
