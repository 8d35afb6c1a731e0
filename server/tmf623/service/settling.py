"""How long a rule's periods settle, and how long they may be judged again: what it says, or what the operator chose."""

from tmf.sla.v1.sla_pb2 import Rule
from tmf623.domain.durations import microseconds_of
from tmf623.domain.settlement import Windows

DEFAULT = Windows()


def windows_of(rule: Rule, default: Windows) -> Windows:
    """The windows of a rule that was checked; `default` for what it does not say."""
    said = rule.spec.settlement
    return Windows(
        settle=microseconds_of(said.settle_time) if said.HasField("settle_time") else default.settle,
        correction=microseconds_of(said.correction_window)
        if said.HasField("correction_window")
        else default.correction,
        dispute=microseconds_of(said.dispute_window) if said.HasField("dispute_window") else default.dispute,
    )
