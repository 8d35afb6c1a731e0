"""Load on one server from one process, measured by the server's own CPU time.

Server CPU per request is what a core can do, whatever the load generator costs: on two shared cores a rate would
measure the generator. The server runs on one core, the load on the other.
"""

import asyncio
import itertools
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import grpc

CONNECTIONS = 16
TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What a kind of request cost."""

    cpu_us: float
    """Server CPU per request, microseconds."""
    rate: float
    """Requests a second, both sides saturated."""


def pinned(command: Sequence[str], **options: object) -> "subprocess.Popen[bytes]":
    """Start a server on the first core."""
    return subprocess.Popen(["taskset", "-c", "0", *command], **options)  # type: ignore[call-overload, no-any-return]


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class _Connection(asyncio.Protocol):
    """One kept connection: the next request goes out when the answer before is complete."""

    def __init__(self, requests: Iterator[bytes], run: "_Run") -> None:
        self._requests, self._run, self._buffer, self._need = requests, run, b"", -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def _next(self) -> None:
        self._need = -1
        self._transport.write(next(self._requests))  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._need < 0:
            head = self._buffer.find(b"\r\n\r\n")
            if head < 0:
                return
            self._need = head + 4 + self._length(head)
        if len(self._buffer) >= self._need:
            self._buffer = self._buffer[self._need :]
            if self._run.answered():
                self._next()
            else:
                self._transport.close()

    def _length(self, head: int) -> int:
        lines = self._buffer[:head].lower().split(b"\r\n")
        if not lines[0].split()[1].startswith(b"2"):
            self._run.failed(self._buffer[:400])
        return next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))


class _Run:
    """A bounded number of requests over all connections."""

    def __init__(self, total: int) -> None:
        self._left, self._open = total, total
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def answered(self) -> bool:
        self._open -= 1
        if self._open == 0 and not self.done.done():
            self.done.set_result(None)
        self._left -= 1
        return self._left >= CONNECTIONS

    def failed(self, answer: bytes) -> None:
        if not self.done.done():
            self.done.set_exception(RuntimeError(answer.decode(errors="replace")))


def http(pid: int, port: int, requests: Iterator[bytes], total: int) -> Cost:
    """Send `total` requests over `CONNECTIONS` connections; RuntimeError when one is not answered 2xx."""

    async def run() -> None:
        state = _Run(total)
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            await loop.create_connection(lambda: _Connection(requests, state), "127.0.0.1", port)
        await asyncio.wait_for(state.done, 300)

    return _measured(pid, total, lambda: asyncio.run(run()))


def unary(pid: int, target: str, method: str, requests: Iterator[bytes], total: int) -> Cost:
    """Send `total` gRPC requests, `CONNECTIONS` of them under way at any time."""
    with grpc.insecure_channel(target, options=[("grpc.max_receive_message_length", -1)]) as channel:
        call = channel.unary_unary(method)

        def run() -> None:
            under_way = [call.future(next(requests)) for _ in range(CONNECTIONS)]
            for number in itertools.count(CONNECTIONS):
                under_way.pop(0).result()
                if number < total:
                    under_way.append(call.future(next(requests)))
                if not under_way:
                    return

        return _measured(pid, total, run)


def _measured(pid: int, total: int, run: Callable[[], None]) -> Cost:
    before, started = cpu_seconds(pid), time.perf_counter()
    run()
    elapsed = time.perf_counter() - started
    return Cost((cpu_seconds(pid) - before) / total * 1e6, total / elapsed)
