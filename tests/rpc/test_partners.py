"""Partners need nothing of ours: the shipped protos and their own protoc, or no protos at all and reflection."""

import json
import subprocess
import sys
import sysconfig
from importlib.metadata import distribution
from pathlib import Path

from grpc_tools import protoc

from rpc.served import METHODS, Served, path

ROOT = Path(__file__).resolve().parents[2]
BUF = str(Path(sys.executable).parent / "buf")

CLIENT = """
import sys
generated, packages, target = sys.argv[1:]
sys.path[:0] = [generated]
sys.path.append(packages)

import importlib.util
assert importlib.util.find_spec("tmf623") is None, "our code is within reach"

import grpc
from google.protobuf.field_mask_pb2 import FieldMask
from tmf.sla.v1 import sla_pb2, sla_service_pb2, sla_service_pb2_grpc
assert sla_pb2.__file__.startswith(generated)

with grpc.insecure_channel(target) as channel:
    stub = sla_service_pb2_grpc.SlaServiceStub(channel)
    sla = sla_pb2.Sla(name="Stock", description="line")
    created = stub.CreateSla(sla_service_pb2.CreateSlaRequest(sla=sla), timeout=30)
    assert created.sla.id and created.etag
    listed = stub.ListSla(sla_service_pb2.ListSlaRequest(filter="name=Stock"), timeout=30)
    assert [sla.id for sla in listed.sla] == [created.sla.id]
    patched = stub.PatchSla(
        sla_service_pb2.PatchSlaRequest(
            id=str(created.sla.id),
            sla=sla_pb2.Sla(name="ignored", version="2"),
            update_mask=FieldMask(paths=["version", "description"]),
            if_match=created.etag,
        ),
        timeout=30,
    )
    assert (patched.sla.name, patched.sla.version) == ("Stock", "2")
    assert not patched.sla.HasField("description")
    stub.DeleteSla(sla_service_pb2.DeleteSlaRequest(id=str(created.sla.id)), timeout=30)
    assert not stub.ListSla(sla_service_pb2.ListSlaRequest(filter="name=Stock"), timeout=30).sla
print("done")
"""


def test_a_client_generated_from_the_shipped_protos_does_the_job(served: Served, tmp_path: Path) -> None:
    protos = sorted(str(each.relative_to(ROOT / "proto")) for each in (ROOT / "proto").rglob("*.proto"))
    imports = Path(str(distribution("googleapis-common-protos").locate_file(".")))
    well_known = Path(protoc.__file__).parent / "_proto"
    command = [f"-I{ROOT / 'proto'}", f"-I{imports}", f"-I{well_known}", f"--python_out={tmp_path}"]
    assert protoc.main(["protoc", *command, f"--grpc_python_out={tmp_path}", *protos]) == 0
    packages = sysconfig.get_path("purelib")
    arguments = [str(tmp_path), packages, f"127.0.0.1:{served.port}"]
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CLIENT, *arguments], text=True, capture_output=True, check=False, timeout=120
    )
    assert (ended.stdout, ended.returncode) == ("done\n", 0), ended.stderr


def test_buf_curl_needs_no_protos(served: Served) -> None:
    def curl(*arguments: str) -> str:
        command = [BUF, "curl", "--protocol", "grpc", "--http2-prior-knowledge", *arguments]
        return subprocess.run(command, text=True, capture_output=True, check=True, timeout=120).stdout

    url = f"http://127.0.0.1:{served.port}"
    assert set(curl("--list-methods", url).split()) >= {path(name).lstrip("/") for name in METHODS}
    created = json.loads(curl("-d", '{"sla": {"name": "Curled", "@type": "T"}}', url + path("CreateSla")))
    found = json.loads(curl("-d", f'{{"id": "{created["sla"]["id"]}"}}', url + path("RetrieveSla")))
    assert found == created
    assert found["sla"]["@type"] == "T"
