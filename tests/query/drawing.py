"""Random criteria on the documents of `documents`, and random sort orders."""

from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from query.documents import INSTANTS, NUMBERS, TEXTS
from tmf623.contract.kinds import SLA, SLA_VIOLATION, Kind
from tmf623.query import criteria, literals
from tmf623.query.criteria import Comparison, Exists, Not, Operator, Order, Present, ValueType

ORDERED = [Operator.EQ, Operator.NE, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE]
PATTERNS = ["", "^Gold", "line$", "(?i)GOLD", "[0-9]+", "^x{128}$", "\u00e9|Z", "\\bline\\b", "^$", "."]
TYPED: dict[str, dict[str, ValueType]] = {
    SLA.name: {
        "name": ValueType.TEXT,
        "version": ValueType.TEXT,
        "state": ValueType.TEXT,
        "approved": ValueType.BOOLEAN,
        "approvalDate": ValueType.INSTANT,
        "validFor.startDateTime": ValueType.INSTANT,
        "relatedParty.role": ValueType.TEXT,
        "relatedParty.validFor.endDateTime": ValueType.INSTANT,
        "rule.id": ValueType.TEXT,
        "rule.spec.@type": ValueType.TEXT,
        "rule.spec.population.ticketType": ValueType.TEXT,
        "calendar.holiday": ValueType.TEXT,
        "@type": ValueType.TEXT,
    },
    SLA_VIOLATION.name: {
        "date": ValueType.INSTANT,
        "sla.id": ValueType.TEXT,
        "relatedParty.role": ValueType.TEXT,
        "violation.unit": ValueType.TEXT,
        "violation.tolerance": ValueType.NUMBER,
        "violation.violationAverage": ValueType.NUMBER,
        "violation.attachment.description": ValueType.TEXT,
    },
}
ELEMENTS = {
    SLA.name: {
        ("rule",): {("id",), ("metric",), ("unit",), ("spec", "@type"), ("spec", "population", "ticketType")},
        ("relatedParty",): {("role",), ("name",)},
        ("calendar", "holiday"): {()},
    },
    SLA_VIOLATION.name: {("relatedParty",): {("role",), ("name",)}},
}
ANNOUNCED = [("colour",), ("colour", "x"), ("x.y",), ('q"\\',), ("nowhere",), ("",)]


@cache
def values(type_: ValueType) -> st.SearchStrategy[Any]:
    if type_ is ValueType.TEXT:
        return st.one_of(
            st.sampled_from(TEXTS), st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=4)
        )
    if type_ is ValueType.BOOLEAN:
        return st.booleans()
    if type_ is ValueType.NUMBER:
        return st.one_of(st.sampled_from(NUMBERS).map(Decimal), st.decimals(-2000, 2000, places=4))
    near = st.sampled_from([-1_000_000, -1000, -1, 0, 1, 1000])
    return st.builds(
        lambda text, step: max(literals.instant(text) + step, literals.instant(INSTANTS[0])),
        st.sampled_from(INSTANTS[:-1]),
        near,
    )


@cache
def operators(type_: ValueType) -> st.SearchStrategy[Operator]:
    return st.sampled_from(ORDERED[:2] if type_ is ValueType.BOOLEAN else ORDERED)


@cache
@st.composite
def comparisons(draw: Any, path: tuple[str, ...], type_: ValueType, *, untyped: bool = False) -> Comparison:
    if type_ is ValueType.TEXT and draw(st.integers(0, 4)) == 0:
        return Comparison(path, type_, Operator.REGEX, (draw(st.sampled_from(PATTERNS)),), untyped=untyped)
    found = draw(st.lists(values(type_), min_size=1, max_size=3, unique=True))
    return Comparison(path, type_, draw(operators(type_)), tuple(found), untyped=untyped)


def typed_comparisons(kind: Kind) -> st.SearchStrategy[Comparison]:
    named = st.sampled_from(sorted(TYPED[kind.name].items()))
    by_id = comparisons(("id",), ValueType.NUMBER).filter(lambda c: c.operator not in {Operator.EQ, Operator.NE})
    ids = st.lists(st.sampled_from(["1", "2", "7", "01", "", "x"]), min_size=1, max_size=3, unique=True)
    same_id = st.builds(
        lambda operator, found: Comparison(("id",), ValueType.TEXT, operator, tuple(found)),
        st.sampled_from([Operator.EQ, Operator.NE]),
        ids,
    )
    return st.one_of(named.flatmap(lambda item: comparisons(tuple(item[0].split(".")), item[1])), by_id, same_id)


def announced() -> st.SearchStrategy[Any]:
    types = st.sampled_from([ValueType.TEXT, ValueType.NUMBER, ValueType.BOOLEAN])
    path = st.sampled_from(ANNOUNCED)
    return st.one_of(
        st.tuples(path, types).flatmap(lambda drawn: comparisons(*drawn, untyped=True)),
        path.map(Present),
        st.builds(Exists, st.just(("colour",)), types.flatmap(lambda type_: comparisons((), type_, untyped=True))),
        st.builds(Exists, st.just(("colour",)), types.flatmap(lambda type_: comparisons(("x",), type_, untyped=True))),
    )


def elements(kind: Kind) -> st.SearchStrategy[Exists]:
    def within(item: Any) -> st.SearchStrategy[Exists]:
        path, below = item
        inner = st.sampled_from(sorted(below)).flatmap(lambda step: comparisons(step, ValueType.TEXT))
        return st.builds(Exists, st.just(path), joined(inner))

    return st.sampled_from(sorted(ELEMENTS[kind.name].items())).flatmap(within)


def joined(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def several(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        few = st.lists(inner, max_size=3).map(tuple)
        return st.one_of(few.map(criteria.All), few.map(criteria.Any), inner.map(Not))

    return st.recursive(leaves, several, max_leaves=6)


@cache
def predicates(kind: Kind) -> st.SearchStrategy[Any]:
    present = st.sampled_from(
        [("name",), ("validFor",), ("rule",), ("rule", "spec"), ("id",), ("violation",), ("calendar", "holiday")]
    )
    known = present.map(Present) if kind is SLA else st.just(Present(("violation", "attachment")))
    return joined(st.one_of(typed_comparisons(kind), typed_comparisons(kind), elements(kind), announced(), known))


@cache
def orders(kind: Kind) -> st.SearchStrategy[list[Order]]:
    named = st.sampled_from([*sorted(TYPED[kind.name].items()), ("id", ValueType.NUMBER)])
    one = st.builds(lambda item, down: Order(tuple(item[0].split(".")), item[1], down), named, st.booleans())
    return st.lists(one, max_size=3, unique_by=lambda order: order.path)
