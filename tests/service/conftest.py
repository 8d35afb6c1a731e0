"""A real store on a standing clock, and the use cases on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clock import Clock
from databases import database
from service.bench import Bench
from tmf623.store.store import Store


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    clock = Clock()
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        yield Bench(store, clock)
        store.close()
