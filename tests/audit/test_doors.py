"""The audit log through both doors, and from the command line."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest

from tmf.sla.v1 import audit_service_pb2 as pb2
from tmf.sla.v1 import sla_service_pb2
from tmf.sla.v1.audit_service_pb2_grpc import AuditServiceStub
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.sla_service_pb2_grpc import SlaServiceStub
from tmf623 import app
from tmf623.settings import Settings

QOS = "/tmf-api/customerQosManagement/v1"
SLAS = "/tmf-api/slaManagement/v4/sla"
DEADLINE_S = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audited")


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[app.Running]:
    """A server behind a gateway that names who acts."""
    url = f"sqlite:///{folder / 'x.db'}"
    started = app.start(Settings(rest_port=0, grpc_port=0, database_url=url, actor_header="X-Actor"))
    yield started
    started.stop()


@pytest.fixture
def http(running: app.Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{running.rest_port}", trust_env=False) as client:
        yield client


def entries(http: httpx.Client, query: str, number: int) -> list[dict[str, Any]]:
    """The entries a query finds, as soon as there are so many."""
    end = time.monotonic() + DEADLINE_S
    while True:
        answer = http.get(f"{QOS}/auditEntry?{query}")
        assert answer.status_code in {200, 206}, answer.text
        rows: list[dict[str, Any]] = answer.json()
        if len(rows) >= number or time.monotonic() > end:
            assert len(rows) == number
            return rows


def test_entries_name_the_actor_a_trusted_gateway_names(http: httpx.Client, running: app.Running) -> None:
    made = http.post(SLAS, json={"name": "A"}, headers={"X-Actor": "alice@example.com"}).json()
    http.patch(f"{SLAS}/{made['id']}", json={"name": "B"})
    with grpc.insecure_channel(f"127.0.0.1:{running.grpc_port}") as channel:
        stub = SlaServiceStub(channel)
        stub.DeleteSla(sla_service_pb2.DeleteSlaRequest(id=made["id"]), metadata=(("x-actor", "bob"),))
        other = stub.CreateSla(sla_service_pb2.CreateSlaRequest(sla=Sla(name="C"))).sla.id
        rows = entries(http, f"kind=sla&resourceId={made['id']}", 3)
        assert [(row["action"], row["actor"]) for row in rows] == [
            ("create", "alice@example.com"),
            ("change", "REST"),
            ("delete", "bob"),
        ]
        (last,) = entries(http, f"kind=sla&resourceId={other}", 1)
        assert last["actor"] == "gRPC"
        audit = AuditServiceStub(channel)
        found = audit.ListAuditEntry(pb2.ListAuditEntryRequest(filter=f"position={last['position']}"))
        assert [entry.hash for entry in found.audit_entry] == [last["hash"]]
        read = audit.RetrieveAuditEntry(pb2.RetrieveAuditEntryRequest(id=last["id"])).audit_entry
        assert (read.position, read.known_at.ToJsonString()) == (int(last["position"]), last["knownAt"])


def test_nobody_can_write_to_the_log(http: httpx.Client) -> None:
    http.post(SLAS, json={"name": "A"})
    entries(http, "position=1", 1)
    for path in ("auditEntry", "auditEntry/1", "auditCheckpoint", "auditCheckpoint/1"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = http.request(method, f"{QOS}/{path}", json={})
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def tmf623(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tmf623", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_log_is_exported_while_the_server_runs_and_verified_without_it(
    http: httpx.Client, folder: Path, tmp_path: Path
) -> None:
    made = http.post(SLAS, json={"name": "exported"}).json()
    (newest,) = entries(http, f"kind=sla&resourceId={made['id']}", 1)
    file = tmp_path / "audit.jsonl"
    exported = tmf623("audit", "export", str(file), "--database-url", f"sqlite:///{folder / 'x.db'}")
    assert exported.returncode == 0, exported.stderr
    assert int(exported.stdout.split()[0]) >= int(newest["position"])
    verified = tmf623("audit", "verify", str(file))
    assert (verified.returncode, "whole and as written" in verified.stdout) == (0, True)
    file.write_bytes(file.read_bytes().replace(b'"actor":"REST"', b'"actor":"rest"', 1))
    refused = tmf623("audit", "verify", str(file))
    assert refused.returncode == 1
    assert "its hash is not that of its content" in refused.stdout


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused = tmf623("audit", "verify", str(tmp_path / "none"))
    assert (refused.returncode, "none" in refused.stderr) == (1, True)
