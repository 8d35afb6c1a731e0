"""The command line: its interface, and one clear line for every way it cannot start."""

import csv
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from google.protobuf import json_format

from tmf.sla.v1.binding_pb2 import MeasurementBinding
from tmf.sla.v1.measurement_pb2 import MeasurementBatch
from tmf623 import app
from tmf623.contract.kinds import MEASUREMENT_BATCH, MEASUREMENT_BINDING
from tmf623.query.criteria import Query
from tmf623.service import resources
from tmf623.service.behaviour import Origin
from tmf623.service.listeners.listening import listen
from tmf623.service.listeners.notices import notice_of
from tmf623.service.measurements import observations
from tmf623.store.store import Store

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("TMF623_")}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tmf623", *arguments],
        env=CLEAN | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def serving(url: str, *more: str) -> list[str]:
    return ["serve", "--host", "127.0.0.1", "--rest-port", "0", "--grpc-port", "0", "--database-url", url, *more]


def test_version_names_the_product() -> None:
    assert re.fullmatch(r"tmf623 \d+\.\d+\.\d+\n", run("--version").stdout)


def test_sigterm_ends_the_server_cleanly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tmf623", *serving(f"sqlite:///{tmp_path}/x.db")]
    with subprocess.Popen(command, env=CLEAN, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        rest = re.findall(r"127\.0\.0\.1:\d+", line)[0]
        for path in ("/livez", "/readyz"):
            with urllib.request.urlopen(f"http://{rest}{path}", timeout=10) as answer:
                assert answer.status == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0


@pytest.mark.parametrize("option", ["--rest-port", "--grpc-port"])
def test_a_port_in_use_is_one_line_and_exit_3(tmp_path: Path, option: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run(*serving(f"sqlite:///{tmp_path}/x.db"), option, port)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert port in last_line(ended)


def test_an_unreadable_database_is_one_line_and_exit_3(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is not a database, whatever its name says" * 100)
    for url in (f"sqlite:///{broken}", f"sqlite:///{tmp_path}", f"sqlite:///{tmp_path}/none/x.db", "nonsense"):
        ended = run(*serving(url))
        assert (ended.returncode, ended.stdout) == (3, ""), url
        assert "Traceback (" not in ended.stderr
        last_line(ended)


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    assert run("db", "upgrade", "--database-url", url).returncode == 0
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for arguments in (serving(url), ["db", "upgrade", "--database-url", url]):
        ended = run(*arguments)
        assert ended.returncode == 3
        assert "9999" in last_line(ended)


def test_a_wrong_variable_is_named() -> None:
    ended = run("serve", TMF623_REST_PORT="eighty")
    assert ended.returncode == 3
    assert "TMF623_REST_PORT='eighty'" in last_line(ended)


def last_line(ended: subprocess.CompletedProcess[str]) -> str:
    """The one line an operator reads: nothing but log lines may stand before it."""
    lines = [line for line in ended.stderr.splitlines() if line.startswith("tmf623:")]
    assert len(lines) == 1, ended.stderr
    return lines[0]


def bind_performance(url: str) -> None:
    store = Store.open(url, clock=app.now)
    body = {"name": "x", "protocol": "performance", "objectAttribute": "instance"}
    bindings = (
        {"metricName": "delay", "kind": "sample", "metric": "wobble"},
        {
            "metricName": "calls",
            "kind": "goodTotal",
            "metric": "completed",
            "good": [{"name": "result", "value": ["ok"]}],
        },
    )
    for terms in bindings:
        message = json_format.ParseDict(body | terms, MeasurementBinding())
        store.write(lambda tx, message=message: resources.create(tx, MEASUREMENT_BINDING, message, Origin()))
    store.close()


def observed(url: str, metric: str) -> list[MeasurementBatch]:
    store = Store.open(url, clock=app.now)
    batches = store.read(lambda tx: tx.resources.find(MEASUREMENT_BATCH, Query()).rows)
    found = [store.read(lambda tx, row=row: observations(tx, row.id)[0]) for row in batches]
    store.close()
    return [batch for batch in found if batch.metric == metric]


CSV = """indicator,time,start,value,collectionType,instance,result
delay,2025-03-01T00:15:00Z,,12.50,gauge,line/1,
delay,2025-03-01T00:30:00Z,,,gauge,line/1,
delay,yesterday,,1,gauge,line/1,
calls,2025-03-01T01:15:00+01:00,2025-03-01T01:00:00+01:00,97,delta,line/1,ok
calls,2025-03-01T00:15:00Z,2025-03-01T00:00:00Z,3,discrete_event,line/1,failed
noise,2025-03-01T00:15:00Z,,1,,line/1,
"""


@pytest.mark.parametrize("form", ["csv", "json", "lines"])
def test_performance_files_are_recorded_as_bindings_say(tmp_path: Path, form: str) -> None:
    """97 of 100 calls completed; one delay has no value and one no instant, and of noise nobody wants to know."""
    url, path = f"sqlite:///{tmp_path}/x.db", tmp_path / ("x.csv" if form == "csv" else "x.json")
    rows = list(csv.DictReader(CSV.splitlines()))
    texts = {"csv": CSV, "json": json.dumps(rows), "lines": "\n".join(map(json.dumps, rows))}
    path.write_text(texts[form], encoding="utf-8")
    bind_performance(url)
    for _ in range(2):
        ended = run("performance", str(path), "--database-url", url)
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout == f"{path}: 3 rows recorded, 1 noValue, 1 outOfTime, 1 unmatched\n"
    (delay,) = observed(url, "wobble")
    assert [sample.value for sample in delay.sample] == ["12.5"]
    counts = [each for batch in observed(url, "completed") for each in batch.good_total]
    assert sorted((each.good, each.total, each.cumulative) for each in counts) == [
        ("0", "3", False),
        ("97", "97", False),
    ]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("x.csv", b"time,value\n", "indicator"),
        ("x.csv", b"indicator,time,value\na,b,c,d\n", "more values"),
        ("x.csv", b"indicator,time,value\n\xff\n", "utf-8"),
        ("x.json", b"[1]", "row 1"),
        ("x.json", b'{"indicator": 1, "time": 2', "JSON"),
        ("x.json", b'{"indicator": 1}', "time"),
    ],
)
def test_a_file_that_is_none_is_one_line_and_exit_1(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(content)
    ended = run("performance", str(tmp_path / name), "--database-url", f"sqlite:///{tmp_path}/x.db")
    assert ended.returncode == 1
    assert word in last_line(ended)


def test_announced_files_are_listed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    store = Store.open(url, clock=app.now)
    files = [{"fileLocation": f"sftp://a/{number}.csv"} for number in (1, 2)]
    event = {"eventId": "7", "eventType": "PerformanceFileReadyEvent", "event": {"job": {"fileInfo": files}}}
    for _ in range(2):
        notice = notice_of(event, "performanceFileReadyEvent", None)
        assert notice is not None
        store.write(lambda tx, notice=notice: listen(tx, notice))
    store.close()
    assert run("performance", "--announced", "--database-url", url).stdout == "sftp://a/1.csv\nsftp://a/2.csv\n"
