"""Judge a rule on demand, from what is recorded: over one period, or for each of its cases.

Evidence is read, and judged, on snapshots; what is new about it is stored in transactions of their own, each with
its assessments, violations and events. What a crash leaves out is found again by the next call, and what a call
repeats is not stored again. A period that is still open, or has not settled, is judged provisionally: the answer says
how it stands, and no assessment is stored; `final` judges one that has ended for good.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from tmf.sla.v1.assessment_pb2 import VerdictCount
from tmf.sla.v1.assessment_service_pb2 import CreateAssessmentRequest, CreateAssessmentResponse
from tmf623.contract.kinds import ASSESSMENT, SLA
from tmf623.contract.profiles import QOS_V1
from tmf623.domain.settlement import Windows
from tmf623.errors import Invalid, Reason, Refused
from tmf623.service import governing, judging, settling, verdicts
from tmf623.service.findings import Finding
from tmf623.service.governing import Part
from tmf623.service.identifiers import identifier
from tmf623.service.measurements import demanded
from tmf623.service.timestamps import instant_of, recordable, stamp
from tmf623.service.verdicts import Occasion, Recorded
from tmf623.store.occurrences import Known
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

CHUNK = 500
"""Cases judged and stored in one transaction."""


def create_assessment(
    store: Store, request: CreateAssessmentRequest, windows: Windows = settling.DEFAULT
) -> CreateAssessmentResponse:
    """Judge the rule the request names, and store what is new about the judgement.

    `windows` are for rules that do not say their own.

    Raises:
        NotFound: there is no such agreement, or it has no such rule.
        Invalid: an attribute is missing.
        Refused: an instant is missing though the rule judges periods, given though it does not, or one that cannot be
            judged; or the rule's id is not unique in the agreement.
        Conflict: the period is locked, and not two parties stand behind opening it.
    """
    check(request)
    as_of = _as_of(request, store.cut())
    parts = store.read(lambda tx: _parts(tx, request, as_of))
    if parts[0].agreed is not None and judging.judges_events(parts[0].agreed):
        return _judged_cases(store, request, parts[0], as_of, windows)
    return _judged_period(store, request, parts, as_of, windows)


def check(request: CreateAssessmentRequest) -> None:
    """Refuse a request that names no rule, or reopens without a reason: Invalid."""
    demanded(request.sla_id, "slaId")
    demanded(request.rule_id, "ruleId")
    if request.HasField("reopening"):
        demanded(request.reopening.reason, "reopening.reason")
    if request.HasField("terms_revision") and request.terms_revision < 1:
        sentence = f"termsRevision is {request.terms_revision}, not a revision, which count from 1"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute="termsRevision")


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


def _parts(tx: Transaction, request: CreateAssessmentRequest, as_of: int) -> list[Part]:
    """The period the request names, or the parts it is judged in; of a rule over cases all of time."""
    sla_id = identifier(SLA, request.sla_id)
    at = recordable(request.at, "at") if request.HasField("at") else as_of
    parts = governing.parts_at(governing.revisions(tx, sla_id, request.rule_id, as_of), at)
    if parts[0].agreed is None:
        return parts
    if judging.judges_events(parts[0].agreed):
        if request.HasField("at"):
            sentence = "at is given, but the rule judges each case by itself and no period"
            raise Refused(Reason.RULE_REFUSED, sentence, attribute="at")
        return parts
    if not request.HasField("at"):
        sentence = "at is missing, but the rule judges periods: an instant of the one to judge"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="at")
    return _by_declared_terms(tx, request, parts)


def _by_declared_terms(tx: Transaction, request: CreateAssessmentRequest, parts: list[Part]) -> list[Part]:
    """The period by the terms the request declares, or by those declared for it before."""
    number = request.terms_revision if request.HasField("terms_revision") else judging.declared(tx, parts)
    if number is None:
        return parts
    if len(parts) > 1:
        sentence = f"termsRevision is {number}, but the period is split into {len(parts)} parts"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="termsRevision")
    revision = governing.revision_at(tx, int(request.sla_id), request.rule_id, number)
    return [governing.corrected(revision, parts[0].period)]


def _judged_period(
    store: Store, request: CreateAssessmentRequest, parts: list[Part], as_of: int, windows: Windows
) -> CreateAssessmentResponse:
    found = store.read(lambda tx: [(part, judging.of_part(tx, part, as_of)) for part in parts])
    chosen = _chosen(request, parts)

    def record(tx: Transaction) -> tuple[list[Recorded], str]:
        recorded = []
        for part, finding in found:
            occasion = _occasion(request, part, as_of, settling.windows_of(part.revision.rule, windows))
            recorded += verdicts.record(tx, part.revision.question(as_of), [finding], occasion)
        return recorded, judging.period_state(tx, parts[chosen], as_of, windows)

    recorded, state = store.write(record)
    response = _answer(request, Counter((each.assessment.verdict, each.assessment.state) for each in recorded))
    response.stored = sum(each.is_new for each in recorded)
    response.assessment.CopyFrom(recorded[chosen].assessment)
    if state:
        response.period_state = state
    return response


def _occasion(request: CreateAssessmentRequest, part: Part, as_of: int, windows: Windows) -> Occasion:
    return Occasion(
        by_corrected_terms=request.HasField("terms_revision"),
        windows=windows,
        settled=as_of >= windows.final_at(part.valid.end) or part.agreed is None,
        asked=request.final,
        reopening=request.reopening if request.HasField("reopening") else None,
    )


def _chosen(request: CreateAssessmentRequest, parts: list[Part]) -> int:
    """Which part the answer shows: the one that holds the instant that was asked for."""
    if not request.HasField("at"):
        return 0
    at = recordable(request.at, "at")
    return next((index for index, part in enumerate(parts) if part.valid.start <= at < part.valid.end), 0)


def _judged_cases(
    store: Store, request: CreateAssessmentRequest, part: Part, as_of: int, windows: Windows
) -> CreateAssessmentResponse:
    question = part.revision.question(as_of)
    occasion = Occasion(windows=settling.windows_of(part.revision.rule, windows))
    outcomes: Counter[tuple[str, str]] = Counter()
    stored = 0
    for chunk in _found(store, part, as_of):
        for recorded in store.write(partial(verdicts.record, question=question, found=chunk, occasion=occasion)):
            outcomes[recorded.assessment.verdict, recorded.assessment.state] += 1
            stored += recorded.is_new
    response = _answer(request, outcomes)
    response.stored = stored
    return response


def _found(store: Store, part: Part, as_of: int) -> Iterator[list[Finding]]:
    """The findings of all cases, a transaction's worth at a time."""
    agreed: Any = part.agreed
    question = part.revision.question(as_of)
    last = 0

    def following(tx: Transaction) -> tuple[list[Known], list[Finding]]:
        known = judging.cases_of(tx, agreed, as_of, last, CHUNK)
        return known, list(judging.of_cases(tx, question, agreed, [each.message for each in known]))

    while True:
        page, found = store.read(following)
        yield found
        if len(page) < CHUNK:
            return
        last = page[-1].id


def _answer(request: CreateAssessmentRequest, outcomes: Mapping[tuple[str, str], int]) -> CreateAssessmentResponse:
    counts = [
        VerdictCount(verdict=outcome[0], state=outcome[1], count=outcomes[outcome]) for outcome in sorted(outcomes)
    ]
    criteria = urlencode({"slaId": request.sla_id, "ruleId": request.rule_id})
    return CreateAssessmentResponse(verdict_count=counts, href=f"{QOS_V1.base_path}/{ASSESSMENT.name}?{criteria}")
