"""Regular expressions of clients: RE2, whose searches take linear time whatever the pattern."""

from collections.abc import Callable
from functools import lru_cache

import re2

from tmf623.contract.faults import cut, shown
from tmf623.errors import Invalid, Reason

LONGEST = 256
"""Characters of the longest pattern: a search takes time in proportion to it."""
_MEMORY = 2 * 1024 * 1024


def checked(pattern: str, name: str) -> str:
    """The pattern itself, when RE2 accepts it.

    Raises:
        Invalid: INVALID_QUERY: it is longer than LONGEST, no RE2 syntax (look-around and back references are
            none), or would need too much memory.
    """
    if len(pattern) > LONGEST:
        raise _refused(name, pattern, f"is longer than {LONGEST} characters")
    try:
        searching(pattern)
    except re2.error as error:
        raise _refused(name, pattern, f"is no pattern of RE2 ({_said(error)})") from None
    return pattern


@lru_cache(maxsize=512)
def searching(pattern: str) -> Callable[[str], bool]:
    """The search for a pattern that `checked` has passed: whether it occurs anywhere in a text."""
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    search = re2.compile(pattern, options).search
    return lambda text: search(text) is not None


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return cut(said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said))


def _refused(name: str, pattern: str, why: str) -> Invalid:
    return Invalid(Reason.INVALID_QUERY, f"{cut(name)}: {shown(pattern)} {why}", attribute=cut(name))
