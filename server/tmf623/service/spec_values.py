"""The values of a rule's typed part: each attribute read by itself, and refused when it cannot have that value.

Reading is the same when a rule is stored and when it is judged. What attributes mean together is `specs`' matter.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from tmf623.contract.faults import shown
from tmf623.contract.scalars import is_blank
from tmf623.domain import choices
from tmf623.domain.assessment import SpecType
from tmf623.domain.availability import Denominator
from tmf623.domain.decimals import fraction_of
from tmf623.domain.durations import microseconds_of
from tmf623.domain.instants import DAY
from tmf623.domain.objective import Operator, ToleranceType
from tmf623.domain.periods import ConformancePeriod
from tmf623.domain.timeline import MissingData
from tmf623.errors import Invalid, Reason

E = TypeVar("E", bound=StrEnum)
Reader = Callable[[Any, str], Any]

MOST_DAYS = 9999


def word(words: type[E]) -> Callable[[str, str], E]:
    """Reads one of `words`."""

    def read(text: str, attribute: str) -> E:
        try:
            return words(text)
        except ValueError:
            raise _unfit(attribute, text, f"none of {', '.join(words)}", joint=", ") from None

    return read


def duration(text: str, attribute: str) -> int:
    """Microseconds of an ISO 8601 duration above zero."""
    try:
        length = microseconds_of(text)
    except ValueError:
        length = 0
    if not length:
        raise _unfit(attribute, text, "an ISO 8601 duration of weeks, or days, hours, minutes and seconds above zero")
    return length


def wait(text: str, attribute: str) -> int:
    """Microseconds of an ISO 8601 duration, zero included."""
    try:
        return microseconds_of(text)
    except ValueError:
        raise _unfit(attribute, text, "an ISO 8601 duration of weeks, or days, hours, minutes and seconds") from None


def days(text: str, attribute: str) -> int:
    """Whole days of an ISO 8601 duration of weeks or days."""
    whole, rest = divmod(duration(text, attribute), DAY)
    if rest or "T" in text or whole > MOST_DAYS:
        raise _unfit(attribute, text, f"an ISO 8601 duration of weeks or days, up to {MOST_DAYS} days")
    return whole


def number(text: str, attribute: str) -> Fraction:
    """An exact decimal number."""
    try:
        return fraction_of(text)
    except ValueError:
        raise _unfit(attribute, text, "a decimal number") from None


def decimal(text: str, attribute: str) -> Decimal:
    """A decimal number to compare samples with."""
    number(text, attribute)
    return Decimal(text.strip())


def share(text: str, attribute: str) -> Fraction:
    """A number from 0 to 1."""
    return _within(text, attribute, lambda value: 0 <= value <= 1, "a number from 0 to 1")


def positive(text: str, attribute: str) -> Fraction:
    """A number above 0."""
    return _within(text, attribute, lambda value: value > 0, "a number above 0")


def level(text: str, attribute: str) -> Fraction:
    """A number that is not negative."""
    return _within(text, attribute, lambda value: value >= 0, "a number from 0 on")


def percentile(text: str, attribute: str) -> Fraction:
    """A number above 0 to 100."""
    return _within(text, attribute, lambda value: 0 < value <= 100, "a number above 0 to 100")  # noqa: PLR2004


def within(least: int, most: int) -> Callable[[int, str], int]:
    """Reads a whole number of a range."""

    def read(value: int, attribute: str) -> int:
        if not least <= value <= most:
            raise _unfit(attribute, str(value), f"a whole number from {least} to {most}")
        return value

    return read


def filled(text: str, attribute: str) -> str:
    """Text that is not blank."""
    if is_blank(text):
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is blank", attribute=attribute)
    return text


_MOST = 2**31 - 1
_READERS: Mapping[str, Reader] = {
    "RuleSpec.at_type": word(SpecType),
    "RuleSpec.conformance_period": word(ConformancePeriod),
    "RuleSpec.tolerance_type": word(ToleranceType),
    "RuleSpec.denominator": word(Denominator),
    "RuleSpec.fixed_denominator": duration,
    "RuleSpec.missing_data": word(MissingData),
    "RuleSpec.min_coverage": share,
    "RuleSpec.pooling": word(choices.Pooling),
    "RuleSpec.anchor_day": within(1, 31),
    "RuleSpec.amendment": word(choices.AmendmentRule),
    "RuleSpec.warning_target": number,
    "RuleSpec.tolerance_period": duration,
    "RuleSpec.grace_times": within(0, 1000),
    "RuleSpec.update_interval": duration,
    "RuleSpec.carry_forward_max": duration,
    "RuleSpec.min_sample": within(0, _MOST),
    "RuleSpec.quantity": word(choices.Quantity),
    "RuleSpec.milestone": word(choices.Milestone),
    "RuleSpec.reopen": word(choices.Reopening),
    "RuleSpec.priority_change": word(choices.PriorityChange),
    "RuleSpec.clock_start": word(choices.ClockStart),
    "RuleSpec.weighting": word(choices.Weighting),
    "Settlement.settle_time": wait,
    "Settlement.correction_window": wait,
    "Settlement.dispute_window": wait,
    "Rolling.length": days,
    "Rolling.step": days,
    "Rounding.scale": within(0, 10),
    "Rounding.mode": word(choices.RoundingMode),
    "OutageRule.min_qualifying": duration,
    "OutageRule.deductible": duration,
    "OutageRule.quantum": duration,
    "OutageRule.quantum_rounding": word(choices.QuantumRounding),
    "OutageRule.start_at": word(choices.OutageStart),
    "OutageRule.end_at": word(choices.OutageEnd),
    "ImpactWeight.impact": share,
    "ImpactWeight.weight": share,
    "SourceRule.policy": word(choices.SourcePolicy),
    "SourceRule.quorum": within(1, 1000),
    "ExclusionPolicy.effect": word(choices.Effect),
    "ExclusionPolicy.notice_required": duration,
    "ExclusionPolicy.budget_per_period": duration,
    "IntervalRule.length": duration,
    "IntervalRule.empty": word(choices.EmptyInterval),
    "IntervalRule.total": word(choices.IntervalTotal),
    "IntervalRule.aggregation": word(choices.Aggregation),
    "IntervalRule.operator": word(Operator),
    "IntervalRule.target": number,
    "IntervalRule.min_events": within(1, _MOST),
    "MefRule.loss_threshold": share,
    "MefRule.consecutive": within(1, 100_000),
    "RatioRule.style": word(choices.RatioStyle),
    "RatioRule.operator": word(Operator),
    "RatioRule.target": number,
    "PercentileRule.p": percentile,
    "PercentileRule.of": word(choices.PercentileOf),
    "PercentileRule.distance": duration,
    "TargetRow.milestone": word(choices.Milestone),
    "TargetRow.target": level,
    "OrderRule.commit_source": word(choices.CommitSource),
    "OrderRule.grace": duration,
    "OrderRule.open_past_commit": word(choices.OpenPastCommit),
    "OrderRule.customer_caused": word(choices.Relief),
    "OrderRule.rolled_back": word(choices.Falling),
    "OrderRule.failed": word(choices.Failing),
    "OrderRule.partial": word(choices.Falling),
    "OrderRule.forecast": within(0, _MOST),
    "OrderRule.above_forecast": word(choices.Relief),
    "ContactRule.formula": word(choices.ContactFormula),
    "ContactRule.threshold": duration,
    "ContactRule.short": duration,
    "ContactRule.repeat_within": duration,
    "ContactRule.wait_from": word(choices.WaitFrom),
    "CompositeRule.combination": word(choices.Combination),
    "CompositeRule.no_data": word(choices.NoDataPart),
    "CompositePart.rule": filled,
    "CompositePart.weight": positive,
    "Population.counted_by": word(choices.CountedBy),
    "AttributeCondition.name": filled,
    "ExcludedPopulation.category": filled,
}
"""By message and field; an attribute without a row takes any text."""
_DEMANDED: Mapping[str, tuple[str, ...]] = {
    "Rolling": ("length",),
    "Rounding": ("scale",),
    "ImpactWeight": ("impact", "weight"),
    "SourceRule": ("policy",),
    "PercentileRule": ("p",),
    "TargetRow": ("target",),
    "CompositeRule": ("combination", "part"),
    "CompositePart": ("rule",),
    "AttributeCondition": ("name", "value"),
    "ExcludedPopulation": ("category", "attribute"),
}
"""Fields that must be given, by message."""


def check(message: Message, path: str) -> None:
    """Refuse what cannot be read: a value an attribute cannot have, or an attribute that must be given.

    Raises:
        Invalid: there is one; it is named by its path.
    """
    for name in _DEMANDED.get(message.DESCRIPTOR.name, ()):
        field = message.DESCRIPTOR.fields_by_name[name]
        given = bool(getattr(message, name)) if field.is_repeated else message.HasField(name)
        if not given:
            attribute = f"{path}.{field.json_name}"
            raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} is missing", attribute=attribute)
    for field, value in message.ListFields():
        _check(message, field, value, f"{path}.{field.json_name}")


def _check(message: Message, field: FieldDescriptor, value: Any, attribute: str) -> None:
    reader = _READERS.get(f"{message.DESCRIPTOR.name}.{field.name}")
    if field.message_type is not None:
        for index, part in enumerate(value if field.is_repeated else (value,)):
            check(part, f"{attribute}[{index}]" if field.is_repeated else attribute)
    elif reader is not None:
        reader(value, attribute)


def read(message: Message, name: str, default: Any = None) -> Any:
    """The value of a singular attribute of a checked message; `default` when it is not given."""
    if not message.HasField(name):
        return default
    field = message.DESCRIPTOR.fields_by_name[name]
    reader = _READERS.get(f"{message.DESCRIPTOR.name}.{name}")
    value = getattr(message, name)
    return reader(value, field.json_name) if reader else value


def _within(text: str, attribute: str, fits: Callable[[Fraction], bool], what: str) -> Fraction:
    try:
        value = fraction_of(text)
    except ValueError:
        raise _unfit(attribute, text, what) from None
    if not fits(value):
        raise _unfit(attribute, text, what)
    return value


def _unfit(attribute: str, text: str, what: str, joint: str = ", not ") -> Invalid:
    return Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(text)}{joint}{what}", attribute=attribute)
