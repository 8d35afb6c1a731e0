"""Agreements, violations and hubs as partners send them: the shapes of TMF623 R14.5.1's own examples."""

from typing import Any

import pytest
from google.protobuf.message import Message

from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.violation_pb2 import SlaViolation
from tmf623.contract.codec import message_of
from tmf623.errors import Invalid

ANNOUNCED = {"@type": "GoldSla", "@schemaLocation": "https://schemas.example/gold.json"}
PARTIES = ("SLAProvider", "SLAConsumer", "SLAAuditor", "EndUser")

SLA: dict[str, Any] = {
    "name": "Fast data",
    "description": "Agreement on fast data access.",
    "version": "0.1",
    "validFor": {"startDateTime": "2013-04-19T16:42:23.0Z", "endDateTime": "2013-04-21T09:43:54.0Z"},
    "relatedParty": [{"href": f"http://parties.example/{role}", "role": role} for role in PARTIES],
    "rule": [
        {
            "id": "availability",
            "metric": "http://metrics.example/availability",
            "unit": "string",
            "referenceValue": "available",
            "operator": ".eq",
            "tolerance": "0.05",
            "consequence": "http://contract.example/clause/42",
        },
        {
            "id": "downstream",
            "metric": "http://metrics.example/rate/down",
            "unit": "kbps",
            "referenceValue": "1024",
            "operator": ".ge",
            "tolerance": "0.20",
            "consequence": "http://contract.example/clause/45",
        },
    ],
    "template": {
        "href": "http://sla.example/slaTemplate/42",
        "name": "Data template",
        "description": "Template of agreements on data access.",
    },
}

VIOLATION: dict[str, Any] = {
    "relatedParty": [{"href": f"http://parties.example/{role}", "role": role} for role in PARTIES],
    "sla": {"href": "http://sla.example/sla/123444", "description": "agreement on premium video"},
    "violation": {
        "unit": "string",
        "referenceValue": "available",
        "operator": ".eq",
        "actualValue": "unavailable",
        "tolerance": "0.05",
        "violationAverage": "0.1",
        "comment": "Less available than agreed.",
        "consequence": "http://contract.example/clause/42",
        "attachment": {"href": "https://evidence.example/123", "description": "figures of August 2013"},
        "rule": {"href": "http://sla.example/sla/123444/rule/availability", "description": "availability"},
    },
}

HUB: dict[str, Any] = {
    "callback": "http://client.example/listener",
    "query": "eventType=SlaViolationCreateNotification",
}


def sla() -> Sla:
    message = message_of(Sla, SLA)
    message.id = 7
    message.href = "/sla/7"
    return message


def violation() -> SlaViolation:
    return message_of(SlaViolation, {"id": 9, **VIOLATION})


def op(name: str, path: str, *value: object, **more: object) -> dict[str, Any]:
    """One operation of a patch."""
    return {"op": name, "path": path, **({"value": value[0]} if value else {}), **more}


def refusal(cls: type[Message], value: object) -> Invalid:
    with pytest.raises(Invalid) as caught:
        message_of(cls, value)
    return caught.value
