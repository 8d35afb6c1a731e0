"""Credits: worked out when a judgement is final, decided by people, handed over, worked out again."""

from typing import Any

import pytest

from service.bench import Bench
from service.owing import CHARGE, HALF_A_DAY, JANUARY, RULE, Owing, outline, steps
from tmf623.contract.kinds import ADJUSTMENT, CREDIT
from tmf623.errors import Conflict, Refused


@pytest.fixture
def owing(bench: Bench) -> Owing:
    return Owing(bench.store, bench.clock)


def test_a_final_violation_gives_a_credit_with_its_working_and_an_adjustment(owing: Owing) -> None:
    consequence = owing.consequence()
    sla = owing.owe(consequence)
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    credit = owing.credit()
    assert outline(credit) == ("approved", "250.00", "0.00", 1)
    assert (credit.sla.id, credit.consequence.id, credit.currency) == (sla, consequence, "EUR")
    assert credit.period.start_date_time.ToJsonString() == "2026-01-01T00:00:00Z"
    (line,) = credit.line
    assert (line.rule_id, line.percent, line.base, line.raw, line.amount) == ("up", "25", "1000", "250", "250.00")
    assert line.value == "3050/31"  # 100 * 732 / 744 hours
    assert steps(line) == {"level": "3050/31", "base": "1000", "tier": "3050/31", "award": "250"}
    (adjustment,) = owing.adjustments()
    assert (adjustment.amount, adjustment.state, adjustment.credit_revision) == ("250.00", "pending", 1)
    assert not adjustment.HasField("next_attempt")


def test_judging_again_without_anything_new_changes_nothing(owing: Owing) -> None:
    sla = owing.owe(owing.consequence())
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    before = owing.store.read(lambda tx: tx.resources.get(CREDIT, owing.credit().id))
    owing.clock.advance(days=1)
    owing.assess(sla, "up", at=JANUARY)
    assert owing.store.read(lambda tx: tx.resources.get(CREDIT, owing.credit().id)) == before
    assert len(owing.adjustments()) == 1


def test_each_later_judgement_changes_what_is_due_and_billing_gets_the_difference(owing: Owing) -> None:
    sla = owing.owe(owing.consequence())
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    owing.settle(owing.adjustments()[-1], billing_id="b-1")
    assert outline(owing.credit()) == ("accepted", "250.00", "250.00", 1)
    owing.clock.advance(hours=1)
    for start, end, due in (
        ("2026-01-20T00:00:00Z", "2026-01-22T00:00:00Z", "1000.00"),  # 60 of 744 hours: 91.9 % are left
        ("2026-01-20T00:00:00Z", "2026-01-20T00:00:01Z", "250.00"),
    ):
        owing.clock.advance(hours=1)
        state = "up" if due == "250.00" else "down"
        owing.measure(
            {
                "source": "probe",
                "object": "line",
                "stateChange": [{"time": start, "state": state}, {"time": end, "state": "up"}],
            }
        )
        owing.assess(sla, "up", at=JANUARY)
        assert owing.credit().due == due
        owing.settle(owing.adjustments()[-1])
    assert [each.amount for each in owing.adjustments()] == ["250.00", "750.00", "-750.00"]
    assert outline(owing.credit()) == ("accepted", "250.00", "250.00", 3)


def test_what_was_not_sent_yet_is_replaced_by_what_is_due_now(owing: Owing) -> None:
    sla = owing.owe(owing.consequence())
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    owing.clock.advance(hours=1)
    owing.measure({"source": "probe", "object": "line", "stateChange": [{"time": HALF_A_DAY[0], "state": "up"}]})
    owing.assess(sla, "up", at=JANUARY)
    assert outline(owing.credit()) == ("calculated", "0.00", "0.00", 2)
    assert [(each.amount, each.state) for each in owing.adjustments()] == [("250.00", "cancelled")]


def test_a_credit_that_is_due_no_more_is_reversed(owing: Owing) -> None:
    sla = owing.owe(owing.consequence())
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    owing.settle(owing.adjustments()[-1])
    owing.clock.advance(hours=1)
    owing.measure({"source": "probe", "object": "line", "stateChange": [{"time": HALF_A_DAY[0], "state": "up"}]})
    owing.assess(sla, "up", at=JANUARY)
    assert outline(owing.credit()) == ("approved", "0.00", "250.00", 2)
    owing.settle(owing.adjustments()[-1])
    assert outline(owing.credit()) == ("reversed", "0.00", "0.00", 2)
    assert [each.amount for each in owing.adjustments()] == ["250.00", "-250.00"]


def test_no_data_gives_no_credit_and_says_so(owing: Owing) -> None:
    sla = owing.owe(owing.consequence())
    owing.assess(sla, "up", at=JANUARY)
    credit = owing.credit()
    assert outline(credit) == ("calculated", "0.00", "0.00", 1)
    assert "noData, no credit" in credit.remark[0]


def test_a_kept_promise_leaves_no_credit(owing: Owing) -> None:
    sla = owing.owe(owing.consequence())
    owing.observe()
    owing.assess(sla, "up", at=JANUARY)
    assert owing.credits() == []


@pytest.mark.parametrize("reference", ["https://contract.example/consequence/1", "consequence/999999", "consequence/x"])
def test_a_consequence_of_the_contract_alone_gives_nothing(owing: Owing, reference: str) -> None:
    sla = owing.owe(owing.consequence(), rule=[RULE | {"consequence": reference}])
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    assert owing.credits() == []


def test_a_draft_gives_nothing(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(state="draft"))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    assert owing.credits() == []


def test_what_cannot_be_worked_out_waits_for_a_person_and_says_why(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(base={"charge": ["NRC"]}))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    credit = owing.credit()
    assert outline(credit)[:2] == ("inReview", "0.00")
    assert "no charge of the kind NRC" in credit.remark[0]


# ------------------------------------------------------------------ people


def test_a_review_needs_two_people(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(review={"mode": "always"}))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    credit = owing.credit()
    assert (credit.state, owing.adjustments()) == ("inReview", [])
    with pytest.raises(Refused):
        owing.decide(CREDIT, credit.id, state="approved", approved_by="Ann")
    with pytest.raises(Refused):
        owing.decide(CREDIT, credit.id, state="approved", reviewed_by="Ann", approved_by=" ann ")
    owing.decide(CREDIT, credit.id, state="approved", reviewed_by="Ann", approved_by="Bob")
    assert (owing.credit().state, len(owing.adjustments())) == ("approved", 1)


@pytest.mark.parametrize(("above", "state"), [("250", "approved"), ("249.99", "inReview")])
def test_only_what_is_above_the_amount_is_reviewed(owing: Owing, above: str, state: str) -> None:
    sla = owing.owe(owing.consequence(review={"mode": "above", "above": above}))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    assert owing.credit().state == state


def test_a_rejected_credit_is_not_handed_over_and_needs_a_reason(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(review={"mode": "always"}))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    with pytest.raises(Refused):
        owing.decide(CREDIT, owing.credit().id, state="rejected", approved_by="Bob")
    owing.decide(CREDIT, owing.credit().id, state="rejected", approved_by="Bob", reason="double counted")
    assert owing.adjustments() == []
    with pytest.raises(Conflict):
        owing.decide(CREDIT, owing.credit().id, state="approved", approved_by="Bob", reviewed_by="Ann")


def test_a_credit_on_request_waits_for_the_claim_and_goes_on(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(claim={"mode": "onRequest", "billingCycles": 2}))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    credit = owing.credit()
    assert (credit.state, credit.claim_until.ToJsonString()) == ("awaitingClaim", "2026-04-01T00:00:00Z")
    with pytest.raises(Refused):
        owing.decide(CREDIT, credit.id, state="calculated")
    owing.decide(CREDIT, credit.id, state="calculated", claimed_by="customer")
    assert (owing.credit().state, len(owing.adjustments())) == ("approved", 1)


def test_a_claim_can_come_too_late(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(claim={"mode": "onRequest", "days": 30}))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    owing.clock.advance(days=2)  # 3 March: thirty days after 1 February
    with pytest.raises(Conflict):
        owing.decide(CREDIT, owing.credit().id, state="calculated", claimed_by="customer")


def test_what_a_client_sends_of_the_servers_own_attributes_is_not_taken(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(review={"mode": "always"}))
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    owing.decide(CREDIT, owing.credit().id, due="999999.00", accepted="1.00", currency="USD", claimed_by="x")
    credit = owing.credit()
    assert (credit.due, credit.accepted, credit.currency, credit.claimed_by) == ("250.00", "0.00", "EUR", "x")


def test_a_refused_adjustment_may_be_given_up_and_people_decide_anew(owing: Owing) -> None:
    sla = owing.owe(owing.consequence())
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    (adjustment,) = owing.adjustments()
    owing.decide(ADJUSTMENT, adjustment.id, state="parked")
    owing.decide(ADJUSTMENT, adjustment.id, state="cancelled")
    assert outline(owing.credit()) == ("inReview", "250.00", "0.00", 2)
    owing.decide(CREDIT, owing.credit().id, state="approved", approved_by="Bob")
    assert [(each.amount, each.state) for each in owing.adjustments()] == [
        ("250.00", "cancelled"),
        ("250.00", "pending"),
    ]


# ------------------------------------------------------------------ several together


def month_of(credit: Any) -> str:
    return str(credit.period.start_date_time.ToJsonString()[:7])


def test_rules_of_one_consequence_share_its_cap_to_the_cent(owing: Owing) -> None:
    capped = owing.consequence(cap=[{"per": "period", "percent": "30"}], aggregate="sum")
    charge = CHARGE | {"amount": "900.00"}
    rules = [RULE | {"id": name, "consequence": f"consequence/{capped}"} for name in ("a", "b")]
    sla = owing.owe(capped, rule=rules, baseCharge=[charge])
    owing.observe(HALF_A_DAY)
    for name in ("a", "b"):
        owing.assess(sla, name, at=JANUARY)
    credit = owing.credit()
    assert credit.due == "270.00"
    assert [line.amount for line in credit.line] == ["135.00", "135.00"]


def test_consequences_of_one_group_give_the_largest_alone(owing: Owing) -> None:
    small = owing.consequence(
        group="g",
        aggregate="max",
        schedule={
            "measure": "level",
            "unit": "%",
            "tier": [{"lt": "99.9", "award": [{"percent": "5"}]}, {"gte": "99.9"}],
        },
    )
    large = owing.consequence(group="g", aggregate="max")
    sla = owing.owe(small, large, rules=2)
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    assert {each.consequence.id: each.due for each in owing.credits()} == {small: "50.00"}
    owing.assess(sla, "up1", at=JANUARY)
    assert {each.consequence.id: each.due for each in owing.credits()} == {small: "0.00", large: "250.00"}


def test_a_cap_of_the_contract_year_counts_what_earlier_months_gave_and_later_ones_follow(owing: Owing) -> None:
    cap = {"per": "contractYear", "percent": "40"}
    sla = owing.owe(owing.consequence(cap=[cap]), validFor={"startDateTime": "2025-12-01T00:00:00Z"})
    owing.observe(("2025-12-10T00:00:00Z", "2025-12-10T12:00:00Z"), HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    assert [each.due for each in owing.credits()] == ["250.00"]
    owing.assess(sla, "up", at="2025-12-15T00:00:00Z")
    dues = {month_of(each): each.due for each in owing.credits()}
    assert dues == {"2025-12": "250.00", "2026-01": "150.00"}


def test_a_credit_is_earned_back_by_the_months_that_follow(owing: Owing) -> None:
    sla = owing.owe(owing.consequence(earnBack={"periodsMet": 1}))
    owing.observe(("2025-12-10T00:00:00Z", "2025-12-10T12:00:00Z"))
    owing.assess(sla, "up", at="2025-12-15T00:00:00Z")
    owing.settle(owing.adjustments()[-1])
    assert outline(owing.credit()) == ("accepted", "250.00", "250.00", 1)
    owing.assess(sla, "up", at=JANUARY)
    assert outline(owing.credit()) == ("approved", "0.00", "250.00", 2)
    assert owing.credit().step[-1].name == "earnedBack"
    assert owing.adjustments()[-1].amount == "-250.00"


def test_a_third_violation_in_a_row_gives_the_right_to_terminate(owing: Owing) -> None:
    trigger = {"type": "terminationRight", "atLeast": "3", "within": 3, "consecutive": True}
    sla = owing.owe(owing.consequence(nonMonetary=[trigger]))
    months = ("2025-11", "2025-12", "2026-01")
    owing.observe(*((f"{m}-10T00:00:00Z", f"{m}-10T12:00:00Z") for m in months), since="2025-10-01T00:00:00Z")
    for month in months:
        owing.assess(sla, "up", at=f"{month}-15T00:00:00Z")
    told = {
        each.period.start_date_time.ToJsonString()[:7]: [one.type for one in each.non_monetary]
        for each in owing.credits()
    }
    assert told == {"2025-11": [], "2025-12": [], "2026-01": ["terminationRight"]}


def test_a_month_in_force_only_in_part_owes_its_share_of_days(owing: Owing) -> None:
    """From 11 January: 21 of 31 days; 12 of 504 hours down: 97.6 %, 25 % of 1000 * 21 / 31."""
    valid = {"startDateTime": "2026-01-11T00:00:00Z"}
    sla = owing.owe(owing.consequence(base={"charge": ["MRC"], "proRata": True}), validFor=valid)
    owing.observe(("2026-01-12T00:00:00Z", "2026-01-12T12:00:00Z"))
    owing.assess(sla, "up", at=JANUARY)
    assert owing.credit().due == "169.35"  # 169.3548…


def test_tickets_of_a_month_are_lines_of_one_credit(owing: Owing) -> None:
    schedule: dict[str, Any] = {
        "measure": "elapsed", "unit": "h", "tier": [{"gt": "4", "award": [{"amount": "25"}]}, {"lte": "4"}],
    }  # fmt: skip
    terms = owing.consequence(schedule=schedule, cap=[{"per": "period", "amount": "60"}])
    rule = {"id": "repair", "metric": "timeToRepair", "unit": "h", "referenceValue": "4", "operator": ".le"}
    rule |= {"spec": {"@type": "EventDuration"}, "consequence": f"consequence/{terms}"}
    sla = owing.owe(terms, rule=[rule])
    line = {"relatedEntity": [{"id": "line"}]}
    for day in range(1, 4):
        case = {"externalId": f"T{day}", "creationDate": f"2026-01-0{day}T00:00:00Z", **line}
        owing.report(case | {"resolutionDate": f"2026-01-0{day}T05:00:00Z"})
    owing.assess(sla, "repair")
    credit = owing.credit()
    assert (credit.due, [line.raw for line in credit.line]) == ("60.00", ["25", "25", "25"])
    assert [line.amount for line in credit.line] == ["20.00", "20.00", "20.00"]
