"""`make bench`: every figure beside its yardstick, measured in turn in one run.

Prints targets 1 to 5 with server CPU per request and the ratio to each yardstick; more than 1 is better than the
yardstick. `--quick` sends a tenth of the requests; `--rows N` sets how many agreements the large store holds;
`--growth` leaves out targets 1 to 4.
"""

import argparse
import itertools
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from google.protobuf import json_format
from google.protobuf.field_mask_pb2 import FieldMask

from load import Cost, http, pinned, unary  # type: ignore[import-not-found]
from payload import body, sla  # type: ignore[import-not-found]
from tmf.sla.v1 import sla_service_pb2 as pb2
from tmf.sla.v1.sla_pb2 import Sla

HERE = Path(__file__).parent
V2, V4 = "/tmf-api/slaManagement/v2", "/tmf-api/slaManagement/v4"
SERVICE = "/tmf.sla.v1.SlaService"
ROWS = 1000
FILTERED = "/sla?version=7&limit=50"
"""A page of a filter that a tenth of the agreements match."""
ROUNDS = 2
"""Every figure is the best of this many turns: noise only adds."""


class Server(NamedTuple):
    """A server under load."""

    pid: int
    port: int
    base: str = ""
    """Path before `/sla`, for HTTP servers."""
    first: int = 1
    """Smallest id it holds."""


def get(server: Server, path: str) -> bytes:
    """A GET request as bytes."""
    return f"GET {server.base}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n".encode()


def send(server: Server, verb: str, path: str, content: bytes) -> bytes:
    """A request with a JSON body as bytes."""
    head = f"{verb} {server.base}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


def gets(server: Server, rows: int) -> Iterator[bytes]:
    """GET by id, spread over the store."""
    return (get(server, f"/sla/{server.first + n * 7919 % rows}") for n in itertools.count())


def pages(server: Server) -> Iterator[bytes]:
    """The first page of 50 of a filtered list."""
    return (get(server, f"/sla?version={n % 10}&limit=50") for n in itertools.count())


def posts(server: Server) -> Iterator[bytes]:
    """New agreements."""
    return (send(server, "POST", "/sla", body(n)) for n in itertools.count())


def patches(server: Server, rows: int) -> Iterator[bytes]:
    """A new description for one agreement after the other."""
    for n in itertools.count():
        content = f'{{"description":"patched {n}"}}'.encode()
        yield send(server, "PATCH", f"/sla/{server.first + n * 7919 % rows}", content)


def calls(requests: Iterator[object]) -> Iterator[bytes]:
    """Messages as bytes."""
    return (request.SerializeToString() for request in requests)  # type: ignore[attr-defined]


def grpc_requests(server: Server, rows: int) -> dict[str, tuple[str, Callable[[], Iterator[bytes]]]]:
    """The four kinds of gRPC call: the method and its requests."""
    messages = [json_format.ParseDict(sla(n), Sla()) for n in range(10)]
    ids = [str(server.first + n * 7919 % rows) for n in range(rows)]
    mask = FieldMask(paths=["description"])

    def patches() -> Iterator[object]:
        for n in itertools.count():
            yield pb2.PatchSlaRequest(id=ids[n % rows], sla=Sla(description=f"patched {n}"), update_mask=mask)

    return {
        "get": ("RetrieveSla", lambda: calls(pb2.RetrieveSlaRequest(id=ids[n % rows]) for n in itertools.count())),
        "page": (
            "ListSla",
            lambda: calls(pb2.ListSlaRequest(filter=f"version={n % 10}", limit=50) for n in itertools.count()),
        ),
        "create": ("CreateSla", lambda: calls(pb2.CreateSlaRequest(sla=messages[n % 10]) for n in itertools.count())),
        "patch": ("PatchSla", lambda: calls(patches())),
    }


@contextmanager
def peer(name: str, *arguments: str) -> Iterator[Server]:
    """One of the yardsticks in `peers/`, on a free port."""
    port = free_port()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent / "generated")])}
    command = [sys.executable, str(HERE / "peers" / f"{name}.py"), str(port), *arguments]
    with pinned(command, env=environment) as process:
        try:
            await_port(port)
            yield Server(process.pid, port)
        finally:
            process.terminate()


@contextmanager
def ours(database: Path) -> Iterator[tuple[Server, Server]]:
    """Our server over a database file: its REST and gRPC doors. It judges nothing by itself, as the peers do not."""
    rest_port, grpc_port = free_port(), free_port()
    options = ["--rest-port", str(rest_port), "--grpc-port", str(grpc_port), "--database-url", f"sqlite:///{database}"]
    environment = os.environ | {"TMF623_ASSESS": "False"}
    with pinned([sys.executable, "-m", "tmf623", "serve", *options], stdout=-3, stderr=-3, env=environment) as process:
        try:
            await_port(rest_port)
            await_port(grpc_port)
            yield Server(process.pid, rest_port, V4), Server(process.pid, grpc_port)
        finally:
            process.terminate()


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_port(port: int) -> None:
    """Wait until somebody listens there; TimeoutError after 30 s."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nobody listens on port {port}")


def filled(server: Server, rows: int) -> Server:
    """The server with `rows` agreements in it, and the id of the first."""
    requests = posts(server)
    http(server.pid, server.port, requests, rows)
    path = f"http://127.0.0.1:{server.port}{server.base}/sla?limit=1"
    with urllib.request.urlopen(path, timeout=60) as answer:
        first = int(json.load(answer)[0]["id"])
    return server._replace(first=first)


def best(measure: Callable[[], Cost]) -> Cost:
    """The cheapest of several turns."""
    return min((measure() for _ in range(ROUNDS)), key=lambda cost: cost.cpu_us)


def rest_costs(server: Server, scale: int, *, plain: bool = False) -> dict[str, Cost]:
    """GET, page, POST and PATCH on one HTTP server; `plain`: it only knows prebuilt answers."""
    kinds = {
        "get": (lambda: gets(server, ROWS), 4000),
        "page": (lambda: pages(server), 400),
        "post": (lambda: posts(server), 2000),
        "patch": (lambda: patches(server, ROWS), 2000),
    }
    if plain:
        kinds = {"get": kinds["get"]}
    return {
        name: best(lambda r=requests, t=total: http(server.pid, server.port, r(), t // scale))  # type: ignore[misc]
        for name, (requests, total) in kinds.items()
    }


def grpc_costs(server: Server, scale: int) -> dict[str, Cost]:
    """The four kinds of call on one gRPC server."""
    target, costs = f"127.0.0.1:{server.port}", {}
    for name, (method, requests) in grpc_requests(server, ROWS).items():
        total = (400 if name == "page" else 2000) // scale
        costs[name] = best(
            lambda m=method, r=requests, t=total: unary(server.pid, target, f"{SERVICE}/{m}", r(), t)  # type: ignore[misc]
        )
    return costs


def show(number: str, work: str, cost: Cost, yardsticks: list[tuple[str, Cost, float]]) -> None:
    """One line of the table: our cost, and the ratio to each yardstick beside its target."""
    ratios = [f"{yard.cpu_us / cost.cpu_us:6.2f} x {name} (target {target:g})" for name, yard, target in yardsticks]
    print(f"{number:>3}  {work:<22}{cost.cpu_us:8.0f} us  " + "   ".join(ratios), flush=True)


def measure(scale: int, folder: Path) -> None:
    """Targets 1 to 4."""
    with peer("raw") as raw:
        limit = rest_costs(raw, scale, plain=True)
    with peer("fastapi_sqlmodel", str(folder / "fastapi.db")) as fastapi:
        rest_peer = rest_costs(filled(fastapi, ROWS), scale)
    with peer("grpc_echo") as echo:
        grpc_limit = grpc_costs(echo, scale)
    with peer("grpc_sqlmodel", str(folder / "grpc.db")) as written:
        grpc_fill(written)
        grpc_peer = grpc_costs(written, scale)
    with ours(folder / "ours.db") as (rest, rpc):
        held = filled(rest, ROWS)
        v4 = rest_costs(held, scale)
        v2 = rest_costs(held._replace(base=V2), scale, plain=True)
        called = grpc_costs(rpc._replace(first=held.first), scale)
    fast = "FastAPI + SQLModel"
    show("1", "REST GET by id, v4", v4["get"], [("raw uvicorn", limit["get"], 0.5), (fast, rest_peer["get"], 10)])
    show("1", "REST GET by id, v2", v2["get"], [("raw uvicorn", limit["get"], 0.5), (fast, rest_peer["get"], 10)])
    show("2", "REST page of 50", v4["page"], [(fast, rest_peer["page"], 15)])
    for verb in ("post", "patch"):
        show("3", f"REST {verb.upper()}", v4[verb], [(fast, rest_peer[verb], 8)])
    for name, target in (("get", 0.7), ("page", 0.5), ("create", 0.4), ("patch", 0.4)):
        yards = [("grpcio echo", grpc_limit[name], target), ("grpcio + SQLModel", grpc_peer[name], 3)]
        show("4", f"gRPC {name}", called[name], yards)


def measure_growth(scale: int, folder: Path, rows: int) -> None:
    """Target 5: the same requests to a store of 1,000 agreements and to one of `rows`."""
    found = {}
    for count in (ROWS, rows):
        database = folder / f"rows-{count}.db"
        subprocess.run([sys.executable, str(HERE / "filling.py"), f"sqlite:///{database}", str(count)], check=True)
        with ours(database) as (rest, _):
            found[count] = growth_costs(_first(rest), count, scale)
        database.unlink()
    small, large = found[ROWS], found[rows]
    print(f"server CPU per request, {ROWS:,} stored -> {rows:,} stored (targets 1.25, 1.5, 1.5)")
    for name, work in (("get", "GET by id"), ("page", "first page of 50, filtered")):
        print(f"  5  {work:<28}{small[name]:6.0f} -> {large[name]:6.0f} us, {large[name] / small[name]:.2f} x the cost")
    page, deep = large["page"], large["deep"]
    print(f"  5  {'page 1,000 by link':<28}{page:6.0f} -> {deep:6.0f} us, {deep / page:.2f} x the first page")


def growth_costs(server: Server, rows: int, scale: int) -> dict[str, float]:
    """CPU of a GET, of the first page of a filtered list, and of page 1,000 reached by links."""
    page = itertools.repeat(get(server, FILTERED))
    costs = {
        "get": best(lambda: http(server.pid, server.port, gets(server, rows), 4000 // scale)).cpu_us,
        "page": best(lambda: http(server.pid, server.port, page, 400 // scale)).cpu_us,
    }
    if rows > ROWS:
        deep = itertools.repeat(get(server, deep_page(server, min(1000, rows // 500))))
        costs["deep"] = best(lambda: http(server.pid, server.port, deep, 400 // scale)).cpu_us
    return costs


def deep_page(server: Server, pages: int) -> str:
    """The path and query of a page, by following `next` from the first."""
    url = f"http://127.0.0.1:{server.port}{server.base}{FILTERED}"
    for _ in range(pages - 1):
        with urllib.request.urlopen(url, timeout=60) as answer:
            url = re.findall(r'<([^>]*)>; rel="next"', answer.headers["Link"])[0]
    return url.partition(server.base)[2]


def _first(server: Server) -> Server:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{server.base}/sla?limit=1", timeout=60) as answer:
        return server._replace(first=int(json.load(answer)[0]["id"]))


def grpc_fill(server: Server) -> None:
    """The agreements the hand-written gRPC peer starts with."""
    method, requests = grpc_requests(server, ROWS)["create"]
    unary(server.pid, f"127.0.0.1:{server.port}", f"{SERVICE}/{method}", requests(), ROWS)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the requests")
    parser.add_argument("--rows", type=int, default=1_000_000, help="agreements in the large store (0: leave out)")
    parser.add_argument("--growth", action="store_true", help="target 5 alone")
    options = parser.parse_args()
    os.sched_setaffinity(0, {os.cpu_count() - 1})  # type: ignore[operator]
    print("server CPU per request; ratios are yardstick / ours: more is better")
    with tempfile.TemporaryDirectory() as folder:
        if not options.growth:
            measure(10 if options.quick else 1, Path(folder))
        if options.rows:
            measure_growth(10 if options.quick else 1, Path(folder), options.rows)


if __name__ == "__main__":
    main()
