"""What every check of the kit uses: full resources, a client that knows nothing of ours, and readings of its answers.

Written from the published contract, in the manner of TM Forum's conformance kits: plain HTTP, JSON as it comes.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

import httpx

KINDS = ("sla", "slaViolation", "hub")
RESOURCES = ("sla", "slaViolation")
MANDATORY = {"sla": ("name",), "slaViolation": (), "hub": ("callback",)}
PATCHES = (
    "application/json",
    "application/merge-patch+json",
    "application/json-patch+json",
    "application/json-patch-query+json",
)
NUMBERS = {"tolerance", "violationAverage"}
"""Attributes of `violation` that v2 writes as numbers."""

_PERIOD = {"startDateTime": "2013-04-19T16:42:23Z", "endDateTime": "2033-04-21T09:43:54.125Z"}
_CLASS = {"@type": "Special", "@baseType": "Plain", "@schemaLocation": "https://schemas.example/special.json"}
_PARTY = {
    "id": "party-17",
    "href": "https://parties.example/party/17?view=full&lang=fr",
    "role": "SLAConsumer",
    "name": "Müller, Söhne & Cie (50% + 1)",
    "validFor": _PERIOD,
    "@referredType": "Organization",
    **_CLASS,
}
_SPEC = {
    "@type": "EventDuration",
    "conformancePeriod": "event",
    "object": "line-7",
    "calendarRef": "office hours",
    "toleranceType": "relative",
    "population": {"ticketType": ["repair", "fault; total"], "priority": ["1"]},
}
_MARKS = count(1)


def full(kind: str) -> dict[str, Any]:
    """A resource with every attribute its clients may write, unlike every other one the kit makes."""
    mark = f"{kind} no. {next(_MARKS)}"
    if kind == "sla":
        return _full_sla(mark)
    if kind == "slaViolation":
        return _full_violation(mark)
    query = f"eventType=SlaDeleteEvent&sla.name={quote(mark)}&fields=name,rule"
    return {"callback": f"http://127.0.0.1:9/listener?of={quote(mark)}", "query": query, "envelope": "tmf"}


def _full_sla(mark: str) -> dict[str, Any]:
    rule = {
        "id": "repair",
        "metric": "https://metrics.example/time-to-repair?unit=h&of=line",
        "unit": "h",
        "referenceValue": "8.50",
        "operator": "<=",
        "tolerance": "0.20",
        "consequence": "https://contract.example/clause#45",
        "spec": _SPEC,
        **_CLASS,
    }
    template = {
        "id": "t-1",
        "href": "https://sla.example/template/1",
        "name": "Data",
        "description": "For data.\nOnly.",
    }
    return {
        "name": f"{mark}, “fast” data + voice; 99.9% = gold?",
        "description": f"{mark}: #1\t[a] {{b}} \\ / ~ ^ | ` < > \U0001f600",
        "version": "0.1",
        "validFor": _PERIOD,
        "relatedParty": [_PARTY, {"href": "https://parties.example/role/2", "role": "SLAProvider"}],
        "rule": [rule, {"id": "second", "metric": "availability", "referenceValue": "99.9", "operator": ".ge"}],
        "template": template | {"@referredType": "SlaTemplate"} | _CLASS,
        "state": "observed",
        "approved": True,
        "approvalDate": "2013-04-01T00:00:00.000001Z",
        "timeZone": "America/Argentina/Buenos_Aires",
        "scope": [{"id": "line-7", "href": "/line/7", "name": "Line", "role": "trunk", "@referredType": "Service"}],
        "calendar": [
            {
                "id": "office hours",
                "timeZone": "Europe/Paris",
                "workingTime": [{"day": ["monday", "friday"], "start": "08:00", "end": "18:30"}],
                "holiday": ["2013-12-25", "2014-01-01"],
            }
        ],
        **_CLASS,
    }


def _full_violation(mark: str) -> dict[str, Any]:
    reference = {
        "id": "7",
        "href": "https://sla.example/thing/7",
        "description": f"{mark} & more",
        "@referredType": "T",
    }
    return {
        "date": "2013-04-20T10:00:00.500Z",
        "sla": reference | {"name": "Fast data"},
        "relatedParty": [_PARTY],
        "violation": {
            "unit": "string",
            "referenceValue": "available",
            "operator": ".eq",
            "actualValue": "not available, at all",
            "tolerance": "0.05",
            "violationAverage": "0.1",
            "comment": f"{mark}: it's “down” + out = 100%",
            "consequence": "https://contract.example/clause/42",
            "attachment": reference,
            "rule": reference,
        },
        **_CLASS,
    }


class Api:
    """A TMF API at one base path, as a client sees it."""

    def __init__(self, http: httpx.Client, version: str) -> None:
        self.http = http
        self.version = version
        self.base = f"/tmf-api/slaManagement/{version}"

    def send(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """Send as kits do: Accept and Content-Type on every request, whatever it is."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        standing = {"Accept": "application/json", "Content-Type": "application/json"}
        url = path if path.startswith("http") else f"{self.base}/{path}"
        return self.http.request(method, url, content=content or None, headers=standing | named)

    def create(self, kind: str, body: object = None) -> dict[str, Any]:
        answer = self.send("POST", kind, full(kind) if body is None else body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def get(self, path: str) -> Any:
        answer = self.send("GET", path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.json()

    def patch(self, path: str, body: object, media: str = PATCHES[0]) -> Any:
        answer = self.send("PATCH", path, body, Content_Type=media)
        assert answer.status_code == 200, (path, body, answer.text)
        return answer.json()

    def found(self, kind: str, *criteria: tuple[str, str]) -> list[dict[str, Any]]:
        """The rows of a filtered list, with the query written by the standard library."""
        rows = self.get(f"{kind}?{urlencode(criteria)}")
        assert isinstance(rows, list)
        return rows

    def total(self, kind: str) -> int:
        return int(self.send("GET", f"{kind}?limit=0").headers["x-total-count"])

    def profiled(self, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The body as this profile writes it: v2 has numbers where v4 has digits."""
        written: dict[str, Any] = json.loads(json.dumps(body))
        if self.version == "v2" and kind == "slaViolation":
            violation = written.get("violation", {})
            violation |= {name: float(violation[name]) for name in NUMBERS & violation.keys()}
        return written


def postman(text: str) -> str:
    """A query value as Postman sends what is typed: `+`, `,`, `;` and `=` stand as they are."""
    return quote(text.replace("%", "%25").replace("&", "%26").replace("#", "%23"), safe="!$()*+,;=:@/?-._~[]|^`%")


def leaves(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value at every depth, with its dotted path; elements of an array share theirs."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def spelled(value: object) -> str:
    """A JSON value as a query writes it."""
    return value if isinstance(value, str) else json.dumps(value)


def refused(answer: httpx.Response, *statuses: int) -> dict[str, Any]:
    """The TMF Error of a refusal, which is one of 4xx."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
    assert not statuses or answer.status_code in statuses, (answer.status_code, answer.text)
    error: dict[str, Any] = answer.json()
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    for name in ("code", "reason", "message", "status"):
        assert isinstance(error[name], str)
        assert error[name].strip()
    assert error["status"] == str(answer.status_code)
    for leak in ("Traceback", "sqlite3.", "sqlalchemy.", "psycopg.", 'File "'):
        assert leak not in answer.text
    return error
