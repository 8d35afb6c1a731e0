"""SLA templates: what one must satisfy, and agreements made from it."""

from google.protobuf.message import Message

from tmf.sla.v1.sla_pb2 import Rule, Sla, Template
from tmf.sla.v1.template_pb2 import SlaTemplate
from tmf.sla.v1.template_service_pb2 import CreateSlaInstantiationRequest
from tmf623.contract.faults import shown
from tmf623.contract.kinds import SLA_TEMPLATE
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import href
from tmf623.errors import Reason, Refused
from tmf623.service import slas, terms
from tmf623.service.amounts import demanded
from tmf623.service.behaviour import Behaviour, Origin
from tmf623.service.timestamps import interval

_PACKAGE = Sla.DESCRIPTOR.file.package


def check(template: SlaTemplate, _origin: Origin) -> None:
    """Refuse a template no agreement could be made from.

    Raises:
        Invalid: an attribute has a value it cannot have.
        Refused: attributes contradict each other, or two rules share an id.
    """
    slas.ordered(template.valid_for, "validFor")
    terms.check(_promises(template))
    seen: set[str] = set()
    for index, rule in enumerate(template.rule):
        if rule.id in seen:
            attribute = f"rule[{index}].id"
            raise Refused(Reason.RULE_REFUSED, f"{attribute} is {shown(rule.id)} again", attribute=attribute)
        seen.add(rule.id)


def instantiated(template: SlaTemplate, request: CreateSlaInstantiationRequest, now: int) -> Sla:
    """The agreement a template and a request make, not stored yet; `now` in microseconds since 1970 UTC.

    Raises:
        Invalid: a rule of the request has no id.
        Refused: the template is not valid now, or has no rule the request changes.
    """
    valid = interval(template.valid_for)
    if not valid.start <= now < valid.end:
        sentence = f"templateId is {shown(request.template_id)}, a template that is not valid now"
        raise Refused(Reason.RULE_REFUSED, sentence, attribute="templateId")
    sla = _promises(template)
    for name in ("name", "description", "version", "time_zone"):
        source = request if request.HasField(name) else template
        if source.HasField(name):
            setattr(sla, name, getattr(source, name))
    if request.HasField("valid_for"):
        sla.valid_for.CopyFrom(request.valid_for)
    if request.HasField("state"):
        sla.state = request.state
    sla.related_party.extend(request.related_party)
    sla.scope.extend(request.scope)
    sla.template.CopyFrom(_reference(template))
    for index, rule in enumerate(request.rule):
        _override(_rule_of(sla, rule, f"rule[{index}].id"), rule)
    return sla


def _promises(template: SlaTemplate) -> Sla:
    sla = Sla(name=template.name, rule=template.rule, calendar=template.calendar)
    if template.HasField("time_zone"):
        sla.time_zone = template.time_zone
    if template.HasField("sla_type"):
        sla.at_type = template.sla_type
    return sla


def _reference(template: SlaTemplate) -> Template:
    where = href(SLA_TEMPLATE, template.id, QOS_V1, "")
    reference = Template(id=str(template.id), href=where, name=template.name)
    reference.at_referred_type = "SlaTemplate"
    return reference


def _rule_of(sla: Sla, wanted: Rule, attribute: str) -> Rule:
    demanded(wanted, "id", attribute)
    for rule in sla.rule:
        if rule.id == wanted.id:
            return rule
    sentence = f"{attribute} is {shown(wanted.id)}, a rule the template does not have"
    raise Refused(Reason.RULE_REFUSED, sentence, attribute=attribute)


def _override(target: Message, source: Message) -> None:
    """Put what `source` has in the place of what `target` has: arrays whole, messages attribute by attribute."""
    for field, value in source.ListFields():
        if field.is_repeated:
            target.ClearField(field.name)
            getattr(target, field.name).extend(value)
        elif field.message_type is None:
            setattr(target, field.name, value)
        elif field.message_type.file.package == _PACKAGE:
            _override(getattr(target, field.name), value)
        else:
            getattr(target, field.name).CopyFrom(value)


BEHAVIOUR = Behaviour(check=check)
