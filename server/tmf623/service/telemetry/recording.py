"""From points to recorded measurements: select, read, put together, record in one transaction."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest
from tmf.sla.v1.measurement_pb2 import MeasurementBatch
from tmf623.domain.telemetry import Dropped, Point
from tmf623.service.measurements import record_measurements
from tmf623.service.telemetry.batches import Batches
from tmf623.service.telemetry.bindings import Role, Target
from tmf623.service.telemetry.points import Metric, Series
from tmf623.service.telemetry.readings import CountReading, reading_of
from tmf623.service.telemetry.selection import Selection
from tmf623.store.transaction import Transaction

NOT_WANTED = frozenset({Dropped.UNMATCHED})
"""Drops that are nobody's mistake: a sender need not be told."""


@dataclass(slots=True)
class Taken:
    """What became of the points of one request."""

    batches: list[MeasurementBatch]
    recorded: int
    """Points that became measurements."""
    dropped: Counter[Dropped] = field(default_factory=Counter)
    unmatched: Counter[str] = field(default_factory=Counter)
    """Points no binding fits, by metric."""

    @property
    def refused(self) -> Counter[Dropped]:
        """Points a sender may want to hear of, by reason."""
        return Counter({reason: count for reason, count in self.dropped.items() if reason not in NOT_WANTED})


def taken(metrics: Iterable[Metric], selection: Selection) -> Taken:
    """What the bindings make of what was offered; nothing is stored yet."""
    reading = _Reading(selection)
    for metric in metrics:
        reading.read(metric)
    return reading.ended()


def record(tx: Transaction, found: Taken) -> None:
    """Store the measurements. The same ones again are recognised by their content."""
    if found.batches:
        record_measurements(tx, RecordMeasurementRequest(batch=found.batches))


class _Half(NamedTuple):
    """A count that waits for the other one of its instant."""

    target: Target
    reading: CountReading


class _Reading:
    """One request being read."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._batches = Batches()
        self._halves: dict[tuple[object, ...], list[_Half]] = {}
        self._recorded = 0
        self._dropped: Counter[Dropped] = Counter()
        self._unmatched: Counter[str] = Counter()

    def read(self, metric: Metric) -> None:
        """Take what the bindings want of a metric."""
        if not self._selection.concerned(metric.name):
            if not metric.derived:
                self._count_unmatched(metric.name, metric.size)
            return
        for series in metric.series():
            targets = self._selection.targets(metric.name, series.key, series.attributes)
            if isinstance(targets, Dropped):
                self._miss(metric, series, targets)
                continue
            for point in series.points():
                self._take(targets, point)

    def ended(self) -> Taken:
        """All that was read."""
        for halves in self._halves.values():
            self._join(halves)
        return Taken(self._batches.made(), self._recorded, self._dropped, self._unmatched)

    def _miss(self, metric: Metric, series: Series, reason: Dropped) -> None:
        if reason is not Dropped.UNMATCHED:
            self._dropped[reason] += series.size
        elif not metric.derived:
            self._count_unmatched(metric.name, series.size)

    def _count_unmatched(self, name: str, size: int) -> None:
        self._dropped[Dropped.UNMATCHED] += size
        self._unmatched[name] += size

    def _take(self, targets: tuple[Target, ...], point: Point | Dropped) -> None:
        if isinstance(point, Dropped):
            self._dropped[point] += 1
            return
        reasons = [reason for target in targets if (reason := self._put(target, point)) is not None]
        if len(reasons) == len(targets):
            self._dropped[reasons[0]] += 1
        else:
            self._recorded += 1

    def _put(self, target: Target, point: Point) -> Dropped | None:
        reading = reading_of(target, point)
        if isinstance(reading, Dropped):
            return reading
        if isinstance(reading, CountReading) and target.binding.good_metric_name:
            key = (id(target.binding), target.source, target.object, target.series, reading.span.end)
            self._halves.setdefault(key, []).append(_Half(target, reading))
        else:
            self._batches.add(target, reading)
        return None

    def _join(self, halves: list[_Half]) -> None:
        """Two counts of one instant become one; one alone becomes nothing."""
        joined = _joined(halves)
        for target, reading in joined:
            self._batches.add(target, reading)
        if not joined:
            self._dropped[Dropped.NO_PARTNER] += len(halves)
            self._recorded -= len(halves)


def _joined(halves: list[_Half]) -> list[tuple[Target, CountReading]]:
    """The good and the total count of one instant as one reading; nothing when one is missing or they do not fit."""
    by_role = {half.target.role: half for half in halves}
    if Role.BOTH in by_role:
        return [by_role[Role.BOTH]]
    if Role.GOOD not in by_role or Role.TOTAL not in by_role:
        return []
    good, (target, total) = by_role[Role.GOOD].reading, by_role[Role.TOTAL]
    if good.cumulative != total.cumulative or good.value > total.value:
        return []
    if not total.cumulative and good.span != total.span:
        return []
    start = max(good.span.start, total.span.start)  # what began later has counted nothing before
    return [(target, total._replace(span=total.span._replace(start=start), good=good.value))]


def complaint(found: Taken) -> str:
    """What a sender should hear of its points that were refused; empty when none was."""
    refused = found.refused
    said = ", ".join(f"{count} {_WORDS[reason]}" for reason, count in sorted(refused.items()))
    return f"not recorded: {said}" if said else ""


_WORDS = {
    Dropped.UNMATCHED: "that no binding fits",
    Dropped.NO_OBJECT: "without the attribute that names the object or source",
    Dropped.NO_VALUE: "without a value",
    Dropped.NO_STATE: "with a value no state is declared for",
    Dropped.OUT_OF_RANGE: "with a value that is no finite number or too long",
    Dropped.OUT_OF_TIME: "not within the years 1900 to 2199 or ending before they start",
    Dropped.WRONG_TYPE: "of a type that cannot become what the binding says",
    Dropped.NO_TEMPORALITY: "without aggregation temporality",
    Dropped.BAD_BUCKETS: "with buckets that contradict each other or lack the bound",
    Dropped.NO_PARTNER: "whose other count did not come with them",
    Dropped.SUMMARY: "of summaries, from which nothing can be proved",
}
