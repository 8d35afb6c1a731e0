"""Say what a rule excludes in a period, and what it does not and why: what a judgement by the same cut applies."""

from tmf.sla.v1.exclusion_service_pb2 import (
    CreateExclusionReviewRequest,
    CreateExclusionReviewResponse,
    DishonouredTime,
    ExcludedTime,
)
from tmf623.contract.kinds import SLA
from tmf623.domain.computation import Excluded
from tmf623.domain.exclusion import Dishonoured
from tmf623.errors import Invalid, NotFound, Reason, Refused
from tmf623.service import governing, judging
from tmf623.service.behaviour import Origin
from tmf623.service.honouring import honoured_for
from tmf623.service.identifiers import identifier
from tmf623.service.measurements import demanded
from tmf623.service.timestamps import instant_of, recordable, time_period
from tmf623.store.transaction import Transaction


def create_exclusion_review(
    tx: Transaction, request: CreateExclusionReviewRequest, _origin: Origin
) -> CreateExclusionReviewResponse:
    """What the rule of the request honours in the period that holds `at`.

    Raises:
        Invalid: an attribute is missing.
        Refused: there is no such agreement or rule, the rule cannot be judged or judges cases, or an instant is not
            within the years 1900 to 2199.
    """
    check(request)
    cut = recordable(request.as_of, "asOf") if request.HasField("as_of") else instant_of(tx.now)
    at = recordable(request.at, "at")
    try:
        known = governing.revisions(tx, identifier(SLA, request.sla_id), request.rule_id, cut)
    except NotFound as error:
        raise Refused(Reason.RULE_REFUSED, error.message, attribute=error.attribute) from error
    part = governing.parts_at(known, at)[0]
    if part.agreed is None or judging.judges_events(part.agreed):
        sentence = part.unreadable or "the rule judges each case by itself and no period"
        raise Refused(Reason.RULE_REFUSED, f"ruleId: {sentence}", attribute="ruleId")
    honoured = honoured_for(tx, part.revision.sla, part.revision.rule, part.period, cut)
    return CreateExclusionReviewResponse(
        conformance_period=time_period(part.period),
        excluded=map(_excluded, honoured.excluded),
        dishonoured=map(_dishonoured, honoured.dishonoured),
    )


def check(request: CreateExclusionReviewRequest) -> None:
    """Refuse a request that names no rule or no period: Invalid."""
    demanded(request.sla_id, "slaId")
    demanded(request.rule_id, "ruleId")
    if not request.HasField("at"):
        raise Invalid(Reason.MISSING_ATTRIBUTE, "at is missing: an instant of the period", attribute="at")


def _excluded(each: Excluded) -> ExcludedTime:
    told = ExcludedTime(
        period=time_period(each.span), effect=each.effect, category=each.category, object=sorted(each.objects)
    )
    if each.exclusion_id:
        told.exclusion_id = each.exclusion_id
    return told


def _dishonoured(each: Dishonoured) -> DishonouredTime:
    span = time_period(each.span)
    return DishonouredTime(period=span, category=each.category, exclusion_id=each.exclusion_id, cause=each.cause)
