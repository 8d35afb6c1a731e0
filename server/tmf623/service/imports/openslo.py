"""OpenSLO v1 (github.com/OpenSLO/OpenSLO): each SLO an agreement, each of its objectives a rule.

    Occurrences      ratioMetric -> Ratio of good events        thresholdMetric -> Ratio of samples in target
    Timeslices       ratioMetric -> Timeslices by good share    thresholdMetric -> Timeslices by samples
    RatioTimeslices  ratioMetric -> IntervalAverage

What OpenSLO says and no verdict needs (labels, annotations, metric sources, alert policies) is kept in the rule's
extension, `openSlo`. Measurements are reported to the object named by `service`, under the indicator's name.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from tmf.sla.v1.sla_pb2 import EntityRef, Rule, Sla
from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.contract import extension
from tmf623.contract.faults import Fault, shown
from tmf623.domain.assessment import SpecType
from tmf623.domain.choices import Aggregation, IntervalTotal, RatioStyle
from tmf623.domain.decimals import exact, fraction_of
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service.imports.reading import Node, Notes, yaml_nodes
from tmf623.service.imports.windows import slice_length, window_of
from tmf623.service.timestamps import stamp

VERSION = "openslo/v1"
RULE_TYPE = "OpenSloObjective"
SCHEMA = "https://github.com/OpenSLO/OpenSLO"
_OPERATORS = {"lte": ".le", "gte": ".ge", "lt": ".lt", "gt": ".gt"}
_ALERTS = frozenset({"AlertPolicy", "AlertCondition", "AlertNotificationTarget"})
_Documents = dict[tuple[str, str], Node]


class _Indicator(NamedTuple):
    """What an objective measures."""

    name: str
    kept: dict[str, Any]
    """The whole SLI, for whoever measures."""
    is_ratio: bool
    raw: str | None
    """"success" or "failure" when the ratio is reported ready-made; None: good or bad, and total, are."""


class _Slo(NamedTuple):
    """What all objectives of an SLO share."""

    name: str
    method: str
    window: RuleSpec
    kept: dict[str, Any]


def agreements(content: str, notes: Notes) -> list[Sla]:
    """The agreements in the YAML documents of `content`.

    Raises:
        Invalid: it is no OpenSLO v1, or an attribute is missing or has a value it cannot have.
        Refused: a reference leads nowhere.
    """
    documents = _documents(yaml_nodes(content, notes))
    found = [_agreement(node, name, documents) for (kind, name), node in documents.items() if kind == "SLO"]
    if not found:
        raise Invalid(Reason.INVALID_VALUE, "content holds no SLO", attribute="content")
    return found


def _documents(nodes: list[Node]) -> _Documents:
    documents: _Documents = {}
    for node in nodes:
        version, kind = node.demanded("apiVersion"), node.demanded("kind")
        if version != VERSION:
            sentence = f"{node.path}.apiVersion is {shown(version)}, not {VERSION}"
            raise Invalid(Reason.INVALID_VALUE, sentence, attribute=f"{node.path}.apiVersion")
        metadata = node.take("metadata")
        name = metadata.get("name") if isinstance(metadata, Mapping) else None
        if not isinstance(name, str) or not name:
            attribute = f"{node.path}.metadata.name"
            raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing", attribute=attribute)
        if (kind, name) in documents:
            raise Refused(Reason.RULE_REFUSED, f"{node.path} is {kind} {shown(name)} again", attribute=node.path)
        documents[kind, name] = node
        _leave_out(node, kind)
    return documents


def _leave_out(node: Node, kind: str) -> None:
    """Tell of what of a document that is no SLO and no SLI is not kept."""
    if kind == "DataSource":
        spec = node.node("spec") or Node({}, f"{node.path}.spec", node.notes)
        for key in ("connectionDetails", "type", "description"):
            spec.left_out(key, "belongs to whoever measures, and may hold secrets")
        spec.finish()
    elif kind == "Service":
        node.left_out("spec", "describes the service, whose inventory is elsewhere")
    elif kind in _ALERTS:
        node.left_out("spec", "alerts have no bearing on verdicts: use a hub")
    elif kind not in {"SLO", "SLI"}:
        node.unsupported("kind", f"is {shown(kind)}, none of OpenSLO v1")


def _agreement(node: Node, name: str, documents: _Documents) -> Sla:
    metadata, spec = node.node("metadata"), node.node("spec")
    if metadata is None or spec is None:
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{node.path}.spec is missing", attribute=f"{node.path}.spec")
    node.finish()
    metadata.take("name")
    sla = Sla(name=metadata.text("displayName") or name)
    kept = {key: value for key in ("labels", "annotations") if (value := metadata.take(key))}
    metadata.finish()
    if policies := spec.take("alertPolicies"):
        kept["alertPolicies"] = policies
    window = _framed(sla, spec, documents)
    slo = _Slo(name, spec.demanded("budgetingMethod"), window, {"slo": name, **kept})
    shared = _indicator(spec, documents)
    objectives = spec.nodes("objectives")
    spec.finish()
    if not objectives:
        attribute = f"{spec.path}.objectives"
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing", attribute=attribute)
    for number, objective in enumerate(objectives, 1):
        id_ = name if len(objectives) == 1 else f"{name}-{number}"
        sla.rule.append(_rule(id_, slo, objective, _indicator(objective, documents) or shared))
    return sla


def _framed(sla: Sla, spec: Node, documents: _Documents) -> RuleSpec:
    """Tell the agreement what and when it is about; the window of its rules."""
    if description := spec.text("description"):
        sla.description = description
    if service := spec.text("service"):
        sla.scope.append(_service(service, documents))
    window = window_of(spec)
    if window.zone is not None:
        sla.time_zone = window.zone
    if window.start is not None:
        sla.valid_for.start_date_time.CopyFrom(stamp(window.start))
    return window.spec


def _service(name: str, documents: _Documents) -> EntityRef:
    entity = EntityRef(id=name, at_referred_type="Service")
    document = documents.get(("Service", name))
    if document is not None:
        metadata = document.node("metadata")
        if metadata is not None and (shown_as := metadata.text("displayName")):
            entity.name = shown_as
    return entity


def _indicator(node: Node, documents: _Documents) -> _Indicator | None:
    """The indicator a node has or refers to; None when it does neither."""
    inline, ref = node.node("indicator"), node.text("indicatorRef")
    if inline is None and ref is None:
        return None
    if inline is None and ref is not None:
        inline = documents.get(("SLI", ref))
        if inline is None:
            attribute = f"{node.path}.indicatorRef"
            sentence = f"{attribute} is {shown(ref)}, and content has no such SLI"
            raise Refused(Reason.RULE_REFUSED, sentence, attribute=attribute)
    assert inline is not None  # noqa: S101 - one of the two
    metadata, spec = inline.take("metadata"), inline.node("spec")
    name = metadata.get("name") if isinstance(metadata, Mapping) else None
    if not isinstance(name, str) or spec is None:
        sentence = f"{inline.path} has no metadata.name or no spec"
        raise Invalid(Reason.MISSING_ATTRIBUTE, sentence, attribute=inline.path)
    kept: dict[str, Any] = {"metadata": metadata, "spec": {}}
    for key in ("description", "thresholdMetric", "ratioMetric"):
        if value := spec.take(key):
            kept["spec"][key] = value
    spec.finish()
    return _told(name, kept, inline.path)


def _told(name: str, kept: dict[str, Any], path: str) -> _Indicator:
    ratio, threshold = kept["spec"].get("ratioMetric"), kept["spec"].get("thresholdMetric")
    if (ratio is None) is (threshold is None) or not isinstance(ratio or threshold, Mapping):
        sentence = f"{path}.spec has not one of thresholdMetric and ratioMetric"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute=f"{path}.spec")
    raw = None
    if ratio is not None and "raw" in ratio:
        raw = ratio.get("rawType")
        if raw not in {"success", "failure"}:
            attribute = f"{path}.spec.ratioMetric.rawType"
            sentence = f"{attribute} is {shown(raw)}, neither success nor failure"
            raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
    return _Indicator(name, kept, ratio is not None, raw)


def _rule(id_: str, slo: _Slo, objective: Node, indicator: _Indicator | None) -> Rule:
    if indicator is None:
        attribute = f"{objective.path}.indicator"
        sentence = f"{attribute} is missing: there is neither an indicator nor an indicatorRef"
        raise Invalid(Reason.MISSING_ATTRIBUTE, sentence, attribute=attribute)
    rule = Rule(id=id_, metric=indicator.name, unit="%", operator=".ge", reference_value=_target(objective))
    rule.spec.CopyFrom(slo.window)
    method = _METHODS.get(slo.method)
    if method is None:
        attribute = "spec.budgetingMethod"
        sentence = f"{attribute} of {shown(slo.name)} is {shown(slo.method)}, none of {', '.join(_METHODS)}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
    method(rule.spec, objective, indicator)
    kept = {**slo.kept, "indicator": indicator.kept}
    if shown_as := objective.text("displayName"):
        kept["displayName"] = shown_as
    objective.finish()
    rule.at_type, rule.at_schema_location = RULE_TYPE, SCHEMA
    try:
        extension.read({"openSlo": kept}, rule.extension)
    except Fault as fault:
        raise fault.told(objective.path) from None
    return rule


def _target(objective: Node) -> str:
    """The target in percent."""
    share, percent = objective.text("target"), objective.text("targetPercent")
    if (share is None) is (percent is None):
        attribute = f"{objective.path}.target"
        sentence = f"{attribute}: an objective has either target or targetPercent"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
    if percent is not None:
        return _number(percent, objective, "targetPercent")
    return exact(fraction_of(_number(share or "", objective, "target")) * 100)


def _occurrences(spec: RuleSpec, objective: Node, indicator: _Indicator) -> None:
    spec.at_type = SpecType.RATIO
    if not indicator.is_ratio:
        spec.ratio.style = RatioStyle.SAMPLES_IN_TARGET
        spec.ratio.operator, spec.ratio.target = _threshold(objective)
        return
    spec.ratio.style = RatioStyle.GOOD_TOTAL
    if indicator.raw is not None:
        objective.unsupported("indicator", "reports ready-made ratios, from which occurrences cannot be counted")


def _timeslices(spec: RuleSpec, objective: Node, indicator: _Indicator) -> None:
    spec.at_type = SpecType.TIMESLICES
    _slices(spec, objective)
    spec.interval.total = IntervalTotal.ALL
    share = objective.text("timeSliceTarget")
    target = None if share is None else _number(share, objective, "timeSliceTarget")
    if indicator.is_ratio:
        if target is None:
            objective.unsupported("timeSliceTarget", "is missing: nothing says what a good slice is")
            return
        failure = indicator.raw == "failure"
        spec.interval.operator = ".le" if failure else ".ge"
        spec.interval.target = exact(1 - fraction_of(target)) if failure else target
        return
    spec.interval.operator, spec.interval.target = _threshold(objective)
    upper = spec.interval.operator in {".le", ".lt"}
    if target is None:
        spec.interval.aggregation = Aggregation.MEAN
    elif fraction_of(target) == 1:  # every sample of the slice: its greatest, or its least
        spec.interval.aggregation = Aggregation.MAX if upper else Aggregation.MIN
    else:
        spec.interval.aggregation = Aggregation.MEAN
        objective.unsupported("timeSliceTarget", "of a threshold is 1, or absent for the mean of a slice")


def _ratio_timeslices(spec: RuleSpec, objective: Node, indicator: _Indicator) -> None:
    spec.at_type = SpecType.INTERVAL_AVERAGE
    _slices(spec, objective)
    if not indicator.is_ratio or indicator.raw is not None:
        objective.unsupported("indicator", "reports no good and total events, whose ratio could be averaged")


_METHODS = {"Occurrences": _occurrences, "Timeslices": _timeslices, "RatioTimeslices": _ratio_timeslices}


def _slices(spec: RuleSpec, objective: Node) -> None:
    length = slice_length(objective, "timeSliceWindow")
    if length is None:
        attribute = f"{objective.path}.timeSliceWindow"
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing", attribute=attribute)
    spec.interval.length = length


def _threshold(objective: Node) -> tuple[str, str]:
    word = objective.demanded("op")
    if word not in _OPERATORS:
        attribute = f"{objective.path}.op"
        sentence = f"{attribute} is {shown(word)}, none of {', '.join(_OPERATORS)}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
    return _OPERATORS[word], _number(objective.demanded("value"), objective, "value")


def _number(text: str, node: Node, name: str) -> str:
    """Decimal text without an exponent; YAML writes numbers in many ways."""
    try:
        number = Decimal(text)
        if number.is_finite() and abs(number.adjusted()) < 30:  # noqa: PLR2004 - what a person writes
            return format(number, "f")
    except InvalidOperation:
        pass
    attribute = f"{node.path}.{name}"
    raise Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(text)}, not a number", attribute=attribute)
