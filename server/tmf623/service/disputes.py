"""Disputes: a party contests a violation; while it is open the violation is disputed; somebody else decides.

Upholding makes an approved exclusion of category "dispute" over the time that should not count, so that the
judgement which follows rests on something recorded, and can be recomputed like any other.
"""

from typing import cast

from tmf.sla.v1.dispute_pb2 import Dispute
from tmf.sla.v1.exclusion_pb2 import Exclusion, ExclusionScope
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.documents import Stored, loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import ASSESSMENT, EXCLUSION, SLA_VIOLATION
from tmf623.domain.choices import Effect
from tmf623.domain.dispute import ARBITERS, DECIDED, DISPUTE, DisputeState
from tmf623.domain.exclusion import Category
from tmf623.domain.exclusion import State as ExclusionState
from tmf623.domain.violation import DISPUTABLE, ViolationState
from tmf623.errors import Conflict, Invalid, NotFound, Reason, Refused
from tmf623.service import exclusions, records
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.identifiers import identifier
from tmf623.service.life_cycles import demand_move, enter, keep, state_of
from tmf623.service.measurements import demanded
from tmf623.service.slas import ordered
from tmf623.service.timestamps import recordable
from tmf623.service.violations import moved
from tmf623.store.transaction import Transaction

_FIXED = ("sla_violation", "raised_by")
_OWNED = ("raised_at", "decided_at", "prior_state", "exclusion_id", "state_change")
_S = DisputeState


def check(dispute: Dispute, _origin: Origin) -> None:
    """Refuse a dispute by what it says itself.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: a period ends before it starts.
    """
    demanded(dispute.sla_violation.id, "slaViolation.id")
    demanded(dispute.raised_by.id, "raisedBy.id")
    demanded(dispute.description, "description")
    if dispute.HasField("state"):
        state_of(dispute.state, DisputeState)
    if dispute.HasField("effect"):
        state_of(dispute.effect, Effect, "effect")
    for name in ("raised_by", "decided_by"):
        ordered(getattr(dispute, name).valid_for, f"{name.replace('_by', 'By')}.validFor")
    if dispute.HasField("window"):
        _check_window(dispute.window)


def _check_window(window: TimePeriod) -> None:
    for name, attribute in (("start_date_time", "startDateTime"), ("end_date_time", "endDateTime")):
        if not window.HasField(name):
            sentence = f"window.{attribute} is missing: a dispute is about time with both of its ends"
            raise Invalid(Reason.MISSING_ATTRIBUTE, sentence, attribute=f"window.{attribute}")
        recordable(getattr(window, name), f"window.{attribute}")
    ordered(window, "window")


def _created(tx: Transaction, sent: Dispute) -> Dispute:
    state = DisputeState(sent.state) if sent.HasField("state") else _S.RAISED
    demand_move(DISPUTE, None, state, "dispute")
    if sent.HasField("decided_by"):
        raise _not_yet()
    violation = _violation(tx, sent)[1]
    if violation.state not in DISPUTABLE:
        stands = violation.state or "without a state"
        sentence = f"slaViolation {sent.sla_violation.id} is {stands}: only {_words(DISPUTABLE)} ones can be disputed"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="slaViolation.id")
    parties = violation.related_party
    if parties and sent.raised_by.id not in {party.id for party in parties}:
        sentence = f"raisedBy.id is {shown(sent.raised_by.id)}, no party to slaViolation {sent.sla_violation.id}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="raisedBy.id")
    for name in _OWNED:
        sent.ClearField(name)
    sent.raised_at.FromDatetime(tx.now)
    sent.prior_state = violation.state
    enter(sent, _S.RAISED, sent.state_reason, tx.now)
    return sent


def _changed(tx: Transaction, before: Dispute, after: Dispute) -> Dispute:
    for name in _FIXED:
        if getattr(after, name) != getattr(before, name):
            raise _read_only(name)
    keep(_OWNED, before, after)
    was = DisputeState(before.state)
    state = DisputeState(after.state) if after.HasField("state") else was
    demand_move(DISPUTE, was, state, f"dispute {before.id}")
    after.state = before.state
    if state is was:
        _demand_open(before, after, was)
        return after
    reason = after.state_reason if after.state_reason != before.state_reason else ""
    if state in DECIDED:
        _demand_decider(tx, after)
        after.decided_at.FromDatetime(tx.now)
        enter(after, state, reason, tx.now, after.decided_by.id)
    elif after.HasField("decided_by"):
        raise _not_yet()
    else:
        enter(after, state, reason, tx.now)
    if state is _S.UPHELD:
        _uphold(tx, after)
    return after


def _demand_open(before: Dispute, after: Dispute, state: DisputeState) -> None:
    if DISPUTE.ends(state):
        raise Conflict(Reason.STATE_CONFLICT, f"dispute {before.id} is {state}: it does not change any more")
    if after.HasField("decided_by"):
        raise _not_yet()


def _demand_decider(tx: Transaction, dispute: Dispute) -> None:
    """Refuse a decision nobody stands for, or one by who raised the dispute or has nothing to do with it."""
    by = dispute.decided_by
    demanded(by.id, "decidedBy.id")
    if by.id == dispute.raised_by.id:
        sentence = f"decidedBy.id is {shown(by.id)}, who raised the dispute: somebody else decides"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="decidedBy.id")
    parties = _parties(tx, dispute)
    if parties and by.id not in parties and by.role not in ARBITERS:
        sentence = f"decidedBy.id is {shown(by.id)}, no party to the violation, nor in a role of {_words(ARBITERS)}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="decidedBy.id")


def _parties(tx: Transaction, dispute: Dispute) -> set[str]:
    return {party.id for party in _violation(tx, dispute)[1].related_party}


def _uphold(tx: Transaction, dispute: Dispute) -> None:
    """Exclude the time in dispute, approved by who decided; nothing when nothing was judged over a period."""
    violation = _violation(tx, dispute)[1]
    window = dispute.window if dispute.HasField("window") else _judged(tx, violation)
    if window is None or not violation.sla.id:
        return
    excluded = Exclusion(
        category=Category.DISPUTE,
        effect=dispute.effect if dispute.HasField("effect") else Effect.EXCUSE,
        state=ExclusionState.APPROVED,
        scope=ExclusionScope(sla_id=[violation.sla.id], rule_id=[violation.violation.rule.id]),
        window=window,
        reason=dispute.description,
        requested_by=dispute.raised_by.id,
        requested_at=dispute.raised_at,
        approved_by=dispute.decided_by.id,
        approved_at=dispute.decided_at,
        source="dispute",
        external_id=str(dispute.id),
    )
    if dispute.HasField("evidence_ref"):
        excluded.evidence_ref = dispute.evidence_ref
    stored = records.add(tx, EXCLUSION, excluded)
    dispute.exclusion_id = str(stored.id)
    exclusions.BEHAVIOUR.follow(tx, None, loaded(EXCLUSION, stored))


def _judged(tx: Transaction, violation: SlaViolation) -> TimePeriod | None:
    """The period the violation was found in; None when it was not found by judging one."""
    try:
        stored = tx.resources.get(ASSESSMENT, identifier(ASSESSMENT, violation.violation.attachment.id))
    except NotFound:
        return None
    assessment = loaded(ASSESSMENT, stored)
    return cast("TimePeriod", getattr(assessment, "conformance_period"))  # noqa: B009 - a message of any kind


def _follow(tx: Transaction, before: Dispute | None, after: Dispute | None) -> None:
    """Let the violation's state go with the dispute's."""
    if after is None or (before is not None and before.state == after.state):
        return
    state, prior = DisputeState(after.state), ViolationState(after.prior_state)
    turns = {
        _S.RAISED: (ViolationState.DISPUTED, f"dispute {after.id}"),
        _S.UPHELD: (ViolationState.EXCUSED, f"dispute {after.id} was upheld"),
        _S.REFUSED: (prior, f"dispute {after.id} was refused"),
        _S.WITHDRAWN: (prior, f"dispute {after.id} was withdrawn"),
    }
    if state not in turns:
        return
    stored, violation = _violation(tx, after)
    if before is not None and violation.state != ViolationState.DISPUTED:
        return  # judged again in the meantime: that goes before
    turned = SlaViolation()
    turned.CopyFrom(violation)
    moved(turned, *turns[state], tx.now)
    records.put(tx, SLA_VIOLATION, stored, violation, turned)


def _violation(tx: Transaction, dispute: Dispute) -> tuple[Stored, SlaViolation]:
    """The violation in dispute; Refused when there is none."""
    try:
        stored = tx.resources.get(SLA_VIOLATION, identifier(SLA_VIOLATION, dispute.sla_violation.id))
    except NotFound as error:
        sentence = f"slaViolation.id: {error.message}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="slaViolation.id") from error
    return stored, cast("SlaViolation", loaded(SLA_VIOLATION, stored))


def _read_only(name: str) -> Refused:
    attribute = Dispute.DESCRIPTOR.fields_by_name[name].json_name
    return Refused(
        Reason.READ_ONLY_ATTRIBUTE, f"{attribute} is not changed once a dispute is raised", attribute=attribute
    )


def _not_yet() -> Refused:
    sentence = "decidedBy is given, but nothing is decided: it goes with state upheld or refused"
    return Refused(Reason.RULE_REFUSED, sentence, attribute="decidedBy")


def _words(names: frozenset[ViolationState] | frozenset[str]) -> str:
    return ", ".join(sorted(names))


BEHAVIOUR = Behaviour(check=check, created=_created, changed=_changed, follow=_follow)
