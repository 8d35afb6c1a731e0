"""The command line: its interface, and one clear line for every way it cannot start."""

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
