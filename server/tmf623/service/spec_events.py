"""What a spec says of samples, cases, orders and contacts: refused where it would be passed over in silence."""

from collections.abc import Mapping

from tmf.sla.v1.terms_pb2 import RuleSpec
from tmf623.domain.assessment import SpecType
from tmf623.domain.choices import PercentileOf, Quantity, RatioStyle, SourcePolicy
from tmf623.domain.timeline import MissingData
from tmf623.errors import Reason, Refused
from tmf623.service.spec_values import read

_Q = Quantity
_OUTAGES = frozenset({_Q.OUTAGE, _Q.OUTAGE_DURATION, _Q.UPTIME_PER_OUTAGE})
_TIMES = frozenset({_Q.CASE_DURATION, _Q.ORDER_DURATION, _Q.ORDER_DELAY, _Q.CONTACT_WAIT})
_QUANTITIES: Mapping[SpecType, frozenset[Quantity]] = {
    SpecType.MEAN: _TIMES | {_Q.SAMPLE, _Q.OUTAGE_DURATION, _Q.UPTIME_PER_OUTAGE},
    SpecType.PERCENTILE: _TIMES | {_Q.SAMPLE},
    SpecType.COUNT: frozenset({_Q.SAMPLE, _Q.CASE, _Q.ORDER, _Q.CONTACT, _Q.OUTAGE, _Q.TOTAL}),
}
"""What each kind can be of."""
_CASES = ("target", "milestone", "clock_stop", "status_meaning", "reopen", "priority_change", "clock_start")
_OF = frozenset({"series", "case", "order", "contact", "outage"})
_ABOUT: Mapping[str, str] = {
    RatioStyle.CASES_IN_TARGET: "case",
    RatioStyle.ORDERS_ON_TIME: "order",
    RatioStyle.CONTACTS: "contact",
    _Q.CASE_DURATION: "case",
    _Q.CASE: "case",
    _Q.ORDER_DURATION: "order",
    _Q.ORDER_DELAY: "order",
    _Q.ORDER: "order",
    _Q.CONTACT_WAIT: "contact",
    _Q.CONTACT: "contact",
    **dict.fromkeys(_OUTAGES, "outage"),
}
"""What a style or quantity is about; the others are about series."""
_ONLY: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_CASES, frozenset({"case"})),
    "order": frozenset({"order"}),
    "contact": frozenset({"contact"}),
    "outage": frozenset({"outage"}),
    "population": frozenset({"case", "order", "contact", "outage"}),
    **dict.fromkeys(("missing_data", "min_coverage", "update_interval", "sources"), frozenset({"series", "outage"})),
    **dict.fromkeys(("carry_forward_max", "pooling"), frozenset({"outage"})),
}
"""What an attribute can be about."""
_OF_STATES = frozenset({SourcePolicy.WORST, SourcePolicy.BEST, SourcePolicy.QUORUM})
_OF_TIME = frozenset({MissingData.ASSUME_GOOD, MissingData.ASSUME_BAD, MissingData.CARRY_FORWARD})


def check(spec: RuleSpec, path: str, kind: SpecType) -> None:
    """Refuse attributes that mean nothing for what a rule of this kind is about; other kinds are not looked at.

    Raises:
        Refused: there is one; it is named by its path.
    """
    if kind not in {SpecType.RATIO, *_QUANTITIES}:
        return
    word: str = _word(spec, path, kind)
    about = _ABOUT.get(word, "series")
    for field, _ in spec.ListFields():
        if about not in _ONLY.get(field.name, _OF):
            raise _refused(f"{path}.{field.json_name}", f"means nothing for {word}")
    if word == RatioStyle.CASES_IN_TARGET and not spec.target:
        raise _refused(f"{path}.target", f"is missing: {word} needs targets")
    if about == "series":
        _check_series(spec, path)
    _check_percentile(spec, path, word)


def _word(spec: RuleSpec, path: str, kind: SpecType) -> str:
    """The style or quantity of a rule."""
    if kind is SpecType.RATIO:
        style: RatioStyle = read(spec.ratio, "style", RatioStyle.GOOD_TOTAL)
        return style
    quantity: Quantity = read(spec, "quantity", _Q.SAMPLE)
    if quantity not in _QUANTITIES[kind]:
        raise _refused(f"{path}.quantity", f"is {quantity}, of which there is no {kind}")
    return quantity


def _check_series(spec: RuleSpec, path: str) -> None:
    policy = read(spec.sources, "policy")
    if policy in _OF_STATES:
        raise _refused(f"{path}.sources.policy", f"is {policy}, which is of states")
    missing = read(spec, "missing_data")
    if missing in _OF_TIME:
        raise _refused(f"{path}.missingData", f"is {missing}, which is of states and intervals")
    needs = missing is MissingData.FAIL_CLOSED or spec.HasField("min_coverage")
    if needs and not spec.HasField("update_interval"):
        raise _refused(f"{path}.updateInterval", "is missing: without it nobody knows how much is covered")


def _check_percentile(spec: RuleSpec, path: str, word: str) -> None:
    of = read(spec.percentile, "of", PercentileOf.VALUE)
    if of is PercentileOf.VARIATION and word != _Q.SAMPLE:
        raise _refused(f"{path}.percentile.of", f"is {of}, which is of samples")
    if spec.percentile.HasField("distance") and of is not PercentileOf.VARIATION:
        raise _refused(f"{path}.percentile.distance", f"is only for {PercentileOf.VARIATION}")
    if spec.HasField("weighting") and word != _Q.SAMPLE:
        raise _refused(f"{path}.weighting", "is only for samples")


def _refused(attribute: str, sentence: str) -> Refused:
    return Refused(Reason.RULE_REFUSED, f"{attribute} {sentence}", attribute=attribute)
