"""Bytes put together by hand read as what protobuf itself would have written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.sla_service_pb2 import ListSlaResponse, RetrieveSlaResponse
from tmf623.contract import wire
from tmf623.contract.documents import Stored, key
from tmf623.contract.kinds import KINDS, Kind
from tmf623.contract.profiles import CANONICAL
from tmf623.contract.rendering import href, resource_bytes


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        pytest.param(0, "00", id="zero"),
        pytest.param(1, "01", id="one"),
        pytest.param(127, "7f", id="largest of one byte"),
        pytest.param(128, "8001", id="smallest of two bytes"),
        pytest.param(150, "9601", id="the example of protobuf's own documentation"),
        pytest.param(16383, "ff7f", id="largest of two bytes"),
        pytest.param(16384, "808001", id="smallest of three bytes"),
        pytest.param(2**53 - 1, "ffffffffffffff0f", id="largest id"),
    ],
)
def test_varint(value: int, encoded: str) -> None:
    assert wire.varint(value).hex() == encoded


@given(name=st.text(), etag=st.text())
def test_a_spliced_answer_is_the_answer(name: str, etag: str) -> None:
    sla = Sla(id=7, name=name).SerializeToString()
    spliced = wire.delimited(wire.key(1, wire.LENGTH_DELIMITED), sla) + wire.delimited(
        wire.key(2, wire.LENGTH_DELIMITED), etag.encode()
    )
    assert spliced == RetrieveSlaResponse(sla=Sla(id=7, name=name), etag=etag).SerializeToString()


@given(names=st.lists(st.text(max_size=300)), total=st.integers(0, 2**63 - 1))
def test_a_spliced_list_is_the_list(names: list[str], total: int) -> None:
    rows = [Sla(name=name).SerializeToString() for name in names]
    key = wire.key(1, wire.LENGTH_DELIMITED)
    spliced = b"".join(wire.delimited(key, row) for row in rows) + wire.key(2, wire.VARINT) + wire.varint(total)
    expected = ListSlaResponse(sla=[Sla(name=name) for name in names], total_count=total)
    assert spliced == expected.SerializeToString()


@pytest.mark.parametrize("id_", [1, 127, 128, 2**53 - 1])
@pytest.mark.parametrize("base", ["", "https://sla.example/deep/prefix"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_resource_is_spliced_as_protobuf_would_write_it(kind: Kind, base: str, id_: int) -> None:
    where = href(kind, id_, CANONICAL[kind.api], base)
    spliced = kind.message.FromString(resource_bytes(kind, Stored(id_, 1, b"{}", b""), base))
    assert spliced == kind.message(id=key(kind, id_), href=where)
