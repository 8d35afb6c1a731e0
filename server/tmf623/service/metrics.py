"""The metric library: well-known metrics, and what a rule about one computes when it does not say.

A rule names a metric by a URI or a word; what counts is the last segment, whatever its case and separators, so
"http://metrics.example/Availability" is `availability`. A rule without `spec.@type` takes the library's spec, and
its own attributes besides; a rule without unit takes the library's.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from google.protobuf import json_format

from tmf.sla.v1.sla_pb2 import Rule
from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.domain.assessment import SpecType

AVAILABILITY = "availability"
_SEPARATORS = re.compile(r"[^0-9a-z]+")


class Better(StrEnum):
    """Which levels of a metric are better."""

    HIGHER = "higher"
    LOWER = "lower"


HIGHER, LOWER = Better


@dataclass(frozen=True, slots=True)
class Metric:
    """A well-known metric."""

    name: str
    unit: str
    """Unit of its levels, where a rule does not say."""
    better: Better
    description: str
    type: SpecType
    spec: Mapping[str, Any] = field(default_factory=dict)
    """Further attributes of the default spec, as JSON."""
    aliases: Sequence[str] = ()

    def default(self) -> RuleSpec:
        """The spec of a rule that does not say how the metric is computed."""
        return json_format.ParseDict({"@type": str(self.type), **self.spec}, RuleSpec())


def _percentile(p: str, metric: str) -> Mapping[str, Any]:
    return {"metric": metric, "percentile": {"p": p}}


_AV, _MEAN, _RATIO, _COUNT = SpecType.AVAILABILITY, SpecType.MEAN, SpecType.RATIO, SpecType.COUNT
_LIBRARY = (
    Metric(
        AVAILABILITY, "%", HIGHER, "Share of the period during which the object was up.", _AV,
        aliases=("uptime", "serviceAvailability", "monthlyUptime"),
    ),
    Metric(
        "intervalUptime", "%", HIGHER, "One minus the mean error rate of five-minute intervals.",
        SpecType.INTERVAL_AVERAGE, {"interval": {"length": "PT5M", "empty": "good"}},
    ),
    Metric(
        "goodMinutes", "%", HIGHER, "Share of the observed minutes in which every event was good.", SpecType.TIMESLICES,
        aliases=("timeslices",),
    ),
    Metric(
        "ethernetAvailability", "%", HIGHER,
        "Share of seconds in available time: ten in a row with more than half of the frames lost end it (MEF 10.x).",
        SpecType.MEF_AVAILABILITY, aliases=("mefAvailability",),
    ),
    Metric("successRate", "%", HIGHER, "Share of good events.", _RATIO, aliases=("goodRate", "requestSuccessRate")),
    Metric(
        "errorRate", "%", LOWER, "Share of events that were not good.", _RATIO, {"ratio": {"style": "badTotal"}},
        aliases=("defectRate", "failureRate"),
    ),
    Metric(
        "packetLoss", "%", LOWER, "Share of packets that were lost (Y.1540 IPLR).", _RATIO,
        {"ratio": {"style": "badTotal"}}, aliases=("loss", "frameLossRatio", "flr", "iplr"),
    ),
    Metric("latency", "ms", LOWER, "Mean delay.", _MEAN, aliases=("delay", "meanLatency", "rtt", "iptd")),
    Metric("latencyP50", "ms", LOWER, "Median delay.", SpecType.PERCENTILE, _percentile("50", "latency")),
    Metric("latencyP90", "ms", LOWER, "90th percentile of delay.", SpecType.PERCENTILE, _percentile("90", "latency")),
    Metric("latencyP95", "ms", LOWER, "95th percentile of delay.", SpecType.PERCENTILE, _percentile("95", "latency")),
    Metric("latencyP99", "ms", LOWER, "99th percentile of delay.", SpecType.PERCENTILE, _percentile("99", "latency")),
    Metric(
        "latencyP999", "ms", LOWER, "99.9th percentile of delay.", SpecType.PERCENTILE, _percentile("99.9", "latency"),
    ),
    Metric("jitter", "ms", LOWER, "Mean delay variation.", _MEAN, aliases=("delayVariation", "ipdv")),
    Metric(
        "frameDelay", "ms", LOWER, "95th percentile of one-way frame delay (MEF 10.x).", SpecType.PERCENTILE,
        {"percentile": {"p": "95"}},
    ),
    Metric(
        "frameDelayRange", "ms", LOWER, "95th percentile of frame delay minus the least (MEF 10.x).",
        SpecType.PERCENTILE, {"metric": "frameDelay", "percentile": {"p": "95", "of": "range"}},
    ),
    Metric(
        "interFrameDelayVariation", "ms", LOWER, "95th percentile of the distance between two frames' delays.",
        SpecType.PERCENTILE, {"metric": "frameDelay", "percentile": {"p": "95", "of": "variation"}},
        aliases=("ifdv",),
    ),
    Metric("throughput", "Mbit/s", HIGHER, "Mean rate.", _MEAN, aliases=("bandwidth", "bitrate")),
    Metric(
        "meanTimeToRestore", "h", LOWER, "Mean length of the outages (MTRS).", _MEAN,
        {"metric": AVAILABILITY, "quantity": "outageDuration"}, aliases=("mtrs", "meanTimeToRestoreService"),
    ),
    Metric(
        "meanTimeBetweenFailures", "h", HIGHER, "Up time by the number of outages (MTBF).", _MEAN,
        {"metric": AVAILABILITY, "quantity": "uptimePerOutage"}, aliases=("mtbf",),
    ),
    Metric(
        "outageCount", "1", LOWER, "Number of outages.", _COUNT, {"metric": AVAILABILITY, "quantity": "outage"},
        aliases=("outages", "numberOfOutages"),
    ),
    Metric(
        "meanTimeToRepair", "h", LOWER, "Mean time of the cases resolved in the period (MTTR).", _MEAN,
        {"quantity": "caseDuration"}, aliases=("mttr",),
    ),
    Metric(
        "timeToRepair", "h", LOWER, "Time each case took to be resolved.", SpecType.EVENT_DURATION,
        aliases=("ttr", "timeToRestore", "timeToResolve", "repairTime"),
    ),
    Metric(
        "timeToRespond", "h", LOWER, "Time until somebody worked on each case.", SpecType.EVENT_DURATION,
        {"milestone": "respond"}, aliases=("responseTime", "timeToRespond"),
    ),
    Metric("caseCount", "1", LOWER, "Number of cases.", _COUNT, {"quantity": "case"}, aliases=("faults", "tickets")),
    Metric(
        "ordersOnTime", "%", HIGHER, "Share of completed orders that were completed by their first promise.", _RATIO,
        {"ratio": {"style": "ordersOnTime"}}, aliases=("onTimeDelivery", "orderCompletionOnTime"),
    ),
    Metric(
        "deliveryLeadTime", "day", LOWER, "Mean time from an order to its completion.", _MEAN,
        {"quantity": "orderDuration"}, aliases=("leadTime", "supplyTime"),
    ),
    Metric(
        "serviceLevel", "%", HIGHER, "Share of contacts answered, or abandoned, within 20 seconds, of all.", _RATIO,
        {"ratio": {"style": "contacts"}}, aliases=("contactServiceLevel",),
    ),
    Metric(
        "averageSpeedOfAnswer", "s", LOWER, "Mean wait of the answered contacts.", _MEAN,
        {"quantity": "contactWait"}, aliases=("asa",),
    ),
    Metric(
        "abandonRate", "%", LOWER, "Share of contacts that were abandoned.", _RATIO,
        {"ratio": {"style": "contacts"}, "contact": {"formula": "abandoned"}}, aliases=("abandonmentRate",),
    ),
    Metric(
        "firstContactResolution", "%", HIGHER, "Share of contacts that were resolved and not followed by another.",
        _RATIO, {"ratio": {"style": "contacts"}, "contact": {"formula": "firstContactResolution"}}, aliases=("fcr",),
    ),
)  # fmt: skip
METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _LIBRARY}
"""The library by name, in the order it is shown."""


def _key(word: str) -> str:
    return _SEPARATORS.sub("", word.lower())


_NAMES: Mapping[str, Metric] = {_key(word): metric for metric in _LIBRARY for word in (metric.name, *metric.aliases)}


def series_of(metric: str) -> str:
    """The name under which observations of a metric are kept and found; `availability` when it is not given."""
    segments = [part for part in re.split(r"[/#:?]", metric.lower()) if _SEPARATORS.sub("", part)]
    word = _SEPARATORS.sub("", segments[-1]) if segments else AVAILABILITY
    return _key(_NAMES[word].name) if word in _NAMES else word


def known(metric: str) -> Metric | None:
    """What the library knows about the metric a rule names; None when that is nothing."""
    return _NAMES.get(series_of(metric)) if metric.strip() else None


def completed(rule: Rule) -> Rule:
    """A rule with what the library says where it does not; the rule itself when that is nothing."""
    metric = known(rule.metric)
    if metric is None or (rule.spec.HasField("at_type") and rule.unit.strip()):
        return rule
    whole = Rule()
    whole.CopyFrom(rule)
    if not rule.unit.strip():
        whole.unit = metric.unit
    if not rule.spec.HasField("at_type"):
        spec = metric.default()
        spec.MergeFrom(rule.spec)
        whole.spec.CopyFrom(spec)
    return whole
