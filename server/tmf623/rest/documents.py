"""The OpenAPI documents of the package, as this door loads and serves them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import yaml  # type: ignore[import-untyped]

from tmf623.contract.profiles import Profile


@cache
def document_text(profile: Profile) -> bytes:
    """The profile's document, byte for byte as the package has it: JSON."""
    return files("tmf.sla.v1").joinpath(f"{profile.api}-{profile.version}.json").read_bytes()


def document(profile: Profile) -> dict[str, Any]:
    """The profile's document as a value of its own, free to be changed."""
    value: dict[str, Any] = json.loads(document_text(profile))
    return value


@cache
def document_yaml(profile: Profile) -> bytes:
    """The profile's document as YAML, its names in the same order."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml's, where it is there
    text: str = yaml.dump(document(profile), Dumper=dumper, sort_keys=False, allow_unicode=True, width=120)
    return text.encode()


def resources_of(profile: Profile) -> list[str]:
    """Names of the resources the profile's document has collections of."""
    return [path.removeprefix("/") for path in document(profile)["paths"] if path.count("/") == 1]
