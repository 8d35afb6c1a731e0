"""How fast a hub is served, and who gets the places there are."""

import asyncio

import pytest

from tmf623.jobs.line import LONGEST_REST_S, Line
from tmf623.jobs.places import DOUBTFUL, STEADY, Grant, Places


def rest(number: int) -> float:
    return 10.0 * number


def failed(line: Line, *resources: int, now: float = 0.0) -> None:
    for resource in resources:
        line.failed(("sla", resource), now, rest)


def test_a_new_hub_gets_four_at_a_time_and_more_while_it_takes_them() -> None:
    line = Line(1)
    assert line.room == 4
    for _ in range(100):
        line.answered(taken=True)
    assert line.room == 32
    line.held = set(range(30))
    assert line.room == 2


def test_after_a_failure_there_is_one_at_a_time() -> None:
    line = Line(1)
    line.held = {1, 2}
    failed(line, 7)
    assert (line.room, line.doubtful, line.rest_s(0)) == (0, True, 0)
    line.held = set()
    assert line.room == 1


def test_one_event_that_always_fails_does_not_stop_a_hub() -> None:
    line = Line(1)
    failed(line, *[7] * 50)
    assert line.rest_s(0) == 0


def test_failures_of_three_resources_without_a_success_between_are_a_receiver_that_is_down() -> None:
    line = Line(1)
    failed(line, 7, 8)
    line.answered(taken=True)
    failed(line, 7, 8)
    assert line.rest_s(0) == 0
    failed(line, 9)
    assert line.rest_s(0) == 10
    assert line.rest_s(9.5) == 0.5
    assert line.rest_s(11) == 0


def test_rests_grow_from_one_attempt_to_the_next_and_end_with_a_success() -> None:
    line = Line(1)
    failed(line, 7, 8, 9)
    failed(line, 10, now=5)  # on its way when the rest began: it does not count
    assert line.rest_s(0) == 10
    failed(line, 7, now=10)
    assert line.rest_s(10) == 20
    failed(line, 7, now=30)
    assert line.rest_s(30) == 30
    line.answered(taken=True)
    assert (line.rest_s(30), line.doubtful, line.room) == (0, False, 2)
    failed(line, 7, 8, 9, now=40)
    assert line.rest_s(40) == 10


def test_no_rest_is_longer_than_the_longest() -> None:
    line = Line(1)
    for resource in range(3):
        line.failed(("sla", resource), 0, lambda _rests: 3600)
    assert line.rest_s(0) == LONGEST_REST_S


def test_a_receiver_that_refuses_is_there() -> None:
    line = Line(1)
    failed(line, 7, 8)
    line.answered(taken=False)
    failed(line, 9)
    assert line.rest_s(0) == 0


def granted(places: Places, most: int = 10) -> list[Grant]:
    return asyncio.run(asyncio.wait_for(places.granted(most), 5))


def test_places_go_to_who_asked_first_and_never_beyond_what_there_is() -> None:
    places = Places()
    lines = [Line(number) for number in range(STEADY // 4 + 3)]
    for line in lines:
        places.ask(line)
        places.ask(line)
    assert [grant.line for grant in granted(places, 5)] == lines[:5]
    grants = granted(places, 1000)
    assert sum(grant.number for grant in grants) == STEADY - 5 * 4
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(places.granted(10), 0.05))
    places.give_back(2, doubtful=False)
    [grant] = granted(places)
    assert (grant.number, grant.doubtful) == (2, False)


def test_doubtful_hubs_leave_the_places_of_the_others_alone() -> None:
    places = Places()
    for number in range(DOUBTFUL + 50):
        line = Line(number)
        failed(line, 7)
        places.ask(line)
    assert sum(grant.number for grant in granted(places, 1000)) == DOUBTFUL
    good = Line(0)
    places.ask(good)
    [grant] = granted(places)
    assert (grant.line, grant.number, grant.doubtful) == (good, 4, False)


def test_a_hub_with_enough_under_way_gets_no_place() -> None:
    places = Places()
    busy, idle = Line(1), Line(2)
    busy.held = {1, 2, 3, 4}
    places.ask(busy)
    places.ask(idle)
    assert [grant.line for grant in granted(places)] == [idle]
