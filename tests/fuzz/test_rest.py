"""Every document holds on a running server, for data that fits it and data that does not."""

from pathlib import Path

import pytest

from conftest import rest_url
from fuzz.rest import APIS, fuzz
from tmf623 import app


@pytest.mark.parametrize("api", APIS)
def test_the_api_keeps_its_own_document(api: str, server: app.Running, tmp_path: Path) -> None:
    ended = fuzz(rest_url(server), api, 10, "--report", "junit", "--report-dir", str(tmp_path))
    assert ended.returncode == 0, ended.stdout[-6000:]
