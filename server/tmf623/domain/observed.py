"""What was observed, with corrections applied: samples, counts and histograms, each at the instant it counts at.

Of two observations of one source about the same instant or span the one known later stands; known at the same
time, the greater value or total, then fewer good. So repetition changes nothing, nor does any order of arrival.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from tmf623.domain.buckets import Distribution, growth
from tmf623.domain.choices import SourcePolicy
from tmf623.domain.facts import GoodTotal, Histogram, Sample, Series
from tmf623.domain.instants import EARLIEST

T = TypeVar("T", Sample, GoodTotal, Histogram)
_EXACT = Context(prec=100_000, traps=[Inexact])


class Count(NamedTuple):
    """How many events there were up to an instant, since the count before."""

    instant: int
    """The last microsecond of its span."""
    good: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Sources:
    """Whose observations count: everybody's, or those of the first in a list who has any."""

    policy: SourcePolicy = SourcePolicy.POOLED
    names: tuple[str, ...] = ()
    """Only these; empty: all."""

    def heard(self, observations: Iterable[T]) -> list[T]:
        """Those of the sources that count."""
        told = list(observations)
        if self.policy is SourcePolicy.PRIORITY:
            known = {each.source for each in told}
            first = next((name for name in self.names if any(is_of(source, name) for source in known)), None)
            return [each for each in told if first is not None and is_of(each.source, first)]
        return [each for each in told if not self.names or any(is_of(each.source, name) for name in self.names)]


def is_of(source: str, name: str) -> bool:
    """Whether a source goes by a name: its own, or what stands before `#` where several series come from one source."""
    return source == name or source.startswith(f"{name}#")


EVERYBODY = Sources()


def samples(series: Series, sources: Sources = EVERYBODY) -> list[Sample]:
    """The samples that stand, in order of time and source."""
    heard = sources.heard(series.samples)
    return _standing(heard, lambda sample: (sample.time, sample.source), lambda sample: (sample.known_at, sample.value))


def counts(series: Series, sources: Sources = EVERYBODY) -> list[Count]:
    """What was counted, span by span: of cumulative readings what came in since the reading before.

    A cumulative count that starts anew, or shows less than before, was reset: what it shows came in since. The
    first reading of a source shows what came in since its start, which is nothing when that is its own instant, and
    not known when that is EARLIEST: then only what comes in afterwards is.
    """
    standing = _standing(sources.heard(series.counts), _span, lambda read: (read.known_at, read.total, -read.good))
    return [
        _since(read, before)
        for read, before in _continued(standing, _is_reset)
        if before is not None or read.span.start < read.span.end
    ]


def histograms(series: Series, sources: Sources = EVERYBODY) -> list[tuple[int, Histogram]]:
    """The histograms that stand, each at its last microsecond; of cumulative ones the growth, as for `counts`.

    Who does not know when its counts began (Prometheus) may also lose some of its buckets on the way: a histogram
    with only some of the bounds of an earlier one is left out, since the next whole one has all its counts.
    """
    heard = _standing(sources.heard(series.histograms), _span, lambda read: (read.known_at, read.counts))
    standing = list(_whole(heard))
    return [
        (read.span.end - 1, read if before is None else _growth(read, before))
        for read, before in _continued(standing, _is_other)
        if before is not None or read.span.start < read.span.end
    ]


def total(values: Iterable[Decimal]) -> Fraction:
    """The sum, exactly."""
    with localcontext(_EXACT):
        return Fraction(sum(values, Decimal(0)))


def _since(read: GoodTotal, before: GoodTotal | None) -> Count:
    if before is None:
        return Count(read.span.end - 1, read.good, read.total)
    good, total = _EXACT.subtract(read.good, before.good), _EXACT.subtract(read.total, before.total)
    return Count(read.span.end - 1, good, total)


def _span(read: Any) -> tuple[Any, ...]:
    """What makes two readings be about the same: order of source and end, then of kind and start."""
    return read.source, read.span.end, read.cumulative, 0 if read.cumulative else read.span.start


def _standing(
    observations: Collection[T], key: Callable[[T], tuple[Any, ...]], precedence: Callable[[T], tuple[Any, ...]]
) -> list[T]:
    stands: dict[tuple[Any, ...], T] = {}
    for each in observations:
        place = key(each)
        known = stands.get(place)
        if known is None or precedence(each) > precedence(known):
            stands[place] = each
    return [stands[place] for place in sorted(stands)]


def _continued(readings: Iterable[Any], restarted: Callable[[Any, Any], bool]) -> Iterable[tuple[Any, Any]]:
    """Each reading with the cumulative one it continues, None for what counts by itself.

    The first reading of a count that nobody saw begin tells where the next one goes on, and counts nothing itself.
    """
    last: Any = None
    for read in readings:
        is_first = last is None or last.source != read.source
        if read.cumulative and is_first and _began_unseen(read):
            last = read
            continue
        before = last if read.cumulative and last is not None and last.source == read.source else None
        yield read, None if before is None or restarted(before, read) else before
        if read.cumulative:
            last = read


def _whole(readings: Iterable[Histogram]) -> Iterable[Histogram]:
    """The readings, in order of source and end, that lack no bucket an earlier one of their source had."""
    seen: dict[str, set[frozenset[Decimal]]] = {}
    for read in readings:
        if read.cumulative and _began_unseen(read):
            bounds, earlier = frozenset(read.bounds), seen.setdefault(read.source, set())
            if any(bounds < other for other in earlier):
                continue
            earlier.add(bounds)
        yield read


def _began_unseen(read: Any) -> bool:
    """Whether nobody knows since when a reading counts."""
    return bool(read.span.start <= EARLIEST)


def _is_reset(before: GoodTotal, read: GoodTotal) -> bool:
    bad, bad_before = (_EXACT.subtract(reading.total, reading.good) for reading in (read, before))
    return before.span.start != read.span.start or read.good < before.good or bad < bad_before


def _is_other(before: Histogram, read: Histogram) -> bool:
    return before.span.start != read.span.start or growth(_distribution(read), _distribution(before)) is None


def _growth(read: Histogram, before: Histogram) -> Histogram:
    grown = growth(_distribution(read), _distribution(before))
    return read if grown is None else read._replace(bounds=grown.bounds, counts=grown.counts)


def _distribution(read: Histogram) -> Distribution:
    return Distribution(read.bounds, read.counts)
