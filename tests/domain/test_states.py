"""Timelines: what was the case when, whatever the order and repetition of the reports."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.domain.facts import Series
from tmf623.domain.instants import Interval
from tmf623.domain.states import Merging, segments
from tmf623.domain.timeline import Change, Segment

UP, HALF, DOWN = Fraction(0), Fraction(1, 2), Fraction(1)
PERIOD = Interval(0, 100)
impacts = st.sampled_from([None, UP, HALF, DOWN])
changes = st.lists(
    st.builds(Change, st.integers(-20, 120), impacts, st.sampled_from(["a", "b"]), st.integers(1, 3)), max_size=12
)


def timeline(reports: Sequence[Change], span: Interval) -> list[Segment]:
    return segments(Series(changes=reports), span, Merging())


def told(*reports: Change) -> list[tuple[int, int, Fraction | None]]:
    return [(segment.span.start, segment.span.end, segment.impact) for segment in timeline(reports, PERIOD)]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param([], [(0, 100, None)], id="nothing reported: unknown"),
        pytest.param([Change(10, UP)], [(0, 10, None), (10, 100, UP)], id="unknown before the first report"),
        pytest.param([Change(-5, UP)], [(0, 100, UP)], id="a report from before the period lasts into it"),
        pytest.param([Change(0, UP), Change(100, DOWN)], [(0, 100, UP)], id="a report at the end is not in the period"),
        pytest.param(
            [Change(0, UP), Change(40, DOWN), Change(60, UP)],
            [(0, 40, UP), (40, 60, DOWN), (60, 100, UP)],
            id="down and up again",
        ),
        pytest.param(
            [Change(0, UP), Change(40, None), Change(60, UP)],
            [(0, 40, UP), (40, 60, None), (60, 100, UP)],
            id="reported unknown",
        ),
        pytest.param([Change(0, UP), Change(30, UP), Change(60, UP)], [(0, 100, UP)], id="the same again says nothing"),
        pytest.param(
            [Change(0, UP, "a", 1), Change(40, DOWN, "a", 1), Change(40, UP, "a", 2)],
            [(0, 100, UP)],
            id="a report known later corrects the earlier one about the same instant",
        ),
        pytest.param(
            [Change(0, DOWN, "a", 2), Change(0, UP, "a", 1)], [(0, 100, DOWN)], id="known earlier corrects nothing"
        ),
        pytest.param(
            [Change(0, HALF, "a", 1), Change(0, UP, "a", 1), Change(0, None, "a", 1)],
            [(0, 100, HALF)],
            id="contradicting at once: the worse",
        ),
        pytest.param(
            [Change(0, UP, "a"), Change(0, DOWN, "b"), Change(50, HALF, "b")],
            [(0, 50, DOWN), (50, 100, HALF)],
            id="of several sources the worst",
        ),
        pytest.param(
            [Change(0, UP, "a"), Change(0, None, "b"), Change(50, None, "a")],
            [(0, 50, UP), (50, 100, None)],
            id="unknown only while no source knows",
        ),
    ],
)
def test_reports_put_together_tell_what_was_the_case(
    reports: list[Change], expected: list[tuple[int, int, Fraction | None]]
) -> None:
    assert told(*reports) == expected


def state_at(reports: list[Change], instant: int) -> Fraction | None:
    """The worst of what each source last said, read off one instant at a time."""
    said = []
    for source in {report.source for report in reports}:
        earlier = [report for report in reports if report.source == source and report.time <= instant]
        if earlier:
            latest = max(report.time for report in earlier)
            known = max(report.known_at for report in earlier if report.time == latest)
            last = [report.impact for report in earlier if (report.time, report.known_at) == (latest, known)]
            said.append(max(last, key=lambda impact: -1 if impact is None else impact))
    return max((impact for impact in said if impact is not None), default=None)


@given(changes)
def test_a_timeline_is_what_each_instant_tells_alone(reports: list[Change]) -> None:
    segments = timeline(reports, PERIOD)
    told_at = [segment.impact for segment in segments for _ in range(segment.span.start, segment.span.end)]
    assert told_at == [state_at(reports, instant) for instant in range(PERIOD.start, PERIOD.end)]
    assert segments[0].span.start == PERIOD.start
    assert segments[-1].span.end == PERIOD.end


@given(changes, st.randoms(use_true_random=False))
def test_order_and_repetition_of_reports_do_not_matter(reports: list[Change], random: Random) -> None:
    again = reports + [random.choice(reports) for _ in reports]
    random.shuffle(again)
    assert timeline(again, PERIOD) == timeline(reports, PERIOD)


@given(changes, st.integers(1, 99))
def test_cutting_the_period_in_two_changes_nothing(reports: list[Change], cut: int) -> None:
    halves = [*timeline(reports, Interval(0, cut)), *timeline(reports, Interval(cut, 100))]
    told_at = [segment.impact for segment in halves for _ in range(segment.span.start, segment.span.end)]
    assert told_at == [state_at(reports, instant) for instant in range(PERIOD.start, PERIOD.end)]
