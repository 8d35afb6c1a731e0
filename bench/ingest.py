"""How fast measurements come in, in batches of 1,000, committed before the answer; beside the raw insert of the same.

    python bench/ingest.py [batches]

The yardstick packs the same columns and inserts them as rows of one SQLite table at synchronous=FULL, one or 16 a
commit: what the disk and the packing cost, without a contract, a check, a door or a client beside it.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import httpx

from tmf.sla.v1.measurement_pb2 import MeasurementBatch, SampleColumns
from tmf.sla.v1.measurement_service_pb2 import StreamMeasurementRequest
from tmf.sla.v1.measurement_service_pb2_grpc import MeasurementServiceStub
from tmf623.store import columns, observations
from tmf623.store.observations import Names, packed

SIZE = 1_000
FIRST_S = 1_700_000_000
TOGETHER = (1, 16)
"""Batches in a commit of the yardstick; the server's group commit lies between."""
QOS = "/tmf-api/customerQosManagement/v1"


def values(number: int) -> list[int]:
    """Thousandths: what a latency may look like."""
    return [(number * 7919 + at * 104_729) % 50_000 for at in range(SIZE)]


def column_batch(number: int) -> MeasurementBatch:
    """Samples in columns."""
    sent = SampleColumns(step=[1_000_000] * SIZE, mantissa=values(number), scale=3)
    sent.start.FromSeconds(FIRST_S + number * SIZE)
    return MeasurementBatch(source="c", external_id=str(number), object="o", metric="m", sample_columns=sent)


def row_batch(number: int) -> MeasurementBatch:
    """Samples one by one."""
    batch = MeasurementBatch(source="r", external_id=str(number), object="o", metric="m")
    for at, value in enumerate(values(number)):
        sample = batch.sample.add(value=f"{value / 1000:.3f}")
        sample.time.seconds = FIRST_S + number * SIZE + at
    return batch


def line(number: int) -> bytes:
    """The same as a line of NDJSON."""
    start = FIRST_S + number * SIZE
    told = [
        {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start + at)), "value": f"{value / 1000:.3f}"}
        for at, value in enumerate(values(number))
    ]
    batch = {"source": "n", "externalId": str(number), "object": "o", "metric": "m", "sample": told}
    return json.dumps(batch).encode() + b"\n"


def raw(folder: Path, batches: int, together: int) -> float:
    """Seconds the yardstick takes."""
    database = sqlite3.connect(folder / f"raw{together}.db", isolation_level=None)
    for setting in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {setting}")
    database.execute(
        "CREATE TABLE batch (id INTEGER PRIMARY KEY, first INTEGER, last INTEGER, digest BLOB, payload BLOB)"
    )
    ready = [
        (
            array("q", range((FIRST_S + n * SIZE) * 10**6, (FIRST_S + (n + 1) * SIZE) * 10**6, 10**6)),
            array("q", values(n)),
        )
        for n in range(batches)
    ]
    began = time.perf_counter()
    for start in range(0, batches, together):
        database.execute("BEGIN IMMEDIATE")
        for number, (times, mantissas) in enumerate(ready[start : start + together], start=start):
            content = observations.samples(times, columns.lowest(mantissas, 3))
            payload = packed(Names("raw", str(number), "o", "m"), content)
            row = (number, times[0], times[-1], payload.digest, payload.compressed)
            database.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?)", row)
        database.execute("COMMIT")
    return time.perf_counter() - began


def streamed(port: int, made: list[MeasurementBatch]) -> float:
    """Seconds a gRPC stream takes."""
    requests = [StreamMeasurementRequest(batch=[batch]) for batch in made]
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        grpc.channel_ready_future(channel).result(timeout=60)
        began = time.perf_counter()
        answered = sum(1 for _ in MeasurementServiceStub(channel).StreamMeasurement(iter(requests)))
        took = time.perf_counter() - began
    if answered != len(made):
        raise SystemExit(f"{answered} answers to {len(made)} requests")
    return took


def posted(port: int, lines: list[bytes]) -> float:
    """Seconds a request of NDJSON takes."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=600) as client:
        began = time.perf_counter()
        answer = client.post(
            f"{QOS}/measurement", content=iter(lines), headers={"Content-Type": "application/x-ndjson"}
        )
        took = time.perf_counter() - began
    if answer.status_code != 201:
        raise SystemExit(answer.text)
    return took


def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The ports of a server process of its own."""
    script = (
        "import sys; from tmf623 import app; from tmf623.settings import Settings\n"
        "running = app.start(Settings(rest_port=0, grpc_port=0, database_url=sys.argv[1], assess=False))\n"
        "print(running.rest_port, running.grpc_port, flush=True); sys.stdin.read(); running.stop()"
    )
    url = f"sqlite:///{folder / 'ingest.db'}"
    command = [sys.executable, "-c", script, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout  # noqa: S101 - it was asked for
        rest, grpc_port = map(int, process.stdout.readline().split())
        yield rest, grpc_port
        process.communicate()


def main() -> None:
    """Print a line for each way in."""
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yardsticks = {together: SIZE * batches / raw(folder, batches, together) for together in TOGETHER}
        for together, rate in yardsticks.items():
            print(f"raw insert, {together:>2} a commit    {rate:>12,.0f} samples/s")
        for rest, grpc_port in serving(folder):
            ways: list[tuple[str, Callable[[], float]]] = [
                (
                    "gRPC stream, columns",
                    lambda port=grpc_port: streamed(port, [column_batch(n) for n in range(batches)]),
                ),
                ("gRPC stream, rows", lambda port=grpc_port: streamed(port, [row_batch(n) for n in range(batches)])),
                ("REST NDJSON", lambda port=rest: posted(port, [line(n) for n in range(batches)])),
            ]
            for way, measure in ways:
                rate = SIZE * batches / measure()
                ratios = ", ".join(f"{rate / yardstick:.2f} x" for yardstick in yardsticks.values())
                print(f"{way:<24}{rate:>12,.0f} samples/s   {ratios}")


if __name__ == "__main__":
    main()
