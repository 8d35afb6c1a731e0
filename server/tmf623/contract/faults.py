"""What is wrong with a JSON value, and where: collected while the codec unwinds, told to the caller as Invalid."""

from collections.abc import Iterable

import orjson

from tmf623.errors import Invalid, Reason

_SHOWN = 64


class Fault(Exception):
    """A value the contract does not allow. Containers add the step that leads to it on the way out."""

    def __init__(self, reason: Reason, sentence: str, *steps: str | int) -> None:
        """`sentence` goes on after the attribute's path; `steps` lead to the value, innermost first."""
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence
        self.steps: list[str | int] = list(steps)

    def told(self, root: str) -> Invalid:
        """The error for the caller; `root` names the whole when the fault has no path."""
        path = path_of(reversed(self.steps))
        return Invalid(self.reason, f"{path or root} {self.sentence}", attribute=path or None)


def path_of(steps: Iterable[str | int]) -> str:
    """Spell a path as callers read it, e.g. `relatedParty[0].validFor.startDateTime`; long names are cut."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{_name(step)}" if path else _name(step)
    return path


def _name(step: str) -> str:
    return cut(step) if step.isprintable() else shown(step)


def shown(value: object) -> str:
    """The value as JSON, cut to a sane length: control characters stay escaped, so it cannot forge a log line."""
    if isinstance(value, str):
        return orjson.dumps(cut(value).encode("utf-8", "replace").decode()).decode()
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, bool) or value is None:
        return orjson.dumps(value).decode()
    if isinstance(value, int) and value.bit_length() > _SHOWN * 4:
        return "a very long number"
    return cut(str(value))


def cut(text: str) -> str:
    """The text, shortened when it is long."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
