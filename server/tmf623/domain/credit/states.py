"""Life cycles of consequences, credits and adjustments."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tmf623.domain.life_cycle import LifeCycle


class ConsequenceState(StrEnum):
    """States of a consequence."""

    DRAFT = "draft"
    """Being written; nothing follows from it."""
    APPROVED = "approved"
    """Without errors, in use, and not changed any more."""
    RETIRED = "retired"
    """Not used for further periods."""


class CreditState(StrEnum):
    """States of a credit."""

    CALCULATED = "calculated"
    """Worked out; nobody decided about it."""
    AWAITING_CLAIM = "awaitingClaim"
    """The customer has not asked for it yet."""
    EXPIRED = "expired"
    """The customer did not ask in time."""
    IN_REVIEW = "inReview"
    REJECTED = "rejected"
    APPROVED = "approved"
    """To be handed to billing."""
    SUBMITTED = "submitted"
    """An adjustment is on its way."""
    FAILED = "failed"
    """It did not arrive, or nobody knows; it is tried again."""
    ACCEPTED = "accepted"
    """Billing has what is due."""
    REVERSED = "reversed"
    """Nothing is due any more, and billing has taken back what it had."""


class AdjustmentState(StrEnum):
    """States of an adjustment."""

    PENDING = "pending"
    SUBMITTED = "submitted"
    """Being sent; after a crash nobody knows whether it arrived."""
    FAILED = "failed"
    """Not answered, or not carried out; to be tried again."""
    PARKED = "parked"
    """Refused by billing, or answered in a way that needs a person."""
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    """Never sent, or refused and given up."""


CONSEQUENCE = LifeCycle(
    first=frozenset({ConsequenceState.DRAFT, ConsequenceState.APPROVED}),
    following={
        ConsequenceState.DRAFT: frozenset({ConsequenceState.APPROVED, ConsequenceState.RETIRED}),
        ConsequenceState.APPROVED: frozenset({ConsequenceState.RETIRED}),
        ConsequenceState.RETIRED: frozenset(),
    },
)
_C = CreditState
CREDIT = LifeCycle(
    first=frozenset({_C.CALCULATED, _C.AWAITING_CLAIM, _C.IN_REVIEW, _C.APPROVED}),
    following={
        _C.CALCULATED: frozenset({_C.AWAITING_CLAIM, _C.IN_REVIEW, _C.APPROVED, _C.REJECTED}),
        _C.AWAITING_CLAIM: frozenset({_C.CALCULATED, _C.IN_REVIEW, _C.APPROVED, _C.EXPIRED}),
        _C.EXPIRED: frozenset({_C.IN_REVIEW}),
        _C.IN_REVIEW: frozenset({_C.APPROVED, _C.REJECTED, _C.CALCULATED, _C.AWAITING_CLAIM, _C.ACCEPTED, _C.REVERSED}),
        _C.REJECTED: frozenset({_C.IN_REVIEW, _C.CALCULATED, _C.AWAITING_CLAIM, _C.ACCEPTED}),
        _C.APPROVED: frozenset({_C.SUBMITTED, _C.ACCEPTED, _C.IN_REVIEW, _C.CALCULATED, _C.REVERSED}),
        _C.SUBMITTED: frozenset({_C.ACCEPTED, _C.FAILED, _C.REVERSED, _C.IN_REVIEW, _C.APPROVED}),
        _C.FAILED: frozenset({_C.SUBMITTED, _C.ACCEPTED, _C.IN_REVIEW, _C.APPROVED, _C.REVERSED}),
        _C.ACCEPTED: frozenset({_C.REVERSED, _C.IN_REVIEW, _C.APPROVED, _C.CALCULATED}),
        _C.REVERSED: frozenset({_C.IN_REVIEW, _C.APPROVED, _C.CALCULATED, _C.AWAITING_CLAIM}),
    },
)
BY_HAND = LifeCycle(
    first=frozenset(),
    following={
        _C.CALCULATED: frozenset({_C.IN_REVIEW, _C.APPROVED, _C.REJECTED}),
        _C.AWAITING_CLAIM: frozenset({_C.CALCULATED}),
        _C.EXPIRED: frozenset({_C.IN_REVIEW}),
        _C.IN_REVIEW: frozenset({_C.APPROVED, _C.REJECTED}),
        _C.REJECTED: frozenset({_C.IN_REVIEW}),
        _C.APPROVED: frozenset(),
        _C.SUBMITTED: frozenset(),
        _C.FAILED: frozenset(),
        _C.ACCEPTED: frozenset(),
        _C.REVERSED: frozenset(),
    },
)
"""The transitions of `CREDIT` a client may ask for; the others follow from judgements and from billing."""
_A = AdjustmentState
ADJUSTMENT = LifeCycle(
    first=frozenset({_A.PENDING}),
    following={
        _A.PENDING: frozenset({_A.SUBMITTED, _A.ACCEPTED, _A.CANCELLED, _A.PARKED}),
        _A.SUBMITTED: frozenset({_A.ACCEPTED, _A.FAILED, _A.PARKED}),
        _A.FAILED: frozenset({_A.SUBMITTED, _A.ACCEPTED, _A.PARKED}),
        _A.PARKED: frozenset({_A.FAILED, _A.ACCEPTED, _A.CANCELLED}),
        _A.ACCEPTED: frozenset(),
        _A.CANCELLED: frozenset(),
    },
)
ADJUSTMENT_BY_HAND = LifeCycle(
    first=frozenset(),
    following={
        _A.PENDING: frozenset({_A.ACCEPTED, _A.PARKED}),
        _A.SUBMITTED: frozenset(),
        _A.FAILED: frozenset({_A.PARKED}),
        _A.PARKED: frozenset({_A.FAILED, _A.ACCEPTED, _A.CANCELLED}),
        _A.ACCEPTED: frozenset(),
        _A.CANCELLED: frozenset(),
    },
)
"""The transitions of `ADJUSTMENT` a client may ask for: what became of it in a system we do not call; try again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a credit stands after it was worked out."""

    due: Fraction
    accepted: Fraction
    """What billing has accepted."""
    on_its_way: Fraction | None
    """What may be on its way to billing; None: nothing is."""
    needs_claim: bool
    """Whether the customer must ask, and has not."""
    needs_review: bool
    is_troubled: bool
    """Whether it could not be worked out."""


def state_after(before: CreditState | None, standing: Standing) -> CreditState:
    """The state of a credit whose amount is new, or could not be worked out."""
    if standing.is_troubled:
        return CreditState.IN_REVIEW
    is_covered = standing.due == standing.accepted + (standing.on_its_way or 0)
    if before is CreditState.EXPIRED and (is_covered or standing.needs_claim):
        return before
    if is_covered and before in _UNDER_WAY and standing.on_its_way is not None:
        return before
    if is_covered and standing.on_its_way is None:
        return settled_state(standing.accepted, moved=before in _MONEY_MOVED)
    return _undecided(before, standing)


def _undecided(before: CreditState | None, standing: Standing) -> CreditState:
    """The state of a credit that is to be handed over, as far as nobody has to decide."""
    if standing.needs_claim:
        return CreditState.AWAITING_CLAIM
    if standing.needs_review or before is CreditState.REJECTED:
        return CreditState.IN_REVIEW
    return CreditState.APPROVED


def settled_state(accepted: Fraction, *, moved: bool) -> CreditState:
    """The state of a credit of which billing has all that is due; `moved`: there were adjustments."""
    if accepted:
        return CreditState.ACCEPTED
    return CreditState.REVERSED if moved else CreditState.CALCULATED


_UNDER_WAY = frozenset({CreditState.SUBMITTED, CreditState.FAILED})
_MONEY_MOVED = _UNDER_WAY | {CreditState.ACCEPTED, CreditState.REVERSED}
