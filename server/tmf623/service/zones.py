"""Time zones, from one source on every machine: the tzdata package, never the system's own files."""

from functools import cache
from importlib import import_module
from importlib.resources import files
from zoneinfo import ZoneInfo

UTC = "UTC"


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone with this name, spelled as IANA spells it.

    Raises:
        ValueError: there is none.
    """
    if name not in _names():
        raise ValueError(f"{name[:64]!r} is not the name of an IANA time zone")
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, name)


@cache
def version() -> str:
    """The release of the IANA database, e.g. "2025b"."""
    return str(import_module("tzdata").IANA_VERSION)


@cache
def _names() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="ascii").split())
