"""The protos keep buf's rules, and a change that breaks clients is found without a network."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import regenerate

ROOT = Path(__file__).parents[2]
BUF = Path(sys.executable).parent / "buf"


@pytest.fixture(scope="module", autouse=True)
def imports() -> None:
    """The imported protos where buf looks for them."""
    regenerate.stage_imports()


@pytest.mark.parametrize("command", [("lint",), ("format", "-d", "--exit-code")], ids=["lint", "format"])
def test_buf_has_nothing_to_say(command: tuple[str, ...]) -> None:
    ended = subprocess.run([BUF, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.stdout + ended.stderr, ended.returncode) == ("", 0)


def test_imports_come_from_the_installed_distribution_and_only_what_is_needed() -> None:
    staged = {str(path.relative_to(regenerate.IMPORTS)) for path in regenerate.IMPORTS.rglob("*.proto")}
    assert {"google/api/annotations.proto", "google/api/http.proto"} <= staged
    assert all(name.startswith("google/") and not name.startswith("google/protobuf/") for name in staged)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository of its own with the protos as they are now, committed."""
    for name in ("proto", "buf.yaml", "generated/regenerate.py"):
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "Before")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def breaking(folder: Path, revision: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "generated/regenerate.py", "--breaking", revision]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "proto" / "tmf" / "sla" / "v1" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        pytest.param("sla.proto", "string description = 4", "string summary = 4", 'from "description"', id="renamed"),
        pytest.param("sla.proto", "optional bool approved", "optional string approved", '"approved"', id="retyped"),
        pytest.param("sla.proto", "string state = 10", "string state = 30", '"10"', id="renumbered"),
        pytest.param(
            "sla_service.proto",
            "  // Deletes an agreement.\n  rpc DeleteSla(DeleteSlaRequest) returns (DeleteSlaResponse) {\n"
            '    option (google.api.http) = {delete: "/tmf-api/slaManagement/v4/sla/{id}"};\n  }\n',
            "",
            '"DeleteSla"',
            id="rpc gone",
        ),
    ],
)
def test_a_change_that_breaks_clients_is_found(checkout: Path, name: str, old: str, new: str, found: str) -> None:
    edit(checkout, name, old, new)
    ended = breaking(checkout, "HEAD")
    assert ended.returncode != 0
    assert found in ended.stdout


def test_an_addition_breaks_nobody(checkout: Path) -> None:
    edit(checkout, "sla.proto", "message EntityRef {", "message EntityRef {\n  optional string remark = 40;")
    ended = breaking(checkout, "HEAD")
    assert (ended.stdout, ended.returncode) == ("", 0)


def test_a_revision_that_is_not_there_is_passed_over_and_says_so(checkout: Path) -> None:
    ended = breaking(checkout, "HEAD~1")
    assert ended.returncode == 0
    assert "nothing to compare with" in ended.stderr


def test_protos_that_do_not_compile_are_no_comparison(checkout: Path) -> None:
    edit(checkout, "sla.proto", "message Sla {", "message Sla")
    ended = breaking(checkout, "HEAD")
    assert ended.returncode == 1
    assert "sla.proto" in ended.stderr
