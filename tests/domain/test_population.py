"""Populations choose by words and attributes, and say what is taken out."""

import pytest

from tmf623.domain.facts import Case, Contact, Order, StatusChange
from tmf623.domain.population import Condition, Event, ExcludedPart, Population

CASE = Case(
    0, None, "repair", "1", severity="high", channel="phone", status="pending",
    history=(StatusChange(2, "pending", "customer"), StatusChange(1, "inProgress", "")),
    attributes={"characteristic.access": ("fibre", "copper")},
)  # fmt: skip
ORDER = Order(0, None, status="inProgress", actions=("add", "modify"), priority="2")


def words(**chosen: set[str]) -> Population:
    return Population({name: frozenset(values) for name, values in chosen.items()})


def named(*values: str, negated: bool = False) -> Population:
    return Population(conditions=(Condition("characteristic.access", frozenset(values), negated),))


@pytest.mark.parametrize(
    ("population", "event", "counts"),
    [
        (Population(), CASE, True),
        (words(ticketType={"repair"}), CASE, True),
        (words(ticketType={"Repair"}), CASE, False),
        (words(ticketType={"repair"}, priority={"2"}), CASE, False),
        (words(severity={"high", "low"}, channel={"phone"}, status={"pending"}), CASE, True),
        (words(reason={"customer"}), CASE, True),
        (words(reason={""}), CASE, False),
        (words(reason={"customer"}), Case(0, None), False),
        (words(action={"modify"}), ORDER, True),
        (words(action={"delete"}), ORDER, False),
        (words(priority={"2"}, status={"inProgress"}), ORDER, True),
        (words(action={"add"}), CASE, False),
        (words(channel={"email"}), Contact(0, channel="email"), True),
        (words(ticketType={"repair"}), Contact(0), False),
        (named("fibre"), CASE, True),
        (named("radio"), CASE, False),
        (named("fibre", negated=True), CASE, False),
        (named("radio", negated=True), CASE, True),
        (named("radio", negated=True), ORDER, True),
    ],
)
def test_an_event_counts_when_everything_said_holds(
    population: Population,
    event: Event,
    counts: bool,  # noqa: FBT001
) -> None:
    assert population.holds(event) is counts


def test_the_first_part_that_fits_says_why_an_event_is_taken_out() -> None:
    fibre, any_access = (
        Condition("characteristic.access", frozenset({"fibre"})),
        Condition("x", frozenset(), negated=True),
    )
    parts = (
        ExcludedPart("radio", (Condition("characteristic.access", frozenset({"radio"})),)),
        ExcludedPart("fibre", (fibre, any_access)),
        ExcludedPart("all", ()),
    )
    assert Population(excluded=parts).category(CASE) == "fibre"
    assert Population(excluded=parts[:1]).category(CASE) == ""
