"""State as clients write it: read, checked against a life cycle, refused by name."""

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
