"""Fifty orders of what is recorded, with repetitions, late arrivals and corrections: one judgement, byte for byte."""

import random
from pathlib import Path
from typing import Any

from clock import Clock
from databases import database
from service.agreed import JANUARY, LINE, REPAIR, RULE, down, ticket
from service.bench import Bench, changes
from tmf623.contract.codec import canonical
from tmf623.store.store import Store

ORDERS = 50
_BY_STORING = ("id", "revision", "cause", "supersedes", "violation_id", "as_of")

OUTAGES = [
    changes(*down(f"2026-01-{day:02}T0{day % 9}:00:00Z", f"2026-01-{day:02}T0{day % 9}:{day:02}:00Z"), source=source)
    | {"externalId": f"{source} {day}"}
    for day in range(1, 25, 2)
    for source in ("probe", "switch")
]
FIRST = changes(("2025-12-31T00:00:00Z", "up"), source="probe") | {"externalId": "probe up"}
CORRECTIONS = {
    index: changes(*down("2026-01-30T00:00:00Z", "2026-01-30T02:00:00Z"), source=OUTAGES[index]["source"])
    | {"externalId": OUTAGES[index]["externalId"]}
    for index in (3, 8)
}
TICKETS = [ticket(n, "2026-01-10T08:00:00Z", f"2026-01-10T1{n}:15:00Z") for n in range(6)]


def sent_in(order: random.Random) -> list[tuple[str, dict[str, Any]]]:
    """Everything in some order, a third of it twice; a correction comes after what it corrects."""
    works = [("measure", FIRST), *(("measure", outage) for outage in OUTAGES), *(("report", one) for one in TICKETS)]
    works += order.sample(works, len(works) // 3)
    order.shuffle(works)
    for index, correction in CORRECTIONS.items():
        last = max(place for place, (_, body) in enumerate(works) if body is OUTAGES[index])
        works.insert(order.randint(last + 1, len(works)), ("measure", correction))
    return works


def judged(folder: Path, seed: int) -> list[bytes]:
    """The last judgements after one order, some of them made before all had come."""
    order, clock = random.Random(seed), Clock()  # noqa: S311 - the same orders in every run
    folder.mkdir()
    with database(folder) as url:
        store = Store.open(url, clock=clock)
        bench = Bench(store, clock)
        sla = bench.agree(**LINE | {"rule": [RULE | {"tolerance": "0"}, REPAIR]})
        works = sent_in(order)
        early = order.randrange(len(works))
        for place, (how, body) in enumerate(works):
            clock.advance(seconds=1)
            getattr(bench, how)(body)
            if place == early:
                bench.assess(sla, "up", **JANUARY)
                bench.assess(sla, "repair")
        clock.now = Clock().now.replace(hour=18)
        bench.assess(sla, "up", **JANUARY)
        bench.assess(sla, "repair")
        last = {each.subject: each for each in sorted(bench.assessments(), key=lambda one: one.revision)}
        store.close()
    for each in last.values():
        for name in _BY_STORING:
            each.ClearField(name)
    return [canonical(last[subject]) for subject in sorted(last)]


def test_whatever_the_order_the_judgements_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    first = judged(tmp_path / "0", 0)
    assert len(first) == 1 + len(TICKETS)
    for seed in range(1, ORDERS):
        assert judged(tmp_path / str(seed), seed) == first, seed
