"""What the README says is true: its commands run, its settings exist."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from conftest import rest_url
from tmf623 import app
from tmf623.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_the_first_block_names_verbs_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    verbs = re.findall(r"^make ([a-z-]+)", BLOCKS[0], re.MULTILINE)
    assert verbs == ["demo", "test"]
    assert all(re.search(rf"^{verb}:", makefile, re.MULTILINE) for verb in verbs)


@pytest.mark.parametrize("block", BLOCKS[1:])
def test_a_block_runs_and_ends_in_a_violation(block: str, server: app.Running, tmp_path: Path) -> None:
    script = (
        block.replace("http://127.0.0.1:8080", rest_url(server))
        .replace("http://127.0.0.1:9090", f"http://127.0.0.1:{server.grpc_port}")
        .replace("/tmp/sla.json", str(tmp_path / "sla.json"))  # noqa: S108 - the README's own path
    )
    if shutil.which("curl") is None:
        write_curl(tmp_path)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], str(tmp_path)])
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env={**os.environ, "PATH": path, "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert '"verdict":"violated"' in ran.stdout
    assert ran.stdout.count('"actualValue"') >= 2
    assert "slaViolation" in ran.stdout


def test_every_setting_is_in_the_table_with_its_default() -> None:
    rows = dict(re.findall(rf"^\| `({PREFIX}\w+)` \| (.*?) \|", README, re.MULTILINE))
    expected = {
        PREFIX + field.name.upper(): "empty" if field.default == "" else f"`{field.default}`"
        for field in fields(Settings)
    }
    assert rows == expected


def write_curl(folder: Path) -> None:
    """A stand-in for machines without curl: the options the README uses, `-s`, `-H` and `-d`."""
    script = folder / "curl"
    script.write_text(
        f"#!{sys.executable}\n"
        "import argparse, sys, urllib.request\n"
        "options = argparse.ArgumentParser()\n"
        "options.add_argument('-s', action='store_true')\n"
        "options.add_argument('-H', action='append', default=[])\n"
        "options.add_argument('-d')\n"
        "options.add_argument('url')\n"
        "given = options.parse_args()\n"
        "headers = dict(line.split(': ', 1) for line in given.H)\n"
        "data = given.d.encode() if given.d else None\n"
        "with urllib.request.urlopen(urllib.request.Request(given.url, data, headers)) as answer:\n"
        "    sys.stdout.write(answer.read().decode())\n"
    )
    script.chmod(0o755)
