"""What rules of one agreement refer to in each other: parts of a composite, and what says when it was available."""

from collections.abc import Iterator
from typing import NamedTuple

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.contract.faults import shown
from tmf623.domain.assessment import SpecType
from tmf623.domain.choices import Combination
from tmf623.domain.periods import ConformancePeriod
from tmf623.errors import Reason, Refused


class Reference(NamedTuple):
    """One rule named by another."""

    rule_id: str
    attribute: str
    """Where it is named, below the path of the spec."""
    kinds: frozenset[SpecType]
    """Kinds it may be of."""


_PARTS = frozenset(SpecType) - {SpecType.EVENT_DURATION}
_AVAILABLE = frozenset({SpecType.AVAILABILITY, SpecType.MEF_AVAILABILITY})


def references(spec: RuleSpec) -> Iterator[Reference]:
    """The rules a spec names, in order."""
    for index, part in enumerate(spec.composite.part):
        yield Reference(part.rule, f"composite.part[{index}].rule", _PARTS)
    if spec.HasField("available_rule"):
        yield Reference(spec.available_rule, "availableRule", _AVAILABLE)


def named(sla: Sla, rule_id: str) -> list[Rule]:
    """The rules of an agreement with one `id`."""
    return [rule for rule in sla.rule if rule.id == rule_id]


def reached(sla: Sla, rule: Rule) -> list[Rule]:
    """The rules a rule's judgement rests on, through all that those name; itself among them when they lead back."""
    seen: list[Rule] = []
    waiting = [rule]
    while waiting:
        for reference in references(waiting.pop().spec):
            for other in named(sla, reference.rule_id):
                if not any(other is each for each in seen):
                    seen.append(other)
                    waiting.append(other)
    return seen


def check(sla: Sla, rule: Rule, path: str) -> None:
    """Refuse references to rules that are not there, not fit, or lead back: Refused."""
    composite = rule.spec.composite
    for index, part in enumerate(composite.part):
        if part.HasField("weight") and composite.combination != Combination.WEIGHTED:
            raise _refused(f"{path}.composite.part[{index}].weight", "is only for the combination weighted")
        if part.rule in {other.rule for other in composite.part[:index]}:
            raise _refused(f"{path}.composite.part[{index}].rule", f"is {shown(part.rule)} again")
    if rule.spec.HasField("interval") and composite.part and composite.combination != Combination.BAD_IF_ANY:
        raise _refused(f"{path}.interval", "is only for the combination badIfAny")
    for reference in references(rule.spec):
        _check(sla, rule, reference, f"{path}.{reference.attribute}")


def _check(sla: Sla, rule: Rule, reference: Reference, attribute: str) -> None:
    found = named(sla, reference.rule_id)
    if len(found) != 1:
        raise _refused(
            attribute, f"is {shown(reference.rule_id)}, and {len(found)} rules of the agreement have that id"
        )
    [other] = found
    per_case = other.spec.conformance_period == ConformancePeriod.EVENT
    if per_case or (other.spec.HasField("at_type") and other.spec.at_type not in reference.kinds):
        raise _refused(attribute, f"is {shown(reference.rule_id)}, a rule of {other.spec.at_type or 'each case'}")
    if other is rule or any(each is rule for each in reached(sla, other)):
        raise _refused(attribute, f"is {shown(reference.rule_id)}, which leads back to the rule itself")


def _refused(attribute: str, sentence: str) -> Refused:
    return Refused(Reason.RULE_REFUSED, f"{attribute} {sentence}", attribute=attribute)
