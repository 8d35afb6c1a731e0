"""The gate in front of one operation: made once at the start from the contract, it admits or refuses each request.

It checks what the contract says about headers and body. Query parameters are left to the query language, which
knows more than a list of parameters can say.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from tmf623.contract.reader import read_json
from tmf623.errors import Reason, TooLarge, Unavailable
from tmf623.rest.answer import Application, Receive, Scope, Send
from tmf623.rest.body import read_body
from tmf623.rest.errors import Refusal
from tmf623.rest.incoming import Incoming
from tmf623.rest.links import Links
from tmf623.rest.negotiation import JSON, accepts_json, media_type
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request, headers_of
from tmf623.rest.schemas import Schemas, violation
from tmf623.store.acting import ACTOR

REQUEST = "tmf623.request"
"""Where the scope carries the `Request`."""
LARGE = 64 * 1024
"""Bodies beyond this are read in a thread: reading them takes milliseconds."""
MOST_BRACKETS = 50_000
MOST_COMMAS = 250_000
"""What a body may hold, counted in its text: a few bytes make an object, and it takes microseconds and a kilobyte."""
MOST_UNDER_WAY = 512
"""Requests beyond this are turned away: what waits longer than clients wait is work for nobody."""


@dataclass(slots=True)
class Limits:
    """What all gates of a door share."""

    links: Links
    body_bytes: int
    stream_bytes: int = 0
    """Of a body that is read as it comes, unpacked."""
    under_way: int = 0
    """Requests admitted and not yet answered."""


class Gate:
    """Admits the requests of one operation."""

    def __init__(
        self, application: Application, operation: Operation, described: tuple[Any, Schemas], limits: Limits
    ) -> None:
        """`described`: the operation's part of the OpenAPI document, and the document's schemas."""
        part, schemas = described
        content = part.get("requestBody", {}).get("content", {})
        self._application = application
        self._operation = operation
        self._limits = limits
        self._bodies = {name: schemas.compiled(body["schema"]) for name, body in content.items()}
        answers = [part["responses"].get(status, {}).get("content", {}) for status in ("200", "201")]
        self._answers_json = any(set(content) == {JSON} for content in answers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request and pass it on; raises the refusal."""
        headers = headers_of(scope)
        if self._answers_json:
            _demand_json_accepted(headers.get(b"accept"))
        limits = self._limits
        if limits.under_way >= MOST_UNDER_WAY:
            raise Unavailable(Reason.UNAVAILABLE, "the server is busy")
        limits.under_way += 1
        try:
            ACTOR.set(limits.links.actor(scope, headers))
            request = Request(scope["path"], scope["query_string"], headers, limits.links.base(scope, headers))
            for value in scope["path_params"].values():
                request.id = value
            if self._bodies:
                await self._read(request, receive)
            scope[REQUEST] = request
            await self._application(scope, receive, send)
        finally:
            limits.under_way -= 1

    async def _read(self, request: Request, receive: Receive) -> None:
        name = self._media(request.headers.get(b"content-type", b""))
        if name in self._operation.streams:
            request.media, request.body = name, Incoming(receive, request.headers, self._limits.stream_bytes)
            return
        raw = await read_body(receive, request.headers, self._limits.body_bytes)
        if len(raw) > LARGE:
            loop = asyncio.get_running_loop()
            request.body = await loop.run_in_executor(None, self._understood, name, raw)
        else:
            request.body = self._understood(name, raw)

    def _understood(self, name: str, raw: bytes) -> object:
        """What the operation makes of the body.

        The contract's codec speaks first, since it names what is wrong in the contract's words; the schema has
        the last word.
        """
        value = read_json(raw)
        _demand_moderate(raw)
        validator = self._bodies[name]
        fits = validator.is_valid(value)
        read, explain = self._operation.read, self._operation.explain
        if not fits and explain is not None:
            explain(name, value)
        body = read(name, value) if read is not None else value
        if not fits:
            raise violation(validator, value)
        return body

    def _media(self, content_type: bytes) -> str:
        """The body's media type; JSON when the client does not say."""
        sent = media_type(content_type)
        name = sent.name or JSON
        if name not in self._bodies or sent.charset not in {"", "utf-8", "utf8", "us-ascii"}:
            known = ", ".join(self._bodies)
            patches = {b"accept-patch": known.encode()} if len(self._bodies) > 1 else {b"accept-post": known.encode()}
            shown = content_type[:128].decode("latin-1")
            raise Refusal(
                Reason.UNSUPPORTED_MEDIA_TYPE, f"a body of {shown!r} is not read; send {known}", headers=patches
            )
        return name


def _demand_moderate(raw: bytes) -> None:
    if len(raw) <= MOST_BRACKETS:
        return
    for what, count, most in (
        ("objects and arrays", raw.count(b"{") + raw.count(b"["), MOST_BRACKETS),
        ("values", raw.count(b","), MOST_COMMAS),
    ):
        if count > most:
            raise TooLarge(Reason.TOO_LARGE, f"the body holds {count} {what}, more than {most}")


def _demand_json_accepted(accept: bytes | None) -> None:
    if accept is not None and not accepts_json(accept):
        shown = accept[:128].decode("latin-1")
        raise Refusal(Reason.NOT_ACCEPTABLE, f"the answer would be {JSON}, which {shown!r} does not accept")
