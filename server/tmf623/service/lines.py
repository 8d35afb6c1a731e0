"""Lines of NDJSON: each a batch of measurements, or one observation with its source, object and metric.

Lines are recorded in portions, of which each is one transaction. Where a portion ends depends on the lines alone,
not on how they came: so what is sent again falls into the same portions, and the same batches.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from tmf.sla.v1.measurement_pb2 import GoodTotal, Histogram, MeasurementBatch, Sample, StateChange, StateInterval
from tmf623.contract import scalars
from tmf623.contract.codec import message_of
from tmf623.contract.faults import Fault
from tmf623.contract.reader import read_json
from tmf623.domain.instants import EARLIEST, LATEST, SECOND
from tmf623.errors import Invalid, Reason, SlaError, TooLarge
from tmf623.service import measurements, metrics, observed
from tmf623.service.timestamps import microseconds
from tmf623.store import columns, observations
from tmf623.store.evidence import NewBatch
from tmf623.store.observations import ObservationKind, Row

PORTION_LINES = 1_000
PORTION_BYTES = 1024 * 1024
"""A portion ends with the line that brings it to either."""

_LISTS = frozenset({*ObservationKind, "sampleColumns"})
_PLACE = ("source", "object", "metric")
_FLAT: Mapping[ObservationKind, type[Message]] = {
    ObservationKind.STATE_CHANGE: StateChange,
    ObservationKind.STATE_INTERVAL: StateInterval,
    ObservationKind.SAMPLE: Sample,
    ObservationKind.GOOD_TOTAL: GoodTotal,
    ObservationKind.HISTOGRAM: Histogram,
}
_TOLD_BY = (
    ("value", ObservationKind.SAMPLE),
    ("total", ObservationKind.GOOD_TOTAL),
    ("count", ObservationKind.HISTOGRAM),
    ("end", ObservationKind.STATE_INTERVAL),
)
"""The attribute that tells the kind of an observation; the first that is there decides, none: a change of state."""
_SAMPLES_ALONE = frozenset({"source", "externalId", "object", "metric", "sample"})
_UTC_LENGTH = len("2026-01-01T00:00:00Z")
_TO_MINUTE = len("2026-01-01T00:00:")
_SECONDS = {f"{second:02}": second * SECOND for second in range(60)}


class Line(NamedTuple):
    """One line that is not blank."""

    number: int
    """From 1, blank lines counted."""
    text: bytes


class Portions:
    """Cuts what comes into lines, and those into portions."""

    def __init__(self, longest: int) -> None:
        """`longest` is what a line may hold, in bytes."""
        self._longest = longest
        self._rest = b""
        self._number = 0
        self._lines: list[Line] = []
        self._size = 0

    def fed(self, piece: bytes) -> Iterator[list[Line]]:
        """The portions that are complete with the next piece.

        Raises:
            TooLarge: a line is longer than one may be.
        """
        *whole, self._rest = (self._rest + piece).split(b"\n")
        for text in whole:
            yield from self._added(text)
        if len(self._rest) > self._longest:
            raise self._too_long(self._number + 1)

    def last(self) -> list[Line]:
        """What is left when nothing more comes; may be empty."""
        for portion in self._added(self._rest):
            return portion
        lines, self._lines = self._lines, []
        return lines

    def _added(self, text: bytes) -> Iterator[list[Line]]:
        self._number += 1
        if len(text) > self._longest:
            raise self._too_long(self._number)
        if not text.strip():
            return
        self._lines.append(Line(self._number, text))
        self._size += len(text)
        if len(self._lines) >= PORTION_LINES or self._size >= PORTION_BYTES:
            lines, self._lines, self._size = self._lines, [], 0
            yield lines

    def _too_long(self, number: int) -> TooLarge:
        return TooLarge(Reason.TOO_LARGE, f"line {number} is longer than {self._longest} bytes")


def batches_of(lines: Iterable[Line]) -> list[NewBatch]:
    """The batches of a portion: lines with one observation are joined by what they are of, as far as they follow.

    Raises:
        Invalid, Refused, TooLarge: a line is wrong; the message begins with its number.
    """
    found: list[NewBatch] = []
    place: tuple[Any, ...] = ()
    rows: list[Row] = []
    for line in lines:
        try:
            value = read_json(line.text)
            if type(value) is dict and _LISTS.isdisjoint(value):
                where, row = _observation(value)
                if where != place and rows:
                    found.append(_joined(place, rows))
                    rows = []
                place = where
                rows.append(row)
            else:
                found.append(_batch(value))
        except SlaError as error:
            error.message = f"line {line.number}: {error.message}"
            raise
    if rows:
        found.append(_joined(place, rows))
    return found


def _joined(place: tuple[Any, ...], rows: list[Row]) -> NewBatch:
    source, name, metric, kind = place
    return NewBatch(source, None, name, metric, observations.content_of(kind, rows))


def _observation(value: dict[str, Any]) -> tuple[tuple[Any, ...], Row]:
    """What a line's one observation is of, and the observation."""
    names = [value.pop(name, None) for name in _PLACE]
    for name, text in zip(_PLACE, names, strict=True):
        if text is not None and type(text) is not str:
            raise Invalid(Reason.INVALID_VALUE, f"{name} is not text", attribute=name)
    source, name, metric = (_text(text) for text in names)
    place = (measurements.demanded(source, "source"), measurements.demanded(name, "object"))
    kind = next((kind for word, kind in _TOLD_BY if value.get(word) is not None), ObservationKind.STATE_CHANGE)
    row = observed.READ[kind](message_of(_FLAT[kind], value), kind)
    return (*place, metrics.series_of(metric), kind), row


def _text(value: object) -> str:
    try:
        return "" if value is None else scalars.text(value)
    except Fault as fault:
        raise fault.told("a name") from None


def _batch(value: Any) -> NewBatch:
    """A line that is a batch."""
    quick = _samples(value)
    return quick if quick is not None else measurements.new_batch(message_of(MeasurementBatch, value), "batch")


def _samples(value: Any) -> NewBatch | None:
    """A batch of plain samples, without a message for each; None when it is not so plain that nothing can be wrong."""
    if type(value) is not dict or not _SAMPLES_ALONE.issuperset(value):
        return None
    listed = value.get("sample")
    if type(listed) is not list or not listed:
        return None
    try:
        times = [_microseconds(sample["time"]) for sample in listed]
        texts = [sample["value"] for sample in listed]
        if set(map(len, listed)) != {len(("time", "value"))} or not observed.PLAIN_VALUES.fullmatch(
            ",".join([*texts, ""])
        ):
            return None
    except (KeyError, TypeError, Fault):
        return None
    if not EARLIEST <= min(times) <= max(times) < LATEST:
        return None
    bare = message_of(MeasurementBatch, {name: text for name, text in value.items() if name != "sample"})
    values = columns.numbers_of_texts(texts)
    return measurements.named_batch(bare, "batch", observations.samples(observations.instants(times), values))


def _microseconds(text: Any) -> int:
    """Microseconds since 1970 of an instant as text; KeyError, TypeError or Fault when it is none."""
    if len(text) == _UTC_LENGTH and text[-1] == "Z":
        return _minute(text[:_TO_MINUTE]) + _SECONDS[text[_TO_MINUTE:-1]]
    stamp = Timestamp()
    scalars.read_instant(text, stamp)
    return microseconds(stamp)


@lru_cache(maxsize=16_384)
def _minute(text: str) -> int:
    """Microseconds since 1970 of a minute in UTC, from its text up to the seconds: most samples share theirs."""
    stamp = Timestamp()
    scalars.read_instant(f"{text}00Z", stamp)
    return microseconds(stamp)
