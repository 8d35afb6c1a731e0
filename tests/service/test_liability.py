"""What terms would cost on a history, without storing anything."""

from typing import Any

import pytest

from service.bench import Bench
from service.owing import TERMS, Owing
from tmf.sla.v1.consequence_pb2 import Consequence
from tmf623.contract.codec import message_of
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import SLA
from tmf623.domain.credit.money import text_of
from tmf623.service import resources
from tmf623.service.liability import liability

MONTHS = ("2025-11", "2025-12", "2026-01")


@pytest.mark.parametrize(
    ("cap", "dues"),
    [
        pytest.param([], ["250.00", "250.00", "250.00"], id="each month by itself"),
        pytest.param(
            [{"per": "trailingMonths", "months": 12, "percent": "60"}], ["250.00", "250.00", "100.00"], id="cap"
        ),
    ],
)
def test_a_draft_is_tried_on_the_past(bench: Bench, cap: list[dict[str, Any]], dues: list[str]) -> None:
    owing = Owing(bench.store, bench.clock)
    draft = owing.consequence(state="draft")
    sla_id = owing.owe(draft)
    owing.observe(*((f"{m}-10T00:00:00Z", f"{m}-10T12:00:00Z") for m in MONTHS), since="2025-10-01T00:00:00Z")
    for month in MONTHS:
        owing.assess(sla_id, "up", at=f"{month}-15T00:00:00Z")
    assert owing.credits() == []
    sla: Any = loaded(SLA, owing.store.read(lambda tx: resources.retrieve(tx, SLA, sla_id)))
    terms = message_of(Consequence, TERMS | {"cap": cap})
    owed = liability(sla, {int(draft): terms}, owing.assessments())
    assert [text_of(one.due, one.currency) for one in owed] == dues
