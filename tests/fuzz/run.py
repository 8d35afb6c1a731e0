"""`make fuzz`: every operation and every rpc, 2,000 examples each, and 10,000 hostile texts; takes an hour or so.

It goes piece by piece, one path a piece, as many at a time as there are cores. A piece that passed is not done
again until the sources change, so a run that was interrupted goes on where it was. `--only TEXT` takes the pieces
with the text in their names ("slaManagement/v4", "stateful", "/sla/{id}"); `--examples N` asks for another number;
`--again` does all of them anew. Ends non-zero on any failure.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent)]

from fuzz.rest import APIS, fuzz  # noqa: E402 - the path above makes it importable

BY_PYTEST = {"gRPC": "tests/rpc/test_malformed.py", "hostile texts": "tests/conformance/test_hostile.py"}
"""Tests that take their size from the environment."""
PASSED = ROOT / ".build" / "fuzz"
"""An empty file for each piece that passed."""
SOURCES = ("server", "generated", "tests/fuzz")


class Piece(NamedTuple):
    """What is fuzzed at a time."""

    name: str
    api: str
    """Of a piece of the REST door; "" for tests that pytest runs."""
    options: tuple[str, ...]
    """For schemathesis; or the tests."""


def main() -> None:
    """Fuzz what has not passed yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2000, help="examples for each operation and rpc")
    parser.add_argument("--only", default="", help="a text in the names of the pieces")
    parser.add_argument("--again", action="store_true", help="also what has passed already")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="pieces at a time")
    asked = parser.parse_args()
    PASSED.mkdir(parents=True, exist_ok=True)
    state = _state()

    def done(piece: Piece) -> bool:
        mark = PASSED / sha256(f"{state}/{piece.name}/{asked.examples}".encode()).hexdigest()
        if mark.exists() and not asked.again:
            return True
        passed = _passes(piece, asked.examples)
        if passed:
            mark.touch()
        return passed

    chosen = [piece for piece in pieces() if asked.only in piece.name]
    with ThreadPoolExecutor(asked.jobs) as pool:
        passed = list(pool.map(done, chosen))
    failed = [piece.name for piece, well in zip(chosen, passed, strict=True) if not well]
    print(f"{len(chosen) - len(failed)} of {len(chosen)} pieces passed")  # noqa: T201 - the result
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def pieces() -> Iterator[Piece]:
    """Everything there is to fuzz."""
    for api in APIS:
        document = json.loads((ROOT / f"generated/tmf/sla/v1/{api.replace('/', '-')}.json").read_text("utf-8"))
        for path, operations in document["paths"].items():
            named = [part for each in operations.values() for part in ("--include-operation-id", each["operationId"])]
            yield Piece(f"{api} {path}", api, (*named, "--phases", "examples,coverage,fuzzing"))
        yield Piece(f"{api} stateful", api, ("--phases", "stateful"))
    for name, tests in BY_PYTEST.items():
        yield Piece(name, "", (tests,))


def _state() -> str:
    """What the sources are: other ones have passed nothing yet."""
    content = sha256()
    for folder in SOURCES:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in {".py", ".json", ".toml"}:
                content.update(file.read_bytes())
    return content.hexdigest()


def _passes(piece: Piece, examples: int) -> bool:
    started = time.monotonic()
    well, told = _rest(piece, examples) if piece.api else _pytest(piece, examples)
    print(f"{piece.name}: {told} in {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201 - the result
    return well


def _pytest(piece: Piece, examples: int) -> tuple[bool, str]:
    environment = os.environ | {"TMF623_FUZZ_EXAMPLES": str(examples)}
    command = [sys.executable, "-m", "pytest", "-q", *piece.options]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    well = ended.returncode == 0
    return well, ended.stdout.splitlines()[-1] if well else ended.stdout + ended.stderr


def _rest(piece: Piece, examples: int) -> tuple[bool, str]:
    """Fuzz a piece on a server and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fuzz.db"
        options = ["--rest-port", "0", "--grpc-port", "0", "--database-url", url]
        with subprocess.Popen(
            [sys.executable, "-m", "tmf623", "serve", *options], stdout=subprocess.PIPE, stderr=-3, text=True
        ) as server:
            assert server.stdout is not None
            port = re.findall(r"127\.0\.0\.1:(\d+)", server.stdout.readline())[0]
            more = ("--max-response-time", "1", "--continue-on-failure", *piece.options)
            ended = fuzz(f"http://127.0.0.1:{port}", piece.api, examples, *more)
            server.terminate()
    counted = re.findall(r"^ +(\d+ generated.*)$", ended.stdout, re.MULTILINE)
    well = ended.returncode == 0
    return well, " ".join(counted) if well else ended.stdout + ended.stderr


if __name__ == "__main__":
    main()
