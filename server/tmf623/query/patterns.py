"""Regular expressions of clients: RE2, whose searches take linear time whatever the pattern."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import re2

from tmf623.contract.faults import cut, shown
from tmf623.errors import Invalid, Reason

LONGEST = 256
"""Characters of the longest pattern."""
LARGEST_PROGRAM = 1500
"""Instructions of the largest pattern: each may cost some nanoseconds for every byte searched."""
_MEMORY = 1024 * 1024
"""Bytes one pattern may use, searching included; the 128 used last are kept."""


def checked(pattern: str, name: str) -> str:
    """The pattern itself, when RE2 accepts it and it is not too large.

    Raises:
        Invalid: INVALID_QUERY: it is longer than LONGEST, no RE2 syntax (look-around and back references are
            none), or would need too much time or memory.
    """
    if len(pattern) > LONGEST:
        raise _refused(name, pattern, f"is longer than {LONGEST} characters")
    try:
        program = _compiled(pattern).programsize
    except re2.error as error:
        raise _refused(name, pattern, f"is no pattern of RE2 ({_said(error)})") from None
    if program > LARGEST_PROGRAM:
        raise _refused(name, pattern, f"is too large: {program} steps of at most {LARGEST_PROGRAM}")
    return pattern


@lru_cache(maxsize=64)
def searching(pattern: str) -> Callable[[str], bool]:
    """The search for a pattern that `checked` has passed: whether it occurs anywhere in a text."""
    search = _compiled(pattern).search
    return lambda text: search(text.encode()) is not None


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    options.never_capture = True
    return re2.compile(pattern.encode(), options)


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return cut(said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said))


def _refused(name: str, pattern: str, why: str) -> Invalid:
    return Invalid(Reason.INVALID_QUERY, f"{cut(name)}: {shown(pattern)} {why}", attribute=cut(name))
