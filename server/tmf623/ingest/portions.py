"""Rows into what is recorded: portions of a file, each recorded as a whole, the same whenever the file is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from google.protobuf.message import Message

from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest
from tmf.sla.v1.contact_service_pb2 import RecordContactRequest
from tmf.sla.v1.order_service_pb2 import RecordOrderRequest
from tmf623.contract.codec import message_of
from tmf623.errors import SlaError
from tmf623.ingest import files
from tmf623.ingest.files import FileError
from tmf623.ingest.mapping import MEASUREMENTS, FileMapping, Row
from tmf623.ingest.ties import Ties
from tmf623.service import cases, contacts, lines, measurements, metrics, observed, orders
from tmf623.store import observations
from tmf623.store.evidence import NewBatch
from tmf623.store.observations import ObservationKind

PORTION_ROWS = 5_000
"""Rows recorded together. Where portions begin depends on the file alone."""

_EVENTS: Mapping[str, tuple[Any, Callable[[Any], None]]] = {
    "case": (RecordCaseRequest, cases.check),
    "order": (RecordOrderRequest, orders.check),
    "contact": (RecordContactRequest, contacts.check),
}
"""By kind: the request that records some, and its check."""


class WrongRow(Exception):
    """A row that cannot be recorded; the text is one line that names it."""


class Portion(NamedTuple):
    """What is recorded as a whole."""

    rows: int
    read: int
    """Bytes of the file read with it."""
    batches: list[NewBatch]
    """Of measurements."""
    request: Any = None
    """Of cases, orders or contacts: what records them."""


@dataclass(slots=True)
class Wrong:
    """What becomes of wrong rows: the first one ends the work, or all are told and passed over."""

    keep_going: bool
    told: list[str] = field(default_factory=list)

    def row(self, path: Path, number: int, why: str) -> None:
        """Tell of a row, or raise WrongRow."""
        sentence = f"{path} row {number}: {why}"
        if not self.keep_going:
            raise WrongRow(sentence)
        self.told.append(sentence)


def of_lines(path: Path) -> Iterator[Portion]:
    """The portions of a file that is NDJSON in the API's own words; WrongRow names the first wrong line."""
    cutting = lines.Portions(longest=64 * 1024 * 1024)
    read = 0
    for piece, read in files.lines(path):
        for portion in _fed(path, cutting.fed(piece)):
            yield _portion_of(path, portion, read)
    rest = cutting.last()
    if rest:
        yield _portion_of(path, rest, read)


def of_rows(path: Path, mapping: FileMapping, wrong: Wrong) -> Iterator[Portion]:
    """The portions of a file read by a mapping.

    Raises:
        FileError: it cannot be read.
        WrongRow: a row is wrong, unless they are passed over.
    """
    make = _measured if mapping.kind in MEASUREMENTS else _happened
    collected: list[tuple[int, Any]] = []
    rows = 0
    number = read = first = 0
    ties = Ties()
    for number, row, read in files.rows(path, mapping.csv):
        first = first or number
        rows += 1
        try:
            collected.append((number, _understood(mapping, row, ties)))
        except (ValueError, SlaError) as error:
            wrong.row(path, number, error.message if isinstance(error, SlaError) else str(error))
        if rows == PORTION_ROWS:
            yield make(mapping, collected, rows, read, first)
            collected, rows, first = [], 0, 0
    if rows:
        yield make(mapping, collected, rows, read, first)


def _fed(path: Path, portions: Iterable[list[lines.Line]]) -> Iterator[list[lines.Line]]:
    try:
        yield from portions
    except SlaError as error:
        raise WrongRow(f"{path} {error.message}") from None


def _portion_of(path: Path, portion: list[lines.Line], read: int) -> Portion:
    try:
        return Portion(len(portion), read, lines.batches_of(portion))
    except SlaError as error:
        raise WrongRow(f"{path} {error.message}") from None


def _understood(mapping: FileMapping, row: Row, ties: Ties) -> Any:
    """A row as what it becomes: where it belongs and an observation, or a case, order or contact, checked."""
    value = mapping.value(row)
    if mapping.kind not in MEASUREMENTS:
        return _event(mapping, ties.numbered(value) if mapping.kind == "case" else value)
    name, metric, source = value.pop("object", ""), value.pop("metric", ""), value.pop("source", mapping.source)
    kind = ObservationKind(mapping.kind)
    message = message_of(mapping.message, value)
    place = (
        measurements.demanded(str(source), "source"),
        measurements.demanded(str(name), "object"),
        metrics.series_of(str(metric)),
    )
    return place, observed.READ[kind](message, kind)


def _event(mapping: FileMapping, value: dict[str, Any]) -> Message:
    request, check = _EVENTS[mapping.kind]
    message = message_of(mapping.message, value)
    check(request(source=mapping.source, **{mapping.kind: [message]}))
    return message


def _measured(mapping: FileMapping, collected: list[tuple[int, Any]], rows: int, read: int, first: int) -> Portion:
    """A batch for each series of the portion."""
    series: dict[tuple[str, str, str], list[Any]] = {}
    for _, (place, row) in collected:
        series.setdefault(place, []).append(row)
    kind = ObservationKind(mapping.kind)
    batches = [
        NewBatch(
            source,
            None if mapping.external_id is None else f"{mapping.external_id}/{first}/{name}/{metric}",
            name,
            metric,
            observations.content_of(kind, found),
        )
        for (source, name, metric), found in series.items()
    ]
    return Portion(rows, read, batches)


def _happened(mapping: FileMapping, collected: list[tuple[int, Any]], rows: int, read: int, _first: int) -> Portion:
    request, _ = _EVENTS[mapping.kind]
    messages = [message for _, message in collected]
    return Portion(rows, read, [], request(source=mapping.source, **{mapping.kind: messages}) if messages else None)


__all__ = ["FileError", "Portion", "Wrong", "WrongRow", "of_lines", "of_rows"]
