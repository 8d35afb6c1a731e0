"""The life of a violation (eTOM 1.3.8.2: inform, act, follow up until the customer is satisfied)."""

from enum import StrEnum

from tmf623.domain.life_cycle import LifeCycle


class ViolationState(StrEnum):
    """Where a violation stands (`SlaViolation.state`)."""

    DETECTED = "detected"
    """Certain, in a period that is still open."""
    CONFIRMED = "confirmed"
    """Found by a final judgement."""
    NOTIFIED = "notified"
    """The customer was told."""
    IN_RESOLUTION = "inResolution"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DISPUTED = "disputed"
    """A party contests it."""
    EXCUSED = "excused"
    """It does not count: an exclusion, or an upheld dispute, explains it."""
    SUPERSEDED = "superseded"
    """Later data show that the promise was kept."""


_S = ViolationState
FOLLOW_UP: LifeCycle[ViolationState] = LifeCycle(
    first=frozenset({_S.DETECTED, _S.CONFIRMED}),
    following={
        _S.DETECTED: frozenset({_S.CONFIRMED}),
        _S.CONFIRMED: frozenset({_S.NOTIFIED}),
        _S.NOTIFIED: frozenset({_S.IN_RESOLUTION, _S.RESOLVED}),
        _S.IN_RESOLUTION: frozenset({_S.RESOLVED}),
        _S.RESOLVED: frozenset({_S.CLOSED}),
        _S.CLOSED: frozenset(),
        _S.DISPUTED: frozenset(),
        _S.EXCUSED: frozenset(),
        _S.SUPERSEDED: frozenset(),
    },
)
"""What those who follow a violation up may do with it."""

_FELL = frozenset({_S.EXCUSED, _S.SUPERSEDED})
JUDGING: LifeCycle[ViolationState] = LifeCycle(
    first=frozenset({_S.DETECTED, _S.CONFIRMED}),
    following={
        _S.DETECTED: frozenset({_S.CONFIRMED}) | _FELL,
        **dict.fromkeys((_S.CONFIRMED, _S.NOTIFIED, _S.IN_RESOLUTION, _S.RESOLVED, _S.DISPUTED), _FELL),
        _S.CLOSED: _FELL,
        _S.EXCUSED: frozenset({_S.DETECTED, _S.CONFIRMED, _S.SUPERSEDED}),
        _S.SUPERSEDED: frozenset({_S.DETECTED, _S.CONFIRMED, _S.EXCUSED}),
    },
)
"""What judging again may make of it: it falls, or it stands again when what made it fall has gone."""

DISPUTABLE = frozenset({_S.CONFIRMED, _S.NOTIFIED})
"""States in which a party may contest a violation; it returns to the same one when the dispute is refused."""
