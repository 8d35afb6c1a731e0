"""kill -9 of a server while measurements come in, again and again: what was acknowledged is there, each once.

    python tests/faults/ingesting.py [kills] [points]      100 kills and 1,000,000 points unless said otherwise

The client keeps its own journal of what it sent and was answered. It streams batches over gRPC; a server that goes
away is killed at a random moment, started anew over the same database, and sent what has no answer yet.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

import grpc

from tmf.sla.v1.measurement_pb2 import MeasurementBatch, SampleColumns
from tmf.sla.v1.measurement_service_pb2 import StreamMeasurementRequest
from tmf.sla.v1.measurement_service_pb2_grpc import MeasurementServiceStub
from tmf623.app import now
from tmf623.domain.instants import Interval
from tmf623.store.moment import microseconds
from tmf623.store.store import Store
from tmf623.store.verification import damages

FIRST_S = 1_700_000_000
SIZE = 1_000
"""Points in a batch."""
_MAIN = "from tmf623.cli import main; main()"


class Result(NamedTuple):
    """What an end looks like."""

    kills: int
    acknowledged: int
    """Points."""
    count: int
    total: Decimal
    repeated: int
    """Batches that had been stored although nobody had been told."""
    damage: list[Any]


def batch(number: int) -> MeasurementBatch:
    """The batch of a number: its points are the numbers from it times SIZE on."""
    start = number * SIZE
    columns = SampleColumns(step=[1_000_000] * SIZE, mantissa=range(start, start + SIZE))
    columns.start.FromSeconds(FIRST_S + start - 1)
    return MeasurementBatch(source="probe", external_id=str(number), object="o", metric="m", sample_columns=columns)


class Server:
    """A server process over one database."""

    def __init__(self, url: str, port: int) -> None:
        self._command = [
            sys.executable, "-c", _MAIN, "serve", "--rest-port", "0", "--grpc-port", str(port), "--database-url", url,
        ]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        assert self._process
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()


def stream(channel: Any, numbers: list[int]) -> tuple[set[int], int]:
    """Stream batches as long as the server lives; the numbers that were acknowledged, and how many of them again."""
    acknowledged: set[int] = set()
    repeated = 0
    sent = (StreamMeasurementRequest(batch=[batch(number)]) for number in numbers)
    try:
        for number, answer in zip(numbers, MeasurementServiceStub(channel).StreamMeasurement(sent), strict=False):
            acknowledged.add(number)
            repeated += answer.receipt[0].status == "repeated"
    except grpc.RpcError:
        pass  # the server was killed: what has no answer is sent again
    return acknowledged, repeated


def run(url: str, kills: int, points: int, *, seed: int = 623) -> Result:
    """Kill a server that many times while the points come in, then let the rest come in undisturbed."""
    draw = random.Random(seed)  # noqa: S311 - the same run every time
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server, repeated = Server(url, port), 0
    waiting = list(range(points // SIZE))
    share = max(1, len(waiting) // (kills + 1))
    for turn in range(kills + 1):
        server.start()
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
            grpc.channel_ready_future(channel).result(timeout=60)
            killer = Timer(draw.uniform(0.02, 0.3), server.kill)
            if turn < kills:
                killer.start()
            acknowledged, again = stream(channel, waiting[: 3 * share] if turn < kills else waiting)
            if turn < kills:
                killer.join()
        waiting = [number for number in waiting if number not in acknowledged]
        repeated += again
    server.kill()
    return _read(url, kills, points - len(waiting) * SIZE, repeated)


def _read(url: str, kills: int, acknowledged: int, repeated: int) -> Result:
    store = Store.open(url, clock=now)
    span = Interval(FIRST_S * 1_000_000, (FIRST_S + 10**9) * 1_000_000)
    as_of = microseconds(now())
    series = store.read(lambda tx: tx.evidence.series("o", "m", span.start, span.end, as_of))
    store.close()
    total = sum((sample.value for sample in series.samples), Decimal(0))
    return Result(kills, acknowledged, len(series.samples), total, repeated, list(damages(url)))


def main() -> None:
    """Run at length, and print what was found; exit 1 when a point is lost or counted twice."""
    kills, points = (int(word) for word in [*sys.argv[1:], "100", "1000000"][:2])
    with tempfile.TemporaryDirectory() as folder:
        result = run(f"sqlite:///{Path(folder) / 'ingest.db'}", kills, points)
    expected = Decimal(points) * (points - 1) / 2
    print(  # noqa: T201 - the report
        f"{result.kills} kills: {result.acknowledged} points acknowledged, {result.count} stored, sum {result.total}"
        f" (expected {expected}), {result.repeated} batches repeated, damage {result.damage}"
    )
    sys.exit(not (result.acknowledged == result.count == points and result.total == expected and not result.damage))


if __name__ == "__main__":
    main()
