"""What stands around the service in the scenario: its process, its clients, a billing system, a receiver of events."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

QOS = "/tmf-api/customerQosManagement/v1"
SLA = "/tmf-api/slaManagement/v4"
PATIENCE_S = 60
"""How long the service may take for what follows by itself."""


@contextmanager
def serving(database: Path) -> Iterator[tuple[int, int]]:
    """A server on free loopback ports over a fresh database: its REST and gRPC ports."""
    arguments = ["serve", "--rest-port", "0", "--grpc-port", "0", "--allow-private-callbacks"]
    with (
        (database.parent / "server.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tmf623", *arguments, "--database-url", f"sqlite:///{database}"],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as server,
    ):
        try:
            ports = re.findall(r"127\.0\.0\.1:(\d+)", server.stdout.readline() if server.stdout else "")
            if len(ports) != 2:  # the line names both doors
                raise SystemExit(f"the server did not start; see {log.name}")
            yield int(ports[0]), int(ports[1])
        finally:
            server.terminate()
            server.wait(timeout=60)


class Client:
    """A client of the REST door."""

    def __init__(self, port: int) -> None:
        """Connect to the server on this loopback port."""
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)

    def post(self, path: str, body: object) -> dict[str, Any]:
        """POST `body`; the answer's body."""
        return dict(self._sent("POST", path, body).json())

    def patch(self, path: str, **changes: object) -> dict[str, Any]:
        """PATCH a resource; the resource as it is then."""
        return dict(self._sent("PATCH", path, changes).json())

    def get(self, path: str) -> Any:
        """GET a resource or a list."""
        return self._sent("GET", path, None).json()

    def download(self, path: str) -> bytes:
        """GET a document."""
        return self._sent("GET", path, None).content

    def refused(self, method: str, path: str, body: object) -> dict[str, Any]:
        """Send what must be refused: the error."""
        answer = self._http.request(method, path, json=body)
        if not answer.is_client_error:
            raise SystemExit(f"{method} {path} should have been refused, and was answered {answer.status_code}")
        return dict(answer.json())

    def _sent(self, method: str, path: str, body: object) -> httpx.Response:
        answer = self._http.request(method, path, json=body) if body is not None else self._http.request(method, path)
        if answer.is_error:
            raise SystemExit(f"{method} {path} answered {answer.status_code}: {answer.text}")
        return answer


def awaited(what: str, found: Callable[[], Any]) -> Any:
    """What `found` gives once it gives something; the end of the scenario when it never does."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.05)
    raise SystemExit(f"{what}: nothing of it after {PATIENCE_S} seconds")


class Billing:
    """A billing system with TMF678's rates: it books what is posted, and finds it by name."""

    def __init__(self) -> None:
        """Nothing is booked yet."""
        self.booked: list[dict[str, Any]] = []

    def holds(self, credit: str) -> Decimal:
        """The sum of what was booked for a credit, as the customer is credited."""
        found = [one for one in self.booked if one["name"].startswith(f"tmf623-credit-{credit}-")]
        return -sum((Decimal(str(one["taxExcludedAmount"]["value"])) for one in found), Decimal(0))

    def answer(self, method: str, path: str, body: Any) -> tuple[int, object]:
        """Book, or look up."""
        if method == "GET":
            names = parse_qs(urlsplit(path).query).get("name", [])
            return 200, [one for one in self.booked if one["name"] in names]
        self.booked.append({**body, "id": f"b-{len(self.booked) + 1}", "href": "/rate", "bill": {"id": "bill-7"}})
        return 201, self.booked[-1]


class Inbox:
    """A receiver of events and notices."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self.received: list[dict[str, Any]] = []

    def answer(self, _method: str, path: str, body: Any) -> tuple[int, object]:
        """Keep what came, and where."""
        self.received.append({"path": path, **body})
        return 204, None

    def at(self, path: str) -> list[dict[str, Any]]:
        """What came to a path."""
        return [one for one in self.received if one["path"] == path]


@contextmanager
def listening(party: Billing | Inbox) -> Iterator[str]:
    """Let a party answer on a free loopback port: its URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def do_GET(self) -> None:
            self._answer(None)

        def _answer(self, body: Any) -> None:
            status, answer = party.answer(self.command, self.path, body)
            content = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            if status != 204:  # which has no content, and says so by itself
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep the terminal for the account."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the `tmf623` command."""
    line = [sys.executable, "-W", "ignore", "-m", "tmf623", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
