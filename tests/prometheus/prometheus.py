"""A real Prometheus scrapes a real exporter and remote-writes to our server; rules are judged by what it sent.

Run by `make test-prometheus`: it needs the program `prometheus` (Debian: apt-get install prometheus).
"""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from databases import database
from tmf623 import app
from tmf623.settings import Settings

QOS = "/tmf-api/customerQosManagement/v1"
SLA = "/tmf-api/slaManagement/v4/sla"
LINE = "line/1"
BOUNDS = ("0.1", "0.25", "0.5", "+Inf")
CONFIG = """
global:
  scrape_interval: 250ms
  scrape_timeout: 200ms
scrape_configs:
  - job_name: shop
    static_configs: [{{targets: ["127.0.0.1:{exporter}"]}}]
remote_write:
  - url: http://127.0.0.1:{receiver}/api/v1/write
    queue_config: {{batch_send_deadline: 200ms, min_backoff: 50ms, max_backoff: 200ms}}
"""


class Shop:
    """What is observed: a line that is up or down, requests by status, and how long they took."""

    def __init__(self) -> None:
        self.up, self.good, self.bad = 1, 0, 0
        self.seconds = dict.fromkeys(BOUNDS, 0)

    def answer(self, seconds: float, *, good: bool = True) -> None:
        self.good += good
        self.bad += not good
        for bound in BOUNDS:
            self.seconds[bound] += seconds <= float(bound)

    def text(self) -> str:
        lines = [f'line_up{{line="{LINE}"}} {self.up}']
        lines += [f'requests_total{{line="{LINE}",status="{status}"}} {count}'
                  for status, count in (("200", self.good), ("500", self.bad))]  # fmt: skip
        lines += [f'seconds_bucket{{line="{LINE}",le="{bound}"}} {count}' for bound, count in self.seconds.items()]
        lines += [f'seconds_count{{line="{LINE}"}} {self.seconds["+Inf"]}', f'seconds_sum{{line="{LINE}"}} 1']
        return "\n".join(["# TYPE requests_total counter", "# TYPE seconds histogram", *lines, ""])


@contextmanager
def exporting(shop: Shop) -> Iterator[int]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = shop.text().encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@contextmanager
def prometheus(folder: Path, exporter: int, receiver: int) -> Iterator[None]:
    program = shutil.which("prometheus")
    assert program, "the program prometheus is needed: apt-get install prometheus"
    (folder / "prometheus.yml").write_text(CONFIG.format(exporter=exporter, receiver=receiver))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'data'}",
               f"--web.listen-address=127.0.0.1:{port}", "--log.level=warn"]  # fmt: skip
    process = subprocess.Popen(command)
    yield
    process.terminate()
    process.wait(30)


@pytest.fixture
def api(tmp_path: Path) -> Iterator[httpx.Client]:
    with database(tmp_path) as url:
        running = app.start(Settings(rest_port=0, grpc_port=0, database_url=url))
        with httpx.Client(base_url=f"http://127.0.0.1:{running.rest_port}", trust_env=False, timeout=60) as client:
            yield client
        running.stop()


def bind(api: httpx.Client, **terms: Any) -> None:
    common = {"name": "shop", "protocol": "prometheus", "objectAttribute": "line", "source": "prometheus"}
    answer = api.post(f"{QOS}/measurementBinding", json=common | terms)
    assert answer.status_code == 201, answer.text


def agree(api: httpx.Client, **rule: Any) -> str:
    body = {"name": "shop", "timeZone": "UTC", "scope": [{"id": LINE}], "rule": [{"id": "r"} | rule]}
    answer = api.post(SLA, json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


RULES = {
    "availability": {"unit": "%", "operator": ".ge", "referenceValue": "100", "spec": {"@type": "Availability"}},
    "success": {"unit": "%", "operator": ".ge", "referenceValue": "96",
                "spec": {"@type": "Ratio", "ratio": {"style": "goodTotal"}}},
    "fast": {"unit": "%", "operator": ".ge", "referenceValue": "90",
             "spec": {"@type": "Ratio", "ratio": {"style": "goodTotal"}}},
    "latency": {"unit": "ms", "operator": ".le", "referenceValue": "250",
                "spec": {"@type": "Percentile", "percentile": {"p": "90"}}},
}  # fmt: skip


def judge(api: httpx.Client, sla: str) -> dict[str, Any]:
    answer = api.post(f"{QOS}/assessment", json={"slaId": sla, "ruleId": "r", "at": datetime.now(UTC).isoformat()})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()["assessment"]
    return found


def observed(api: httpx.Client, metric: str, kind: str) -> list[dict[str, Any]]:
    """Every observation of the line, with its source, in order of time."""
    batches = api.get(f"{QOS}/measurementBatch", params={"object": LINE, "metric": metric}).json()
    whole = [api.get(f"{QOS}/measurementBatch/{batch['id']}/observation").json() for batch in batches]
    found = [each | {"source": batch["source"]} for batch in whole for each in batch[kind]]
    return sorted(found, key=lambda each: str(each.get("end", each.get("time"))))


def until(condition: Callable[[], Any], seconds: float = 60) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def states(api: httpx.Client) -> list[str]:
    """States in order, repetitions left out."""
    told = [each["state"] for each in observed(api, "availability", "stateChange")]
    return [state for index, state in enumerate(told) if index == 0 or told[index - 1] != state]


def bind_everything(api: httpx.Client) -> None:
    bind(api, metricName="line_up", kind="stateChange")
    good = [{"name": "status", "pattern": "2.."}]
    bind(api, metricName="requests_total", kind="goodTotal", metric="success", good=good)
    bind(api, metricName="seconds", kind="histogram", metric="latency", factor="1000")
    fast = [{"name": "le", "value": ["0.25"]}]
    bind(api, metricName="seconds_count", goodMetricName="seconds_bucket", kind="goodTotal", metric="fast", good=fast)


def tell_a_story(api: httpx.Client, shop: Shop) -> None:
    """The line goes down and comes back; 20 requests are answered while somebody looks, 19 well, 18 within 250 ms."""
    until(lambda: observed(api, "latency", "histogram") and states(api) == ["up"])
    shop.up = 0
    until(lambda: states(api) == ["up", "down"])
    for index in range(20):
        shop.answer(0.2 if index < 18 else 0.4, good=index > 0)
    shop.up = 1
    until(lambda: states(api) == ["up", "down", "up"])
    until(lambda: observed(api, "latency", "histogram")[-1]["count"] == ["7", "18", "2", "0"])


def test_prometheus_feeds_availability_success_and_latency(api: httpx.Client, tmp_path: Path) -> None:
    bind_everything(api)
    agreed = {metric: agree(api, metric=metric, **rule) for metric, rule in RULES.items()}
    shop = Shop()
    for _ in range(7):
        shop.answer(0.05)  # before anybody looks
    with exporting(shop) as exporter, prometheus(tmp_path, exporter, api.base_url.port or 0):
        tell_a_story(api, shop)
    latency = observed(api, "latency", "histogram")
    assert (latency[0]["bound"], latency[0]["count"]) == (["100", "250", "500"], ["7", "0", "0", "0"])
    last = {each["source"]: (int(each["good"]), int(each["total"])) for each in observed(api, "success", "goodTotal")}
    assert sorted(last.values()) == [(0, 1), (26, 26)]
    fast = observed(api, "fast", "goodTotal")
    assert [(fast[index]["good"], fast[index]["total"]) for index in (0, -1)] == [("7", "7"), ("25", "27")]
    found = {metric: judge(api, sla) for metric, sla in agreed.items()}
    assert found["availability"]["verdict"] == "violated"
    assert len(found["availability"]["evidence"]["outage"]) == 1
    del found["availability"]
    assert {metric: (each["verdict"], each.get("actualValue")) for metric, each in found.items()} == {
        "success": ("violated", "95"),  # all three of the 20 requests that came while somebody looked
        "fast": ("met", "90"),
        "latency": ("met", "250"),
    }
    told = api.get("/receivers").json()["prometheus"]
    assert "up" in told["unmatchedMetrics"]
    print(f"\n{told['requests']} requests, {told['recorded']} points recorded, dropped: {told['dropped']}")  # noqa: T201
