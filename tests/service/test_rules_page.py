"""docs/rules.md: its examples are rules this service reads, and it names every attribute there is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format

from tmf.sla.v1 import terms_pb2
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.domain.assessment import SpecType
from tmf623.service import terms

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
EXAMPLES = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
UNITS = {SpecType.EVENT_DURATION: ("h", ".le"), SpecType.PERCENTILE: ("ms", ".le")}
CALENDAR = {"id": "office", "workingTime": [{"day": ["monday"], "start": "09:00", "end": "17:00"}]}


def agreement(spec: dict[str, Any]) -> Sla:
    """The example among the rules, calendar and entities it speaks of."""
    unit, operator = UNITS.get(SpecType(spec["@type"]), ("%", ".ge"))
    rule = {"id": "r", "metric": "m", "unit": unit, "operator": operator, "referenceValue": "4", "spec": spec}
    others = [
        {"id": name, "metric": "uptime", "operator": ".ge", "referenceValue": "99", "spec": {"object": "line/1"}}
        for name in ("access", "core", "ethernet")
    ]
    entities = sorted({*spec.get("objects", ()), spec.get("object", "line/1"), "line/1"})
    if "object" not in spec and "objects" not in spec:
        spec["object"] = "line/1"
    body = {"name": "A", "rule": [rule, *others], "calendar": [CALENDAR], "scope": [{"id": each} for each in entities]}
    return json_format.ParseDict(body, Sla(id=7))


@pytest.mark.parametrize("example", EXAMPLES, ids=json.dumps)
def test_an_example_of_the_page_is_read(example: dict[str, Any]) -> None:
    sla = agreement(dict(example.get("spec", example)))
    terms.check(sla)
    assert terms.terms_of(sla, sla.rule[0]).computation is not None


def test_every_kind_of_rule_has_an_example() -> None:
    shown = {example.get("spec", example)["@type"] for example in EXAMPLES}
    plain = {SpecType.MEAN, SpecType.COUNT}
    assert shown | plain == set(SpecType)


def test_the_page_names_every_attribute() -> None:
    messages = terms_pb2.DESCRIPTOR.message_types_by_name.values()
    foreign = {"TimePeriod", "Calendar", "WorkingTime"}
    names = {field.json_name for message in messages if message.name not in foreign for field in message.fields}
    assert {name for name in names if name not in PAGE} == set()
