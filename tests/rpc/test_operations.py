"""Create, read, change and delete through gRPC: what REST would refuse is refused, and named."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.struct_pb2 import Struct

from rpc.served import METHODS, Served, path, refused
from tmf.sla.v1.event_pb2 import Hub
from tmf.sla.v1.sla_pb2 import RelatedParty, Rule, Sla
from tmf.sla.v1.violation_pb2 import SlaViolation, Violation

ANNOUNCED: dict[str, Any] = {"at_type": "GoldSla", "at_schema_location": "https://schema.example/gold.json"}
KINDS = [
    pytest.param("Sla", "sla", {"name": "Gold"}, {"name": "Silver"}, id="sla"),
    pytest.param(
        "SlaViolation",
        "sla_violation",
        {"violation": {"tolerance": "0.05"}},
        {"violation": {"tolerance": "0.10"}},
        id="slaViolation",
    ),
]


def struct(**attributes: Any) -> Struct:
    made = Struct()
    made.update(attributes)
    return made


@pytest.mark.parametrize(("name", "field", "first", "second"), KINDS)
def test_a_resource_lives_from_create_to_delete(
    served: Served, name: str, field: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    created = served.call(f"Create{name}", **{field: first})
    resource = getattr(created, field)
    id_ = str(resource.id)
    assert created.etag == '"1"'
    assert resource.href.endswith(f"/{id_}")
    assert served.call(f"Retrieve{name}", id=id_).SerializeToString() == created.SerializeToString()
    updated = served.call(f"Update{name}", id=id_, **{field: second})
    assert updated.etag == '"2"'
    patched = served.call(f"Patch{name}", id=id_, **{field: first})
    assert (patched.etag, getattr(patched, field)) == ('"3"', resource)
    served.call(f"Delete{name}", id=id_)
    with pytest.raises(grpc.RpcError) as gone:
        served.call(f"Retrieve{name}", id=id_)
    assert refused(gone.value).code is grpc.StatusCode.NOT_FOUND
    assert refused(gone.value).info.reason == "NOT_FOUND"
    assert refused(gone.value).info.domain == "tmf623"


def test_a_hub_is_created_read_and_deleted(served: Served) -> None:
    hub = served.call("CreateHub", hub=Hub(callback="http://127.0.0.1:9/in", query="eventType=SlaCreateEvent")).hub
    assert served.call("RetrieveHub", id=hub.id).hub == hub
    assert hub.id in {each.id for each in served.call("ListHub").hub}
    served.call("DeleteHub", id=hub.id)
    assert hub.id not in {each.id for each in served.call("ListHub").hub}


def test_announced_attributes_are_kept_whole(served: Served) -> None:
    extension = struct(tier="gold", points=7, notes=[{"by": "y"}, None, True], nested={"a": {"b": 1.5}})
    created = served.call("CreateSla", sla=Sla(name="Gold", extension=extension, **ANNOUNCED))
    assert created.sla.extension == extension
    assert served.call("RetrieveSla", id=str(created.sla.id)).sla.extension == extension


def test_an_empty_text_is_a_value_and_not_the_absence_of_one(served: Served) -> None:
    sla = served.call("CreateSla", sla=Sla(name="Gold", description="")).sla
    assert sla.HasField("description")
    assert not sla.HasField("version")


@pytest.mark.parametrize(
    ("mask", "sent", "expected"),
    [
        pytest.param([], Sla(version="2"), Sla(name="Gold", description="line", version="2"), id="no mask"),
        pytest.param(
            ["version"], Sla(version="2", name="x"), Sla(name="Gold", description="line", version="2"), id="one"
        ),
        pytest.param(["description"], Sla(), Sla(name="Gold"), id="named and not sent removes"),
        pytest.param(["*"], Sla(name="New"), Sla(name="New"), id="an asterisk replaces all"),
        pytest.param(
            ["validFor.startDateTime", "related_party"],
            Sla(valid_for={"start_date_time": {"seconds": 60}, "end_date_time": {"seconds": 90}}, related_party=[{}]),
            Sla(
                name="Gold",
                description="line",
                valid_for={"start_date_time": {"seconds": 60}},
                related_party=[RelatedParty()],
            ),
            id="a path into a message, and an array, in both spellings",
        ),
    ],
)
def test_an_update_mask_says_what_changes(served: Served, mask: list[str], sent: Sla, expected: Sla) -> None:
    created = served.call("CreateSla", sla=Sla(name="Gold", description="line")).sla
    patched = served.call("PatchSla", id=str(created.id), sla=sent, update_mask=FieldMask(paths=mask)).sla
    patched.ClearField("id")
    patched.ClearField("href")
    assert patched == expected


@pytest.mark.parametrize("rpc", ["UpdateSla", "PatchSla", "DeleteSla"])
def test_only_the_right_entity_tag_changes_anything(served: Served, rpc: str) -> None:
    created = served.call("CreateSla", sla=Sla(name="Gold"))
    body = {} if rpc == "DeleteSla" else {"sla": Sla(name="Silver")}
    with pytest.raises(grpc.RpcError) as stale:
        served.call(rpc, id=str(created.sla.id), if_match='"7"', **body)
    assert refused(stale.value).code is grpc.StatusCode.FAILED_PRECONDITION
    assert refused(stale.value).info.reason == "ETAG_MISMATCH"
    read = served.call("RetrieveSla", id=str(created.sla.id))
    assert (read.etag, read.sla) == (created.etag, created.sla)
    served.call(rpc, id=str(created.sla.id), if_match=created.etag, **body)


def test_a_request_id_is_carried_out_once(served: Served) -> None:
    first = served.call("CreateSla", sla=Sla(name="Once"), request_id="abc-1")
    assert served.call("CreateSla", sla=Sla(name="Once"), request_id="abc-1") == first
    assert served.call("ListSla", filter="name=Once").total_count == 1
    with pytest.raises(grpc.RpcError) as repeated:
        served.call("CreateSla", sla=Sla(name="Twice"), request_id="abc-1")
    assert refused(repeated.value).code is grpc.StatusCode.ALREADY_EXISTS
    assert refused(repeated.value).info.reason == "REQUEST_REPEATED"


@pytest.mark.parametrize(
    "id",
    [
        "",
        "0",
        "-1",
        "01",
        "1.0",
        "9007199254740992",
        "9" * 30,
        "abc",
        "٣",
        "4f9d0c0e-5f0f-4f6e-9a0b-0d6a4c1f3b2a",
        "1\0",
    ],
)
@pytest.mark.parametrize("verb", ["Retrieve", "Update", "Patch", "Delete"])
def test_an_id_that_names_nothing_is_not_found(served: Served, verb: str, id: str) -> None:
    body = {"sla": Sla(name="x")} if verb in {"Update", "Patch"} else {}
    with pytest.raises(grpc.RpcError) as gone:
        served.call(f"{verb}Sla", id=id, **body)
    assert refused(gone.value).code is grpc.StatusCode.NOT_FOUND


@pytest.mark.parametrize(
    "name", [name for name in METHODS if name.startswith(("Retrieve", "Update", "Patch", "Delete"))]
)
def test_a_missing_id_is_named(served: Served, name: str) -> None:
    with pytest.raises(grpc.RpcError) as missing:
        served.call(name)
    assert refused(missing.value).code is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(missing.value).attributes == ["id"]


@pytest.mark.parametrize(
    ("rpc", "attribute"), [("CreateSla", "sla"), ("CreateSlaViolation", "sla_violation"), ("CreateHub", "hub")]
)
def test_a_missing_resource_is_named(served: Served, rpc: str, attribute: str) -> None:
    with pytest.raises(grpc.RpcError) as missing:
        served.call(rpc)
    assert refused(missing.value).info.reason == "MISSING_ATTRIBUTE"
    assert refused(missing.value).attributes == [attribute]


def nested(depth: int) -> Struct:
    made = struct(leaf=1)
    for _ in range(depth):
        outer = Struct()
        outer.fields["x"].struct_value.CopyFrom(made)
        made = outer
    return made


REFUSED_VALUES = [
    pytest.param(Sla(), "name", id="no name"),
    pytest.param(Sla(name=" \t"), "name", id="blank name"),
    pytest.param(Sla(name="a\0b"), "name", id="NUL in text"),
    pytest.param(
        Sla(name="x", related_party=[{"name": "ok"}, {"role": "\0"}]), "relatedParty[1].role", id="NUL deep inside"
    ),
    pytest.param(Sla(name="x", approval_date={"nanos": 1_000_000_000}), "approvalDate", id="too many nanoseconds"),
    pytest.param(Sla(name="x", approval_date={"nanos": -1}), "approvalDate", id="negative nanoseconds"),
    pytest.param(Sla(name="x", approval_date={"seconds": 253402300800}), "approvalDate", id="year 10000"),
    pytest.param(Sla(name="x", approval_date={"seconds": -62135596801}), "approvalDate", id="year 0"),
    pytest.param(Sla(name="x", extension=struct(tier="gold")), None, id="an extension not announced"),
    pytest.param(Sla(name="x", extension=struct(tier="gold"), at_type="T"), None, id="an extension half announced"),
    pytest.param(
        Sla(name="x", extension=struct(name="y"), **ANNOUNCED), None, id="an extension that hides an attribute"
    ),
    pytest.param(Sla(name="x", extension=struct(a=float("nan")), **ANNOUNCED), None, id="not a number"),
    pytest.param(Sla(name="x", extension=struct(a=float("inf")), **ANNOUNCED), None, id="infinity"),
    pytest.param(Sla(name="x", extension=struct(a="\0"), **ANNOUNCED), None, id="NUL in an extension"),
    pytest.param(Sla(name="x", extension=struct(**{"\0": 1}), **ANNOUNCED), None, id="NUL in the name of an extension"),
    pytest.param(Sla(name="x", extension=Struct(fields={"a": {}}), **ANNOUNCED), None, id="a value of no kind"),
    pytest.param(Sla(name="x", extension=nested(30), **ANNOUNCED), None, id="a deep extension"),
    pytest.param(Sla(name="x", rule=[Rule(extension=struct(a=1))]), None, id="a rule's extension not announced"),
]


@pytest.mark.parametrize(("sla", "attribute"), REFUSED_VALUES)
def test_a_value_rest_would_refuse_is_refused(served: Served, sla: Sla, attribute: str | None) -> None:
    before = served.call("ListSla", limit=0).total_count
    with pytest.raises(grpc.RpcError) as wrong:
        served.call("CreateSla", sla=sla)
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT
    if attribute is not None:
        assert refused(wrong.value).attributes == [attribute]
    assert served.call("ListSla", limit=0).total_count == before


@pytest.mark.parametrize(("sla", "attribute"), REFUSED_VALUES)
@pytest.mark.parametrize("rpc", ["UpdateSla", "PatchSla"])
def test_no_change_stores_what_no_creation_would(served: Served, rpc: str, sla: Sla, attribute: str | None) -> None:
    del attribute
    id_ = str(served.call("CreateSla", sla=Sla(name="Gold")).sla.id)
    before = served.call("RetrieveSla", id=id_)
    with pytest.raises(grpc.RpcError) as wrong:
        served.call(rpc, id=id_, sla=sla, **({"update_mask": FieldMask(paths=["*"])} if rpc == "PatchSla" else {}))
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT
    assert served.call("RetrieveSla", id=id_) == before


@pytest.mark.parametrize("text", ["", "abc", "1,5", "NaN", "Infinity", "0x10", "1" * 1000, "1e999999999", "\u0661"])
@pytest.mark.parametrize("field", ["tolerance", "violation_average"])
def test_text_that_is_no_number_is_refused_where_a_number_is_due(served: Served, field: str, text: str) -> None:
    with pytest.raises(grpc.RpcError) as wrong:
        served.call("CreateSlaViolation", sla_violation=SlaViolation(violation=Violation(**{field: text})))
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(wrong.value).attributes == [
        f"violation.{'tolerance' if field == 'tolerance' else 'violationAverage'}"
    ]


def test_a_period_that_ends_before_it_starts_breaks_a_rule(served: Served) -> None:
    period = {"start_date_time": {"seconds": 2}, "end_date_time": {"seconds": 1}}
    with pytest.raises(grpc.RpcError) as wrong:
        served.call("CreateSla", sla=Sla(name="x", valid_for=period))
    assert refused(wrong.value).code is grpc.StatusCode.FAILED_PRECONDITION
    assert refused(wrong.value).info.reason == "PERIOD_REVERSED"


def test_another_id_in_the_resource_is_a_mismatch(served: Served) -> None:
    id_ = served.call("CreateSla", sla=Sla(name="Gold")).sla.id
    with pytest.raises(grpc.RpcError) as wrong:
        served.call("UpdateSla", id=str(id_), sla=Sla(id=id_ + 1, name="x"))
    assert refused(wrong.value).info.reason == "ID_MISMATCH"
    served.call("UpdateSla", id=str(id_), sla=Sla(id=id_, name="x"))


@pytest.mark.parametrize("paths", [["id"], ["href"], ["nothing"], ["name.deeper"], [""], ["rule.name"]])
def test_a_mask_of_what_cannot_change_is_refused(served: Served, paths: list[str]) -> None:
    id_ = str(served.call("CreateSla", sla=Sla(name="Gold")).sla.id)
    with pytest.raises(grpc.RpcError) as wrong:
        served.call("PatchSla", id=id_, sla=Sla(name="x"), update_mask=FieldMask(paths=paths))
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT


UNKNOWN = b"\xfa\x3f\x01x"  # field 1023, length-delimited, "x"


@pytest.mark.parametrize("name", [name for name in METHODS if name != "WatchEvents"])
def test_a_field_the_contract_does_not_know_is_refused_by_its_number(served: Served, name: str) -> None:
    with pytest.raises(grpc.RpcError) as unknown:
        served.raw(path(name), UNKNOWN)
    assert refused(unknown.value).code is grpc.StatusCode.INVALID_ARGUMENT
    assert refused(unknown.value).info.reason == "UNKNOWN_ATTRIBUTE"
    assert "1023" in refused(unknown.value).message


def test_an_unknown_field_inside_the_resource_is_refused(served: Served) -> None:
    sla = Sla(name="x").SerializeToString() + UNKNOWN
    with pytest.raises(grpc.RpcError) as unknown:
        served.raw(path("CreateSla"), b"\x0a" + bytes([len(sla)]) + sla)
    assert refused(unknown.value).info.reason == "UNKNOWN_ATTRIBUTE"


READS: list[tuple[str, Callable[[Served], dict[str, Any]]]] = [
    ("RetrieveSla", lambda served: {"id": str(served.call("CreateSla", sla=Sla(name="Gold", version="1")).sla.id)}),
    ("ListSla", lambda _: {"limit": 1}),
]


@pytest.mark.parametrize(("rpc", "arguments"), READS)
@pytest.mark.parametrize("projection", [{"fields": "name"}, {"read_mask": FieldMask(paths=["name"])}])
def test_a_projection_leaves_the_rest_out(
    served: Served, rpc: str, arguments: Callable[[Served], dict[str, Any]], projection: dict[str, Any]
) -> None:
    served.call("CreateSla", sla=Sla(name="Gold", version="1"))
    answer = served.call(rpc, **arguments(served), **projection)
    sla = answer.sla if rpc == "RetrieveSla" else answer.sla[0]
    assert {field.name for field, _ in sla.ListFields()} == {"id", "href", "name"}


@pytest.mark.parametrize(("rpc", "arguments"), READS)
def test_two_projections_are_one_too_many(
    served: Served, rpc: str, arguments: Callable[[Served], dict[str, Any]]
) -> None:
    with pytest.raises(grpc.RpcError) as wrong:
        served.call(rpc, **arguments(served), fields="name", read_mask=FieldMask(paths=["name"]))
    assert refused(wrong.value).code is grpc.StatusCode.INVALID_ARGUMENT
