"""Attributes that `@type` and `@schemaLocation` announce: kept whole, or refused by name."""

from decimal import Decimal

import pytest

from contract.examples import ANNOUNCED, refusal
from tmf.sla.v1.event_pb2 import Event
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import json_value, message_of
from tmf623.errors import Reason


def test_announced_attributes_are_kept_whole_and_written_beside_the_others() -> None:
    value = {
        "name": "x",
        **ANNOUNCED,
        "colour": "red",
        "extension": [1, 2.5, None, {"deep": {"er": [True, "ü"]}}],
        "relatedParty": [{"role": "r", **ANNOUNCED, "mood": {"good": True}}],
    }
    message = message_of(Sla, value)
    assert set(message.extension.fields) == {"colour", "extension"}
    assert json_value(message) == value


def test_a_null_announced_attribute_is_absent() -> None:
    message = message_of(Sla, {"name": "x", **ANNOUNCED, "colour": None})
    assert not message.HasField("extension")


@pytest.mark.parametrize(
    "announcement",
    [
        {},
        {"@type": "GoldSla"},
        {"@schemaLocation": "https://schemas.example/gold.json"},
        {"@type": "", "@schemaLocation": "https://schemas.example/gold.json"},
        {"@type": "GoldSla", "@schemaLocation": None},
    ],
)
def test_without_both_announcements_an_extra_attribute_is_unknown(announcement: dict[str, object]) -> None:
    assert refusal(Sla, {"name": "x", **announcement, "colour": "red"}).reason is Reason.UNKNOWN_ATTRIBUTE


def test_an_announcement_does_not_reach_into_parts() -> None:
    assert refusal(Sla, {**ANNOUNCED, "rule": [{"colour": "red"}]}).attribute == "rule[0].colour"


@pytest.mark.parametrize(
    ("extra", "attribute"),
    [
        pytest.param({"n": 2**53 + 1}, "n", id="odd beyond 2^53"),
        pytest.param({"n": 2**60}, "n", id="a double would spell it 1152921504606847000"),
        pytest.param({"n": [{"m": Decimal("0.1000000000000000055")}]}, "n[0].m", id="more digits than a double"),
        pytest.param({"n": 10**400}, "n", id="beyond a double"),
        pytest.param({"n": float("nan")}, "n", id="not a number"),
        pytest.param({"n": b"bytes"}, "n", id="no JSON value"),
        pytest.param({"n": "a\0"}, "n", id="U+0000 in a value"),
        pytest.param({"n\0": 1}, '"n\\u0000"', id="U+0000 in a name"),
        pytest.param({"n": {"m\ud800": 1}}, 'n."m?"', id="half a surrogate pair in a name"),
    ],
)
def test_an_announced_value_that_cannot_be_kept_is_refused(extra: dict[str, object], attribute: str) -> None:
    error = refusal(Sla, {**ANNOUNCED, **extra})
    assert (error.reason, error.attribute) == (Reason.INVALID_VALUE, attribute)


@pytest.mark.parametrize("number", [10**18, 1e300, 2**53 - 1, -5e-324, Decimal("1e22")])
def test_a_number_whose_digits_a_double_gives_back_is_kept(number: float) -> None:
    message = message_of(Sla, {**ANNOUNCED, "n": number})
    assert json_value(message)["n"] == float(number)


def test_an_announced_attribute_may_not_take_the_protos_spelling_of_a_known_one() -> None:
    error = refusal(Sla, {**ANNOUNCED, "valid_for": {}})
    assert (error.reason, error.attribute) == (Reason.UNKNOWN_ATTRIBUTE, "valid_for")


def nested(levels: int) -> object:
    value: object = "bottom"
    for _ in range(levels):
        value = {"in": value}
    return value


def test_an_announced_value_may_be_nested_as_deep_as_every_protobuf_reader_goes() -> None:
    sla = message_of(Sla, {"rule": [{**ANNOUNCED, "deep": nested(23)}]})
    event = Event()
    event.event.sla.CopyFrom(sla)
    assert Event.FromString(event.SerializeToString()) == event
    assert "deeper than 24 levels" in refusal(Sla, {**ANNOUNCED, "deep": nested(24)}).message
