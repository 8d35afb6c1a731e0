"""How long a rule's periods settle, and how long they may be judged again: what it says, or what the operator chose."""

from tmf.sla.v1.sla_pb2 import Rule
from tmf623.domain.instants import DAY, HOUR
from tmf623.domain.settlement import Windows
from tmf623.service.spec_values import read
from tmf623.settings import Settings

DEFAULT = Windows()


def chosen(settings: Settings) -> Windows:
    """The windows the operator chose."""
    return Windows(
        settle=settings.settle_hours * HOUR,
        correction=settings.correction_days * DAY,
        dispute=settings.dispute_days * DAY,
    )


def windows_of(rule: Rule, default: Windows) -> Windows:
    """The windows of a rule that was checked; `default` for what it does not say."""
    said = rule.spec.settlement
    return Windows(
        settle=read(said, "settle_time", default.settle),
        correction=read(said, "correction_window", default.correction),
        dispute=read(said, "dispute_window", default.dispute),
    )
