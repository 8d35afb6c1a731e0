"""How rules go: the progress of a period that is open, written anew whenever the rule is looked at."""

from fractions import Fraction
from typing import Any, cast

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.progress_pb2 import BurnRate, CaseCount, Progress
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import PROGRESS, SLA_VIOLATION
from tmf623.domain.decimals import displayed
from tmf623.domain.durations import written
from tmf623.domain.forecast import burns
from tmf623.domain.outlook import Outlook, outlook
from tmf623.domain.settlement import PeriodState, Windows
from tmf623.domain.units import Share
from tmf623.service import verdicts
from tmf623.service.cases import segment
from tmf623.service.findings import Finding, Question
from tmf623.service.governing import Part
from tmf623.service.grounds import Grounds
from tmf623.service.terms import Terms
from tmf623.service.timestamps import stamp, time_period
from tmf623.store.transaction import Transaction

_TOLD = (
    "verdict",
    "actual_value",
    "actual_ratio",
    "reference_value",
    "effective_target",
    "unit",
    "operator",
    "coverage",
    "reason",
)
"""What progress says in the words of an assessment."""


def of_period(part: Part, grounds: Grounds, finding: Finding, windows: Windows) -> Progress:
    """How a period goes, by a finding about what of it is over, and what it rests on."""
    as_of = grounds.as_of
    progress = _begun(part.revision.question(as_of), finding.assessment)
    progress.conformance_period.CopyFrom(time_period(part.valid))
    ended = as_of >= part.valid.end
    progress.period_state = PeriodState.SETTLING if ended else PeriodState.OPEN
    progress.final_at.CopyFrom(stamp(windows.final_at(part.valid.end)))
    passed = Fraction(min(as_of, part.valid.end) - part.valid.start, part.valid.length)
    progress.elapsed = displayed(max(Fraction(0), passed))
    if part.agreed is not None and finding.delivered is not None:
        _look_ahead(progress, part, finding)
        progress.burn_rate.extend(_burn_rates(part.agreed, grounds))
    return progress


def _burn_rates(agreed: Terms[Any], grounds: Grounds) -> list[BurnRate]:
    """How fast the budget goes over each of the workbook's windows; none for a promise that has no budget."""
    if grounds.setting is None or not isinstance(agreed.unit, Share):
        return []
    found = burns(agreed.computation, agreed.objective, agreed.unit.whole, grounds.setting, grounds.facts)
    rates = {burn.pair.short: burn.short for burn in found}
    rates |= {burn.pair.long: burn.long for burn in found}
    return [
        BurnRate(window=written(window), rate=displayed(rate))
        for window, rate in sorted(rates.items())
        if rate is not None
    ]


def of_cases(question: Question, counted: tuple[int, int, int | None]) -> Progress:
    """How the open cases of a rule stand: how many, how many of them late, and the next deadline."""
    progress = _begun(question, Assessment())
    count, overdue, due = counted
    progress.case_count.CopyFrom(CaseCount(open=count, overdue=overdue))
    if due is not None:
        progress.case_count.next_due.CopyFrom(stamp(due))
    return progress


def of_rule(question: Question, finding: Finding) -> Progress:
    """That a rule cannot be judged, and why."""
    return _begun(question, finding.assessment)


def put(tx: Transaction, progress: Progress) -> None:
    """Store the progress of a rule in place of what there was."""
    key = f"{progress.sla_id}/{segment(progress.rule_id)}"
    violation = tx.resources.by_natural_key(SLA_VIOLATION, _subject(progress)) if progress.outlook == _BREACH else None
    if violation is not None:
        progress.violation_id = str(violation.id)
    stored = tx.resources.by_natural_key(PROGRESS, key)
    if stored is None:
        tx.resources.insert(PROGRESS, progress, natural_key=key)
        return
    before = cast("Progress", loaded(PROGRESS, stored))
    if before.as_of.ToNanoseconds() <= progress.as_of.ToNanoseconds():
        tx.resources.overwrite(PROGRESS, stored.id, progress)


_BREACH = Outlook.CERTAIN_BREACH


def _begun(question: Question, assessment: Assessment) -> Progress:
    progress = Progress(
        sla_id=str(question.sla.id), rule_id=question.rule.id, as_of=stamp(question.as_of), outlook=Outlook.UNKNOWN
    )
    for name in _TOLD:
        if assessment.HasField(name):
            setattr(progress, name, getattr(assessment, name))
    return progress


def _look_ahead(progress: Progress, part: Part, finding: Finding) -> None:
    delivered = finding.delivered
    if delivered is None or part.agreed is None:
        return
    objective = part.agreed.objective
    progress.outlook = outlook(objective, delivered)
    low, high = displayed(delivered.low), None if delivered.high is None else displayed(delivered.high)
    best, worst = (high, low) if objective.is_floor else (low, high)
    if best is not None:
        progress.best_value = best
    if worst is not None:
        progress.worst_value = worst
    if finding.assessment.evidence.HasField("budget"):
        spent = finding.assessment.evidence.budget
        for name in ("unit", "total", "used", "left"):
            if spent.HasField(name):
                setattr(progress.budget, name, getattr(spent, name))
        if Fraction(spent.total):
            progress.budget.used_share = displayed(Fraction(spent.used) / Fraction(spent.total))


def _subject(progress: Progress) -> str:
    period = progress.conformance_period
    subject = f"period/{period.start_date_time.ToJsonString()}/{period.end_date_time.ToJsonString()}"
    return verdicts.key_of(int(progress.sla_id), progress.rule_id, subject)
