"""`tmf623 verify`, `simulate` and `assess`: judge again, judge before anybody agrees, judge now."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import typer
from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tmf.sla.v1.assessment_service_pb2 import CreateAssessmentRequest
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import canonical, message_of
from tmf623.contract.reader import read_json
from tmf623.domain.instants import Interval
from tmf623.errors import SlaError
from tmf623.service import assessments, bundles, settling, simulation, verification
from tmf623.service.timestamps import instant_of
from tmf623.settings import Settings
from tmf623.store.backend import SchemaError
from tmf623.store.store import Store

FAILED = 1
CANNOT_START = 3
_MOST_SHOWN = 20
_console = Console(width=None if sys.stdout.isatty() else 120)


def verify_bundle(file: Path) -> None:
    """Verify a bundle with nothing but the file."""
    try:
        faults = bundles.faults(file.read_bytes())
    except OSError as error:
        _end(f"{file}: {error.strerror}")
    _told(str(file), faults)


def verify_one(settings: Settings, id_: str) -> None:
    """Verify one stored judgement."""
    with _opened(settings) as store, _refusals():
        _told(f"assessment {id_}", verification.faults_of(store, id_))


def verify_all(settings: Settings) -> None:
    """Verify every stored judgement."""
    held, broken = 0, 0
    with _opened(settings) as store, Progress(console=_console, disable=not _console.is_terminal) as progress:
        task = progress.add_task("verifying", total=verification.count(store))
        for page in verification.verified(store):
            for id_, faults in page:
                held, broken = held + (not faults), broken + bool(faults)
                if faults and broken <= _MOST_SHOWN:
                    typer.echo(f"assessment {id_} does not hold: {'; '.join(faults)}", err=True)
            progress.advance(task, len(page))
    typer.echo(f"{held:,} of {held + broken:,} assessments hold")
    if broken:
        raise typer.Exit(FAILED)


def simulate(settings: Settings, file: Path, span: tuple[datetime, datetime], *, as_json: bool) -> None:
    """Say what the terms in a file would have meant."""
    with _refusals():
        try:
            text = file.read_bytes()
        except OSError as error:
            _end(f"{file}: {error.strerror}")
        sla = message_of(Sla, read_json(text))
        first, last = (instant_of(_aware(moment)) for moment in span)
        if first >= last:
            _end("--from must be before --to")
        with _opened(settings) as store:
            for found in simulation.simulate(store, sla, Interval(first, last)):
                _lines(found) if as_json else _table(found)


def assess(settings: Settings, request: CreateAssessmentRequest) -> None:
    """Judge a rule now, as POST /assessment does."""
    with _opened(settings) as store, _refusals():
        answer = assessments.create_assessment(store, request, settling.chosen(settings))
    typer.echo(canonical(answer).decode())


def timestamp(moment: datetime) -> Timestamp:
    """The moment as a message; without an offset it is UTC."""
    stamp = Timestamp()
    stamp.FromDatetime(_aware(moment))
    return stamp


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _told(what: str, faults: list[str]) -> None:
    if not faults:
        typer.echo(f"{what} holds")
        return
    for fault in faults:
        typer.echo(f"{what} does not hold: {fault}", err=True)
    raise typer.Exit(FAILED)


def _lines(found: simulation.Simulated) -> None:
    for judged in found.judgements:
        typer.echo(canonical(judged).decode())


def _table(found: simulation.Simulated) -> None:
    rule = found.rule
    title = f"{rule.id}: {rule.metric} {rule.operator} {rule.reference_value} {rule.unit}"
    if found.reason:
        typer.echo(f"{title}: cannot be judged: {found.reason}")
        return
    if found.cases:
        counts = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(found.cases.items()))
        typer.echo(f"{title}: {found.cases.total():,} cases, {counts}")
        return
    table = Table("from", "to", "delivered", "verdict", title=title)
    for judged in found.judgements:
        start, end = judged.subject.removeprefix("period/").split("/")
        level = f"{judged.actual_value} {judged.unit}" if judged.HasField("actual_value") else "-"
        table.add_row(start, end, level, f"{judged.verdict} ({judged.state})")
    _console.print(table)


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    from tmf623.app import now  # noqa: PLC0415 - bundles are verified without the doors

    try:
        store = Store.open(settings.database_url, clock=now)
    except SchemaError as error:
        _end(str(error), CANNOT_START)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except SlaError as error:
        _end(error.message)


def _end(why: str, code: int = FAILED) -> NoReturn:
    typer.echo(f"tmf623: {why}", err=True)
    raise typer.Exit(code)
