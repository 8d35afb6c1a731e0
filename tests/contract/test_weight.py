"""Bytes are weighed as protobuf would read them."""

from typing import Any

import pytest
from google.protobuf.message import DecodeError, Message
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from tmf623.contract.weight import parts

REQUEST = ExportMetricsServiceRequest.DESCRIPTOR


def messages(message: Message) -> int:
    """How many messages are inside one, by reading it."""
    count = 0
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        for each in value if field.is_repeated else [value]:
            count += 1 + messages(each)
    return count


def exported(points: int, attributes: int) -> ExportMetricsServiceRequest:
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name="x" * 300)
    for index in range(points):
        point = metric.gauge.data_points.add(time_unix_nano=index, as_double=index)
        for number in range(attributes):
            nested: Any = point.attributes.add(key=f"k{number}").value
            for _ in range(number):
                nested = nested.array_value.values.add()
            nested.string_value = "v" * number
    return request


@pytest.mark.parametrize(("points", "attributes"), [(0, 0), (1, 0), (3, 5), (200, 1)])
def test_the_weight_is_the_number_of_messages_inside(points: int, attributes: int) -> None:
    request = exported(points, attributes)
    assert parts(request.SerializeToString(), REQUEST, 10**6) == messages(request)


def test_counting_ends_when_there_are_too_many() -> None:
    assert parts(exported(200, 1).SerializeToString(), REQUEST, 10) == 11


def test_a_group_does_not_hide_what_follows_it() -> None:
    """Field 9 as a group, begun and ended: protobuf keeps it as unknown and reads on."""
    raw = b"\x4b\x4c" + b"\x0a\x00" * 50
    assert len(ExportMetricsServiceRequest.FromString(raw).resource_metrics) == 50
    assert parts(raw, REQUEST, 1000) == 50


@given(st.binary(max_size=200))
def test_what_protobuf_reads_never_holds_more_than_its_weight(raw: bytes) -> None:
    weight = parts(raw, REQUEST, 1000)
    try:
        request = ExportMetricsServiceRequest.FromString(raw)
    except DecodeError:
        return
    assert messages(request) <= weight
