"""Forecasts: how an open period stands, and what can still become of it.

- The error budget is how much bad the agreed level allows in the whole period: (1 - level) of what counts (SRE
  workbook ch. 2: 99.9 % of 30 days are 43 minutes 12 seconds).
- Best and worst case suppose that everything still to come is good, or bad: when even the best is beyond the target
  the breach is certain, when even the worst is not, keeping it is.
- Jeopardy is extrapolated: the budget would be used up if it went on as so far.
- Burn rate is how fast the budget goes: 1 uses exactly all of it in the period. A fast burn is alerted on by pairs
  of a long and a short window (SRE workbook ch. 5, section 6, "Multiwindow, Multi-Burn-Rate Alerts").
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from tmf623.domain.computation import Computation, Outcome, Setting
from tmf623.domain.evidence import Budget
from tmf623.domain.facts import Facts
from tmf623.domain.instants import DAY, HOUR, MINUTE, Interval
from tmf623.domain.objective import Objective, Operator

_FLOORS = frozenset({Operator.GE, Operator.GT})
_CEILINGS = frozenset({Operator.LE, Operator.LT})


class Pair(NamedTuple):
    """A long and a short window over which the budget burns too fast when both do."""

    long: int
    """Microseconds."""
    short: int
    threshold: Fraction
    """The burn rate from which it is too fast."""
    severity: str
    """"page" or "ticket"."""


PAIRS = (
    Pair(HOUR, 5 * MINUTE, Fraction("14.4"), "page"),
    Pair(6 * HOUR, 30 * MINUTE, Fraction(6), "page"),
    Pair(DAY, 2 * HOUR, Fraction(3), "ticket"),
    Pair(3 * DAY, 6 * HOUR, Fraction(1), "ticket"),
)
"""The workbook's windows for 2 %, 5 %, 10 % and 10 % of a 30-day budget."""


class Burn(NamedTuple):
    """How fast the budget went over one pair of windows."""

    pair: Pair
    long: Fraction | None
    """Burn rate over the long window; None: nothing is known of it."""
    short: Fraction | None

    @property
    def is_fast(self) -> bool:
        """Whether both windows burn at the pair's threshold or faster."""
        rates = (self.long, self.short)
        return all(rate is not None and rate >= self.pair.threshold for rate in rates)


@dataclass(frozen=True, slots=True)
class Forecast:
    """How an open period stands."""

    level: Fraction | None
    """Delivered so far, in the rule's unit."""
    best: Fraction | None
    """At the period's end if all the rest is good; None: without limit."""
    worst: Fraction | None
    """If all the rest is bad; None: without limit."""
    certain_breach: bool
    certain_met: bool
    budget: Budget | None
    """None: the promise allows no such amount."""
    jeopardy: bool
    """Whether the promise is broken if it goes on as so far."""
    burn_rate: Fraction | None
    """Over all of the period that has passed; None: there is no budget, or nothing is known."""


def forecast(objective: Objective, outcome: Outcome, whole: Fraction | None) -> Forecast:
    """The forecast of a period; `whole` is what all of it is in the rule's unit, None: it is no share."""
    delivered = outcome.delivered
    upward = objective.operator in _FLOORS
    known = delivered.level is not None and not delivered.shortage
    breach = known and objective.lost(delivered.low, delivered.high)
    met = known and objective.assured(delivered.low, delivered.high)
    beyond = delivered.level is not None and not objective.tolerated(objective.compared(delivered.level))
    return Forecast(
        level=delivered.level,
        best=delivered.high if upward else delivered.low,
        worst=delivered.low if upward else delivered.high,
        certain_breach=breach,
        certain_met=met,
        budget=budget(objective, outcome, whole),
        jeopardy=known and not breach and not met and beyond,
        burn_rate=burn_rate(objective, delivered.level, whole),
    )


def budget(objective: Objective, outcome: Outcome, whole: Fraction | None) -> Budget | None:
    """How much bad the agreed level allows in the whole period, and how much there was.

    Of events, whose number to come nobody knows, it is what those so far allow. None when the level is no share,
    or the operator sets no limit to what is bad.
    """
    evidence, allowed = outcome.evidence, _allowed(objective, whole)
    level, now = outcome.delivered.level, evidence.denominator
    if allowed is None or whole is None or level is None or not now:
        return None
    bad = level if objective.operator in _CEILINGS else whole - level
    return Budget(evidence.unit, allowed * (now + evidence.ahead), bad / whole * now)


def burn_rate(objective: Objective, level: Fraction | None, whole: Fraction | None) -> Fraction | None:
    """How many times as fast as it may the budget goes at this level; None when there is no budget."""
    allowed = _allowed(objective, whole)
    if level is None or not allowed or whole is None:
        return None
    return (level if objective.operator in _CEILINGS else whole - level) / whole / allowed


def burns(
    computation: Computation, objective: Objective, whole: Fraction | None, setting: Setting, facts: Facts
) -> list[Burn]:
    """How fast the budget went over each of the windows before `setting.as_of`, as far as they are in the period."""

    def over(length: int) -> Fraction | None:
        window = Interval(setting.as_of - length, setting.as_of).clip(setting.valid)
        if window is None:
            return None
        part = Setting(setting.period, window, setting.as_of, setting.excluded)
        return burn_rate(objective, computation.outcome(part, facts).delivered.level, whole)

    return [Burn(pair, over(pair.long), over(pair.short)) for pair in PAIRS]


def _allowed(objective: Objective, whole: Fraction | None) -> Fraction | None:
    """Share that may be bad; None when the promise sets no such limit."""
    if whole is None or not isinstance(objective.reference, Fraction):
        return None
    if objective.operator in _FLOORS:
        return 1 - objective.reference / whole
    return objective.reference / whole if objective.operator in _CEILINGS else None
