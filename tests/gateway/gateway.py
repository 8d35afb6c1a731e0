"""A stock grpc-gateway made from the protos serves the v4 profile. `make test-gateway` runs it: it needs Go.

Nothing here is ours but main.go, which registers what protoc-gen-grpc-gateway makes of the protos as they are.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

import regenerate
from tmf623 import app

HERE = Path(__file__).parent
BUILD = regenerate.ROOT / ".build" / "gateway"
PLUGINS = {"go": "protoc-gen-go", "go-grpc": "protoc-gen-go-grpc", "grpc-gateway": "protoc-gen-grpc-gateway"}
SLA = "/tmf-api/slaManagement/v4/sla"
QOS = "/tmf-api/customerQosManagement/v1"


@pytest.fixture(scope="session")
def program() -> Path:
    """The gateway, generated and compiled anew."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    for name in ("go.mod", "go.sum", "main.go"):
        shutil.copy(HERE / name, BUILD)
    go("install", "tool", GOBIN=str(BUILD / "bin"))
    regenerate.stage_imports()
    subprocess.run(protoc(), check=True)
    go("build", "-o", "bin/gateway", ".")
    return BUILD / "bin" / "gateway"


def go(*command: str, **environment: str) -> None:
    """Run the Go tool on the module in the build folder."""
    subprocess.run(["go", *command], cwd=BUILD, env={**os.environ, **environment}, check=True)


def protoc() -> list[str | Path]:
    """The command that makes Go code of every proto, each said to belong to one Go package."""
    protos = sorted(regenerate.PROTO.rglob("*.proto"))
    package = [f"M{path.relative_to(regenerate.PROTO)}=tmf623.test/gateway/slav1;slav1" for path in protos]
    options = ",".join(["module=tmf623.test/gateway", *package])
    includes = [regenerate.PROTO, regenerate.IMPORTS, Path(str(files("grpc_tools"))) / "_proto"]
    return [
        *(sys.executable, "-m", "grpc_tools.protoc"),
        *(f"-I{folder}" for folder in includes),
        *(f"--plugin={name}={BUILD / 'bin' / name}" for name in PLUGINS.values()),
        *(f"--{name}_out={options}:{BUILD}" for name in PLUGINS),
        *protos,
    ]


@pytest.fixture(scope="module")
def gateway(program: Path, server: app.Running) -> Iterator[str]:
    """URL of a gateway in front of the server's gRPC door."""
    command = [program, "-grpc", f"127.0.0.1:{server.grpc_port}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


def ask(url: str, verb: str = "GET", body: object = None) -> Any:
    """The JSON a request is answered with; HTTPError when it is refused."""
    content = None if body is None else json.dumps(body).encode()
    request = Request(url, content, {"Content-Type": "application/json"}, method=verb)  # noqa: S310 - http
    with urlopen(request, timeout=10) as response:  # noqa: S310 - http
        return json.load(response)


def said(resource: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """What an answer says about the attributes that were sent; a gateway also spells out what is not set."""
    return {name: resource.get(name) for name in sent}


GOLD = {
    "name": "Gold through a gateway",
    "validFor": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2027-01-01T00:00:00Z"},
    "rule": [{"id": "availability", "metric": "availability", "referenceValue": "99.9", "operator": ".ge"}],
}


def test_an_agreement_is_created_read_listed_changed_replaced_and_deleted(gateway: str) -> None:
    created = ask(gateway + SLA, "POST", GOLD)
    one = f"{gateway}{SLA}/{created['id']}"
    assert created["href"] == f"{SLA}/{created['id']}"
    assert said(created, {"name": 1, "validFor": 1}) == {"name": GOLD["name"], "validFor": GOLD["validFor"]}
    assert ask(one) == created

    listed = ask(f"{gateway}{SLA}?filter=name%3DGold%20through%20a%20gateway&sort=-id&limit=1")
    assert [each["id"] for each in listed] == [created["id"]]

    patched = ask(one, "PATCH", {"description": "changed"})
    assert said(patched, {"name": 1, "description": 1}) == {"name": GOLD["name"], "description": "changed"}

    replaced = ask(one, "PUT", {"name": "Silver"})
    assert said(replaced, {"name": 1, "description": 1}) == {"name": "Silver", "description": None}
    assert not replaced.get("rule")

    assert ask(one, "DELETE") == {}
    with pytest.raises(OSError, match="404"):
        ask(one)


def test_fields_narrow_an_answer(gateway: str) -> None:
    created = ask(gateway + SLA, "POST", GOLD)
    narrowed = ask(f"{gateway}{SLA}/{created['id']}?fields=name")
    assert {name for name, value in narrowed.items() if value} == {"id", "href", "name"}


def test_a_violation_and_a_hub_are_created_listed_and_deleted(gateway: str) -> None:
    base = gateway + "/tmf-api/slaManagement/v4"
    for kind, sent in (
        ("slaViolation", {"violation": {"actualValue": "99.1", "tolerance": "0.05"}}),
        ("hub", {"callback": "http://127.0.0.1:9/listener", "query": "eventType=SlaCreateEvent"}),
    ):
        created = ask(f"{base}/{kind}", "POST", sent)
        assert created["id"] in [each["id"] for each in ask(f"{base}/{kind}")]
        assert ask(f"{base}/{kind}/{created['id']}", "DELETE") == {}


def test_cases_are_recorded_and_read_in_our_own_api_too(gateway: str) -> None:
    case = {"externalId": "gateway-1", "creationDate": "2026-01-01T00:00:00Z"}
    recorded = ask(f"{gateway}{QOS}/case", "POST", {"source": "gateway", "case": [case]})
    assert recorded["recorded"] == 1
    (found,) = ask(f"{gateway}{QOS}/case?filter=source%3Dgateway")
    assert said(ask(f"{gateway}{QOS}/case/{found['id']}"), case) == case
