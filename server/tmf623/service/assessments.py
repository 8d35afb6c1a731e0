"""Judge a rule now, from what is recorded: over one period, or for each of its cases.

Evidence is read, and judged, on snapshots; what is new about it is stored in transactions of their own, each with
its assessments, violations and events. What a crash leaves out is found again by the next call, and what a call
repeats is not stored again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from tmf.sla.v1.assessment_pb2 import VerdictCount
from tmf.sla.v1.assessment_service_pb2 import CreateAssessmentRequest, CreateAssessmentResponse
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import ASSESSMENT, SLA
from tmf623.contract.profiles import QOS_V1
from tmf623.domain.periods import period_at
from tmf623.errors import Invalid, NotFound, Reason, Refused
from tmf623.service import findings, resources, terms, verdicts
from tmf623.service.findings import Finding, Question
from tmf623.service.measurements import demanded
from tmf623.service.terms import Availability, EventDuration, Terms, Unreadable
from tmf623.service.timestamps import instant_of, moment_of, recordable, stamp
from tmf623.service.verdicts import Recorded
from tmf623.store.evidence import KnownCase
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

CHUNK = 500
"""Cases judged and stored in one transaction."""


def create_assessment(store: Store, request: CreateAssessmentRequest) -> CreateAssessmentResponse:
    """Judge the rule the request names, and store what is new about the judgement.

    Raises:
        NotFound: there is no such agreement, or it has no such rule.
        Invalid: an attribute is missing, or given where it has no meaning.
        Refused: an instant is one that cannot be judged, or the rule's id is not unique in the agreement.
    """
    check(request)
    present = store.cut()
    question = store.read(lambda tx: _question(tx, request, present))
    try:
        agreed: Terms[Any] = terms.terms_of(question.sla, question.rule)
    except Unreadable as unreadable:
        return _answered_one(store, question, findings.of_rule(question, str(unreadable)))
    return _JUDGES[type(agreed.computation)](store, request, question, agreed)


def check(request: CreateAssessmentRequest) -> None:
    """Refuse a request that names no rule: Invalid."""
    demanded(request.sla_id, "slaId")
    demanded(request.rule_id, "ruleId")


def _question(tx: Transaction, request: CreateAssessmentRequest, present: datetime) -> Question:
    stored = resources.retrieve(tx, SLA, request.sla_id)
    sla = cast("Sla", loaded(SLA, stored))
    rule = _rule(sla, request.rule_id)
    return Question(sla, stored.revision, rule, terms.digest(sla, rule), _as_of(request, present))


def _rule(sla: Sla, rule_id: str) -> Rule:
    named = [rule for rule in sla.rule if rule.id == rule_id]
    if not named:
        raise NotFound(Reason.NOT_FOUND, f"agreement {sla.id} has no rule {shown(rule_id)}", attribute="ruleId")
    if len(named) > 1:
        sentence = f"agreement {sla.id} has {len(named)} rules with the id {shown(rule_id)}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="ruleId")
    return named[0]


def _as_of(request: CreateAssessmentRequest, now: datetime) -> int:
    """The cut of knowledge; Refused when it lies ahead, for nobody knows what will be known then."""
    present = instant_of(now)
    if not request.HasField("as_of"):
        return present
    cut = recordable(request.as_of, "asOf")
    if cut > present:
        sentence = f"asOf is {request.as_of.ToJsonString()}, later than now ({stamp(present).ToJsonString()})"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="asOf")
    return cut


def _judged_period(
    store: Store, request: CreateAssessmentRequest, question: Question, agreed: Terms[Availability]
) -> CreateAssessmentResponse:
    if not request.HasField("at"):
        sentence = "at is missing: an instant of the period to judge"
        raise Invalid(Reason.MISSING_ATTRIBUTE, sentence, attribute="at")
    rule = agreed.computation
    period = period_at(rule.cycle, agreed.zone, recordable(request.at, "at"))
    cut = moment_of(question.as_of)
    reported = store.read(
        lambda tx: tx.evidence.state_changes(rule.object, rule.series, period.end, cut, start=period.start)
    )
    return _answered_one(store, question, findings.of_period(question, agreed, period, reported))


def _judged_cases(
    store: Store, request: CreateAssessmentRequest, question: Question, agreed: Terms[EventDuration]
) -> CreateAssessmentResponse:
    if request.HasField("at"):
        sentence = "at is given, but the rule judges each case by itself and no period"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute="at")
    outcomes: Counter[tuple[str, str]] = Counter()
    stored = 0
    for chunk in _found(store, question, agreed):
        for recorded in _recorded(store, question, chunk):
            outcomes[recorded.assessment.verdict, recorded.assessment.state] += 1
            stored += recorded.is_new
    return _answer(question, outcomes, stored)


def _found(store: Store, question: Question, agreed: Terms[EventDuration]) -> Iterator[list[Finding]]:
    """The findings of all cases, a transaction's worth at a time."""
    rule, cut = agreed.computation, moment_of(question.as_of)
    chosen = rule.objects, rule.population.ticket_types, rule.population.priorities
    last = 0

    def following(tx: Transaction) -> list[KnownCase]:
        return tx.evidence.cases(*chosen, cut, after_id=last, limit=CHUNK)

    while True:
        page = store.read(following)
        judged = (findings.of_case(question, agreed, known.case) for known in page)
        yield [finding for finding in judged if finding is not None]
        if len(page) < CHUNK:
            return
        last = page[-1].id


def _answered_one(store: Store, question: Question, finding: Finding) -> CreateAssessmentResponse:
    [recorded] = _recorded(store, question, [finding])
    assessment = recorded.assessment
    response = _answer(question, Counter({(assessment.verdict, assessment.state): 1}), int(recorded.is_new))
    response.assessment.CopyFrom(assessment)
    return response


def _recorded(store: Store, question: Question, found: Sequence[Finding]) -> list[Recorded]:
    return store.write(lambda tx: verdicts.record(tx, question, found))


def _answer(question: Question, outcomes: Mapping[tuple[str, str], int], stored: int) -> CreateAssessmentResponse:
    counts = [
        VerdictCount(verdict=outcome[0], state=outcome[1], count=outcomes[outcome]) for outcome in sorted(outcomes)
    ]
    criteria = urlencode({"slaId": question.sla.id, "ruleId": question.rule.id})
    return CreateAssessmentResponse(
        verdict_count=counts,
        stored=stored,
        href=f"{QOS_V1.base_path}/{ASSESSMENT.name}?{criteria}",
    )


_JUDGES: Mapping[type, Callable[..., CreateAssessmentResponse]] = {
    Availability: _judged_period,
    EventDuration: _judged_cases,
}
"""How each kind of computation is carried out."""
