"""Laws of credits: caps hold, no cent is lost, worse service never gives less, the order of rules does not matter."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import credit_cases as cases
from tmf623.domain.choices import RoundingMode
from tmf623.domain.credit.calculation import Context, draft
from tmf623.domain.credit.consequence import Across, Aggregate, Cap, CapPer, RoundingPer
from tmf623.domain.credit.finding import Severity
from tmf623.domain.credit.lint import lint
from tmf623.domain.credit.money import EXPONENTS, minor_unit, rounded, split, text_of
from tmf623.domain.credit.settlement import Earlier, Member, settle
from tmf623.domain.credit.states import (
    ADJUSTMENT,
    ADJUSTMENT_BY_HAND,
    BY_HAND,
    CREDIT,
    AdjustmentState,
    CreditState,
    Standing,
    state_after,
)
from tmf623.domain.instants import DAY, Interval

AMOUNTS = st.decimals(0, 10**6, places=2, allow_nan=False).map(Fraction)
PERCENTS = st.integers(0, 150).map(Fraction)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD", "CLF"])
MODES = st.sampled_from(list(RoundingMode))


@given(st.integers(-(10**7), 10**7), st.lists(AMOUNTS, min_size=1, max_size=8), CURRENCIES)
def test_sharing_out_loses_nothing_and_gives_payable_shares(units: int, weights: list[Fraction], currency: str) -> None:
    total = units * minor_unit(currency)
    shares = split(total, weights, currency)
    assert sum(shares) == total
    assert all((share / minor_unit(currency)).denominator == 1 for share in shares)
    over = sum(weights)
    if over:
        exact = [total * weight / over for weight in weights]
        assert all(abs(share - due) < minor_unit(currency) for share, due in zip(shares, exact, strict=True))


@given(st.fractions(-1000, 1000), CURRENCIES, MODES)
def test_rounding_moves_by_less_than_a_minor_unit(value: Fraction, currency: str, mode: RoundingMode) -> None:
    payable = rounded(value, currency, mode)
    assert abs(payable - value) < minor_unit(currency)
    assert Fraction(text_of(payable, currency)) == payable


@given(st.integers(-(10**5), 10**5), st.sampled_from([1, 5, 10, 100]), CURRENCIES, MODES)
def test_rounding_is_that_of_decimal_arithmetic(count: int, per_unit: int, currency: str, mode: RoundingMode) -> None:
    """Halves of the minor unit, and what lies beside them; General Decimal Arithmetic names the same seven modes."""
    places = EXPONENTS[currency]
    value = Decimal(count) / Decimal(2 * per_unit) / 10**places
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=f"ROUND_{mode.name}")
    assert rounded(Fraction(value), currency, mode) == Fraction(expected)


@given(
    base=AMOUNTS,
    percents=st.lists(PERCENTS, min_size=1, max_size=5),
    cap=PERCENTS,
    before=AMOUNTS,
    aggregate=st.sampled_from(list(Aggregate)),
    mode=MODES,
    per=st.sampled_from(list(RoundingPer)),
)
def test_no_credit_exceeds_its_caps(  # noqa: PLR0917 - as many as are drawn
    base: Fraction,
    percents: list[Fraction],
    cap: Fraction,
    before: Fraction,
    aggregate: Aggregate,
    mode: RoundingMode,
    per: RoundingPer,
) -> None:
    caps = (
        Cap(CapPer.PERIOD, percent=cap, across=Across.GROUP),
        Cap(CapPer.CONTRACT_YEAR, percent=cap, across=Across.GROUP),
    )
    owed = cases.account("EUR", cases.charges([{"type": "MRC", "amount": str(float(base)), "currency": "EUR"}]))
    owed = owed._replace(in_force=Interval(cases.START - 90 * DAY, cases.APRIL.end))
    members = []
    for i, percent in enumerate(percents):
        terms = {
            "name": "c",
            "currency": "EUR",
            "base": {"charge": ["MRC"]},
            "group": "g",
            "schedule": {
                "measure": "level",
                "unit": "%",
                "tier": [{"lt": "100", "award": [{"percent": str(percent)}]}],
            },
        }
        own = replace(cases.consequence(terms), caps=caps, aggregate=aggregate, rounding=mode, rounding_per=per)
        found = cases.attainments(cases.SCHEDULES["aws-compute-region-2022"]["rule"], {"level": "90"})
        members.append(Member(str(i), draft(own, found, Context(owed))))
    limit = rounded(Fraction(str(float(base))) * cap / 100, "EUR", mode)
    used = min(before, limit)
    month = Interval(cases.START - 30 * DAY, cases.START)
    results = settle(members, owed, [Earlier("0", "g", month, used)])
    due = sum((one.due for one in results), Fraction(0))
    assert due <= limit - used
    assert due >= 0
    assert sum((amount for one in results for _, amount in one.lines), Fraction(0)) == due


SOUND = [name for name in cases.SCHEDULES if name != "telus-wavelength-unprotected-lint"]


@pytest.mark.parametrize("name", SOUND)
def test_worse_service_never_gives_less_by_a_sound_table(name: str) -> None:
    schedule = cases.SCHEDULES[name]
    terms = cases.consequence(schedule["consequence"])
    assert not [one for one in lint(terms) if one.severity is Severity.ERROR and one.defect == "nonMonotone"]


# ------------------------------------------------------------------ life cycles, every state and every command


@pytest.mark.parametrize("before", list(CreditState))
@pytest.mark.parametrize("after", list(CreditState))
def test_people_may_only_ask_for_transitions_there_are(before: CreditState, after: CreditState) -> None:
    if BY_HAND.allows(before, after) and before is not after:
        assert CREDIT.allows(before, after)


@pytest.mark.parametrize("before", list(AdjustmentState))
@pytest.mark.parametrize("after", list(AdjustmentState))
def test_of_adjustments_too(before: AdjustmentState, after: AdjustmentState) -> None:
    if ADJUSTMENT_BY_HAND.allows(before, after) and before is not after:
        assert ADJUSTMENT.allows(before, after)


def test_what_billing_has_is_never_changed_again() -> None:
    assert [state for state in AdjustmentState if ADJUSTMENT.ends(state)] == ["accepted", "cancelled"]


STANDINGS = [
    Standing(Fraction(due), Fraction(accepted), way, needs_claim=claim, needs_review=review, is_troubled=trouble)
    for due in (0, 100)
    for accepted in (0, 100)
    for way in (None, Fraction(100), Fraction(-100))
    for claim in (False, True)
    for review in (False, True)
    for trouble in (False, True)
]


@pytest.mark.parametrize("before", [None, *CreditState])
def test_working_out_again_moves_a_credit_only_along_its_life_cycle(before: CreditState | None) -> None:
    for standing in STANDINGS:
        if not possible(before, standing):
            continue
        after = state_after(before, standing)
        assert CREDIT.allows(before, after), (before, after, standing)


def possible(before: CreditState | None, standing: Standing) -> bool:
    """What can be the case: nothing is sent before approval, nothing waits for a claim after it."""
    fresh = {None, CreditState.CALCULATED, CreditState.AWAITING_CLAIM, CreditState.EXPIRED}
    sent = {CreditState.SUBMITTED, CreditState.FAILED, CreditState.ACCEPTED, CreditState.REVERSED}
    if before in fresh and (standing.accepted or standing.on_its_way):
        return False
    if before in sent | {CreditState.APPROVED} and standing.needs_claim:
        return False
    if before is CreditState.EXPIRED and not standing.needs_claim:
        return False
    settled = {CreditState.ACCEPTED: True, CreditState.REVERSED: False}
    return before not in settled or bool(standing.accepted) is settled[before]


def test_every_currency_of_iso_4217_has_its_exponent() -> None:
    assert (len(EXPONENTS), EXPONENTS["JPY"], EXPONENTS["KWD"], EXPONENTS["EUR"]) == (len(set(EXPONENTS)), 0, 3, 2)
