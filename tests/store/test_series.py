"""Series: the same observations whatever the order they came in, and whatever was sealed with what."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clock import START, Clock
from databases import database
from resting import rows
from tmf.sla.v1.measurement_pb2 import MeasurementBatch
from tmf623.domain.facts import GoodTotal, Histogram, Sample, Series, StateInterval
from tmf623.domain.instants import DAY, HOUR, Interval
from tmf623.domain.timeline import Change
from tmf623.store.evidence import BatchState, NewBatch, Status
from tmf623.store.moment import microseconds
from tmf623.store.observations import Content, ObservationKind, content_of
from tmf623.store.series import loss
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction
from tmf623.store.verification import damages

FIRST = 1_767_225_600_000_000  # 2026-01-01T00:00:00Z
EVER = 2**62
OBJECT, METRIC = "line-7", "availability"
SPAN = Interval(FIRST + 12 * HOUR, FIRST + 36 * HOUR)


class Sent(NamedTuple):
    """A batch that was recorded, as an oracle remembers it."""

    batch: NewBatch
    known_at: int
    until: int = EVER


def oracle(sent: Iterable[Sent], period: Interval, as_of: int) -> Series:
    """The series by its definition, fact by fact."""
    standing = [each for each in sent if each.known_at <= as_of < each.until]
    facts = [(each, row) for each in standing for row in each.batch.content.rows()]

    def of(kind: ObservationKind) -> list[tuple[Sent, Any]]:
        return [(each, row) for each, row in facts if each.batch.content.kind is kind]

    def lasts(rows: list[tuple[Sent, Any]], at: int) -> list[tuple[Sent, Any]]:
        latest: dict[str, int] = {}
        for each, row in rows:
            latest[each.batch.source] = max(latest.get(each.batch.source, row[at]), row[at])
        return [(each, row) for each, row in rows if row[at] == latest[each.batch.source]]

    def readings(kind: ObservationKind) -> list[tuple[Sent, Any]]:
        inside = [(e, r) for e, r in of(kind) if r[0] < period.end and r[1] > period.start]
        inside = [(e, r) for e, r in inside if not (cumulative(r) and r[1] > period.end)]
        return inside + lasts([(e, r) for e, r in of(kind) if cumulative(r) and r[1] <= period.start], 1)

    changes = of(ObservationKind.STATE_CHANGE)
    chosen = [(e, r) for e, r in changes if period.start <= r[0] < period.end]
    chosen += lasts([(e, r) for e, r in changes if r[0] < period.start], 0)
    return Series(
        changes=[Change(r[0], loss(r[1], r[2]), e.batch.source, e.known_at) for e, r in chosen],
        intervals=[
            StateInterval(Interval(r[0], r[1]), loss(r[2], r[3]), e.batch.source, e.known_at)
            for e, r in of(ObservationKind.STATE_INTERVAL)
            if r[0] < period.end and r[1] > period.start
        ],
        samples=[
            Sample(r[0], r[1], e.batch.source, e.known_at)
            for e, r in of(ObservationKind.SAMPLE)
            if period.start <= r[0] < period.end
        ],
        counts=[
            GoodTotal(Interval(r[0], r[1]), r[2], r[3], e.batch.source, e.known_at, r[4])
            for e, r in readings(ObservationKind.GOOD_TOTAL)
        ],
        histograms=[
            Histogram(Interval(r[0], r[1]), tuple(map(Decimal, r[2])), r[4], e.batch.source, e.known_at, r[3])
            for e, r in readings(ObservationKind.HISTOGRAM)
        ],
    )


def cumulative(row: Any) -> bool:
    return row[4] is True or row[3] is True


def same(found: Series, expected: Series) -> bool:
    """Whether two series hold the same facts, each as often."""
    return all(
        Counter(getattr(found, name)) == Counter(getattr(expected, name))
        for name in ("changes", "intervals", "samples", "counts", "histograms")
    )


HOURS = st.integers(0, 47).map(lambda hour: FIRST + hour * HOUR)
STATES = st.sampled_from([("up", ""), ("down", ""), ("degraded", "0.5"), ("unknown", "")])
SPANS = st.tuples(HOURS, st.integers(1, 6)).map(lambda span: (span[0], span[0] + span[1] * HOUR))
COUNTS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: (Decimal(min(pair)), Decimal(max(pair))))
ROWS = {
    ObservationKind.STATE_CHANGE: st.tuples(HOURS, STATES).map(lambda row: (row[0], *row[1])),
    ObservationKind.STATE_INTERVAL: st.tuples(SPANS, STATES).map(lambda row: (*row[0], *row[1])),
    ObservationKind.SAMPLE: st.tuples(HOURS, st.integers(-99, 99).map(lambda n: Decimal(n) / 4)),
    ObservationKind.GOOD_TOTAL: st.tuples(SPANS, COUNTS, st.booleans()).map(lambda r: (*r[0], *r[1], r[2])),
    ObservationKind.HISTOGRAM: st.tuples(SPANS, st.booleans(), st.integers(0, 9)).map(
        lambda r: (*r[0], ("0.5", "1"), r[1], (r[2], 0, 1))
    ),
}
CONTENTS = st.sampled_from(list(ObservationKind)).flatmap(
    lambda kind: st.lists(ROWS[kind], min_size=1, max_size=5).map(lambda rows: content_of(kind, rows))
)
BATCHES = st.lists(
    st.builds(
        NewBatch,
        source=st.sampled_from(["probe-1", "probe-2"]),
        external_id=st.sampled_from(["a", "b", "c", None]),
        object=st.just(OBJECT),
        metric=st.just(METRIC),
        content=CONTENTS,
        payload=st.none(),
    ),
    min_size=1,
    max_size=12,
)


def record(store: Store, clock: Clock, sent: list[Sent], batches: Iterable[NewBatch]) -> None:
    """Record batches, one a minute, and remember in `sent` what is to become of that."""
    for batch in batches:
        again = any(content_key(each.batch) == content_key(batch) for each in sent)
        now = microseconds(clock.advance(minutes=1))
        receipt = store.write(lambda tx, batch=batch: tx.evidence.add_batch(batch))
        assert (receipt.status is Status.REPEATED) == again
        if again:
            continue
        for at_, each in enumerate(sent):
            if each.until == EVER and batch.external_id is not None and key(each.batch) == key(batch):
                sent[at_] = each._replace(until=now)
        sent.append(Sent(batch, now))


def series(store: Store, as_of: int, period: Interval = SPAN) -> Series:
    return store.read(lambda tx: tx.evidence.series(OBJECT, METRIC, period.start, period.end, as_of))


def seal(store: Store, clock: Clock) -> None:
    while store.write(lambda tx: tx.evidence.seal(clock.now - timedelta(hours=1))):
        pass


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(batches=BATCHES, late=BATCHES)
def test_a_series_is_what_counted_at_the_cut_sealed_or_not(
    tmp_path_factory: pytest.TempPathFactory, batches: list[NewBatch], late: list[NewBatch]
) -> None:
    clock = Clock()
    with database(tmp_path_factory.mktemp("series")) as url:
        store = Store.open(url, clock=clock)
        sent: list[Sent] = []
        record(store, clock, sent, batches)
        clock.advance(hours=2)
        seal(store, clock)
        record(store, clock, sent, late)
        cuts = sorted({at_ for each in sent for at_ in (each.known_at, each.known_at - 1)})
        for _ in range(2):
            for cut in cuts:
                for period in (
                    SPAN,
                    Interval(FIRST, FIRST + 60 * HOUR),
                    Interval(FIRST + 60 * HOUR, FIRST + 61 * HOUR),
                ):
                    assert same(series(store, cut, period), oracle(sent, period, cut))
            clock.advance(days=2)
            seal(store, clock)
        store.close()
        assert list(damages(url)) == []


def key(batch: NewBatch) -> tuple[str, str | None]:
    return batch.source, batch.external_id


def content_key(batch: NewBatch) -> tuple[Any, ...]:
    return (*key(batch), batch.content.kind, tuple(batch.content.rows()))


def at(*minutes: int, state: str = "down") -> Content:
    return content_of(ObservationKind.STATE_CHANGE, [(FIRST + minute * 60_000_000, state, "") for minute in minutes])


def test_fifty_shuffles_with_repetitions_give_one_series(tmp_path: Path) -> None:
    """When something was recorded is the order; which facts there are is not."""
    batches = [NewBatch(f"probe-{n % 3}", f"b-{n}", OBJECT, METRIC, at(7 * n, 7 * n + 3)) for n in range(40)]
    expected: set[Any] = set()
    for turn in range(50):
        draw = Random(turn)  # noqa: S311 - the same shuffles every time
        shuffled = [*batches, *draw.sample(batches, 10)]
        draw.shuffle(shuffled)
        clock = Clock()
        folder = tmp_path / str(turn)
        folder.mkdir()
        with database(folder) as url:
            store = Store.open(url, clock=clock)
            for chunk in (shuffled[:20], shuffled[20:]):
                store.write(lambda tx, chunk=chunk: [tx.evidence.add_batch(batch) for batch in chunk])
            if turn % 2:
                clock.advance(days=3)
                seal(store, clock)
            found = series(store, microseconds(clock.now), Interval(FIRST, FIRST + DAY))
            expected.add(tuple(found.changes))
            store.close()
    assert len(expected) == 1
    assert len(*expected) == 80


def retract(tx: Transaction, external_id: str) -> MeasurementBatch:
    batch = tx.evidence.versions("probe-1", external_id)[-1]
    tx.evidence.withdraw(batch, BatchState.RETRACTED, "a test")
    return batch


@pytest.mark.parametrize("sealed", [False, True])
def test_a_retracted_batch_counts_no_longer_from_then_on(store: Store, clock: Clock, *, sealed: bool) -> None:
    batches = [NewBatch("probe-1", f"b-{n}", OBJECT, METRIC, at(n)) for n in range(5)]
    record(store, clock, [], batches)
    clock.advance(days=2)
    if sealed:
        seal(store, clock)
    before = microseconds(clock.now)
    clock.advance(minutes=1)
    batch = store.write(lambda tx: retract(tx, "b-2"))
    whole = Interval(FIRST, FIRST + HOUR)
    assert len(series(store, before, whole).changes) == 5
    assert [change.time for change in series(store, microseconds(clock.now), whole).changes] == [
        FIRST + minute * 60_000_000 for minute in (0, 1, 3, 4)
    ]
    assert store.read(lambda tx: tx.evidence.observations(batch)).rows() == at(2).rows()


def test_sealing_leaves_one_row_a_day_and_keeps_each_batch_readable(url: str, store: Store, clock: Clock) -> None:
    days = [NewBatch("probe-1", f"{d}-{n}", OBJECT, METRIC, at(1440 * d + n)) for d in range(3) for n in range(30)]
    record(store, clock, [], days)
    clock.advance(days=1)
    seal(store, clock)
    assert [row["count"] for row in rows(url, "observation_chunk", "count")] == [30, 30, 30]
    for batch in days:
        known = store.read(lambda tx, batch=batch: tx.evidence.versions("probe-1", batch.external_id or ""))[0]
        assert store.read(lambda tx, known=known: tx.evidence.observations(known)) == batch.content


def test_today_is_not_sealed(url: str, store: Store, clock: Clock) -> None:
    today = (microseconds(START) // DAY) * DAY
    for n in range(3):
        content = content_of(ObservationKind.STATE_CHANGE, [(today + n, "up", "")])
        store.write(lambda tx, n=n, content=content: tx.evidence.add_batch(NewBatch("p", str(n), "o", "m", content)))
    clock.advance(hours=3)
    seal(store, clock)
    assert len(rows(url, "observation_chunk", "id")) == 3


def future(clock: Clock, **ahead: float) -> Content:
    at_ = microseconds(clock.now + timedelta(**ahead))
    return content_of(ObservationKind.STATE_CHANGE, [(microseconds(clock.now), "up", ""), (at_, "down", "")])


@pytest.mark.parametrize(("ahead", "state"), [(300, BatchState.COUNTED), (301, BatchState.QUARANTINED)])
def test_facts_more_than_five_minutes_ahead_wait(store: Store, clock: Clock, ahead: int, state: BatchState) -> None:
    batch = NewBatch("p", "1", OBJECT, METRIC, future(clock, seconds=ahead))
    assert store.write(lambda tx: tx.evidence.add_batch(batch)).state is state


def test_quarantined_facts_count_once_they_are_no_longer_too_far_ahead(store: Store, clock: Clock) -> None:
    batch = NewBatch("p", "1", OBJECT, METRIC, future(clock, hours=1))
    store.write(lambda tx: tx.evidence.add_batch(batch))
    whole = Interval(FIRST, FIRST + 1000 * DAY)
    due = microseconds(START + timedelta(minutes=55))
    assert [len(series(store, cut, whole).changes) for cut in (due - 1, due)] == [0, 2]
    clock.advance(minutes=54)
    assert store.write(lambda tx: tx.evidence.let_count(10)) == 0
    clock.advance(minutes=1)
    assert store.write(lambda tx: tx.evidence.let_count(10)) == 1
    assert store.read(lambda tx: tx.evidence.versions("p", "1"))[0].state == "counted"
    assert [len(series(store, cut, whole).changes) for cut in (due - 1, due)] == [0, 2]


def test_an_operator_may_let_facts_count_sooner(store: Store, clock: Clock) -> None:
    batch = NewBatch("p", "1", OBJECT, METRIC, future(clock, hours=1))
    store.write(lambda tx: tx.evidence.add_batch(batch))
    released = microseconds(clock.advance(minutes=10))
    store.write(lambda tx: tx.evidence.settle(tx.evidence.versions("p", "1")[0], BatchState.COUNTED))
    whole = Interval(FIRST, FIRST + 1000 * DAY)
    assert [len(series(store, cut, whole).changes) for cut in (released - 1, released)] == [0, 2]


def test_the_first_cut_of_knowledge_is_before_everything(store: Store, clock: Clock) -> None:
    record(store, clock, [], [NewBatch("p", None, OBJECT, METRIC, at(1))])
    assert same(series(store, microseconds(datetime(2020, 1, 1, tzinfo=START.tzinfo))), Series())
    assert list(chain(series(store, EVER - 1, Interval(FIRST, FIRST + 1)).changes)) == []
