"""Observations between messages and the store: read and checked one by one, written back as they were sent.

What a single observation must be is in the contract; here every demand has one function, for both doors.
"""

import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, chain, pairwise
from typing import Any, NoReturn

from tmf.sla.v1.measurement_pb2 import MeasurementBatch, SampleColumns
from tmf623.contract.faults import shown
from tmf623.domain.decimals import fraction_of
from tmf623.domain.instants import EARLIEST, LATEST, SECOND
from tmf623.domain.timeline import State
from tmf623.errors import Invalid, Reason, Refused, TooLarge
from tmf623.service.timestamps import recordable, stamp
from tmf623.store import columns, observations
from tmf623.store.observations import Content, ObservationKind, Row

MOST_VALUES = 50_000
"""Different impacts, or bounds, one batch may have; the store numbers them in two bytes."""
MOST_BOUNDS = 1_000
PLAIN_VALUES = re.compile(r"(?:-?[0-9]{1,40}(?:\.[0-9]{1,40})?,)*", re.ASCII)
"""Values without an exponent, each with a comma behind it."""
_MOST_PLACES = 18
_STATES = frozenset(State)
_NANOS = 10**9
_FIRST_SECOND, _LAST_SECOND = EARLIEST // SECOND, LATEST // SECOND
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?", re.ASCII)
_LISTS: Mapping[ObservationKind, str] = {
    ObservationKind.STATE_CHANGE: "state_change",
    ObservationKind.STATE_INTERVAL: "state_interval",
    ObservationKind.SAMPLE: "sample",
    ObservationKind.GOOD_TOTAL: "good_total",
    ObservationKind.HISTOGRAM: "histogram",
}
_COLUMNS = "sampleColumns"


def content_of(batch: MeasurementBatch, path: str) -> Content:
    """The observations of a batch; `path` is where the batch stands in its request.

    Raises:
        Invalid: there are none, or of several kinds, or an attribute is missing or has a value it cannot have.
        Refused: an observation is not within the years 1900 to 2199, ends before it starts, or contradicts itself.
        TooLarge: there are more than MOST_VALUES different impacts or bounds.
    """
    given = [kind for kind, name in _LISTS.items() if getattr(batch, name)]
    has_columns = batch.HasField("sample_columns")
    if len(given) + has_columns != 1:
        words = ", ".join([*ObservationKind, _COLUMNS])
        if not given and not has_columns:
            missing(path, f"has no observations: one of {words} must hold some")
        several = ", ".join([*given, _COLUMNS] if has_columns else given)
        raise Invalid(Reason.INVALID_VALUE, f"{path} has {several}: a batch holds one kind", attribute=path)
    if has_columns:
        return _of_columns(batch.sample_columns, f"{path}.{_COLUMNS}")
    kind = given[0]
    plain = plain_samples(batch.sample) if kind is ObservationKind.SAMPLE else None
    if plain is not None:
        return plain
    return _content(kind, [READ[kind](each, where) for each, where in _each(batch, kind, path)], path)


def plain_samples(sent: Sequence[Any]) -> Content | None:
    """Samples read in columns; None when they are not so plain that nothing can be wrong with one."""
    texts, stamps = [sample.value for sample in sent], [sample.time for sample in sent]
    seconds, nanos = [stamp.seconds for stamp in stamps], [stamp.nanos for stamp in stamps]
    if not (min(seconds) >= _FIRST_SECOND and max(seconds) < _LAST_SECOND and min(nanos) >= 0 and max(nanos) < _NANOS):
        return None
    if not all(seconds) or not PLAIN_VALUES.fullmatch(",".join([*texts, ""])):  # a second 0 may be one not given
        return None
    times = [second * SECOND + nano // 1000 for second, nano in zip(seconds, nanos, strict=True)]
    return observations.samples(observations.instants(times), columns.numbers_of_texts(texts))


def write(content: Content, batch: MeasurementBatch) -> None:
    """Put observations into a message, in ascending order."""
    listed, fill = getattr(batch, _LISTS[content.kind]), _WRITE[content.kind]
    for row in content.rows():
        fill(listed.add(), row)


def missing(attribute: str, why: str = "is missing") -> NoReturn:
    """Refuse a request that lacks an attribute: Invalid."""
    raise Invalid(Reason.MISSING_ATTRIBUTE, f"{attribute} {why}", attribute=attribute)


def _content(kind: ObservationKind, rows: Sequence[Row], path: str) -> Content:
    content = observations.content_of(kind, rows)
    if len(set(content.coded)) > MOST_VALUES:
        raise TooLarge(Reason.TOO_LARGE, f"{path} has more than {MOST_VALUES} different impacts", attribute=path)
    return content


def _each(batch: MeasurementBatch, kind: ObservationKind, path: str) -> Iterator[tuple[Any, str]]:
    for index, observation in enumerate(getattr(batch, _LISTS[kind])):
        yield observation, f"{path}.{kind}[{index}]"


def _change(change: Any, path: str) -> Row:
    return (_instant(change, "time", path), *_state(change, path))


def _interval(interval: Any, path: str) -> Row:
    return (*_span(interval, path), *_state(interval, path))


def _sample(sample: Any, path: str) -> Row:
    return (_instant(sample, "time", path), _decimal(sample, "value", path))


def _good_total(counts: Any, path: str) -> Row:
    span = _span(counts, path)
    good, total = _decimal(counts, "good", path), _decimal(counts, "total", path)
    if not 0 <= good <= total:
        attribute = f"{path}.good"
        raise Refused(
            Reason.RULE_REFUSED, f"{attribute} is {counts.good}, not from 0 to {counts.total}", attribute=attribute
        )
    return (*span, good, total, bool(counts.cumulative))


def _histogram(histogram: Any, path: str) -> Row:
    span, attribute = _span(histogram, path), f"{path}.count"
    bounds = [_number(text, f"{path}.bound[{index}]") for index, text in enumerate(histogram.bound)]
    if len(bounds) > MOST_BOUNDS:
        raise TooLarge(Reason.TOO_LARGE, f"{path} has more than {MOST_BOUNDS} bounds", attribute=path)
    if any(lower >= upper for lower, upper in pairwise(bounds)):
        raise Refused(Reason.RULE_REFUSED, f"{path}.bound is not ascending", attribute=f"{path}.bound")
    if len(histogram.count) != len(bounds) + 1:
        sentence = f"{attribute} has {len(histogram.count)} buckets, not {len(bounds) + 1}, one more than bounds"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute=attribute)
    negative = next((count for count in histogram.count if count < 0), None)
    if negative is not None:
        raise Refused(Reason.RULE_REFUSED, f"{attribute} has {negative}, less than 0", attribute=attribute)
    texts = observations.bound_texts(bounds)
    return (*span, texts, bool(histogram.cumulative), tuple(histogram.count))


def _of_columns(sent: SampleColumns, path: str) -> Content:
    count = len(sent.step)
    if not count:
        missing(f"{path}.step", "is empty: there must be at least one")
    if len(sent.mantissa) != count:
        sentence = f"{path} has {count} steps and {len(sent.mantissa)} mantissas"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute=path)
    if not 0 <= sent.scale <= _MOST_PLACES:
        attribute = f"{path}.scale"
        raise Refused(
            Reason.RULE_REFUSED, f"{attribute} is {sent.scale}, not from 0 to {_MOST_PLACES}", attribute=attribute
        )
    start = _instant(sent, "start", path) if sent.HasField("start") else 0
    times = list(_instants(start, sent.step))
    for at in (min(times), max(times)):
        if not EARLIEST <= at < LATEST:
            shown_at = f"{at} µs from 1970"
            raise Refused(
                Reason.RULE_REFUSED,
                f"{path}.step leads to {shown_at}, not within the years 1900 to 2199",
                attribute=path,
            )
    return observations.samples(array("q", times), columns.lowest(array("q", sent.mantissa), sent.scale))


def _instants(start: int, steps: Sequence[int]) -> Iterator[int]:
    """Every instant the steps lead to."""
    following = accumulate(chain([start], steps))
    next(following)
    return following


def _instant(observation: Any, name: str, path: str) -> int:
    if not observation.HasField(name):
        missing(f"{path}.{name}")
    given = getattr(observation, name)
    seconds, nanos = int(given.seconds), int(given.nanos)
    if not 0 <= nanos < _NANOS:
        sentence = f"{path}.{name} has {nanos} nanoseconds, not from 0 to {_NANOS - 1}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=f"{path}.{name}")
    if _FIRST_SECOND <= seconds < _LAST_SECOND:
        return seconds * SECOND + nanos // 1000
    return recordable(given, f"{path}.{name}")


def _span(observation: Any, path: str) -> tuple[int, int]:
    start, end = _instant(observation, "start", path), _instant(observation, "end", path)
    if start >= end:
        attribute = f"{path}.end"
        raise Refused(
            Reason.PERIOD_REVERSED,
            f"{attribute} is {observation.end.ToJsonString()}, not after {observation.start.ToJsonString()}",
            attribute=attribute,
        )
    return start, end


def _decimal(observation: Any, name: str, path: str) -> Decimal:
    text: str = getattr(observation, name)
    if not text and not observation.HasField(name):
        missing(f"{path}.{name}")
    return _number(text, f"{path}.{name}")


def _number(text: str, attribute: str) -> Decimal:
    """A decimal number of at most 40 digits on either side of the point, and an exponent of at most two digits."""
    if not _DECIMAL.fullmatch(text):
        raise Invalid(Reason.INVALID_VALUE, f"{attribute} is {shown(text)}, not a decimal number", attribute=attribute)
    return Decimal(text)


def _state(observation: Any, path: str) -> tuple[str, str]:
    word, attribute = observation.state, f"{path}.impact"
    if word not in _STATES:
        sentence = f"{path}.state is {shown(word)}, none of {', '.join(State)}"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=f"{path}.state")
    if word != State.DEGRADED:
        if observation.HasField("impact"):
            raise Invalid(
                Reason.INVALID_VALUE, f"{attribute} is only for degraded, not for {word}", attribute=attribute
            )
        return word, ""
    if not observation.HasField("impact"):
        missing(attribute, f"is missing: {word} must say")
    return word, _share(observation.impact, attribute)


def _share(text: str, attribute: str) -> str:
    try:
        share = fraction_of(text)
    except ValueError:
        share = None
    if share is None or not 0 <= share <= 1:
        sentence = f"{attribute} is {shown(text)}, not a number from 0 to 1"
        raise Invalid(Reason.INVALID_VALUE, sentence, attribute=attribute)
    return text


READ: Mapping[ObservationKind, Callable[[Any, str], Row]] = {
    ObservationKind.STATE_CHANGE: _change,
    ObservationKind.STATE_INTERVAL: _interval,
    ObservationKind.SAMPLE: _sample,
    ObservationKind.GOOD_TOTAL: _good_total,
    ObservationKind.HISTOGRAM: _histogram,
}
"""Reads one observation from its message; the text is where that stands. Raises as `content_of`."""


def _plain(number: Decimal) -> str:
    """Decimal text without an exponent, and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _put_state(observation: Any, state: str, impact: str) -> None:
    observation.state = state
    if impact:
        observation.impact = impact


def _put_span(observation: Any, start: int, end: int) -> None:
    observation.start.CopyFrom(stamp(start))
    observation.end.CopyFrom(stamp(end))


def _put_change(change: Any, row: Row) -> None:
    change.time.CopyFrom(stamp(row[0]))
    _put_state(change, row[1], row[2])


def _put_interval(interval: Any, row: Row) -> None:
    _put_span(interval, row[0], row[1])
    _put_state(interval, row[2], row[3])


def _put_sample(sample: Any, row: Row) -> None:
    sample.time.CopyFrom(stamp(row[0]))
    sample.value = _plain(row[1])


def _put_good_total(counts: Any, row: Row) -> None:
    _put_span(counts, row[0], row[1])
    counts.good, counts.total = _plain(row[2]), _plain(row[3])
    if row[4]:
        counts.cumulative = True


def _put_histogram(histogram: Any, row: Row) -> None:
    _put_span(histogram, row[0], row[1])
    histogram.bound.extend(row[2])
    histogram.count.extend(row[4])
    if row[3]:
        histogram.cumulative = True


_WRITE: Mapping[ObservationKind, Callable[[Any, Row], None]] = {
    ObservationKind.STATE_CHANGE: _put_change,
    ObservationKind.STATE_INTERVAL: _put_interval,
    ObservationKind.SAMPLE: _put_sample,
    ObservationKind.GOOD_TOTAL: _put_good_total,
    ObservationKind.HISTOGRAM: _put_histogram,
}
