"""The history of the schema, as alembic runs it. `versions/` holds one module a step; the last one is HEAD.

A new step: change `tables.py`, then write the module that changes the tables of those who have them already;
`tests/store/test_schema.py` proves that both say the same.
"""

from collections.abc import Callable
from typing import Any

HEAD = "0016"
"""The revision this version of the program works with."""


def belonging(dialect: str) -> Callable[..., bool]:
    """Which tables and indexes a database of the dialect has: alembic's `include_object`, which knows no `ddl_if`."""

    def belongs(thing: Any, *_: object) -> bool:
        return bool(thing.info.get("dialect", dialect) == dialect)

    return belongs
