"""Performance files (TMF628), offered as series and points: one row, one point.

A row names a performance indicator, when it was collected and its value; every other attribute tells where from, and
is what bindings match. CSV has a head with these names, JSON is an array of objects or one object a line.

    indicator        name of the indicator, what bindings call `metricName`
    time             end of the granularity period, an instant with an offset
    start            its beginning; only what counts since then needs it
    value            decimal number
    collectionType   gauge, status_inspection, delta, discrete_event, cumulative (TMF628); absent: gauge

Source of the collection types: TMF628 4.0, PerformanceIndicatorSpecification.collectionType.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, TextIO

import orjson
from google.protobuf.timestamp_pb2 import Timestamp

from tmf623.contract.faults import Fault, shown
from tmf623.contract.reader import read_json
from tmf623.contract.scalars import read_instant
from tmf623.domain.decimals import fraction_of
from tmf623.domain.instants import EARLIEST, LATEST
from tmf623.domain.telemetry import Dropped, Form, Point
from tmf623.errors import Invalid, Reason
from tmf623.service.telemetry.points import Metric, Series
from tmf623.service.timestamps import microseconds

INDICATOR, TIME, START, VALUE, COLLECTION = "indicator", "time", "start", "value", "collectionType"
_FORMS: Mapping[str, Form] = {
    "": Form.GAUGE,
    "gauge": Form.GAUGE,
    "status_inspection": Form.GAUGE,
    "delta": Form.DELTA,
    "discrete_event": Form.DELTA,
    "cumulative": Form.CUMULATIVE,
}
AT_ONCE = 5_000
"""Rows that are read, and recorded in one transaction, together."""

Row = Mapping[str, str]


def csv_rows(text: TextIO) -> Iterator[Row]:
    """The rows of a CSV file with a head (RFC 4180).

    Raises:
        Invalid: the head lacks a name, or a row has more values than the head.
    """
    reader = csv.DictReader(text, strict=True)
    _demand_names(reader.fieldnames or ())
    try:
        for row in reader:
            if None in row:
                raise Invalid(Reason.INVALID_VALUE, f"line {reader.line_num} has more values than the head has names")
            yield {name: value or "" for name, value in row.items()}
    except csv.Error as error:
        raise Invalid(Reason.INVALID_VALUE, f"line {reader.line_num} is no CSV: {error}") from None


def json_rows(raw: bytes) -> Iterator[Row]:
    """The rows of a JSON array of objects, or of objects one a line.

    Raises:
        Invalid: it is neither, or a row lacks a name.
    """
    lines = [raw] if raw.lstrip().startswith(b"[") else raw.splitlines()
    number = 0
    for line in lines:
        found = read_json(line) if line.strip() else []
        for row in found if isinstance(found, list) else [found]:
            number += 1
            if not isinstance(row, dict):
                raise Invalid(Reason.INVALID_VALUE, f"row {number} is {shown(row)}, not an object")
            _demand_names(row)
            yield {name: _text(value) for name, value in row.items()}


def offered(rows: Iterable[Row]) -> Iterator[list[Metric]]:
    """The rows as metrics, some thousand at a time."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        by_indicator: dict[str, list[Row]] = {}
        for row in some:
            by_indicator.setdefault(row.get(INDICATOR, ""), []).append(row)
        yield [Metric(name, partial(_series, group), len(group)) for name, group in by_indicator.items()]


def summary(tally: Mapping[str, Any]) -> str:
    """What became of the rows of a file, for people; `tally` as the receivers tell it."""
    said = [f"{tally['recorded']} rows recorded"]
    said += [f"{count} {reason}" for reason, count in tally["dropped"].items()]
    return ", ".join(said)


def _series(rows: list[Row]) -> Iterator[Series]:
    for row in rows:
        attributes = {
            name: value for name, value in row.items() if name not in {INDICATOR, TIME, START, VALUE, COLLECTION}
        }
        key = orjson.dumps(attributes, option=orjson.OPT_SORT_KEYS)
        yield Series(key, partial(dict, attributes), partial(_points, row), 1)


def _points(row: Row) -> Iterator[Point | Dropped]:
    yield _point(row)


def _point(row: Row) -> Point | Dropped:
    form = _FORMS.get(row.get(COLLECTION, "").strip().lower())
    time, start = _instant(row.get(TIME, "")), _instant(row.get(START, ""))
    if form is None:
        return Dropped.WRONG_TYPE
    if time is None or (row.get(START, "").strip() and start is None) or (start is not None and start >= time):
        return Dropped.OUT_OF_TIME
    if not row.get(VALUE, "").strip():
        return Point(form, time, start, None)
    try:
        fraction_of(row[VALUE])
    except ValueError:
        return Dropped.OUT_OF_RANGE
    return Point(form, time, None if form is Form.GAUGE else start, Decimal(row[VALUE].strip()))


def _instant(text: str) -> int | None:
    stamp = Timestamp()
    try:
        read_instant(text.strip(), stamp)
    except Fault:
        return None
    instant = microseconds(stamp)
    return instant if EARLIEST <= instant < LATEST else None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return repr(value)
    return str(value) if isinstance(value, Decimal) else orjson.dumps(value).decode()


def _demand_names(names: Iterable[str]) -> None:
    missing = [name for name in (INDICATOR, TIME, VALUE) if name not in set(names)]
    if missing:
        raise Invalid(Reason.MISSING_ATTRIBUTE, f"{missing[0]} is not among the names", attribute=missing[0])
