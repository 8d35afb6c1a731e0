"""What the lint of a schedule finds."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """The schedule does not say what a customer gets: it cannot be approved."""
    WARNING = "warning"
    """It says so, but probably not what was meant."""
    INFO = "info"


class Defect(StrEnum):
    """What a schedule can have wrong."""

    NO_TIER = "noTier"
    GAP = "gap"
    WHOLE_UNITS = "wholeUnits"
    """A table in whole units that does not say what a fraction is worth."""
    PRESUPPOSED_ROUNDING = "presupposedRounding"
    """A table in so many decimals that presupposes a rounding it does not state."""
    OVERLAP = "overlap"
    UNREACHABLE_TIER = "unreachableTier"
    NON_MONOTONE = "nonMonotone"
    """Worse service gives less."""
    BOUND_UNSTATED = "boundUnstated"
    """Whether a bound belongs to the tier is not said."""
    BOUND_STYLE_MIXED = "boundStyleMixed"
    UNIT_MISMATCH = "unitMismatch"
    MEASURE_MISMATCH = "measureMismatch"
    """The rule delivers nothing of what the schedule measures."""
    BASE_MISSING = "baseMissing"
    CURRENCY_MISSING = "currencyMissing"
    CURRENCY_UNKNOWN = "currencyUnknown"
    CURRENCY_MISMATCH = "currencyMismatch"
    TARGET_ABOVE_TIERS = "targetAboveTiers"
    """Part of what violates the rule gives no credit."""
    TARGET_BELOW_TIERS = "targetBelowTiers"
    """Part of what keeps the promise gives a credit."""
    PART_UNSTATED = "partUnstated"
    """What a unit begun is worth ("or part thereof") is not said."""
    ACCUMULATION_UNSTATED = "accumulationUnstated"
    """Whether outages are counted one by one or together is not said."""
    DAY_OF_FIX_UNSTATED = "dayOfFixUnstated"
    FIRST_DAY_UNSTATED = "firstDayUnstated"
    CAP_MISSING = "capMissing"
    CAP_OVER_100 = "capOver100"
    PERCENT_OVER_100 = "percentOver100"
    NEGATIVE_AWARD = "negativeAward"
    CLAIM_WINDOW_UNSTATED = "claimWindowUnstated"
    AGGREGATE_UNSTATED = "aggregateUnstated"
    NOTHING = "nothing"
    """Nothing follows from it at all."""


class LintFinding(NamedTuple):
    """One defect of a schedule."""

    defect: Defect
    severity: Severity
    tier: int | None
    """Index of the tier it is about, from 0; None: the whole."""
    text: str
    """For people, with the values."""
