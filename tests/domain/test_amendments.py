"""Amendments: which version of an agreement governs which part of a period."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.amendments import Dated, Governed, governed
from tmf623.domain.choices import AmendmentRule
from tmf623.domain.instants import LATEST, Interval, length, union

START, SPLIT = AmendmentRule.PERIOD_START, AmendmentRule.SPLIT
PERIOD = Interval(100, 200)


def versions(*dated: tuple[str, int, int]) -> list[Dated[str]]:
    return [Dated(name, Interval(start, end)) for name, start, end in dated]


@pytest.mark.parametrize(
    ("dated", "rule", "parts"),
    [
        pytest.param([("a", 0, LATEST)], START, [("a", 100, 200)], id="one version"),
        pytest.param([("a", 0, LATEST), ("b", 150, LATEST)], START, [("a", 100, 200)], id="amended: the old one"),
        pytest.param(
            [("a", 0, LATEST), ("b", 150, LATEST)], SPLIT, [("a", 100, 150), ("b", 150, 200)], id="amended: cut"
        ),
        pytest.param([("b", 150, LATEST), ("a", 0, 150)], SPLIT, [("a", 100, 150), ("b", 150, 200)], id="any order"),
        pytest.param([("a", 0, LATEST), ("b", 100, LATEST)], START, [("b", 100, 200)], id="amended as it starts"),
        pytest.param([("a", 120, LATEST)], START, [("a", 120, 200)], id="a partial first period"),
        pytest.param([("a", 0, 180)], START, [("a", 100, 180)], id="a partial last period"),
        pytest.param([("a", 120, LATEST), ("b", 150, LATEST)], START, [("a", 120, 200)], id="begun and amended"),
        pytest.param(
            [("a", 0, 130), ("b", 150, 300)], START, [("a", 100, 130), ("a", 150, 200)], id="nothing in between"
        ),
        pytest.param([("a", 0, 90)], START, [], id="ended before"),
        pytest.param([], SPLIT, [], id="no version"),
        pytest.param([("a", 50, LATEST), ("b", 50, LATEST)], SPLIT, [("b", 100, 200)], id="replaced before it began"),
    ],
)
def test_a_version_governs_its_part(
    dated: list[tuple[str, int, int]], rule: AmendmentRule, parts: list[tuple[str, int, int]]
) -> None:
    expected = [Governed(Interval(start, end), name) for name, start, end in parts]
    assert governed(PERIOD, versions(*dated), rule) == expected


SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda t: Interval(t[0], t[0] + t[1])), max_size=6
)


@given(spans=SPANS)
def test_whatever_the_policy_the_same_time_is_judged_and_each_instant_once(spans: list[Interval]) -> None:
    dated = [Dated(number, span) for number, span in enumerate(spans)]
    cut, whole = governed(PERIOD, dated, SPLIT), governed(PERIOD, dated, START)
    assert union(part.span for part in cut) == union(part.span for part in whole)
    assert sum(part.span.length for part in cut) == length(part.span for part in cut)
    assert len({part.version for part in whole}) <= 1
    if cut:
        assert whole[0].version == cut[0].version
