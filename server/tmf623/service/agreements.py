"""What an agreement does beyond being stored: it lives, when it is one that does, and what changes is kept.

TMF623 names one state, "observed", and leaves the others to the parties: any text is kept, and no client is refused a
change of it. Agreements that say they are a `CustomerSla` live by the table of `domain.agreement`: a transition the
table does not know is refused, each is written down with its instant, and time itself brings some about.
"""

from typing import cast

from tmf.sla.v1.life_cycle_pb2 import StateTransition
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import SLA
from tmf623.domain.agreement import AGREED, AGREEMENT, AgreementState, Step, Turn, suspensions, turn_of
from tmf623.domain.instants import LATEST, Interval
from tmf623.errors import Conflict, Reason, Refused
from tmf623.service import amendments, records, slas
from tmf623.service.behaviour import Behaviour
from tmf623.service.life_cycles import demand_move
from tmf623.service.timestamps import instant_of, interval, microseconds, stamp
from tmf623.store.transaction import Transaction

_BY_TIME = {
    AgreementState.OBSERVED: "the time it is valid for has begun",
    AgreementState.COMPLETE: "the time it is valid for has ended",
}
LIVING = "CustomerSla"
"""`@type` of agreements that have a life cycle."""


def lives(sla: Sla) -> bool:
    """Whether the agreement has a life cycle."""
    return sla.at_type == LIVING


def moved(sla: Sla, state: AgreementState, reason: str, now: int) -> None:
    """Put an agreement into a state and write the step down; `now` in microseconds since 1970 UTC."""
    sla.state = state
    step = StateTransition(state=state, change_date=stamp(now))
    if reason:
        step.change_reason = sla.state_reason = reason
    sla.state_change.append(step)
    if state in AGREED:
        sla.approved = True
        if not sla.HasField("approval_date"):
            sla.approval_date.CopyFrom(stamp(now))


def suspended(sla: Sla, as_of: int) -> list[Interval]:
    """When the agreement stood still, by what was known at `as_of`, microseconds since 1970 UTC."""
    steps = (Step(microseconds(step.change_date), step.state) for step in sla.state_change)
    return suspensions(steps, as_of, LATEST)


def next_turn(sla: Sla) -> Turn | None:
    """What time alone will do to the agreement; None: nothing."""
    if not lives(sla):
        return None
    turn = turn_of(AgreementState(sla.state), interval(sla.valid_for))
    return None if turn is None or turn.at >= LATEST else turn


def turn(tx: Transaction, most: int) -> int:
    """Change the state of agreements whose turn has come, at most `most`; how many there were.

    What cannot be changed, because somebody else has just done so, has another turn, or none.
    """
    due = tx.turns.due(instant_of(tx.now), most)
    for id_ in due:
        stored = tx.resources.get(SLA, id_)
        before = cast("Sla", loaded(SLA, stored))
        coming = next_turn(before)
        after = Sla()
        after.CopyFrom(before)
        if coming is not None and coming.at <= instant_of(tx.now):
            moved(after, coming.state, _BY_TIME[coming.state], instant_of(tx.now))
            records.put(tx, SLA, stored, before, after)
        _follow(tx, before, after)
    return len(due)


def _created(tx: Transaction, sent: Sla) -> Sla:
    if not lives(sent):
        del sent.state_change[:]
        return sent
    sla = Sla()
    sla.CopyFrom(sent)
    del sla.state_change[:]
    state = _state(sla) if sla.HasField("state") else AgreementState.DRAFT
    _demand(None, state, "agreement")
    moved(sla, state, sla.state_reason, instant_of(tx.now))
    return sla


def _changed(tx: Transaction, before: Sla, after: Sla) -> Sla:
    sla = Sla()
    sla.CopyFrom(after)
    del sla.state_change[:]
    sla.state_change.extend(before.state_change)
    if not lives(sla):
        _demand_free(before)
        return sla
    was = AgreementState(before.state) if lives(before) else None
    if not sla.HasField("state"):
        sla.state = was or AgreementState.DRAFT
    state = _state(sla)
    _demand(was, state, f"agreement {before.id}")
    if state is not was:
        reason = sla.state_reason if sla.state_reason != before.state_reason else ""
        sla.ClearField("state_reason")
        moved(sla, state, reason, instant_of(tx.now))
    return sla


def _follow(tx: Transaction, before: Sla | None, after: Sla | None) -> None:
    if before is not None and after is not None:
        amendments.record(tx, before, after)
    changed = cast("Sla", after if after is not None else before)
    if lives(changed) or (before is not None and lives(before)):
        turn = None if after is None else next_turn(after)
        tx.turns.put(changed.id, None if turn is None else turn.at)


def _state(sla: Sla) -> AgreementState:
    try:
        return AgreementState(sla.state)
    except ValueError:
        sentence = f"state is {shown(sla.state)}; a {LIVING} is one of {', '.join(AgreementState)}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="state") from None


def _demand(before: AgreementState | None, after: AgreementState, what: str) -> None:
    demand_move(AGREEMENT, before, after, what)


def _demand_free(before: Sla) -> None:
    """Refuse to let go of a life cycle somebody is bound by."""
    if lives(before) and before.state in AGREED:
        sentence = f"agreement {before.id} is {before.state}: it stays a {LIVING} until it ends"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="@type")


BEHAVIOUR = Behaviour(check=lambda sla, _: slas.check(sla), created=_created, changed=_changed, follow=_follow)
