"""What a hub wants to hear of: the query language of hubs (TMF630; TMF623 R14.5.1).

The query of a hub is written like that of a URL:

    eventType=SlaViolationCreateEvent,SlaDeleteEvent&slaViolation.violation.rule.id=availability&fields=sla

`eventType` selects types, in any case and with either profile's suffix. Every other term is one of the filter
language on the resource the event is about; its attributes may be named as they stand in the event
(`event.sla.name`, `sla.name`), after `resource.`, or alone. An event of a resource that has no such attribute is
not wanted. `filter` is a JSONPath on the resource, and may also stand alone. `fields` narrows the resource.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tmf623.contract.faults import cut, shown
from tmf623.contract.kinds import CUSTOMER_QOS_MANAGEMENT, KINDS, Kind
from tmf623.contract.profiles import PROFILES, Profile
from tmf623.errors import Invalid, Reason
from tmf623.query import text as query_text
from tmf623.query.attributes import Vocabulary
from tmf623.query.criteria import Path, Predicate
from tmf623.query.evaluate import holds
from tmf623.query.jsonpath_filter import parse_jsonpath
from tmf623.query.logic import all_of
from tmf623.query.terms import FORM, name_of

CHANGES = ("Create", "AttributeValueChange", "StateChange", "Delete")
_OTHER_WORDS = {"valuechange": "AttributeValueChange"}
"""The reference implementation of R14.5.1 calls it so."""
_ALWAYS_KEPT: Path = ("date",)
"""Besides `id` and `href`."""


@dataclass(frozen=True, slots=True)
class HubQuery:
    """The events a hub wants."""

    criteria: Mapping[str, Predicate]
    """By name of the kinds whose events are wanted at all: which resources."""
    types: frozenset[tuple[str, str]] | None
    """Kind's name and change of the types wanted; None is all."""
    fields: tuple[Path, ...]
    """Attributes of the resource to send; () is all."""

    def matches(self, change: str, kind: Kind, value: Mapping[str, object]) -> bool:
        """Whether the hub wants the event of `change` to a resource of `kind` whose JSON value, with id, is `value`."""
        if self.types is not None and (kind.name, change) not in self.types:
            return False
        predicate = self.criteria.get(kind.name)
        return predicate is not None and holds(predicate, value)


def kinds_told(profile: Profile) -> list[Kind]:
    """The kinds whose events the profile's API tells of: TMF623 of its own, customer QoS management of all."""
    every = profile.api == CUSTOMER_QOS_MANAGEMENT
    return [kind for kind in KINDS.values() if kind.has_events and (every or kind.api == profile.api)]


@lru_cache(maxsize=1024)
def parse_hub_query(text: str, profile: Profile, unasked: Profile | None = None) -> HubQuery:
    """Read a hub's query; "" wants everything the profile's API tells of.

    `unasked`: a query that names no event type wants what this profile's API tells of instead.

    Raises:
        Invalid: INVALID_QUERY, naming the event type or the term no event of the API has; NOT_SUPPORTED as for
            `parse_filter`.
    """
    kinds, unasked_kinds = kinds_told(profile), kinds_told(unasked or profile)
    if query_text.is_jsonpath(text):
        query_text.measure(text.encode("utf-8", "replace"))
        return HubQuery({kind.name: parse_jsonpath(kind, text) for kind in unasked_kinds}, None, ())
    types: list[str] = []
    terms: list[bytes] = []
    for term in _raw(text).removeprefix(b"?").split(b"&"):
        name, symbol, rest = name_of(term, FORM)
        if name == "eventType" and symbol in {"=", "=="}:
            types += FORM.decoded(rest).split(",")
        elif term:
            terms.append(term)
    wanted = frozenset(_type(kinds, name) for name in types) if types else None
    if wanted is None:
        kinds = unasked_kinds
    else:
        kinds = [kind for kind in kinds if any(name == kind.name for name, _ in wanted)]
    criteria, fields = _criteria(kinds, b"&".join(terms))
    return HubQuery(criteria, wanted, fields)


def _raw(text: str) -> bytes:
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise Invalid(Reason.INVALID_QUERY, f"the query {shown(text)} has half a surrogate pair") from None
    query_text.measure(raw)
    return raw


def _type(kinds: list[Kind], name: str) -> tuple[str, str]:
    for kind in kinds:
        for change in CHANGES:
            if name.lower() in _names(kind, change):
                return kind.name, change
    raise Invalid(Reason.INVALID_QUERY, f"there is no event type {shown(name)}", attribute="eventType")


def _names(kind: Kind, change: str) -> set[str]:
    words = {change.lower(), *(old for old, new in _OTHER_WORDS.items() if new == change)}
    suffixes = {profile.event_suffix.lower() for profile in PROFILES.values()}
    return {f"{kind.name.lower()}{word}{suffix}" for word in words for suffix in suffixes}


def _criteria(kinds: list[Kind], raw: bytes) -> tuple[dict[str, Predicate], tuple[Path, ...]]:
    """What is asked of each kind that has all the attributes asked of; refused when there is none."""
    criteria: dict[str, Predicate] = {}
    fields: tuple[Path, ...] = ()
    refused: list[Invalid] = []
    for kind in kinds:
        vocabulary = Vocabulary(kind, (f"event.{kind.name}.", f"{kind.name}.", "resource."))
        try:
            predicates, controls = query_text.read(vocabulary, raw, FORM)
            _only_filters(controls)
            filters = [parse_jsonpath(kind, text) for text in controls.get("filter", ())]
        except Invalid as error:
            refused.append(error)
            continue
        criteria[kind.name] = all_of([*predicates, *filters])
        fields = _fields(controls.get("fields", []), kinds)
    if refused and not criteria:
        raise refused[0]
    return criteria, fields


def _only_filters(controls: Mapping[str, object]) -> None:
    for name in controls:
        if name not in {"filter", "fields"}:
            raise Invalid(Reason.INVALID_QUERY, f"{name} does not apply to a hub", attribute=cut(name))


def _fields(texts: list[str], kinds: list[Kind]) -> tuple[Path, ...]:
    """The paths asked for, in every reading of them: what a resource does not have selects nothing."""
    paths = query_text.parse_fields(kinds[0], ",".join(texts))
    names = {kind.name for kind in kinds}
    readings: dict[Path, None] = {}
    for path in paths:
        bare = path[1:] if path[0] in {"event", "resource"} and len(path) > 1 else path
        readings[bare] = None
        if bare[0] in names and len(bare) > 1:
            readings[bare[1:]] = None
    return (*readings, _ALWAYS_KEPT) if readings else ()
