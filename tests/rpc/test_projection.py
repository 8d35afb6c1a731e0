"""Some attributes instead of all: what gRPC picks from a message is what REST picks from its JSON."""

from typing import Any

import orjson
import pytest

from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import json_value, message_of
from tmf623.contract.documents import Stored, encoded
from tmf623.contract.kinds import SLA, SLA_VIOLATION
from tmf623.contract.profiles import V4
from tmf623.contract.rendering import projected_json, resource_bytes
from tmf623.errors import Invalid
from tmf623.query.text import parse_fields
from tmf623.rpc.projection import paths_of, projected

GOLD: dict[str, Any] = {
    "name": "Gold",
    "description": "line",
    "validFor": {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2027-01-01T00:00:00Z"},
    "relatedParty": [
        {"name": "Clinic", "role": "SLAConsumer"},
        {"href": "https://party.example/1"},
        {"name": "Works", "validFor": {"startDateTime": "2026-01-01T00:00:00Z"}},
    ],
    "rule": [{"id": "a", "spec": {"@type": "Availability", "population": {"priority": ["1", "2"]}}}],
    "@type": "GoldSla",
    "@schemaLocation": "https://schema.example/gold.json",
    "tier": "gold",
    "bonus": {"points": 7, "notes": [{"text": "x", "by": "y"}, "loose", {"by": "z"}], "empty": {}},
}
CASES = [
    "",
    "none",
    "name",
    "name,description",
    "validFor",
    "validFor.startDateTime",
    "validFor.startDateTime,validFor",
    "relatedParty.name",
    "relatedParty.validFor.startDateTime",
    "relatedParty.role,relatedParty.href,name",
    "rule.spec.population.priority",
    "rule.spec.nothing",
    "name.deeper",
    "nothing",
    "template,state",
    "tier",
    "bonus.points,@type",
    "bonus.notes.text",
    "bonus.empty",
    "bonus.empty.more",
    "tier.more",
    "id,href",
]


@pytest.mark.parametrize("fields", CASES)
def test_fields_mean_the_same_through_both_doors(fields: str) -> None:
    content = encoded(message_of(Sla, GOLD))
    stored = Stored(7, 3, content.document, content.message)
    paths = parse_fields(SLA, fields)
    picked = Sla.FromString(projected(SLA, resource_bytes(SLA, stored), paths))
    expected = orjson.loads(projected_json(SLA, stored, V4, "", paths))
    picked.at_type, picked.at_schema_location = "T", "S"  # without them JSON would not take the extension
    assert json_value(picked) == expected | {"@type": "T", "@schemaLocation": "S"}


@pytest.mark.parametrize(
    ("mask", "paths"),
    [
        pytest.param(["name"], (("name",),), id="one"),
        pytest.param(["valid_for.start_date_time"], (("validFor", "startDateTime"),), id="proto names"),
        pytest.param(["validFor.startDateTime"], (("validFor", "startDateTime"),), id="JSON names"),
        pytest.param(["rule.spec.at_type"], (("rule", "spec", "@type"),), id="at sign, proto name"),
        pytest.param(["rule.spec.@type"], (("rule", "spec", "@type"),), id="at sign, JSON name"),
        pytest.param(["extension"], (("extension",),), id="the extension as a whole"),
        pytest.param([], (), id="nothing asks for all"),
        pytest.param(["name", "*"], (), id="an asterisk asks for all"),
    ],
)
def test_a_mask_names_attributes(mask: list[str], paths: tuple[tuple[str, ...], ...]) -> None:
    assert paths_of(SLA, mask) == paths


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "name.",
        ".name",
        "nothing",
        "name.deeper",
        "valid_for.seconds",
        "valid_for.start_date_time.seconds",
        "extension.tier",
        "violation.rule.nothing",
        "*.name",
        "Name",
        "x" * 5000,
    ],
)
def test_a_mask_that_names_nothing_is_refused(path: str) -> None:
    for kind in (SLA, SLA_VIOLATION):
        with pytest.raises(Invalid) as refused:
            paths_of(kind, [path])
        assert refused.value.attribute == "read_mask"


def test_a_mask_may_ask_for_the_extension() -> None:
    content = encoded(message_of(Sla, GOLD))
    whole = resource_bytes(SLA, Stored(7, 3, content.document, content.message))
    picked = Sla.FromString(projected(SLA, whole, paths_of(SLA, ["extension"])))
    assert set(picked.extension.fields) == {"tier", "bonus"}
    assert not picked.HasField("name")
