"""A table of transitions."""

from enum import StrEnum

import pytest

from tmf623.domain.life_cycle import LifeCycle


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    GONE = "gone"


DOOR = LifeCycle(
    first=frozenset({Door.SHUT}),
    following={
        Door.SHUT: frozenset({Door.OPEN, Door.GONE}),
        Door.OPEN: frozenset({Door.SHUT}),
        Door.GONE: frozenset(),
    },
)


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        (None, {Door.SHUT}),
        (Door.SHUT, {Door.SHUT, Door.OPEN, Door.GONE}),
        (Door.OPEN, {Door.OPEN, Door.SHUT}),
        (Door.GONE, {Door.GONE}),
    ],
)
def test_what_may_follow_is_what_the_table_says(before: Door | None, allowed: set[Door]) -> None:
    assert {state for state in Door if DOOR.allows(before, state)} == allowed


def test_an_end_is_a_state_nothing_follows() -> None:
    assert [state for state in Door if DOOR.ends(state)] == [Door.GONE]
    assert DOOR.after(Door.GONE) == "nothing"
    assert DOOR.after(Door.SHUT) == "gone, open"
