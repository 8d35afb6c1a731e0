"""A store, a clock that can be set, and notifiers that are stopped when a test ends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from databases import database
from jobs.estate import Clock, Estate
from jobs.receiver import Receiver
from tmf623.jobs.notifier import Notifier
from tmf623.jobs.retries import Retries
from tmf623.sinks.webhook import Webhook
from tmf623.store.store import Store

QUICK = Retries(first_s=0.01, longest_s=0.05, dice=lambda: 0.5)
"""The usual schedule, some hundred times as fast."""

Start = Callable[..., Notifier]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with database(tmp_path) as url:
        opened = Store.open(url, clock=clock)
        yield opened
        opened.close()


@pytest.fixture
def estate(store: Store) -> Estate:
    return Estate(store)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


@pytest.fixture
def start(store: Store) -> Iterator[Start]:
    """Start a notifier over the store; each is stopped at the end of the test at the latest."""
    started: list[Notifier] = []

    def begin(retries: Retries = QUICK, **options: object) -> Notifier:
        notifier = Notifier(store, Webhook(private=True), retries, **options)  # type: ignore[arg-type]
        notifier.start()
        started.append(notifier)
        return notifier

    yield begin
    for notifier in started:
        notifier.stop()
