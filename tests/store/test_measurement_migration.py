"""Batches recorded before there were kinds of measurements are still what they were, and read like new ones."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
import sqlalchemy as sa

from clock import START, Clock
from tmf623.contract.kinds import MEASUREMENT_BATCH
from tmf623.query.criteria import Query
from tmf623.store import schema
from tmf623.store.evidence import NewBatch, Status
from tmf623.store.moment import microseconds
from tmf623.store.observations import Names, ObservationKind, content_of, packed
from tmf623.store.store import Store
from tmf623.store.verification import damages

FIRST = 1_767_225_600_000_000
BEFORE = "0007"
"""The last revision that knew only changes of state."""
CONTENT = content_of(ObservationKind.STATE_CHANGE, [(FIRST, "down", ""), (FIRST + 60_000_000, "degraded", "0.5")])


def before(number: int, external: str) -> dict[str, Any]:
    payload = packed(Names("probe", external, "line-7", "availability"), CONTENT)
    return {
        "id": number,
        "source": "probe",
        "external_id": external or f"\x1f{payload.digest.hex()}",
        "object": "line-7",
        "metric": "availability",
        "kind": "stateChange/1",
        "first_time": FIRST,
        "last_time": FIRST + 60_000_000,
        "count": 2,
        "known_at": microseconds(START),
        "digest": payload.digest,
        "payload": payload.compressed,
    }


@pytest.mark.parametrize("external", ["batch-1", "Größe 金", ""])
def test_an_old_batch_is_a_resource_counts_and_is_known_when_it_comes_again(
    url: str, clock: Clock, external: str
) -> None:
    schema.upgrade(url)
    schema.downgrade(url, BEFORE)
    with schema.backend_of(url).writer() as connection:
        table = sa.Table("measurement_batch", sa.MetaData(), autoload_with=connection)
        connection.execute(sa.insert(table), [before(1, external)])
        connection.execute(sa.text("INSERT INTO id_block VALUES ('measurementBatch', 101)"))
    schema.upgrade(url)
    assert list(damages(url)) == []
    store = Store.open(url, clock=clock)
    clock.advance(hours=1)
    again = store.write(
        lambda tx: tx.evidence.add_batch(NewBatch("probe", external or None, "line-7", "availability", CONTENT))
    )
    assert (again.id, again.status) == (1, Status.REPEATED)
    found, before_it = (
        store.read(lambda tx, cut=cut: tx.evidence.series("line-7", "availability", 0, FIRST * 2, cut)).changes
        for cut in (microseconds(clock.now), microseconds(START - timedelta(seconds=1)))
    )
    assert [change[:2] for change in found] == [(FIRST, 1), (FIRST + 60_000_000, Fraction(1, 2))]
    assert not before_it
    assert store.read(lambda tx: tx.resources.find(MEASUREMENT_BATCH, Query())).total == 1
    store.close()
    schema.downgrade(url, BEFORE)
    with schema.backend_of(url).reader() as connection:
        assert connection.execute(sa.select(table)).mappings().all() == [before(1, external)]
