"""Patterns of clients take time in proportion to the text, whatever they are."""

import time

import pytest

from tmf623.errors import Invalid
from tmf623.query import patterns

TEXT = "ab" * 10_000 + "!"
HOSTILE = [
    "(a+)+$",
    "([a-zA-Z]+)*$",
    "(a|aa)+$",
    "(a|a?)+$",
    "(.*a){20}$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(a*)*c",
    "((a*)*)*c",
    "(a|b|ab)*c",
    "(x+x+)+y",
    "(.*)*(.*)*c",
    "(?:a?){50}a{50}c",
    "(a{0,20}){0,20}c",
    "(a|b)*a(a|b){20}c",
    "([ab]*)*c",
    "(\\w+\\s?)*c$",
    "(\\d+|\\w+)*c$",
    "(?i)(A|a|b)*c$",
    "^(a?b?)*c",
    ".*.*.*.*.*=.*c",
]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_hostile_pattern_is_searched_in_a_blink(pattern: str) -> None:
    search = patterns.searching(patterns.checked(pattern, "name"))
    began = time.perf_counter()
    search(TEXT)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("", "", True),
        ("a.c", "xabcx", True),
        ("^a", "ba", False),
        ("\u00e9$", "caf\u00e9", True),
        ("^.$", "\U0001f600", True),
        ("\\bline\\b", "Gold line", True),
        ("(?i)GOLD", "gold", True),
        ("a$", "a\nb", False),
    ],
)
def test_a_pattern_is_searched_anywhere(pattern: str, text: str, *, found: bool) -> None:
    assert patterns.searching(patterns.checked(pattern, "name"))(text) is found


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "a{2000}", "(?=a)", "(?<=a)b", "(a)\\1", "(?P<x>a)(?P=x)", "x" * 257, "\\pL{90}", "*"]
)
def test_what_cannot_be_searched_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid, match="name"):
        patterns.checked(pattern, "name")
