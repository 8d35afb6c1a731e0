"""A message taken at a glance is the one its JSON would have been read as."""

from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rpc.hostile import messages
from rpc.served import UNARY
from tmf.sla.v1.assessment_service_pb2 import RecordMeasurementRequest
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.changes import check_unknown_fields
from tmf623.contract.codec import _is_decimal, accepted, json_value, message_of
from tmf623.contract.kinds import KINDS
from tmf623.contract.plain import is_plain
from tmf623.errors import Invalid

RESOURCES = {kind.field for kind in KINDS.values()}
REQUESTS = [method.input_type for name, method in UNARY.items() if name.startswith(("Create", "Update", "Record"))]


@pytest.mark.parametrize("descriptor", REQUESTS, ids=lambda descriptor: descriptor.name)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_what_passes_at_a_glance_would_pass_as_json_and_come_back_the_same(
    descriptor: object, data: st.DataObject
) -> None:
    message = data.draw(messages(descriptor))  # type: ignore[arg-type]
    check_unknown_fields(message)
    if is_plain(message, _is_decimal):
        read = message_of(type(message), json_value(message))
        for each in (read, message):
            _forget_ids(each)
        assert read == message


def _forget_ids(message: Any) -> None:
    """What a client sends as the id of a resource is read leniently, and dropped later."""
    for field, value in message.ListFields():
        if field.name in RESOURCES:
            for each in value if field.is_repeated else [value]:
                each.ClearField("id")


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(Sla(name="Gold", valid_for={"start_date_time": {"seconds": 1, "nanos": 1}}), id="agreement"),
        pytest.param(SlaViolation(violation={"tolerance": "0.05", "violation_average": "-7"}), id="violation"),
        pytest.param(
            RecordMeasurementRequest(batch=[{"state_change": [{"time": {"seconds": 7}, "state": "up"}]}]),
            id="measurement",
        ),
    ],
)
def test_the_usual_message_passes_at_a_glance(message: Sla) -> None:
    assert accepted(message) is message


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(Sla(name="a\0b"), id="NUL"),
        pytest.param(
            Sla(related_party=[{}, {"valid_for": {"end_date_time": {"nanos": -1}}}]), id="instant deep inside"
        ),
        pytest.param(SlaViolation(violation={"tolerance": "much"}), id="no number"),
        pytest.param(Sla(name="x", extension=Struct(fields={"a": {"bool_value": True}})), id="extension"),
    ],
)
def test_what_needs_a_closer_look_gets_one(message: Sla) -> None:
    with pytest.raises(Invalid):
        accepted(message)
