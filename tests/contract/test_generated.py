"""What is committed under generated/ is what proto/ and openapi/ give."""

import shutil
from pathlib import Path

import pytest

import regenerate

ROOT = Path(__file__).parents[2]


def test_generated_code_and_documents_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert regenerate.main(["--check"]) == 0, capsys.readouterr().err


def test_generation_gives_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        regenerate.regenerate(tmp_path / name)
    assert list(regenerate.differences(tmp_path / "one", tmp_path / "two")) == []


def test_the_check_names_what_is_stale_missing_or_left_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "generated" / "tmf", tmp_path / "tmf")
    package = tmp_path / "tmf" / "sla" / "v1"
    (package / "sla_pb2.py").write_text("stale")
    (package / "slaManagement-v2.json").unlink()
    (package / "old_pb2.py").write_text("left over")

    assert regenerate.main(["--check", "--out", str(tmp_path)]) == 1
    assert set(capsys.readouterr().err.splitlines()) == {
        "not current: tmf/sla/v1/sla_pb2.py",
        "not current: tmf/sla/v1/slaManagement-v2.json",
        "not current: tmf/sla/v1/old_pb2.py",
    }

    assert regenerate.main(["--out", str(tmp_path)]) == 0
    assert regenerate.main(["--check", "--out", str(tmp_path)]) == 0


def test_only_files_with_a_service_have_service_code() -> None:
    package = ROOT / "generated" / "tmf" / "sla" / "v1"
    protos = (ROOT / "proto" / "tmf" / "sla" / "v1").glob("*.proto")
    with_service = {path.stem for path in protos if "\nservice " in path.read_text()}
    assert {path.name for path in package.glob("*_grpc.py")} == {f"{stem}_pb2_grpc.py" for stem in with_service}


def test_a_key_that_stands_twice_in_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "twice.yaml").write_text("paths: {}\npaths: {}\n")
    with pytest.raises(regenerate.yaml.YAMLError, match="'paths' stands twice"):
        regenerate.load(tmp_path / "twice.yaml")


def test_dates_in_yaml_stay_text(tmp_path: Path) -> None:
    (tmp_path / "date.yaml").write_text("example: 2015-12-25\n")
    assert regenerate.load(tmp_path / "date.yaml") == {"example": "2015-12-25"}
