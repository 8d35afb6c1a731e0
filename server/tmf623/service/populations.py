"""A rule's population, read into a choice among cases, orders and contacts."""

from collections.abc import Iterable

from tmf.sla.v1.terms_pb2 import AttributeCondition
from tmf.sla.v1.terms_pb2 import Population as PopulationTerms
from tmf623.domain.population import Condition, ExcludedPart, Population

_WORDS = ("ticket_type", "priority", "severity", "status", "channel", "action", "reason")


def population_of(terms: PopulationTerms) -> Population:
    """The choice the terms state; without any, everything."""
    fields = PopulationTerms.DESCRIPTOR.fields_by_name
    return Population(
        words={fields[name].json_name: frozenset(words) for name in _WORDS if (words := getattr(terms, name))},
        conditions=_conditions(terms.attribute),
        excluded=tuple(ExcludedPart(part.category, _conditions(part.attribute)) for part in terms.excluded),
    )


def _conditions(terms: Iterable[AttributeCondition]) -> tuple[Condition, ...]:
    return tuple(Condition(each.name, frozenset(each.value), each.negated) for each in terms)
