"""Judging periods: what is stored, what is not stored twice, what a violation says. It is noon of 1 March 2026, UTC."""

from typing import Any

import pytest

from service.agreed import DESK, JANUARY, LINE, REPAIR, RULE, UP, counts, down, outcome, ticket
from service.bench import Bench, changes
from tmf623.contract.kinds import SLA_VIOLATION
from tmf623.domain.assessment import SEMANTICS
from tmf623.errors import NotFound, Reason, SlaError
from tmf623.service import resources, zones

# ------------------------------------------------------------------ periods


def test_a_violated_month_gives_an_assessment_a_violation_and_its_event(bench: Bench) -> None:
    """A day of 31 down: 100 · 30/31 ≈ 96.774 %, below 99 - 0.5."""
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    judged = bench.assess(sla, "up", **JANUARY).assessment
    assert (judged.verdict, judged.state, judged.revision) == ("violated", "final", 1)
    assert (judged.actual_value, judged.actual_ratio) == ("96.7741935484", "3000/31")
    assert (judged.reference_value, judged.effective_target, judged.operator, judged.unit) == ("99", "98.5", ".ge", "%")
    assert judged.subject == "period/2026-01-01T00:00:00Z/2026-02-01T00:00:00Z"
    assert (judged.evidence.in_scope_us, judged.evidence.down_us) == (str(31 * 86_400_000_000), str(86_400_000_000))
    assert (judged.coverage, judged.evidence.unknown_us) == ("1", "0")
    [outage] = judged.evidence.outage
    assert (outage.period.start_date_time.ToJsonString(), outage.impact) == ("2026-01-10T00:00:00Z", "1")
    assert (judged.sla_id, judged.sla_revision, judged.rule_id) == (sla, 1, "up")
    assert (judged.tz_version, judged.semantics) == (zones.version(), SEMANTICS)
    [violation] = bench.violations()
    assert judged.violation_id == str(violation.id)
    assert bench.events() == [(judged.violation_id, "Create")]


def test_a_violation_says_what_was_agreed_and_delivered(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    judged = bench.assess(sla, "up", **JANUARY).assessment
    [found] = bench.violations()
    assert (found.sla.id, found.sla.href, found.sla.name) == (sla, f"/tmf-api/slaManagement/v4/sla/{sla}", "Line")
    assert [(party.id, party.role) for party in found.related_party] == [("1", "SLAProvider"), ("2", "SLAConsumer")]
    assert found.date.ToJsonString() == "2026-03-01T12:00:00Z"
    told = found.violation
    assert (told.unit, told.reference_value, told.operator, told.tolerance) == ("%", "99", ">=", "0.5")
    assert (told.actual_value, told.violation_average) == ("96.7741935484", "0")
    assert told.consequence == RULE["consequence"]
    assert (told.rule.id, told.rule.href) == ("up", f"/tmf-api/slaManagement/v4/sla/{sla}/rule/up")
    assert (told.attachment.id, told.attachment.href) == (str(judged.id), f"{judged.href}/evidence")
    assert judged.href == f"/tmf-api/customerQosManagement/v1/assessment/{judged.id}"
    assert told.comment == (
        "Delivered: 96.7741935484 %, agreed .ge 99; from 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z."
    )


@pytest.mark.parametrize(
    ("lost", "verdict"),
    [
        pytest.param("2026-01-10T07:26:24Z", "met", id="1 % of 31 days"),
        pytest.param("2026-01-10T07:26:25Z", "degraded", id="a second more: within the tolerance"),
        pytest.param("2026-01-10T11:09:36Z", "degraded", id="1.5 %"),
        pytest.param("2026-01-10T11:09:37Z", "violated", id="a second more"),
    ],
)
def test_verdicts_turn_on_the_second(bench: Bench, lost: str, verdict: str) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", lost)))
    assert outcome(bench.assess(sla, "up", **JANUARY)) == (verdict, "final", 1)
    assert len(bench.violations()) == (verdict == "violated")


def test_judging_again_stores_nothing_new(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    first = bench.assess(sla, "up", **JANUARY)
    bench.clock.advance(days=1)
    again = bench.assess(sla, "up", at="2026-01-31T23:59:59Z")
    assert (again.stored, again.assessment) == (0, first.assessment)
    assert (len(bench.assessments()), len(bench.violations()), len(bench.events())) == (1, 1, 1)


def test_late_data_makes_the_next_revision_and_tells_the_violation(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    before = bench.assess(sla, "up", **JANUARY).assessment
    bench.clock.advance(days=1)
    bench.measure(changes(*down("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z")))
    after = bench.assess(sla, "up", **JANUARY).assessment
    assert (after.revision, after.actual_ratio, after.violation_id) == (2, "2900/31", before.violation_id)
    [violation] = bench.violations()
    assert (violation.violation.actual_value, violation.violation.attachment.id) == ("93.5483870968", str(after.id))
    assert violation.date.ToJsonString() == "2026-03-01T12:00:00Z"
    assert [change for _, change in bench.events()] == ["Create", "AttributeValueChange"]


def test_a_correction_that_mends_the_month_leaves_the_violation_with_a_word(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    bench.assess(sla, "up", **JANUARY)
    bench.clock.advance(days=1)
    bench.measure(changes(("2026-01-10T00:00:00Z", "up")))
    mended = bench.assess(sla, "up", **JANUARY).assessment
    assert (mended.verdict, mended.revision, mended.HasField("violation_id")) == ("met", 2, False)
    [violation] = bench.violations()
    assert violation.violation.comment.startswith("No longer violated, judged met. Delivered: 100 %")


def test_a_violation_whose_evidence_is_taken_back_says_that_nothing_is_known(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(("2026-01-10T00:00:00Z", "down")))
    bench.assess(sla, "up", **JANUARY)
    bench.clock.advance(days=1)
    bench.measure(changes(("2026-01-10T00:00:00Z", "unknown")))
    assert outcome(bench.assess(sla, "up", **JANUARY)) == ("noData", "final", 1)
    [violation] = bench.violations()
    assert not violation.violation.HasField("actual_value")
    assert "judged noData. Delivered: nothing that is known" in violation.violation.comment


@pytest.mark.parametrize(("tolerance", "told"), [("0.50", "0.5"), ("0.5 %", ""), ("", "")])
def test_a_violation_has_the_tolerance_when_it_is_a_number(bench: Bench, tolerance: str, told: str) -> None:
    sla = bench.agree(**LINE | {"rule": [RULE | {"tolerance": tolerance}]})
    bench.measure(changes(("2025-12-31T00:00:00Z", "down")))
    bench.assess(sla, "up", **JANUARY)
    assert [violation.violation.tolerance for violation in bench.violations()] == [told]


def test_a_violation_without_a_part_worse_than_another_has_the_mean_of_the_whole(bench: Bench) -> None:
    """A promise to exceed 100 % is broken by a month without outage."""
    sla = bench.agree(**LINE | {"rule": [RULE | {"operator": ">", "referenceValue": "100", "tolerance": "0"}]})
    bench.measure(changes(UP))
    bench.assess(sla, "up", **JANUARY)
    assert [violation.violation.violation_average for violation in bench.violations()] == ["100"]


def test_a_promise_to_take_long_has_no_deadline_and_no_part_beyond_it(bench: Bench) -> None:
    sla = bench.agree(**DESK | {"rule": [REPAIR | {"operator": ".ge"}]})
    bench.report(ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T10:00:00Z"))
    assert counts(bench.assess(sla, "repair")) == {("violated", "final"): 1}
    [judged], [violation] = bench.assessments(), bench.violations()
    assert not judged.evidence.HasField("due")
    assert not violation.violation.HasField("violation_average")


def test_a_violation_a_client_deleted_is_not_made_again_by_the_same_outcome(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    first = bench.assess(sla, "up", **JANUARY).assessment
    bench.store.write(lambda tx: resources.delete(tx, SLA_VIOLATION, first.violation_id))
    bench.assess(sla, "up", **JANUARY)
    assert bench.violations() == []
    bench.measure(changes(*down("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z")))
    bench.assess(sla, "up", **JANUARY)
    assert len(bench.violations()) == 1


def test_knowledge_of_an_earlier_instant_judges_as_it_was_then_and_changes_nothing(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP))
    cut = bench.clock.advance(seconds=1)
    bench.clock.advance(days=1)
    bench.measure(changes(*down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    now = bench.assess(sla, "up", **JANUARY).assessment
    then = bench.assess(sla, "up", **JANUARY, asOf=cut.isoformat())
    assert (now.verdict, outcome(then)) == ("violated", ("met", "final", 0))
    assert not then.assessment.HasField("id")
    assert len(bench.assessments()) == 1


def test_the_same_cut_gives_the_same_judgement_byte_for_byte(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    cut = bench.clock.advance(hours=1).isoformat()
    bench.clock.advance(hours=1)
    first = bench.assess(sla, "up", **JANUARY, asOf=cut)
    bench.measure(changes(*down("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z")))
    again = bench.assess(sla, "up", **JANUARY, asOf=cut)
    assert again.assessment.SerializeToString() == first.assessment.SerializeToString()


def test_corrected_terms_make_the_next_revision_when_they_are_declared_to_govern_the_period(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-10T10:00:00Z")))
    assert outcome(bench.assess(sla, "up", **JANUARY)) == ("degraded", "final", 1)
    bench.amend(sla, **LINE | {"description": "The same terms in other words"})
    assert outcome(bench.assess(sla, "up", **JANUARY)) == ("degraded", "final", 0)
    bench.amend(sla, **LINE | {"rule": [RULE | {"tolerance": "0"}]})
    assert outcome(bench.assess(sla, "up", **JANUARY)) == ("degraded", "final", 0)
    after = bench.assess(sla, "up", **JANUARY, termsRevision=3).assessment
    assert (after.verdict, after.revision, after.sla_revision) == ("violated", 2, 3)
    assert (after.cause, after.supersedes) == ("correctedTerms", str(bench.assessments()[0].id))
    bench.clock.advance(days=1)
    bench.measure(changes(*down("2026-01-20T00:00:00Z", "2026-01-20T01:00:00Z")))
    later = bench.assess(sla, "up", **JANUARY).assessment
    assert (later.revision, later.sla_revision, later.cause) == (3, 3, "lateData")


def test_a_period_is_cut_by_the_zone_of_the_agreement(bench: Bench) -> None:
    sla = bench.agree(**LINE | {"timeZone": "America/New_York"})
    bench.measure(changes(("2025-12-01T00:00:00Z", "up")))
    judged = bench.assess(sla, "up", at="2026-02-01T04:59:59Z").assessment
    assert judged.subject == "period/2026-01-01T05:00:00Z/2026-02-01T05:00:00Z"


def test_an_agreement_is_judged_only_while_it_is_in_force(bench: Bench) -> None:
    terms = LINE | {"validFor": {"startDateTime": "2026-01-11T00:00:00Z", "endDateTime": "2026-02-01T00:00:00Z"}}
    sla = bench.agree(**terms)
    bench.measure(changes(UP, *down("2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z")))
    judged = bench.assess(sla, "up", **JANUARY).assessment
    assert (judged.verdict, judged.actual_value) == ("met", "100")
    assert judged.conformance_period.start_date_time.ToJsonString() == "2026-01-11T00:00:00Z"
    outside = bench.assess(sla, "up", at="2025-12-15T00:00:00Z").assessment
    assert (outside.verdict, outside.state) == ("notAssessable", "final")
    assert "not in force" in outside.reason


def test_nothing_observed_is_no_data(bench: Bench) -> None:
    judged = bench.assess(bench.agree(**LINE), "up", **JANUARY).assessment
    assert (judged.verdict, judged.coverage, judged.HasField("actual_value")) == ("noData", "0", False)


def test_too_little_observed_is_indeterminate_and_says_so(bench: Bench) -> None:
    sla = bench.agree(**LINE | {"rule": [RULE | {"spec": {"minCoverage": "0.9"}}]})
    bench.measure(changes(("2026-01-20T00:00:00Z", "up")))
    judged = bench.assess(sla, "up", **JANUARY).assessment
    assert (judged.verdict, judged.coverage) == ("indeterminate", "0.3870967742")
    assert "0.3870967742" in judged.reason


def test_degraded_time_counts_by_its_impact_and_only_in_service_time(bench: Bench) -> None:
    """January 2026 has 22 working days of 8 hours; 4 of them were half degraded: 100 · (176 - 2)/176."""
    office = {
        "id": "office",
        "workingTime": [
            {"day": ["monday", "tuesday", "wednesday", "thursday", "friday"], "start": "09:00", "end": "17:00"}
        ],
    }
    sla = bench.agree(**LINE | {"calendar": [office], "rule": [RULE | {"spec": {"calendarRef": "office"}}]})
    bench.measure(changes(UP, ("2026-01-12T13:00:00Z", "degraded 0.5"), ("2026-01-12T20:00:00Z", "up")))
    judged = bench.assess(sla, "up", **JANUARY).assessment
    assert (judged.actual_ratio, judged.evidence.in_scope_us) == ("2175/22", str(176 * 3_600_000_000))


# ------------------------------------------------------------------ cases


def test_a_rule_that_cannot_be_read_is_not_assessable_and_says_why_once(bench: Bench) -> None:
    tmf = {"id": "up", "metric": "http://IEEE99.5/Availability", "unit": "string", "referenceValue": "available"}
    sla = bench.agree(rule=[tmf | {"operator": ".eq", "tolerance": "0.05"}])
    response = bench.assess(sla, "up", **JANUARY)
    assert outcome(response) == ("notAssessable", "final", 1)
    assert (response.assessment.subject, response.assessment.unit) == ("rule", "string")
    assert '"string"' in response.assessment.reason
    assert outcome(bench.assess(sla, "up")) == ("notAssessable", "final", 0)
    assert bench.violations() == []


def test_a_rule_that_says_nothing_is_not_assessable_either(bench: Bench) -> None:
    judged = bench.assess(bench.agree(rule=[{"id": "up"}]), "up").assessment
    assert judged.verdict == "notAssessable"
    assert not judged.HasField("unit")
    assert not judged.HasField("reference_value")


def test_where_the_judgements_are_listed(bench: Bench) -> None:
    sla = bench.agree(rule=[RULE | {"id": "up & running"}])
    response = bench.assess(sla, "up & running", **JANUARY)
    assert response.href == f"/tmf-api/customerQosManagement/v1/assessment?slaId={sla}&ruleId=up+%26+running"


@pytest.mark.parametrize(
    ("request_", "reason", "attribute"),
    [
        pytest.param({"sla_id": ""}, Reason.MISSING_ATTRIBUTE, "slaId", id="no agreement named"),
        pytest.param({"rule_id": " "}, Reason.MISSING_ATTRIBUTE, "ruleId", id="no rule named"),
        pytest.param({"sla_id": "999"}, Reason.NOT_FOUND, None, id="no such agreement"),
        pytest.param({"sla_id": "x"}, Reason.NOT_FOUND, None, id="no identifier"),
        pytest.param({"rule_id": "down"}, Reason.NOT_FOUND, "ruleId", id="no such rule"),
        pytest.param({"rule_id": "twice"}, Reason.RULE_REFUSED, "ruleId", id="a rule id that is not unique"),
        pytest.param({"at": None}, Reason.RULE_REFUSED, "at", id="no period"),
        pytest.param({"at": "0001-01-01T00:00:00Z"}, Reason.RULE_REFUSED, "at", id="a period nobody can judge"),
        pytest.param({"asOf": "2026-03-01T12:00:00.000001Z"}, Reason.RULE_REFUSED, "asOf", id="knowledge to come"),
        pytest.param({"rule_id": "repair"}, Reason.RULE_REFUSED, "at", id="a period for cases"),
    ],
)
def test_a_wrong_request_is_refused_by_name(
    bench: Bench, request_: dict[str, Any], reason: Reason, attribute: str | None
) -> None:
    own = bench.agree(scope=[{"id": "line"}], rule=[RULE, REPAIR, RULE | {"id": "twice"}, RULE | {"id": "twice"}])
    asked = {"sla_id": own, "rule_id": "up"} | JANUARY | request_
    with pytest.raises(SlaError) as refused:
        bench.assess(**{name: value for name, value in asked.items() if value is not None})
    assert (refused.value.reason, refused.value.attribute) == (reason, attribute)
    assert isinstance(refused.value, NotFound) is (reason is Reason.NOT_FOUND)
    assert bench.assessments() == []
