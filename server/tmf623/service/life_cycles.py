"""State as clients write it: read, checked against a life cycle, refused by name; its steps written down."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from tmf.sla.v1.life_cycle_pb2 import StateTransition
from tmf623.contract.faults import shown
from tmf623.domain.life_cycle import LifeCycle, S
from tmf623.errors import Conflict, Invalid, Reason


def state_of(text: str, states: type[S], attribute: str = "state") -> S:
    """The state a word names; Invalid when it is none of them."""
    try:
        return states(text)
    except ValueError:
        sentence = f"{attribute} is {shown(text)}, none of {', '.join(states)}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute) from None


def demand_move(cycle: LifeCycle[S], before: S | None, after: S, what: str) -> None:
    """Refuse a transition the life cycle does not know; `what` names the thing, e.g. "exclusion 7".

    Raises:
        Conflict: the state the thing is in forbids it (STATE_CONFLICT).
    """
    if cycle.allows(before, after):
        return
    if before is None:
        sentence = f"a new {what} is {', '.join(sorted(cycle.first))}, not {after}"
    else:
        sentence = f"{what} is {before}: {cycle.after(before)} may follow, not {after}"
    raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")


def enter(message: Any, state: StrEnum, reason: str, now: datetime, by: str = "") -> None:
    """Put a resource with `state`, `state_reason` and `state_change` into a state, and write the step down."""
    message.state = state
    message.ClearField("state_reason")
    step = StateTransition(state=state)
    if reason:
        message.state_reason = step.change_reason = reason
    if by:
        step.changed_by = by
    step.change_date.FromDatetime(now)
    message.state_change.append(step)


def keep(names: Iterable[str], before: Any, after: Any) -> None:
    """Give `after` the fields the server writes as they are in `before`, whatever a client put there."""
    for name in names:
        after.ClearField(name)
        field = after.DESCRIPTOR.fields_by_name[name]
        if field.is_repeated:
            getattr(after, name).extend(getattr(before, name))
        elif not before.HasField(name):
            continue
        elif field.message_type is not None:
            getattr(after, name).CopyFrom(getattr(before, name))
        else:
            setattr(after, name, getattr(before, name))
