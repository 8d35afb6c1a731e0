"""`tmf623 verify`, `simulate` and `assess`, over a database without a server. It is noon of 1 March 2026."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clock import Clock
from databases import database
from service.agreed import DESK, JANUARY, LINE, REPAIR, RULE, UP, down, ticket
from service.bench import Bench, changes
from tmf623.service import bundles
from tmf623.store.store import Store


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-W", "ignore", "-m", "tmf623", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def proven(tmp_path: Path) -> Any:
    """A database with two judgements, its URL, and one bundle."""
    with database(tmp_path) as url:
        store = Store.open(url, clock=Clock())
        bench = Bench(store, store._timing._clock)
        sla = bench.agree(**LINE | {"rule": [RULE, REPAIR]})
        bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
        bench.report(ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T14:00:00Z"))
        judged = bench.assess(sla, "up", **JANUARY).assessment
        bench.assess(sla, "repair")
        (tmp_path / "bundle.json").write_bytes(store.read(lambda tx: bundles.export(tx, str(judged.id))))
        store.close()
        yield url, tmp_path, sla, str(judged.id)


def test_every_judgement_of_a_database_is_made_again(proven: Any) -> None:
    url, _, _, id_ = proven
    every = run("verify", "--all", "--database-url", url)
    assert (every.returncode, every.stdout.strip()) == (0, "2 of 2 assessments hold")
    one = run("verify", id_, "--database-url", url)
    assert (one.returncode, one.stdout.strip()) == (0, f"assessment {id_} holds")
    none = run("verify", "999", "--database-url", url)
    assert (none.returncode, "no assessment" in none.stderr) == (1, True)


def test_a_bundle_is_verified_with_nothing_else(proven: Any) -> None:
    _, folder, *_ = proven
    file = folder / "bundle.json"
    assert run("verify", "--bundle", str(file)).returncode == 0
    file.write_bytes(file.read_bytes().replace(b'"violated"', b'"degraded"'))
    changed = run("verify", "--bundle", str(file))
    assert (changed.returncode, "does not hold" in changed.stderr) == (1, True)
    assert run("verify", "--bundle", str(folder / "nothing.json")).returncode == 1
    assert run("verify").returncode == run("verify", "1", "--all").returncode == 2


def test_proposed_terms_are_tried_on_what_is_recorded(proven: Any) -> None:
    """One day of January's 31 was lost: 99 % would have been missed, 96 % kept. The ticket took five hours."""
    url, folder, *_ = proven
    rules = [RULE | {"referenceValue": "96", "tolerance": "0"}, REPAIR, {"id": "odd", "metric": "?"}]
    terms = DESK | {"rule": rules, "validFor": {"startDateTime": "2026-01-01T00:00:00Z"}}
    (folder / "terms.json").write_text(json.dumps(terms))
    span = ["--from", "2025-12-01", "--to", "2026-03-01T00:00:00Z", "--database-url", url]
    tried = run("simulate", str(folder / "terms.json"), *span)
    assert tried.returncode == 0, tried.stderr
    assert "1 cases, 1 violated" in tried.stdout
    assert "odd: ? " in tried.stdout
    lines = run("simulate", str(folder / "terms.json"), "--json", *span).stdout.splitlines()
    assert [(line["subject"][7:14], line["verdict"]) for line in map(json.loads, lines)] == [
        ("2025-12", "notAssessable"), ("2026-01", "met"), ("2026-02", "met"),
    ]  # fmt: skip
    assert run("verify", "--all", "--database-url", url).stdout.strip() == "2 of 2 assessments hold"
    wrong = run("simulate", str(folder / "bundle.json"), *span)
    assert (wrong.returncode, wrong.stderr.startswith("tmf623: ")) == (1, True)


def test_a_rule_is_judged_on_demand(proven: Any) -> None:
    url, _, sla, _ = proven
    answer = run("assess", sla, "up", "--at", "2026-02-10", "--database-url", url)
    judged = json.loads(answer.stdout)
    assert (judged["assessment"]["verdict"], judged["periodState"], judged["stored"]) == ("met", "final", 1)
    refused = run("assess", sla, "down", "--at", "2026-02-10", "--database-url", url)
    assert (refused.returncode, 'no rule "down"' in refused.stderr) == (1, True)
