"""`tmf623 import` and `tmf623 exclusion import`: one line for each thing, and exit codes a script can use."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

OBJECTIVE = {
    "name": "up",
    "conformanceComparator": ">=",
    "conformanceTarget": "99",
    "serviceLevelObjectiveParameter": {"name": "availability"},
}
WINDOW = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:one
DTSTART:20260102T000000Z
DTEND:20260102T030000Z
END:VEVENT
END:VCALENDAR
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "tmf623", *arguments, "--database-url", f"sqlite:///{folder}/x.db"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_agreements_are_imported_or_shown(tmp_path: Path) -> None:
    file = tmp_path / "o.json"
    file.write_text(json.dumps(OBJECTIVE), encoding="utf-8")
    shown = run(tmp_path, "import", str(file), "--format", "tmf657", "--dry-run")
    assert (shown.returncode, json.loads(shown.stdout)["rule"][0]["metric"]) == (0, "availability")
    made = run(tmp_path, "import", str(file), "--format", "tmf657")
    assert (made.returncode, made.stdout) == (0, "sla 1: up\n")


@pytest.mark.parametrize(
    ("content", "format", "said"),
    [
        (json.dumps(OBJECTIVE | {"odd": 1}), "tmf657", "content[0].odd is not understood"),
        (json.dumps(OBJECTIVE), "word", "none of openslo, tmf657, tmf651"),
        ("{", "tmf657", "not JSON"),
    ],
)
def test_what_cannot_be_imported_is_one_line(tmp_path: Path, content: str, format: str, said: str) -> None:
    file = tmp_path / "o.json"
    file.write_text(content, encoding="utf-8")
    refused = run(tmp_path, "import", str(file), "--format", format)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_maintenance_windows_are_asked_for_once(tmp_path: Path) -> None:
    file = tmp_path / "w.ics"
    file.write_text(WINDOW, encoding="utf-8")
    about = ["--category", "plannedMaintenance", "--requested-by", "Grace", "--object", "line"]
    first, second = (run(tmp_path, "exclusion", "import", str(file), *about) for _ in range(2))
    assert (first.returncode, first.stdout) == (0, "one: requested exclusion 1\n")
    assert (second.returncode, second.stdout) == (0, "one: repeated exclusion 1\n")
    wrong = run(tmp_path, "exclusion", "import", str(file), *about, "--effect", "forget")
    assert wrong.returncode == 1
    assert "forget" in wrong.stdout
