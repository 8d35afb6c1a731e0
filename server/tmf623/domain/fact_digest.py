"""The digest of facts: equal for facts that say the same, however they were cut, ordered, repeated and corrected.

One line for each fact that stands, sorted within its kind: of states what each source said when, of samples and
counts what is left after corrections, of cases, orders and contacts everything that counts. SHA-256 of the lines in
UTF-8.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from json import dumps
from typing import Any

from tmf623.domain import observed
from tmf623.domain.choices import SourcePolicy
from tmf623.domain.computation import Needs
from tmf623.domain.decimals import ratio
from tmf623.domain.facts import Facts, Series
from tmf623.domain.instants import Interval
from tmf623.domain.observed import Sources
from tmf623.domain.states import Merging, segments
from tmf623.domain.timeline import standing

_MOST = 4096


def digest(facts: Facts, needs: Needs, span: Interval) -> str:
    """SHA-256, hexadecimal, of what the facts say about `span`, as far as it is needed."""
    told = sha256()
    for name, metric in sorted(needs.series):
        told.update(f"series\t{_text(name)}\t{_text(metric)}\n".encode())
        for line in _series(facts.of(name, metric), span):
            told.update(f"{line}\n".encode())
    for kind in ("cases", "orders", "contacts"):
        if getattr(needs, kind):
            lines = sorted({_event(event) for event in getattr(facts, kind)})
            told.update("".join(f"{kind}\t{line}\n" for line in lines).encode())
    return told.hexdigest()


def _series(series: Series, span: Interval) -> Iterator[str]:
    yield from _changes(series, span)
    if series.intervals:
        yield from _states(series, span)
    for sample in observed.samples(series):
        if span.start <= sample.time < span.end:
            yield f"sample\t{sample.time}\t{_text(sample.source)}\t{_number(sample.value)}"
    yield from _counts(series, span)
    yield from _histograms(series, span)


def _changes(series: Series, span: Interval) -> Iterator[str]:
    for change in standing(series.changes, span):
        impact = "" if change.impact is None else ratio(change.impact)
        yield f"change\t{change.time}\t{_text(change.source)}\t{impact}"


def _states(series: Series, span: Interval) -> Iterator[str]:
    """What each source said of each span of one state."""
    sources = {change.source for change in series.changes} | {each.source for each in series.intervals}
    for source in sorted(sources):
        alone = Merging(SourcePolicy.PRIORITY, sources=(source,))
        for part, impact in segments(series, span, alone):
            if impact is not None:
                yield f"state\t{part.start}\t{part.end}\t{_text(source)}\t{ratio(impact)}"


def _counts(series: Series, span: Interval) -> Iterator[str]:
    for source in sorted({each.source for each in series.counts}):
        for count in observed.counts(series, Sources(names=(source,))):
            if span.start <= count.instant < span.end:
                yield f"count\t{count.instant}\t{_text(source)}\t{_number(count.good)}\t{_number(count.total)}"


def _histograms(series: Series, span: Interval) -> Iterator[str]:
    for source in sorted({each.source for each in series.histograms}):
        for instant, histogram in observed.histograms(series, Sources(names=(source,))):
            if span.start <= instant < span.end:
                bounds = ",".join(map(_number, histogram.bounds))
                yield f"histogram\t{instant}\t{_text(source)}\t{bounds}\t{','.join(map(str, histogram.counts))}"


def _event(event: Any) -> str:
    return "\t".join(_written(value) for value in event)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return _written(sorted(value.items()))
    if isinstance(value, tuple | list):
        return f"({','.join(map(_written, value))})"
    return "" if value is None else _text(str(value))


def _number(value: Any) -> str:
    """The shortest text of a decimal number: 1.50 and 1.5 are one."""
    return format(value.normalize(), "f")


@lru_cache(maxsize=_MOST)
def _text(text: str) -> str:
    return dumps(text, ensure_ascii=True)


def of_excluded(excluded: Iterable[Any]) -> str:
    """SHA-256, hexadecimal, of the exclusions that were honoured; empty when there were none."""
    lines = sorted(
        f"{each.span.start}\t{each.span.end}\t{each.effect}\t{_text(str(each.category))}\t{_text(each.exclusion_id)}\n"
        for each in excluded
    )
    return sha256("".join(lines).encode()).hexdigest() if lines else ""
