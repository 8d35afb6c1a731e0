"""kill -9 in the midst of recording and assessing: what is judged in the end is what would have been judged without.

    python tests/faults/kills.py [KILLS]

A client sends a month's outages of many lines, and tickets of many desks, to a real server, again until it is told
that they are stored. A server and two assessors work over one database; every few requests one of them is killed and
begun anew. In the end every line's month and every ticket must have been judged once, by all that was recorded.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / part) for part in ("server", "generated", "tests")]

from databases import database  # noqa: E402 - found by the line above
from tmf623 import app  # noqa: E402
from tmf623.contract.documents import loaded  # noqa: E402
from tmf623.contract.kinds import ASSESSMENT, SLA_VIOLATION, Kind  # noqa: E402
from tmf623.query.criteria import Query  # noqa: E402
from tmf623.service.verification import verified  # noqa: E402
from tmf623.store.store import Store  # noqa: E402

SCRIPT = Path(__file__).parent / "working.py"
SLA = "/tmf-api/slaManagement/v4/sla"
QOS = "/tmf-api/customerQosManagement/v1"
LINES, OUTAGES, DESKS, TICKETS = 8, 24, 4, 24
MONTH_S = 31 * 86_400
PATIENCE_S = 120.0


@dataclass
class Nursery:
    """Where the processes come from."""

    parent: "subprocess.Popen[str]"
    url: str
    kills: int = 0
    alive: set[int] = field(default_factory=set)

    def begin(self, command: str) -> tuple[int, int]:
        """A new process: its id and port."""
        assert self.parent.stdin
        assert self.parent.stdout
        self.parent.stdin.write(f"{command} {self.url}\n")
        self.parent.stdin.flush()
        pid, port = map(int, self.parent.stdout.readline().split())
        self.alive.add(pid)
        return pid, port

    def kill(self, pid: int) -> None:
        self.end(pid)
        self.kills += 1

    def end(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        self.alive.discard(pid)


@contextmanager
def nursery(url: str) -> Iterator[Nursery]:
    Store.open(url, clock=app.now).close()
    command = [sys.executable, "-W", "ignore", str(SCRIPT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        place = Nursery(parent, url)
        try:
            yield place
        finally:
            for pid in list(place.alive):
                place.end(pid)
            parent.kill()


@dataclass
class Estate:
    """What is killed, and what is sent meanwhile."""

    nursery: Nursery
    kills: int
    dice: random.Random = field(default_factory=lambda: random.Random(623))  # noqa: S311 - the same in every run

    def __post_init__(self) -> None:
        """Begin the processes."""
        self.assessors = [self.nursery.begin("assess")[0] for _ in range(2)]
        self.server, self.port = self.nursery.begin("serve")

    def send(self, path: str, body: Any) -> Any:
        """POST until it is acknowledged, whatever is killed meanwhile."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                answer = httpx.post(f"http://127.0.0.1:{self.port}{path}", json=body, timeout=10)
            except httpx.TransportError:
                continue
            if answer.status_code < 300:
                return answer.json()
            if answer.status_code != 503:
                raise AssertionError(f"{path} answered {answer.status_code}: {answer.text}")
        raise AssertionError(f"{path} was not answered in {PATIENCE_S} s")

    def disturb(self) -> None:
        """Kill one process, the server every third time, and begin it anew."""
        if self.nursery.kills % 3 == 2:
            self.nursery.kill(self.server)
            self.server, self.port = self.nursery.begin("serve")
            return
        index = self.dice.randrange(len(self.assessors))
        self.nursery.kill(self.assessors[index])
        self.assessors[index] = self.nursery.begin("assess")[0]


def agreements() -> list[dict[str, Any]]:
    up = {"id": "up", "metric": "availability", "unit": "%", "referenceValue": "99.5", "operator": ".ge"}
    repair = {"id": "repair", "metric": "timeToRepair", "unit": "h", "referenceValue": "4", "operator": ".le"}
    terms = [{"name": f"line {n}", "scope": [{"id": f"line {n}"}], "rule": [up]} for n in range(LINES)]
    rule = repair | {"spec": {"@type": "EventDuration"}}
    return terms + [{"name": f"desk {n}", "scope": [{"id": f"desk {n}"}], "rule": [rule]} for n in range(DESKS)]


def works(dice: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent, in an order nobody would choose; outages of a line do not touch each other."""
    sent = []
    for line in range(LINES):
        changes = [{"time": "2025-01-01T00:00:00Z", "state": "up"}]
        sent.append((f"{QOS}/measurement", batch(line, "start", changes)))
        for outage in range(OUTAGES):
            start = f"2025-01-{outage + 2:02}T06:00:00Z"
            end = f"2025-01-{outage + 2:02}T06:{lost_min(line, outage):02}:00Z"
            changes = [{"time": start, "state": "down"}, {"time": end, "state": "up"}]
            sent.append((f"{QOS}/measurement", batch(line, f"outage {outage}", changes)))
    for desk in range(DESKS):
        for ticket in range(TICKETS):
            case = {
                "externalId": f"{desk}/{ticket}",
                "creationDate": "2025-01-10T08:00:00Z",
                "resolutionDate": f"2025-01-10T{9 + ticket % 8:02}:30:00Z",
                "relatedEntity": [{"id": f"desk {desk}"}],
            }
            sent.append((f"{QOS}/case", {"source": "desk", "case": [case]}))
    dice.shuffle(sent)
    return iter(sent + sent[::7])


def batch(line: int, name: str, changes: list[dict[str, str]]) -> dict[str, Any]:
    content = {"source": "probe", "object": f"line {line}", "externalId": f"{line} {name}", "stateChange": changes}
    return {"batch": [content]}


def lost_min(line: int, outage: int) -> int:
    return (7 * line + 3 * outage) % 23 + 1


def expected() -> dict[str, tuple[str, str]]:
    """By arithmetic: the verdict and the exact level of every line's January and of every ticket."""
    outcomes = {}
    for line in range(LINES):
        lost = 60 * sum(lost_min(line, outage) for outage in range(OUTAGES))
        level = 100 * Fraction(MONTH_S - lost, MONTH_S)
        verdict = "met" if level >= Fraction("99.5") else "violated"
        outcomes[f"line {line}"] = verdict, f"{level.numerator}/{level.denominator}"
    for desk in range(DESKS):
        for ticket in range(TICKETS):
            hours = Fraction(3, 2) + ticket % 8
            verdict = "met" if hours <= 4 else "violated"
            outcomes[f"case/desk/{desk}%2F{ticket}"] = verdict, f"{hours.numerator}/{hours.denominator}"
    return outcomes


def everything(store: Store, kind: Kind) -> list[Any]:
    return [loaded(kind, row) for row in store.read(lambda tx: tx.resources.find(kind, Query())).rows]


def outcomes(store: Store, names: dict[str, str]) -> tuple[dict[str, tuple[str, str]], int]:
    """The last judgement of every January and ticket; how many judgements have no number of their own."""
    found: dict[str, Any] = {}
    places = set()
    judged = everything(store, ASSESSMENT)
    for each in sorted(judged, key=lambda one: one.revision):
        subject = each.subject if each.subject.startswith("case/") else names[each.sla_id]
        if each.subject.startswith(("case/", "period/2025-01-01T")):
            found[subject] = each
        places.add((each.sla_id, each.rule_id, each.subject, each.revision))
    told = {subject: (each.verdict, each.actual_ratio) for subject, each in found.items()}
    return told, len(judged) - len(places)


def violated(store: Store, names: dict[str, str]) -> list[str]:
    """What each violation is of that stands; more than one of the same would show."""
    subjects = []
    ids = {str(each.id): each for each in everything(store, ASSESSMENT)}
    for violation in everything(store, SLA_VIOLATION):
        judged = ids[violation.violation.attachment.id]
        if violation.state == "confirmed":
            subjects.append(judged.subject if judged.subject.startswith("case/") else names[judged.sla_id])
    return sorted(subjects)


def until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {PATIENCE_S} s for {what}")
        time.sleep(0.05)


def run(url: str, kills: int) -> dict[str, Any]:
    """Send everything, kill so often, and say what came of it; AssertionError when it is not what is expected."""
    with nursery(url) as place:
        estate = Estate(place, kills)
        names = {estate.send(SLA, terms)["id"]: terms["name"] for terms in agreements()}
        sent = list(works(estate.dice))
        store = Store.open(url, clock=app.now)
        try:
            for number, (path, body) in enumerate(sent):
                while place.kills < kills and place.kills * len(sent) < number * kills:
                    estate.disturb()
                estate.send(path, body)
            while place.kills < kills:
                estate.disturb()
            until(lambda: outcomes(store, names)[0] == expected(), "every judgement")
            return told(store, names, place.kills, len(sent))
        finally:
            store.close()


def told(store: Store, names: dict[str, str], kills: int, sent: int) -> dict[str, Any]:
    right = sorted(subject for subject, (verdict, _) in expected().items() if verdict == "violated")
    violations, doubled = violated(store, names), outcomes(store, names)[1]
    faults = [fault for page in verified(store) for _, found in page for fault in found]
    if violations != right or doubled or faults:
        raise AssertionError(f"{len(violations)} violations for {len(right)}, {doubled} doubled, {faults[:3]}")
    total = sum((Fraction(level) for _, level in outcomes(store, names)[0].values()), Fraction())
    return {
        "kills": kills,
        "requests": sent,
        "judgements": len(everything(store, ASSESSMENT)),
        "violations": len(violations),
        "sumOfLevels": f"{total.numerator}/{total.denominator}",
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as fresh:
        print(json.dumps(run(fresh, int(sys.argv[1]) if len(sys.argv) > 1 else 100)))  # noqa: T201 - a script
