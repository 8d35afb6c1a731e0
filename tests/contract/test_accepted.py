"""What gRPC may send: what JSON could send, in the same form."""

from typing import Any

import pytest
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct, Value
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given

from contract.drawn import DRAWN, messages
from tmf.sla.v1.sla_pb2 import RelatedParty, Sla
from tmf.sla.v1.terms_pb2 import TimePeriod
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.codec import accepted
from tmf623.errors import Invalid


def period(end: Timestamp) -> TimePeriod:
    return TimePeriod(end_date_time=end)


def grpc_sla(**fields: Any) -> Sla:
    return Sla(name="x", **fields)


def extended(attributes: dict[str, Any], **fields: Any) -> Sla:
    struct_value = Struct()
    struct_value.update(attributes)
    return Sla(name="x", extension=struct_value, **fields)


@pytest.mark.parametrize(
    ("message", "attribute"),
    [
        pytest.param(grpc_sla(approval_date=Timestamp(seconds=10**12)), "approvalDate", id="beyond year 9999"),
        pytest.param(grpc_sla(approval_date=Timestamp(nanos=-1)), "approvalDate", id="negative fraction"),
        pytest.param(grpc_sla(valid_for=period(Timestamp(nanos=10**9))), "validFor.endDateTime", id="1 s in ns"),
        pytest.param(Sla(name="a\0"), "name", id="U+0000"),
        pytest.param(
            grpc_sla(related_party=[RelatedParty(), RelatedParty(valid_for=period(Timestamp(nanos=-1)))]),
            "relatedParty[1].validFor.endDateTime",
            id="in an array",
        ),
        pytest.param(
            grpc_sla(related_party=[RelatedParty(), RelatedParty(role="\0")]), "relatedParty[1].role", id="deep"
        ),
        pytest.param(extended({"a": 1}), "extension.a", id="extension not announced"),
        pytest.param(extended({"name": "y"}, at_type="t", at_schema_location="s"), "extension.name", id="hides name"),
        pytest.param(
            extended({"valid_for": 1}, at_type="t", at_schema_location="s"), "extension.valid_for", id="proto name"
        ),
        pytest.param(
            extended({"a": float("nan")}, at_type="t", at_schema_location="s"), "extension", id="not a number"
        ),
        pytest.param(Sla(extension=Struct(fields={"a": Value()})), "extension", id="value of no kind"),
        pytest.param(SlaViolation(violation={"tolerance": "much"}), "violation.tolerance", id="not a number as text"),
    ],
)
def test_what_json_could_not_send_is_not_accepted_from_grpc_either(message: Message, attribute: str) -> None:
    with pytest.raises(Invalid) as caught:
        accepted(message)
    assert caught.value.attribute == attribute


@DRAWN
@given(messages(SlaViolation, extended=True))
def test_what_json_could_send_is_accepted_unchanged(message: SlaViolation) -> None:
    assert accepted(message) == message


def test_a_number_as_text_is_accepted_in_the_spelling_of_json() -> None:
    assert accepted(SlaViolation(violation={"tolerance": "+.5"})).violation.tolerance == "0.5"
