"""What exports of real systems look like: ticket logs told by the minute, cells that say nothing, several monitors."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from databases import database
from tmf623.app import now
from tmf623.cli import cli
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import CASE, MEASUREMENT_BATCH, Kind
from tmf623.query.criteria import Query
from tmf623.service.measurements import observations
from tmf623.store.store import Store

LOG = """\
kind: case
source: itsm
empty: ["?"]
attributes:
  externalId: {column: number}
  creationDate: {column: opened_at, format: "%d/%m/%Y %H:%M", zone: Europe/Rome}
  status: {column: state}
  statusChangeDate: {column: updated_at, format: "%d/%m/%Y %H:%M", zone: Europe/Rome}
  priority: {column: priority}
  resolutionDate: {column: resolved_at, format: "%d/%m/%Y %H:%M", zone: Europe/Rome}
"""
HEAD = "number,mod,state,opened_at,updated_at,priority,resolved_at\n"
OPENED, LATER = "29/2/2016 01:16", "29/2/2016 01:20"
ROWS = [
    f"INC1,0,New,{OPENED},{OPENED},3 - Moderate,?",
    f"INC1,1,Awaiting User Info,{OPENED},{LATER},3 - Moderate,?",
    f"INC1,2,Active,{OPENED},{LATER},3 - Moderate,?",
    f"INC1,3,Awaiting User Info,{OPENED},{LATER},2 - High,?",
    f"INC1,4,Active,{OPENED},{LATER},1 - Critical,?",
]
TOLD = [
    ("New", "", 0),
    ("Awaiting User Info", "", 0),
    ("Active", "", 1),
    ("Awaiting User Info", "", 2),
    ("Active", "", 3),
]


@pytest.fixture
def url(tmp_path: Path) -> Any:
    with database(tmp_path) as url:
        yield url


def ingest(folder: Path, url: str, content: str, mapping: str) -> str:
    """The command's output for a file of this content."""
    (folder / "file.csv").write_text(content)
    (folder / "map.yaml").write_text(mapping)
    words = ["ingest", str(folder / "file.csv"), "--mapping", str(folder / "map.yaml"), "--database-url", url]
    return CliRunner().invoke(cli, words).output


def stored(url: str, kind: Kind) -> list[Any]:
    """What is recorded."""
    store = Store.open(url, clock=now)
    try:
        found = [loaded(kind, row) for row in store.read(lambda tx: tx.resources.find(kind, Query())).rows]
        if kind is MEASUREMENT_BATCH:
            found = [store.read(lambda tx, each=each: observations(tx, each.id))[0] for each in found]
    finally:
        store.close()
    return found


def test_changes_of_one_minute_stand_in_the_order_of_the_log(tmp_path: Path, url: str) -> None:
    log = HEAD + "\n".join(ROWS) + "\n"
    ingest(tmp_path, url, log, LOG)
    (case,) = stored(url, CASE)
    assert [(each.status, each.change_reason, each.sequence) for each in case.status_change] == TOLD
    assert case.status_change[0].change_date.ToJsonString() == "2016-02-29T00:16:00Z"
    assert (case.status, case.priority, case.HasField("resolution_date")) == ("Active", "1 - Critical", False)
    assert "5 repeated" in ingest(tmp_path, url, log, LOG)


def test_a_log_that_numbers_its_changes_may_come_in_any_order(tmp_path: Path, url: str) -> None:
    numbered = LOG + "  statusChangeSequence: {column: mod}\n"
    for number, rows in enumerate(permutations(ROWS[1:])):
        lines = (row.replace("INC1", f"INC{number}") for row in (*rows, ROWS[0], rows[0]))
        ingest(tmp_path, url, HEAD + "\n".join(lines) + "\n", numbered)
    first, *others = stored(url, CASE)
    assert [(each.status, each.sequence) for each in first.status_change] == [
        ("New", 0),
        ("Awaiting User Info", 1),
        ("Active", 2),
        ("Awaiting User Info", 3),
        ("Active", 4),
    ]
    assert (first.status, first.priority) == ("Active", "1 - Critical")
    for other in others:
        other.id, other.external_id = first.id, first.external_id
    assert all(other == first for other in others)


def test_a_number_that_is_none_is_named(tmp_path: Path, url: str) -> None:
    numbered = LOG + "  statusChangeSequence: {column: mod}\n"
    told = ingest(tmp_path, url, HEAD + ROWS[1].replace(",1,", ",first,") + "\n", numbered)
    assert 'row 1: statusChangeSequence: "first" is no whole number' in told
    told = ingest(tmp_path, url, HEAD + ROWS[1].replace(",1,", ",-1,") + "\n", numbered)
    assert "statusChangeSequence is -1, below 0" in told


CHECKS = """\
kind: stateChange
source: monitors
attributes:
  source: {template: "monitors/{probe}"}
  object: {column: site}
  time: {column: at, format: epoch}
  state: {column: code, words: {"200": up, "0": null}, otherwise: down, absent: unknown}
"""


def test_each_monitor_is_a_source_and_any_other_code_is_down(tmp_path: Path, url: str) -> None:
    rows = "at,site,probe,code\n0,x,a,200\n60,x,a,503\n120,x,a,\n0,x,b,404\n180,x,b,0\n"
    assert "2 recorded" in ingest(tmp_path, url, rows, CHECKS)
    a, b = stored(url, MEASUREMENT_BATCH)
    assert (a.source, [each.state for each in a.state_change]) == ("monitors/a", ["up", "down", "unknown"])
    assert (b.source, [each.state for each in b.state_change]) == ("monitors/b", ["down", "unknown"])


LOSS = """\
kind: sample
source: ping
attributes:
  object: {column: host}
  metric: reachable
  time: {column: at, format: epoch}
  value: {column: rtt, otherwise: "1", absent: "0"}
"""


def test_a_ping_without_answer_is_a_sample_too(tmp_path: Path, url: str) -> None:
    ingest(tmp_path, url, "at,host,rtt\n1,x,12.5\n2,x,\n3,x,0.3\n", LOSS)
    (batch,) = stored(url, MEASUREMENT_BATCH)
    assert [each.value for each in batch.sample] == ["1", "0", "1"]


def test_empty_is_a_list(tmp_path: Path, url: str) -> None:
    told = ingest(tmp_path, url, HEAD + ROWS[0] + "\n", LOG.replace('["?"]', '"?"'))
    assert 'empty is "?", not a list' in told
