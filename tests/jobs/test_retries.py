"""When a failed delivery is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.jobs.retries import Retries, Verdict, retry_after_s, verdict

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (200, Verdict.DELIVERED),
        (204, Verdict.DELIVERED),
        (299, Verdict.DELIVERED),
        (None, Verdict.LATER),
        (500, Verdict.LATER),
        (503, Verdict.LATER),
        (599, Verdict.LATER),
        (408, Verdict.LATER),
        (425, Verdict.LATER),
        (429, Verdict.LATER),
        (301, Verdict.REFUSED),
        (307, Verdict.REFUSED),
        (400, Verdict.REFUSED),
        (401, Verdict.REFUSED),
        (404, Verdict.REFUSED),
        (422, Verdict.REFUSED),
        (410, Verdict.GONE),
    ],
)
def test_what_an_answer_means(status: int | None, meaning: Verdict) -> None:
    assert verdict(status) is meaning


def test_waits_double_from_a_second_to_an_hour() -> None:
    even = Retries(dice=lambda: 0.5)
    assert [even.delay_s(attempts) for attempts in (1, 2, 3, 4, 12, 13, 14, 100, 10**9)] == [
        1,
        2,
        4,
        8,
        2048,
        3600,
        3600,
        3600,
        3600,
    ]


@pytest.mark.parametrize(("dice", "waits"), [(0.0, 4.0), (0.25, 6.0), (0.75, 10.0)])
def test_a_wait_is_spread_by_half_around_its_middle(dice: float, waits: float) -> None:
    assert Retries(dice=lambda: dice).delay_s(4) == waits


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        pytest.param(0, 1, id="nothing asked"),
        pytest.param(0.2, 1, id="less than due anyway"),
        pytest.param(120, 120, id="two minutes"),
        pytest.param(10**9, 3600, id="never longer than the longest"),
    ],
)
def test_a_receivers_own_wish_is_heard_within_bounds(asked: float, waits: float) -> None:
    assert Retries(dice=lambda: 0.5).delay_s(1, asked) == waits


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, 0),
        ("0", 0),
        (" 120 ", 120),
        ("9" * 40, 999999999),
        ("-5", 0),
        ("1.5", 0),
        ("soon", 0),
        ("", 0),
        ("٣", 0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90),
        ("Sun, 01 Mar 2026 12:01:30 -0000", 90),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 99 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 11:00:00 +99999999999999999999", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str | None, seconds: float) -> None:
    assert retry_after_s(text, NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_breaks_the_job(text: str) -> None:
    assert retry_after_s(text, NOW) >= 0


@pytest.mark.parametrize(
    ("meaning", "attempts", "age", "last"),
    [
        pytest.param(Verdict.LATER, 1, timedelta(0), False, id="the first failure"),
        pytest.param(Verdict.LATER, 500, timedelta(days=2, hours=23), False, id="many failures within three days"),
        pytest.param(Verdict.LATER, 10, timedelta(days=3), True, id="three days of failures"),
        pytest.param(Verdict.LATER, 9, timedelta(days=9), False, id="old, but the server was off: not tried enough"),
        pytest.param(Verdict.REFUSED, 9, timedelta(minutes=4), False, id="refused nine times"),
        pytest.param(Verdict.REFUSED, 10, timedelta(minutes=8), True, id="refused ten times"),
        pytest.param(Verdict.LATER, 1, timedelta(hours=-1), False, id="the clock was put back"),
    ],
)
def test_when_a_delivery_is_given_up(meaning: Verdict, attempts: int, age: timedelta, *, last: bool) -> None:
    assert Retries().is_last(meaning, attempts, age) is last
