"""A rule's typed part, `spec`: read into how the domain computes, and refused when it makes no sense."""

import re
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.contract.faults import shown
from tmf623.domain.assessment import SpecType
from tmf623.domain.availability import Denominator, Method
from tmf623.domain.decimals import fraction_of
from tmf623.domain.instants import DAY, HOUR, MINUTE, SECOND
from tmf623.domain.objective import ToleranceType
from tmf623.domain.periods import ConformancePeriod
from tmf623.domain.timeline import MissingData
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service import business_calendars

E = TypeVar("E", bound=StrEnum)

_DURATION = re.compile(r"P(?=[0-9T])(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?", re.ASCII)
_OWN: dict[SpecType, Sequence[tuple[str, str]]] = {
    SpecType.AVAILABILITY: (
        ("denominator", "denominator"),
        ("fixed_denominator", "fixedDenominator"),
        ("missing_data", "missingData"),
        ("min_coverage", "minCoverage"),
    ),
    SpecType.EVENT_DURATION: (("population", "population"),),
}
"""Attributes that only one kind of computation has: field and JSON name."""
_PERIODS = {
    SpecType.AVAILABILITY: ConformancePeriod.CALENDAR_MONTH,
    SpecType.EVENT_DURATION: ConformancePeriod.EVENT,
}
"""What each kind judges; also when `conformancePeriod` is unset."""


def check(sla: Sla, spec: RuleSpec, path: str) -> None:
    """Refuse a spec that nothing could be computed by.

    Raises:
        Invalid: an attribute has a value it cannot have.
        Refused: attributes contradict each other, or refer to what the agreement does not have.
    """
    kind = _word(spec, "at_type", f"{path}.@type", SpecType)
    tolerance_type(spec, path)
    method_of(spec, path)
    if spec.HasField("calendar_ref"):
        business_calendars.calendar_of(sla, spec.calendar_ref, f"{path}.calendarRef")
    objects = {entity.id for entity in sla.scope}
    if spec.HasField("object") and objects and spec.object not in objects:
        raise _contradiction(f"{path}.object", f"is {shown(spec.object)}, which is not in the agreement's scope")
    period_of(spec, path)
    if kind is not None:
        check_kind(spec, path, kind)


def check_kind(spec: RuleSpec, path: str, kind: SpecType) -> None:
    """Refuse a spec with attributes that are not for this kind of computation."""
    period = period_of(spec, path)
    if period is not None and period is not _PERIODS[kind]:
        raise _contradiction(f"{path}.conformancePeriod", f"is {period}, but {kind} is judged by {_PERIODS[kind]}")
    for other in set(SpecType) - {kind}:
        for field, name in _OWN[other]:
            if spec.HasField(field):
                raise _contradiction(f"{path}.{name}", f"is not for {kind}")


def period_of(spec: RuleSpec, path: str) -> ConformancePeriod | None:
    """Which spans the rule judges; None when the spec does not say."""
    return _word(spec, "conformance_period", f"{path}.conformancePeriod", ConformancePeriod)


def tolerance_type(spec: RuleSpec, path: str) -> ToleranceType | None:
    """How the rule's tolerance is meant; None when the spec does not say."""
    return _word(spec, "tolerance_type", f"{path}.toleranceType", ToleranceType)


def method_of(spec: RuleSpec, path: str) -> Method:
    """How availability is computed; Invalid and Refused as for `check`."""
    missing = _word(spec, "missing_data", f"{path}.missingData", MissingData)
    denominator = _word(spec, "denominator", f"{path}.denominator", Denominator)
    fixed = denominator is Denominator.FIXED
    if fixed is not spec.HasField("fixed_denominator"):
        raise _contradiction(f"{path}.fixedDenominator", "and denominator fixed need each other")
    return Method(
        missing_data=missing or MissingData.EXCLUDE,
        fixed=_duration(spec.fixed_denominator, f"{path}.fixedDenominator") if fixed else None,
        min_coverage=_share(spec.min_coverage, f"{path}.minCoverage") if spec.HasField("min_coverage") else Fraction(0),
    )


def _word(spec: RuleSpec, field: str, attribute: str, words: type[E]) -> E | None:
    if not spec.HasField(field):
        return None
    text = getattr(spec, field)
    try:
        return words(text)
    except ValueError:
        raise Invalid(
            Reason.INVALID_VALUE, f"{attribute} is {shown(text)}, none of {', '.join(words)}", attribute=attribute
        ) from None


def _duration(text: str, attribute: str) -> int:
    found = _DURATION.fullmatch(text)
    lengths = (DAY, HOUR, MINUTE, SECOND)
    total = sum(int(part or 0) * length for part, length in zip(found.groups(), lengths, strict=True)) if found else 0
    if not total:
        raise Invalid(
            Reason.INVALID_VALUE,
            f"{attribute} is {shown(text)}, not an ISO 8601 duration of days, hours, minutes and seconds above zero",
            attribute=attribute,
        )
    return total


def _share(text: str, attribute: str) -> Fraction:
    try:
        share = fraction_of(text)
    except ValueError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise Invalid(
            Reason.INVALID_VALUE, f"{attribute} is {shown(text)}, not a number from 0 to 1", attribute=attribute
        )
    return share


def _contradiction(attribute: str, sentence: str) -> Refused:
    return Refused(Reason.RULE_REFUSED, f"{attribute} {sentence}", attribute=attribute)
