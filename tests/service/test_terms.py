"""What a rule agrees on: read from TMF623's text, or not assessable with a reason."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format

from tmf.sla.v1.sla_pb2 import Sla
from tmf623.domain.availability import Availability, Method
from tmf623.domain.instants import DAY, EARLIEST, HOUR, LATEST, Interval
from tmf623.domain.objective import Objective, Operator
from tmf623.domain.scope import Hours
from tmf623.domain.timeline import MissingData
from tmf623.errors import Reason, SlaError
from tmf623.service import terms
from tmf623.service.metrics import series_of
from tmf623.service.terms import Terms, Unreadable
from tmf623.service.terms_of_cases import EventDuration

EXAMPLES = Path(__file__).parents[2] / "examples"
AVAILABILITY = {"id": "r", "metric": "availability", "unit": "%", "referenceValue": "99.9", "operator": ".ge"}
REPAIR = {
    "id": "r",
    "metric": "timeToRepair",
    "unit": "h",
    "referenceValue": "4",
    "operator": ".le",
    "spec": {"@type": "EventDuration"},
}
OFFICE = {"id": "office", "workingTime": [{"day": ["monday", "friday"], "start": "09:00", "end": "17:00"}]}


def agreement(rule: dict[str, Any], **more: Any) -> Sla:
    return json_format.ParseDict({"id": "7", "name": "Line", "rule": [rule]} | more, Sla())


def read(rule: dict[str, Any], **more: Any) -> Terms[Any]:
    sla = agreement(rule, **more)
    terms.check(sla)
    return terms.terms_of(sla, sla.rule[0])


# ------------------------------------------------------------------ a plain TMF623 rule


def test_a_plain_availability_rule_says_all_there_is_to_know() -> None:
    found = read(AVAILABILITY)
    assert found.objective == Objective(Operator.GE, Fraction("99.9"))
    assert (found.unit.name, found.zone.key, found.in_force) == ("%", "UTC", Interval(EARLIEST, LATEST))
    rule = found.computation
    assert isinstance(rule, Availability)
    assert (rule.objects, rule.metric, rule.method, rule.hours, rule.whole) == (
        ("sla/7",),
        "availability",
        Method(),
        Hours(),
        100,
    )


@pytest.mark.parametrize(
    ("metric", "series"),
    [
        ("availability", "availability"),
        ("http://IEEE99.5/Availability ", "availability"),
        ("http://www.provider.com/metrics/AVAILABILITY/", "availability"),
        ("https://metrics.example/lib#uptime", "availability"),
        ("urn:metric:service-availability", "availability"),
        ("", "availability"),
        ("time-to-repair", "timetorepair"),
        ("http://metrics.example/TTR", "timetorepair"),
        ("http://metrics.example/power", "power"),
        ("http://...", "http"),
    ],
)
def test_a_metric_is_known_by_its_last_segment(metric: str, series: str) -> None:
    assert series_of(metric) == series


@pytest.mark.parametrize(
    ("change", "objective"),
    [
        pytest.param(
            {"tolerance": "0.05"}, Objective(Operator.GE, Fraction("99.9"), Fraction("0.05")), id="in percent"
        ),
        pytest.param({"tolerance": " "}, Objective(Operator.GE, Fraction("99.9")), id="blank tolerance"),
        pytest.param(
            {"tolerance": "0.5 %"},
            Objective(Operator.GE, Fraction("99.9"), Fraction("0.4995")),
            id="half a percent of it",
        ),
        pytest.param(
            {"tolerance": "0.01", "spec": {"toleranceType": "relative"}},
            Objective(Operator.GE, Fraction("99.9"), Fraction("0.999")),
            id="relative, said so",
        ),
        pytest.param(
            {"tolerance": "0.5%", "spec": {"toleranceType": "absolute"}},
            Objective(Operator.GE, Fraction("99.9"), Fraction("0.5")),
            id="absolute, said so",
        ),
        pytest.param({"referenceValue": "99.9 %"}, Objective(Operator.GE, Fraction("99.9")), id="percent sign"),
        pytest.param({"operator": "GREATER"}, Objective(Operator.GT, Fraction("99.9")), id="a word"),
        pytest.param(
            {"operator": "!=", "tolerance": "no matter"},
            Objective(Operator.NE, Fraction("99.9")),
            id="unequal has none",
        ),
        pytest.param(
            {"unit": "ratio", "referenceValue": "0.999", "tolerance": "0.001"},
            Objective(Operator.GE, Fraction("0.999"), Fraction("0.000999")),
            id="a share of the reference for any other unit",
        ),
    ],
)
def test_an_objective_is_read_from_text(change: dict[str, Any], objective: Objective) -> None:
    assert read(AVAILABILITY | change).objective == objective


def test_a_unit_may_be_left_to_the_metric_library() -> None:
    plain = {name: value for name, value in AVAILABILITY.items() if name != "unit"}
    assert read(plain).unit.name == "%"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(
            {"referenceValue": "available", "unit": "string", "operator": ".eq"}, 'unit "string"', id="TMF's own"
        ),
        pytest.param({"referenceValue": "available", "operator": ".eq"}, 'referenceValue "available"', id="text"),
        pytest.param({"referenceValue": ""}, 'referenceValue ""', id="no reference"),
        pytest.param({"referenceValue": "1e999999999"}, "referenceValue", id="a number that would fill the memory"),
        pytest.param({"operator": ""}, 'operator ""', id="no operator"),
        pytest.param({"operator": "about"}, 'operator "about"', id="unknown operator"),
        pytest.param({"tolerance": "0.0.5"}, 'tolerance "0.0.5"', id="tolerance no number"),
        pytest.param({"tolerance": "-1"}, 'tolerance "-1" is negative', id="negative tolerance"),
        pytest.param({"unit": "kbps"}, 'unit "kbps"', id="unknown unit"),
        pytest.param({"unit": "day"}, '"day" is no unit of shares', id="down time in days, whose length is not fixed"),
        pytest.param({"spec": {"@type": "Timeslices"}, "unit": "ms"}, '"ms" is no unit of shares', id="a share in ms"),
        pytest.param({"metric": "http://IEEE99.5/Data/bitrates/GBR/down"}, "metric library", id="unknown metric"),
        pytest.param({"metric": ""}, "metric library", id="no metric"),
        pytest.param(
            {"metric": "http://metrics.example/power", "unit": "", "spec": {"@type": "Availability"}},
            "has no unit",
            id="an unknown metric without unit",
        ),
        pytest.param(REPAIR | {"unit": "%"}, "no unit of durations", id="a duration in percent"),
        pytest.param(REPAIR | {"unit": "businessHour"}, "needs spec.calendarRef", id="working time of no calendar"),
        pytest.param({"spec": {"conformancePeriod": "event"}}, "judges a period", id="availability of an event"),
        pytest.param(
            REPAIR | {"spec": {"missingData": "exclude"}}, "is not for EventDuration", id="missing data of a case"
        ),
    ],
)
def test_what_cannot_be_read_is_not_assessable_and_says_why(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(AVAILABILITY | change)
    assert reason in str(unreadable.value)


@pytest.mark.parametrize(
    ("scope", "reason"),
    [([{"id": "a"}, {"id": "b"}], "which of the 2 entities"), ([{"name": "nameless"}], "which of the 0 entities")],
)
def test_availability_is_of_one_entity(scope: list[dict[str, str]], reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(AVAILABILITY, scope=scope)
    named = read(AVAILABILITY | {"spec": {"object": "b"}}, scope=[{"id": "a"}, {"id": "b"}])
    assert isinstance(named.computation, Availability)
    assert named.computation.objects == ("b",)


def test_cases_of_a_scope_without_ids_cannot_be_found() -> None:
    with pytest.raises(Unreadable, match="names no entity"):
        read(REPAIR, scope=[{"name": "nameless"}])


# ------------------------------------------------------------------ typed terms


def test_the_typed_terms_of_availability() -> None:
    spec = {
        "@type": "Availability",
        "conformancePeriod": "calendarMonth",
        "calendarRef": "office",
        "denominator": "fixed",
        "fixedDenominator": "P1DT2H",
        "missingData": "assumeBad",
        "minCoverage": "0.9",
    }
    found = read(
        AVAILABILITY | {"metric": "http://metrics.example/power", "spec": spec},
        calendar=[OFFICE],
        timeZone="Europe/Paris",
        scope=[{"id": "line"}],
        validFor={"startDateTime": "2025-01-01T00:00:00Z"},
    )
    rule = found.computation
    assert isinstance(rule, Availability)
    assert rule.method == Method(MissingData.ASSUME_BAD, DAY + 2 * HOUR, Fraction(9, 10))
    assert (rule.objects, rule.metric, found.zone.key) == (("line",), "power", "Europe/Paris")
    assert rule.hours.calendar is not None
    assert found.in_force == Interval(1_735_689_600_000_000, LATEST)


def test_the_typed_terms_of_a_duration() -> None:
    spec = REPAIR["spec"] | {"calendarRef": "office", "population": {"ticketType": ["fault"], "priority": ["1"]}}
    calendars = [OFFICE | {"id": "night"}, OFFICE]
    found = read(REPAIR | {"unit": "businessDay", "spec": spec}, calendar=calendars, scope=[{"id": "a"}, {"id": "b"}])
    rule = found.computation
    assert isinstance(rule, EventDuration)
    assert (rule.objects, [target.clock.unit for target in rule.targets]) == ({"a", "b"}, [None])
    assert rule.population.words == {"ticketType": {"fault"}, "priority": {"1"}}
    only = read(REPAIR | {"spec": {"object": "a"}}, scope=[{"id": "a"}, {"id": "b"}]).computation
    assert isinstance(only, EventDuration)
    assert only.objects == {"a"}


@pytest.mark.parametrize("folder", ["boston", "updown"])
def test_every_rule_of_the_shipped_examples_is_assessable(folder: str) -> None:
    sla = json_format.ParseDict(json.loads((EXAMPLES / folder / "sla.json").read_text("utf-8")), Sla(id=1))
    terms.check(sla)
    assert len([terms.terms_of(sla, rule) for rule in sla.rule]) == len(sla.rule) > 2


def office(**change: Any) -> dict[str, Any]:
    return {"calendar": [OFFICE | change]}


def hours(**change: Any) -> dict[str, Any]:
    return office(workingTime=[OFFICE["workingTime"][0] | change])  # type: ignore[dict-item]


def spec(**attributes: Any) -> dict[str, Any]:
    return {"rule": [AVAILABILITY | {"spec": attributes}]}


@pytest.mark.parametrize(
    ("more", "reason", "attribute"),
    [
        ({"timeZone": "Mars/Olympus"}, Reason.INVALID_VALUE, "timeZone"),
        ({"timeZone": "europe/paris"}, Reason.INVALID_VALUE, "timeZone"),
        ({"timeZone": "../../etc/passwd"}, Reason.INVALID_VALUE, "timeZone"),
        (office(id=" "), Reason.MISSING_ATTRIBUTE, "calendar[0].id"),
        ({"calendar": [OFFICE, OFFICE]}, Reason.RULE_REFUSED, "calendar[1].id"),
        (office(timeZone="Nowhere"), Reason.INVALID_VALUE, "calendar[0].timeZone"),
        (office(workingTime=[]), Reason.RULE_REFUSED, "calendar[0].workingTime"),
        (hours(day=[]), Reason.RULE_REFUSED, "calendar[0].workingTime"),
        (hours(day=["monday", "Funday"]), Reason.INVALID_VALUE, "calendar[0].workingTime[0].day[1]"),
        (hours(start="9:00"), Reason.INVALID_VALUE, "calendar[0].workingTime[0].start"),
        (hours(start="09:60"), Reason.INVALID_VALUE, "calendar[0].workingTime[0].start"),
        (hours(end="24:01"), Reason.INVALID_VALUE, "calendar[0].workingTime[0].end"),
        (hours(end=""), Reason.INVALID_VALUE, "calendar[0].workingTime[0].end"),
        (hours(start="17:00", end="09:00"), Reason.PERIOD_REVERSED, "calendar[0].workingTime[0].end"),
        (hours(start="09:00", end="09:00"), Reason.PERIOD_REVERSED, "calendar[0].workingTime[0].end"),
        (office(holiday=["2025-12-25", "2025-02-29"]), Reason.INVALID_VALUE, "calendar[0].holiday[1]"),
        (office(holiday=["20251225"]), Reason.INVALID_VALUE, "calendar[0].holiday[0]"),
        (spec(**{"@type": "Guess"}), Reason.INVALID_VALUE, "rule[0].spec.@type"),
        (spec(conformancePeriod="fortnight"), Reason.INVALID_VALUE, "rule[0].spec.conformancePeriod"),
        (spec(toleranceType="vague"), Reason.INVALID_VALUE, "rule[0].spec.toleranceType"),
        (spec(missingData="ignore"), Reason.INVALID_VALUE, "rule[0].spec.missingData"),
        (spec(denominator="large"), Reason.INVALID_VALUE, "rule[0].spec.denominator"),
        (spec(denominator="fixed"), Reason.RULE_REFUSED, "rule[0].spec.fixedDenominator"),
        (spec(fixedDenominator="PT1H"), Reason.RULE_REFUSED, "rule[0].spec.fixedDenominator"),
        (spec(denominator="fixed", fixedDenominator="P1M"), Reason.INVALID_VALUE, "rule[0].spec.fixedDenominator"),
        (spec(denominator="fixed", fixedDenominator="PT0S"), Reason.INVALID_VALUE, "rule[0].spec.fixedDenominator"),
        (spec(minCoverage="1.5"), Reason.INVALID_VALUE, "rule[0].spec.minCoverage"),
        (spec(minCoverage="most"), Reason.INVALID_VALUE, "rule[0].spec.minCoverage"),
        (spec(calendarRef="office"), Reason.RULE_REFUSED, "rule[0].spec.calendarRef"),
        (spec(object="b") | {"scope": [{"id": "a"}]}, Reason.RULE_REFUSED, "rule[0].spec.object"),
        (spec(**{"@type": "EventDuration"}, minCoverage="1"), Reason.RULE_REFUSED, "rule[0].spec.minCoverage"),
        (spec(**{"@type": "Availability"}, population={}), Reason.RULE_REFUSED, "rule[0].spec.population"),
        (
            spec(**{"@type": "EventDuration"}, conformancePeriod="calendarMonth"),
            Reason.RULE_REFUSED,
            "rule[0].spec.conformancePeriod",
        ),
    ],
    ids=str,
)
def test_typed_terms_that_make_no_sense_are_refused_by_name(
    more: dict[str, Any], reason: Reason, attribute: str
) -> None:
    with pytest.raises(SlaError) as refused:
        terms.check(json_format.ParseDict({"name": "Line"} | more, Sla()))
    assert (refused.value.reason, refused.value.attribute) == (reason, attribute)
    assert attribute in refused.value.message


def test_opening_hours_may_end_at_midnight() -> None:
    terms.check(json_format.ParseDict({"name": "Line"} | hours(start="00:00", end="24:00"), Sla()))


def test_attributes_of_tmf623_take_any_text() -> None:
    rule = dict.fromkeys(("id", "metric", "unit", "referenceValue", "operator", "tolerance", "consequence"), "?")
    terms.check(agreement(rule))


# ------------------------------------------------------------------ the digest


def test_the_digest_of_terms_changes_with_what_is_applied_and_nothing_else() -> None:
    base: dict[str, Any] = {"calendar": [OFFICE, OFFICE | {"id": "other"}], "timeZone": "Europe/Paris"}
    rule = AVAILABILITY | {"spec": {"calendarRef": "office"}}

    def digest(rule: dict[str, Any] = rule, **more: Any) -> str:
        sla = agreement(rule, **(base | more))
        return terms.digest(sla, sla.rule[0])

    applied = [
        digest(rule | {"referenceValue": "99.8"}),
        digest(timeZone="Europe/London"),
        digest(scope=[{"id": "line"}]),
        digest(validFor={"startDateTime": "2025-01-01T00:00:00Z"}),
        digest(calendar=[OFFICE | {"holiday": ["2025-12-25"]}]),
    ]
    assert len({digest(), *applied}) == 1 + len(applied)
    assert digest() == digest(description="Words", calendar=[OFFICE], state="observed")
