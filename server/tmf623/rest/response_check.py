"""Hold every answer against the contract: a declared status, a declared media type, a body its schema admits.

For tests and for finding out. In production an answer is not read again: by then the work is committed, and a
refusal would tell the client it was not.
"""

from collections.abc import Mapping
from typing import Any

from jsonschema_rs import Draft4Validator

from tmf623.contract.reader import read_json
from tmf623.rest.answer import Application, Receive, Scope, Send
from tmf623.rest.schemas import Schemas


class ContractBroken(Exception):
    """An answer is not what the contract says."""


class ResponseCheck:
    """Checks the answers of one operation."""

    def __init__(self, application: Application, described: tuple[Any, Mapping[str, Any]], schemas: Schemas) -> None:
        """`described`: the operation's part of the OpenAPI document, and the document, whose `schemas` these are."""
        part, document = described
        self._application = application
        self._declared = {
            status: {
                media: schemas.compiled(body["schema"])
                for media, body in _followed(document, response).get("content", {}).items()
            }
            for status, response in part["responses"].items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve; raises ContractBroken before anything is sent."""
        held: list[Scope] = []

        async def hold(message: Scope) -> None:
            held.append(message)

        await self._application(scope, receive, hold)
        start, *rest = held
        body = b"".join(message.get("body", b"") for message in rest)
        if scope["method"] != "HEAD":
            self._check(str(start["status"]), dict(start["headers"]), body)
        for message in held:
            await send(message)

    def _check(self, status: str, headers: Mapping[bytes, bytes], body: bytes) -> None:
        if status not in self._declared:
            raise ContractBroken(f"status {status} is not declared")
        contents = self._declared[status]
        if not contents:
            if body or b"content-type" in headers:
                raise ContractBroken(f"status {status} has no body by contract: {body[:200]!r}")
            return
        media = headers.get(b"content-type", b"").decode("latin-1")
        if media not in contents:
            raise ContractBroken(f"status {status} is not declared as {media!r}")
        _demand(contents[media], body)


def _demand(validator: Draft4Validator, body: bytes) -> None:
    error = next(validator.iter_errors(read_json(body)), None)
    if error is not None:
        raise ContractBroken(f"{list(error.instance_path)}: {error.message}")


def _followed(document: Mapping[str, Any], response: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in response:
        return response
    found: Mapping[str, Any] = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return found
