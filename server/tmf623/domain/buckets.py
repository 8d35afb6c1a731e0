"""Histograms put together: what several with other bounds say of the same values.

A histogram tells how many values are at most some number when that is one of its bounds, or lies in a bucket that
holds nothing. So histograms whose bounds move with their values (exponential ones) lose nothing when they are put
together, and a bound only some of them tell of is left out.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import NamedTuple


class Distribution(NamedTuple):
    """Counts of the buckets (bounds[i - 1], bounds[i]], the last one above all bounds."""

    bounds: tuple[Decimal, ...]
    """Ascending."""
    counts: tuple[int, ...]
    """One more than `bounds`."""


class _Totals:
    """How many values of a distribution are at most a number."""

    def __init__(self, distribution: Distribution) -> None:
        self.bounds, self._counts = distribution
        self._up_to = (0, *accumulate(self._counts))
        self.whole = self._up_to[-1]

    def at_most(self, number: Decimal) -> int | None:
        """None: the distribution does not tell."""
        index = bisect_left(self.bounds, number)
        if index < len(self.bounds) and self.bounds[index] == number:
            return self._up_to[index + 1]
        return None if self._counts[index] else self._up_to[index]


def together(distributions: Iterable[Distribution]) -> Distribution:
    """The values of all of them, by every bound of which all of them tell."""
    summed: dict[tuple[Decimal, ...], list[int]] = {}
    for bounds, counts in distributions:
        known = summed.get(bounds)
        summed[bounds] = list(counts) if known is None else [sum(pair) for pair in zip(known, counts, strict=True)]
    totals = [_Totals(Distribution(bounds, tuple(counts))) for bounds, counts in summed.items()]
    rows = []
    for bound in _bounds(totals):
        told = [found for each in totals if (found := each.at_most(bound)) is not None]
        if len(told) == len(totals):
            rows.append((bound, sum(told)))
    return _of_totals(rows, sum(each.whole for each in totals))


def growth(later: Distribution, earlier: Distribution) -> Distribution | None:
    """What came in between two readings of a count that goes on; None when it did not: something became less."""
    now, then = _Totals(later), _Totals(earlier)
    rows = []
    for bound in _bounds((now, then)):
        counted, before = now.at_most(bound), then.at_most(bound)
        if counted is not None and before is not None:
            rows.append((bound, counted - before))
    grown = _of_totals(rows, now.whole - then.whole)
    return None if any(count < 0 for count in grown.counts) else grown


def _bounds(totals: Collection[_Totals]) -> list[Decimal]:
    return sorted({bound for each in totals for bound in each.bounds})


def _of_totals(rows: Sequence[tuple[Decimal, int]], whole: int) -> Distribution:
    """A distribution from how many values are at most each bound, and how many there are."""
    up_to = [0, *(total for _, total in rows), whole]
    return Distribution(tuple(bound for bound, _ in rows), tuple(upper - lower for lower, upper in pairwise(up_to)))
