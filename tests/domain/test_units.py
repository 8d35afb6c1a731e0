"""Units under all their names."""

import pytest

from tmf623.domain.units import unit_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("%", ["%", " percent ", "Percentage", "pct"]),
        ("1", ["1", "ratio", "Fraction"]),
        ("us", ["us", "µs", "microseconds"]),
        ("ms", ["ms", "milliseconds", "Millisecond"]),
        ("s", ["s", "sec", "Seconds"]),
        ("min", ["min", "minutes"]),
        ("h", ["h", "Hours", "hr"]),
        ("day", ["d", "day", "calendar days", "calendarDay"]),
        ("businessMinute", ["business minutes", "businessMinute"]),
        ("businessHour", ["businessHour", "business_hours", "working hours"]),
        ("businessDay", ["businessDay", "business days", "BUSINESS-DAY", "working day"]),
    ],
)
def test_a_unit_is_known_by_many_names(name: str, words: list[str]) -> None:
    found = {word: unit_of(word) for word in words}
    assert {word: unit and unit.name for word, unit in found.items()} == dict.fromkeys(words, name)


@pytest.mark.parametrize("word", ["", "string", "kbps", "number", "month"])
def test_other_words_name_no_unit(word: str) -> None:
    assert unit_of(word) is None
