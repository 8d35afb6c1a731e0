"""The composition root: the only place that constructs the parts, and the only one that reads the clock."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from tmf623.domain.telemetry import Protocol
from tmf623.ingest.targets import Database, Nowhere, Server, Target
from tmf623.jobs import announcer, auditor, biller, courier, escalator, life, reporter, sealing
from tmf623.jobs.assessor import Assessor
from tmf623.jobs.duty import Duty
from tmf623.jobs.notifier import Notifier
from tmf623.rest import app as rest
from tmf623.rest import serving
from tmf623.rpc import server as rpc
from tmf623.service import audit_export, metric_library, settling
from tmf623.service.listeners import announced
from tmf623.service.signing import Signer, signer_of
from tmf623.service.telemetry import performance
from tmf623.service.telemetry.reception import Reception
from tmf623.settings import Settings
from tmf623.sinks.mail import Mail
from tmf623.sinks.webhook import Webhook
from tmf623.store.store import Store

log = logging.getLogger(__name__)

_SENDING = timedelta(minutes=2)
"""The courier's lease: longer than all it sends in one turn can take."""
GRACE_S = 10
"""How long calls under way may take to end when the server stops."""


def now() -> datetime:
    """The clock: aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place time comes from


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers on both doors."""

    rest_port: int
    grpc_port: int
    store: Store
    notifier: Notifier
    duties: tuple[Duty | Assessor, ...]
    """What is done again and again beside the doors."""
    _rest: serving.Running
    _grpc: rpc.Server

    def stop(self) -> None:
        """Refuse new calls, let those under way end, then close the store."""
        ended = self._grpc.stop(GRACE_S)
        self._rest.stop()
        ended.wait()
        for duty in self.duties:
            duty.stop()
        self.notifier.stop()
        self.store.close()
        log.info("stopped")


def start(settings: Settings) -> Running:
    """Open the store, start the jobs and both doors.

    Raises:
        SchemaError: the database cannot be used; its text is one line for the operator.
        OSError: a port is in use or may not be bound.
    """
    store = Store.open(settings.database_url, clock=now, ahead=timedelta(seconds=settings.measurement_ahead_s))
    try:
        return _serve(store, settings)
    except BaseException:
        store.close()
        raise


def _serve(store: Store, settings: Settings) -> Running:
    store.write(metric_library.publish)
    reception = Reception(store)
    listener = serving.bind(settings.host, settings.rest_port)
    try:
        grpc_server, grpc_port = rpc.bound(store, settings, reception)
    except BaseException:
        listener.close()
        raise
    notifier = Notifier(store, Webhook(private=settings.allow_private_callbacks))
    notifier.start()
    duties = _duties(store, settings)
    for duty in duties:
        duty.start()
    grpc_server.start()
    door = serving.serve(rest.build(store, settings, reception), listener)
    log.info("serving REST on %s:%d and gRPC on %s:%d", settings.host, door.port, settings.host, grpc_port)
    return Running(door.port, grpc_port, store, notifier, duties, door, grpc_server)


def _duties(store: Store, settings: Settings) -> tuple[Duty | Assessor, ...]:
    signer = audit_signer(settings)
    if signer is None:
        log.warning("the audit log is not signed: TMF623_AUDIT_KEY_FILE names no key")
    duties: list[Duty | Assessor] = [
        Duty(store, auditor.NAME, auditor.Auditor(signer), every=auditor.EVERY),
        Duty(store, escalator.NAME, escalator.escalate, every=timedelta(seconds=5)),
        Duty(store, sealing.NAME, sealing.look_after, every=sealing.EVERY),
        Duty(store, announcer.NAME, announcer.announce, every=timedelta(seconds=1)),
        Duty(store, reporter.NAME, reporter.report, every=timedelta(seconds=30)),
        Duty(store, courier.NAME, _courier(settings).send, every=timedelta(seconds=5), lasting=_SENDING),
        biller.biller(store, biller.means_of(settings)),
    ]
    if settings.automatic_states:
        duties.append(Duty(store, life.NAME, life.turn, every=life.EVERY))
    if settings.assess:
        duties.append(Assessor(store, settling.chosen(settings)))
    return tuple(duties)


def record_performance(database_url: str, path: Path) -> str:
    """Record a performance file as bindings say; what became of its rows, in a sentence.

    Raises:
        SchemaError: the database cannot be used.
        Invalid: the file cannot be read; parts before the fault are recorded.
        OSError, UnicodeDecodeError: it cannot be opened, or is no UTF-8.
    """
    with _opened(database_url) as store:
        reception = Reception(store)
        for part in performance.offered(_rows(path)):
            reception.receive(Protocol.PERFORMANCE, partial(list, part))
        return performance.summary(reception.told()[Protocol.PERFORMANCE])


def announced_files(database_url: str) -> list[str]:
    """Where the performance files are that were announced; SchemaError when the database cannot be used."""
    with _opened(database_url) as store:
        return store.read(announced.locations)


@contextmanager
def ingest_target(address: str | None, database_url: str | None) -> Iterator[Target]:
    """Where files are recorded: the server at an address, or a database; nowhere, when neither is given.

    Raises:
        SchemaError: the database cannot be used.
    """
    if address is not None:
        server = Server(address)
        yield server
        server.close()
    elif database_url is not None:
        with _opened(database_url) as store:
            yield Database(store)
    else:
        yield Nowhere()


@contextmanager
def _opened(database_url: str) -> Iterator[Store]:
    store = Store.open(database_url, clock=now)
    try:
        yield store
    finally:
        store.close()


def _rows(path: Path) -> Iterator[performance.Row]:
    if path.suffix.lower() != ".csv":
        yield from performance.json_rows(path.read_bytes())
        return
    with path.open(encoding="utf-8-sig", newline="") as text:
        yield from performance.csv_rows(text)


def _courier(settings: Settings) -> courier.Courier:
    """ValueError when the SMTP server's URL names none."""
    mail = Mail(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
    private = settings.allow_private_callbacks
    return courier.Courier(mail, lambda: Webhook(private=private), settings.public_url)


def audit_signer(settings: Settings) -> Signer | None:
    """What signs the audit log; None where nobody said with which key.

    Raises:
        OSError: the key file cannot be read or made.
        ValueError: it holds no Ed25519 private key.
    """
    file, local = settings.audit_key_file, settings.database_url.partition("sqlite:///")[2].partition("?")[0]
    if not file and not local:
        return None
    return signer_of(Path(file or f"{local}.audit-key"))


def export_audit(settings: Settings, file: Path) -> int:
    """Write the audit log to a file; how many entries it has. Chains what waits unless a server is about to.

    Raises:
        SchemaError, OSError: the database or a file cannot be used.
        ValueError: there is no key to sign with.
    """
    signer = audit_signer(settings)
    if signer is None:
        raise ValueError("TMF623_AUDIT_KEY_FILE names no key to sign the export with")
    with _opened(settings.database_url) as store, file.open("wb") as out:
        auditor.finish(store)
        return audit_export.export(store, signer, out)
