"""Published credit schedules: every worked case to the cent, and the defects of the defective tables by name."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

import credit_cases as cases
from tmf623.domain.choices import RoundingMode
from tmf623.domain.credit.calculation import Context, draft
from tmf623.domain.credit.consequence import Across, Aggregate, Cap, CapPer
from tmf623.domain.credit.finding import Defect, Severity
from tmf623.domain.credit.lint import lint
from tmf623.domain.credit.money import text_of
from tmf623.domain.credit.schedule import Measure
from tmf623.domain.credit.settlement import Member, settle
from tmf623.domain.decimals import displayed

ALL = [(schedule, case) for schedule in cases.SCHEDULES.values() for case in schedule["case"]]
SYNTHETIC = cases.SCHEDULES["synthetic-exclusions-caps-revision"]
KEYS = {"level", "elapsedHours", "due", "failingDays", "periodMinutes"}
"""What a single judgement was found to be; other cases are of several, further down."""
WORKED = [
    pytest.param(schedule, case, id=case["id"])
    for schedule, case in ALL
    if "credit" in case["expected"] and case["found"].keys() & KEYS
]
GAPS = [pytest.param(schedule, case, id=case["id"]) for schedule, case in ALL if "lint" in case["expected"]]
LOOKED_UP = [
    pytest.param(schedule, case, id=case["id"])
    for schedule, case in ALL
    if "creditPercent" in case["expected"] and "credit" not in case["expected"] and "lint" not in case["expected"]
]
DEFECTIVE = {"illinois-83-732.30a-repair", "telus-wavelength-unprotected-lint"}


def test_there_are_138_cases_of_16_schedules() -> None:
    assert (len(cases.SCHEDULES), len(ALL)) == (16, 138)


@pytest.mark.parametrize(("schedule", "case"), WORKED)
def test_a_published_case_is_exact_to_the_cent(schedule: Any, case: Any) -> None:
    terms = cases.consequence(schedule["consequence"])
    expected, found = case["expected"], cases.attainments(schedule["rule"], case["found"])
    result = cases.settled(terms, found, cases.charges(case["baseCharge"]), cases.days_of(case["found"]))
    assert text_of(result.due, terms.currency) == expected["credit"]
    percents = {line.percent for line, _ in result.lines if line.percent is not None}
    if "creditPercent" in expected and terms.schedule is not None and terms.schedule.measure is not Measure.BREACH:
        total = sum((line.percent or Fraction(0) for line, _ in result.lines), Fraction(0))
        assert min(total, Fraction(100)) == Fraction(expected["creditPercent"]), percents
    if "attainedPercent" in expected and expected["attainedPercent"] is not None:
        assert displayed(result.lines[0][0].value) == expected["attainedPercent"]
    if "units" in expected:
        assert sum(line.units or 0 for line, _ in result.lines) == expected["units"]
    if "businessDaysLate" in expected:
        assert sum(line.value for line, _ in result.lines) == expected["businessDaysLate"]
    if "exceedancePercent" in expected:
        assert result.lines[0][0].value == Fraction(expected["exceedancePercent"])
    if "excessMinutes" in expected:
        assert result.lines[0][0].value == Fraction(expected["excessMinutes"])
    if "countedDowntimeMinutes" in expected:
        minutes = sum(outage.span.length for outage in found[0].outages) // 60_000_000
        assert minutes == expected["countedDowntimeMinutes"]


@pytest.mark.parametrize(("schedule", "case"), LOOKED_UP)
def test_a_row_of_a_table_gives_what_it_says(schedule: Any, case: Any) -> None:
    terms = cases.consequence(schedule["consequence"])
    found = cases.attainments(schedule["rule"], case["found"])
    result = cases.settled(terms, found, cases.charges(case["baseCharge"]), cases.days_of(case["found"]))
    assert result.lines[0][0].percent == Fraction(case["expected"]["creditPercent"])


@pytest.mark.parametrize(("schedule", "case"), GAPS)
def test_a_value_in_a_gap_of_a_published_table_is_in_no_tier_and_the_lint_says_so(schedule: Any, case: Any) -> None:
    terms = cases.consequence(schedule["consequence"])
    found = cases.attainments(schedule["rule"], case["found"])
    result = cases.settled(terms, found, cases.charges(case["baseCharge"]), cases.days_of(case["found"]))
    assert [line.tier for line, _ in result.lines] == [""]
    errors = [finding for finding in lint(terms) if finding.severity is Severity.ERROR]
    assert {Defect.GAP, Defect.PRESUPPOSED_ROUNDING} & {finding.defect for finding in errors}


@pytest.mark.parametrize("name", [name for name in cases.SCHEDULES if name not in DEFECTIVE])
def test_a_sound_published_table_has_no_error(name: str) -> None:
    findings = lint(cases.consequence(cases.SCHEDULES[name]["consequence"]))
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_the_lint_names_the_gap_of_the_regulation_at_exactly_48_hours() -> None:
    findings = lint(cases.consequence(cases.SCHEDULES["illinois-83-732.30a-repair"]["consequence"]))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [(finding.defect, finding.tier) for finding in errors] == [(Defect.GAP, 2)]
    assert "exactly 48 h" in errors[0].text


def test_the_lint_names_each_gap_of_the_wavelength_table() -> None:
    findings = lint(cases.consequence(cases.SCHEDULES["telus-wavelength-unprotected-lint"]["consequence"]))
    gaps = {(finding.defect, finding.text.split(" is in no tier")[0]) for finding in findings if "gap" in finding.text}
    assert gaps == {
        (Defect.PRESUPPOSED_ROUNDING, "gap: 99.69 < x < 99.7"),
        (Defect.GAP, "gap: 96.89 < x < 97.9"),
        (Defect.PRESUPPOSED_ROUNDING, "gap: 95.89 < x < 95.9"),
    }
    unstated = [finding.tier for finding in findings if finding.defect is Defect.BOUND_UNSTATED]
    assert unstated == [0, 1, 2, 3]


def test_a_table_in_whole_minutes_says_nothing_of_43_and_a_half() -> None:
    """As the sister table of the dedicated E-Line's was published (same source): 1-43, 44-120 and so on."""
    published = cases.SCHEDULES["verizon-ethernet-dedicated-eline"]["consequence"]
    tiers = []
    for tier in published["schedule"]["tier"]:
        whole = {"gte": str(int(tier["gt"]) + (tier["gt"] != "1")), "award": tier.get("award", [])}
        tiers.append(whole | ({"lte": tier["lte"]} if "lte" in tier else {}))
    findings = lint(cases.consequence({**published, "schedule": {**published["schedule"], "tier": tiers}}))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert {finding.defect for finding in errors} == {Defect.WHOLE_UNITS}
    assert "43 < x < 44" in errors[0].text
    assert "e.g. 43.5" in errors[0].text


# ------------------------------------------------------------------ several lines together


def case_named(name: str) -> Any:
    return next(case for case in SYNTHETIC["case"] if case["id"].endswith(name))


def two_rules(percents: list[str], base: str, **changes: Any) -> Any:
    """Two rules of one period, each of which gives a percentage of the same base."""
    terms = {"name": "c", "currency": "EUR", "base": {"charge": ["MRC"]}}
    owed = cases.account("EUR", cases.charges([{"type": "MRC", "amount": base, "currency": "EUR"}]))
    found = cases.attainments(SYNTHETIC["rule"], {"level": "90"})
    members = []
    for key, percent in enumerate(percents):
        tiers = {"measure": "level", "unit": "%", "tier": [{"lt": "95", "award": [{"percent": percent}]}]}
        own = replace(cases.consequence({**terms, "schedule": tiers, "group": "all"}), **changes)
        members.append(Member(str(key), draft(own, found, Context(owed))))
    return settle(members, owed)


def test_a_cap_is_shared_out_by_the_largest_remainder() -> None:
    case = case_named("two-rules-cap")
    percents = [rule["creditPercent"] for rule in case["found"]["rules"]]
    cap = Cap(CapPer.PERIOD, percent=Fraction(case["found"]["capPercentOfBase"]), across=Across.GROUP)
    uncapped = two_rules(percents, case["found"]["base"], aggregate=Aggregate.SUM)
    assert text_of(sum((one.due for one in uncapped), Fraction(0)), "EUR") == case["expected"]["uncapped"]
    results = two_rules(percents, case["found"]["base"], aggregate=Aggregate.SUM, caps=(cap,))
    assert [text_of(one.due, "EUR") for one in results] == case["expected"]["allocation"]
    assert text_of(sum((one.due for one in results), Fraction(0)), "EUR") == case["expected"]["credit"]


def test_the_largest_of_two_is_paid_alone() -> None:
    case = case_named("max-aggregate")
    percents = [rule["creditPercent"] for rule in case["found"]["rules"]]
    results = two_rules(percents, case["found"]["base"], aggregate=Aggregate.MAX)
    assert text_of(sum((one.due for one in results), Fraction(0)), "EUR") == case["expected"]["credit"]


@pytest.mark.parametrize(
    ("mode", "name"), [(RoundingMode.HALF_UP, "ROUND_HALF_UP"), (RoundingMode.HALF_EVEN, "ROUND_HALF_EVEN")]
)
def test_the_mode_decides_about_half_a_cent(mode: RoundingMode, name: str) -> None:
    case = case_named("rounding-mode")
    (result,) = two_rules([case["found"]["creditPercent"]], case["found"]["base"], rounding=mode)
    assert text_of(result.due, "EUR") == case["expected"][name]


@pytest.mark.parametrize("name", ["zero-decimal-currency", "three-decimal-currency"])
def test_a_credit_has_the_places_of_its_currency(name: str) -> None:
    case = case_named(name)
    found = case["found"]
    tiers = {"measure": "level", "unit": "%", "tier": [{"lt": "95", "award": [{"percent": found["creditPercent"]}]}]}
    terms = cases.consequence(
        {"name": "c", "currency": found["currency"], "base": {"charge": ["MRC"]}, "schedule": tiers}
    )
    attained = cases.attainments(SYNTHETIC["rule"], {"level": "90"})
    result = cases.settled(terms, attained, cases.charges(case["baseCharge"]), cases.days_of({}))
    assert text_of(result.due, found["currency"]) == case["expected"]["credit"]


def test_each_adjustment_is_what_is_due_less_what_was_posted() -> None:
    case = case_named("revision-delta")
    posted, adjustments = Fraction(0), []
    for revision in case["found"]["revisions"]:
        adjustments.append(Fraction(revision["creditDue"]) - posted)
        posted += adjustments[-1]
    assert [text_of(one, "EUR") for one in adjustments] == case["expected"]["adjustments"]
    assert text_of(posted, "EUR") == case["expected"]["sum"]
