"""The clock of a case against a naive one that steps through the minutes, and the laws it obeys."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.minutes import MinuteClock
from domain.written import us
from tmf623.domain.calendar import Calendar, Hours, Weekday
from tmf623.domain.choices import Milestone, Reopening
from tmf623.domain.event_duration import Clock, Method, delivered, run
from tmf623.domain.facts import Case, StatusChange
from tmf623.domain.instants import DAY, HOUR, MINUTE, Interval
from tmf623.domain.status_history import Meaning
from tmf623.service.zones import zone

STOPPING = Meaning(stopped=frozenset({"pending", "held"}), reasons=frozenset({"customer", "supplier"}))
METHOD = Method(STOPPING)
ZONES = ["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"]
STARTS = [us("2025-03-28"), us("2025-10-24"), us("2018-11-02"), us("2024-12-30"), us("2025-04-04")]
STATUSES = ["acknowledged", "inProgress", "pending", "held", "resolved", "closed"]
minutes = st.integers(0, 6 * 24 * 60)
weeks = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).filter(lambda t: t[1] < t[2]),
    min_size=1,
    max_size=6,
)


@st.composite
def calendars(draw: st.DrawFn, start: int) -> tuple[Calendar, MinuteClock]:
    there, hours = zone(draw(st.sampled_from(ZONES))), draw(weeks)
    first = date(1970, 1, 1) + timedelta(microseconds=start)
    holidays = [first + timedelta(days=day) for day in draw(st.sets(st.integers(0, 6), max_size=2))]
    names = list(Weekday)
    opened = [Hours(names[day], first * MINUTE, past * MINUTE) for day, first, past in hours]
    return Calendar(there, opened, holidays), MinuteClock(there, hours, holidays, start)


@st.composite
def histories(draw: st.DrawFn, start: int) -> list[StatusChange]:
    times = draw(st.lists(minutes, max_size=6, unique=True))
    return [
        StatusChange(start + time * MINUTE, draw(st.sampled_from(STATUSES)), draw(st.sampled_from(["", "customer"])))
        for time in times
    ]


def naive_end(history: list[StatusChange], as_of: int) -> tuple[int, bool, list[Interval], list[Interval]]:
    """Where the clock ends, whether it has, where it stood still, and when the case was resolved before."""
    told = sorted(change for change in history if change.time <= as_of)
    stops, resolved, since, end = [], [], None, None
    for change, following in zip(told, [*told[1:], None], strict=False):
        past = as_of if following is None else following.time
        if change.status in {"pending", "held"} and change.reason == "customer":
            stops.append(Interval(change.time, past))
        if change.status in {"resolved", "closed"}:
            since = change.time if since is None else since
            end = since
        elif since is not None:
            resolved.append(Interval(since, change.time))
            since = end = None
    return (as_of if end is None else end), end is not None, stops, resolved


@settings(max_examples=500)
@given(data=st.data(), start=st.sampled_from(STARTS), until=minutes)
def test_a_case_takes_what_a_clock_that_steps_through_the_minutes_counts(
    data: st.DataObject, start: int, until: int
) -> None:
    calendar, naive = data.draw(calendars(start))
    history, as_of = data.draw(histories(start)), start + until * MINUTE
    case = Case(start, None, history=tuple(history))
    end, ended, stops, resolved = naive_end(history, as_of)
    for reopening, apart in ((Reopening.TOTAL, []), (Reopening.CONTINUE, resolved)):
        found = run(Method(STOPPING, reopening), Milestone.RESTORE, case, as_of)
        level = delivered(Clock(calendar, MINUTE), found)
        assert level.level == Fraction(naive.elapsed(Interval(start, end), [*stops, *apart]), MINUTE)
        assert (level.high is not None) is ended


@settings(max_examples=500)
@given(data=st.data(), start=st.sampled_from(STARTS), worked=st.integers(1, 3000))
def test_a_case_is_due_at_the_earliest_minute_with_so_much_counted(
    data: st.DataObject, start: int, worked: int
) -> None:
    calendar, naive = data.draw(calendars(start))
    stops = [
        Interval(start + first * MINUTE, start + (first + length) * MINUTE)
        for first, length in data.draw(st.lists(st.tuples(minutes, st.integers(1, 2000)), max_size=3))
    ]
    expected = naive.reached(Interval(start, start + 10 * DAY), worked, stops)
    if expected is not None:
        assert Clock(calendar, MINUTE).due(start, Fraction(worked), stops) == expected


@given(data=st.data(), start=st.sampled_from(STARTS), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_changes_and_their_repetition_change_nothing(
    data: st.DataObject, start: int, shuffle: st.DataObject
) -> None:
    history = data.draw(histories(start))
    again = [*history, *data.draw(st.lists(st.sampled_from(history), max_size=3) if history else st.just([]))]
    shuffle.shuffle(again)  # type: ignore[attr-defined]
    as_of = start + 7 * DAY
    one, other = (Case(start, None, history=tuple(told)) for told in (history, again))
    assert run(METHOD, Milestone.RESTORE, one, as_of) == run(METHOD, Milestone.RESTORE, other, as_of)


OFFICE = Calendar(zone("Europe/London"), [Hours(day, 9 * HOUR, 17 * HOUR) for day in list(Weekday)[:5]])
spans = st.tuples(minutes, minutes).map(lambda t: Interval(min(t) * MINUTE, max(t) * MINUTE))


@given(span=spans, stops=st.lists(spans, max_size=4), start=st.sampled_from(STARTS), night=st.integers(0, 4))
def test_a_stop_outside_working_time_changes_nothing(
    span: Interval, stops: list[Interval], start: int, night: int
) -> None:
    """GLPI's issue 10594 is what happens otherwise."""
    moved = [Interval(start + stop.start, start + stop.end) for stop in stops]
    case = Interval(start + span.start, start + span.end)
    midnight = start - start % DAY + night * DAY
    asleep = Interval(midnight + 17 * HOUR, midnight + DAY + 8 * HOUR)
    clock = Clock(OFFICE, HOUR)
    assert clock.level(case, [*moved, asleep]) == clock.level(case, moved)


@given(span=spans, stops=st.lists(spans, max_size=4), more=spans, start=st.sampled_from(STARTS))
def test_more_stops_never_make_a_case_longer_and_a_repeated_stop_makes_none_shorter(
    span: Interval, stops: list[Interval], more: Interval, start: int
) -> None:
    moved = [Interval(start + stop.start, start + stop.end) for stop in (*stops, more)]
    case = Interval(start + span.start, start + span.end)
    for clock in (Clock(OFFICE, MINUTE), Clock(OFFICE, None)):
        assert clock.level(case, moved) <= clock.level(case, moved[:-1])
        assert clock.level(case, [*moved, *moved]) == clock.level(case, moved)
