"""Violations: what one must satisfy before it is stored, and how its state moves."""

from datetime import datetime

from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.faults import shown
from tmf623.domain.life_cycle import LifeCycle
from tmf623.domain.violation import FOLLOW_UP, ViolationState
from tmf623.errors import Conflict, Reason
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.life_cycles import demand_move, enter, keep, state_of
from tmf623.service.slas import ordered
from tmf623.store.transaction import Transaction


def check(violation: SlaViolation, _origin: Origin) -> None:
    """Refuse a violation whose parties' periods end before they start or whose state is none; all else is open."""
    for index, party in enumerate(violation.related_party):
        ordered(party.valid_for, f"relatedParty[{index}].validFor")
    if violation.HasField("state"):
        state_of(violation.state, ViolationState)


def moved(violation: SlaViolation, state: ViolationState, reason: str, now: datetime) -> None:
    """Put a violation into a state and write the step down; nothing when it is in it already."""
    if violation.state != state:
        enter(violation, state, reason, now)


def _created(tx: Transaction, sent: SlaViolation) -> SlaViolation:
    """A violation a client states: followed up when it has a state, which must be a first one."""
    del sent.state_change[:]
    if sent.HasField("state"):
        _demand(FOLLOW_UP, None, sent)
        state, reason = state_of(sent.state, ViolationState), sent.state_reason
        sent.ClearField("state")
        moved(sent, state, reason, tx.now)
    return sent


def _changed(tx: Transaction, before: SlaViolation, after: SlaViolation) -> SlaViolation:
    """A client's change: a state it does not mention stays, and the steps are the server's."""
    state, reason = after.state if after.HasField("state") else before.state, after.state_reason
    keep(["state_change"], before, after)
    if not state:
        return after
    after.state = state
    _demand(FOLLOW_UP, before, after)
    if state == before.state:
        if before.HasField("state_reason") and not after.HasField("state_reason"):
            after.state_reason = before.state_reason
        return after
    if before.HasField("state"):
        after.state = before.state
    else:
        after.ClearField("state")
    moved(after, ViolationState(state), reason if reason != before.state_reason else "", tx.now)
    return after


def _demand(cycle: LifeCycle[ViolationState], before: SlaViolation | None, after: SlaViolation) -> None:
    was = ViolationState(before.state) if before is not None and before.HasField("state") else None
    demand_move(cycle, was, state_of(after.state, ViolationState), "slaViolation")


def _deleted(_tx: Transaction, violation: SlaViolation) -> None:
    if violation.state == ViolationState.DISPUTED:
        sentence = f"slaViolation {shown(str(violation.id))} is disputed: decide the dispute first"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")


BEHAVIOUR = Behaviour(check=check, created=_created, changed=_changed, deleted=_deleted)
"""TMF623's own attributes take whatever the official API takes; only `state`, which is ours, has rules."""
