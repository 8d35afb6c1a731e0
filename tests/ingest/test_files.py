"""`tmf623 ingest`: files by a mapping, into a database or a running server; once, however often."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner, Result

from databases import database
from tmf623 import app
from tmf623.app import now
from tmf623.cli import cli
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import CASE, CONTACT, MEASUREMENT_BATCH, ORDER, Kind
from tmf623.query.criteria import Query
from tmf623.service.measurements import observations
from tmf623.store.store import Store

PINGS = """\
kind: sample
source: ping
csv: {delimiter: ";"}
attributes:
  object: {template: "line/{host}"}
  metric: latency
  time: {column: when, format: "%d.%m.%Y %H:%M:%S", zone: Europe/Berlin}
  value: {column: rtt, decimal: ",", scale: "0.001"}
"""
PING_ROWS = "when;host;rtt\n01.07.2025 12:00:00;a;1,5\n01.07.2025 12:01:00;b;2\n01.07.2025 12:02:00;a;0,25\n"


class Place:
    """A folder, a database in it, and the command."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        raw = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    def ingest(self, *arguments: object, mapping: str | None = None, to: str | None = None) -> Result:
        words = ["ingest", *map(str, arguments)]
        words += ["--to", to] if to else ["--database-url", self.url]
        if mapping is not None:
            words += ["--mapping", str(self.file("mapping.yaml", mapping))]
        return CliRunner().invoke(cli, words)

    def stored(self, kind: Kind) -> list[Any]:
        store = Store.open(self.url, clock=now)
        rows = store.read(lambda tx: tx.resources.find(kind, Query())).rows
        found = [loaded(kind, row) for row in rows]
        if kind is MEASUREMENT_BATCH:
            found = [store.read(lambda tx, each=each: observations(tx, each.id))[0] for each in found]
        store.close()
        return found


@pytest.fixture
def place(tmp_path: Path) -> Any:
    with database(tmp_path) as url:
        yield Place(tmp_path, url)


def test_a_csv_of_samples_becomes_a_batch_for_each_series(place: Place) -> None:
    told = place.ingest(place.file("pings.csv", PING_ROWS), mapping=PINGS)
    assert (told.exit_code, told.output) == (0, "3 rows: 2 recorded\n")
    a, b = place.stored(MEASUREMENT_BATCH)
    assert (a.source, a.object, a.metric) == ("ping", "line/a", "latency")
    assert [(each.time.ToJsonString(), each.value) for each in a.sample] == [
        ("2025-07-01T10:00:00Z", "0.0015"),
        ("2025-07-01T10:02:00Z", "0.00025"),
    ]
    assert [each.value for each in b.sample] == ["0.002"]


def test_the_same_file_again_changes_nothing_packed_or_not(place: Place) -> None:
    place.ingest(place.file("pings.csv", PING_ROWS), mapping=PINGS)
    told = place.ingest(place.file("pings.csv.gz", PING_ROWS), mapping=PINGS)
    assert told.output == "3 rows: 2 repeated\n"


def test_a_named_file_that_was_corrected_supersedes_what_it_said(place: Place) -> None:
    named = PINGS + "externalId: pings-july\n"
    place.ingest(place.file("pings.csv", PING_ROWS), mapping=named)
    told = place.ingest(place.file("pings.csv", PING_ROWS.replace("1,5", "1,6")), mapping=named, to=None)
    assert told.output == "3 rows: 1 revised, 1 repeated\n"
    assert [batch.state for batch in place.stored(MEASUREMENT_BATCH)] == ["superseded", "counted", "counted"]


def test_a_trial_records_nothing(place: Place) -> None:
    told = place.ingest(place.file("pings.csv", PING_ROWS), "--dry-run", "--json", mapping=PINGS)
    assert json.loads(told.output) == {"rows": 3, "wrong": [], "checked": 2}
    assert place.stored(MEASUREMENT_BATCH) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("31.02.2025 12:00:00;a;1", """row 2: time: "31.02.2025 12:00:00" is no instant in the form"""),
        ("01.07.2025 12:00:00;a;x", 'row 2: value: "x" is no decimal number'),
        ("01.07.2025 12:00:00;a;", "row 2: sample.value is missing"),
        ("01.07.2025 12:00:00;a", "row 2: it has another number of columns than the file"),
    ],
)
def test_a_wrong_row_is_named_and_ends_the_work(place: Place, row: str, said: str) -> None:
    head, first, *rest = PING_ROWS.splitlines()
    told = place.ingest(place.file("pings.csv", "\n".join([head, first, row, *rest])), mapping=PINGS)
    assert told.exit_code == 1
    assert said in told.output
    assert place.stored(MEASUREMENT_BATCH) == []


def test_wrong_rows_may_be_passed_over(place: Place) -> None:
    told = place.ingest(place.file("pings.csv", PING_ROWS + "yesterday;a;1\n"), "--keep-going", "--json", mapping=PINGS)
    assert told.exit_code == 1
    answer = json.loads(told.output)
    assert (answer["rows"], answer["recorded"], len(answer["wrong"])) == (4, 2, 1)
    assert "pings.csv row 4: time:" in answer["wrong"][0]


def test_local_time_that_exists_twice_is_the_first_and_without_a_zone_refused(place: Place) -> None:
    rows = "when;host;rtt\n26.10.2025 02:30:00;a;1\n"
    place.ingest(place.file("pings.csv", rows), mapping=PINGS)
    assert place.stored(MEASUREMENT_BATCH)[0].sample[0].time.ToJsonString() == "2025-10-26T00:30:00Z"
    told = place.ingest(place.file("pings.csv", rows), mapping=PINGS.replace(", zone: Europe/Berlin", ""))
    assert "has no offset from UTC, and the mapping names no zone" in told.output


STATES = """\
kind: stateChange
source: monitor
attributes:
  object: {column: site}
  time: {column: at, format: epoch}
  state: {column: status, words: {OK: up, FAIL: down, SLOW: degraded}}
  impact: {column: status, words: {OK: null, FAIL: null, SLOW: "0.5"}}
"""


def test_words_become_states(place: Place) -> None:
    told = place.ingest(
        place.file("states.tsv", "site\tat\tstatus\nx\t1751371200\tOK\nx\t1751371260.5\tSLOW\n"), mapping=STATES
    )
    assert told.exit_code == 0, told.output
    (batch,) = place.stored(MEASUREMENT_BATCH)
    assert [(each.state, each.impact) for each in batch.state_change] == [("up", ""), ("degraded", "0.5")]
    assert batch.state_change[1].time.ToJsonString() == "2025-07-01T12:01:00.500Z"
    told = place.ingest(place.file("states.tsv", "site\tat\tstatus\nx\t1\tGONE\n"), mapping=STATES)
    assert '"GONE" is none of the words OK, FAIL, SLOW' in told.output


KINDS = {
    "stateInterval": ("state: down", "state_interval", {"state": "down"}),
    "goodTotal": (
        "good: {column: g}\n  total: {column: t}\n  cumulative: true",
        "good_total",
        {"good": "9", "total": "10"},
    ),
    "histogram": (
        'bound: {column: b, split: "|"}\n  count: {column: c, split: "|"}',
        "histogram",
        {"bound": ["0.1", "1"], "count": ["5", "3", "0"]},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_measurement_has_its_columns(place: Place, kind: str) -> None:
    attributes, field, expected = KINDS[kind]
    mapping = (
        f"kind: {kind}\nsource: s\nattributes:\n  object: o\n  start: {{column: from}}\n"
        f"  end: {{column: to}}\n  {attributes}\n"
    )
    rows = "from,to,g,t,b,c\n2025-07-01T00:00:00Z,2025-07-01 01:00:00+00:00,9,10,0.1|1,5|3|0\n"
    told = place.ingest(place.file("rows.csv", rows), mapping=mapping)
    assert told.exit_code == 0, told.output
    (observed,) = getattr(place.stored(MEASUREMENT_BATCH)[0], field)
    for name, value in expected.items():
        found = getattr(observed, name)
        assert (found if isinstance(value, str) else [str(each) for each in found]) == value


OPENED = "externalId: {column: id}\n  creationDate: {column: at}\n  relatedEntity.id: {column: line}"
EVENTS = {
    "case": (CASE, f"{OPENED}\n  ticketType: repair\n  resolutionDate: {{column: done, optional: true}}"),
    "order": (ORDER, OPENED),
    "contact": (CONTACT, "externalId: {column: id}\n  offeredDate: {column: at}\n  channel: phone"),
}


@pytest.mark.parametrize("kind", EVENTS)
def test_cases_orders_and_contacts_are_recorded_and_revised(place: Place, kind: str) -> None:
    stored, attributes = EVENTS[kind]
    mapping = f"kind: {kind}\nsource: desk\nattributes:\n  {attributes}\n"
    rows = "id,at,line\n1,2025-07-01T00:00:00Z,a\n2,2025-07-02T00:00:00Z,b\n"
    assert place.ingest(place.file("e.csv", rows), mapping=mapping).output == "2 rows: 2 recorded\n"
    told = place.ingest(place.file("e.csv", rows.replace("07-02", "07-03")), mapping=mapping)
    assert told.output == "2 rows: 1 revised, 1 repeated\n"
    assert [(each.source, each.external_id) for each in place.stored(stored)] == [("desk", "1"), ("desk", "2")]


def test_a_parquet_file_says_the_same_as_a_csv(place: Place) -> None:
    rows = [line.split(";") for line in PING_ROWS.splitlines()]
    table = pa.table({name: [row[at] for row in rows[1:]] for at, name in enumerate(rows[0])})
    parquet.write_table(table, place.folder / "pings.parquet")
    place.ingest(place.file("pings.csv", PING_ROWS), mapping=PINGS)
    assert place.ingest(place.folder / "pings.parquet", mapping=PINGS).output == "3 rows: 2 repeated\n"


def test_lines_in_the_words_of_the_api_need_no_mapping(place: Place) -> None:
    line = {"source": "s", "object": "o", "time": "2025-07-01T00:00:00Z", "value": "1"}
    path = place.file("lines.ndjson", json.dumps(line) + "\n")
    assert place.ingest(path).output == "1 rows: 1 recorded\n"
    told = place.ingest(place.file("lines.ndjson", json.dumps(line) + "\n{}\n"))
    assert (told.exit_code, "lines.ndjson line 2: source is missing" in told.output) == (1, True)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("[]", "the mapping is an array, not an object"),
        ("kind: what", 'kind is "what", none of stateChange'),
        ("kind: sample\nsource: s\nattributes: {time: {column: a}}", "attributes.object is missing"),
        ("kind: sample\nsource: s\nattributes: {object: o, tyme: {column: a}}", "attributes.tyme is not an attribute"),
        ("kind: sample\nsource: s\nattributes: {object: o, time: {}}", "attributes.time needs one of column"),
        ("kind: sample\nsource: s\nattributes: {object: o, time: {column: a, zone: Mars/X}}", "no time zone"),
        ("kind: sample\nsource: s\nattribute: {}", 'the mapping has no "attribute"'),
        ("kind: [", "the mapping is no YAML"),
    ],
)
def test_a_wrong_mapping_is_refused_in_one_line(place: Place, mapping: str, said: str) -> None:
    told = place.ingest(place.file("x.csv", "a\n1\n"), mapping=mapping)
    assert told.exit_code == 1
    assert said in told.output
    assert len(told.output.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.xml", "", "a file ends with one of .csv"),
        ("x.csv", "when,host\n1,2\n", "row 1: object: there is no column"),
        ("x.csv.gz", None, "Not a gzipped file"),
        ("x.parquet", "no parquet", "x.parquet:"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    place: Place, name: str, content: str | None, said: str
) -> None:
    path = place.folder / name
    path.write_bytes(b"no gzip" if content is None else content.encode())
    told = place.ingest(path, mapping=PINGS)
    assert told.exit_code == 1
    assert said in told.output
    assert len(told.output.splitlines()) == 1


def test_a_running_server_records_the_same(place: Place, server: app.Running) -> None:
    to = f"127.0.0.1:{server.grpc_port}"
    mapping = PINGS.replace("source: ping", f"source: ping-{place.folder.name}")
    rows = "when;host;rtt\n" + "".join(f"01.07.2025 {n // 60:02}:{n % 60:02}:00;h{n % 7};{n}\n" for n in range(1000))
    path = place.file("pings.csv", rows)
    assert place.ingest(path, mapping=mapping, to=to).output == "1000 rows: 7 recorded\n"
    assert place.ingest(path, mapping=mapping, to=to).output == "1000 rows: 7 repeated\n"
    events = f"kind: case\nsource: desk-{place.folder.name}\nattributes:\n  {EVENTS['case'][1]}\n"
    cases = place.file("c.csv", "id,at,line\n1,2025-07-01T00:00:00Z,a\n")
    assert place.ingest(cases, mapping=events, to=to).output == "1 rows: 1 recorded\n"
