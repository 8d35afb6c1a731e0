"""Observations in columns, and payloads: canonical, so that the same batch has the same digest.

A payload before compression is one line of JSON, the head, and the columns of `Content` one after the other:

    stateChange     time                       (state, impact)
    stateInterval   start  end                 (state, impact)
    sample          time          value
    goodTotal       start  end    good  total  (cumulative)
    histogram       start  end                 (bounds, cumulative)   counts of all buckets

The head holds the four names (source, external id, object, metric) and what the columns need to be read: the
scale and width of each column of numbers, and the different values of the codes. Observations are in ascending
order: a batch does not depend on the order it was sent in.
"""

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from itertools import chain, islice
from operator import lt
from typing import Any, NamedTuple, TypeAlias

import orjson

from tmf623.store import columns
from tmf623.store.columns import Numbers

_LEVEL = 1
"""zlib's fastest: the differences of times leave it little to find."""


class ObservationKind(StrEnum):
    """What a batch holds."""

    STATE_CHANGE = "stateChange"
    STATE_INTERVAL = "stateInterval"
    SAMPLE = "sample"
    GOOD_TOTAL = "goodTotal"
    HISTOGRAM = "histogram"


class _Shape(NamedTuple):
    """The columns of a kind, in the order of an observation's parts."""

    instants: int
    numbers: int
    coded: bool
    """Whether the rest of an observation is kept as the code of its value."""


_SHAPES = {
    ObservationKind.STATE_CHANGE: _Shape(1, 0, coded=True),
    ObservationKind.STATE_INTERVAL: _Shape(2, 0, coded=True),
    ObservationKind.SAMPLE: _Shape(1, 1, coded=False),
    ObservationKind.GOOD_TOTAL: _Shape(2, 2, coded=True),
    ObservationKind.HISTOGRAM: _Shape(2, 0, coded=True),
}
Row: TypeAlias = tuple[Any, ...]
"""One observation: its instants, its numbers (Decimal), and the rest; of a histogram its counts last, as a tuple."""


class Observation(NamedTuple):
    """A change of state: from `time` on, until the next change, the object is in `state`."""

    time: int
    """Microseconds since 1970 UTC."""
    state: str
    impact: str
    """Share of the service that is lost, decimal text 0 to 1; empty when it was not given."""


class Names(NamedTuple):
    """What a batch is of, whole."""

    source: str
    external_id: str
    """Empty when the source gave none."""
    object: str
    metric: str


@dataclass(frozen=True, slots=True)
class Content:
    """Observations of one kind, in ascending order, in columns of one length."""

    kind: ObservationKind
    instants: tuple[Sequence[int], ...]
    numbers: tuple[Numbers, ...] = ()
    coded: Sequence[Row] = ()
    """The rest of each observation."""
    buckets: Sequence[tuple[int, ...]] = ()
    """Of histograms the counts of each, one more than its bounds."""

    @property
    def count(self) -> int:
        """Number of observations."""
        return len(self.instants[0])

    @property
    def first(self) -> int:
        """Earliest instant."""
        return self.instants[0][0]

    @property
    def last(self) -> int:
        """Latest instant."""
        return self.instants[0][-1] if len(self.instants) == 1 else max(self.instants[-1])

    def rows(self) -> list[Row]:
        """The observations one by one, in order."""
        parts: list[Iterable[Any]] = [*self.instants, *(numbers.decimals() for numbers in self.numbers)]
        if not self.coded:
            return list(zip(*parts, strict=True))
        if self.buckets:
            return [
                (*head, *rest, counts) for *head, rest, counts in zip(*parts, self.coded, self.buckets, strict=True)
            ]
        return [(*head, *rest) for *head, rest in zip(*parts, self.coded, strict=True)]

    def at(self, start: int, end: int) -> "Content":
        """The observations from place `start` to before place `end`."""
        return Content(
            self.kind,
            tuple(column[start:end] for column in self.instants),
            tuple(column.at(start, end) for column in self.numbers),
            self.coded[start:end],
            self.buckets[start:end],
        )


class Payload(NamedTuple):
    """A batch at rest."""

    compressed: bytes
    digest: bytes
    """SHA-256 of the payload before compression."""


def content_of(kind: ObservationKind, rows: Iterable[Row]) -> Content:
    """Observations in columns; rows are in any order."""
    shape = _SHAPES[kind]
    ordered = sorted(rows)
    parts = list(zip(*ordered, strict=True))
    figures = shape.instants + shape.numbers
    has_buckets = kind is ObservationKind.HISTOGRAM
    rest = parts[figures : len(parts) - has_buckets]
    return Content(
        kind,
        tuple(array("q", column) for column in parts[: shape.instants]),
        tuple(columns.numbers_of(column) for column in parts[shape.instants : figures]),
        list(zip(*rest, strict=True)) if shape.coded else (),
        parts[-1] if has_buckets else (),
    )


def instants(times: Iterable[int]) -> "array[int]":
    """Instants as a column."""
    return array("q", times)


def samples(times: Sequence[int], values: Numbers) -> Content:
    """Samples that are in columns already, in any order of time."""
    if not all(map(lt, times, islice(times, 1, None))):
        pairs = sorted(zip(times, values.mantissas, strict=True))
        times = array("q", (time for time, _ in pairs))
        values = columns.lowest([mantissa for _, mantissa in pairs], values.scale)
    return Content(ObservationKind.SAMPLE, (times,), (values,))


def joined(contents: Sequence[Content]) -> Content:
    """The observations of several contents of one kind, one after the other."""
    first = contents[0]
    return Content(
        first.kind,
        tuple(
            array("q", chain.from_iterable(content.instants[at] for content in contents))
            for at in range(len(first.instants))
        ),
        tuple(columns.joined([content.numbers[at] for content in contents]) for at in range(len(first.numbers))),
        list(chain.from_iterable(content.coded for content in contents)) if first.coded else (),
        list(chain.from_iterable(content.buckets for content in contents)) if first.buckets else (),
    )


def packed(names: Names, content: Content) -> Payload:
    """Write a batch down; ValueError when it has more than 65,536 different values for one code."""
    return compressed({"names": list(names)}, content)


def compressed(head: dict[str, Any], content: Content) -> Payload:
    """Write a head and observations down."""
    told, column = _columns(content)
    payload = orjson.dumps(head | told, option=orjson.OPT_APPEND_NEWLINE) + column
    return Payload(zlib.compress(payload, _LEVEL), sha256(payload).digest())


def unpacked(kind: ObservationKind, payload: bytes, count: int) -> tuple[dict[str, Any], Content]:
    """Read the head and the `count` observations of a payload back.

    Raises:
        ValueError, zlib.error: the payload is none of this kind.
    """
    return read(kind, zlib.decompress(payload), count)


def read(kind: ObservationKind, raw: bytes, count: int) -> tuple[dict[str, Any], Content]:
    """As `unpacked`, of a payload before compression."""
    shape, place = _SHAPES[kind], raw.index(b"\n") + 1
    head = orjson.loads(raw[:place])
    instants, numbers = [], []
    for _ in range(shape.instants):
        instants.append(columns.instants_from(raw[place : place + 8 * count]))
        place += 8 * count
    for scale, width in head.get("numbers", ()):
        numbers.append(columns.numbers_from(raw[place : place + width * count], scale, width))
        place += width * count
    coded: Sequence[Row] = ()
    buckets: Sequence[tuple[int, ...]] = ()
    if shape.coded:
        values = [_frozen(pair) for pair in head["pairs"]]
        coded = [values[code] for code in columns.codes_from(raw[place : place + 2 * count])]
        place += 2 * count
    if kind is ObservationKind.HISTOGRAM:
        buckets = _buckets(coded, columns.numbers_from(raw[place:], 0, 8).mantissas)
    content = Content(kind, tuple(instants), tuple(numbers), coded, buckets)
    if any(len(column) != count for column in content.instants):
        raise ValueError(f"the payload holds other than {count} observations")
    return head, content


def _columns(content: Content) -> tuple[dict[str, Any], bytes]:
    """What the head tells of the columns, and the columns."""
    told: dict[str, Any] = {}
    parts = [columns.packed_instants(column) for column in content.instants]
    if content.numbers:
        told["numbers"] = [[column.scale, column.width] for column in content.numbers]
        parts += [column.packed() for column in content.numbers]
    if content.coded:
        values = sorted(set(content.coded))
        if len(values) > columns.MOST_CODES:
            raise ValueError(f"{len(values)} different values in one batch, more than {columns.MOST_CODES}")
        told["pairs"] = values
        place = {value: index for index, value in enumerate(values)}
        parts.append(columns.packed_codes(place[value] for value in content.coded))
    if content.buckets:
        parts.append(Numbers(array("q", chain.from_iterable(content.buckets))).packed())
    return told, b"".join(parts)


def _frozen(value: list[Any]) -> Row:
    return tuple(tuple(part) if type(part) is list else part for part in value)


def _buckets(coded: Sequence[Row], counts: Sequence[int]) -> list[tuple[int, ...]]:
    found, place = [], 0
    for bounds, _ in coded:
        found.append(tuple(counts[place : place + len(bounds) + 1]))
        place += len(bounds) + 1
    return found


def bound_texts(bounds: Iterable[Decimal]) -> tuple[str, ...]:
    """The bounds of a histogram as they are coded: plain decimal text, one for each number."""
    return tuple(f"{bound.normalize():f}" if bound else "0" for bound in bounds)
