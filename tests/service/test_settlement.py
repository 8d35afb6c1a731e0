"""Open, settling, final, reopened, locked: when a period is judged for good, and by which terms. Noon of 1 March."""

from datetime import UTC, datetime

import pytest

from service.agreed import JANUARY, LINE, MARCH, RULE, UP, down, outcome
from service.bench import Bench, changes
from tmf623.errors import Conflict, Refused

# ------------------------------------------------------------------ open periods


def test_an_open_period_is_provisional_and_a_violation_detected_when_it_can_no_longer_recover(bench: Bench) -> None:
    """March has 744 hours, of which 1.5 % are 11.16: 11 hours down can recover, 12 cannot."""
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-03-01T00:00:00Z", "2026-03-01T11:00:00Z")))
    assert outcome(bench.assess(sla, "up", **MARCH)) == ("violated", "provisional", 0)
    assert bench.violations() == []
    bench.measure(changes(("2026-03-01T11:00:00Z", "down")))
    bench.clock.advance(hours=1)
    response = bench.assess(sla, "up", **MARCH)
    assert (outcome(response), response.period_state) == (("violated", "provisional", 0), "open")
    assert bench.assessments() == []
    [violation] = bench.violations()
    assert (violation.state, violation.violation.HasField("attachment")) == ("detected", False)
    assert violation.violation.comment.startswith("Delivered so far: 0 %")
    bench.clock.advance(hours=1)
    bench.measure(changes(("2026-03-01T00:00:00Z", "up"), ("2026-03-01T11:00:00Z", "up")))
    bench.assess(sla, "up", **MARCH)
    assert [violation.state for violation in bench.violations()] == ["superseded"]


def test_a_period_that_has_ended_settles_before_it_is_judged_for_good(bench: Bench) -> None:
    """72 hours after the end, unless the rule says otherwise or somebody asks for it."""
    sla, asked = bench.agree(**LINE), bench.agree(**LINE)
    quick = bench.agree(**LINE | {"rule": [RULE | {"spec": {"settlement": {"settleTime": "PT0S"}}}]})
    bench.measure(changes(UP))
    assert outcome(bench.assess(sla, "up", **MARCH)) == ("met", "provisional", 0)
    bench.clock.now = datetime(2026, 4, 1, tzinfo=UTC)
    response = bench.assess(sla, "up", **MARCH)
    assert (outcome(response), response.period_state) == (("met", "provisional", 0), "settling")
    assert outcome(bench.assess(quick, "up", **MARCH)) == ("met", "final", 1)
    early = bench.assess(asked, "up", **MARCH, final=True)
    assert (outcome(early), early.period_state, early.assessment.cause) == (("met", "final", 1), "final", "request")
    bench.clock.now = datetime(2026, 4, 4, tzinfo=UTC)
    settled = bench.assess(sla, "up", **MARCH)
    assert (outcome(settled), settled.period_state, settled.assessment.cause) == (
        ("met", "final", 1), "final", "periodEnd",
    )  # fmt: skip
    assert settled.assessment.revision == 1


def test_an_open_period_is_not_judged_for_good_on_request(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP))
    assert outcome(bench.assess(sla, "up", **MARCH, final=True)) == ("met", "provisional", 0)


def test_a_period_that_lies_ahead_has_no_data(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP))
    assert outcome(bench.assess(sla, "up", at="2026-05-15T00:00:00Z")) == ("noData", "provisional", 0)


def test_the_last_of_many_revisions_is_found(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP))
    revisions = []
    for hour in range(11):
        bench.clock.advance(hours=1)
        bench.measure(changes(*down(f"2026-01-10T{hour:02}:00:00Z", f"2026-01-10T{hour:02}:30:00Z")))
        bench.clock.advance(hours=1)
        revisions.append(bench.assess(sla, "up", **JANUARY).assessment.revision)
        revisions.append(bench.assess(sla, "up", **JANUARY).assessment.revision)
    assert revisions == [number for number in range(1, 12) for _ in range(2)]


# ------------------------------------------------------------------ closed periods


def test_after_the_correction_window_only_a_request_reopens_and_after_the_deadline_only_two_parties(
    bench: Bench,
) -> None:
    """First judged on 1 March: corrected by itself until 30 May, disputed until 1 March of the next year."""
    sla = bench.agree(**LINE)
    bench.measure(changes(UP))
    first = bench.assess(sla, "up", **JANUARY).assessment
    bench.clock.now = datetime(2026, 5, 31, tzinfo=UTC)
    bench.measure(changes(*down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    bench.clock.advance(hours=1)
    closed = bench.assess(sla, "up", **JANUARY)
    assert (outcome(closed), closed.assessment.HasField("id")) == (("violated", "final", 0), False)
    why = {"reason": "The line card's log was found"}
    opened = bench.assess(sla, "up", **JANUARY, reopening=why)
    assert (outcome(opened), opened.period_state) == (("violated", "final", 1), "reopened")
    assert (opened.assessment.reopening.reason, opened.assessment.supersedes) == (why["reason"], str(first.id))
    bench.clock.now = datetime(2027, 3, 2, tzinfo=UTC)
    bench.measure(changes(("2026-01-10T00:00:00Z", "up")))
    bench.clock.advance(hours=1)
    assert bench.assess(sla, "up", **JANUARY).period_state == "locked"
    for who in ({}, {"requestedBy": "1"}, {"requestedBy": "Ada", "approvedBy": "\u2028ADA "}):
        with pytest.raises(Conflict):
            bench.assess(sla, "up", **JANUARY, reopening=why | who)
    both = bench.assess(sla, "up", **JANUARY, reopening=why | {"requestedBy": "1", "approvedBy": "2"})
    assert (outcome(both), both.assessment.revision) == (("met", "final", 1), 3)
    assert [violation.state for violation in bench.violations()] == ["superseded"]


def test_the_terms_in_force_when_a_period_starts_govern_it(bench: Bench) -> None:
    """Amended on 1 March at noon: March is still judged by the old terms, April by the new ones."""
    sla = bench.agree(**LINE)
    bench.clock.advance(minutes=1)
    bench.amend(sla, **LINE | {"rule": [RULE | {"referenceValue": "100", "tolerance": "0"}]})
    bench.measure(changes(UP, *down("2026-03-10T00:00:00Z", "2026-03-10T01:00:00Z")))
    bench.measure(changes(*down("2026-04-10T00:00:00Z", "2026-04-10T01:00:00Z")))
    bench.clock.now = datetime(2026, 6, 1, tzinfo=UTC)
    march, april = (bench.assess(sla, "up", at=f"2026-0{month}-15T00:00:00Z").assessment for month in (3, 4))
    assert (march.verdict, march.sla_revision, march.reference_value) == ("met", 1, "99")
    assert (april.verdict, april.sla_revision, april.reference_value) == ("violated", 2, "100")


def test_a_rule_may_be_split_at_an_amendment(bench: Bench) -> None:
    """Amended on 1 March at 12:01; each part is judged by its own terms."""
    rule = RULE | {"spec": {"amendment": "split"}}
    sla = bench.agree(**LINE | {"rule": [rule]})
    bench.clock.advance(minutes=1)
    bench.amend(sla, **LINE | {"rule": [rule | {"referenceValue": "100", "tolerance": "0"}]})
    bench.measure(changes(UP, *down("2026-03-10T00:00:00Z", "2026-03-10T01:00:00Z")))
    bench.clock.now = datetime(2026, 6, 1, tzinfo=UTC)
    response = bench.assess(sla, "up", **MARCH)
    assert (response.stored, response.assessment.sla_revision) == (2, 2)
    assert [(judged.subject, judged.verdict) for judged in bench.assessments()] == [
        ("period/2026-03-01T00:00:00Z/2026-03-01T12:01:00Z", "met"),
        ("period/2026-03-01T12:01:00Z/2026-04-01T00:00:00Z", "violated"),
    ]
    with pytest.raises(Refused):
        bench.assess(sla, "up", **MARCH, termsRevision=2)
