"""Consequences through every door: written, linted, approved, kept as they are, retired."""

from typing import Any

import pytest

import credit_cases as cases
from doors import Door, Failure

SOUND = cases.SCHEDULES["aws-compute-region-2022"]["consequence"]
GAPPED = cases.SCHEDULES["telus-wavelength-unprotected-lint"]["consequence"]


def test_a_consequence_is_a_draft_until_it_is_approved_and_then_stays_as_it_is(door: Door) -> None:
    draft = door.create("consequence", SOUND)
    assert draft.state == "draft"
    approved = door.patch("consequence", draft.id, {"state": "approved"})
    assert approved.state == "approved"
    assert approved.HasField("approval_date")
    with pytest.raises(Failure) as refused:
        door.patch("consequence", draft.id, {"currency": "EUR"})
    assert refused.value.reason == "STATE_CONFLICT"
    with pytest.raises(Failure) as held:
        door.delete("consequence", draft.id)
    assert held.value.reason == "STATE_CONFLICT"
    assert door.patch("consequence", draft.id, {"state": "retired"}).state == "retired"
    door.delete("consequence", draft.id)


def test_a_defective_table_may_be_written_and_cannot_be_approved(door: Door) -> None:
    draft = door.create("consequence", GAPPED)
    with pytest.raises(Failure) as refused:
        door.patch("consequence", draft.id, {"state": "approved"})
    assert refused.value.reason == "RULE_REFUSED"
    assert "96.89 < x < 97.9" in refused.value.message
    assert door.retrieve("consequence", draft.id).state == "draft"
    with pytest.raises(Failure) as at_once:
        door.create("consequence", GAPPED | {"state": "approved"})
    assert at_once.value.reason == "RULE_REFUSED"


def test_warnings_are_recorded_when_a_consequence_is_approved(door: Door) -> None:
    uncapped = dict(cases.SCHEDULES["rackspace-managed-cloud-support"]["consequence"], state="approved")
    uncapped.pop("cap")
    approved = door.create("consequence", uncapped)
    assert [(each.code, each.severity) for each in approved.finding] == [("capMissing", "warning")]


def test_the_lint_looks_without_storing(door: Door) -> None:
    before = door.find("consequence")[1]
    answer = door.qos("LintConsequence", {"consequence": GAPPED})
    assert "gap" in {each["code"] for each in answer["finding"]}
    assert not answer.get("approvable", False)
    assert door.qos("LintConsequence", {"consequence": SOUND})["approvable"]
    assert door.find("consequence")[1] == before


def test_the_lint_looks_at_a_rule_too(door: Door) -> None:
    rule = {"id": "up", "metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99.9"}
    sla = door.create("sla", {"name": "A", "currency": "EUR", "rule": [rule]})
    stored = door.create("consequence", SOUND)
    asked = {"consequenceId": str(stored.id), "slaId": str(sla.id), "ruleId": "up"}
    codes = {each["code"] for each in door.qos("LintConsequence", asked)["finding"]}
    assert codes == {"currencyMismatch", "targetBelowTiers"}


@pytest.mark.parametrize(
    ("change", "reason", "attribute"),
    [
        ({"schedule": {"measure": "mood"}}, "INVALID_VALUE", "measure"),
        ({"schedule": {}}, {"MISSING_ATTRIBUTE", "INVALID_VALUE"}, "measure"),
        ({"schedule": {"measure": "level", "tier": [{"gte": "1", "gt": "1"}]}}, "RULE_REFUSED", "tier[0]"),
        ({"schedule": {"measure": "level", "tier": [{"gte": "1e3"}]}}, "INVALID_VALUE", "1e3"),
        ({"schedule": {"measure": "level", "tier": [{"award": [{}]}]}}, "RULE_REFUSED", "exactly one"),
        ({"cap": [{"per": "period", "percent": "1", "amount": "1"}]}, "RULE_REFUSED", "cap[0]"),
        ({"base": {}}, "RULE_REFUSED", "base"),
        ({"currency": "euro"}, "INVALID_VALUE", "currency"),
        ({"state": "retired"}, "STATE_CONFLICT", "retired"),
        ({"claim": {"mode": "automatic", "days": 3}}, "RULE_REFUSED", "claim"),
    ],
)
def test_a_wrong_consequence_is_refused_by_name(door: Door, change: Any, reason: Any, attribute: str) -> None:
    with pytest.raises(Failure) as refused:
        door.create("consequence", SOUND | change)
    assert refused.value.reason in ({reason} if isinstance(reason, str) else reason)
    assert attribute in refused.value.message


def test_a_connector_names_what_it_calls_and_holds_no_secret(door: Door) -> None:
    made = door.create(
        "billingConnector",
        {"name": "b", "type": "appliedCustomerBillingRate", "url": "http://127.0.0.1:1/x", "credential": "billing"},
    )
    assert made.credential == "billing"
    with pytest.raises(Failure) as refused:
        door.create("billingConnector", {"name": "b", "type": "file", "url": "http://127.0.0.1:1/x"})
    assert refused.value.reason == "RULE_REFUSED"
    with pytest.raises(Failure):
        door.create("billingConnector", {"name": "b", "type": "file", "file": "../etc/passwd"})
    door.delete("billingConnector", made.id)


def test_charges_of_an_agreement_need_a_currency(door: Door) -> None:
    charge = {"type": "MRC", "amount": "10.00"}
    made = door.create("sla", {"name": "A", "currency": "EUR", "baseCharge": [charge]})
    assert made.base_charge[0].amount == "10.00"
    with pytest.raises(Failure) as refused:
        door.create("sla", {"name": "A", "baseCharge": [charge]})
    assert refused.value.reason == "RULE_REFUSED"
