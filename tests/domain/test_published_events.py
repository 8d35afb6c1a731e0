"""Published examples of contacts, orders, repairs, percentiles and outages, exactly."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from domain.written import us
from tmf623.domain.availability import Availability
from tmf623.domain.calendar import Calendar, Hours, Weekday, round_the_clock
from tmf623.domain.case_targets import CasesInTarget
from tmf623.domain.choices import ContactFormula, OpenPastCommit, PercentileOf, Relief, RoundingMode
from tmf623.domain.chosen import Choice
from tmf623.domain.computation import Setting
from tmf623.domain.contact_shares import ContactMethod, ContactShare
from tmf623.domain.counting import Basis
from tmf623.domain.decimals import displayed
from tmf623.domain.event_duration import Clock
from tmf623.domain.facts import Case, Contact, Facts, Order, Sample, Series
from tmf623.domain.instants import DAY, HOUR, SECOND, Interval
from tmf623.domain.mean import Mean, OutageMean
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.order_timeliness import OrdersOnTime, Timeliness
from tmf623.domain.percentile import SamplePercentile
from tmf623.domain.population import Condition, ExcludedPart, Population
from tmf623.domain.priorities import Target
from tmf623.domain.quantities import OrderTimes, SampleValues
from tmf623.domain.rounding import Rounding
from tmf623.domain.timeline import DOWN, UP, Change
from tmf623.service.zones import zone

EXAMPLES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[1] / "golden" / "events.json").read_text("utf-8"))["cases"]
}
MONTH = Interval(us("2025-03-01"), us("2025-03-31"))
JUDGED = Setting(MONTH, MONTH, MONTH.end + DAY)
CHOICE = Choice(frozenset({"line"}))
HUNDRED = Fraction(100)
DAYLIGHT = round_the_clock(zone("UTC"))


def contacts(given: dict[str, int]) -> Iterator[Contact]:
    """As many contacts as the example counts, each waiting on the side of T = 20 s and of 5 s it is counted on."""
    waits = [
        *[(True, 20)] * given["answeredWithinT"],
        *[(True, 21)] * (given["answered"] - given["answeredWithinT"]),
        *[(False, 5)] * given["abandonedWithinShort"],
        *[(False, 20)] * (given["abandonedWithinT"] - given["abandonedWithinShort"]),
        *[(False, 21)] * given["abandonedAfterT"],
    ]
    for number, (answered, wait) in enumerate(waits):
        offered = MONTH.start + number * SECOND
        ended = offered + wait * SECOND
        yield Contact(
            offered,
            answered=ended if answered else None,
            abandoned=None if answered else ended,
            subject=f"contact/acd/{number}",
            entities=("line",),
        )


@pytest.mark.parametrize("formula", ["F1", "F2", "F3", "F4", "F5", "abandoned", "abandonedNotShort"])
def test_the_variants_of_the_service_level_give_what_was_published(formula: str) -> None:
    example = EXAMPLES["contact-service-level-variants"]
    facts = Facts(contacts=list(contacts(example["inputs"])))
    rule = ContactShare(CHOICE, HUNDRED, ContactMethod(ContactFormula(formula)))
    level = rule.outcome(JUDGED, facts).delivered.level
    assert level == 100 * Fraction(example["expected"][formula])
    assert level is not None
    assert round(level, 6) == Fraction(example["published"][formula])


@pytest.mark.parametrize("share", ["50", "90", "95", "99", "99.9", "range 95", "mean"])
def test_percentiles_are_nearest_ranks(share: str) -> None:
    example = EXAMPLES["mef-percentile-nearest-rank"]
    delays = [
        Sample(MONTH.start + number * SECOND, Decimal(delay))
        for number, delay in enumerate(example["inputs"]["delays_ms"])
    ]
    values = SampleValues(Basis(("line",)), "delay")
    of = PercentileOf.RANGE if share.startswith("range") else PercentileOf.VALUE
    rule: Any = (
        Mean(values) if share == "mean" else SamplePercentile(values, Fraction(share.removeprefix("range ")), of)
    )
    outcome = rule.outcome(JUDGED, Facts(series={("line", "delay"): Series(samples=delays)}))
    assert outcome.delivered.level == Fraction(example["expected"][share])


def test_mttr_and_mtbf_give_the_availability_together() -> None:
    example = EXAMPLES["mtbf-mttr"]
    seconds = example["inputs"]["outagesSeconds"]
    changes = [Change(MONTH.start, UP)]
    for number, lasted in enumerate(seconds, start=1):
        down = MONTH.start + number * DAY
        changes += [Change(down, DOWN), Change(down + lasted * SECOND, UP)]
    facts = Facts(series={("line", "availability"): Series(changes=changes)})
    up = Availability(("line",), "availability", HUNDRED)
    assert MONTH.length == example["inputs"]["periodSeconds"] * SECOND
    mttr, mtbf = (OutageMean(up, SECOND, up=each).outcome(JUDGED, facts).delivered.level for each in (False, True))
    assert (mttr, mtbf) == (Fraction(example["expected"]["MTTR"]), Fraction(example["expected"]["MTBF"]))
    available = up.outcome(JUDGED, facts).delivered.level
    assert available == 100 * mtbf / (mtbf + mttr)
    assert displayed(available) == example["expected"]["availability"]


def test_repairs_in_time_are_counted_without_the_excluded_ones_on_either_side() -> None:
    """Ill. Adm. Code 737.230: of 500 calls 40 took more than 30 hours; 70 calls do not count, 22 of them late."""
    example = EXAMPLES["illinois-737.230-percent-repaired"]
    given = example["inputs"]
    reasons = [reason for reason, count in given["excludedFromBoth"].items() for _ in range(count)]
    late_excluded, late = given["excludedOfTheLate"], given["notRepairedIn30h"]
    cases = []
    for number in range(given["calls"]):
        reason = reasons[number] if number < len(reasons) else ""
        is_late = number < late_excluded or 0 <= number - len(reasons) < late - late_excluded
        opened = MONTH.start + number * HOUR
        cases.append(
            Case(
                opened,
                opened + (31 if is_late else 30) * HOUR,
                subject=f"case/desk/{number}",
                entities=("line",),
                attributes={"characteristic.exclusion": (reason,)} if reason else {},
            )
        )
    parts = tuple(
        ExcludedPart(reason, (Condition("characteristic.exclusion", frozenset({reason})),))
        for reason in given["excludedFromBoth"]
    )
    target = Target(Clock(DAYLIGHT, HOUR), Objective(Operator.LE, Fraction(30)), "h")
    rule = CasesInTarget(Choice(frozenset({"line"}), Population(excluded=parts)), (target,), HUNDRED)
    outcome = rule.outcome(JUDGED, Facts(cases=cases))
    assert (outcome.evidence.good, outcome.evidence.total) == (
        example["expected"]["good"],
        example["expected"]["total"],
    )
    assert displayed(outcome.delivered.level or Fraction(0)) == example["expected"]["percent"]
    assert {each.category: each.count for each in outcome.evidence.excluded} == given["excludedFromBoth"]
    assert len(outcome.evidence.late) == 18


def orders(given: dict[str, int]) -> Iterator[Order]:
    """240 completed, 12 late of them, 5 by the customer's doing; 12 cancelled; 3 open past their commitment."""
    late = given["completedInPeriod"] - given["onTime"]
    kinds = [
        *["on time"] * given["onTime"],
        *["by the customer"] * given["lateCustomerCaused"],
        *["late"] * (late - given["lateCustomerCaused"]),
        *["cancelled"] * given["cancelled"],
        *["open"] * given["openPastCommit"],
    ]
    for number, kind in enumerate(kinds):
        promised = MONTH.start + 10 * DAY
        yield Order(
            MONTH.start - DAY,
            None if kind in {"open", "cancelled"} else promised + (0 if kind == "on time" else 1),
            status="cancelled" if kind == "cancelled" else "completed" if kind != "open" else "inProgress",
            first_promised=promised,
            customer_caused=kind == "by the customer",
            subject=f"order/crm/{number}",
            entities=("line",),
        )


@pytest.mark.parametrize(
    ("variant", "rule"),
    [
        ("completedOnly", Timeliness(customer_caused=Relief.COUNTED)),
        ("customerCausedExcluded", Timeliness()),
        ("openPastCommitCountedLate", Timeliness(open_past_commit=OpenPastCommit.LATE)),
    ],
)
def test_orders_on_time_depend_on_what_the_contract_counts(variant: str, rule: Timeliness) -> None:
    example = EXAMPLES["orders-on-time"]
    facts = Facts(orders=list(orders(example["inputs"])))
    level = OrdersOnTime(CHOICE, HUNDRED, rule).outcome(JUDGED, facts).delivered.level
    assert displayed(level or Fraction(0)) == example["expected"][variant]


@pytest.mark.parametrize("number", range(6))
def test_business_days_late_are_started_ones(number: int) -> None:
    """A day counts once it has begun: the delay after the end of the commitment's day, rounded up to whole days."""
    given = EXAMPLES["level3-privateline-install-days-late"]["inputs"][number]
    week = [Hours(day, 0, DAY) for day in list(Weekday)[:5]]
    calendar = Calendar(zone("UTC"), week, [date.fromisoformat(day) for day in given["holidays"]])
    promised, delivered = us(given["commitDate"]) + DAY, us(given["delivered"]) + 15 * HOUR
    year = Interval(us("2003-01-01"), us("2004-01-01"))
    order = Order(promised - 30 * DAY, delivered, first_promised=promised, entities=("line",))
    rule = Mean(OrderTimes(CHOICE, Clock(calendar, None), delay=True))
    level = rule.outcome(Setting(year, year, year.end), Facts(orders=[order])).delivered.level
    assert level is not None
    assert Rounding(0, RoundingMode.CEILING).of(level) == given["businessDaysLate"]
