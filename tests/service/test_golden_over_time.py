"""Published promises over time, written as rules of this service: each gives the value its source gives."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format

from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.domain.choices import Effect
from tmf623.domain.computation import Excluded, Setting
from tmf623.domain.facts import Facts, GoodTotal, Series, StateInterval
from tmf623.domain.instants import SECOND, Interval
from tmf623.service import findings, terms
from tmf623.service.findings import Question

CASES = json.loads((Path(__file__).parents[1] / "golden" / "over_time.json").read_text("utf-8"))["cases"]


def span(start: int, end: int) -> Interval:
    return Interval(start * SECOND, end * SECOND)


def series(case: dict[str, Any], number: int) -> Series:
    """Up but for what is down, of the first object; and what was counted, span by span."""
    up = StateInterval(span(0, case["periodSeconds"]), 0, "a", 1)  # type: ignore[arg-type]
    down = [StateInterval(span(*each), 1, "a", 2) for each in case.get("down", ())]  # type: ignore[arg-type]
    counts = [
        GoodTotal(span(at, at + each["every"]), Decimal(each["good"]), Decimal(each["total"]))
        for each in case.get("counted", ())
        for at in range(each.get("from", 0), each.get("from", 0) + each["every"] * each["number"], each["every"])
    ]
    return Series(intervals=[up, *(down if number == 0 else ())], counts=counts)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_a_published_promise_gives_the_value_of_its_source(case: dict[str, Any]) -> None:
    sla = Sla(id=7, rule=[json_format.ParseDict(case["rule"], Rule())])
    terms.check(sla)
    agreed = terms.terms_of(sla, sla.rule[0])
    named = sorted(agreed.computation.needs().series)
    facts = Facts({pair: series(case, number) for number, pair in enumerate(named)})
    period = span(0, case["periodSeconds"])
    excluded = tuple(Excluded(span(*each[:2]), Effect(each[2]), "other") for each in case.get("excluded", ()))
    question = Question(sla, 1, sla.rule[0], terms.digest(sla, sla.rule[0]), period.end)
    found = findings.of_period(question, agreed, Setting(period, period, period.end, excluded), facts).assessment
    evidence = found.evidence
    told = {
        "actualValue": found.actual_value,
        "verdict": found.verdict,
        "downUs": evidence.down_us,
        "good": evidence.good,
        "total": evidence.total,
        "highLossCount": evidence.high_loss_count,
        "budgetTotalUs": evidence.budget.total,
    }
    assert {name: told[name] for name in case["expected"]} == case["expected"]
    assert found.state == "final"
