"""Evidence: a judgement is made again from its bundle, and whatever is changed in one is found. Noon of 1 March."""

import random
from typing import Any

import orjson
import pytest

from service.agreed import DESK, JANUARY, LINE, RULE, UP, down, ticket
from service.bench import Bench, changes
from tmf623.contract.codec import canonical_text
from tmf623.errors import NotFound
from tmf623.service import bundles
from tmf623.service.grounds import gathered

OFFICE = {"id": "office", "workingTime": [{"day": ["monday", "tuesday"], "start": "09:00", "end": "17:00"}]}


def export(bench: Bench, assessment: Any) -> bytes:
    return bench.store.read(lambda tx: bundles.export(tx, str(assessment.id)))


def of_a_month(bench: Bench) -> bytes:
    terms = LINE | {"timeZone": "Europe/Paris", "calendar": [OFFICE]}
    sla = bench.agree(**terms | {"rule": [RULE | {"spec": {"calendarRef": "office", "missingData": "assumeGood"}}]})
    bench.measure(
        changes(UP, ("2026-01-12T13:00:00Z", "degraded 0.25"), ("2026-01-12T20:00:00Z", "up")),
        changes(*down("2026-01-13T09:00:00Z", "2026-01-13T10:00:00.000001Z"), source="another probe"),
    )
    return export(bench, bench.assess(sla, "up", **JANUARY).assessment)


def of_a_case(bench: Bench) -> bytes:
    sla = bench.agree(**DESK)
    bench.report(
        ticket(1, "2026-02-02T09:00:00Z", "2026-02-02T13:00:01Z", description="Kein Signal, 没有信号 \U0001d4b3")
    )
    bench.assess(sla, "repair")
    return export(bench, bench.assessments()[0])


def of_an_unreadable_rule(bench: Bench) -> bytes:
    return export(bench, bench.assess(bench.agree(rule=[{"id": "up", "metric": "?"}]), "up").assessment)


def out_of_force(bench: Bench) -> bytes:
    sla = bench.agree(**LINE | {"validFor": {"startDateTime": "2026-02-01T00:00:00Z"}})
    return export(bench, bench.assess(sla, "up", **JANUARY).assessment)


MAKERS = [of_a_month, of_a_case, of_an_unreadable_rule, out_of_force]


@pytest.mark.parametrize("make", MAKERS)
def test_a_bundle_gives_the_judgement_it_holds(bench: Bench, make: Any) -> None:
    bundle = make(bench)
    assert bundles.faults(bundle) == []
    assert orjson.loads(bundle)["assessment"]["subject"]


@pytest.mark.parametrize("make", MAKERS)
def test_every_changed_byte_of_a_bundle_is_found(bench: Bench, make: Any) -> None:
    bundle = make(bench)
    dice = random.Random(623)  # noqa: S311 - the same changes in every run
    for _ in range(300):
        place, byte = dice.randrange(len(bundle)), dice.randrange(1, 256)
        changed = bytearray(bundle)
        changed[place] ^= byte
        assert bundles.faults(bytes(changed)), (place, byte)
    for changed_length in (bundle + b"\n", b" " + bundle, bundle[:-1], bundle + bundle, b"", b"null", b"[]", b"{}"):
        assert bundles.faults(changed_length)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("assessment", "verdict"), "met"),
        (("assessment", "actualRatio"), "1/1"),
        (("facts", "series", 0, 1, "changes", 0, 0), 1),
        (("setting", "as_of"), 0),
        (("agreement", "rule", 0, "referenceValue"), "1"),
        (("agreement", "calendar", 0, "workingTime", 0, "end"), "18:00"),
        (("agreementId",), "99"),
    ],
)
def test_what_is_changed_with_all_its_digests_is_found_by_computing(bench: Bench, path: Any, value: object) -> None:
    document = orjson.loads(of_a_month(bench))
    place = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    document.pop("digest")
    document["digest"] = {name: bundles._digest(document[name]) for name in bundles._PARTS}
    document["digest"]["bundle"] = bundles._digest(document)
    assert bundles.faults(canonical_text(document))


def test_a_judgement_holds_after_later_data_later_terms_and_a_later_revision(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP, *down("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z")))
    first = bench.assess(sla, "up", **JANUARY).assessment
    before = export(bench, first)
    bench.clock.advance(days=1)
    bench.amend(sla, **LINE | {"rule": [RULE | {"referenceValue": "90"}]})
    bench.measure(changes(("2026-01-10T00:00:00Z", "up")))
    bench.clock.advance(hours=1)
    second = bench.assess(sla, "up", **JANUARY).assessment
    assert (second.revision, second.verdict) == (2, "met")
    assert export(bench, first) == before
    for judged in (first, second):
        assert bundles.faults(export(bench, judged)) == []


def test_a_stored_judgement_that_was_tampered_with_does_not_hold(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    bench.measure(changes(UP))
    judged = bench.assess(sla, "up", **JANUARY).assessment
    grounds = bench.store.read(lambda tx: gathered(tx, judged))
    judged.actual_value = "99"
    assert bundles.outcome_faults(grounds, judged) == ['actualValue is "99", computed it is "100"']


def test_what_is_not_there_has_no_bundle(bench: Bench) -> None:
    with pytest.raises(NotFound):
        bench.store.read(lambda tx: bundles.export(tx, "7"))
