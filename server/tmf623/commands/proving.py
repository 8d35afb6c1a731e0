"""The command lines of `tmf623 verify`, `simulate` and `assess`; the work is in `proof`, imported when asked for."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tmf623.settings import Settings

INSTANTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]
"""How instants are written; UTC without an offset."""
_CANNOT_START = 3

DatabaseUrl = Annotated[str | None, typer.Option(help="SQLAlchemy URL of the store. [env: TMF623_DATABASE_URL]")]


def add_to(cli: typer.Typer) -> None:
    """Give the command line these commands."""
    for command in (verify, simulate, assess):
        cli.command()(command)


def verify(
    assessment: Annotated[str | None, typer.Argument(help="`id` of a stored assessment.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Verify every stored assessment.")] = False,
    bundle: Annotated[
        Path | None, typer.Option(help="Verify a bundle of evidence, with no server and no store.")
    ] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Make judgements again from what they rest on, and compare byte for byte."""
    from tmf623.commands import proof  # noqa: PLC0415 - `--help` stays quick

    if [assessment is not None, every, bundle is not None].count(True) != 1:
        raise typer.BadParameter("give one of: an assessment's id, --all, --bundle FILE")
    if bundle is not None:
        proof.verify_bundle(bundle)
    elif assessment is not None:
        proof.verify_one(_at(database_url), assessment)
    else:
        proof.verify_all(_at(database_url))


def simulate(
    terms: Annotated[Path, typer.Argument(help="The proposed agreement, JSON as POST /sla takes it.")],
    *,
    first: Annotated[
        datetime,
        typer.Option("--from", help="First instant of what is judged; UTC without an offset.", formats=INSTANTS),
    ],
    last: Annotated[datetime, typer.Option("--to", help="First instant after it.", formats=INSTANTS)],
    as_json: Annotated[bool, typer.Option("--json", help="Print judgements, one a line, instead of tables.")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Say what proposed terms would have meant over what is recorded. Nothing is stored."""
    from tmf623.commands import proof  # noqa: PLC0415 - as above

    proof.simulate(_at(database_url), terms, (first, last), as_json=as_json)


def assess(  # noqa: PLR0913 - options
    sla: Annotated[str, typer.Argument(help="`id` of the agreement.")],
    rule: Annotated[str, typer.Argument(help="`id` of the rule.")],
    *,
    at: Annotated[
        datetime | None, typer.Option(help="An instant of the period; UTC without an offset.", formats=INSTANTS)
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(help="Cut of knowledge; UTC without an offset.", formats=INSTANTS)
    ] = None,
    final: Annotated[bool, typer.Option("--final", help="Judge for good what has ended, settled or not.")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Judge one rule now, over any period, by what was known at any instant; prints the answer as JSON."""
    from tmf.sla.v1.assessment_service_pb2 import CreateAssessmentRequest  # noqa: PLC0415 - as above
    from tmf623.commands import proof  # noqa: PLC0415 - as above

    request = CreateAssessmentRequest(sla_id=sla, rule_id=rule, final=final)
    for name, moment in (("at", at), ("as_of", as_of)):
        if moment is not None:
            getattr(request, name).CopyFrom(proof.timestamp(moment))
    proof.assess(_at(database_url), request)


def _at(database_url: str | None) -> Settings:
    """The settings, with the database the command line names."""
    try:
        settings = Settings.of()
    except ValueError as error:
        _refuse(str(error))
    return settings if database_url is None else replace(settings, database_url=database_url)


def _refuse(why: str) -> NoReturn:
    typer.echo(f"tmf623: {why}", err=True)
    raise typer.Exit(_CANNOT_START)
