"""What a consequence must satisfy: drafts may be anything that can be read, approved ones have passed the lint.

An approved consequence is not changed any more, but retired; customers were promised what it says.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from tmf.sla.v1.consequence_pb2 import Consequence, LintFinding
from tmf.sla.v1.consequence_service_pb2 import LintConsequenceRequest, LintConsequenceResponse
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.documents import loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import CONSEQUENCE, SLA
from tmf623.domain.assessment import SpecType
from tmf623.domain.credit import finding as found
from tmf623.domain.credit.lint import RuleFacts, lint
from tmf623.domain.credit.states import CONSEQUENCE as LIFE
from tmf623.domain.credit.states import ConsequenceState as State
from tmf623.domain.decimals import fraction_of
from tmf623.domain.objective import Operator, operator_of
from tmf623.errors import Conflict, NotFound, Reason, Refused
from tmf623.service import events, metrics, terms
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.consequence_terms import consequence_of
from tmf623.service.identifiers import identifier
from tmf623.service.life_cycles import demand_move, state_of
from tmf623.service.slas import ordered
from tmf623.service.timestamps import instant_of, stamp
from tmf623.store.transaction import Transaction

_REFERENCE = re.compile(r"(?:.*/customerQosManagement/v1/)?consequence/([1-9]\d{0,15})/?", re.ASCII)
_WORDS = re.compile(r"[\s,;]+")
_LARGEST_TEXT = 10_000
_SERVER_WRITTEN = ("finding", "approval_date")


def check(message: Consequence, _origin: Origin) -> None:
    """Refuse a consequence that cannot be read: Invalid, Refused."""
    consequence_of(message)
    ordered(message.valid_for, "validFor")
    if message.HasField("state"):
        state_of(message.state, State)


def created(tx: Transaction, message: Consequence) -> Consequence:
    """The consequence as it is first stored: a draft, or approved at once.

    Raises:
        Conflict: it says it is retired.
        Refused: it says it is approved, and the lint found errors.
    """
    kept = _copy(message)
    for field in _SERVER_WRITTEN:
        kept.ClearField(field)
    state = State(message.state) if message.HasField("state") else State.DRAFT
    demand_move(LIFE, None, state, "consequence")
    kept.state = state
    if state is State.APPROVED:
        _approve(tx, kept)
    return kept


def changed(tx: Transaction, before: Consequence, after: Consequence) -> Consequence:
    """The consequence as it is stored next.

    Raises:
        Conflict: its state forbids what is asked.
        Refused: it is to be approved, and the lint found errors.
    """
    kept = _copy(after)
    for field in _SERVER_WRITTEN:
        kept.ClearField(field)
    kept.finding.extend(before.finding)
    if before.HasField("approval_date"):
        kept.approval_date.CopyFrom(before.approval_date)
    if not kept.HasField("state"):
        kept.state = before.state
    was, state = State(before.state), State(kept.state)
    demand_move(LIFE, was, state, f"consequence {before.id}")
    names = events.differing(before, kept) - {"state"}
    if names and was is not State.DRAFT:
        name = Consequence.DESCRIPTOR.fields_by_name[min(names)].json_name
        sentence = f"consequence {before.id} is {was}: {name} can no longer be changed; write a new one"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute=name)
    if state is State.APPROVED and was is State.DRAFT:
        _approve(tx, kept)
    return kept


def deleted(_tx: Transaction, message: Consequence) -> None:
    """Refuse to delete what was promised: Conflict."""
    if message.state == State.APPROVED:
        sentence = f"consequence {message.id} is approved: retire it, customers were promised what it says"
        raise Conflict(Reason.STATE_CONFLICT, sentence, attribute="state")


BEHAVIOUR = Behaviour(
    check=check,
    created=created,
    changed=changed,
    deleted=deleted,
)


def lint_consequence(tx: Transaction, request: LintConsequenceRequest) -> LintConsequenceResponse:
    """What the lint finds, without storing anything.

    Raises:
        Invalid: there is neither a consequence nor its id, or half of the name of a rule.
        NotFound: there is no such consequence, agreement or rule.
        Refused: the consequence contradicts itself.
    """
    check_lint(request)
    message = request.consequence
    if request.HasField("consequence_id"):
        stored = tx.resources.get(CONSEQUENCE, identifier(CONSEQUENCE, request.consequence_id))
        message = cast("Consequence", loaded(CONSEQUENCE, stored))
    facts = _facts(tx, request) if request.HasField("sla_id") else None
    defects = [written(each) for each in lint(consequence_of(message), facts)]
    approvable = all(each.severity != found.Severity.ERROR for each in defects)
    return LintConsequenceResponse(finding=defects, approvable=approvable)


def check_lint(request: LintConsequenceRequest) -> None:
    """Refuse a request that does not say what to look at: Invalid, Refused."""
    if request.HasField("consequence") == request.HasField("consequence_id"):
        sentence = "exactly one of consequence and consequenceId must be given"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="consequence")
    if request.HasField("sla_id") != request.HasField("rule_id"):
        raise Refused(Reason.RULE_REFUSED, "slaId and ruleId need each other", attribute="ruleId")
    if request.HasField("consequence"):
        consequence_of(request.consequence)


def _facts(tx: Transaction, request: LintConsequenceRequest) -> RuleFacts:
    sla = cast("Sla", loaded(SLA, tx.resources.get(SLA, identifier(SLA, request.sla_id))))
    rule = next((rule for rule in sla.rule if rule.id == request.rule_id), None)
    if rule is None:
        sentence = f"agreement {sla.id} has no rule {shown(request.rule_id)}"
        raise NotFound(Reason.NOT_FOUND, sentence, attribute="ruleId")
    return facts_of(sla, rule)


def facts_of(sla: Sla, rule: Rule) -> RuleFacts:
    """What the lint must know of a rule, as far as it can be read."""
    known = metrics.known(rule.metric)
    kind = SpecType(rule.spec.at_type) if rule.spec.HasField("at_type") else (known.type if known else None)
    unit = rule.unit or (known.unit if known is not None else "")
    return RuleFacts(
        unit=unit,
        target=_target(sla, rule),
        more_is_better=operator_of(rule.operator) in {Operator.GE, Operator.GT},
        is_case=kind is SpecType.EVENT_DURATION and rule.spec.conformance_period in {"", "event"},
        has_outages=kind is SpecType.AVAILABILITY,
        currency=sla.currency,
    )


def _target(sla: Sla, rule: Rule) -> Fraction | None:
    """The level beyond which the rule is violated; None when it is no number."""
    try:
        target = terms.terms_of(sla, rule).objective.target
    except terms.Unreadable:
        try:
            return fraction_of(rule.reference_value)
        except ValueError:
            return None
    return target if isinstance(target, Fraction) else None


def named_by(rule: Rule) -> list[int]:
    """Identifiers of the consequences a rule names: `consequence/{id}` or its href, separated by commas or space.

    TMF623's `consequence` is any text; what is no reference of ours names none.
    """
    return list(dict.fromkeys(_named(rule.consequence)))


def _named(text: str) -> Iterator[int]:
    if "consequence/" not in text or len(text) > _LARGEST_TEXT:
        return
    for word in _WORDS.split(text):
        reference = _REFERENCE.fullmatch(word)
        if reference is not None:
            yield int(reference[1])


def written(defect: found.LintFinding) -> LintFinding:
    """A defect as clients read it."""
    message = LintFinding(code=defect.defect, severity=defect.severity, text=defect.text)
    if defect.tier is not None:
        message.tier = defect.tier
    return message


def _approve(tx: Transaction, kept: Consequence) -> None:
    """Record what the lint found; Refused when that is an error."""
    defects = lint(consequence_of(kept))
    errors = [each for each in defects if each.severity is found.Severity.ERROR]
    if errors:
        listed = "; ".join(f"{each.defect}: {each.text}" for each in errors[:5])
        more = f"; and {len(errors) - 5} more" if len(errors) > 5 else ""  # noqa: PLR2004 - as many as listed
        attribute = "schedule" if errors[0].tier is None else f"schedule.tier[{errors[0].tier}]"
        raise Refused(Reason.RULE_REFUSED, f"the schedule cannot be approved: {listed}{more}", attribute=attribute)
    kept.ClearField("finding")
    kept.finding.extend(map(written, defects))
    kept.approval_date.CopyFrom(stamp(instant_of(tx.now)))


def _copy(message: Consequence) -> Consequence:
    kept = Consequence()
    kept.CopyFrom(message)
    return kept
