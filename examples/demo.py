"""The main job, through the public doors only.

Starts a server over a fresh database, agrees on service levels, subscribes to violations, reports a month of
observations and a year of public service cases, has them judged, and prints what was delivered against what was
agreed. Needs nothing but the installed package.
"""

import gzip
import http.client
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import json_format
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest
from tmf.sla.v1.assessment_service_pb2_grpc import AssessmentServiceStub

EXAMPLES = Path(__file__).parent
ROOT = EXAMPLES.parent
SLA = "/tmf-api/slaManagement/v4"
QOS = "/tmf-api/customerQosManagement/v1"
BATCH = 500
AGREED = ("boston", "updown")
VERDICTS = {"ONTIME": "met", "OVERDUE": "violated"}
"""The city's words in ours."""
MONTH = {"Three access lines": {"at": "2025-03-15T12:00:00Z"}}
"""The conformance period to judge, where a rule has periods."""
console = Console(width=None if sys.stdout.isatty() else 120)


def main() -> None:
    """Run the demo; exit 1 when a verdict differs from the one the city computed itself."""
    home = ROOT / ".demo"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    with serving(home / "demo.db") as (rest_port, grpc_port), listening() as (callback, received):
        rest = Rest(rest_port)
        rest.post(f"{SLA}/hub", {"callback": callback, "query": "eventType=SlaViolationCreateEvent"})
        agreements = [
            rest.post(f"{SLA}/sla", json.loads((EXAMPLES / name / "sla.json").read_text())) for name in AGREED
        ]
        cases = load_cases()
        with Progress(console=console, disable=not console.is_terminal) as progress:
            report_cases(rest, grpc_port, cases, progress)
            rest.post(f"{QOS}/measurement", json.loads((EXAMPLES / "updown" / "observations.json").read_text()))
            results = [(sla, judge(rest, sla, progress)) for sla in agreements]
            violations = count(rest, f"{SLA}/slaViolation")
            await_callbacks(received, violations, progress)
        verdicts = load_verdicts(rest, agreements[0])
    verified = verify(home / "demo.db")
    equal = sum(verdicts.get(case["externalId"]) == VERDICTS[case["cityVerdict"]] for case in cases)
    print_results(results, violations, len(received))
    console.print(f"{equal:,} of {len(cases):,} verdicts equal the city's own.", highlight=False)
    console.print(f"tmf623 verify: {verified.stdout.strip()}, judged again from what they rest on.", highlight=False)
    print_next_steps(agreements[1]["id"])
    good = equal == len(cases) and violations == len(received) > 0 and verified.returncode == 0
    sys.exit(0 if good else 1)


class Rest:
    """JSON over HTTP to one server, on one kept connection."""

    def __init__(self, port: int) -> None:
        """Connect to the server on this loopback port."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def post(self, path: str, body: object) -> dict[str, Any]:
        """POST `body`; the answer's body."""
        return dict(self._send("POST", path, body)[0])

    def list(self, path: str) -> tuple[list[dict[str, Any]], int]:
        """GET a list: the resources, and how many match in all."""
        rows, headers = self._send("GET", path, None)
        return list(rows), int(headers["X-Total-Count"])

    def _send(self, method: str, path: str, body: object) -> tuple[Any, http.client.HTTPMessage]:
        text = None if body is None else json.dumps(body)
        self._connection.request(method, path, text, {"Content-Type": "application/json"} if text else {})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise SystemExit(f"{method} {path} answered {answer.status}: {content.decode()}")
        return json.loads(content), answer.headers


@contextmanager
def serving(database: Path) -> Iterator[tuple[int, int]]:
    """A server on free loopback ports over a fresh database: its REST and gRPC ports."""
    arguments = ["serve", "--rest-port", "0", "--grpc-port", "0", "--allow-private-callbacks"]
    with subprocess.Popen(
        [sys.executable, "-m", "tmf623", *arguments, "--database-url", f"sqlite:///{database}"],
        stdout=subprocess.PIPE,
        stderr=(database.parent / "server.log").open("w"),
        text=True,
    ) as server:
        try:
            assert server.stdout is not None  # noqa: S101 - asked for above
            ports = re.findall(r"127\.0\.0\.1:(\d+)", server.stdout.readline())
            if len(ports) != 2:  # the line names both doors
                raise SystemExit(f"the server did not start; see {database.parent / 'server.log'}")
            yield int(ports[0]), int(ports[1])
        finally:
            server.terminate()
            server.wait(timeout=60)


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A subscriber of our own: its callback URL, and the ids of the events it received."""
    received: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if event["eventId"] not in received_ids:
                received_ids.add(event["eventId"])
                received.append(event["eventId"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the terminal for the results."""

    received_ids: set[str] = set()
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.server_port}/violations", received
    finally:
        listener.shutdown()
        listener.server_close()


def verify(database: Path) -> "subprocess.CompletedProcess[str]":
    """Have every judgement of the database made again: how many hold."""
    command = [sys.executable, "-m", "tmf623", "verify", "--all", "--database-url", f"sqlite:///{database}"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)


def judge(rest: Rest, sla: dict[str, Any], progress: Progress) -> list[dict[str, Any]]:
    """Have every rule of an agreement judged: the outcomes, rule by rule."""
    return [
        rest.post(f"{QOS}/assessment", {"slaId": sla["id"], "ruleId": rule["id"]} | MONTH.get(sla["name"], {}))
        for rule in progress.track(sla["rule"], description=f"judging {sla['name']}")
    ]


def count(rest: Rest, path: str) -> int:
    """How many resources there are."""
    return rest.list(f"{path}?limit=0")[1]


def await_callbacks(received: Sequence[str], expected: int, progress: Progress) -> None:
    """Wait until every violation has been announced, or a minute has passed without the last one."""
    task = progress.add_task("callbacks", total=expected)
    end = time.monotonic() + 60
    while len(received) < expected and time.monotonic() < end:
        progress.update(task, completed=len(received))
        time.sleep(0.05)
    progress.update(task, completed=len(received))


def load_cases() -> list[dict[str, Any]]:
    """The service cases, each with the city's own verdict."""
    with gzip.open(EXAMPLES / "boston" / "cases.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def report_cases(rest: Rest, grpc_port: int, cases: Sequence[dict[str, Any]], progress: Progress) -> None:
    """Record the cases in batches, half of them over REST and half over gRPC."""
    tickets = [{name: value for name, value in case.items() if not name.startswith("city")} for case in cases]
    batches = [tickets[start : start + BATCH] for start in range(0, len(tickets), BATCH)]
    with grpc.insecure_channel(f"127.0.0.1:{grpc_port}") as channel:
        stub = AssessmentServiceStub(channel)
        for number, batch in enumerate(progress.track(batches, description="recording cases")):
            request = {"source": "boston-311", "case": batch}
            if number % 2:
                rest.post(f"{QOS}/case", request)
            else:
                stub.RecordCase(json_format.ParseDict(request, RecordCaseRequest()))


def load_verdicts(rest: Rest, sla: dict[str, Any]) -> dict[str, str]:
    """The verdict of every case of an agreement, by the case's own identifier."""
    verdicts: dict[str, str] = {}
    total = 1
    while len(verdicts) < total:
        page = f"slaId={sla['id']}&fields=subject,verdict&offset={len(verdicts)}&limit=2000"
        rows, total = rest.list(f"{QOS}/assessment?{page}")
        verdicts |= {row["subject"].rpartition("/")[2]: row["verdict"] for row in rows}
    return verdicts


def print_results(
    results: Sequence[tuple[dict[str, Any], list[dict[str, Any]]]], violations: int, callbacks: int
) -> None:
    """Delivered against agreed, rule by rule."""
    table = Table("agreement", "rule", "agreed", "delivered", "verdicts", title="Delivered against agreed")
    for sla, outcomes in results:
        for rule, outcome in zip(sla["rule"], outcomes, strict=True):
            counts = {row["verdict"]: row["count"] for row in outcome["verdictCount"]}
            total = sum(counts.values())
            delivered = outcome.get("assessment", {}).get("actualValue")
            shown = f"{delivered} {rule['unit']}" if delivered else f"{counts.get('met', 0):,} of {total:,} in time"
            agreed = f"{rule['operator']} {rule['referenceValue']} {rule['unit']}"
            verdicts = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(counts.items()))
            table.add_row(sla["name"], rule["id"], agreed, shown, verdicts)
    console.print(table)
    console.print(f"{violations:,} violations established, {callbacks:,} callbacks received.", highlight=False)


def print_next_steps(sla: str) -> None:
    """What to type next."""
    console.print("\nGo on with `make serve` in another terminal, which serves this database, and then:\n")
    curl = "curl -s http://127.0.0.1:8080"
    print(f"{curl}{SLA}/sla/{sla}")
    print(f"{curl}'{QOS}/assessment?slaId={sla}&verdict=violated'")
    print(f"{curl}'{SLA}/slaViolation?limit=1&fields=date,violation'")
    print(
        ".venv/bin/buf curl --protocol grpc --http2-prior-knowledge "
        f'-d \'{{"id": "{sla}"}}\' http://127.0.0.1:9090/tmf.sla.v1.SlaService/RetrieveSla'
    )


if __name__ == "__main__":
    main()
