"""How efficient the process of degradation reports is (eTOM 1.3.8.3.3): counts, and times to clear."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple


class Times(NamedTuple):
    """Times some things took, in microseconds."""

    mean: Fraction
    median: int
    """Nearest rank: half of them, rounded up, took no longer."""
    ninetieth: int
    """Nearest rank at 90 percent."""
    longest: int


def times(taken: Sequence[int]) -> Times | None:
    """Sum up how long things took; None of nothing.

    Percentiles by nearest rank: the smallest value that at least the share of all values do not exceed.
    """
    if not taken:
        return None
    ordered = sorted(taken)
    return Times(
        mean=Fraction(sum(ordered), len(ordered)),
        median=_at(ordered, Fraction(1, 2)),
        ninetieth=_at(ordered, Fraction(9, 10)),
        longest=ordered[-1],
    )


def _at(ordered: Sequence[int], share: Fraction) -> int:
    rank = -((-share * len(ordered)) // 1)
    return ordered[int(rank) - 1]
