"""Every schedule that docs/credits.md shows can be approved as it stands there."""

import json
from pathlib import Path
from typing import Any

import pytest

import credit_cases as cases
from tmf623.domain.credit.finding import Severity
from tmf623.domain.credit.lint import lint

PAGE = (Path(__file__).parents[2] / "docs" / "credits.md").read_text(encoding="utf-8")
DECODER = json.JSONDecoder()
STARTS = [i for i in range(len(PAGE)) if PAGE.startswith('{"measure"', i)]
EXAMPLES: list[Any] = [DECODER.raw_decode(PAGE, start)[0] for start in STARTS]


@pytest.mark.parametrize("schedule", EXAMPLES, ids=lambda schedule: schedule["measure"])
def test_an_example_has_no_error(schedule: Any) -> None:
    terms = {"name": "c", "currency": "EUR", "base": {"charge": ["MRC"]}, "schedule": schedule}
    findings = lint(cases.consequence(terms))
    assert [finding.text for finding in findings if finding.severity is Severity.ERROR] == []


def test_there_is_one_for_each_pattern() -> None:
    assert {schedule["measure"] for schedule in EXAMPLES} >= {
        "level",
        "deviation",
        "downtime",
        "breach",
        "elapsed",
        "lateDays",
    }
