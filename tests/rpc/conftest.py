"""The door the tests of one file share."""

from collections.abc import Iterator

import pytest

from rpc.served import Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("rpc"), allow_private_callbacks=True) as door:
        yield door
