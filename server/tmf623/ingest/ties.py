"""The order of changes a ticket log tells of one instant: that of its lines.

Logs that tell minutes have several changes of a ticket in one; which of them stands decides whether a clock runs.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

_TOLD = ("status", "statusChangeReason", "priority")


class _Last(NamedTuple):
    """The last line of a case."""

    date: str
    told: tuple[Any, ...]
    sequence: int


@dataclass(slots=True)
class Ties:
    """Numbers the lines of each case that follow each other with one `statusChangeDate`, from 0."""

    _last: dict[str, _Last] = field(default_factory=dict)

    def numbered(self, case: dict[str, Any]) -> dict[str, Any]:
        """The case with the place of its change, unless the file says it or there is nothing to tell apart.

        A line again has the place it had.
        """
        date = case.get("statusChangeDate")
        if date is None or "statusChangeSequence" in case:
            return case
        name, told = str(case.get("externalId")), tuple(case.get(each) for each in _TOLD)
        before = self._last.get(name)
        sequence = 0
        if before is not None and before.date == date:
            sequence = before.sequence + (before.told != told)
        self._last[name] = _Last(date, told, sequence)
        return {**case, "statusChangeSequence": sequence} if sequence else case
