"""What is sent back: a status, headers and bytes, straight to ASGI."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple, TypeAlias

from tmf623.errors import SlaError
from tmf623.rest.errors import Headers, error_body, error_headers, status_of

Scope: TypeAlias = MutableMapping[str, Any]
Send: TypeAlias = Callable[[Scope], Awaitable[None]]
Receive: TypeAlias = Callable[[], Awaitable[Scope]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_JSON_HEADERS: Headers = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-cache"),  # a cache may keep it, but must ask, with all that Vary would name
    (b"x-content-type-options", b"nosniff"),
]


class Answer(NamedTuple):
    """A complete response."""

    status: int
    headers: Headers
    body: bytes = b""


def json_answer(status: int, body: bytes, headers: Headers) -> Answer:
    """An answer with a JSON body and the headers every such answer has."""
    return Answer(status, [*_JSON_HEADERS, (b"content-length", b"%d" % len(body)), *headers], body)


def error_answer(error: SlaError) -> Answer:
    """An answer with TMF630's Error body."""
    body = error_body(error)
    return Answer(status_of(error), error_headers(error, body), body)


async def deliver(answer: Answer, scope: Scope, send: Send) -> None:
    """Send an answer; to HEAD without its body."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    body = b"" if scope["method"] == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})
