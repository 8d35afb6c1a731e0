"""Evidence of judgements, through both doors."""

import json
from uuid import uuid4

import grpc
import httpx
import pytest

from behaviour.test_assessments import observations, terms_of
from doors import Door
from tmf.sla.v1.assessment_service_pb2 import ExportAssessmentRequest
from tmf.sla.v1.assessment_service_pb2_grpc import AssessmentServiceStub
from tmf623 import app
from tmf623.service.bundles import faults

QOS = "/tmf-api/customerQosManagement/v1"


def test_the_evidence_of_a_judgement_is_the_same_bytes_through_both_doors(door: Door, server: app.Running) -> None:
    scope = uuid4().hex
    sla = door.create("sla", terms_of("updown", scope))
    door.qos("RecordMeasurement", observations(scope))
    request = {"slaId": str(sla.id), "ruleId": "paris", "at": "2025-03-15T12:00:00Z"}
    judged = door.qos("CreateAssessment", request)["assessment"]
    answer = httpx.get(f"http://127.0.0.1:{server.rest_port}{QOS}/assessment/{judged['id']}/evidence")
    bundle = answer.content
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        stub = AssessmentServiceStub(channel)
        assert stub.ExportAssessment(ExportAssessmentRequest(id=judged["id"])).bundle == bundle
        with pytest.raises(grpc.RpcError) as refused:
            stub.ExportAssessment(ExportAssessmentRequest(id="x"))
    assert refused.value.code() is grpc.StatusCode.NOT_FOUND
    assert faults(bundle) == []
    document = json.loads(bundle)
    assert (document["assessmentId"], document["assessment"]["verdict"]) == (judged["id"], "violated")
    assert httpx.get(f"http://127.0.0.1:{server.rest_port}{QOS}/assessment/x/evidence").status_code == 404
