"""Settlement: how a conformance period becomes final, and until when it may be judged again.

A period is open until it ends, then settles: late reports are waited for. When it is settled the first judgement is
stored, and is final. For a correction window what becomes known later judges it again by itself; after that only who
asks for it explicitly; and when the deadline for disputes has passed it is locked: only two parties together open it.
Both windows count from the first final judgement: a history that is imported years later can be corrected, too.
"""

from dataclasses import dataclass
from enum import StrEnum

from tmf623.domain.instants import DAY, HOUR


class PeriodState(StrEnum):
    """How far the judging of a conformance period has come."""

    OPEN = "open"
    SETTLING = "settling"
    """It has ended; late reports are waited for."""
    FINAL = "final"
    """Judged, once."""
    REOPENED = "reopened"
    """Judged again: its last revision stands."""
    LOCKED = "locked"


class Cause(StrEnum):
    """Why a judgement was stored (`Assessment.cause`)."""

    PERIOD_END = "periodEnd"
    """The first one: the period or the case has ended and settled."""
    REQUEST = "request"
    """The first one, before the period had settled: somebody asked for it."""
    LATE_DATA = "lateData"
    """Something was reported, corrected or retracted."""
    EXCLUSION = "exclusion"
    """An exclusion was approved or revoked."""
    CORRECTED_TERMS = "correctedTerms"
    """Other terms were declared to govern the period."""
    DISPUTE = "dispute"
    """A dispute was upheld."""


class Amending(StrEnum):
    """Who may have a period judged again."""

    ANYTHING = "anything"
    """Whatever becomes known does it."""
    REQUEST = "request"
    """Only a request that says so."""
    APPROVAL = "approval"
    """Only a request two parties stand behind."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Lengths in microseconds."""

    settle: int = 72 * HOUR
    """From the end of a period to its first judgement."""
    correction: int = 90 * DAY
    """From the first judgement on, in which whatever becomes known judges it again."""
    dispute: int = 365 * DAY
    """From the first judgement on, after which the period is locked."""

    def final_at(self, end: int) -> int:
        """When a period that ends at `end` has settled."""
        return end + self.settle

    def state(self, end: int, now: int, first_judged: int | None, revision: int) -> PeriodState:
        """Where a period stands that ends at `end`; `first_judged` None: it was never judged for good."""
        if first_judged is not None:
            if now >= first_judged + self.dispute:
                return PeriodState.LOCKED
            return PeriodState.FINAL if revision == 1 else PeriodState.REOPENED
        return PeriodState.OPEN if now < end else PeriodState.SETTLING

    def amending(self, now: int, first_judged: int) -> Amending:
        """Who may have a period judged again that was first judged for good at `first_judged`."""
        if now >= first_judged + self.dispute:
            return Amending.APPROVAL
        return Amending.ANYTHING if now < first_judged + self.correction else Amending.REQUEST
