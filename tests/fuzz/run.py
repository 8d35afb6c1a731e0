"""`make fuzz`: every operation and every rpc, 2,000 examples each, and 10,000 hostile texts; takes some minutes.

Ends non-zero on any failure. `--examples N` asks for another number.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent)]

from fuzz.rest import APIS, fuzz  # noqa: E402 - the path above makes it importable

BY_PYTEST = {"gRPC": "tests/rpc/test_malformed.py", "hostile texts": "tests/conformance/test_hostile.py"}
"""Tests that take their size from the environment."""


def main() -> None:
    """Fuzz both doors of a server started for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2000, help="examples for each operation and rpc")
    examples = parser.parse_args().examples
    failed = [api for api in APIS if not _rest(api, examples)]
    environment = os.environ | {"TMF623_FUZZ_EXAMPLES": str(examples)}
    for name, tests in BY_PYTEST.items():
        command = [sys.executable, "-m", "pytest", "-q", tests]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def _rest(api: str, examples: int) -> bool:
    """Fuzz one API on a server and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fuzz.db"
        options = ["--rest-port", "0", "--grpc-port", "0", "--database-url", url]
        with subprocess.Popen(
            [sys.executable, "-m", "tmf623", "serve", *options], stdout=subprocess.PIPE, stderr=-3, text=True
        ) as server:
            assert server.stdout is not None
            port = re.findall(r"127\.0\.0\.1:(\d+)", server.stdout.readline())[0]
            started = time.monotonic()
            ended = fuzz(f"http://127.0.0.1:{port}", api, examples, "--max-response-time", "1", "--continue-on-failure")
            server.terminate()
    counted = re.findall(r"^ +(\d+ generated.*)$", ended.stdout, re.MULTILINE)
    print(f"{api}: {' '.join(counted)} in {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201 - the result
    if ended.returncode:
        print(ended.stdout, ended.stderr)  # noqa: T201 - what failed
    return ended.returncode == 0


if __name__ == "__main__":
    main()
