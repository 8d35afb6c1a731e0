"""Printing criteria and reading them again changes nothing."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.drawing import TYPED, comparisons
from tmf623.contract.kinds import SLA, SLA_VIOLATION, Kind
from tmf623.query.criteria import All, Comparison, Not, Operator, Present, ValueType
from tmf623.query.criteria import Any as AnyOf
from tmf623.query.parameters import parse_query
from tmf623.query.printing import printed
from tmf623.query.text import parse_filter

KINDS = [pytest.param(SLA, id="sla"), pytest.param(SLA_VIOLATION, id="slaViolation")]


@st.composite
def terms(draw: Any, kind: Kind) -> Any:
    """Comparisons of different subjects, some of them joined by OR."""
    named = st.sampled_from(sorted(TYPED[kind.name].items()))
    one = named.flatmap(lambda item: comparisons(tuple(item[0].split(".")), item[1]))
    drawn = draw(st.lists(one, max_size=5, unique_by=lambda c: (c.path, c.operator)))
    cut = draw(st.integers(0, len(drawn)))
    plain, rest = drawn[:cut], drawn[cut:]
    operands = (*plain, AnyOf(tuple(rest))) if len(rest) > 1 else tuple(drawn)
    return operands[0] if len(operands) == 1 else All(operands)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_reading_what_was_printed_gives_the_same_criteria(kind: Kind, data: st.DataObject) -> None:
    predicate = data.draw(terms(kind))
    text = printed(predicate)
    assert parse_filter(kind, text) == predicate
    if not {"%2C", "%3B"} & set(re.findall("%..", text)):  # a URL cannot tell those from separators
        assert parse_query(kind, text.encode()).query.where == predicate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name==a,b%2Cc&name=d", "name=a,b%2Cc,d"),
        ("approvalDate>2015-03-24T02:00:00%2B02:00", "approvalDate.gt=2015-03-24T00:00:00Z"),
        ("name*=a+b;version!=x", "name.regex=a%2Bb;version.ne=x"),
        ("", ""),
    ],
)
def test_filters_have_one_spelling_in_print(text: str, expected: str) -> None:
    assert printed(parse_filter(SLA, text)) == expected


@pytest.mark.parametrize(
    "predicate",
    [
        pytest.param(Present(("name",)), id="existence"),
        pytest.param(Not(Present(("name",))), id="negation"),
        pytest.param(AnyOf(()), id="never"),
        pytest.param(Comparison(("x",), ValueType.TEXT, Operator.EQ, ("y",), untyped=True), id="announced attribute"),
        pytest.param(
            All(tuple(Comparison(("name",), ValueType.TEXT, Operator.EQ, (text,)) for text in "ab")),
            id="one attribute equal to two values at once",
        ),
    ],
)
def test_what_terms_cannot_say_is_not_printed(predicate: Any) -> None:
    with pytest.raises(ValueError, match=r"filter"):
        printed(predicate)
