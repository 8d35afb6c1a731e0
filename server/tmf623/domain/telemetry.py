"""Telemetry as it comes in: points of metrics, what they may become, and the exact numbers in them.

Nothing here knows a protocol. What is finer than a microsecond was cut off where the point was read.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tmf623.domain.instants import Interval

EXACT = Context(prec=400)
"""Products of two decimals of at most 100 digits are exact in it."""
BOUND_DIGITS = 17
"""Significant digits of the bounds of exponential histograms: as many as tell any two doubles apart."""
_BOUNDS = Context(prec=BOUND_DIGITS, rounding=ROUND_HALF_EVEN)
_WORKING = Context(prec=40, rounding=ROUND_HALF_EVEN)
MOST_BUCKETS = 1_000
"""Buckets one point may have; OpenTelemetry's exporters send at most 160, or 320."""
LARGEST_SCALE, LEAST_SCALE = 20, -10
"""Scales of exponential histograms (OpenTelemetry metrics data model, exponential scale)."""
_LARGEST_POWER = 1_100
"""Bounds are powers of two between doubles' least and greatest, 2 ** -1074 and 2 ** 1024, and a little more."""


class Protocol(StrEnum):
    """How telemetry comes in."""

    OTLP = "otlp"
    PROMETHEUS = "prometheus"
    ALARM = "alarm"
    PERFORMANCE = "performance"


class MeasurementKind(StrEnum):
    """What a point becomes."""

    STATE_CHANGE = "stateChange"
    SAMPLE = "sample"
    GOOD_TOTAL = "goodTotal"
    HISTOGRAM = "histogram"


class Dropped(StrEnum):
    """Why a point does not become a measurement."""

    UNMATCHED = "unmatched"
    """No binding fits it."""
    NO_OBJECT = "noObject"
    """The attribute that names the object, or the source, is missing, blank or has the character U+0000."""
    NO_VALUE = "noValue"
    """It says that nothing was observed; of a state that is a report of its own."""
    NO_STATE = "noState"
    """Its binding says of no state what the value means."""
    OUT_OF_RANGE = "outOfRange"
    """Its value is no finite number, or has too many digits."""
    OUT_OF_TIME = "outOfTime"
    """It is not within the years 1900 to 2199, or ends before it starts."""
    WRONG_TYPE = "wrongType"
    """A metric of its type cannot become what its binding says."""
    NO_TEMPORALITY = "noTemporality"
    """It does not say whether it counts since the last point or since a start."""
    BAD_BUCKETS = "badBuckets"
    """Its buckets contradict each other, are incomplete, or are too many."""
    NO_PARTNER = "noPartner"
    """It counts what was good, or all, and the other count of the same instant did not come with it."""
    SUMMARY = "summary"
    """Summaries hold quantiles somebody else has computed: nothing can be proved from them."""


class Form(StrEnum):
    """What a point's value is."""

    GAUGE = "gauge"
    """The level at its instant."""
    DELTA = "delta"
    """What was added from its start to its instant."""
    CUMULATIVE = "cumulative"
    """What was added since its start, which is unknown or an instant."""


class Buckets(NamedTuple):
    """A histogram: `counts[i]` values in (bounds[i-1], bounds[i]], the last one above all bounds."""

    bounds: tuple[Decimal, ...]
    counts: tuple[int, ...]


class Point(NamedTuple):
    """One point of one series."""

    form: Form
    time: int
    """Microseconds since 1970 UTC."""
    start: int | None
    """Since when it counts; None: unknown, or a gauge."""
    value: "Decimal | Buckets | None"
    """None: the source says that it observed nothing."""

    @property
    def span(self) -> Interval | None:
        """From its start to its instant, half-open; None when the start is unknown."""
        return None if self.start is None else Interval(self.start, self.time)


class StateRule(NamedTuple):
    """What some numbers say about a state."""

    value: Decimal | None
    """The number itself; None: the bounds say."""
    at_least: Decimal | None
    below: Decimal | None
    state: str
    impact: str
    """Decimal text; empty unless the state is degraded."""

    def holds(self, number: Decimal) -> bool:
        """Whether the number is one of those."""
        if self.value is not None:
            return number == self.value
        return (self.at_least is None or number >= self.at_least) and (self.below is None or number < self.below)


UP_IS_ONE = (
    StateRule(Decimal(1), None, None, "up", ""),
    StateRule(Decimal(0), None, None, "down", ""),
)
"""What gauges of availability say by custom (Prometheus: `up`, `probe_success`)."""


def state_of(rules: Sequence[StateRule], number: Decimal) -> StateRule | None:
    """The first rule that holds for the number; None when none does."""
    return next((rule for rule in rules if rule.holds(number)), None)


def scaled(value: Decimal, factor: Decimal) -> Decimal:
    """The exact product."""
    return EXACT.multiply(value, factor)


def good_of(buckets: Buckets, at_most: Decimal) -> int | None:
    """How many values are at most `at_most`, which must be one of the bounds; None when it is none."""
    if at_most not in buckets.bounds:
        return None
    return sum(buckets.counts[: buckets.bounds.index(at_most) + 1])


def consistent(buckets: Buckets) -> bool:
    """Whether bounds ascend and there is one more count than bounds, none of them negative."""
    bounds, counts = buckets
    ascending = all(lower < upper for lower, upper in pairwise(bounds))
    return ascending and len(counts) == len(bounds) + 1 <= MOST_BUCKETS and all(count >= 0 for count in counts)


def exponential(
    scale: int,
    zero: tuple[int, Decimal],
    positive: tuple[int, Sequence[int]],
    negative: tuple[int, Sequence[int]] = (0, ()),
) -> Buckets | None:
    """An exponential histogram with its bounds written out; None when scale, indexes or their number are no such.

    `zero` is the zero bucket's count and threshold; `positive` and `negative` are the index of the first bucket and
    the counts. Bucket i holds (base ** i, base ** (i + 1)], base being 2 ** (2 ** -scale), and the negative ones
    their mirror image, whose included bound is the lower one; a value exactly there is counted as just above it.

    Source: OpenTelemetry metrics data model, exponential histogram.
    """
    size = len(positive[1]) + len(negative[1])
    if not LEAST_SCALE <= scale <= LARGEST_SCALE or size + 3 > MOST_BUCKETS:
        return None
    edges = [index + len(counts) for index, counts in (positive, negative)]
    if any(
        abs(edge) > _LARGEST_POWER << scale if scale >= 0 else abs(edge) << -scale > _LARGEST_POWER
        for edge in (*edges, positive[0], negative[0])
    ):
        return None
    cells: list[tuple[Decimal, int]] = []
    if any(negative[1]):
        cells.append((-_power(scale, edges[1]), 0))
        cells += [(-_power(scale, negative[0] + i), negative[1][i]) for i in reversed(range(len(negative[1])))]
    cells.append((zero[1], zero[0]))
    if any(positive[1]):
        cells.append((_power(scale, positive[0]), 0))
        cells += [(_power(scale, positive[0] + i + 1), count) for i, count in enumerate(positive[1])]
    return _joined(cells)


@lru_cache(maxsize=8192)
def _power(scale: int, index: int) -> Decimal:
    """2 ** (index * 2 ** -scale), exactly where 17 digits hold it, else the nearest decimal of 17 digits."""
    exponent = _WORKING.divide(Decimal(index), Decimal(1 << scale)) if scale > 0 else Decimal(index << -scale)
    return _BOUNDS.plus(_WORKING.power(Decimal(2), exponent))


def _joined(cells: Sequence[tuple[Decimal, int]]) -> Buckets:
    """Cells of (upper bound, count) with ascending bounds; a bound that does not ascend gives its count to the last."""
    bounds: list[Decimal] = []
    counts: list[int] = []
    for bound, count in cells:
        if bounds and bound <= bounds[-1]:
            counts[-1] += count
        else:
            bounds.append(bound)
            counts.append(count)
    return Buckets(tuple(bounds), (*counts, 0))
