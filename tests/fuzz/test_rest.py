"""Every document holds on a running server, for data that fits it and data that does not.

`make fuzz` adds the phase that tries every keyword of every schema, and many more examples.
"""

from pathlib import Path

import pytest

from conftest import rest_url
from fuzz.rest import APIS, fuzz
from tmf623 import app


@pytest.mark.parametrize("api", APIS)
def test_the_api_keeps_its_own_document(api: str, server: app.Running, tmp_path: Path) -> None:
    more = ("--phases", "fuzzing,stateful", "--report", "junit", "--report-dir", str(tmp_path))
    ended = fuzz(rest_url(server), api, 15, *more)
    assert ended.returncode == 0, ended.stdout[-6000:]
