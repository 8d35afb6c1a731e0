"""What follows from a month of delivered service, through the public doors only.

An agreement is made from a template, March 2025 is judged, and what follows is done: a violation, a credit with its
working, its hand-over to billing; then late data, an exclusion that is approved and revoked, and an upheld dispute,
each with the revision it gives and the money it moves; a degradation report, a report on the quality, the evidence and
the audit log, verified without the service. Exit code 0 only when every check held.
"""

import json
import shutil
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import documents
import grpc
from google.protobuf import json_format
from surroundings import QOS, SLA, Billing, Client, Inbox, awaited, command, listening, serving

from tmf.sla.v1.assessment_service_pb2 import RecordCaseRequest
from tmf.sla.v1.assessment_service_pb2_grpc import AssessmentServiceStub

HERE = Path(__file__).parent
HOME = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / ".scenario"
"""Where the database, the reports and the evidence go."""
TERMS = json.loads((HERE / "terms.json").read_text("utf-8"))
FACTS = json.loads((HERE / "facts.json").read_text("utf-8"))
MARCH = {"startDateTime": "2025-03-01T00:00:00+01:00", "endDateTime": "2025-04-01T00:00:00+02:00"}
HOURS = 743
"""Of March 2025 in Paris, where the clocks were set forward."""
EVENTS = {
    "SlaViolationCreateEvent": 2,
    "SlaViolationStateChangeEvent": 2,
    "ExclusionStateChangeEvent": 2,
    "DisputeStateChangeEvent": 1,
    "CreditCreateEvent": 2,
    "AdjustmentCreateEvent": 6,
    "DegradationReportStateChangeEvent": 5,
}
"""What happens, as a subscriber counts it."""


class Scenario:
    """One agreement, its month, and those around it."""

    def __init__(self, rest: Client, grpc_port: int, billing: Billing, inbox: Inbox) -> None:
        """Begin with an empty service."""
        self.rest, self.grpc_port, self.billing, self.inbox = rest, grpc_port, billing, inbox
        self.failed: list[str] = []
        self.sla = ""
        self.bundles: dict[str, bytes] = {}

    def check(self, sentence: str, *, held: bool) -> None:
        """Tell what was looked at, and remember when it is not so."""
        print(f"  {'ok    ' if held else 'FAILED'} {sentence}", flush=True)
        if not held:
            self.failed.append(sentence)

    # -------------------------------------------------------------- what is agreed

    def consequences(self) -> dict[str, str]:
        """Have schedules linted and approved: the consequence of each rule."""
        title("Consequences: schedules as data, linted before they are approved")
        linted = self.rest.post(f"{QOS}/consequenceLint", {"consequence": TERMS["defective"]})
        for finding in linted["finding"]:
            print(f"    {finding['severity']} {finding['code']}: {finding.get('text', '')}")
        codes = {finding["code"] for finding in linted["finding"]}
        named = {"gap", "overlap", "nonMonotone"}
        self.check(f"the lint names the defects of the first draft: {', '.join(sorted(named))}", held=named <= codes)
        draft = self.rest.post(f"{QOS}/consequence", TERMS["defective"])
        refusal = self.rest.refused("PATCH", f"{QOS}/consequence/{draft['id']}", {"state": "approved"})
        self.check(f"it is not approved: {refusal['message'][:100]}", held=refusal["status"] == "422")
        approved = {}
        for rule, name in (("up", "uptime"), ("repair", "repair")):
            stored = self.rest.post(f"{QOS}/consequence", TERMS[name])
            stored = self.rest.patch(f"{QOS}/consequence/{stored['id']}", state="approved")
            self.check(f"{stored['name']}: {stored['state']}", held=stored["state"] == "approved")
            approved[rule] = f"consequence/{stored['id']}"
        return approved

    def agree(self, consequences: dict[str, str], billing_url: str) -> None:
        """Make the agreement from a template, and say what is paid under it."""
        title("The agreement: from a template, with its parties, calendar, rules and charges")
        rules = [rule | {"consequence": consequences[rule["id"]]} for rule in TERMS["template"]["rule"]]
        template = self.rest.post(f"{QOS}/slaTemplate", TERMS["template"] | {"rule": rules})
        made = self.rest.post(f"{QOS}/slaInstantiation", TERMS["agreement"] | {"templateId": template["id"]})
        self.sla = made["sla"]["id"]
        connector = self.rest.post(
            f"{QOS}/billingConnector",
            {"name": "Billing", "type": "appliedCustomerBillingRate", "url": billing_url},
        )
        sla = self.rest.patch(f"{SLA}/sla/{self.sla}", **TERMS["charges"], billingConnectorId=connector["id"])
        for rule in sla["rule"]:
            print(f"    {rule['id']}: {rule['metric']} {rule['operator']} {rule['referenceValue']} {rule['unit']}")
        self.check("made from the template", held=sla["template"]["id"] == template["id"])
        roles = {party["role"] for party in sla["relatedParty"]}
        self.check(f"between {' and '.join(sorted(roles))}", held=roles == {"SLAProvider", "SLAConsumer"})

    def subscribe(self, url: str) -> None:
        """Have all events sent to one place, and confirmed violations told to the customer at another."""
        self.rest.post(f"{QOS}/hub", {"callback": f"{url}/events"})
        recipient = {"channel": "webhook", "address": f"{url}/notices", "role": "SLAConsumer"}
        query = "eventType=SlaViolationCreateEvent"
        rule = {"name": "Tell the customer", "query": query, "recipient": [recipient], "subject": "Violation {id}"}
        self.rest.post(f"{QOS}/notificationRule", rule)

    # -------------------------------------------------------------- what is judged

    def report(self) -> None:
        """Report the month: states over REST, tickets over gRPC."""
        title("March 2025 is reported: twelve hours down, two tickets, of which one waited for the customer")
        request = json_format.ParseDict(FACTS["tickets"], RecordCaseRequest())
        with grpc.insecure_channel(f"127.0.0.1:{self.grpc_port}") as channel:
            AssessmentServiceStub(channel).RecordCase(request)
        self.rest.post(f"{QOS}/measurement", FACTS["month"])

    def judgement(self, revision: int) -> dict[str, Any]:
        """Wait for a revision of the judgement of the month; it is made by itself."""
        path = f"{QOS}/assessment?slaId={self.sla}&ruleId=up&revision={revision}"
        return dict(awaited(f"revision {revision}", lambda: self.rest.get(path))[0])

    def credit(self, name: str) -> dict[str, Any] | None:
        """The credit of a consequence; None before there is one."""
        found = self.rest.get(f"{QOS}/credit?sla.id={self.sla}&consequence.name={name.replace(' ', '%20')}")
        return found[0] if found else None

    def tickets(self) -> None:
        """Each ticket is judged by itself, in office hours; the credit needs nobody's approval."""
        path = f"{QOS}/assessment?slaId={self.sla}&ruleId=repair"
        judged = awaited("judgements of tickets", lambda: len(rows := self.rest.get(path)) == 2 and rows)
        levels = {row["subject"].rpartition("/")[2]: (row["verdict"], row["actualValue"]) for row in judged}
        for ticket, (verdict, hours) in sorted(levels.items()):
            print(f"    {ticket}: {hours} office hours, {verdict}")
        expected = {"T-1": ("met", "3"), "T-2": ("violated", "11")}
        self.check("T-1: seven hours less four of waiting; T-2: nine hours and two", held=levels == expected)
        credit = awaited("the credit for repair", lambda: booked(self.credit("Late repair")))
        holds = self.billing.holds(credit["id"])
        self.check(
            f"one late repair: {credit['due']} due, {holds} booked", held=credit["due"] == "50.00" and holds == 50
        )

    def revise(self, number: int, cause: str, verdict: str, level: Decimal, due: str) -> dict[str, Any]:
        """Wait for a revision, approve its credit, and compare what follows with what must."""
        judged = self.judgement(number)
        credit = awaited(f"credit {due}", lambda: reached(self.credit("Uptime credit"), due))
        if credit["state"] == "inReview":
            people = {"reviewedBy": "Rita", "approvedBy": "Paul"}
            self.rest.patch(f"{QOS}/credit/{credit['id']}", state="approved", **people)
        credit = awaited("billing", lambda: booked(self.credit("Uptime credit")))
        violation = self.rest.get(f"{SLA}/slaViolation?sla.id={self.sla}&violation.rule.id=up")[0]
        holds = self.billing.holds(credit["id"])
        print(
            f"    revision {judged['revision']}, cause {judged['cause']}: {judged['verdict']}, delivered"
            f" {judged['actualValue']} %, credit due {credit['due']} {credit['currency']}, billing holds {holds:.2f};"
            f" violation {violation['state']}"
        )
        said = judged["cause"], judged["verdict"], Decimal(judged["actualValue"]).quantize(Decimal("0.000001"))
        self.check(
            f"revision {number}: {cause}, {verdict}, {level:.6f} %",
            held=said == (cause, verdict, level.quantize(Decimal("0.000001"))),
        )
        self.check(f"billing's sum is what is due: {due}", held=credit["due"] == due and holds == Decimal(due))
        self.keep_evidence(judged)
        return credit

    def keep_evidence(self, judged: dict[str, Any]) -> None:
        """Export the evidence of a judgement; that of earlier ones stays what it was, and all verify."""
        self.bundles[judged["id"]] = self.rest.download(f"{QOS}/assessment/{judged['id']}/evidence")
        same = all(self.rest.download(f"{QOS}/assessment/{id_}/evidence") == kept for id_, kept in self.bundles.items())
        self.check(f"the evidence of {len(self.bundles)} revisions reads as it did", held=same)
        ran = command("verify", "--all", "--database-url", f"sqlite:///{HOME / 'scenario.db'}")
        self.check(f"{ran.stdout.strip() or ran.stderr.strip()}", held=ran.returncode == 0)

    def close_month(self) -> None:
        """The first judgement, its violation, its credit, and who was told."""
        self.report()
        title("Revision 1: the month is judged by itself, the violation confirmed, the credit worked out")
        credit = self.revise(1, "periodEnd", "violated", percent(HOURS - 12, HOURS), "250.00")
        for line in credit["line"]:
            for step in line["step"]:
                print(f"      {step['text']}")
        self.check("approved by two people", held=(credit["reviewedBy"], credit["approvedBy"]) == ("Rita", "Paul"))
        self.tickets()
        told = awaited("notices", lambda: len(rows := self.inbox.at("/notices")) >= 2 and rows)
        self.check(f"the customer was told of {len(told)} violations", held=len(told) == 2)

    def change_what_is_known(self) -> None:
        """Four things that become known or are decided later."""
        title("Revision 2: the probe reports thirty hours it had kept to itself")
        self.rest.post(f"{QOS}/measurement", FACTS["late"])
        self.revise(2, "lateData", "violated", percent(HOURS - 42, HOURS), "1000.00")
        title("Revision 3: maintenance, asked for by Grace, approved by Ada: the thirty hours leave the month")
        scope = {"scope": {"slaId": [self.sla], "ruleId": ["up"]}}
        exclusion = self.rest.post(f"{QOS}/exclusion", FACTS["maintenance"] | scope)
        path = f"{QOS}/exclusion/{exclusion['id']}"
        refusal = self.rest.refused("PATCH", path, {"state": "approved", "approvedBy": "Grace"})
        self.check(f"not by Grace herself: {refusal['message'][:90]}", held=refusal["status"] == "422")
        self.rest.patch(path, state="approved", approvedBy="Ada")
        self.revise(3, "exclusion", "violated", percent(HOURS - 42, HOURS - 30), "250.00")
        title("Revision 4: the approval is revoked")
        self.rest.patch(path, state="revoked", revokedBy="Ada", stateReason="the notice was for another line")
        self.revise(4, "exclusion", "violated", percent(HOURS - 42, HOURS), "1000.00")
        title("Revision 5: the provider disputes the violation, the customer agrees")
        about = {"slaViolation": {"id": self.violation()["id"]}}
        dispute = self.rest.post(f"{QOS}/dispute", FACTS["dispute"] | about)
        self.check("the violation is disputed", held=self.violation()["state"] == "disputed")
        customer = {"id": "customer", "role": "SLAConsumer"}
        self.rest.patch(f"{QOS}/dispute/{dispute['id']}", state="upheld", decidedBy=customer)
        credit = self.revise(5, "dispute", "met", Decimal(100), "0.00")
        self.check(f"the credit is {credit['state']}", held=credit["state"] == "reversed")
        self.check("the violation is excused", held=self.violation()["state"] == "excused")

    def violation(self) -> dict[str, Any]:
        """The violation of the month."""
        return dict(self.rest.get(f"{SLA}/slaViolation?sla.id={self.sla}&violation.rule.id=up")[0])

    # -------------------------------------------------------------- what is told

    def report_degradation(self) -> str:
        """Open a degradation report on the violation: its path."""
        title("A degradation report on the violation")
        about = {"name": "Line 7 is down", "severity": "major", "slaViolation": [{"id": self.violation()["id"]}]}
        path = f"{QOS}/degradationReport/{self.rest.post(f'{QOS}/degradationReport', about)['id']}"
        for state in ("acknowledged", "assigned", "inProgress"):
            self.rest.patch(path, state=state)
        refusal = self.rest.refused("PATCH", path, {"state": "cleared"})
        self.check(f"not cleared yet: {refusal['message']}", held=refusal["status"] == "409")
        return path

    def close_degradation(self, path: str) -> None:
        """Clear and close the report, now that its violation is excused."""
        title("The degradation report ends")
        self.rest.patch(path, state="cleared", stateReason="the violation is excused")
        closed = self.rest.patch(path, state="closed")
        steps = [step["state"] for step in closed["stateChange"]]
        print(f"    {' → '.join(steps)}")
        self.check("from created to closed", held=steps[0] == "created" and steps[-2:] == ["cleared", "closed"])

    def report_quality(self) -> dict[str, Any]:
        """Make a report on the month."""
        return self.rest.post(f"{QOS}/qosReport", {"slaId": [self.sla], "period": MARCH, "name": "March 2025"})

    def compare_reports(self, first: dict[str, Any]) -> None:
        """The report on the month in five forms, and what has changed since the first one."""
        title("The report on the quality, in five forms")
        made = self.report_quality()
        rule = next(rule for rule in made["agreement"][0]["rule"] if rule["ruleId"] == "up")
        found, digits = rule["judgement"][0], [made["digest"]]
        digits += [
            rule["referenceValue"],
            found["actualValue"],
            found["verdict"],
            *(one["due"] for one in made["credit"]),
        ]
        for form in documents.FORMS:
            content = self.rest.download(f"{QOS}/qosReport/{made['id']}/document?format={form}")
            (HOME / f"report.{form}").write_bytes(content)
            missing = [text for text in digits if text not in documents.text_of(form, content)]
            self.check(f"{form}: {len(content):,} bytes, shows {len(digits)} figures alike", held=not missing)
        [change] = [change for change in made["change"] if change.get("ruleId", "up") == "up"]
        print(f"    since report {first['id']}: {change.get('actualValueBefore')} → {change.get('actualValueAfter')} %")
        steps = change["revisionBefore"], change["revisionAfter"]
        self.check("it says what has changed since revision 1", held=steps == (1, 5))

    def prove(self) -> None:
        """Verify evidence and audit log without the service, and that damage is found."""
        title("Proof: evidence and audit log, verified without the service")
        files = [HOME / f"evidence-{number}.json" for number in range(1, len(self.bundles) + 1)]
        for file, bundle in zip(files, self.bundles.values(), strict=True):
            file.write_bytes(bundle)
        damaged = HOME / "damaged.json"
        damaged.write_bytes(bundle.replace(b'"verdict":"met"', b'"verdict":"violated"'))
        with ThreadPoolExecutor(2) as pool:
            *sound, found = pool.map(lambda file: command("verify", "--bundle", str(file)), [*files, damaged])
        for file, ran in zip(files, sound, strict=True):
            self.check(
                f"tmf623 verify --bundle {file.name}: {' '.join(ran.stdout.split()[-1:])}", held=ran.returncode == 0
            )
        self.check("a changed verdict is found", held=found.returncode == 1)
        self.prove_log()

    def prove_log(self) -> None:
        """Export the audit log, and verify it as it is, and with a line less."""
        log, damaged = HOME / "audit.jsonl", HOME / "damaged.jsonl"
        ran = command("audit", "export", str(log), "--database-url", f"sqlite:///{HOME / 'scenario.db'}")
        self.check(f"tmf623 audit export: {' '.join(ran.stdout.split()[:2])}", held=ran.returncode == 0)
        lines = log.read_bytes().splitlines(keepends=True)
        damaged.write_bytes(b"".join(lines[:5] + lines[6:]))
        with ThreadPoolExecutor(2) as pool:
            ran, found = pool.map(lambda file: command("audit", "verify", str(file)), [log, damaged])
        self.check(ran.stdout.strip().removeprefix(f"{log}: ") or ran.stderr.strip(), held=ran.returncode == 0)
        self.check("a missing line is found", held=found.returncode == 1)

    def tell_events(self) -> None:
        """What a subscriber has received."""
        title("What the subscriber was sent")
        awaited("events", lambda: self.told().items() >= EVENTS.items())
        print("    " + ", ".join(f"{many} {word}" for word, many in sorted(self.told().items())))
        self.check("each step once", held=self.told().items() >= EVENTS.items())
        posted = Counter(one["name"] for one in self.billing.booked)
        by_credit: dict[str, list[str]] = {}
        for one in self.billing.booked:
            amount = -Decimal(str(one["taxExcludedAmount"]["value"]))
            by_credit.setdefault(one["name"].rpartition("-")[0], []).append(f"{amount:.2f}")
        for credit, amounts in sorted(by_credit.items()):
            print(f"    billing booked {', '.join(amounts)} of {credit}")
        self.check("no adjustment was posted twice", held=max(posted.values()) == 1 and len(posted) == 6)

    def told(self) -> Counter[str]:
        """How many events of each type the subscriber has."""
        return Counter(one["eventType"] for one in {one["eventId"]: one for one in self.inbox.at("/events")}.values())


def title(text: str) -> None:
    """Begin a chapter."""
    print(f"\n{text}", flush=True)


def percent(up: int, of: int) -> Decimal:
    """A share of the month's hours."""
    return Decimal(100 * up) / of


def reached(credit: dict[str, Any] | None, due: str) -> dict[str, Any] | None:
    """The credit, once this is what is due."""
    return credit if credit is not None and credit["due"] == due else None


def booked(credit: dict[str, Any] | None) -> dict[str, Any] | None:
    """The credit, once billing has all that is due."""
    settled = credit is not None and credit["state"] in {"accepted", "reversed"}
    return (
        credit
        if settled and credit is not None and Decimal(credit.get("accepted", "0")) == Decimal(credit["due"])
        else None
    )


def main() -> None:
    """Run the scenario; exit 1 when a check did not hold."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    began = time.monotonic()
    billing, inbox = Billing(), Inbox()
    with ExitStack() as around:
        billing_url, inbox_url = (around.enter_context(listening(party)) for party in (billing, inbox))
        rest_port, grpc_port = around.enter_context(serving(HOME / "scenario.db"))
        scenario = Scenario(Client(rest_port), grpc_port, billing, inbox)
        scenario.subscribe(inbox_url)
        scenario.agree(scenario.consequences(), billing_url)
        scenario.close_month()
        degradation, report = scenario.report_degradation(), scenario.report_quality()
        scenario.change_what_is_known()
        scenario.close_degradation(degradation)
        scenario.compare_reports(report)
        scenario.tell_events()
        scenario.prove()
    failed = scenario.failed
    print(f"\n{len(failed)} checks failed, in {time.monotonic() - began:.0f} s. Reports and evidence are in {HOME}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
