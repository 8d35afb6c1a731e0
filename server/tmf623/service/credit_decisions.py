"""What people may decide about credits and adjustments: claim, review, approve, reject; try again, settle by hand."""

from fractions import Fraction
from typing import Any

from tmf.sla.v1.adjustment_pb2 import Adjustment
from tmf.sla.v1.credit_pb2 import Credit
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import CONSEQUENCE, CREDIT
from tmf623.domain.credit.consequence import Consequence, Review
from tmf623.domain.credit.states import ADJUSTMENT_BY_HAND, BY_HAND, AdjustmentState, CreditState
from tmf623.errors import Conflict, NotFound, Reason, Refused
from tmf623.service import handover
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.consequence_terms import consequence_of
from tmf623.service.life_cycles import demand_move, state_of
from tmf623.service.people import person
from tmf623.service.timestamps import instant_of, microseconds, stamp
from tmf623.store.transaction import Transaction

_UNCLAIMED = frozenset({CreditState.AWAITING_CLAIM, CreditState.EXPIRED})
_BY_PEOPLE = ("state", "claimed_by", "reviewed_by", "approved_by", "reason")
_OF_BILLING = ("state", "billing_id", "billing_href", "bill_id", "billing_status")


def check_credit(message: Credit, _origin: Origin) -> None:
    """Refuse a state that is none: Invalid."""
    if message.HasField("state"):
        state_of(message.state, CreditState)


def credit_changed(tx: Transaction, before: Credit, after: Credit) -> Credit:
    """The credit as it is stored next: only what people decide is taken over.

    Raises:
        Conflict: its state forbids what is asked, or it is too late for a claim.
        Refused: it does not say who decides, or four eyes are two.
    """
    kept = Credit()
    kept.CopyFrom(before)
    for field in _BY_PEOPLE:
        kept.ClearField(field)
        if after.HasField(field):
            setattr(kept, field, getattr(after, field))
    if not kept.HasField("state"):
        kept.state = before.state
    was, state = CreditState(before.state), CreditState(kept.state)
    demand_move(BY_HAND, was, state, f"credit {before.id}")
    if state is not was:
        _DECISIONS[state](tx, before, kept)
    elif was in _UNCLAIMED and kept.claimed_by != before.claimed_by:
        sentence = "claimedBy is written with the claim: it goes with another state"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="claimedBy")
    return kept


def credit_follow(tx: Transaction, _before: Credit | None, after: Credit | None) -> None:
    """Hand over what was approved."""
    if after is not None and after.state == CreditState.APPROVED:
        handover.proceed(tx, tx.resources.get(CREDIT, int(after.id)))


def _claimed(tx: Transaction, before: Credit, kept: Credit) -> None:
    """A claim: the credit goes on to review, or is approved."""
    _demand_text(kept, "claimed_by", "claimedBy")
    if before.HasField("claim_until") and instant_of(tx.now) >= microseconds(before.claim_until):
        sentence = f"credit {before.id} had to be claimed before {before.claim_until.ToJsonString()}"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")
    if _review(tx, before).demands(_change(before)):
        kept.state = CreditState.IN_REVIEW
    elif _change(before):
        kept.state = CreditState.APPROVED
        kept.approved_by = handover.AUTOMATIC


def _in_review(_tx: Transaction, before: Credit, kept: Credit) -> None:
    """Taken up again: a late claim says whose it is and why it is heard."""
    if before.state == CreditState.EXPIRED:
        _demand_text(kept, "claimed_by", "claimedBy")
    if before.state in {CreditState.EXPIRED, CreditState.REJECTED}:
        _demand_text(kept, "reason", "reason")


def _approved(tx: Transaction, before: Credit, kept: Credit) -> None:
    _demand_text(kept, "approved_by", "approvedBy")
    review = _review(tx, before)
    if review.demands(_change(before)) and review.four_eyes:
        _demand_text(kept, "reviewed_by", "reviewedBy")
        if person(kept.reviewed_by) == person(kept.approved_by):
            sentence = f"approvedBy is {kept.approved_by[:64]!r}, who reviewed it: somebody else must approve it"
            raise Refused(Reason.RULE_REFUSED, sentence, attribute="approvedBy")
    if not _change(before):
        sentence = f"credit {before.id} has nothing to approve: {before.due} {before.currency} is due and accepted"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")


def _rejected(_tx: Transaction, _before: Credit, kept: Credit) -> None:
    _demand_text(kept, "approved_by", "approvedBy")
    _demand_text(kept, "reason", "reason")


_DECISIONS = {
    CreditState.CALCULATED: _claimed,
    CreditState.IN_REVIEW: _in_review,
    CreditState.APPROVED: _approved,
    CreditState.REJECTED: _rejected,
}


def check_adjustment(message: Adjustment, _origin: Origin) -> None:
    """Refuse a state that is none: Invalid."""
    if message.HasField("state"):
        state_of(message.state, AdjustmentState)


def adjustment_changed(tx: Transaction, before: Adjustment, after: Adjustment) -> Adjustment:
    """The adjustment as it is stored next: only what is known of billing is taken over.

    Raises:
        Conflict: its state forbids what is asked.
    """
    kept = Adjustment()
    kept.CopyFrom(before)
    for field in _OF_BILLING:
        kept.ClearField(field)
        if after.HasField(field):
            setattr(kept, field, getattr(after, field))
    if not kept.HasField("state"):
        kept.state = before.state
    was, state = AdjustmentState(before.state), AdjustmentState(kept.state)
    demand_move(ADJUSTMENT_BY_HAND, was, state, f"adjustment {before.id}")
    if state is was:
        return kept
    now = stamp(instant_of(tx.now))
    kept.ClearField("next_attempt")
    if state is AdjustmentState.FAILED:
        if not kept.HasField("connector_id"):
            sentence = f"adjustment {before.id} goes through no connector: it cannot be tried again"
            raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")
        kept.next_attempt.CopyFrom(now)
    elif state is not AdjustmentState.PARKED:
        kept.settled_at.CopyFrom(now)
    return kept


def adjustment_follow(tx: Transaction, before: Adjustment | None, after: Adjustment | None) -> None:
    """Tell the credit what became of its adjustment."""
    if before is None or after is None or before.state == after.state:
        return
    if after.state == AdjustmentState.ACCEPTED:
        handover.accepted(tx, after)
    elif after.state == AdjustmentState.CANCELLED:
        handover.give_up(tx, after)


def _change(credit: Credit) -> Fraction:
    return Fraction(credit.due) - Fraction(credit.accepted)


def _review(tx: Transaction, credit: Credit) -> Review:
    return _consequence(tx, credit).review


def _consequence(tx: Transaction, credit: Credit) -> Consequence:
    """The consequence of a credit; when it is gone, one that demands nothing."""
    try:
        stored = tx.resources.get(CONSEQUENCE, int(credit.consequence.id))
    except NotFound:
        return Consequence(None)
    message: Any = loaded(CONSEQUENCE, stored)
    return consequence_of(message)


def _demand_text(message: Credit, field: str, name: str) -> None:
    if not person(getattr(message, field)):
        raise Refused(Reason.RULE_REFUSED, f"{name} is missing: a decision is somebody's", attribute=name)


CREDITS = Behaviour(check=check_credit, changed=credit_changed, follow=credit_follow)
ADJUSTMENTS = Behaviour(check=check_adjustment, changed=adjustment_changed, follow=adjustment_follow)
