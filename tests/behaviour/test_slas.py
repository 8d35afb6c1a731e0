"""Agreements and violations, one scenario through every door."""

from typing import Any
from uuid import uuid4

import pytest

from doors import Door, Failure

GOLD: dict[str, Any] = {
    "name": "Gold line",
    "description": "Business line with a repair promise",
    "version": "1.0",
    "validFor": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2027-01-01T00:00:00Z"},
    "relatedParty": [
        {"href": "https://party.example/1", "role": "SLAProvider", "name": "Northern Telecom Works"},
        {"href": "https://party.example/2", "role": "SLAConsumer", "name": "Harbour Clinic"},
    ],
    "rule": [
        {
            "id": "availability",
            "metric": "https://metrics.example/availability",
            "unit": "%",
            "referenceValue": "99.90",
            "operator": ".ge",
            "tolerance": "0.05",
            "consequence": "https://contract.example/clause/7",
        }
    ],
    "template": {"href": "https://template.example/3", "name": "Gold", "description": "Gold lines"},
}

VIOLATION: dict[str, Any] = {
    "date": "2026-02-01T08:00:00Z",
    "sla": {"href": "/tmf-api/slaManagement/v4/sla/7", "description": "Gold line"},
    "relatedParty": [{"href": "https://party.example/2", "role": "SLAConsumer"}],
    "violation": {
        "unit": "%",
        "referenceValue": "99.90",
        "operator": ".ge",
        "actualValue": "99.1",
        "tolerance": "0.05",
        "violationAverage": "99.1",
        "comment": "Below the agreed level in January",
        "consequence": "https://contract.example/clause/7",
        "attachment": {"href": "https://evidence.example/1", "description": "January"},
        "rule": {"href": "/tmf-api/slaManagement/v4/sla/7/rule/availability", "description": "availability"},
    },
}

KINDS = [pytest.param("sla", GOLD, id="sla"), pytest.param("slaViolation", VIOLATION, id="slaViolation")]


@pytest.mark.parametrize(("kind", "body"), KINDS)
def test_what_was_created_is_read_back(door: Door, kind: str, body: dict[str, Any]) -> None:
    created = door.create(kind, body)
    assert door.retrieve(kind, created.id) == created
    assert created.href.endswith(f"/{kind}/{created.id}")
    assert created.related_party[0].href == body["relatedParty"][0]["href"]


def test_every_attribute_survives(door: Door) -> None:
    created = door.create("slaViolation", VIOLATION)
    assert created.violation.tolerance == "0.05"
    assert created.violation.violation_average == "99.1"
    assert created.violation.attachment.description == "January"
    assert created.date.ToJsonString() == "2026-02-01T08:00:00Z"


def test_id_and_href_are_the_servers(door: Door) -> None:
    created = door.create("sla", GOLD | {"id": "1", "href": "https://elsewhere.example/sla/1"})
    assert created.id != 1 or "elsewhere" not in created.href
    assert "elsewhere" not in created.href


def test_instants_are_written_in_utc_whatever_their_offset(door: Door) -> None:
    created = door.create("sla", {"name": "Offset", "validFor": {"startDateTime": "2013-04-19T18:42:23.500+02:00"}})
    assert created.valid_for.start_date_time.ToJsonString() == "2013-04-19T16:42:23.500Z"


def test_put_removes_what_it_does_not_name(door: Door) -> None:
    created = door.create("sla", GOLD)
    updated = door.update("sla", created.id, {"name": "Silver line", "version": "2.0"})
    assert (updated.name, updated.version, updated.id) == ("Silver line", "2.0", created.id)
    assert not updated.rule
    assert not updated.HasField("description")


def test_patch_keeps_what_it_does_not_name(door: Door) -> None:
    created = door.create("sla", GOLD)
    patched = door.patch("sla", created.id, {"description": "New words", "template": None})
    assert patched.description == "New words"
    assert not patched.HasField("template")
    assert (patched.name, len(patched.rule)) == (GOLD["name"], 1)


def test_a_deleted_resource_is_gone(door: Door) -> None:
    created = door.create("sla", GOLD)
    door.delete("sla", created.id)
    for call in (door.retrieve, door.delete):
        with pytest.raises(Failure) as refused:
            call("sla", created.id)
        assert refused.value.reason == "NOT_FOUND"


def test_equality_filters_select_on_every_first_level_attribute(door: Door) -> None:
    mark = uuid4().hex
    wanted = door.create("sla", GOLD | {"name": f"n-{mark}", "version": f"v-{mark}", "state": "observed"})
    door.create("sla", GOLD | {"name": f"other-{mark}", "version": f"v-{mark}"})
    for criteria in (f"name=n-{mark}", f"version=v-{mark}&state=observed", f"id={wanted.id}&name=n-{mark}"):
        rows, total = door.find("sla", criteria)
        assert ([row.id for row in rows], total) == ([wanted.id], 1), criteria
    rows, total = door.find("sla", f"version=v-{mark}")
    assert total == len(rows) == 2


def test_pages_tile_the_list(door: Door) -> None:
    mark = uuid4().hex
    ids = [door.create("sla", {"name": mark, "version": str(n)}).id for n in range(5)]
    pages = [door.find("sla", f"name={mark}", offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [row.id for rows, _ in pages for row in rows] == sorted(ids)
    assert {total for _, total in pages} == {5}
    assert door.find("sla", f"name={mark}", offset=9, limit=2) == ([], 5)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param({}, "MISSING_ATTRIBUTE", id="no name"),
        pytest.param({"name": "  "}, "MISSING_ATTRIBUTE", id="blank name"),
        pytest.param(
            {"name": "x", "validFor": {"startDateTime": "2026-02-01T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"}},
            "PERIOD_REVERSED",
            id="period ends before it starts",
        ),
        pytest.param({"name": "x", "timeZone": "Mars/Olympus"}, "INVALID_VALUE", id="no such zone"),
        pytest.param({"name": "x\u0000y"}, "INVALID_VALUE", id="NUL in text"),
    ],
)
def test_a_wrong_agreement_is_refused_and_nothing_is_stored(door: Door, body: dict[str, Any], reason: str) -> None:
    before = door.find("sla", limit=0)[1]
    with pytest.raises(Failure) as refused:
        door.create("sla", body)
    assert refused.value.reason == reason
    assert door.find("sla", limit=0)[1] == before


@pytest.mark.parametrize(
    "id",
    [
        "0",
        "-1",
        "9007199254740992",
        "99999999999999999999",
        "00012",
        "4f9d0c0e-5f0f-4f6e-9a0b-0d6a4c1f3b2a",
        "abc",
        "1.0",
    ],
)
def test_an_id_that_names_nothing_is_not_found(door: Door, id: str) -> None:
    for call in (door.retrieve, door.delete):
        with pytest.raises(Failure) as refused:
            call("sla", id)
        assert refused.value.reason == "NOT_FOUND"


def test_a_callback_that_is_not_http_is_refused_by_name(door: Door) -> None:
    with pytest.raises(Failure) as refused:
        door.create("hub", {"callback": "ftp://files.example/in"})
    assert refused.value.reason == "INVALID_VALUE"
    assert "ftp" in refused.value.message


def test_a_hub_is_registered_read_listed_and_removed(door: Door) -> None:
    hub = door.create("hub", {"callback": "http://listener.example/in", "query": "eventType=SlaCreateEvent"})
    assert door.retrieve("hub", hub.id) == hub
    assert hub.id in {row.id for row in door.find("hub")[0]}
    door.delete("hub", hub.id)
    with pytest.raises(Failure) as refused:
        door.retrieve("hub", hub.id)
    assert refused.value.reason == "NOT_FOUND"
