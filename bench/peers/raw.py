"""The limit of the HTTP server: uvicorn answering prebuilt bytes."""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

from payload import body, sla  # type: ignore[import-not-found]

ONE = body()
PAGE = b"[" + b",".join(body(n) for n in range(50)) + b"]"


async def app(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Read the body, if any, and answer with what was built before."""
    if scope["type"] != "http":
        return
    while scope["method"] != "GET" and (await receive()).get("more_body"):
        pass
    content = PAGE if scope["query_string"] else ONE
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": 201 if scope["method"] == "POST" else 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


if __name__ == "__main__":
    assert sla()
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="error", lifespan="off")
