"""The wheel serves by itself, without the source tree."""

import json
import os
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

ROOT = Path(__file__).parents[2]
APIS = ("slaManagement/v2", "slaManagement/v4", "customerQosManagement/v1")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_serves_both_doors_and_its_documents(wheel: Path, tmp_path: Path) -> None:
    """The wheel's files alone are importable; only the dependencies come from this environment."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TMF623_")} | {"PYTHONPATH": str(site)}
    code = "import sys; sys.path[:] = [p for p in sys.path if 'server' not in p and 'generated' not in p]; "
    code += "import tmf623.cli; assert tmf623.cli.__file__.startswith(sys.argv.pop(1)); tmf623.cli.main()"
    arguments = ["serve", "--rest-port", "0", "--grpc-port", "0", "--database-url", f"sqlite:///{tmp_path}/w.db"]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(site), *arguments],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            rest, rpc = re.findall(r"127\.0\.0\.1:\d+", server.stdout.readline())
            for api in APIS:
                with urllib.request.urlopen(f"http://{rest}/tmf-api/{api}/openapi.json", timeout=10) as answer:
                    assert json.load(answer)["openapi"].startswith("3.0")
            with grpc.insecure_channel(rpc) as channel:
                health = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10)
            assert health.status == health_pb2.HealthCheckResponse.SERVING
        finally:
            server.terminate()
        assert server.wait(timeout=30) == 0
