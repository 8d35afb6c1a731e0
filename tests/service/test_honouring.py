"""Which exclusions count, as they were known at an instant, and whose they are."""

from datetime import timedelta
from typing import Any

import pytest
from google.protobuf import json_format

from service.agreed import LINE, RULE
from service.bench import Bench
from tmf.sla.v1.exclusion_pb2 import Exclusion
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import EXCLUSION, SLA
from tmf623.domain.choices import Effect
from tmf623.domain.exclusion import Cause, Honoured
from tmf623.domain.instants import DAY, HOUR, Interval
from tmf623.service import resources
from tmf623.service.behaviour import Origin
from tmf623.service.honouring import honoured_for
from tmf623.service.timestamps import instant_of

START = 1_767_225_600_000_000
"""2026-01-01T00:00:00Z."""
JANUARY = Interval(START, START + 31 * DAY)


def hours(start: int, end: int) -> Interval:
    return Interval(START + start * HOUR, START + end * HOUR)


def ask(bench: Bench, **more: Any) -> str:
    body = {
        "category": "plannedMaintenance",
        "scope": {"object": ["line"]},
        "window": {"startDateTime": "2026-01-02T00:00:00Z", "endDateTime": "2026-01-02T03:00:00Z"},
        "requestedBy": "Grace",
    }
    exclusion = json_format.ParseDict(body | more, Exclusion())
    return str(bench.store.write(lambda tx: resources.create(tx, EXCLUSION, exclusion, Origin())).id)


def decide(bench: Bench, id_: str, **more: Any) -> None:
    def decided(before: Any) -> Any:
        after = Exclusion()
        after.CopyFrom(before)
        return json_format.ParseDict(more, after)

    bench.store.write(lambda tx: resources.change(tx, EXCLUSION, id_, decided))


def approve(bench: Bench, id_: str) -> None:
    decide(bench, id_, state="approved", approvedBy="Ada")


def known(bench: Bench, sla_id: str, at: Any = None, rule: int = 0, period: Interval = JANUARY) -> Honoured:
    def read(tx: Any) -> Honoured:
        sla: Any = loaded(SLA, tx.resources.get(SLA, int(sla_id)))
        return honoured_for(tx, sla, sla.rule[rule], period, instant_of(at or bench.clock.now))

    return bench.store.read(read)


def test_what_is_known_at_an_instant_counts_then_and_for_ever(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    asked = bench.clock.now
    id_ = ask(bench)
    approved = bench.clock.advance(hours=1)
    approve(bench, id_)
    revoked = bench.clock.advance(hours=1)
    decide(bench, id_, state="revoked", revokedBy="Ada")
    deleted = bench.clock.advance(hours=1)
    bench.store.write(lambda tx: resources.delete(tx, EXCLUSION, id_))
    bench.clock.advance(hours=1)
    before = asked - timedelta(microseconds=1)
    assert known(bench, sla, before) == Honoured((), ())
    assert [each.cause for each in known(bench, sla, asked).dishonoured] == [Cause.STATE]
    [honoured] = known(bench, sla, approved).excluded
    assert (honoured.span, honoured.exclusion_id, honoured.effect) == (hours(24, 27), id_, Effect.REMOVE)
    assert [each.cause for each in known(bench, sla, revoked).dishonoured] == [Cause.STATE]
    assert known(bench, sla, deleted) == Honoured((), ())


@pytest.mark.parametrize(
    ("scope", "ours", "theirs"),
    [
        ({"object": ["line"]}, True, True),
        ({"object": ["elsewhere"]}, False, False),
        ({"slaId": ["ours"]}, True, False),
        ({"slaId": ["ours"], "object": ["elsewhere"]}, False, False),
        ({"slaId": ["ours"], "ruleId": ["up"]}, True, False),
        ({"slaId": ["ours"], "ruleId": ["other"]}, False, False),
        ({"slaId": ["theirs", "ours"], "object": ["line"]}, True, True),
    ],
)
def test_it_is_about_what_every_list_names(bench: Bench, scope: dict[str, Any], *, ours: bool, theirs: bool) -> None:
    rules = [RULE, {**RULE, "id": "other"}]
    slas = {name: bench.agree(**LINE | {"rule": rules}) for name in ("ours", "theirs")}
    scope |= {"slaId": [slas[name] for name in scope.get("slaId", [])]}
    approve(bench, ask(bench, scope=scope))
    assert bool(known(bench, slas["ours"]).excluded) is ours
    assert bool(known(bench, slas["theirs"]).excluded) is theirs


def test_of_several_objects_it_may_be_about_some(bench: Bench) -> None:
    spec = {"@type": "Availability", "objects": ["a", "b"]}
    sla = bench.agree(**LINE | {"scope": [{"id": "a"}, {"id": "b"}], "rule": [{**RULE, "spec": spec}]})
    approve(bench, ask(bench, scope={"object": ["a"]}))
    approve(bench, ask(bench, scope={"object": ["b", "c"]}))
    assert [sorted(each.objects) for each in known(bench, sla).excluded] == [["a"], ["b"]]
    approve(bench, ask(bench, scope={"object": ["b", "a"]}))
    assert [sorted(each.objects) for each in known(bench, sla).excluded] == [[]]


def test_the_rule_says_what_it_honours(bench: Bench) -> None:
    policy = {
        "category": ["plannedMaintenance", "forceMajeure"],
        "noticeRequired": "PT72H",
        "noticeCategory": ["plannedMaintenance"],
        "budgetPerPeriod": "PT4H",
        "effect": "excuse",
    }
    spec = {"@type": "Availability", "exclusionPolicy": policy}
    sla = bench.agree(**LINE | {"rule": [{**RULE, "spec": spec}]})
    short = ask(bench, noticeGivenAt="2025-12-31T00:00:01Z")
    enough = ask(bench, noticeGivenAt="2025-12-30T00:00:00Z")
    majeure = ask(
        bench,
        category="forceMajeure",
        window={"startDateTime": "2026-01-03T00:00:00Z", "endDateTime": "2026-01-03T03:00:00Z"},
    )
    other = ask(bench, category="thirdParty")
    for id_ in (short, enough, majeure, other):
        approve(bench, id_)
    result = known(bench, sla)
    assert [(each.exclusion_id, each.span, each.effect) for each in result.excluded] == [
        (enough, hours(24, 27), Effect.EXCUSE),
        (majeure, hours(48, 49), Effect.EXCUSE),
    ]
    assert sorted((each.exclusion_id, each.cause) for each in result.dishonoured) == sorted(
        [(short, Cause.NOTICE), (other, Cause.CATEGORY), (majeure, Cause.BUDGET)]
    )


def test_recurring_windows_are_found_however_long_ago_they_began(bench: Bench) -> None:
    sla = bench.agree(**LINE)
    id_ = ask(
        bench,
        window={"startDateTime": "2020-01-05T01:00:00+01:00", "endDateTime": "2020-01-05T05:00:00+01:00"},
        recurrence="FREQ=WEEKLY;BYDAY=SU",
        timeZone="Europe/Paris",
    )
    approve(bench, id_)
    assert [each.span.start for each in known(bench, sla).excluded] == [
        START + (day - 1) * DAY for day in (4, 11, 18, 25)
    ]
    assert known(bench, sla, period=Interval(START, START + DAY)).excluded == ()


def test_a_suspended_agreement_stands_still(bench: Bench) -> None:
    sla = bench.agree(**LINE | {"@type": "CustomerSla", "state": "observed"})

    def step(state: str) -> int:
        def changed(before: Any) -> Any:
            after = Sla()
            after.CopyFrom(before)
            after.state = state
            return after

        bench.store.write(lambda tx: resources.change(tx, SLA, sla, changed))
        return instant_of(bench.clock.now)

    suspended = step("suspended")
    bench.clock.advance(hours=5)
    march = Interval(suspended - DAY, suspended + DAY)
    assert [each.span for each in known(bench, sla, period=march).excluded] == [Interval(suspended, suspended + DAY)]
    resumed = step("observed")
    bench.clock.advance(hours=1)
    [honoured] = known(bench, sla, period=march).excluded
    assert (honoured.span, honoured.category) == (Interval(suspended, resumed), "suspension")


@pytest.mark.parametrize("about", ["object", "slaId"])
def test_a_decision_has_what_it_touches_judged_anew(bench: Bench, about: str) -> None:
    sla = bench.agree(**LINE)
    id_ = ask(bench, scope={about: [sla if about == "slaId" else "line"]})

    def touched() -> list[tuple[str, str, int, int]]:
        waiting = bench.store.read(lambda tx: tx.agenda.touches(99))
        found = [touch for _, touch in waiting if touch.cause == 2]
        return [(str(touch.kind), touch.object, touch.first, touch.last) for touch in found]

    assert touched() == []
    approve(bench, id_)
    expected = ("agreement", sla) if about == "slaId" else ("scope", "line")
    once = (*expected, START + 24 * HOUR, START + 27 * HOUR - 1)
    assert touched() == [once]
    decide(bench, id_, state="revoked", revokedBy="Ada")
    assert touched() == [once, once]
