"""Agreements and violations to search: every attribute is filled in some and absent in others, with odd values."""

from random import Random
from typing import Any

TEXTS = [
    "",
    "Gold",
    "gold",
    "Gold line",
    "Z",
    "é",
    "e\u0301",
    "\U0001f600",
    "\uffff",
    "100%",
    "a,b;c&d=e",
    "' OR '1'='1",
    'say "yes"\\',
    "line\nbreak",
    "null",
    "true",
    "1",
    "01",
    "x" * 127,
    "x" * 128,
    "x" * 128 + "y",
    "x" * 128 + "z",
]
NUMBERS = ["0", "-0.0", "0.05", "0.050", "5e-2", "0.0500000000000000001", "-1.5", "-1", "-15", "1e3", "1000", "99.90"]
NUMBERS += ["9007199254740993", "9007199254740992.5", "1e-300", "-1e300"]
INSTANTS = [
    "0001-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999999Z",
    "1970-01-01T00:00:00Z",
    "2015-03-23T23:59:59Z",
    "2015-03-23T23:59:59.500Z",
    "2015-03-23T23:59:59.500001Z",
    "2015-03-23T23:59:59.500001001Z",
    "2015-03-24T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
]
EXTRAS: list[Any] = [
    "red",
    "1",
    1,
    1.5,
    -0.1,
    1e22,
    0,
    True,
    False,
    None,
    [],
    ["red", 2, [3]],
    {"x": "red"},
    [{"x": 1}],
]
TYPE = {"@type": "GoldSla", "@schemaLocation": "https://schemas.example/gold.json"}


class Writer:
    """Draws documents, the same ones every time."""

    def __init__(self) -> None:
        self._random = Random(623)  # noqa: S311 - a dice, not a secret

    def sla(self) -> dict[str, Any]:
        parts = {
            "name": self._text(),
            "version": self._text(),
            "state": self._text(),
            "approved": self._random.random() < 0.5,
            "approvalDate": self._random.choice(INSTANTS),
            "validFor": self._period(),
            "relatedParty": [self._party() for _ in range(self._random.randrange(1, 4))],
            "rule": [self._rule() for _ in range(self._random.randrange(1, 4))],
            "calendar": [{"id": self._text(), "holiday": self._some(["2015-12-25", "", "x"])}],
        }
        return self._thinned(parts) | self._extension()

    def violation(self) -> dict[str, Any]:
        parts = {
            "date": self._random.choice(INSTANTS),
            "sla": self._thinned({"id": self._text(), "name": self._text()}),
            "relatedParty": [self._party() for _ in range(self._random.randrange(1, 3))],
            "violation": self._thinned(
                {
                    "unit": self._text(),
                    "tolerance": self._random.choice(NUMBERS),
                    "violationAverage": self._random.choice(NUMBERS),
                    "attachment": {"description": self._text()},
                }
            ),
        }
        return self._thinned(parts) | self._extension()

    def _rule(self) -> dict[str, Any]:
        spec = {"@type": "EventDuration", "population": {"ticketType": self._some(TEXTS)}}
        return self._thinned({"id": self._text(), "metric": self._text(), "unit": self._text(), "spec": spec})

    def _party(self) -> dict[str, Any]:
        return self._thinned({"role": self._text(), "name": self._text(), "validFor": self._period()})

    def _period(self) -> dict[str, Any]:
        start, end = sorted(self._random.sample(INSTANTS, 2))
        return self._thinned({"startDateTime": start, "endDateTime": end})

    def _extension(self) -> dict[str, Any]:
        if self._random.random() < 0.5:
            return {}
        return TYPE | self._thinned({"colour": self._random.choice(EXTRAS), "x.y": "dotted", 'q"\\': "quoted"})

    def _text(self) -> str:
        return self._random.choice(TEXTS)

    def _some(self, texts: list[str]) -> list[str]:
        return self._random.sample(texts, self._random.randrange(1, 3))

    def _thinned(self, parts: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in parts.items() if self._random.random() < 0.7}
