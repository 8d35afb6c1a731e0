"""Continuous assessing: what is recorded has the rules it concerns judged, and nothing else. Noon of 1 March 2026."""

from datetime import UTC, datetime
from typing import Any

import pytest
from google.protobuf.json_format import ParseDict

from service.agreed import DESK, LINE, REPAIR, RULE, UP, down, ticket
from service.bench import Bench, changes
from tmf.sla.v1.dispute_pb2 import Dispute
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import DISPUTE, PROGRESS, SLA
from tmf623.domain.settlement import Windows
from tmf623.query.criteria import Query
from tmf623.service import assessing, resources
from tmf623.service.behaviour import Origin
from tmf623.store.agenda import SHARES


def at_work(bench: Bench) -> int:
    """Let an assessor do all that is due by now; how many looks it took."""
    looks = 0
    bench.clock.advance(seconds=2)
    while bench.store.write(assessing.mark):
        pass
    bench.clock.advance(seconds=2)
    while due := bench.store.read(lambda tx: tx.agenda.shares_due()):
        for share in due:
            for work in (assessing.judge_events, assessing.look_at_rules):
                work(bench.store, share, lambda _: None, Windows())
                looks += 1
        assert looks < 200 * SHARES
    return looks


def progress(bench: Bench) -> list[Any]:
    page = bench.store.read(lambda tx: tx.resources.find(PROGRESS, Query()))
    return [loaded(PROGRESS, row) for row in page.rows]


def verdicts(bench: Bench) -> list[tuple[str, str, int, str]]:
    return [(each.subject[7:17], each.verdict, each.revision, each.cause) for each in bench.assessments()]


def test_what_is_recorded_about_an_ended_period_has_it_judged(bench: Bench) -> None:
    bench.agree(**LINE)
    bench.agree(**LINE | {"scope": [{"id": "another line"}]})
    at_work(bench)
    assert bench.assessments() == []
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    at_work(bench)
    assert verdicts(bench) == [("2025-12-01", "met", 1, "periodEnd"), ("2026-01-01", "violated", 1, "periodEnd")]
    [violation] = bench.violations()
    assert violation.state == "confirmed"


def test_late_data_judges_again_the_periods_it_changes_and_those_after_them_it_changes_too(bench: Bench) -> None:
    """The line went down on 31 January and nobody said when it came up: February is down until that is known."""
    bench.agree(**LINE | {"validFor": {"startDateTime": "2026-01-01T00:00:00Z"}})
    bench.measure(changes(UP, ("2026-01-31T00:00:00Z", "down")))
    bench.clock.now = datetime(2026, 3, 10, tzinfo=UTC)
    at_work(bench)
    assert verdicts(bench) == [("2026-01-01", "violated", 1, "periodEnd"), ("2026-02-01", "violated", 1, "periodEnd")]
    bench.measure(changes(("2026-01-31T00:01:00Z", "up")))
    at_work(bench)
    assert verdicts(bench)[2:] == [("2026-01-01", "met", 2, "lateData"), ("2026-02-01", "met", 2, "lateData")]
    assert [violation.state for violation in bench.violations()] == ["superseded"] * 3  # March's was detected


def test_a_period_is_judged_when_it_has_settled_though_nothing_is_recorded(bench: Bench) -> None:
    bench.agree(**LINE)
    bench.measure(changes(("2026-03-01T00:00:00Z", "up")))
    at_work(bench)
    assert bench.assessments() == []
    bench.clock.now = datetime(2026, 4, 3, 23, tzinfo=UTC)
    at_work(bench)
    assert bench.assessments() == []
    assert [each.period_state for each in progress(bench)] == ["open"]
    bench.clock.now = datetime(2026, 6, 10, tzinfo=UTC)
    at_work(bench)
    assert [(start, verdict) for start, verdict, *_ in verdicts(bench)] == [
        ("2026-03-01", "met"), ("2026-04-01", "met"), ("2026-05-01", "met"),
    ]  # fmt: skip


def test_progress_says_what_is_certain_and_what_is_not(bench: Bench) -> None:
    """March has 744 hours and 1.5 % of them, 11.16, may be lost. At noon of the first, 8 are."""
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-03-01T00:00:00Z", "2026-03-01T08:00:00Z")))
    at_work(bench)
    [seen] = progress(bench)
    assert (seen.sla_id, seen.rule_id, seen.period_state, seen.outlook) == (sla, "up", "open", "jeopardy")
    assert (seen.verdict, seen.effective_target, seen.unit) == ("violated", "98.5", "%")
    assert seen.best_value == "98.9247311828"  # 100 * 736 / 744
    assert float(seen.worst_value) < 0.6
    assert seen.final_at.ToJsonString() == "2026-04-04T00:00:00Z"
    assert [each.window for each in seen.burn_rate] == ["PT5M", "PT30M", "PT1H", "PT2H", "PT6H", "P1D", "P3D"]
    assert [each.rate for each in seen.burn_rate][:4] == ["0"] * 4  # up since eight o'clock
    assert float(seen.burn_rate[4].rate) == pytest.approx(100 * 2 / 6, rel=0.001)  # two hours of the last six, of 1 %
    bench.measure(changes(("2026-03-01T08:00:00Z", "down")))
    at_work(bench)
    [seen], [violation] = progress(bench), bench.violations()
    assert (seen.outlook, seen.violation_id) == ("certainBreach", str(violation.id))
    assert violation.state == "detected"


def test_a_rule_that_cannot_be_judged_says_so_in_its_progress(bench: Bench) -> None:
    bench.agree(rule=[{"id": "up", "metric": "unheard of"}])
    at_work(bench)
    [seen] = progress(bench)
    assert (seen.outlook, seen.verdict) == ("unknown", "notAssessable")
    assert "unheard of" in seen.reason


def test_cases_are_judged_when_they_end_and_when_they_are_late(bench: Bench) -> None:
    bench.agree(**DESK)
    bench.report(
        ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T13:00:00Z"),
        ticket(2, "2026-03-01T11:00:00Z"),
        ticket(3, "2026-03-01T11:30:00Z"),
        ticket(4, "2026-03-01T11:30:00Z", relatedEntity=[{"id": "another line"}]),
    )
    at_work(bench)
    assert [each.subject for each in bench.assessments()] == ["case/desk/T-1"]
    [seen] = progress(bench)
    assert (seen.case_count.open, seen.case_count.overdue) == (2, 0)
    assert seen.case_count.next_due.ToJsonString()[:19] == "2026-03-01T15:00:00"
    bench.clock.now = datetime(2026, 3, 1, 15, 10, tzinfo=UTC)
    at_work(bench)
    [violation] = bench.violations()
    [seen] = progress(bench)
    assert (violation.state, seen.case_count.open, seen.case_count.overdue) == ("detected", 2, 1)
    bench.report(ticket(2, "2026-03-01T11:00:00Z", "2026-03-01T15:05:00Z"))
    at_work(bench)
    [violation] = bench.violations()
    assert (violation.state, len(bench.assessments())) == ("confirmed", 2)


def test_what_is_known_before_an_agreement_is_judged_as_far_back_as_it_is_valid(bench: Bench) -> None:
    bench.report(ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T13:00:00Z"))
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    terms = DESK | {"rule": [REPAIR, RULE], "validFor": {"startDateTime": "2025-10-01T00:00:00Z"}}
    bench.agree(**terms)
    at_work(bench)
    judged = {each.subject[:17]: each.verdict for each in bench.assessments()}
    assert judged == {
        "case/desk/T-1": "met",
        "period/2025-12-01": "met",
        "period/2026-01-01": "violated",
    }


def test_an_agreement_that_is_gone_is_judged_no_more(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    at_work(bench)
    bench.store.write(lambda tx: resources.delete(tx, SLA, sla))
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    at_work(bench)
    assert bench.assessments() == []


def test_the_work_grows_with_the_rules_concerned_and_not_with_the_others(bench: Bench) -> None:
    bench.agree(**LINE)
    for number in range(30):
        bench.agree(**LINE | {"scope": [{"id": f"line {number}"}]})
    at_work(bench)
    bench.measure(changes(UP, ("2026-03-01T11:59:00Z", "up")))
    bench.clock.advance(seconds=1)
    bench.store.write(assessing.mark)
    bench.clock.advance(seconds=1)
    due = [bench.store.read(lambda tx, share=share: tx.agenda.due(share, 99)) for share in range(SHARES)]
    assert sum(map(len, due)) == 1


@pytest.mark.parametrize("recorded", [1, 40])
def test_what_is_recorded_in_quick_succession_is_looked_at_once(bench: Bench, recorded: int) -> None:
    bench.agree(**LINE)
    at_work(bench)
    for minute in range(recorded):
        bench.measure(changes((f"2026-03-01T11:{minute:02}:00Z", "up")))
    assert at_work(bench) == 2  # one share: its events, its rules


def test_an_upheld_dispute_has_the_period_judged_again_and_says_so(bench: Bench) -> None:
    bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    at_work(bench)
    [violation] = bench.violations()
    provider, customer = ({"id": str(n), "role": role} for n, role in ((1, "SLAProvider"), (2, "SLAConsumer")))
    raised = {"slaViolation": {"id": str(violation.id)}, "raisedBy": provider, "description": "a power cut next door"}
    dispute = ParseDict(raised, Dispute())
    id_ = str(bench.store.write(lambda tx: resources.create(tx, DISPUTE, dispute, Origin())).id)

    def upheld(before: Any) -> Any:
        after = Dispute()
        after.CopyFrom(before)
        return ParseDict({"state": "upheld", "decidedBy": customer}, after)

    bench.clock.advance(minutes=1)
    bench.store.write(lambda tx: resources.change(tx, DISPUTE, id_, upheld))
    at_work(bench)
    assert verdicts(bench)[-1] == ("2026-01-01", "met", 2, "dispute")
    assert [each.state for each in bench.violations()] == ["excused"]
