"""A real listener on loopback that records what came, and answers well or badly as it is told."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

import orjson

DEADLINE_S = 30.0
"""How long a test waits for what must come: far more than it takes, so that a busy machine fails nothing."""


class Got(NamedTuple):
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        return orjson.loads(self.body)

    @property
    def event_id(self) -> str:
        return str(self.event["eventId"])


@dataclass(frozen=True)
class Reply:
    """How one request is answered."""

    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    manner: str = "whole"  # "hang": never; "drip": the head byte by byte, never through; "endless": a body without end

    def head(self) -> bytes:
        named = {"Content-Length": str(len(self.body))} | dict(self.headers)
        if self.manner == "endless":
            named["Content-Length"] = str(10**9)
        lines = [f"HTTP/1.1 {self.status} Told", *(f"{name}: {value}" for name, value in named.items()), "", ""]
        return "\r\n".join(lines).encode()


Behaviour = Callable[[Got, int], Reply]


class Receiver:
    """Listens until its `with` block ends; `behave(got, nth)` answers the nth (from 1) request to a path."""

    def __init__(self, behave: Behaviour | None = None) -> None:
        self.behave: Behaviour = behave or (lambda _got, _nth: Reply())
        self.got: list[Got] = []
        self.connections = 0
        self.most_open = 0
        self.port = 0
        self._open = 0
        self._nth: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="receiver")

    def __enter__(self) -> Self:  # noqa: D105 - as the class says
        self._thread.start()
        assert self._ready.wait(DEADLINE_S)
        return self

    def __exit__(self, *_: object) -> None:  # noqa: D105 - as the class says
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def url(self, path: str = "/listener") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def to(self, path: str) -> list[Got]:
        return [got for got in list(self.got) if got.path == path]

    def wait(self, holds: Callable[[], bool], what: str = "what was expected") -> None:
        """Wait until `holds()`; it is asked again after each request."""
        with self._changed:
            assert self._changed.wait_for(holds, DEADLINE_S), f"{what} did not come; {len(self.got)} requests did"

    def wait_for(self, number: int) -> list[Got]:
        self.wait(lambda: len(self.got) >= number, f"{number} requests")
        return list(self.got)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._handlers: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for handler in self._handlers:
            handler.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._handlers.add(task)
        task.add_done_callback(self._handlers.discard)
        self.connections += 1
        self._open += 1
        self.most_open = max(self.most_open, self._open)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has gone, or the test has ended
        finally:
            self._open -= 1
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")[:-2]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        got = Got(first.split(" ")[1], headers, body)
        self._nth[got.path] += 1
        reply = self.behave(got, self._nth[got.path])
        with self._changed:
            self.got.append(got)
            self._changed.notify_all()
        return await _answered(reply, reader, writer)


async def _answered(reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Answer; whether the connection goes on."""
    if reply.manner == "hang":
        await reader.read()
        return False
    if reply.manner == "drip":
        for byte in reply.head():
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(1)
        return False
    writer.write(reply.head() + reply.body)
    await writer.drain()
    while reply.manner == "endless":
        writer.write(bytes(65536))
        await writer.drain()
    return True


@contextmanager
def listening(behave: Behaviour | None = None) -> Iterator[Receiver]:
    """A receiver for the length of a `with` block."""
    with Receiver(behave) as receiver:
        yield receiver
