"""The same client over every door: REST v2, REST v4 and gRPC.

Resources are the contract's messages, whatever carried them. What TMF623 does not define has one REST version, which
the doors of both its versions share.

Written against the contract alone, with protobuf's own JSON mapping: an independent reading of what the server says.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import grpc
import httpx
from google.api import annotations_pb2
from google.protobuf import json_format, message_factory
from google.protobuf.field_mask_pb2 import FieldMask
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from tmf623.contract.kinds import KINDS, SLA_MANAGEMENT
from tmf623.contract.services import SERVICES

QOS = "/tmf-api/customerQosManagement/v1"
METHODS = {method.name: method for service in SERVICES for method in service.methods}


class Failure(Exception):
    """The server refused: `reason` is the constant both doors give, `message` its sentence."""

    def __init__(self, reason: str, message: str, status: str) -> None:
        super().__init__(f"{status} {reason}: {message}")
        self.reason, self.message, self.status = reason, message, status


class Door(Protocol):
    """What a scenario may do."""

    name: str

    def create(self, kind: str, body: Mapping[str, Any]) -> Any: ...
    def retrieve(self, kind: str, id: object) -> Any: ...
    def find(self, kind: str, criteria: str = "", **paging: Any) -> tuple[list[Any], int]: ...
    def update(self, kind: str, id: object, body: Mapping[str, Any]) -> Any: ...
    def patch(self, kind: str, id: object, body: Mapping[str, Any]) -> Any: ...
    def delete(self, kind: str, id: object) -> None: ...
    def qos(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]: ...
    def judged(self, criteria: str) -> list[dict[str, Any]]: ...


class Rest:
    """REST in one profile."""

    def __init__(self, url: str, version: str) -> None:
        self.name = version
        self._http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        self._base = f"/tmf-api/slaManagement/{version}"

    def close(self) -> None:
        self._http.close()

    def create(self, kind: str, body: Mapping[str, Any]) -> Any:
        answer = self._send("POST", self._path(kind), body, 201)
        resource = self._message(kind, answer.json())
        assert answer.headers["location"].endswith(f"{self._path(kind)}/{resource.id}")
        return resource

    def retrieve(self, kind: str, id: object) -> Any:
        return self._message(kind, self._send("GET", f"{self._path(kind)}/{id}", None, 200).json())

    def find(self, kind: str, criteria: str = "", **paging: Any) -> tuple[list[Any], int]:
        query = "&".join(filter(None, [criteria, *(f"{name}={value}" for name, value in paging.items())]))
        answer = self._send("GET", f"{self._path(kind)}?{query}", None, 200, 206)
        rows = [self._message(kind, row) for row in answer.json()]
        assert int(answer.headers["x-result-count"]) == len(rows)
        return rows, int(answer.headers["x-total-count"])

    def update(self, kind: str, id: object, body: Mapping[str, Any]) -> Any:
        status = 201 if self._is_v2(kind) else 200
        return self._message(kind, self._send("PUT", f"{self._path(kind)}/{id}", body, status).json())

    def patch(self, kind: str, id: object, body: Mapping[str, Any]) -> Any:
        return self._message(kind, self._send("PATCH", f"{self._path(kind)}/{id}", body, 200).json())

    def delete(self, kind: str, id: object) -> None:
        assert self._send("DELETE", f"{self._path(kind)}/{id}", None, 204).content == b""

    def qos(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        rule = METHODS[method].GetOptions().Extensions[annotations_pb2.http]
        if rule.get:
            return self._send("GET", rule.get.format(**body), None, 200).json()
        return self._send("POST", rule.post, body, 201, 200).json()

    def judged(self, criteria: str) -> list[dict[str, Any]]:
        return self._send("GET", f"{QOS}/assessment?{criteria}", None, 200).json()

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None, *expected: int) -> httpx.Response:
        headers = {"Accept": "application/json"} | ({} if body is None else {"Content-Type": "application/json"})
        content = None if body is None else json.dumps(body)
        answer = self._http.request(method, path, content=content, headers=headers)
        if answer.status_code in expected:
            return answer
        error = answer.json()
        assert error["status"] == str(answer.status_code)
        raise Failure(error["code"], error["message"], error["status"])

    def _path(self, kind: str) -> str:
        return f"{self._base if KINDS[kind].api == SLA_MANAGEMENT else QOS}/{kind}"

    def _is_v2(self, kind: str) -> bool:
        return self.name == "v2" and KINDS[kind].api == SLA_MANAGEMENT

    def _message(self, kind: str, body: dict[str, Any]) -> Any:
        if self._is_v2(kind) and kind != "hub":
            assert isinstance(body["id"], int)
            violation = body.get("violation", {})
            for name in {"tolerance", "violationAverage"} & violation.keys():
                assert isinstance(violation[name], int | float)
                violation[name] = json.dumps(violation[name])
        else:
            assert isinstance(body["id"], str)
        return json_format.ParseDict(body, KINDS[kind].message())


class Grpc:
    """gRPC, every rpc by its name in the contract."""

    name = "gRPC"

    def __init__(self, target: str) -> None:
        self._channel = grpc.insecure_channel(target)

    def close(self) -> None:
        self._channel.close()

    def create(self, kind: str, body: Mapping[str, Any]) -> Any:
        return self._resource("Create", kind, **{_field(kind): self._message(kind, body)})

    def retrieve(self, kind: str, id: object) -> Any:
        return self._resource("Retrieve", kind, id=str(id))

    def find(self, kind: str, criteria: str = "", **paging: Any) -> tuple[list[Any], int]:
        fields = {"filter": criteria} if criteria else {}
        answer = self._call(f"List{_name(kind)}", **fields, **paging)
        return list(getattr(answer, _field(kind))), answer.total_count

    def update(self, kind: str, id: object, body: Mapping[str, Any]) -> Any:
        return self._resource("Update", kind, id=str(id), **{_field(kind): self._message(kind, body)})

    def patch(self, kind: str, id: object, body: Mapping[str, Any]) -> Any:
        message = self._message(kind, {name: value for name, value in body.items() if value is not None})
        mask = FieldMask(paths=[name for name in body if name not in {"id", "href"}])
        return self._resource("Patch", kind, id=str(id), update_mask=mask, **{_field(kind): message})

    def delete(self, kind: str, id: object) -> None:
        self._call(f"Delete{_name(kind)}", id=str(id))

    def qos(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return json_format.MessageToDict(self._invoke(method, json_format.ParseDict(body, _request(method)())))

    def judged(self, criteria: str) -> list[dict[str, Any]]:
        answer = self._call("ListAssessment", filter=criteria)
        return [json_format.MessageToDict(row) for row in answer.assessment]

    def _resource(self, verb: str, kind: str, **fields: Any) -> Any:
        return getattr(self._call(f"{verb}{_name(kind)}", **fields), _field(kind))

    def _call(self, method: str, **fields: Any) -> Any:
        return self._invoke(method, _request(method)(**fields))

    def _invoke(self, method: str, request: Any) -> Any:
        described = METHODS[method]
        answer = message_factory.GetMessageClass(described.output_type)
        call = self._channel.unary_unary(
            f"/{described.containing_service.full_name}/{method}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=answer.FromString,
        )
        try:
            return call(request, timeout=60)
        except grpc.RpcError as error:
            raise _failure(error) from error

    def _message(self, kind: str, body: Mapping[str, Any]) -> Any:
        return json_format.ParseDict(body, KINDS[kind].message())


def _failure(error: grpc.RpcError) -> Failure:
    status = rpc_status.from_call(error)
    assert status is not None, error
    info = error_details_pb2.ErrorInfo()
    assert any(detail.Unpack(info) for detail in status.details if detail.Is(info.DESCRIPTOR)), error
    return Failure(info.reason, status.message, error.code().name)


def _request(method: str) -> Any:
    return message_factory.GetMessageClass(METHODS[method].input_type)


def _field(kind: str) -> str:
    return KINDS[kind].field


def _name(kind: str) -> str:
    return kind[0].upper() + kind[1:]


DOORS: Sequence[str] = ("v2", "v4", "gRPC")
