"""The grounds of a judgement: all it rests on, so that it can be made again, here or by anybody else.

`judged` is a pure function of them. They are gathered from the store when something is judged, gathered again by the
cut of knowledge when a stored judgement is verified, and written into bundles of evidence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.measurement_pb2 import Case
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import CASE, SLA
from tmf623.domain.computation import Excluded, Setting
from tmf623.domain.facts import Facts
from tmf623.domain.instants import EARLIEST, Interval
from tmf623.errors import NotFound, Reason
from tmf623.service import findings, honouring, readings
from tmf623.service.findings import Finding, Question
from tmf623.service.gathering import facts_of
from tmf623.service.governing import rule_of
from tmf623.service.honouring import honoured_for
from tmf623.service.terms import Terms, Unreadable
from tmf623.service.timestamps import microseconds
from tmf623.store.transaction import Transaction

_PERIOD = "period/"
_BY_STORING = ("revision", "violation_id", "cause", "supersedes", "reopening")
"""What storing decides about a judgement."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What one judgement rests on."""

    sla: Sla
    """The agreement at the revision whose terms are applied, with its id."""
    revision: int
    rule_id: str
    as_of: int
    """Cut of knowledge, microseconds since 1970 UTC."""
    setting: Setting | None = None
    """The period, or the span of the case, and what is excluded; None for a rule that cannot be read."""
    facts: Facts = field(default_factory=Facts)
    case: Case | None = None
    in_part: bool = False
    """Whether only a part of the period is judged, which an amendment splits."""

    def question(self) -> Question:
        """What is asked."""
        rule = rule_of(self.sla, self.rule_id)
        return Question(self.sla, self.revision, rule, readings.digest_of(self.sla, rule), self.as_of)


def judged(grounds: Grounds, agreed: Terms[Any] | None = None) -> Finding | None:
    """What the grounds show; None when a case does not count. `agreed` spares reading the terms again."""
    question = grounds.question()
    if agreed is None:
        try:
            agreed = readings.agreed_of(question.sla, question.rule)
        except Unreadable as error:
            return findings.of_rule(question, str(error))
    if grounds.case is not None:
        excluded = () if grounds.setting is None else grounds.setting.excluded
        return findings.of_case(question, agreed, grounds.case, excluded)
    if grounds.setting is None:
        return None
    finding = findings.of_period(question, agreed, grounds.setting, grounds.facts)
    if grounds.in_part:
        finding.assessment.subject = findings.period_subject(grounds.setting.valid)
    return finding


def made_again(grounds: Grounds, stored: Assessment) -> Assessment | None:
    """The judgement by its grounds, with what storing decided as it is stored; None when they show none."""
    finding = judged(grounds)
    if finding is None:
        return None
    again = Assessment()
    again.CopyFrom(finding.assessment)
    for name in _BY_STORING:
        again.ClearField(name)
        if stored.HasField(name):
            value = getattr(stored, name)
            getattr(again, name).CopyFrom(value) if name == "reopening" else setattr(again, name, value)
    return again


Honoured: TypeAlias = dict[tuple[str, int, str, int], Callable[[Interval], Iterable[Excluded]]]
"""What the rules of some judgements of cases honour in any span, by agreement, revision, rule and cut."""


def gathered(tx: Transaction, stored: Assessment, honoured: Honoured | None = None) -> Grounds:
    """The grounds of a stored judgement, as they were known at its cut.

    Args:
        tx: reads what was known.
        stored: the judgement.
        honoured: kept from one judgement to the next in one transaction, it spares reading exclusions for each case.

    Raises:
        NotFound: what it rests on is no longer there.
    """
    sla = cast("Sla", loaded(SLA, tx.resources.at_revision(SLA, int(stored.sla_id), stored.sla_revision)))
    as_of = microseconds(stored.as_of)
    grounds = Grounds(sla, stored.sla_revision, stored.rule_id, as_of)
    if stored.subject == findings.RULE:
        return grounds
    rule = rule_of(sla, stored.rule_id)
    if not stored.subject.startswith(_PERIOD):
        case = _case(tx, stored.subject, as_of)
        setting = _around(tx, grounds, case, {} if honoured is None else honoured)
        return Grounds(sla, stored.sla_revision, stored.rule_id, as_of, setting=setting, case=case)
    agreed = readings.agreed_of(sla, rule)
    subject = _span(stored.subject)
    period = agreed.period_at(subject.end - 1) or subject
    in_part = period != subject
    valid = subject if in_part else Interval(subject.start, subject.start)
    if stored.HasField("conformance_period"):
        span = stored.conformance_period
        valid = Interval(microseconds(span.start_date_time), microseconds(span.end_date_time))
    return of_period(tx, grounds, agreed, (period, valid), in_part=in_part)


def of_period(
    tx: Transaction, grounds: Grounds, agreed: Terms[Any], spans: tuple[Interval, Interval], *, in_part: bool
) -> Grounds:
    """The grounds for judging a period: `spans` are the whole of it, and what of it is judged."""
    period, valid = spans
    facts = facts_of(tx, agreed.computation.needs(), period, grounds.as_of)
    rule = rule_of(grounds.sla, grounds.rule_id)
    excluded = honoured_for(tx, grounds.sla, rule, period, grounds.as_of).excluded
    setting = Setting(period, valid, grounds.as_of, excluded)
    return Grounds(
        grounds.sla, grounds.revision, grounds.rule_id, grounds.as_of, setting=setting, facts=facts, in_part=in_part
    )


def span_of_case(case: Case, as_of: int) -> Interval:
    """From the opening of a case to its resolution, or to the present: exclusions of this time may stop its clock."""
    end = microseconds(case.resolution_date) if case.HasField("resolution_date") else as_of + 1
    return Interval(microseconds(case.creation_date), end)


def _around(tx: Transaction, grounds: Grounds, case: Case, honoured: Honoured) -> Setting:
    span = span_of_case(case, grounds.as_of)
    if span.start >= span.end:
        return Setting(span, span, grounds.as_of)
    key = (str(grounds.sla.id), grounds.revision, grounds.rule_id, grounds.as_of)
    if key not in honoured:
        rule, ever = rule_of(grounds.sla, grounds.rule_id), Interval(EARLIEST, grounds.as_of + 1)
        honoured[key] = honouring.of_spans(tx, grounds.sla, rule, ever, grounds.as_of)
    return Setting(span, span, grounds.as_of, tuple(honoured[key](span)))


def _span(subject: str) -> Interval:
    start, end = subject.removeprefix(_PERIOD).split("/")
    written = Assessment()
    written.as_of.FromJsonString(start)
    first = microseconds(written.as_of)
    written.as_of.FromJsonString(end)
    return Interval(first, microseconds(written.as_of))


def _case(tx: Transaction, subject: str, as_of: int) -> Case:
    stored = tx.resources.by_natural_key(CASE, subject)
    versions = [] if stored is None else tx.resources.versions(CASE, stored.id)
    known = [version for version in versions if version.recorded_at <= as_of]
    if not known:
        raise NotFound(Reason.NOT_FOUND, f"there is no {subject[:128]!r} any more")
    return cast("Case", loaded(CASE, known[-1].stored))
