"""The biller: each adjustment is booked once, whatever billing answers, and the sum is what is due."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clock import Clock
from databases import database
from jobs.billing import Billing
from service.bench import changes
from service.owing import HALF_A_DAY, JANUARY, Owing, outline
from tmf623.contract.kinds import ADJUSTMENT, BILLING_CONNECTOR
from tmf623.jobs.biller import Means, turn
from tmf623.jobs.duty import Office
from tmf623.store.store import Store

QUICK = Means(private=True, recovery_ms=0, first_pause_ms=0, total_s=0.3, credentials={"key": "Bearer s3cret-canary"})


@pytest.fixture
def billing() -> Iterator[Billing]:
    with Billing() as listening:
        yield listening


@pytest.fixture
def owing(tmp_path: Path) -> Iterator[Owing]:
    clock = Clock()
    with database(tmp_path) as url:
        store = Store.open(url, clock=clock)
        yield Owing(store, clock)
        store.close()


@pytest.fixture
def bill(owing: Owing) -> Callable[..., None]:
    """Let the biller take turns."""
    fence = owing.store.write(lambda tx: tx.leases.acquire("biller", "me", timedelta(days=99)))
    office = Office("biller", "me", fence or 0)

    def turns(number: int = 1, means: Means = QUICK) -> None:
        for _ in range(number):
            turn(owing.store, office, means)

    return turns


def owed(owing: Owing, **terms: Any) -> str:
    """An agreement that owes 250.00 EUR for January."""
    sla = owing.owe(owing.consequence(**terms), billingAccount={"id": "acc-1"})
    owing.observe(HALF_A_DAY)
    owing.assess(sla, "up", at=JANUARY)
    return sla


def rate(owing: Owing, billing: Billing, **terms: Any) -> str:
    return owing.connector(type="appliedCustomerBillingRate", url=billing.url, **terms)


def judged_again(owing: Owing, sla: str, word: str) -> None:
    """The half day is corrected to up, or to down again."""
    owing.clock.advance(minutes=1)
    owing.measure(changes((HALF_A_DAY[0], word), (HALF_A_DAY[1], "up")))
    owing.assess(sla, "up", at=JANUARY)


def test_a_credit_is_booked_with_its_account_period_and_reference(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    rate(owing, billing, credential="key")
    owed(owing)
    bill()
    ((headers, body),) = billing.posts
    (adjustment,) = owing.adjustments()
    assert body["appliedBillingRateType"] == "appliedBillingCredit"
    assert body["taxExcludedAmount"] == {"unit": "EUR", "value": -250}
    assert (body["billingAccount"], body["isBilled"]) == ({"id": "acc-1"}, False)
    assert body["periodCoverage"]["startDateTime"] == "2026-01-01T00:00:00Z"
    assert body["name"] == headers["Idempotency-Key"] == adjustment.reference
    assert headers["Authorization"] == "Bearer s3cret-canary"
    assert (adjustment.state, adjustment.billing_id, adjustment.bill_id) == ("accepted", "b-1", "bill-7")
    assert outline(owing.credit()) == ("accepted", "250.00", "250.00", 1)
    assert "s3cret" not in str(owing._all(BILLING_CONNECTOR)) + str(owing.adjustments())


def test_version_4_writes_a_positive_amount_of_a_type(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    rate(owing, billing, apiVersion="v4")
    owed(owing)
    bill()
    ((_, body),) = billing.posts
    assert (body["type"], body["taxExcludedAmount"]["value"]) == ("appliedBillingCredit", 250)
    assert owing.credit().state == "accepted"


def test_a_prepaid_balance_is_adjusted(owing: Owing, billing: Billing, bill: Callable[..., None]) -> None:
    owing.connector(type="adjustBalance", url=billing.url)
    owed(owing)
    bill()
    ((_, body),) = billing.posts
    assert (body["amount"], body["bucket"]) == ({"amount": 250, "units": "EUR"}, {"id": "acc-1"})
    assert (body["adjustType"], body["usageType"]) == ("oneTime", "monetary")
    assert owing.credit().state == "accepted"


@pytest.mark.parametrize(
    "first",
    ["500", "503", "429", "408", "409", "hang", "drop", "book 500", "book hang", "book drop", "book 409", "book empty"],
)
def test_what_became_of_a_posting_is_looked_up_before_it_is_sent_again(
    owing: Owing, billing: Billing, bill: Callable[..., None], first: str
) -> None:
    billing.manner = lambda nth: first if nth == 1 else "book answer"
    rate(owing, billing)
    owed(owing)
    bill()
    assert outline(owing.credit()) == ("failed", "250.00", "0.00", 1)
    assert owing.adjustments()[0].last_error
    bill()
    assert outline(owing.credit()) == ("accepted", "250.00", "250.00", 1)
    assert list(billing.sums().values()) == [250]
    assert (len(billing.booked), billing.lookups) == (1, 1)


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("400", "HTTP 400 E told so"),
        ("302", "HTTP 302"),
        ("book lie", "answered about 'something else'"),
        ("book short", "booked 125, not 250 EUR"),
    ],
)
def test_what_billing_refuses_or_says_untruly_waits_for_a_person(
    owing: Owing, billing: Billing, bill: Callable[..., None], manner: str, words: str
) -> None:
    billing.manner = lambda _nth: manner
    rate(owing, billing)
    owed(owing)
    bill(3)
    (adjustment,) = owing.adjustments()
    assert (adjustment.state, len(billing.posts)) == ("parked", 1)
    assert words in adjustment.last_error
    assert owing.credit().state == "failed"


def test_a_parked_adjustment_is_tried_again_and_found_when_billing_had_it(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    billing.manner = lambda _nth: "book lie"
    rate(owing, billing)
    owed(owing)
    bill()
    owing.decide(ADJUSTMENT, owing.adjustments()[0].id, state="failed")
    bill()
    assert (owing.credit().state, len(billing.posts)) == ("accepted", 1)


def test_an_answer_to_another_posting_is_not_taken_for_ours(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    amount = {"unit": "EUR", "value": -250}
    billing.booked.append({"id": "x", "name": "tmf623-credit-1-999", "taxExcludedAmount": amount})
    billing.manner = lambda _nth: "book repeat"
    rate(owing, billing)
    owed(owing)
    bill()
    assert owing.adjustments()[0].state == "parked"


def test_revisions_and_failures_in_any_order_sum_to_what_is_due(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    manners = ["book 500", "500", "book drop", "book answer", "book hang", "500", "book answer"]
    billing.manner = lambda nth: manners[(nth - 1) % len(manners)]
    rate(owing, billing)
    sla = owed(owing)
    for turn_number in range(9):
        judged_again(owing, sla, ("up", "down")[turn_number % 2])
        bill(turn_number % 3)
    bill(8)
    credit = owing.credit()
    assert sum(billing.sums().values()) == float(credit.due) == float(credit.accepted)
    assert len(billing.booked) == len({record["name"] for record in billing.booked})
    accepted = [float(each.amount) for each in owing.adjustments() if each.state == "accepted"]
    assert sum(accepted) == float(credit.due)


def test_nothing_is_sent_to_an_address_that_is_not_public(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    rate(owing, billing)
    owed(owing)
    bill(means=Means(private=False, recovery_ms=0, first_pause_ms=0))
    assert (billing.posts, owing.adjustments()[0].state) == ([], "parked")


def test_a_connector_whose_credential_the_server_does_not_have_parks(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    rate(owing, billing, credential="other")
    owed(owing)
    bill()
    assert (billing.posts, owing.adjustments()[0].state) == ([], "parked")
    assert "TMF623_BILLING_CREDENTIALS" in owing.adjustments()[0].last_error


def test_nothing_is_sent_through_a_suspended_connector(
    owing: Owing, billing: Billing, bill: Callable[..., None]
) -> None:
    rate(owing, billing, state="suspended")
    owed(owing)
    bill()
    assert (billing.posts, owing.adjustments()[0].state) == ([], "pending")


def test_a_file_gets_one_line_for_each_adjustment_also_behind_a_torn_one(
    owing: Owing, bill: Callable[..., None], tmp_path: Path
) -> None:
    owing.connector(type="file", file="credits.jsonl")
    path = tmp_path / "credits.jsonl"
    path.write_bytes(b'{"reference":"tmf623-cre')
    sla = owed(owing)
    means = Means(folder=str(tmp_path), recovery_ms=0, first_pause_ms=0)
    bill(2, means)
    judged_again(owing, sla, "up")
    bill(2, means)
    lines = [json.loads(line) for line in path.read_bytes().splitlines()[1:]]
    assert [line["credit"] for line in lines] == [{"unit": "EUR", "value": 250}, {"unit": "EUR", "value": -250}]
    assert owing.credit().state == "reversed"


def test_a_claim_nobody_made_in_time_expires(owing: Owing, bill: Callable[..., None]) -> None:
    owed(owing, claim={"mode": "onRequest", "days": 30})
    bill()
    assert owing.credit().state == "awaitingClaim"
    owing.clock.advance(days=2)
    bill()
    assert owing.credit().state == "expired"
