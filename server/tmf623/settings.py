"""Configuration: one frozen value, read once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Self

PREFIX = "TMF623_"


@dataclass(frozen=True, slots=True)
class Settings:
    """How one server runs. Each field is also an environment variable: `TMF623_` and the name in capitals."""

    host: str = "127.0.0.1"
    """Address both doors listen on."""
    rest_port: int = 8080
    """TCP port of the REST door; 0 lets the system choose."""
    grpc_port: int = 9090
    """TCP port of the gRPC door; 0 lets the system choose."""
    database_url: str = "sqlite:///tmf623.db"
    """SQLAlchemy URL: `sqlite:///path`, or `postgresql+psycopg://…` for production."""
    public_url: str = ""
    """Scheme, host and prefix clients reach the REST door by; in `href` of events and gRPC. Empty: from the request."""
    url_prefix: str = ""
    """Path in front of every REST path, e.g. "/sla"; a proxy may pass it on or strip it."""
    trusted_proxies: str = "127.0.0.1,::1"
    """Networks whose X-Forwarded-Proto, -Host and -Prefix are believed, separated by commas; empty: none."""
    actor_header: str = ""
    """Header (gRPC: metadata) in which a trusted proxy names who acts, for the audit log; empty: none is believed."""
    audit_key_file: str = ""
    """File of the private key that signs the audit log, made when missing. Empty: beside a SQLite database."""
    max_body_bytes: int = 4 * 1024 * 1024
    """Largest request either door reads; beyond it 413 / RESOURCE_EXHAUSTED."""
    max_page: int = 10_000
    """Largest page of a list; a request for more gets this many and a link to the next."""
    max_stream_bytes: int = 1024 * 1024 * 1024
    """Most bytes of NDJSON one request may hold, unpacked; a line is a body of its own, see `max_body_bytes`."""
    measurement_ahead_s: int = 300
    """How far in the future observations may lie; a batch with later ones waits in quarantine until they do not."""
    grpc_workers: int = 32
    """Threads that answer gRPC calls; one waits for each call whose request is still on its way."""
    allow_private_callbacks: bool = False
    """Whether hubs may call loopback, private and link-local addresses. For demos and tests."""

    billing_folder: str = ""
    """Folder of the files billing connectors write to; empty: such connectors cannot be used."""
    billing_credentials: str = field(default="", repr=False)
    """What billing connectors may send as Authorization, a JSON object: name of the credential to header value."""
    automatic_states: bool = True
    """Whether time alone brings a `CustomerSla` into force (observed) and to its end (complete)."""
    assess: bool = True
    """Whether this process judges what is due by itself, beside others that do."""
    settle_hours: int = 72
    """How long late reports are waited for after a period's end, for rules that do not say."""
    correction_days: int = 90
    """How long after its first judgement a period is judged again by itself, for rules that do not say."""
    dispute_days: int = 365
    """How long after its first judgement a period can be disputed, for rules that do not say."""

    smtp_url: str = ""
    """Server that takes e-mail, `smtp://user:password@host:port` or `smtps://…`; empty: no e-mail is sent."""
    mail_from: str = "tmf623@localhost"
    """Address e-mail is from."""

    @classmethod
    def of(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read `TMF623_*`; ValueError names a variable whose value does not fit."""
        given: dict[str, object] = {}
        for each in fields(cls):
            text = environ.get(PREFIX + each.name.upper())
            if text is not None:
                given[each.name] = _parsed(each.name, type(each.default), text)
        return cls(**given)  # type: ignore[arg-type]


def _parsed(name: str, kind: type, text: str) -> object:
    if kind is bool:
        if text.lower() in {"1", "true", "yes", "on"}:
            return True
        if text.lower() in {"0", "false", "no", "off", ""}:
            return False
    elif kind is int:
        if text.isascii() and text.isdigit():
            return int(text)
    else:
        return text
    raise ValueError(f"{PREFIX}{name.upper()}={text!r} is not {'a boolean' if kind is bool else 'a whole number'}")
