"""Sets of spans, against sets of instants counted one by one."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.instants import Interval, difference, intersection, length, union

span = st.builds(Interval, st.integers(0, 40), st.integers(0, 40))
spans = st.lists(span, max_size=8)


def instants(some: list[Interval]) -> set[int]:
    return {instant for one in some for instant in range(one.start, one.end)}


def is_canonical(some: list[Interval]) -> bool:
    edges = [edge for one in some for edge in one]
    return edges == sorted(set(edges))


@given(spans)
def test_a_union_holds_each_instant_once_in_spans_as_long_as_possible(some: list[Interval]) -> None:
    assert instants(union(some)) == instants(some)
    assert is_canonical(union(some))


@given(spans)
def test_the_length_of_overlapping_spans_counts_each_instant_once(some: list[Interval]) -> None:
    assert length(some) == len(instants(some))


@given(spans, spans)
def test_an_intersection_holds_what_is_in_both(left: list[Interval], right: list[Interval]) -> None:
    assert instants(intersection(left, right)) == instants(left) & instants(right)
    assert is_canonical(intersection(left, right))


@given(spans, spans)
def test_a_difference_holds_what_is_in_the_first_only(left: list[Interval], right: list[Interval]) -> None:
    assert instants(difference(left, right)) == instants(left) - instants(right)
    assert is_canonical(difference(left, right))


@given(spans, st.randoms(use_true_random=False))
def test_the_order_of_spans_does_not_matter(some: list[Interval], random: Random) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)
    assert union(shuffled) == union(some)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(2, 4, Interval(2, 4), id="inside"),
        pytest.param(-3, 4, Interval(0, 4), id="sticking out before"),
        pytest.param(8, 14, Interval(8, 10), id="sticking out after"),
        pytest.param(10, 14, None, id="touching, half-open, shares nothing"),
        pytest.param(-3, 0, None, id="ending where the other starts"),
    ],
)
def test_a_span_is_clipped_to_the_part_inside(start: int, end: int, expected: Interval | None) -> None:
    assert Interval(start, end).clip(Interval(0, 10)) == expected
