"""The `tmf623` command.

Exit codes: 0 done, 1 the work failed, 2 the command line is wrong, 3 the server cannot start.
"""

import logging
import signal
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tmf623 import __version__
from tmf623.settings import Settings

if TYPE_CHECKING:
    from tmf623.app import Running

CANNOT_START = 3

cli = typer.Typer(name="tmf623", help="Open SLA management: TMF623 over gRPC and REST.", no_args_is_help=True)
database = typer.Typer(help="The database behind the service.", no_args_is_help=True)
cli.add_typer(database, name="db")

DatabaseUrl = Annotated[str | None, typer.Option(help="SQLAlchemy URL of the store. [env: TMF623_DATABASE_URL]")]


def main() -> None:
    """Run the command line."""
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
    logging.getLogger("connexion.operations.openapi3").setLevel(logging.ERROR)
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


@database.command()
def upgrade(database_url: DatabaseUrl = None) -> None:
    """Bring the database's schema to this version."""
    from tmf623.store import schema  # noqa: PLC0415 - `--help` stays quick without SQL

    try:
        revision = schema.upgrade(database_url or _settings().database_url)
    except schema.SchemaError as error:
        _refuse(str(error))
    typer.echo(f"the schema is at {revision}")


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
    except (SchemaError, OSError) as error:
        _refuse(str(error))


def _refuse(why: str) -> NoReturn:
    typer.echo(f"tmf623: {why}", err=True)
    raise typer.Exit(CANNOT_START)
