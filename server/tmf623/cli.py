"""The `tmf623` command.

Exit codes: 0 done, 1 the work failed, 2 the command line is wrong, 3 the server cannot start.
"""

import json
import logging
import signal
import threading
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from tmf623 import __version__
from tmf623.commands import proving
from tmf623.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmf623.app import Running
    from tmf623.service.maintenance import Imported
    from tmf623.store.transaction import Transaction

T = TypeVar("T")

CANNOT_START = 3

cli = typer.Typer(name="tmf623", help="Open SLA management: TMF623 over gRPC and REST.", no_args_is_help=True)
database = typer.Typer(help="The database behind the service.", no_args_is_help=True)
cli.add_typer(database, name="db")
proving.add_to(cli)
calendars = typer.Typer(help="Business calendars.", no_args_is_help=True)
cli.add_typer(calendars, name="calendar")
exclusion = typer.Typer(help="Time that does not count.", no_args_is_help=True)
cli.add_typer(exclusion, name="exclusion")
audit = typer.Typer(help="The audit log.", no_args_is_help=True)
cli.add_typer(audit, name="audit")

DatabaseUrl = Annotated[str | None, typer.Option(help="SQLAlchemy URL of the store. [env: TMF623_DATABASE_URL]")]


def main() -> None:
    """Run the command line."""
    warnings.filterwarnings("ignore", "Using `httpx`")  # connexion imports starlette.testclient, which says so
    cli()


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    if asked:
        typer.echo(f"tmf623 {__version__}")
        raise typer.Exit


@cli.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Open SLA management: TMF623 over gRPC and REST."""


@cli.command()
def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on. [env: TMF623_HOST]")] = None,
    rest_port: Annotated[int | None, typer.Option(help="REST port. [env: TMF623_REST_PORT]")] = None,
    grpc_port: Annotated[int | None, typer.Option(help="gRPC port. [env: TMF623_GRPC_PORT]")] = None,
    database_url: DatabaseUrl = None,
    allow_private_callbacks: Annotated[
        bool, typer.Option("--allow-private-callbacks", help="Let hubs call private addresses: demos and tests.")
    ] = False,
) -> None:
    """Serve both doors until SIGTERM or SIGINT."""
    given = {"host": host, "rest_port": rest_port, "grpc_port": grpc_port, "database_url": database_url}
    settings = replace(_settings(), **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    if allow_private_callbacks:
        settings = replace(settings, allow_private_callbacks=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for library in ("connexion.operations.openapi3", "fontTools"):
        logging.getLogger(library).setLevel(logging.ERROR)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    running = _started(settings)
    rest, grpc = (f"{settings.host}:{port}" for port in (running.rest_port, running.grpc_port))
    typer.echo(f"tmf623 serves REST on http://{rest} and gRPC on {grpc}")
    stopping.wait()
    running.stop()


@cli.command()
def performance(
    files: Annotated[list[Path] | None, typer.Argument(help="CSV (*.csv) or JSON files.", exists=True)] = None,
    *,
    announced: Annotated[bool, typer.Option("--announced", help="List the files that were announced instead.")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Record performance files (TMF628) as bindings of protocol `performance` say; the layout is in docs/receivers.md.

    Each file is recorded in parts; a file again changes nothing.
    """
    from tmf623 import app  # noqa: PLC0415 - `--help` stays quick without the doors
    from tmf623.errors import SlaError  # noqa: PLC0415 - as above
    from tmf623.store.schema import SchemaError  # noqa: PLC0415 - as above

    url = database_url or _settings().database_url
    try:
        if announced:
            for location in app.announced_files(url):
                typer.echo(location)
        for path in files or ():
            typer.echo(f"{path}: {app.record_performance(url, path)}")
    except SchemaError as error:
        _refuse(str(error))
    except (SlaError, OSError, UnicodeDecodeError) as error:
        typer.echo(f"tmf623: {error}", err=True)
        raise typer.Exit(1) from None


@cli.command()
def ingest(  # noqa: PLR0913 - the options of a command
    files: Annotated[list[Path], typer.Argument(help="*.csv, *.tsv, *.parquet, *.ndjson, *.jsonl; .gz after it.")],
    *,
    mapping: Annotated[
        Path | None, typer.Option(help="YAML or JSON: what the columns are. See docs/measurements.md.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="host:port of a running server's gRPC door.")] = None,
    database_url: DatabaseUrl = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, record nothing.")] = False,
    keep_going: Annotated[bool, typer.Option("--keep-going", help="Pass wrong rows over, and list them.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as JSON.")] = False,
) -> None:
    """Record measurements, cases, orders or contacts from files; the same file again changes nothing.

    To a running server (--to), or straight into a database. Whatever broke off is finished by the same command.
    """
    from tmf623 import app  # noqa: PLC0415 - `--help` stays quick without the doors
    from tmf623.ingest import portions, work  # noqa: PLC0415 - as above
    from tmf623.store.schema import SchemaError  # noqa: PLC0415 - as above

    url = None if to or dry_run else database_url or _settings().database_url
    try:
        with app.ingest_target(None if dry_run else to, url) as target, work.bar(files) as watching:
            outcome = work.ingest(files, work.mapping_at(mapping), target, portions.Wrong(keep_going), watching)
    except SchemaError as error:
        _refuse(str(error))
    except work.ERRORS as error:
        typer.echo(f"tmf623: {error}", err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps({"rows": outcome.rows, "wrong": outcome.wrong, **outcome.counts}))
    else:
        told = ", ".join(f"{count} {word}" for word, count in outcome.counts.items() if count)
        typer.echo(f"{outcome.rows} rows: {told or 'nothing to record'}")
        for line in outcome.wrong:
            typer.echo(line, err=True)
    if outcome.wrong:
        raise typer.Exit(1)


@calendars.command("import")
def import_calendar(  # noqa: PLR0913 - the options of one command
    file: Annotated[Path, typer.Argument(help="iCalendar file (RFC 5545).", exists=True)],
    *,
    first: Annotated[int, typer.Option("--from", min=1900, max=2199, help="First year.")],
    last: Annotated[int, typer.Option("--to", min=1900, max=2199, help="Last year.")],
    name: Annotated[str, typer.Option("--id", help="Name the rules refer to.")] = "office",
    time_zone: Annotated[str, typer.Option(help="IANA zone of the hours. Unset: the agreement's.")] = "",
    hours: Annotated[str, typer.Option(help="Opening hours of Monday to Friday.")] = "09:00-17:00",
) -> None:
    """Print the holidays of an iCalendar file as a business calendar for an agreement, JSON."""
    from tmf623.errors import SlaError  # noqa: PLC0415 - `--help` stays quick
    from tmf623.service import icalendar_holidays  # noqa: PLC0415 - as above

    try:
        calendar, timed = icalendar_holidays.calendar_of(file.read_bytes(), (first, last), name, time_zone, hours)
    except (SlaError, OSError) as error:
        typer.echo(f"tmf623: {error}", err=True)
        raise typer.Exit(1) from None
    for event in timed:
        typer.echo(f"tmf623: {event!r} has a time of day, and makes no holiday", err=True)
    typer.echo(calendar)


@database.command()
def upgrade(database_url: DatabaseUrl = None) -> None:
    """Bring the database's schema to this version."""
    from tmf623.store import schema  # noqa: PLC0415 - `--help` stays quick without SQL

    try:
        revision = schema.upgrade(database_url or _settings().database_url)
    except schema.SchemaError as error:
        _refuse(str(error))
    typer.echo(f"the schema is at {revision}")


@cli.command(name="import")
def import_agreements(
    file: Annotated[Path, typer.Argument(help="OpenSLO YAML, or TMF657 or TMF651 JSON.", exists=True, dir_okay=False)],
    *,
    format: Annotated[str, typer.Option(help="openslo, tmf657 or tmf651.")],  # noqa: A002 - the contract's own word
    partial: Annotated[bool, typer.Option("--partial", help="Leave out what cannot be imported.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be imported.")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Import agreements written elsewhere: all of a file, or nothing."""
    from tmf.sla.v1.import_service_pb2 import CreateSlaImportRequest  # noqa: PLC0415 - `--help` stays quick
    from tmf623.service import importing  # noqa: PLC0415 - as above
    from tmf623.service.behaviour import Origin  # noqa: PLC0415 - as above

    content = _text_of(file)
    request = CreateSlaImportRequest(format=format, content=content, partial=partial, dry_run=dry_run)
    answer = _written(database_url, lambda tx: importing.create_sla_import(tx, request, Origin()))
    for sla in answer.sla:
        typer.echo(sla.document if dry_run else f"sla {sla.id}: {sla.name}")
    for heading, notes in (("not imported", answer.unsupported), ("left out", answer.left_out)):
        for note in notes:
            typer.echo(f"{heading}: {note.path} {note.reason}", err=True)


@exclusion.command(name="import")
def import_exclusions(  # noqa: PLR0913 - what all of the exclusions say
    file: Annotated[Path, typer.Argument(help="iCalendar file.", exists=True, dir_okay=False)],
    *,
    category: Annotated[str, typer.Option(help="Why the time does not count, e.g. plannedMaintenance.")],
    requested_by: Annotated[str, typer.Option(help="Who asks for it; somebody else approves.")],
    sla: Annotated[list[str] | None, typer.Option(help="Agreements it is about, by id; may be repeated.")] = None,
    object: Annotated[list[str] | None, typer.Option(help="Objects it is about; may be repeated.")] = None,  # noqa: A002
    effect: Annotated[str | None, typer.Option(help="remove, excuse or clockStop.")] = None,
    notice_given_at: Annotated[str | None, typer.Option(help="When the customer was told, RFC 3339.")] = None,
    time_zone: Annotated[str, typer.Option(help="IANA zone of events that name none.")] = "UTC",
    database_url: DatabaseUrl = None,
) -> None:
    """Ask for an exclusion for each event of an iCalendar file."""
    from tmf.sla.v1.exclusion_pb2 import Exclusion  # noqa: PLC0415 - `--help` stays quick
    from tmf623.contract.codec import message_of  # noqa: PLC0415 - as above
    from tmf623.service import maintenance  # noqa: PLC0415 - as above

    said = {"category": category, "requestedBy": requested_by, "effect": effect, "noticeGivenAt": notice_given_at}
    content = file.read_bytes()

    def work(tx: "Transaction") -> "list[Imported]":
        asked = message_of(Exclusion, said | {"scope": {"slaId": sla, "object": object}})
        return maintenance.import_events(tx, maintenance.events_of(content), asked, time_zone)

    imported = _written(database_url, work)
    for event in imported:
        number = "" if event.exclusion_id is None else f" exclusion {event.exclusion_id}"
        typer.echo(f"{event.event}: {event.outcome}{number}{': ' if event.reason else ''}{event.reason}")
    if any(event.outcome == maintenance.Outcome.REFUSED for event in imported):
        raise typer.Exit(1)


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except ValueError:
        _fail(f"{file} is not UTF-8")


def _written(database_url: str | None, work: "Callable[[Transaction], T]") -> "T":
    """The result of a work on the store; a refusal is one line, and exit code 1."""
    from tmf623 import app  # noqa: PLC0415 - `--help` stays quick without the store
    from tmf623.errors import SlaError  # noqa: PLC0415 - as above
    from tmf623.store.schema import SchemaError  # noqa: PLC0415 - as above
    from tmf623.store.store import Store  # noqa: PLC0415 - as above

    try:
        store = Store.open(database_url or _settings().database_url, clock=app.now)
    except SchemaError as error:
        _refuse(str(error))
    try:
        return store.write(work)
    except SlaError as error:
        _fail(error.message)
    finally:
        store.close()


def _fail(why: str) -> NoReturn:
    typer.echo(f"tmf623: {why}", err=True)
    raise typer.Exit(1)


@audit.command("export")
def export_audit(file: Path, database_url: DatabaseUrl = None) -> None:
    """Write the audit log, signed, to a file that can be verified without the service."""
    from tmf623 import app  # noqa: PLC0415 - `--help` stays quick without the doors
    from tmf623.store.schema import SchemaError  # noqa: PLC0415 - as above

    settings = _settings()
    settings = settings if database_url is None else replace(settings, database_url=database_url)
    try:
        entries = app.export_audit(settings, file)
    except (SchemaError, OSError, ValueError) as error:
        _refuse(str(error))
    typer.echo(f"{entries} entries in {file}")


@audit.command("verify")
def verify_audit(
    file: Path,
    key: Annotated[
        str | None, typer.Option(help="Public key, base64, that must have signed it. Absent: the one the file names.")
    ] = None,
) -> None:
    """Say whether an exported audit log is whole and as it was written; exit code 1 when it is not."""
    from tmf623.service.audit_verification import Verification  # noqa: PLC0415 - as above

    verification, sound = Verification(key), True
    try:
        with file.open("rb") as lines:
            for fault in verification.faults(lines):
                sound = False
                typer.echo(f"{file}:{fault.line}: {fault.what}")
    except OSError as error:
        typer.echo(f"tmf623: {error}", err=True)
        raise typer.Exit(1) from error
    if not sound:
        raise typer.Exit(1)
    typer.echo(f"{file}: {verification.entries} entries, whole and as written, signed with {verification.key}")


def _settings() -> Settings:
    try:
        return Settings.of()
    except ValueError as error:
        _refuse(str(error))


def _started(settings: Settings) -> "Running":
    from tmf623 import app  # noqa: PLC0415 - `--help` stays quick without the doors
    from tmf623.store.schema import SchemaError  # noqa: PLC0415 - as above

    try:
        return app.start(settings)
    except (SchemaError, OSError, ValueError) as error:
        _refuse(str(error))


def _refuse(why: str) -> NoReturn:
    typer.echo(f"tmf623: {why}", err=True)
    raise typer.Exit(CANNOT_START)
