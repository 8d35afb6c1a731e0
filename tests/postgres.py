"""A PostgreSQL server of our own for as long as a command runs.

    python tests/postgres.py COMMAND…

The command finds its URL in TMF623_TEST_POSTGRES. The server keeps its files in a temporary directory and
listens on a free loopback port. PostgreSQL itself is taken from where it is installed, or installed by apt-get.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VARIABLE = "TMF623_TEST_POSTGRES"
SETTINGS = {
    "fsync": "off",  # tests crash processes, not machines
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
}
LOCALES = (
    # A locale that sorts unlike code points, so that a query that forgets its collation is found out.
    ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"),
    ("--no-locale",),
)


class Server:
    """One PostgreSQL server in one directory."""

    def __init__(self, directory: Path) -> None:
        self._programs = programs()
        self._directory = directory
        self._data = directory / "data"
        self._port = _free_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"
        if os.geteuid() == 0:
            shutil.chown(directory, _user())
        self._initialise()

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = {**SETTINGS, "port": self._port, "listen_addresses": "127.0.0.1"}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log, sockets = self._directory / "log", f"-k {self._directory}"
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", log, "-o", f"{options} {sockets}")

    def stop(self, mode: str = "immediate") -> None:
        """Stop: "fast" as an operator would, "immediate" as a crash would."""
        self._run("pg_ctl", "stop", "-w", "-D", self._data, "-m", mode)

    def _initialise(self) -> None:
        for locale in LOCALES:
            options = ("-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale)
            if self._run("initdb", *options, check=False) == 0:
                return
        raise SystemExit(f"initdb fails; see above, and {self._programs}")

    def _run(self, program: str, *arguments: object, check: bool = True) -> int:
        command = [str(self._programs / program), *map(str, arguments)]
        owner: dict[str, Any] = {"user": _user(), "group": _user_group(), "extra_groups": []} if _is_root() else {}
        # pg_ctl's server inherits what it is given: a pipe would stay open as long as the server runs.
        with (self._directory / f"{program}.log").open("a") as log:
            done = subprocess.run(
                command, cwd=self._directory, stdout=log, stderr=log, stdin=subprocess.DEVNULL, check=False, **owner
            )
        if check and done.returncode:
            raise SystemExit(f"{' '.join(command)}: {(self._directory / f'{program}.log').read_text()}")
        return done.returncode


def programs() -> Path:
    """Where initdb and pg_ctl are; installed first when they are nowhere."""
    found = _installed()
    if found is None and _is_root() and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-qq", "postgresql"], check=True, env=environment)
        found = _installed()
    if found is None:
        raise SystemExit("there is no PostgreSQL: install it (apt-get install postgresql), or put initdb on the PATH")
    return found


def _installed() -> Path | None:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if versions:
        return versions[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _is_root() -> bool:
    return os.geteuid() == 0


def _user() -> str:
    """Who owns the server when we are root, which PostgreSQL refuses."""
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


def _user_group() -> int:
    return pwd.getpwnam(_user()).pw_gid


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[Server]:
    """A running server, gone afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="tmf623-postgres-"))
    directory.chmod(0o755)
    try:
        running = Server(directory)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def main(command: Sequence[str]) -> int:
    """Run the command beside a server; its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with server() as running:
        return subprocess.run(command, env=os.environ | {VARIABLE: running.url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
