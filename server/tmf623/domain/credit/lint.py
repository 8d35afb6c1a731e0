"""The lint of a consequence: what a contract must say before anyone can be paid by it, and what it says strangely."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tmf623.domain.credit import lint_tiers
from tmf623.domain.credit.bounds import Bound
from tmf623.domain.credit.calculation import needs_base
from tmf623.domain.credit.charges import Base
from tmf623.domain.credit.consequence import CapPer, ClaimMode, Consequence
from tmf623.domain.credit.finding import Defect, LintFinding, Severity
from tmf623.domain.credit.money import EXPONENTS
from tmf623.domain.credit.schedule import (
    CASE_MEASURES,
    DAY_MEASURES,
    DURATION_MEASURES,
    LEVEL_MEASURES,
    OUTAGE_MEASURES,
    AwardKind,
    DeviationType,
    Measure,
    Per,
    Schedule,
)
from tmf623.domain.decimals import displayed
from tmf623.domain.units import Duration, Share, unit_of


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What is known of the rule a consequence is for."""

    unit: str
    target: Fraction | None
    """Beyond it the rule is violated."""
    more_is_better: bool
    is_case: bool
    """Whether it judges tickets or orders one by one."""
    has_outages: bool
    """Whether it is about time up and down."""
    currency: str = ""
    """The agreement's; "": it has none."""


def lint(consequence: Consequence, rule: RuleFacts | None = None) -> list[LintFinding]:
    """What is wrong with a consequence, the worst first; for a rule when one is given."""
    found = [*_money(consequence, rule), *_claim(consequence)]
    schedule = consequence.schedule
    if schedule is None:
        if not consequence.triggers:
            found.append(LintFinding(Defect.NOTHING, Severity.ERROR, None, "there is neither a schedule nor a trigger"))
    elif not schedule.tiers:
        found.append(LintFinding(Defect.NO_TIER, Severity.ERROR, None, "the schedule has no tier"))
    else:
        more_is_better = rule.more_is_better if rule else _seems_floor(schedule)
        found += lint_tiers.found_in(schedule, more_is_better=more_is_better)
        found += [*_bounds(schedule), *_unstated(schedule), *_caps(consequence, schedule), *_awards(schedule)]
        found += _units(schedule)
        if rule is not None:
            found += _for_rule(schedule, rule)
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _seems_floor(schedule: Schedule) -> bool:
    """Whether lower levels are worse: shares are floors unless the table says otherwise."""
    ordered = sorted(
        (tier for tier in schedule.tiers if tier.awards),
        key=lambda tier: tier.range.low.value if tier.range.low else Fraction(-(10**9)),
    )
    if len(ordered) < 2:  # noqa: PLR2004 - one tier has no order
        open_above = bool(ordered) and ordered[0].range.high is None
        return not open_above
    first, last = (max(award.value for award in tier.awards) for tier in (ordered[0], ordered[-1]))
    return first >= last


def _bounds(schedule: Schedule) -> Iterator[LintFinding]:
    for i, tier in enumerate(schedule.tiers):
        edges = (tier.range.low, tier.range.high)
        silent = [displayed(edge.value) for edge in edges if edge is not None and not edge.stated]
        if silent:
            text = f"whether {' and '.join(silent)} belong to the tier is not stated"
            yield LintFinding(Defect.BOUND_UNSTATED, Severity.ERROR, i, text)
    styles = set(_styles(schedule))
    if len(styles) > 1:
        text = "some tiers hold their lower bound and not the upper one, others the upper one and not the lower"
        yield LintFinding(Defect.BOUND_STYLE_MIXED, Severity.WARNING, None, text)


def _styles(schedule: Schedule) -> Iterator[bool]:
    """Of tiers with two stated bounds of which one is closed: whether it is the lower."""
    for tier in schedule.tiers:
        low, high = tier.range.low, tier.range.high
        if low is not None and high is not None and low.stated and high.stated and low.closed != high.closed:
            yield low.closed


def _unstated(schedule: Schedule) -> Iterator[LintFinding]:
    yield from _units_unstated(schedule)
    quantum, is_outages = schedule.quantum, schedule.measure in OUTAGE_MEASURES
    if quantum is not None and quantum.rounding is None:
        yield _error(
            Defect.PART_UNSTATED, None, f"what part of a unit of {displayed(quantum.length)} is worth is not stated"
        )
    if quantum is not None and quantum.per is None and schedule.measure not in CASE_MEASURES:
        text = f"whether units of {displayed(quantum.length)} are counted per outage or per period is not stated"
        yield _error(Defect.ACCUMULATION_UNSTATED, None, text)
    if schedule.per is None and schedule.measure is Measure.DOWNTIME:
        text = "whether each outage is looked up by itself or all of the period together is not stated"
        yield _error(Defect.ACCUMULATION_UNSTATED, None, text)
    if schedule.per is None and is_outages and schedule.measure is not Measure.DOWNTIME and schedule.minimum:
        yield LintFinding(
            Defect.ACCUMULATION_UNSTATED, Severity.INFO, None, "outages are counted together, as is usual"
        )
    if schedule.measure in DAY_MEASURES:
        count = schedule.day_count
        if count is None or count.last is None:
            yield _error(Defect.DAY_OF_FIX_UNSTATED, None, "whether the day of the fix is counted is not stated")
        if count is None or count.first is None:
            yield _error(Defect.FIRST_DAY_UNSTATED, None, "whether the first day is counted is not stated")


def _units_unstated(schedule: Schedule) -> Iterator[LintFinding]:
    for i, tier in enumerate(schedule.tiers):
        for award in tier.awards:
            if award.each is not None and award.each.rounding is None:
                unit = f"{displayed(award.each.length)} {schedule.unit}".rstrip()
                text = f'what part of a unit of {unit} is worth ("or part thereof") is not stated'
                yield _error(Defect.PART_UNSTATED, i, text)


def _caps(consequence: Consequence, schedule: Schedule) -> Iterator[LintFinding]:
    is_capped = any(cap.per is not CapPer.EVENT for cap in consequence.caps)
    if not is_capped and (_grows(schedule) or _has_many_lines(schedule)):
        text = "nothing bounds what a period can cost: there is no cap per period or longer"
        yield LintFinding(Defect.CAP_MISSING, Severity.WARNING, None, text)
    for cap in consequence.caps:
        own_times = cap.base.times if cap.base else Fraction(1)
        if cap.percent is not None and cap.percent > 100 and own_times <= 1:  # noqa: PLR2004 - the whole in percent
            text = f"a cap of {displayed(cap.percent)} % per {cap.per} is more than the whole base"
            yield LintFinding(Defect.CAP_OVER_100, Severity.WARNING, None, text)
        if cap.percent is not None and cap.base is None and consequence.base is None:
            yield _error(Defect.BASE_MISSING, None, f"a cap of {displayed(cap.percent)} % has no base")


def _grows(schedule: Schedule) -> bool:
    """Whether some award has no upper end of its own."""
    for tier in schedule.tiers:
        for award in tier.awards:
            each = award.each
            if each is not None and each.at_most is None and each.up_to is None and tier.range.high is None:
                return True
    return False


def _has_many_lines(schedule: Schedule) -> bool:
    """Whether each event gives by itself."""
    default = Per.EVENT if schedule.measure in CASE_MEASURES else Per.PERIOD
    gives = any(tier.awards for tier in schedule.tiers)
    return gives and schedule.measure not in LEVEL_MEASURES and (schedule.per or default) is Per.EVENT


def _awards(schedule: Schedule) -> Iterator[LintFinding]:
    for i, tier in enumerate(schedule.tiers):
        for award in tier.awards:
            if award.value < 0 and not schedule.rewards:
                yield _error(
                    Defect.NEGATIVE_AWARD, i, f"an award of {displayed(award.value)} would charge the customer"
                )
            is_single = award.kind is AwardKind.PERCENT and award.each is None
            if is_single and award.value > 100:  # noqa: PLR2004 - the whole in percent
                text = f"{displayed(award.value)} % is more than the whole base"
                yield LintFinding(Defect.PERCENT_OVER_100, Severity.WARNING, i, text)


def _units(schedule: Schedule) -> Iterator[LintFinding]:
    unit = unit_of(schedule.unit)
    if schedule.measure in DURATION_MEASURES and not isinstance(unit, Duration):
        yield _error(Defect.UNIT_MISMATCH, None, f"{schedule.measure} is a time, and {schedule.unit!r} no unit of time")
    is_percent = schedule.measure is Measure.DEVIATION and schedule.deviation is DeviationType.PERCENT
    if is_percent and not (isinstance(unit, Share) and unit.whole == 100):  # noqa: PLR2004 - percent
        yield _error(Defect.UNIT_MISMATCH, None, f"a deviation in percent has the unit %, not {schedule.unit!r}")


def _for_rule(schedule: Schedule, rule: RuleFacts) -> Iterator[LintFinding]:
    if schedule.measure in CASE_MEASURES and not rule.is_case:
        yield _error(Defect.MEASURE_MISMATCH, None, f"{schedule.measure} is of tickets and orders, the rule of periods")
    if schedule.measure in OUTAGE_MEASURES and not rule.has_outages:
        yield _error(Defect.MEASURE_MISMATCH, None, f"{schedule.measure} is of outages, and the rule knows none")
    in_rule_unit = schedule.measure is Measure.LEVEL or (
        schedule.measure is Measure.DEVIATION and schedule.deviation is DeviationType.ABSOLUTE
    )
    cut = schedule.quantum or schedule.allowance or schedule.minimum
    if in_rule_unit and not cut and not _same_unit(schedule.unit, rule.unit):
        text = f"the tiers are in {schedule.unit!r}, the rule's levels in {rule.unit!r}"
        yield _error(Defect.UNIT_MISMATCH, None, text)
    elif schedule.measure is Measure.LEVEL and rule.target is not None:
        yield from _target(schedule, rule, rule.target)


def _target(schedule: Schedule, rule: RuleFacts, target: Fraction) -> Iterator[LintFinding]:
    """Where credits begin, beside where the promise ends."""
    edges = [_good_edge(tier.range.low, tier.range.high, rule) for tier in schedule.tiers if tier.awards]
    known = [edge.value for edge in edges if edge is not None]
    if not known or len(known) < len(edges):
        return
    begin = max(known) if rule.more_is_better else min(known)
    uncredited = target > begin if rule.more_is_better else target < begin
    if target == begin:
        return
    spans = f"credits begin at {displayed(begin)}, the rule is violated beyond {displayed(target)}"
    defect = Defect.TARGET_ABOVE_TIERS if uncredited else Defect.TARGET_BELOW_TIERS
    what = "some violations give no credit" if uncredited else "some kept promises give a credit"
    yield LintFinding(defect, Severity.WARNING, None, f"{spans}: {what}")


def _good_edge(low: Bound | None, high: Bound | None, rule: RuleFacts) -> Bound | None:
    return high if rule.more_is_better else low


def _same_unit(one: str, other: str) -> bool:
    known = unit_of(one)
    if known is not None and known == unit_of(other):
        return True
    return one.strip().casefold() == other.strip().casefold()


def _money(consequence: Consequence, rule: RuleFacts | None) -> Iterator[LintFinding]:
    schedule, currency = consequence.schedule, consequence.currency
    if schedule is None:
        return
    if needs_base(schedule) and consequence.base is None:
        yield _error(Defect.BASE_MISSING, None, "the schedule gives shares of a base, and there is none")
    if not currency:
        yield _error(Defect.CURRENCY_MISSING, None, "there is no currency")
    elif currency not in EXPONENTS:
        yield _error(Defect.CURRENCY_UNKNOWN, None, f"{currency!r} is no currency of ISO 4217")
    if rule is not None and rule.currency and currency and rule.currency != currency:
        text = f"the consequence is in {currency}, the agreement in {rule.currency}"
        yield _error(Defect.CURRENCY_MISMATCH, None, text)
    named = [award.currency for tier in schedule.tiers for award in tier.awards]
    named += [cap.currency for cap in consequence.caps] + [base.currency for base in _bases(consequence)]
    for other in sorted({name for name in named if name} - {currency}):
        yield _error(
            Defect.CURRENCY_MISMATCH, None, f"an amount is in {other}, the consequence in {currency or 'none'}"
        )


def _bases(consequence: Consequence) -> list[Base]:
    candidates = [consequence.base, *(cap.base for cap in consequence.caps)]
    return [base for base in candidates if base is not None]


def _claim(consequence: Consequence) -> Iterator[LintFinding]:
    claim = consequence.claim
    if claim.mode is ClaimMode.ON_REQUEST and claim.days is None and claim.billing_cycles is None:
        text = "a credit must be claimed, but until when is not stated"
        yield LintFinding(Defect.CLAIM_WINDOW_UNSTATED, Severity.WARNING, None, text)
    if consequence.aggregate is None and consequence.group:
        text = f"what several credits of the group {consequence.group!r} come to is not stated"
        yield _error(Defect.AGGREGATE_UNSTATED, None, text)


def _error(defect: Defect, tier: int | None, text: str) -> LintFinding:
    return LintFinding(defect, Severity.ERROR, tier, text)
