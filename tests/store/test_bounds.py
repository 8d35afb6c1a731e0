"""Texts as indexes take them."""

from hypothesis import given
from hypothesis import strategies as st

from tmf623.store import bounds

TEXTS = st.one_of(st.text(), st.text(alphabet="ab\x1f…é", min_size=100, max_size=400))


@given(one=TEXTS, other=TEXTS)
def test_keys_are_equal_for_equal_texts_only(one: str, other: str) -> None:
    assert (bounds.key(one) == bounds.key(other)) == (one == other)
    assert len(bounds.key(one).encode()) <= 400


@given(text=TEXTS)
def test_no_text_is_the_key_of_another(text: str) -> None:
    key = bounds.key(text)
    assert key == text or bounds.key(key) != key


@given(one=TEXTS, other=TEXTS)
def test_prefixes_sort_as_their_texts_do(one: str, other: str) -> None:
    if bounds.prefix(one) != bounds.prefix(other):
        assert (bounds.prefix(one) < bounds.prefix(other)) == (one < other)
    assert len(bounds.prefix(one).encode()) <= 4 * bounds.PREFIX <= 512
