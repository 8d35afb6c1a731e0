"""A QoS report is made through every door, never changes, and shows the same digits in every form."""

import csv
import io
import json
import re
from hashlib import sha256
from typing import Any
from uuid import uuid4

import grpc
import httpx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from doors import QOS, Door, Failure
from tmf.sla.v1.report_service_pb2 import ExportQosReportRequest
from tmf.sla.v1.report_service_pb2_grpc import ReportServiceStub
from tmf623.app import Running

JANUARY = {"startDateTime": "2025-01-01T00:00:00Z", "endDateTime": "2025-02-01T00:00:00Z"}
RULE = {"id": "up", "metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99.9"}
DOWN = [("2024-12-31T00:00:00Z", "up"), ("2025-01-10T08:00:00Z", "down"), ("2025-01-10T10:00:00Z", "up")]
LEVEL = "99.7311827957"
"""100 * 742 / 744 hours, to ten places."""


def judged(door: Door, **more: Any) -> str:
    """An agreement whose January is judged: two of 744 hours down."""
    line = uuid4().hex
    sla = door.create("sla", {"name": f"Line {line}", "scope": [{"id": line}], "rule": [RULE]} | more)
    batch = {"source": "probe", "object": line, "stateChange": [{"time": at, "state": state} for at, state in DOWN]}
    door.qos("RecordMeasurement", {"batch": [batch]})
    door.qos("CreateAssessment", {"slaId": str(sla.id), "ruleId": "up", "at": "2025-01-15T00:00:00Z"})
    return str(sla.id)


def report(door: Door, *sla_ids: str, **more: Any) -> dict[str, Any]:
    made = door.qos("CreateQosReport", {"slaId": list(sla_ids), "period": JANUARY} | more)
    return dict(made.get("qosReport", made))


def test_a_report_says_what_was_delivered_against_what_was_agreed(door: Door) -> None:
    sla_id = judged(door)
    made = report(door, sla_id)
    assert (made["state"], made["scope"], made["timeZone"]) == ("final", f"sla/{sla_id}", "UTC")
    [rule] = made["agreement"][0]["rule"]
    assert (rule["ruleId"], rule["operator"], rule["referenceValue"]) == ("up", ".ge", "99.9")
    [found] = rule["judgement"]
    assert (found["verdict"], found["actualValue"], found["coverage"]) == ("violated", LEVEL, "1")
    assert found["evidence"]["downUs"] == str(2 * 3600 * 1_000_000)
    [violation] = made["violation"]
    assert (violation["violationId"], violation["actualValue"]) == (found["violationId"], LEVEL)
    assert made["total"]["violationCount"] == 1
    assert made["total"]["verdictCount"] == [{"verdict": "violated", "state": "final", "count": 1}]


def test_its_digest_is_that_of_what_it_says(door: Door) -> None:
    made = report(door, judged(door))
    read = door.retrieve("qosReport", made["id"])
    assert read.digest == made["digest"]
    bare = {name: value for name, value in made.items() if name not in {"id", "href", "digest"}}
    canonical = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sha256(canonical.encode()).hexdigest() == made["digest"]


def test_a_report_tells_what_has_changed_since_the_one_before(door: Door) -> None:
    sla_id = judged(door)
    first = report(door, sla_id)
    [rule] = first["agreement"][0]["rule"]
    line = door.retrieve("sla", sla_id).scope[0].id
    late = [{"time": "2025-01-20T00:00:00Z", "state": "down"}, {"time": "2025-01-20T01:00:00Z", "state": "up"}]
    door.qos("RecordMeasurement", {"batch": [{"source": "probe", "object": line, "stateChange": late}]})
    door.qos("CreateAssessment", {"slaId": sla_id, "ruleId": "up", "at": "2025-01-15T00:00:00Z"})
    second = report(door, sla_id)
    assert second["previousReportId"] == first["id"]
    [change] = second["change"]
    assert (change["revisionBefore"], change["revisionAfter"]) == (rule["judgement"][0]["revision"], 2)
    assert (change["actualValueBefore"], change["actualValueAfter"]) == (LEVEL, "99.5967741935")  # 100 * 741 / 744
    assert report(door, sla_id).get("change", []) == []


def test_a_report_on_a_party_is_about_all_its_agreements(door: Door) -> None:
    party = uuid4().hex
    ids = [judged(door, relatedParty=[{"id": party, "role": "SLAConsumer"}]) for _ in range(2)]
    made = door.qos("CreateQosReport", {"relatedPartyId": party, "period": JANUARY})
    made = made.get("qosReport", made)
    assert sorted(made["slaId"]) == sorted(ids)
    assert made["total"]["agreementCount"] == 2


def test_what_nobody_judged_yet_is_provisional(door: Door) -> None:
    sla = door.create("sla", {"name": "New", "rule": [RULE]})
    made = report(door, str(sla.id))
    assert (made["state"], made.get("violation", [])) == ("provisional", [])


@pytest.mark.parametrize(
    ("spelled", "instant"),
    [
        ("2024-02-29T01:00:00+01:00", "2024-02-29T00:00:00Z"),
        ("2024-12-31T23:59:59.5-05:00", "2025-01-01T04:59:59.500Z"),
        ("2024-11-30T00:00:00Z", "2024-11-30T00:00:00Z"),
    ],
)
def test_a_period_begins_on_any_day_in_any_offset(door: Door, spelled: str, instant: str) -> None:
    made = report(door, judged(door), period={"startDateTime": spelled, "endDateTime": "2025-02-01T00:00:00Z"})
    assert made["period"]["startDateTime"] == instant


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (
            {"period": {"startDateTime": "2025-02-01T00:00:00Z", "endDateTime": "2025-01-01T00:00:00Z"}},
            "PERIOD_REVERSED",
        ),
        ({"period": JANUARY | {"startDateTime": "1899-12-31T23:59:59Z"}}, "RULE_REFUSED"),
        ({"slaId": ["9007199254740991"]}, "NOT_FOUND"),
        ({"slaId": [], "relatedPartyId": "nobody at all"}, "RULE_REFUSED"),
        ({"timeZone": "Mars/Olympus"}, "INVALID_VALUE"),
    ],
)
def test_what_cannot_be_reported_on_is_refused(door: Door, wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(Failure) as refused:
        report(door, judged(door), **wrong)
    assert refused.value.reason == reason


FORMS = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def exported(server: Running, report_id: str, form: str) -> bytes:
    """The document over REST, which is the same over gRPC."""
    url = f"http://127.0.0.1:{server.rest_port}{QOS}/qosReport/{report_id}/document"
    answer = httpx.get(url, params={"format": form}, trust_env=False)
    assert (answer.status_code, answer.headers["content-type"]) == (200, FORMS[form])
    with grpc.insecure_channel(f"127.0.0.1:{server.grpc_port}") as channel:
        body = ReportServiceStub(channel).ExportQosReport(ExportQosReportRequest(id=report_id, format=form))
    assert body.content_type == FORMS[form].partition(";")[0]
    if form in {"csv", "xlsx", "pdf"}:
        links = answer.content.replace(f"http://127.0.0.1:{server.rest_port}".encode(), b"")
        assert form != "csv" or links == body.data
    return answer.content


def texts(form: str, content: bytes) -> str:
    """What a person reads in a document."""
    if form == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    if form == "html":
        return re.sub(r"<[^>]*>", "\n", content.decode())
    return content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_shows_the_same_digits_and_leads_to_the_working(server: Running, door: Door, form: str) -> None:
    made = report(door, judged(door))
    shown = texts(form, exported(server, made["id"], form))
    [rule] = made["agreement"][0]["rule"]
    found = rule["judgement"][0]
    for said in (LEVEL, "99.9", made["digest"], found["verdict"], f"/assessment/{found['assessmentId']}"):
        assert said in shown.replace("\n", "") or said in shown
    if form != "json":
        assert "PT2H" in shown  # the down time


def test_what_could_be_a_formula_or_a_tag_is_neither(server: Running, door: Door) -> None:
    sla_id = judged(door)
    door.patch("sla", sla_id, {"name": "=cmd|' /C calc'!A0 <script>alert(1)</script>"})
    made = report(door, sla_id, name="@SUM(1+1) & <b>")
    rows = list(csv.reader(io.StringIO(exported(server, made["id"], "csv").decode())))
    assert ["Summary", "report", "'@SUM(1+1) & <b>"] in rows
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)
    page = exported(server, made["id"], "html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "=cmd" in texts("xlsx", exported(server, made["id"], "xlsx"))


def test_accept_chooses_the_form_when_the_client_names_none(server: Running, door: Door) -> None:
    url = f"http://127.0.0.1:{server.rest_port}{QOS}/qosReport/{report(door, judged(door))['id']}/document"
    for accept, expected in (("text/csv", FORMS["csv"]), ("*/*", FORMS["html"]), ("application/pdf", FORMS["pdf"])):
        assert httpx.get(url, headers={"accept": accept}, trust_env=False).headers["content-type"] == expected
    assert httpx.get(url, headers={"accept": "image/png"}, trust_env=False).status_code == 406
    assert httpx.get(url, params={"format": "docx"}, trust_env=False).status_code == 400


TIERS = [
    {"gte": "99.9"},
    {"gte": "99", "lt": "99.9", "award": [{"percent": "10"}]},
    {"lt": "99", "award": [{"percent": "25"}]},
]
CREDIT = {
    "name": "Availability credit",
    "state": "approved",
    "currency": "EUR",
    "base": {"charge": ["MRC"]},
    "schedule": {"measure": "level", "unit": "%", "tier": TIERS},
}


def test_a_credit_stands_in_the_report_with_its_working(server: Running, door: Door) -> None:
    consequence = door.create("consequence", CREDIT)
    rule = RULE | {"consequence": f"consequence/{consequence.id}"}
    sla_id = judged(door, rule=[rule], currency="EUR", baseCharge=[{"type": "MRC", "amount": "1000.00"}])
    made = report(door, sla_id)
    [credit] = made["credit"]
    assert (credit["due"], credit["currency"], credit["consequence"]) == ("100.00", "EUR", "Availability credit")
    assert made["total"]["credit"] == [{"currency": "EUR", "due": "100.00", "accepted": "0.00"}]
    assert credit["working"]
    for form in ("html", "csv", "xlsx", "pdf"):
        shown = texts(form, exported(server, made["id"], form)).replace("\n", "")
        assert "100.00" in shown
        assert f"/credit/{credit['creditId']}" in shown
