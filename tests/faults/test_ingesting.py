"""A server that is killed while measurements come in loses none it acknowledged, and counts none twice."""

from decimal import Decimal
from pathlib import Path

from databases import database
from faults.ingesting import run

POINTS = 100_000


def test_twenty_kills_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    with database(tmp_path) as url:
        result = run(url, kills=20, points=POINTS)
    assert (result.acknowledged, result.count) == (POINTS, POINTS)
    assert result.total == Decimal(POINTS) * (POINTS - 1) / 2
    assert result.damage == []
