"""Bindings: what they may say, and their compiled form, which answers for a series what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

import orjson

from tmf.sla.v1.binding_pb2 import AttributeMatcher, MeasurementBinding, StateMapping
from tmf623.contract.faults import shown
from tmf623.contract.scalars import is_blank
from tmf623.domain.decimals import fraction_of
from tmf623.domain.telemetry import UP_IS_ONE, Dropped, MeasurementKind, Protocol, StateRule
from tmf623.domain.timeline import State
from tmf623.errors import Invalid, Reason, Refused
from tmf623.query import patterns
from tmf623.service import metrics

SERIES_DIGITS = 16
"""Hexadecimal digits that stand for a series: two of 100,000 are the same once in a billion."""
ANY_END = "*"
"""At the end of a metric's name: every name that begins so."""
Attributes = Mapping[str, str]
"""What is known about a series, by name."""


class Role(StrEnum):
    """What a point of a binding of kind `goodTotal` counts."""

    TOTAL = "total"
    GOOD = "good"
    BOTH = "both"


class Target(NamedTuple):
    """What becomes of the points of one series under one binding."""

    binding: "Binding"
    source: str
    object: str
    role: Role
    series: str
    """Stands for the series among those of its object; a good and a total count that belong together share it."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A binding, ready to be asked."""

    protocol: Protocol
    kind: MeasurementKind
    metric_name: str
    good_metric_name: str
    """Empty: no metric of its own counts what was good."""
    demands: tuple["Demand", ...]
    good: tuple["Demand", ...]
    good_at_most: Decimal | None
    source: str
    source_attribute: str
    object: str
    object_attribute: str
    metric: str
    factor: Decimal
    states: tuple[StateRule, ...]
    severities: Mapping[str, tuple[str, str]]
    """Of alarms: state and impact by `perceivedSeverity`; empty: those X.733 calls service affecting are down."""

    def target(self, name: str, attributes: Attributes, default: str = "") -> Target | Dropped:
        """What becomes of a series of that metric and those attributes.

        `default` is its object when the binding names none.
        """
        role = self._role(name, attributes)
        if role is None:
            return Dropped.UNMATCHED
        subject = self.object or (attributes.get(self.object_attribute, "") if self.object_attribute else default)
        source = self.source
        if self.source_attribute:
            probe = attributes.get(self.source_attribute, "")
            source = f"{source}/{probe}" if not is_blank(probe) else ""
        if is_blank(subject) or not source or "\0" in subject + source:
            return Dropped.NO_OBJECT
        return Target(self, source, subject, role, self._series(name, attributes))

    def concerns(self, name: str) -> bool:
        """Whether some series of that metric may fit."""
        return _named(self.metric_name, name) or (self.good_metric_name != "" and _named(self.good_metric_name, name))

    def _series(self, name: str, attributes: Attributes) -> str:
        split = {demand.name for demand in self.good} if self.good_metric_name else ()
        identity = [name] if not self.good_metric_name else []
        identity += [text for pair in sorted(attributes.items()) if pair[0] not in split for text in pair]
        return sha256(orjson.dumps(identity)).hexdigest()[:SERIES_DIGITS]

    def _role(self, name: str, attributes: Attributes) -> Role | None:
        if not all(demand.holds(attributes) for demand in self.demands):
            return None
        is_good = all(demand.holds(attributes) for demand in self.good)
        if self.good_metric_name and _named(self.good_metric_name, name) and is_good:
            return Role.BOTH if _named(self.metric_name, name) else Role.GOOD
        if not _named(self.metric_name, name):
            return None
        return Role.BOTH if self.good and not self.good_metric_name and is_good else Role.TOTAL


class Demand(NamedTuple):
    """A demand on one attribute."""

    name: str
    holds: Callable[[Attributes], bool]


def check(binding: MeasurementBinding) -> None:
    """Refuse a binding that could not be used.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have by itself.
        Refused: attributes contradict each other, or a pattern is none.
    """
    protocol = _word(Protocol, binding.protocol, "protocol")
    kind = _word(MeasurementKind, binding.kind, "kind")
    _check_places(binding, protocol)
    for place in ("attribute", "good"):
        for index, matcher in enumerate(getattr(binding, place)):
            _check_matcher(matcher, f"{place}[{index}]")
    if binding.HasField("factor") and not _number(binding.factor, "factor") > 0:
        raise _refused("factor", f"is {shown(binding.factor)}, not above 0")
    for index, mapping in enumerate(binding.state):
        _check_state(mapping, f"state[{index}]", protocol)
    _check_kind(binding, protocol, kind)


def compiled(binding: MeasurementBinding) -> Binding:
    """The binding, ready to be asked; it was checked."""
    protocol = Protocol(binding.protocol)
    is_alarm = protocol is Protocol.ALARM
    return Binding(
        protocol=protocol,
        kind=MeasurementKind(binding.kind),
        metric_name=binding.metric_name or ANY_END,
        good_metric_name=binding.good_metric_name,
        demands=tuple(map(_demand, binding.attribute)),
        good=tuple(map(_demand, binding.good)),
        good_at_most=Decimal(binding.good_at_most) if binding.HasField("good_at_most") else None,
        source=binding.source or binding.protocol,
        source_attribute=binding.source_attribute,
        object=binding.object,
        object_attribute=binding.object_attribute,
        metric=metrics.series_of(binding.metric),
        factor=Decimal(binding.factor) if binding.HasField("factor") else Decimal(1),
        states=() if is_alarm else tuple(map(_state_rule, binding.state)) or UP_IS_ONE,
        severities={each.value.lower(): (each.state, each.impact) for each in reversed(binding.state)}
        if is_alarm
        else {},
    )


def _named(pattern: str, name: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith(ANY_END) else name == pattern


def _demand(matcher: AttributeMatcher) -> Demand:
    name, negated = matcher.name, matcher.negated
    if matcher.HasField("pattern"):
        matches = patterns.searching(rf"\A(?:{matcher.pattern})\z")
        return Demand(name, lambda attributes: (name in attributes and matches(attributes[name])) != negated)
    values = frozenset(matcher.value)
    return Demand(name, lambda attributes: (name in attributes and attributes[name] in values) != negated)


def _state_rule(mapping: StateMapping) -> StateRule:
    value, at_least, below = (
        Decimal(getattr(mapping, name).strip()) if mapping.HasField(name) else None
        for name in ("value", "at_least", "below")
    )
    return StateRule(value, at_least, below, mapping.state, mapping.impact)


def _check_places(binding: MeasurementBinding, protocol: Protocol) -> None:
    if protocol is not Protocol.ALARM:
        if is_blank(binding.metric_name):
            raise _refused("metricName", "is missing or blank")
        if is_blank(binding.object) and is_blank(binding.object_attribute):
            raise _refused("object", "and objectAttribute are missing or blank: one must be given")
    if not is_blank(binding.object) and not is_blank(binding.object_attribute):
        raise _refused("objectAttribute", "and object exclude each other")
    for name in ("object", "objectAttribute", "source", "sourceAttribute", "metric"):
        text = getattr(binding, _FIELDS[name])
        if text and is_blank(text):
            raise _refused(name, "is blank")


_FIELDS = {field.json_name: field.name for field in MeasurementBinding.DESCRIPTOR.fields}


def _check_matcher(matcher: AttributeMatcher, path: str) -> None:
    if is_blank(matcher.name):
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{path}.name is missing or blank", attribute=f"{path}.name")
    if matcher.HasField("pattern") == bool(matcher.value):
        raise _refused(path, "must have either value or pattern")
    if not matcher.HasField("pattern"):
        return
    try:
        patterns.checked(matcher.pattern, f"{path}.pattern")
    except Invalid as error:
        raise Refused(Reason.RULE_REFUSED, error.message, attribute=f"{path}.pattern") from None


def _check_state(mapping: StateMapping, path: str, protocol: Protocol) -> None:
    state = _word(State, mapping.state, f"{path}.state")
    _check_impact(mapping, state, path)
    has_bounds = mapping.HasField("at_least") or mapping.HasField("below")
    if mapping.HasField("value") == has_bounds:
        raise _refused(path, "must have either value or bounds")
    if protocol is Protocol.ALARM:
        if has_bounds:
            raise _refused(path, "has bounds, but an alarm's severity is a word")
        return
    for name, text in (("value", mapping.value), ("atLeast", mapping.at_least), ("below", mapping.below)):
        if text or mapping.HasField(_MAPPED[name]):
            try:
                _number(text, f"{path}.{name}")
            except Invalid as error:
                if name == "value":
                    raise Refused(Reason.RULE_REFUSED, error.message, attribute=error.attribute) from None
                raise


_MAPPED = {field.json_name: field.name for field in StateMapping.DESCRIPTOR.fields}


def _check_impact(mapping: StateMapping, state: State, path: str) -> None:
    if (state is State.DEGRADED) != mapping.HasField("impact"):
        verb = "is missing: degraded must say" if state is State.DEGRADED else f"is only for degraded, not for {state}"
        raise _refused(f"{path}.impact", verb)
    if mapping.HasField("impact") and not 0 <= _number(mapping.impact, f"{path}.impact") <= 1:
        sentence = f"{path}.impact is {shown(mapping.impact)}, not a number from 0 to 1"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=f"{path}.impact")


def _check_kind(binding: MeasurementBinding, protocol: Protocol, kind: MeasurementKind) -> None:
    if protocol is Protocol.ALARM and kind is not MeasurementKind.STATE_CHANGE:
        raise _refused("kind", f"is {kind}: alarms only tell changes of state")
    if binding.state and kind is not MeasurementKind.STATE_CHANGE:
        raise _refused("state", f"is only for {MeasurementKind.STATE_CHANGE}, not for {kind}")
    sayings = [bool(binding.good_metric_name) or bool(binding.good), binding.HasField("good_at_most")]
    if kind is not MeasurementKind.GOOD_TOTAL:
        if any(sayings):
            raise _refused("kind", f"is {kind}: only {MeasurementKind.GOOD_TOTAL} has what is good")
        return
    if sayings.count(True) != 1:
        raise _refused("kind", "is goodTotal, so either goodAtMost says what is good, or goodMetricName or good do")
    if sayings[1]:
        _number(binding.good_at_most, "goodAtMost")


W = TypeVar("W", bound=StrEnum)


def _word(words: type[W], text: str, attribute: str) -> W:
    try:
        return words(text)
    except ValueError:
        sentence = f"{attribute} is {shown(text)}, none of {', '.join(words)}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute) from None


def _number(text: str, attribute: str) -> Any:
    try:
        return fraction_of(text)
    except ValueError:
        sentence = f"{attribute} is {shown(text)}, not a decimal number"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute) from None


def _refused(attribute: str, says: str) -> Refused:
    return Refused(Reason.RULE_REFUSED, f"{attribute} {says}", attribute=attribute)
