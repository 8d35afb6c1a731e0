"""The words by which a rule chooses how it is computed: what `RuleSpec` and its parts may say.

Words that belong to one computation's own room (`MissingData`, `Denominator`, `Operator`, …) stand there.
"""

from enum import StrEnum


class Pooling(StrEnum):
    """How several objects are one."""

    SUM = "sum"
    """Time or events of each are added up."""
    ANY_DOWN = "anyDown"
    """Down while any is."""
    ALL_DOWN = "allDown"
    """Down while all are."""


class SourcePolicy(StrEnum):
    """How several sources of one series are one."""

    WORST = "worst"
    BEST = "best"
    QUORUM = "quorum"
    """At least so many sources say it is as bad."""
    PRIORITY = "priority"
    """The first source of a list that knows."""
    POOLED = "pooled"
    """Every sample counts, whoever took it."""


class QuantumRounding(StrEnum):
    """What a part of a quantum counts as."""

    FLOOR = "floor"
    CEILING = "ceiling"


class OutageStart(StrEnum):
    """From when on a case is an outage."""

    CASE_CREATED = "caseCreated"
    CASE_REPORTED = "caseReported"


class OutageEnd(StrEnum):
    """Until when a case is an outage."""

    CASE_RESOLVED = "caseResolved"
    CASE_CLOSED = "caseClosed"


class EmptyInterval(StrEnum):
    """What an interval without measurement is."""

    GOOD = "good"
    BAD = "bad"
    SKIPPED = "skipped"


class IntervalTotal(StrEnum):
    """What good intervals are divided by."""

    OBSERVED = "observed"
    """Those with a measurement."""
    ALL = "all"
    """Those of the period."""


class Aggregation(StrEnum):
    """What the samples of one interval are together."""

    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    SUM = "sum"
    LAST = "last"


class RatioStyle(StrEnum):
    """What a ratio divides."""

    GOOD_TOTAL = "goodTotal"
    BAD_TOTAL = "badTotal"
    COUNTS = "counts"
    SAMPLES_IN_TARGET = "samplesInTarget"
    CASES_IN_TARGET = "casesInTarget"
    ORDERS_ON_TIME = "ordersOnTime"
    CONTACTS = "contacts"


class PercentileOf(StrEnum):
    """What a percentile is of."""

    VALUE = "value"
    RANGE = "range"
    """The percentile minus the least value (MEF 10.x: frame delay range)."""
    VARIATION = "variation"
    """Of the distance between two values some time apart (MEF 10.x: inter-frame delay variation)."""


class Quantity(StrEnum):
    """What means, percentiles and counts are of."""

    SAMPLE = "sample"
    CASE_DURATION = "caseDuration"
    ORDER_DURATION = "orderDuration"
    ORDER_DELAY = "orderDelay"
    CONTACT_WAIT = "contactWait"
    OUTAGE_DURATION = "outageDuration"
    """Its mean is the mean time to restore (MTTR)."""
    UPTIME_PER_OUTAGE = "uptimePerOutage"
    """The mean time between failures (MTBF)."""
    CASE = "case"
    ORDER = "order"
    CONTACT = "contact"
    OUTAGE = "outage"
    TOTAL = "total"


class Milestone(StrEnum):
    """What the time of a case runs to."""

    RESPOND = "respond"
    UPDATE = "update"
    RESTORE = "restore"


class Reopening(StrEnum):
    """What the reopening of a case does to its time."""

    CONTINUE = "continue"
    TOTAL = "total"
    RESTART = "restart"
    FIRST_RESOLUTION = "firstResolution"


class PriorityChange(StrEnum):
    """Which priority of a case counts when it changed."""

    FIRST = "first"
    LATEST = "latest"
    STRICTEST = "strictest"


class ClockStart(StrEnum):
    """When the clock of a case starts."""

    CREATED = "created"
    REPORTED = "reported"


class Weighting(StrEnum):
    """How a mean weighs samples."""

    SAMPLE = "sample"
    """Each alike."""
    TIME = "time"
    """By how long each holds, until the next one."""


class CommitSource(StrEnum):
    """What an order must be completed by."""

    FIRST_PROMISE = "firstPromise"
    REQUESTED = "requested"
    LATEST = "latest"


class OpenPastCommit(StrEnum):
    """What an order is that is still open after its commitment."""

    LATE = "late"
    IGNORED = "ignored"


class Relief(StrEnum):
    """Whether what is not the provider's doing counts."""

    EXCLUDED = "excluded"
    COUNTED = "counted"


class Failing(StrEnum):
    """What an order that failed is."""

    LATE = "late"
    EXCLUDED = "excluded"


class Falling(StrEnum):
    """What an order that was not completed as ordered is."""

    LATE = "late"
    EXCLUDED = "excluded"
    COUNTED = "counted"
    """By its date."""


class ContactFormula(StrEnum):
    """How contacts answered and abandoned are put in relation (callcentrehelper.com; icmi.com)."""

    F1 = "F1"
    F2 = "F2"
    F3 = "F3"
    F4 = "F4"
    F5 = "F5"
    ABANDONED = "abandoned"
    ABANDONED_NOT_SHORT = "abandonedNotShort"
    FIRST_CONTACT_RESOLUTION = "firstContactResolution"


class WaitFrom(StrEnum):
    """From when on a contact waits."""

    QUEUED = "queued"
    OFFERED = "offered"


class Combination(StrEnum):
    """How the parts of a composite are one."""

    ALL = "all"
    ANY = "any"
    WEIGHTED = "weighted"
    SERIAL = "serial"
    BAD_IF_ANY = "badIfAny"


class NoDataPart(StrEnum):
    """What a part without data does to a composite."""

    RENORMALISE = "renormalise"
    FAIL = "fail"


class CountedBy(StrEnum):
    """Which date puts a case, order or contact in a period."""

    CREATED = "created"
    RESOLVED = "resolved"
    DUE = "due"


class AmendmentRule(StrEnum):
    """What a version that comes into force inside a period means for it."""

    PERIOD_START = "periodStart"
    SPLIT = "split"


class Effect(StrEnum):
    """What an honoured exclusion does."""

    REMOVE = "remove"
    """The time is out of scope."""
    EXCUSE = "excuse"
    """Only its down time does not count."""
    CLOCK_STOP = "clockStop"
    """Clocks of cases stand still."""


class RoundingMode(StrEnum):
    """How a level is rounded."""

    HALF_UP = "halfUp"
    HALF_EVEN = "halfEven"
    HALF_DOWN = "halfDown"
    UP = "up"
    """Away from zero."""
    DOWN = "down"
    """Towards zero."""
    CEILING = "ceiling"
    FLOOR = "floor"
