"""Resources at rest: two encodings of one message, without what only the server writes."""

from hashlib import sha256
from typing import Any

import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st

from contract import examples
from contract.drawn import DRAWN, messages
from tmf.sla.v1.event_pb2 import Hub
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import message_of
from tmf623.contract.documents import OWNED, Difference, Stored, encoded, etag, loaded
from tmf623.contract.kinds import HUB, KINDS, SLA, Kind
from tmf623.contract.reader import read_json
from tmf623.errors import Invalid
from tmf623.service.events import differing

EACH_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


def stored(message: Message, id: int = 7, revision: int = 1) -> Stored:
    both = encoded(message)
    return Stored(id, revision, both.document, both.message)


@EACH_KIND
@DRAWN
@given(data=st.data())
def test_both_encodings_say_the_same_and_neither_holds_id_or_href(kind: Kind, data: st.DataObject) -> None:
    message = data.draw(messages(kind.message, extended=True))
    both = encoded(message)
    decoded: Any = kind.message.FromString(both.message)
    assert not decoded.HasField("id")
    assert not decoded.HasField("href")
    assert message_of(kind.message, read_json(both.document)) == decoded
    decoded.MergeFrom(kind.message(**{name: getattr(message, name) for name in OWNED if message.HasField(name)}))
    assert decoded == message


@EACH_KIND
@DRAWN
@given(data=st.data())
def test_encoding_what_was_loaded_changes_nothing(kind: Kind, data: st.DataObject) -> None:
    both = encoded(data.draw(messages(kind.message, extended=True)))
    assert encoded(loaded(kind, Stored(7, 1, both.document, both.message))) == both


@EACH_KIND
@DRAWN
@given(data=st.data())
def test_knowing_the_difference_changes_nothing(kind: Kind, data: st.DataObject) -> None:
    before = data.draw(messages(kind.message, extended=True))
    other = data.draw(messages(kind.message, extended=True))
    for mixed in (other, merged(before, other)):
        difference = Difference(encoded(before).document, differing(before, mixed))
        assert encoded(mixed, difference) == encoded(mixed)


def merged(before: Message, other: Any) -> Message:
    """A resource that differs in some of its fields, and in others not."""
    mixed: Message = type(before)()
    mixed.CopyFrom(before)
    for field in other.DESCRIPTOR.fields[::2]:
        if field.name != "extension":
            mixed.ClearField(field.name)
    return mixed


def test_the_digest_is_the_sha_256_of_the_document() -> None:
    both = encoded(Sla(name="x"))
    assert both.document == b'{"name":"x"}'
    assert both.digest == sha256(b'{"name":"x"}').digest()


def test_encoding_leaves_the_message_alone() -> None:
    message = Sla(id=7, href="/sla/7", name="x")
    encoded(message)
    assert message == Sla(id=7, href="/sla/7", name="x")


def test_the_order_of_announced_attributes_makes_no_difference() -> None:
    announced = {"@type": "t", "@schemaLocation": "s"}
    one = message_of(Sla, {**announced, "a": {"x": 1, "y": 2}, "b": 3})
    other = message_of(Sla, {"b": 3, "a": {"y": 2, "x": 1}, **announced})
    assert encoded(one) == encoded(other)


@pytest.mark.parametrize(("kind", "id"), [(SLA, 7), (HUB, "7")], ids=["number", "text"])
def test_a_loaded_resource_has_its_id_and_no_href(kind: Kind, id: object) -> None:
    message: Any = loaded(kind, stored(kind.message(href="/elsewhere")))
    assert message.id == id
    assert not message.HasField("href")


def test_the_entity_tag_is_the_revision_and_strong() -> None:
    assert etag(stored(message_of(Hub, examples.HUB), revision=3)) == '"3"'


def test_a_message_json_cannot_carry_is_not_encoded() -> None:
    message = Sla(name="x")
    message.extension["a"] = 1
    with pytest.raises(Invalid):
        encoded(message)
