"""Payloads: everything that was observed comes back, in one canonical form."""

import zlib
from array import array
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf623.store import columns
from tmf623.store.columns import numbers_of
from tmf623.store.observations import (
    Content,
    Names,
    ObservationKind,
    bound_texts,
    content_of,
    joined,
    packed,
    samples,
    unpacked,
)

NAMES = st.builds(Names, st.text(), st.text(), st.text(), st.text())
INSTANTS = st.integers(-(2**61), 2**61)
STATES = st.tuples(st.sampled_from(["up", "down", "degraded", "unknown"]), st.sampled_from(["", "0.5", "1"]))
DECIMALS = st.decimals(-(10**40), 10**40, allow_nan=False, allow_infinity=False) | st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**6), 10**6), st.integers(0, 40)
)
BOUNDS = st.lists(st.integers(-50, 50), max_size=4, unique=True).map(
    lambda bounds: bound_texts(map(Decimal, sorted(bounds)))
)
ROWS = {
    ObservationKind.STATE_CHANGE: st.builds(lambda time, state: (time, *state), INSTANTS, STATES),
    ObservationKind.STATE_INTERVAL: st.builds(
        lambda start, end, state: (start, end, *state), INSTANTS, INSTANTS, STATES
    ),
    ObservationKind.SAMPLE: st.tuples(INSTANTS, DECIMALS),
    ObservationKind.GOOD_TOTAL: st.tuples(INSTANTS, INSTANTS, DECIMALS, DECIMALS, st.booleans()),
    ObservationKind.HISTOGRAM: st.builds(
        lambda start, end, bounds, cumulative, count: (start, end, bounds, cumulative, (count,) * (len(bounds) + 1)),
        INSTANTS,
        INSTANTS,
        BOUNDS,
        st.booleans(),
        st.integers(0, 2**62),
    ),
}
CONTENTS = st.sampled_from(list(ObservationKind)).flatmap(
    lambda kind: st.lists(ROWS[kind], min_size=1, max_size=20).map(lambda rows: (kind, rows))
)


@given(observed=CONTENTS, names=NAMES)
def test_packing_keeps_everything_and_forgets_the_order(
    observed: tuple[ObservationKind, list[tuple[object, ...]]], names: Names
) -> None:
    kind, rows = observed
    payload = packed(names, content_of(kind, rows))
    head, content = unpacked(kind, payload.compressed, len(rows))
    assert head["names"] == list(names)
    assert content.rows() == sorted(rows)  # type: ignore[type-var]
    assert packed(names, content_of(kind, rows[::-1])) == payload
    assert sha256(zlib.decompress(payload.compressed)).digest() == payload.digest


@given(observed=CONTENTS, cut=st.integers(0, 20))
def test_what_is_joined_is_told_apart_again(
    observed: tuple[ObservationKind, list[tuple[object, ...]]], cut: int
) -> None:
    kind, rows = observed
    parts = [content_of(kind, part) for part in (rows[:cut], rows[cut:]) if part]
    whole = joined(parts)
    place = 0
    for part in parts:
        again = whole.at(place, place + part.count)
        assert packed(Names("", "", "", ""), again) == packed(Names("", "", "", ""), part)
        place += part.count


@given(values=st.lists(DECIMALS, min_size=1))
def test_numbers_are_exact_whatever_their_size(values: list[Decimal]) -> None:
    numbers = numbers_of(values)
    assert numbers.decimals() == values
    assert columns.numbers_from(numbers.packed(), numbers.scale, numbers.width) == numbers


@pytest.mark.parametrize(
    ("written", "scale", "mantissas"),
    [
        (["1.50", "2"], 1, [15, 20]),
        (["100", "20"], 0, [100, 20]),
        (["0", "-0.0"], 0, [0, 0]),
        (["1e-3", "1e2"], 3, [1, 100_000]),
    ],
)
def test_numbers_have_the_smallest_scale_that_makes_all_of_them_whole(
    written: list[str], scale: int, mantissas: list[int]
) -> None:
    numbers = numbers_of(map(Decimal, written))
    assert (numbers.scale, list(numbers.mantissas)) == (scale, mantissas)


def test_samples_in_columns_are_those_in_rows() -> None:
    rows = [(3, Decimal("1.5")), (1, Decimal(2)), (1, Decimal("-0.25"))]
    by_columns = samples(array("q", [3, 1, 1]), columns.lowest(array("q", [1500, 2000, -250]), 3))
    assert by_columns == content_of(ObservationKind.SAMPLE, rows)


def test_a_payload_of_another_length_is_refused() -> None:
    content = content_of(ObservationKind.STATE_CHANGE, [(1, "up", ""), (2, "down", "")])
    payload = packed(Names("s", "", "o", "m"), content)
    with pytest.raises(ValueError, match=r"bytes length|other than"):
        unpacked(ObservationKind.STATE_CHANGE, payload.compressed, 3)


def test_more_different_values_than_a_code_can_tell_are_refused() -> None:
    rows = [(number, "degraded", str(number)) for number in range(2**16 + 1)]
    with pytest.raises(ValueError, match="65537 different"):
        packed(
            Names("s", "", "o", "m"),
            Content(ObservationKind.STATE_CHANGE, (range(2**16 + 1),), (), [row[1:] for row in rows]),
        )
