"""The metric library: well-known metrics, and what a rule about one computes when it does not say.

A rule names a metric by a URI or a word; what counts is the last segment, whatever its case and separators, so
"http://metrics.example/Availability" is `availability`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tmf623.domain.assessment import SpecType
from tmf623.domain.units import PERCENT, Unit

AVAILABILITY = "availability"
_SEPARATORS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Metric:
    """A well-known metric."""

    type: SpecType
    """How it is computed."""
    unit: Unit | None = None
    """Unit of levels without one; None: a rule must say."""
    alone: bool = False
    """Whether a rule without `spec` says all there is to know."""


_METRICS: Mapping[str, tuple[Metric, tuple[str, ...]]] = {
    AVAILABILITY: (Metric(SpecType.AVAILABILITY, PERCENT, alone=True), ("uptime", "serviceavailability")),
    "timetorepair": (Metric(SpecType.EVENT_DURATION), ("ttr", "timetorestore", "timetoresolve", "repairtime")),
}
_NAMES: Mapping[str, str] = {word: name for name, (_, others) in _METRICS.items() for word in (name, *others)}


def series_of(metric: str) -> str:
    """The name under which observations of a metric are kept and found; `availability` when it is not given."""
    segments = [part for part in re.split(r"[/#:?]", metric.lower()) if _SEPARATORS.sub("", part)]
    word = _SEPARATORS.sub("", segments[-1]) if segments else AVAILABILITY
    return _NAMES.get(word, word)


def known(metric: str) -> Metric | None:
    """What the library knows about the metric a rule names; None when that is nothing."""
    found = _METRICS.get(series_of(metric)) if metric.strip() else None
    return None if found is None else found[0]
