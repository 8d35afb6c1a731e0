"""Runs schemathesis on one API of a running server: every check, every phase, stateful too."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
APIS = ("slaManagement/v2", "slaManagement/v4", "customerQosManagement/v1")


def fuzz(url: str, api: str, examples: int, *more: str) -> subprocess.CompletedProcess[str]:
    """Fuzz `api` with this many examples per operation; return code 0 when no check failed."""
    base = f"{url}/tmf-api/{api}"
    command = [
        str(Path(sys.executable).parent / "st"),
        "--config-file",
        str(HERE / "schemathesis.toml"),
        "run",
        f"{base}/openapi.json",
        "--url",
        base,
        *("--checks", "all", "--request-timeout", "10"),
        *("--max-examples", str(examples), "--seed", "1", "-w", "1", "--warnings", "off"),
        *more,
    ]
    return subprocess.run(command, text=True, capture_output=True, check=False, cwd=HERE.parent)
