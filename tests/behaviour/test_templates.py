"""Templates and agreements made from them, through every door."""

from typing import Any

import pytest

from doors import Door, Failure

RULES = [
    {"id": "up", "metric": "availability", "unit": "%", "operator": ".ge", "referenceValue": "99.5"},
    {
        "id": "repair",
        "metric": "timeToRepair",
        "unit": "h",
        "operator": ".le",
        "referenceValue": "8",
        "spec": {"@type": "EventDuration", "calendarRef": "office"},
    },
]
OFFICE = {"id": "office", "workingTime": [{"day": ["monday"], "start": "08:00", "end": "18:00"}]}
GOLD: dict[str, Any] = {
    "name": "Gold access",
    "version": "1",
    "timeZone": "Europe/Paris",
    "slaType": "CustomerSla",
    "productOffering": {"id": "42", "name": "Access"},
    "rule": RULES,
    "calendar": [OFFICE],
}


def made(door: Door, **request: Any) -> Any:
    return door.retrieve("sla", door.qos("CreateSlaInstantiation", request)["sla"]["id"])


def test_an_agreement_is_made_from_a_template(door: Door) -> None:
    template = door.create("slaTemplate", GOLD)
    sla = made(
        door,
        templateId=str(template.id),
        relatedParty=[{"id": "7", "role": "SLAConsumer"}],
        scope=[{"id": "line/7"}],
        validFor={"startDateTime": "2199-01-01T00:00:00Z"},
    )
    assert (sla.name, sla.version, sla.time_zone) == ("Gold access", "1", "Europe/Paris")
    assert (sla.at_type, sla.state) == ("CustomerSla", "draft")
    assert (sla.template.id, sla.template.name) == (str(template.id), "Gold access")
    assert sla.template.href.endswith(f"/slaTemplate/{template.id}")
    assert list(sla.rule) == list(template.rule)
    assert list(sla.calendar) == list(template.calendar)
    assert [party.role for party in sla.related_party] == ["SLAConsumer"]


def test_what_a_customer_is_given_instead_takes_the_templates_place(door: Door) -> None:
    template = door.create("slaTemplate", GOLD)
    spec = {"minCoverage": "0.9", "@type": "Availability"}
    instead = [
        {"id": "up", "referenceValue": "99.9", "spec": spec},
        {"id": "repair", "spec": {"calendarRef": "office"}},
    ]
    sla = made(door, templateId=str(template.id), name="Line 7", timeZone="Asia/Tokyo", state="pending", rule=instead)
    assert (sla.name, sla.time_zone, sla.state) == ("Line 7", "Asia/Tokyo", "pending")
    up, repair = sla.rule
    assert (up.reference_value, up.operator, up.spec.min_coverage) == ("99.9", ".ge", "0.9")
    assert (repair.reference_value, repair.spec.at_type) == ("8", "EventDuration")


def test_changing_a_template_changes_no_agreement(door: Door) -> None:
    template = door.create("slaTemplate", GOLD)
    sla = made(door, templateId=str(template.id))
    door.patch("slaTemplate", template.id, {"rule": []})
    assert door.retrieve("sla", sla.id) == sla
    door.delete("slaTemplate", template.id)
    assert door.retrieve("sla", sla.id) == sla


@pytest.mark.parametrize(
    ("change", "request_", "said"),
    [
        ({}, {"rule": [{"id": "other"}]}, "other"),
        ({}, {"rule": [{"unit": "h"}]}, "id is missing"),
        ({}, {"state": "complete"}, "complete"),
        ({}, {"rule": [{"id": "repair", "spec": {"calendarRef": "night"}}]}, "night"),
        ({"validFor": {"endDateTime": "2020-01-01T00:00:00Z"}}, {}, "not valid now"),
        ({"validFor": {"startDateTime": "2199-01-01T00:00:00Z"}}, {}, "not valid now"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_made(
    door: Door, change: dict[str, Any], request_: dict[str, Any], said: str
) -> None:
    template = door.create("slaTemplate", GOLD | change)
    with pytest.raises(Failure, match=said):
        made(door, templateId=str(template.id), **request_)
    assert door.find("sla", f"template.id={template.id}&template.name=Gold%20access")[1] == 0


@pytest.mark.parametrize("template_id", ["9007199254740991", "no", "-1"])
def test_there_must_be_a_template(door: Door, template_id: str) -> None:
    with pytest.raises(Failure, match="no such template"):
        made(door, templateId=template_id)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"rule": [RULES[1]]}, "office"),
        ({"rule": [RULES[0], RULES[0]]}, "again"),
        ({"validFor": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"}}, "not after"),
    ],
)
def test_a_template_makes_sense(door: Door, body: dict[str, Any], said: str) -> None:
    with pytest.raises(Failure, match=said):
        door.create("slaTemplate", {"name": "Gold"} | body)


def test_templates_are_found_by_name(door: Door) -> None:
    template = door.create("slaTemplate", GOLD | {"name": "Platinum access"})
    replaced = door.update("slaTemplate", template.id, {"name": "Platinum access", "version": "2"})
    found, _ = door.find("slaTemplate", "name=Platinum%20access&version=2")
    assert replaced in found
