"""Exclusions: asked for by one, decided by another, and unchanged from then on.

While an exclusion is requested its content may change, but not who requested it. A decision (approved, rejected,
revoked) changes `state` and names who decides, perhaps with `stateReason`, and nothing else. Deleting is refused
while it is approved: it is revoked first, so that what it excused is judged anew with a reason.
"""

import re
from collections.abc import Mapping
from typing import cast

from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.exclusion_pb2 import Exclusion
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import SLA
from tmf623.domain import exclusion as domain
from tmf623.domain import recurrence
from tmf623.domain.choices import Effect
from tmf623.domain.exclusion import EXCLUSION as LIFE
from tmf623.domain.exclusion import Category, State
from tmf623.domain.instants import LATEST, Interval
from tmf623.domain.recurrence import Recurrence
from tmf623.errors import Conflict, Invalid, NotFound, Reason, Refused
from tmf623.service import events, zones
from tmf623.service.amounts import demanded
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.life_cycles import demand_move, state_of
from tmf623.service.people import person
from tmf623.service.slas import ordered
from tmf623.service.timestamps import instant_of, microseconds, recordable, stamp
from tmf623.store.agenda import Cause, Touch, Touched
from tmf623.store.transaction import Transaction

_BY: Mapping[State, str] = {
    State.APPROVED: "approved_by",
    State.REJECTED: "rejected_by",
    State.REVOKED: "revoked_by",
}
_AT: Mapping[State, str] = {
    State.REQUESTED: "requested_at",
    State.APPROVED: "approved_at",
    State.REJECTED: "rejected_at",
    State.REVOKED: "revoked_at",
}
_NAMES = {field.name: field.json_name for field in Exclusion.DESCRIPTOR.fields}
_DISPUTES = "dispute"
"""`source` of what upholding a dispute makes."""
_DECISION = frozenset(_BY.values()) | {"state_reason"}
"""What is written by a decision, and by nothing else."""


def check(message: Exclusion, _origin: Origin) -> None:
    """Refuse an exclusion that could exclude nothing, or nobody knows what.

    Raises:
        Invalid: an attribute is missing, or has a value it cannot have.
        Refused: attributes contradict each other, or the recurrence cannot be read.
    """
    for field in ("category", "requested_by"):
        demanded(message, field, _NAMES[field])
    state_of(message.category, Category, "category")
    if message.category == Category.DISPUTE and message.source != _DISPUTES:
        sentence = f"category is {Category.DISPUTE}, which only upholding a dispute makes"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="category")
    if message.HasField("effect"):
        state_of(message.effect, Effect, "effect")
    if message.HasField("state"):
        state_of(message.state, State)
    _check_scope(message)
    _check_window(message)
    if message.HasField("notice_given_at"):
        recordable(message.notice_given_at, "noticeGivenAt")


def created(tx: Transaction, message: Exclusion) -> Exclusion:
    """The exclusion as it is first stored: requested now.

    Raises:
        Conflict: it says it is decided already.
        Refused: it names who decided, or an agreement or a rule there is not.
    """
    state = State(message.state) if message.HasField("state") else State.REQUESTED
    demand_move(LIFE, None, state, "exclusion")
    _refuse_decision(message, set(_DECISION))
    _check_targets(tx, message)
    if message.category == Category.DISPUTE:
        raise Refused(Reason.RULE_REFUSED, "a dispute is upheld, not created as an exclusion", attribute="category")
    kept = Exclusion()
    kept.CopyFrom(message)
    kept.state = State.REQUESTED
    for field in _AT.values():
        kept.ClearField(field)
    kept.requested_at.CopyFrom(_now(tx))
    return kept


def changed(tx: Transaction, before: Exclusion, after: Exclusion) -> Exclusion:
    """The exclusion as it is stored next.

    Raises:
        Conflict: its state forbids what is asked.
        Refused: the decision is not by another person, or changes more than it decides.
    """
    kept = Exclusion()
    kept.CopyFrom(after)
    for field in _AT.values():
        kept.ClearField(field)
        if before.HasField(field):
            cast("Timestamp", getattr(kept, field)).CopyFrom(getattr(before, field))
    if not kept.HasField("state"):
        kept.state = before.state
    names = events.differing(before, kept)
    was, state = State(before.state), State(kept.state)
    demand_move(LIFE, was, state, f"exclusion {before.id}")
    if state is was:
        _edited(tx, kept, was, names)
    else:
        _decided(tx, kept, state, names)
    return kept


def deleted(_tx: Transaction, message: Exclusion) -> None:
    """Refuse to delete what excuses something: Conflict."""
    if message.state == State.APPROVED:
        sentence = f"exclusion {message.id} is approved: revoke it before it is deleted"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")


def follow(tx: Transaction, before: Exclusion | None, after: Exclusion | None) -> None:
    """Have judged anew what an approval excuses, or no longer excuses; an upheld dispute is approved from the start."""
    if after is None or State.APPROVED not in {after.state, "" if before is None else before.state}:
        return
    cause = Cause.DISPUTE if after.category == Category.DISPUTE else Cause.EXCLUSION
    window = _window(after)
    last = LATEST - 1 if after.HasField("recurrence") else window.end - 1
    touched = [(Touched.AGREEMENT, id_) for id_ in after.scope.sla_id]
    for kind, name in touched or [(Touched.SCOPE, name) for name in after.scope.object]:
        tx.agenda.touch(Touch(kind, name, "", window.start, last, cause))


def read(message: Exclusion) -> domain.Exclusion:
    """The exclusion as the domain has it; it passed `check`."""
    zone = zones.zone(message.time_zone if message.HasField("time_zone") else zones.UTC)
    window = _window(message)
    return domain.Exclusion(
        id=str(message.id),
        state=State(message.state),
        category=Category(message.category),
        window=window,
        effect=Effect(message.effect) if message.HasField("effect") else Effect.REMOVE,
        recurrence=Recurrence(message.recurrence, zone, frozenset(map(microseconds, message.exception_date)))
        if message.HasField("recurrence")
        else None,
        notice_given_at=microseconds(message.notice_given_at) if message.HasField("notice_given_at") else None,
    )


def _edited(tx: Transaction, kept: Exclusion, state: State, names: set[str]) -> None:
    """Refuse what may not change without a decision."""
    if not names:
        return
    if state is not State.REQUESTED:
        name = _NAMES[min(names)]
        sentence = f"exclusion {kept.id} is {state}: {name} can no longer be changed"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute=name)
    _refuse_decision(kept, names)
    if "requested_by" in names:
        sentence = f"requestedBy cannot become {shown(kept.requested_by)}: who requested an exclusion is never changed"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="requestedBy")
    _check_targets(tx, kept)


def _decided(tx: Transaction, kept: Exclusion, state: State, names: set[str]) -> None:
    """Refuse a decision that is not one, and note when it was made."""
    by = _BY[state]
    more = sorted(names - {"state", by, "state_reason"})
    if more:
        name = _NAMES[more[0]]
        sentence = f"{name} cannot be changed together with the state: change it while the exclusion is requested"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute=name)
    who = getattr(kept, by)
    if not person(who):
        sentence = f"{_NAMES[by]} is missing: an exclusion is {state} by somebody"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute=_NAMES[by])
    if state is State.APPROVED and person(who) == person(kept.requested_by):
        sentence = f"approvedBy is {shown(who)}, who requested the exclusion: somebody else must approve it"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="approvedBy")
    cast("Timestamp", getattr(kept, _AT[state])).CopyFrom(_now(tx))


def _refuse_decision(message: Exclusion, names: set[str]) -> None:
    for field in sorted(names & _DECISION):
        if message.HasField(field):
            sentence = (
                f"{_NAMES[field]} is {shown(getattr(message, field))}, but nothing is decided: it goes with a state"
            )
            raise Refused(Reason.RULE_REFUSED, sentence, attribute=_NAMES[field])


def _check_scope(message: Exclusion) -> None:
    scope = message.scope
    if not scope.sla_id and not scope.object:
        sentence = "scope names neither an agreement (slaId) nor an object"
        raise Invalid(Reason.MISSING_ATTRIBUTE, sentence, attribute="scope")
    if scope.rule_id and not scope.sla_id:
        sentence = f"scope.ruleId is {shown(scope.rule_id[0])}, but scope.slaId does not say of which agreement"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="scope.ruleId")


def _check_window(message: Exclusion) -> None:
    for name, there in (
        ("window.startDateTime", message.window.HasField("start_date_time")),
        ("window.endDateTime", message.window.HasField("end_date_time")),
    ):
        if not there:
            raise Invalid(Reason.MISSING_ATTRIBUTE, f"{name} is missing", attribute=name)
    ordered(message.window, "window")
    recordable(message.window.start_date_time, "window.startDateTime")
    recordable(message.window.end_date_time, "window.endDateTime")
    if message.HasField("time_zone"):
        try:
            zones.zone(message.time_zone)
        except ValueError:
            sentence = f"timeZone is {shown(message.time_zone)}, not an IANA time zone"
            raise Invalid(Reason.INVALID_VALUE, sentence, attribute="timeZone") from None
    if message.HasField("recurrence"):
        _check_recurrence(message)
    elif message.exception_date:
        sentence = "exceptionDate is given, but the window does not recur"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="exceptionDate")


def _check_recurrence(message: Exclusion) -> None:
    for index, exception in enumerate(message.exception_date):
        recordable(exception, f"exceptionDate[{index}]")
    zone = zones.zone(message.time_zone if message.HasField("time_zone") else zones.UTC)
    exceptions = frozenset(map(microseconds, message.exception_date))
    try:
        recurrence.check(_window(message), Recurrence(message.recurrence, zone, exceptions))
    except ValueError as error:
        sentence = f"recurrence is {shown(message.recurrence)}: {error}"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="recurrence") from None


def _check_targets(tx: Transaction, message: Exclusion) -> None:
    """Refuse agreements and rules there are not: an exclusion that misses its aim helps nobody."""
    rules: set[str] = set()
    for index, id_ in enumerate(message.scope.sla_id):
        sla = _sla(tx, id_)
        if sla is None:
            attribute = f"scope.slaId[{index}]"
            raise Refused(
                Reason.RULE_REFUSED, f"{attribute}: there is no sla with id {shown(id_)}", attribute=attribute
            )
        rules |= {rule.id for rule in sla.rule}
    for index, rule_id in enumerate(message.scope.rule_id):
        if rule_id not in rules:
            attribute = f"scope.ruleId[{index}]"
            sentence = f"{attribute} is {shown(rule_id)}, a rule none of the agreements has"
            raise Refused(Reason.RULE_REFUSED, sentence, attribute=attribute)


def _sla(tx: Transaction, id_: str) -> Sla | None:
    if not re.fullmatch(r"[1-9]\d{0,15}", id_, re.ASCII):
        return None
    try:
        return cast("Sla", loaded(SLA, tx.resources.get(SLA, int(id_))))
    except NotFound:
        return None


def _window(message: Exclusion) -> Interval:
    return Interval(microseconds(message.window.start_date_time), microseconds(message.window.end_date_time))


def _now(tx: Transaction) -> Timestamp:
    return stamp(instant_of(tx.now))


BEHAVIOUR = Behaviour(
    check=check,
    created=created,
    changed=changed,
    deleted=deleted,
    follow=follow,
)
