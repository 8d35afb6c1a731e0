"""Judging cases, each by itself. It is noon of 1 March 2026, UTC."""

from hashlib import sha256

from google.protobuf import json_format

from service.agreed import DESK, JANUARY, REPAIR, RULE, UP, counts, outcome, ticket
from service.bench import Bench, changes
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import canonical


def test_each_case_is_judged_by_itself(bench: Bench) -> None:
    sla = bench.agree(**DESK)
    bench.report(
        ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T13:00:00Z"),
        ticket(2, "2026-02-02T09:00:00Z", "2026-02-02T13:00:01Z"),
        ticket(3, "2026-03-01T11:00:00Z"),
        ticket(4, "2026-03-01T07:00:00Z"),
    )
    response = bench.assess(sla, "repair")
    assert counts(response) == {
        ("met", "final"): 1,
        ("violated", "final"): 1,
        ("met", "provisional"): 1,
        ("violated", "provisional"): 1,
    }
    assert (response.stored, response.HasField("assessment")) == (2, False)
    judged = {each.subject: each for each in bench.assessments()}
    assert set(judged) == {"case/desk/T-1", "case/desk/T-2"}
    late = judged["case/desk/T-2"]
    assert (late.actual_ratio, late.evidence.elapsed_us) == ("14401/3600", "14401000000")
    assert late.evidence.due.ToJsonString() == "2026-02-02T13:00:00Z"
    assert late.conformance_period.end_date_time.ToJsonString() == "2026-02-02T13:00:01Z"
    assert [(violation.state, violation.violation.attachment.id) for violation in bench.violations()] == [
        ("confirmed", str(late.id)),
        ("detected", ""),
    ]


def test_a_case_is_judged_for_good_when_it_ends_and_its_violation_is_detected_when_it_is_late(bench: Bench) -> None:
    sla = bench.agree(**DESK)
    bench.report(ticket(1, "2026-03-01T11:00:00Z"))
    seen = []
    for _ in range(5):
        response = bench.assess(sla, "repair")
        seen.append((*counts(response), response.stored, [violation.state for violation in bench.violations()]))
        bench.clock.advance(hours=1, minutes=30)
    assert seen == [
        *[(("met", "provisional"), 0, [])] * 3,
        *[(("violated", "provisional"), 0, ["detected"])] * 2,
    ]
    bench.report(ticket(1, "2026-03-01T11:00:00Z", "2026-03-01T19:00:00Z"))
    assert bench.assess(sla, "repair").stored == 1
    [judged], [violation] = bench.assessments(), bench.violations()
    assert (judged.verdict, judged.state, judged.cause) == ("violated", "final", "periodEnd")
    assert (judged.violation_id, violation.state) == (str(violation.id), "confirmed")
    assert (violation.violation.actual_value, violation.violation.violation_average) == ("8", "6")


def test_a_case_that_is_opened_again_takes_its_judgement_back(bench: Bench) -> None:
    sla = bench.agree(**DESK)
    opened = "2026-03-01T11:00:00Z"
    bench.report(ticket(1, opened, "2026-03-01T12:00:00Z"))
    bench.assess(sla, "repair")
    bench.clock.advance(minutes=1)
    bench.report(ticket(1, opened))
    bench.assess(sla, "repair")
    bench.clock.advance(hours=4)
    assert bench.assess(sla, "repair").stored == 0
    assert [violation.state for violation in bench.violations()] == ["detected"]
    bench.report(ticket(1, opened, "2026-03-01T16:01:00Z"))
    bench.clock.advance(minutes=1)
    bench.assess(sla, "repair")
    assert [(each.verdict, each.state, each.cause) for each in bench.assessments()] == [
        ("met", "final", "periodEnd"),
        ("met", "provisional", "lateData"),
        ("violated", "final", "lateData"),
    ]
    assert [violation.state for violation in bench.violations()] == ["confirmed"]


def test_only_cases_of_the_scope_the_population_and_the_time_in_force_count(bench: Bench) -> None:
    spec = REPAIR["spec"] | {"population": {"ticketType": ["fault"], "priority": ["1", "2"]}}
    terms = DESK | {"rule": [REPAIR | {"spec": spec}], "validFor": {"startDateTime": "2026-01-01T00:00:00Z"}}
    sla = bench.agree(**terms)
    chosen = {"ticketType": "fault", "priority": "2"}
    created = "2026-02-02T09:00:00Z"
    bench.report(
        ticket(1, created, created, **chosen),
        ticket(2, created, created, **chosen | {"priority": "3"}),
        ticket(3, created, created, **chosen | {"ticketType": "request"}),
        ticket(4, created, created, **chosen | {"relatedEntity": [{"id": "other line"}]}),
        ticket(5, created, created, **chosen | {"status": "cancelled"}),
        ticket(6, "2025-12-31T23:59:59Z", created, **chosen),
    )
    assert counts(bench.assess(sla, "repair")) == {("met", "final"): 1}


def test_an_agreement_without_scope_is_about_itself(bench: Bench) -> None:
    sla = bench.agree(rule=[REPAIR, RULE])
    bench.report(ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T10:00:00Z", relatedEntity=[{"id": f"sla/{sla}"}]))
    bench.measure(changes(UP, object=f"sla/{sla}"))
    assert counts(bench.assess(sla, "repair")) == {("met", "final"): 1}
    assert outcome(bench.assess(sla, "up", **JANUARY)) == ("met", "final", 1)


def test_more_cases_than_one_transaction_holds_are_all_judged(bench: Bench) -> None:
    sla = bench.agree(**DESK)
    bench.report(*(ticket(number, "2026-02-02T09:00:00Z", "2026-02-02T10:00:00Z") for number in range(1001)))
    response = bench.assess(sla, "repair")
    assert (counts(response), response.stored) == ({("met", "final"): 1001}, 1001)
    assert bench.assess(sla, "repair").stored == 0


def test_no_cases_are_no_verdicts(bench: Bench) -> None:
    response = bench.assess(bench.agree(**DESK), "repair")
    assert (counts(response), response.stored) == ({}, 0)


def test_a_deadline_that_never_comes_is_left_out(bench: Bench) -> None:
    rule = REPAIR | {"referenceValue": "9e99"}
    bench.report(ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T10:00:00Z"))
    bench.assess(bench.agree(**DESK | {"rule": [rule]}), "repair")
    [judged] = bench.assessments()
    assert (judged.verdict, judged.evidence.HasField("due")) == ("met", False)


# ------------------------------------------------------------------ rules that cannot be judged


def test_a_judgement_names_the_calendars_it_counts_by(bench: Bench) -> None:
    office = {"id": "office", "workingTime": [{"day": ["monday"], "start": "09:00", "end": "17:00"}]}
    unused = office | {"id": "unused"}
    rule = REPAIR | {"spec": {"@type": "EventDuration", "calendarRef": "office"}}
    about = bench.agree(**DESK | {"rule": [rule], "calendar": [unused, office]})
    bench.report(ticket(1, "2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z"))
    bench.assess(about, "repair")
    [judged] = bench.assessments()
    assert judged.calendar_digest == sha256(canonical(json_format.ParseDict({"calendar": [office]}, Sla()))).hexdigest()


def test_a_judgement_by_no_calendar_names_none(bench: Bench) -> None:
    bench.report(ticket(1, "2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z"))
    bench.assess(bench.agree(**DESK), "repair")
    [judged] = bench.assessments()
    assert not judged.HasField("calendar_digest")
