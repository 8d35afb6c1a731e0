"""Disputes: one party contests a violation, another decides."""

from enum import StrEnum

from tmf623.domain.life_cycle import LifeCycle


class DisputeState(StrEnum):
    """Where a dispute stands (`Dispute.state`)."""

    RAISED = "raised"
    UNDER_REVIEW = "underReview"
    UPHELD = "upheld"
    """The party was right: the violation is excused."""
    REFUSED = "refused"
    """The violation stands, as it stood before."""
    WITHDRAWN = "withdrawn"


_S = DisputeState
DISPUTE: LifeCycle[DisputeState] = LifeCycle(
    first=frozenset({_S.RAISED}),
    following={
        _S.RAISED: frozenset({_S.UNDER_REVIEW, _S.UPHELD, _S.REFUSED, _S.WITHDRAWN}),
        _S.UNDER_REVIEW: frozenset({_S.UPHELD, _S.REFUSED, _S.WITHDRAWN}),
        _S.UPHELD: frozenset(),
        _S.REFUSED: frozenset(),
        _S.WITHDRAWN: frozenset(),
    },
)
DECIDED = frozenset({_S.UPHELD, _S.REFUSED})
"""States somebody else than who raised it must decide on."""
ARBITERS = frozenset({"SLAAuditor", "ThirdPartySLAManager"})
"""Roles that may decide although they are no party to the violation (TMF623 roles)."""
