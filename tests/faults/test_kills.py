"""Kills, and a process that sleeps through the loss of its leases."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from databases import POSTGRES, database
from faults import kills
from tmf623 import app
from tmf623.store.store import Store

BACKENDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_is_judged_does_not_depend_on_who_is_killed(tmp_path: Path, backend: str) -> None:
    with database(tmp_path, backend) as url:
        disturbed = kills.run(url, 20)
    (tmp_path / "other").mkdir()
    with database(tmp_path / "other", backend) as url:
        undisturbed = kills.run(url, 0)
    assert disturbed["kills"] == 20
    for name in ("violations", "sumOfLevels", "requests"):
        assert disturbed[name] == undisturbed[name]


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_assessor_that_was_stopped_is_replaced_and_changes_nothing_when_it_goes_on(
    tmp_path: Path, backend: str
) -> None:
    with database(tmp_path, backend) as url, kills.nursery(url) as place:
        estate = kills.Estate(place, 0)
        store = Store.open(url, clock=app.now)
        names = {estate.send(kills.SLA, terms)["id"]: terms["name"] for terms in kills.agreements()}
        sent = list(kills.works(Random(7)))  # noqa: S311 - the same in every run
        for number, (path, body) in enumerate(sent):
            if number % 40 == 10:
                stopped = estate.assessors[number // 40 % 2]
                pause(stopped, store)
            estate.send(path, body)
            if number % 40 == 39:
                kills.until(lambda pid=stopped: replaced(store, pid), "another process to take the leases")
                os.kill(stopped, signal.SIGCONT)
        os.kill(stopped, signal.SIGCONT)
        kills.until(lambda: kills.outcomes(store, names)[0] == kills.expected(), "every judgement")
        kills.told(store, names, 0, len(sent))
        store.close()


def pause(pid: int, store: Store) -> None:
    """Stop a process, but not in the midst of a change: what it has locked nobody else could change.

    Looked at twice: the database may still be at the statement the process sent last.
    """
    while True:
        os.kill(pid, signal.SIGSTOP)
        if all(_changes_nothing(pid, store) for _ in range(2)):
            return


def _changes_nothing(pid: int, store: Store) -> bool:
    """Whether no process is in the midst of a change; if one is, the stopped one goes on."""
    with ThreadPoolExecutor(1) as apart:
        cut = apart.submit(store.cut)
        try:
            cut.result(timeout=0.5)
        except TimeoutError:
            os.kill(pid, signal.SIGCONT)
            cut.result()
            return False
    return True


def replaced(store: Store, _pid: int) -> bool:
    """Whether one process holds every lease there is."""
    held = store.read(lambda tx: tx.leases.holders("assessor"))
    return len(held) == 17 and len(set(held.values())) == 1
